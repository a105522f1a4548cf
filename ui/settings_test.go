package ui

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/assets"
	"countercheck/checks"
)

// lineOf is a field of the open page.
func lineOf(t *testing.T, u *UI, id string) *fieldLine {
	t.Helper()
	s, _ := u.now.(*settings)
	for _, l := range s.lines {
		if l.f.id == id {
			return l
		}
	}
	t.Fatalf("%s is not on the page", id)
	return nil
}

// inputOf is what a field is typed into.
func inputOf(t *testing.T, u *UI, id string) *input {
	t.Helper()
	for _, o := range test.LaidOutObjects(lineOf(t, u, id).all) {
		if e, ok := o.(*input); ok {
			return e
		}
	}
	t.Fatalf("%s is not typed", id)
	return nil
}

// switchOf is a field's switch.
func switchOf(t *testing.T, u *UI, id string) *toggle {
	t.Helper()
	for _, o := range test.LaidOutObjects(lineOf(t, u, id).all) {
		if s, ok := o.(*toggle); ok {
			return s
		}
	}
	t.Fatalf("%s is no switch", id)
	return nil
}

func expertPage(t *testing.T, u *UI, part string) {
	t.Helper()
	s, _ := u.now.(*settings)
	s.unfold(part, true)
}

func TestWhatIsTypedIsSavedWhenTheTypingRests(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", groupExpert, nil, nil)
	expertPage(t, u, partBeats)
	inputOf(t, u, "watch.every").SetText("1分30秒")
	if got := set.Current().Watch.Every.Std(); got != 30*time.Second {
		t.Errorf("saved before the typing rests: %v", got)
	}
	waitFor(t, watch, func() bool { return set.Current().Watch.Every.Std() == 90*time.Second })
	waitFor(t, watch, func() bool {
		text := screenText(win)
		return strings.Contains(text, "已保存") && strings.Contains(text, "已改 · 推荐 30 秒") && strings.Contains(text, "高级 •")
	})
	if got := inputOf(t, u, "watch.every").Text; got != "1 分钟 30 秒" {
		t.Errorf("saved, it reads %q", got)
	}
	test.Tap(button(t, win, "恢复"))
	waitFor(t, watch, func() bool { return set.Current().Watch.Every.Std() == 30*time.Second })
	waitFor(t, watch, func() bool { return inputOf(t, u, "watch.every").Text == "30 秒" })
}

func TestWhatIsWrongIsToldAtOnceAndNotSaved(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", groupExpert, nil, nil)
	expertPage(t, u, partBeats)
	e := inputOf(t, u, "watch.every")
	win.Canvas().Focus(e)
	e.SetText("10秒")
	if !strings.Contains(screenText(win), "间隔太短,最短 30 秒") {
		t.Errorf("typed, and not told: %s", screenText(win))
	}
	win.Canvas().Unfocus()
	watch.queue.pump()
	if got := set.Current().Watch.Every.Std(); got != 30*time.Second {
		t.Errorf("saved %v", got)
	}
	if e.Text != "10秒" {
		t.Errorf("what was typed was taken away: %q", e.Text)
	}
	e.SetText("40秒")
	if strings.Contains(screenText(win), "间隔太短") {
		t.Error("still told when it is right")
	}
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	waitFor(t, watch, func() bool { return set.Current().Watch.Every.Std() == 40*time.Second })
}

// A time that is only written in another way is taken when the line is left, not
// under the fingers.
func TestAnotherWayToWriteATimeIsTakenWhenTheLineIsLeft(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", groupWarn, nil, nil)
	e := inputOf(t, u, "warn.digest")
	win.Canvas().Focus(e)
	e.SetText("20点半")
	if !strings.Contains(screenText(win), "是不是 20:30") {
		t.Errorf("not asked: %s", screenText(win))
	}
	win.Canvas().Unfocus()
	waitFor(t, watch, func() bool { return set.Current().Warn.Digest == "20:30" && e.Text == "20:30" })
}

// Leaving the screen in the middle of a word loses nothing that was right.
func TestLeavingTakesWhatWasTyped(t *testing.T) {
	u, _, watch, set := settingsWindow(t, "zh-CN", "light", groupShop, nil, nil)
	inputOf(t, u, "shop.cashier").SetText("pos.exe")
	u.Show("now")
	waitFor(t, watch, func() bool { return set.Current().Shop.Cashier == "pos.exe" })
}

