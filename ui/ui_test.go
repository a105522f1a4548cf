package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"go.uber.org/goleak"

	"countercheck/assets"
	"countercheck/checks"
)

// screenText is every word a person can read on the window now.
func screenText(win fyne.Window) string {
	return strings.Join(textIn(win.Content()), "|")
}

// textIn is what stands in an object, without what is hidden.
func textIn(o fyne.CanvasObject) (all []string) {
	if !o.Visible() {
		return nil
	}
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *canvas.Text:
		return []string{o.Text}
	case *widget.Label:
		return []string{o.Text}
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, o := range inside {
		all = append(all, textIn(o)...)
	}
	return all
}

// button finds what can be pressed by the word on it.
func button(t *testing.T, win fyne.Window, text string) *press {
	t.Helper()
	for _, o := range test.LaidOutObjects(win.Content()) {
		if b, ok := o.(*press); ok && b.text == text {
			return b
		}
	}
	t.Fatalf("no button %q on: %s", text, screenText(win))
	return nil
}

var small = fyne.NewSize(1024, 600)

func TestTheSentenceFollowsWhatIsHeard(t *testing.T) {
	_, win, watch, _ := window(t, "zh-CN", "light", small, snapshots()[checks.Unknown])
	if !strings.Contains(screenText(win), "还不知道") {
		t.Errorf("before the first round: %s", screenText(win))
	}
	watch.tell(snapshots()[checks.OK])
	if !strings.Contains(screenText(win), "网络正常,可以收款") || !strings.HasPrefix(win.Title(), "网络正常,可以收款") {
		t.Errorf("after a good round: %s (title %s)", screenText(win), win.Title())
	}
	watch.tell(snapshots()[checks.Fail])
	for _, part := range []string{"现在收不了", "别再收一次", "断在这里", "测的是这台电脑", "收不了"} {
		if !strings.Contains(screenText(win), part) {
			t.Errorf("with a fault the screen lacks %q: %s", part, screenText(win))
		}
	}
}

func TestADoubtIsToldAndTheOldGreenIsGone(t *testing.T) {
	s := snapshots()[checks.OK]
	s.Doubt = 1
	u, win, _, _ := window(t, "zh-CN", "light", small, s)
	if !strings.Contains(screenText(win), "这次没通过,再查 1/3") {
		t.Errorf("a failed round is not told: %s", screenText(win))
	}
	if n, ok := u.now.(*now); !ok || n.band.level != checks.Unknown || strings.Contains(screenText(win), "正常|") {
		t.Errorf("a failed round still looks good: %s", screenText(win))
	}
}

// Terminals with SIM cards of their own are not spoken for: slate, not green.
func TestOwnSIMIsNotGreen(t *testing.T) {
	s := snapshots()[checks.OK]
	v := viewNow(assets.Speak("zh-CN"), s, checks.Settings{Shop: checks.ShopSettings{Terminals: "sim"}}, checks.Catalogue{}, wallClock)
	if v.Level != checks.Unknown || v.Headline != "电脑网络正常;POS 机自己上网,测不到" {
		t.Errorf("shown as %s %q", v.Level, v.Headline)
	}
}

func TestButtonsDoWhatTheySay(t *testing.T) {
	u, win, watch, _ := window(t, "zh-CN", "light", small, snapshots()[checks.Fail])
	test.Tap(button(t, win, "立即检查"))
	test.Tap(button(t, win, "我做完了,再查一次"))
	if watch.pressed != 2 {
		t.Errorf("two presses asked for %d rounds", watch.pressed)
	}
	test.Tap(button(t, win, "复制给客服"))
	if got := u.app.Clipboard().Content(); !strings.Contains(got, "现在收不了") || !strings.Contains(got, "别再收一次") {
		t.Errorf("copied for support: %q", got)
	}
	test.Tap(button(t, win, "显示退款了?"))
	if !strings.Contains(screenText(win), "先别再收一次!") {
		t.Errorf("the refund button leads to: %s", screenText(win))
	}
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !strings.Contains(screenText(win), "现在收不了") {
		t.Errorf("Esc leads to: %s", screenText(win))
	}
}

func TestEverythingPressableIsAsLargeAsAFinger(t *testing.T) {
	for _, id := range []string{"now", "refund", "triage", "settings", "details"} {
		u, win, _, _ := window(t, "en", "light", small, snapshots()[checks.Fail])
		u.Show(id)
		for _, o := range test.LaidOutObjects(win.Content()) {
			if b, ok := o.(*press); ok && b.Visible() && (b.Size().Height < touch || b.Size().Width < touch) {
				t.Errorf("%s: %q is %v", id, b.text, b.Size())
			}
		}
	}
}

func TestKeyboardReachesTheButtons(t *testing.T) {
	_, win, watch, _ := window(t, "zh-CN", "light", small, snapshots()[checks.OK])
	b := button(t, win, "立即检查")
	win.Canvas().Focus(b)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if watch.pressed != 1 {
		t.Error("Enter on the focused button does nothing")
	}
	watch.tell(snapshots()[checks.Fail])
	if win.Canvas().Focused() != b {
		t.Error("a new round takes the focus away")
	}
}

