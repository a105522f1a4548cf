package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

func asking(d *Deps) { d.FirstQuestions = true }

func TestTheFirstStartAsksThreeThings(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", "", nil, asking)
	if text := screenText(win); !strings.Contains(text, "POS 机是哪家的?") || !strings.Contains(text, "1/3") || strings.Contains(text, "历史") {
		t.Fatalf("the first start shows: %s", text)
	}
	if !strings.HasPrefix(win.Title(), "网络正常") {
		t.Errorf("behind the questions the title says %q", win.Title())
	}
	test.Tap(button(t, win, "拉卡拉"))
	test.Tap(button(t, win, "自带流量卡"))
	test.Tap(button(t, win, "‹ 返回"))
	if b := button(t, win, "自带流量卡"); !b.chosen {
		t.Error("going back, what was answered is not seen")
	}
	test.Tap(button(t, win, "店里的网线或 WiFi"))
	if set.Current().Asked {
		t.Error("saved before the last question")
	}
	test.Tap(button(t, win, "17:00–02:00"))
	waitFor(t, watch, func() bool { return u.first.guided })
	test.Tap(button(t, win, "开始用"))
	got := set.Current()
	if !got.Asked || got.Shop.Acquirer != "lakala" || got.Shop.Terminals != "shop" || !alike(got.Hours, []string{"17:00-02:00"}) {
		t.Errorf("kept: %+v %+v, asked %v", got.Shop, got.Hours, got.Asked)
	}
	if text := screenText(win); u.open != "now" || !strings.Contains(text, "网络正常,可以收款") || !strings.Contains(text, "历史") {
		t.Errorf("afterwards on %s: %s", u.open, text)
	}
}

func TestAllOfTheFirstStartCanBeSkipped(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "en", "dark", "", nil, asking)
	want := set.Current()
	for range questions {
		test.Tap(button(t, win, "Skip"))
	}
	waitFor(t, watch, func() bool { return u.first.guided })
	pressKeys(win, fyne.KeyReturn)
	if u.first != nil {
		t.Error("Enter does not leave the tour")
	}
	if got := set.Current(); !got.Asked || got.Shop.Acquirer != want.Shop.Acquirer || got.Shop.Terminals != want.Shop.Terminals || !alwaysOpen(got.Hours) {
		t.Errorf("skipped, kept: %+v", got)
	}
}

// The tour is five sentences on one page that fits the smallest window; what was
// answered is kept before it, and Esc leaves it.
func TestTheTourIsFiveSentences(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		u, win, watch, set := settingsWindow(t, lang, "light", "", nil, asking)
		for range questions {
			u.first.answer("", nil)
		}
		waitFor(t, watch, func() bool { return u.first != nil && u.first.guided })
		if !set.Current().Asked {
			t.Errorf("%s: the tour is shown before the answers are kept", lang)
		}
		if n := len(u.first.tourLines()); n != 5 {
			t.Errorf("%s: the tour has %d sentences", lang, n)
		}
		if whole := heightOf(scrolled(u.first.page).Content, small.Width); whole > scrolled(u.first.page).Size().Height {
			t.Errorf("%s: the tour is %v high, and %v can be seen", lang, whole, scrolled(u.first.page).Size().Height)
		}
		looksAs(t, win, "first-tour-"+lang)
		u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if u.first != nil || u.open != firstScreen {
			t.Errorf("%s: Esc leads from the tour to %s", lang, u.open)
		}
	}
}

func TestHoursOfOnesOwnAreJudgedAsTheyAreTyped(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", "", nil, asking)
	u.first.step = 2
	u.rebuild()
	test.Tap(button(t, win, "自己设"))
	e, ok := win.Canvas().Focused().(*input)
	if !ok {
		t.Fatal("nothing to type into has the focus")
	}
	e.SetText("早上")
	if !strings.Contains(screenText(win), "营业时间要写成") {
		t.Errorf("a wrong time: %s", screenText(win))
	}
	test.Tap(button(t, win, "就这样"))
	if u.first == nil || set.Current().Asked {
		t.Fatal("a wrong time is taken")
	}
	e.SetText("7点半")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	waitFor(t, watch, func() bool { return slices.Equal(set.Current().Hours.Friday, []string{"07:30-21:00"}) })
}

func TestNobodyIsAskedTwiceOrWhereNobodyIs(t *testing.T) {
	u, _, _, _ := settingsWindow(t, "zh-CN", "light", "", func(s *checks.Settings) { s.Asked = true }, asking)
	if u.first != nil {
		t.Error("asked again")
	}
	if u, _, _, _ = settingsWindow(t, "zh-CN", "light", "", nil, nil); u.first != nil {
		t.Error("asked though the questions are not wanted")
	}
}

// Somebody whose terminal shows a refund is helped, and asked another time.
func TestHelpComesBeforeTheQuestions(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", "", nil, asking)
	u.Open(triageScreen)
	watch.queue.pump()
	if !strings.Contains(screenText(win), "先别再收一次!") || set.Current().Asked {
		t.Errorf("asked %v, on: %s", set.Current().Asked, screenText(win))
	}
}

// Nobody is kept from the program by a disk that takes nothing.
func TestAFullDiskIsToldAndDoesNotHoldAnybodyUp(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", "", nil, asking)
	set.fail = errors.New("disk full")
	for range questions {
		test.Tap(button(t, win, "跳过"))
	}
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "没有保存成功:disk full") })
	test.Tap(button(t, win, "跳过"))
	if u.first != nil || !strings.Contains(screenText(win), "网络正常,可以收款") {
		t.Errorf("still on: %s", screenText(win))
	}
}

func TestTheOtherLanguageIsOnePressAway(t *testing.T) {
	u, win, watch, _ := settingsWindow(t, "zh-CN", "light", "", nil, asking)
	test.Tap(button(t, win, "拉卡拉"))
	test.Tap(button(t, win, "English"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "How does the terminal get online?") })
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !strings.Contains(screenText(win), "Whose terminal is it?") || !button(t, win, "Lakala").chosen {
		t.Errorf("Esc leads to: %s", screenText(win))
	}
}