// Two changes at once: none is lost.
func TestChangesDoNotUndoEachOther(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", groupWarn, nil, nil)
	switchOf(t, u, "warn.sound").flip()
	switchOf(t, u, "warn.over").flip()
	choose(t, win, "不看")
	waitFor(t, watch, func() bool {
		w := set.Current().Warn
		return w.Sound && !w.Over && w.Ahead == 0
	})
}

// What could not be saved does not look as if it were.
func TestASwitchThatIsNotSavedGoesBack(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", groupWarn, nil, nil)
	set.fail = errors.New("disk full")
	switchOf(t, u, "warn.over").flip()
	waitFor(t, watch, func() bool {
		return strings.Contains(screenText(win), "没有保存成功:disk full") && switchOf(t, u, "warn.over").on
	})
	if strings.Contains(screenText(win), "已保存") {
		t.Error("told as saved")
	}
}

func TestChannelsAreTicked(t *testing.T) {
	_, win, watch, set := settingsWindow(t, "zh-CN", "light", groupShop, nil, nil)
	test.Tap(button(t, win, "微信支付"))
	waitFor(t, watch, func() bool { return slices.Equal(set.Current().Shop.Direct, []string{"wechat"}) })
	test.Tap(button(t, win, "✓ 微信支付"))
	waitFor(t, watch, func() bool { return len(set.Current().Shop.Direct) == 0 })
}

// The switch shows what the system says, not what the file does.
func TestAutostartIsTheSystemsOwn(t *testing.T) {
	desk := &mutedDesktop{autostart: true}
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", groupPC, nil, func(d *Deps) { d.Desktop = desk })
	waitFor(t, watch, func() bool { return switchOf(t, u, autostart).on })
	switchOf(t, u, autostart).flip()
	started := func() bool { on, _ := desk.Autostart(); return on }
	waitFor(t, watch, func() bool { return !started() })
	switchOf(t, u, autostart).flip()
	waitFor(t, watch, func() bool { return started() && set.Current().Desktop.Autostart })
	desk.breaks(errors.New("not permitted"))
	switchOf(t, u, autostart).flip()
	waitFor(t, watch, func() bool {
		return strings.Contains(screenText(win), "not permitted") && switchOf(t, u, autostart).on
	})
}

func TestTheSoundIsHeardAndTheMutedSystemTold(t *testing.T) {
	desk := &mutedDesktop{}
	u, win, watch, _ := settingsWindow(t, "zh-CN", "light", groupWarn, nil, func(d *Deps) { d.Desktop = desk })
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), u.say("desk.muted.fullscreen")) })
	test.Tap(button(t, win, "试听"))
	waitFor(t, watch, func() bool {
		desk.mu.Lock()
		defer desk.mu.Unlock()
		return desk.heard == 1
	})
}

func TestAWebhookIsAddedTriedAndRemoved(t *testing.T) {
	var tried atomic.Int32
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", groupWarn, nil, func(d *Deps) {
		d.TryWebhook = func(context.Context, checks.Webhook) error { tried.Add(1); return errors.New("403") }
	})
	const url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789abcdef"
	var e *input
	for _, o := range test.LaidOutObjects(win.Content()) {
		if in, ok := o.(*input); ok && in.PlaceHolder == u.say("settings.webhook.address") {
			e = in
		}
	}
	e.SetText("qyapi.weixin.qq.com")
	test.Tap(button(t, win, "添加"))
	if !strings.Contains(screenText(win), "地址写法不对") || len(set.Current().Webhooks) > 0 {
		t.Errorf("a wrong address: %s", screenText(win))
	}
	e.SetText(url)
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	waitFor(t, watch, func() bool {
		return slices.Equal(set.Current().Webhooks, []checks.Webhook{{Kind: checks.WeCom, URL: url}})
	})
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "…cdef") })
	if strings.Contains(screenText(win), "0123456789") {
		t.Error("the key is shown")
	}
	test.Tap(button(t, win, "试发"))
	waitFor(t, watch, func() bool { return tried.Load() == 1 && strings.Contains(screenText(win), "没有发出去:403") })
	test.Tap(button(t, win, "删掉"))
	waitFor(t, watch, func() bool { return len(set.Current().Webhooks) == 0 })
}