func TestLanguageAndThemeChangeAtOnce(t *testing.T) {
	u, win, watch, set := window(t, "zh-CN", "light", small, snapshots()[checks.OK])
	u.settingsGroup = groupLook
	u.Show("settings")
	choose(t, win, "English")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "Changes at once.") })
	if set.set.Language != "en" {
		t.Errorf("saved language %q", set.set.Language)
	}
	choose(t, win, "Dark")
	waitFor(t, watch, func() bool { return u.colors.ground == dark.ground })
}

func TestASettingThatCannotBeSavedIsTold(t *testing.T) {
	u, win, watch, set := window(t, "en", "light", small, snapshots()[checks.OK])
	set.fail = errors.New("disk full")
	u.Show("settings")
	choose(t, win, "Lakala")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "Not saved: disk full") })
}

// choose picks a choice from whichever list has it.
func choose(t *testing.T, win fyne.Window, name string) {
	t.Helper()
	for _, o := range test.LaidOutObjects(win.Content()) {
		if list, ok := o.(*picker); ok {
			for _, option := range list.Options {
				if option == name {
					list.SetSelected(name)
					return
				}
			}
		}
	}
	t.Fatalf("no list offers %q", name)
}

// waitFor gives work beside the screen a moment.
func waitFor(t *testing.T, watch *fakeWatch, done func() bool) {
	t.Helper()
	for range 200 {
		watch.queue.pump()
		if done() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("it did not come about within two seconds")
}

func TestDetailsShowTheRawErrorAndCopyIt(t *testing.T) {
	s := snapshots()[checks.Fail]
	s.Round.Results = []checks.Result{
		{Check: checks.Check{ID: "link"}, Finding: checks.Finding{Level: checks.OK}, At: wallClock, Asked: 1},
		{Check: checks.Check{ID: "endpoint:wechat:api.mch.weixin.qq.com:443"}, At: wallClock, Asked: 1, Finding: checks.Finding{
			Level: checks.Fail, Cause: checks.DNSNoAnswer, Failed: checks.Resolve, Class: checks.Timeout,
			Phases: checks.Phases{checks.Resolve: checks.Span(5 * time.Second)}, Err: "lookup: i/o timeout",
			Facts: checks.EndpointFacts{Status: 0},
		}},
	}
	u, win, _, _ := window(t, "zh-CN", "light", small, s)
	test.Tap(button(t, win, "看细节 ›"))
	for _, part := range []string{"endpoint:wechat", "DNS 解析: 5000.0 ms", "timeout", "lookup: i/o timeout"} {
		if !strings.Contains(screenText(win), part) {
			t.Errorf("the worst check is not shown with %q: %s", part, screenText(win))
		}
	}
	test.Tap(button(t, win, "全部复制"))
	if got := u.app.Clipboard().Content(); !strings.Contains(got, "lookup: i/o timeout") || !strings.Contains(got, "link") {
		t.Errorf("copied: %q", got)
	}
}

func TestABadSettingsFileIsToldOnTop(t *testing.T) {
	app := test.NewTempApp(t)
	win := test.NewTempWindow(t, nil)
	watch := &fakeWatch{queue: &queue{}}
	u := newUI(app, win, Deps{
		Watch: watch, Settings: &fakeSettings{set: checks.Settings{Language: "zh-CN"}}, Quit: func() {},
		Notice: func(*assets.Words) string { return "settings.toml:4 aquirer → acquirer" },
	}, newBridge(watch.queue.add))
	defer u.Close()
	win.Resize(small)
	if !strings.Contains(screenText(win), "aquirer → acquirer") {
		t.Errorf("not told: %s", screenText(win))
	}
}

func TestClosingLeavesNoGoroutine(t *testing.T) {
	u, _, _, _ := window(t, "zh-CN", "light", small, snapshots()[checks.OK])
	before := goleak.IgnoreCurrent()
	u.Close()
	again := newUI(u.app, u.win, u.deps, newBridge(func(f func()) {}))
	again.Show("refund")
	again.Close()
	goleak.VerifyNone(t, before)
}

// Text breaks as Chinese does, never before a closing mark and never within a word.
func TestWrap(t *testing.T) {
	measure := func(s string) float32 { return float32(len([]rune(s))) }
	for _, c := range []struct {
		text  string
		width float32
		want  string
	}{
		{"网络正常,可以收款", 5, "网络正常,|可以收款"},
		{"网络正常,可以收款", 4, "网络正|常,可以|收款"},
		{"POS 机自己上网", 6, "POS 机自|己上网"},
		{"don't charge again", 12, "don't charge|again"},
		{"", 10, ""},
		{"10:02 查过 · 测的是这台电脑", 18, "10:02 查过 · 测的是这台电脑"},
		{"10:02 查过 · 测的是这台电脑", 16, "10:02 查过|测的是这台电脑"},
		{"10:02 查过 · 测的是这台电脑", 6, "10:02|查过 · 测|的是这台电脑"},
		{"一行\n两行", 10, "一行|两行"},
	} {
		if got := strings.Join(wrap(c.text, c.width, measure), "|"); got != c.want {
			t.Errorf("%q in %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
