package ui

import (
	"fmt"
	"image/color"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/assets"
	"countercheck/checks"
)

// Every word on every screen is a sentence of the language, never the key of one.
func TestNoScreenShowsAKey(t *testing.T) {
	key := regexp.MustCompile(`^[a-z_]+(\.[a-z_0-9]+)+$`)
	for _, lang := range assets.Languages {
		for _, level := range []checks.Level{checks.OK, checks.Warn, checks.Fail, checks.Unknown} {
			for _, id := range []string{"now", "refund", "triage", "settings"} {
				u, win, _, _ := window(t, lang, "light", small, snapshots()[level])
				u.Show(id)
				for text := range strings.SplitSeq(screenText(win), "|") {
					if key.MatchString(text) {
						t.Errorf("%s %s %s: %q", lang, id, level, text)
					}
				}
			}
		}
	}
}

// Everything of the first screen is seen at once on the smallest screen.
func TestTheFirstScreenNeedsNoScrolling(t *testing.T) {
	for _, lang := range assets.Languages {
		for level, s := range snapshots() {
			u, _, _, _ := window(t, lang, "light", small, s)
			n, _ := u.now.(*now)
			if high, room := n.parts.Size().Height, n.all.Size().Height; high > room {
				t.Errorf("%s %s: %v high in %v", lang, level, high, room)
			}
		}
	}
}

// A round that changes nothing moves nothing.
func TestNothingJumps(t *testing.T) {
	u, win, watch, _ := window(t, "zh-CN", "light", small, snapshots()[checks.Fail])
	n, _ := u.now.(*now)
	where := func() (all []fyne.Position) {
		for _, o := range test.LaidOutObjects(win.Content()) {
			if o != n.band.progress {
				all = append(all, fyne.CurrentApp().Driver().AbsolutePositionForObject(o))
			}
		}
		return all
	}
	before := where()
	s := snapshots()[checks.Fail]
	s.Checking, s.Done, s.Checked = true, 12, wallClock.Add(30*time.Second)
	watch.tell(s)
	watch.queue.pump()
	after := where()
	if !slices.Equal(before, after) {
		t.Errorf("of %d things some moved", len(before))
	}
}

// Fyne gives a key to the focus alone; Esc leads back all the same.
func TestEscLeadsBackWhereverTheFocusIs(t *testing.T) {
	for _, id := range []string{"refund", "triage", "settings", "details"} {
		u, win, _, _ := window(t, "zh-CN", "light", small, staged())
		u.Show(id)
		var focused int
		for _, o := range test.LaidOutObjects(win.Content()) {
			f, ok := o.(fyne.Focusable)
			if !ok {
				continue
			}
			u.Show(id)
			win.Canvas().Focus(f)
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			if u.open != firstScreen {
				t.Errorf("%s: Esc on %s leads nowhere", id, fmt.Sprintf("%T", o))
			}
			focused++
		}
		if focused < 4 {
			t.Errorf("%s: only %d things take the focus", id, focused)
		}
	}
}

// Tab comes to every button, and Enter presses it.
func TestTabAndEnterReachEveryButton(t *testing.T) {
	_, win, watch, _ := window(t, "zh-CN", "light", small, snapshots()[checks.Fail])
	reached := map[string]bool{}
	for range 30 {
		win.Canvas().FocusNext()
		if b, ok := win.Canvas().Focused().(*press); ok {
			reached[b.text] = true
			if b.text == "我做完了,再查一次" && watch.pressed == 0 {
				b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			}
		}
	}
	for _, text := range []string{"显示退款了?", "立即检查", "我做完了,再查一次", "复制给客服", "看细节 ›", "选 ›", "现在", "退款", "设置"} {
		if !reached[text] {
			t.Errorf("Tab never comes to %q", text)
		}
	}
	if watch.pressed != 1 {
		t.Errorf("Enter asked for %d rounds", watch.pressed)
	}
}

func TestTheNoticeCanBePutAway(t *testing.T) {
	u, win, _, _ := window(t, "zh-CN", "light", small, snapshots()[checks.OK])
	u.deps.Notice = func(*assets.Words) string { return "第 5 行 shop.aquirer:没有这个设置,是不是 acquirer。" }
	u.rebuild()
	if !strings.Contains(screenText(win), "aquirer") {
		t.Fatalf("not told: %s", screenText(win))
	}
	test.Tap(button(t, win, "知道了"))
	if strings.Contains(screenText(win), "aquirer") || !strings.Contains(screenText(win), "可以收款") {
		t.Errorf("after it was read: %s", screenText(win))
	}
}

// Text on its ground has a contrast of 4.5 or more.
func TestEverythingCanBeRead(t *testing.T) {
	for name, p := range map[string]palette{"light": light, "dark": dark} {
		inks := map[string]color.Color{"ink": p.ink, "dim": p.dim}
		for level, c := range p.mark {
			inks[level.String()] = c
		}
		for ink, c := range inks {
			for ground, g := range map[string]color.Color{"ground": p.ground, "card": p.card, "chosen": p.chosen} {
				if got := contrast(c, g); got < 4.5 {
					t.Errorf("%s: %s on %s has %.1f", name, ink, ground, got)
				}
			}
		}
	}
	for level, c := range bandColors {
		if got := contrast(white, c); got < 5 {
			t.Errorf("white on the band of %s has %.1f", level, got)
		}
	}
}

// contrast is that of WCAG 2.
func contrast(a, b color.Color) float64 {
	light, dark := luminance(a), luminance(b)
	return (max(light, dark) + 0.05) / (min(light, dark) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		s := float64(v) / 0xFFFF
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}