func TestAnEndpointIsAddedChangedAndRemoved(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", groupExpert, nil, nil)
	fill := func(part, text string) {
		for _, o := range test.LaidOutObjects(win.Content()) {
			if e, ok := o.(*input); ok && e.PlaceHolder == u.say("settings.endpoint."+part+"_like") {
				e.SetText(text)
				return
			}
		}
		t.Fatalf("no line for %s", part)
	}
	test.Tap(button(t, win, "+ 加一个主机"))
	test.Tap(button(t, win, "保存"))
	if !strings.Contains(screenText(win), "要起个名字") || len(set.Current().Custom) > 0 {
		t.Errorf("an empty form: %s", screenText(win))
	}
	fill("name", "MIS")
	fill("host", "https://mis.example.com/pay")
	if !strings.Contains(screenText(win), "只写主机名,不带 http、端口和路径:mis.example.com") {
		t.Errorf("a wrong host: %s", screenText(win))
	}
	fill("host", "mis.example.com")
	fill("port", "\uff18\uff14\uff14\uff13")
	test.Tap(button(t, win, "刷卡"))
	test.Tap(button(t, win, "保存"))
	want := checks.CustomEndpoint{Name: "MIS", Host: "mis.example.com", Port: 8443, Scheme: checks.HTTPS, Channels: []string{"card"}}
	waitFor(t, watch, func() bool { return len(set.Current().Custom) == 1 && sameEndpoint(set.Current().Custom[0], want) })

	u.change(func(to *checks.Settings) { to.Shop.Acquirer = "MIS" }, func(error) {})
	waitFor(t, watch, func() bool { return set.Current().Shop.Acquirer == "MIS" })
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "修改") })
	test.Tap(button(t, win, "删掉"))
	if !strings.Contains(screenText(win), "POS 机是哪家的:没有这家收款公司") {
		t.Errorf("the chosen one is taken away: %s", screenText(win))
	}
	test.Tap(button(t, win, "修改"))
	fill("name", "MIS 专线")
	test.Tap(button(t, win, "保存"))
	waitFor(t, watch, func() bool {
		return set.Current().Shop.Acquirer == "MIS 专线" && set.Current().Custom[0].Name == "MIS 专线"
	})
}

// files are chosen by the test.
type pickedFiles struct{ path string }

func (p pickedFiles) pickSave(_ string, then func(string, error))   { then(p.path, nil) }
func (p pickedFiles) pickOpen(_ []string, then func(string, error)) { then(p.path, nil) }

func TestASetOfSettingsIsTakenOverOnlyWhenItIsAccepted(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", groupWhole, nil, nil)
	s, _ := u.now.(*settings)
	s.files = pickedFiles{"/tmp/next.toml"}
	test.Tap(button(t, win, "存文件……"))
	waitFor(t, watch, func() bool { return set.exported == "/tmp/next.toml" && strings.Contains(screenText(win), "存好了") })

	set.importError = wrongFile{}
	test.Tap(button(t, win, "选文件……"))
	waitFor(t, watch, func() bool {
		return strings.Contains(screenText(win), "第 4 行 shop.aquirer") && strings.Contains(screenText(win), "第 9 行 watch.every")
	})
	test.Tap(button(t, win, "知道了"))

	next := shipped()
	next.Shop.Acquirer, next.Hours = "lakala", everyDay(checks.Hours{}, []string{"06:00-14:00"})
	set.imported, set.importError = next, nil
	test.Tap(button(t, win, "选文件……"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "营业时间:全天 → 每天 06:00–14:00") })
	if set.Current().Shop.Acquirer != "" {
		t.Error("taken over before it was accepted")
	}
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if u.open != "settings" || !strings.Contains(screenText(win), "选文件……") {
		t.Errorf("Esc leads to: %s", screenText(win))
	}
	test.Tap(button(t, win, "选文件……"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "会改这些") })
	test.Tap(button(t, win, "就用这套"))
	waitFor(t, watch, func() bool { return set.Current().Shop.Acquirer == "lakala" })
}

func TestBackToWhatIsRecommendedAsksFirst(t *testing.T) {
	_, win, watch, set := settingsWindow(t, "zh-CN", "light", groupWhole, busyShop, nil)
	test.Tap(button(t, win, "恢复推荐……"))
	if !strings.Contains(screenText(win), "一小时最多提醒:3 次 → 6 次") || set.Current().Warn.Hourly != 3 {
		t.Errorf("not asked: %s", screenText(win))
	}
	test.Tap(button(t, win, "恢复推荐"))
	waitFor(t, watch, func() bool { return set.Current().Warn.Hourly == 6 && set.Current().Shop.Acquirer == "lakala" })
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "现在都是推荐的") })
}

func TestDataIsSavedRestoredAndDeletedOnlyWhenMeant(t *testing.T) {
	rescue, quit := &fakeRescue{}, 0
	u, win, watch, _ := settingsWindow(t, "zh-CN", "light", groupData, nil, func(d *Deps) {
		d.Rescue, d.Quit = rescue, func() { quit++ }
	})
	s, _ := u.now.(*settings)
	s.files = pickedFiles{"/tmp/x.zip"}
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "42 MB") })
	for word, want := range map[string]string{"存备份……": "备份好了", "选备份……": "恢复好了", "存资料……": "存好了"} {
		test.Tap(button(t, win, word))
		waitFor(t, watch, func() bool { return strings.Contains(screenText(win), want) })
	}
	test.Tap(button(t, win, "全部删除……"))
	if rescue.last() == "delete all" {
		t.Error("deleted without being asked")
	}
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if u.open != "settings" || strings.Contains(screenText(win), "真的要删吗") && s.asking != nil {
		t.Error("Esc does not give it up")
	}
	test.Tap(button(t, win, "全部删除……"))
	test.Tap(button(t, win, "删掉,找不回来也没关系"))
	waitFor(t, watch, func() bool { return rescue.last() == "delete all" && quit == 1 })
}

// Building any page is quick enough not to be noticed; the figure is for people.
func BenchmarkSettingsPages(b *testing.B) {
	t := &testing.T{}
	u, _, _, _ := settingsWindow(t, "zh-CN", "light", groupShop, busyShop, nil)
	for _, g := range groups {
		b.Run(string(g), func(b *testing.B) {
			s, _ := u.now.(*settings)
			s.expert = partLimits
			for b.Loop() {
				s.choose(g)
			}
		})
	}
}

// everyPage shows each page of the settings in a busy shop, in each language.
func everyPage(t *testing.T, look func(name string, u *UI, win fyne.Window)) {
	t.Helper()
	for _, lang := range assets.Languages {
		for _, g := range groups {
			u, win, watch, _ := settingsWindow(t, lang, "light", g, busyShop, func(d *Deps) {
				d.Desktop = &mutedDesktop{}
				d.TryWebhook = func(context.Context, checks.Webhook) error { return nil }
			})
			waitFor(t, watch, read(u, win, g))
			look(lang+" "+string(g), u, win)
			if g != groupExpert {
				continue
			}
			for _, part := range expertParts {
				expertPage(t, u, part)
				look(lang+" "+part, u, win)
			}
		}
	}
}

func TestEveryPageSpeaksIsPressableAndFits(t *testing.T) {
	key := regexp.MustCompile(`(settings|first|desk)\.[a-z_]+`)
	everyPage(t, func(name string, _ *UI, win fyne.Window) {
		if found := key.FindString(strings.ReplaceAll(screenText(win), "settings.toml", "")); found != "" {
			t.Errorf("%s: shows the key %s", name, found)
		}
		if width := win.Content().MinSize().Width; width > small.Width {
			t.Errorf("%s: needs %v of %v", name, width, small.Width)
		}
		for _, o := range test.LaidOutObjects(win.Content()) {
			f, ok := o.(fyne.Focusable)
			if size := o.Size(); ok && o.Visible() && size != (fyne.Size{}) && (size.Height < touch || size.Width < touch) {
				t.Errorf("%s: %T is %v", name, f, size)
			}
		}
	})
}

// Esc leads back from whatever has the focus, on every page.
func TestEscLeadsBackFromEveryPage(t *testing.T) {
	everyPage(t, func(name string, u *UI, win fyne.Window) {
		for _, o := range test.LaidOutObjects(win.Content()) {
			if f, ok := o.(fyne.Focusable); ok && o.Visible() {
				win.Canvas().Focus(f)
				f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
				if u.open != firstScreen {
					t.Errorf("%s: Esc on %T leads nowhere", name, o)
				}
				u.open = "settings"
			}
		}
		u.Show("settings")
	})
}

// Tab comes to every switch, list and line of a page.
func TestTabReachesWhatCanBeSet(t *testing.T) {
	u, win, _, _ := settingsWindow(t, "en", "light", groupWarn, nil, nil)
	reached := map[fyne.Focusable]bool{}
	for range 40 {
		win.Canvas().FocusNext()
		reached[win.Canvas().Focused()] = true
	}
	for _, id := range []string{"warn.desktop", "warn.over", "warn.sound"} {
		if !reached[switchOf(t, u, id)] {
			t.Errorf("%s is not reached", id)
		}
	}
	if !reached[inputOf(t, u, "warn.hourly")] {
		t.Error("a line is not reached")
	}
	s := switchOf(t, u, "warn.sound")
	win.Canvas().Focus(s)
	if s.TypedRune(' '); !s.on {
		t.Error("Space does not flip the switch")
	}
}
