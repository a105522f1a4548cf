package ui

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

// fakeDemo stages whatever it is told to.
type fakeDemo struct {
	run   *fakeRun
	err   error
	asked string
}

func (f *fakeDemo) Scenes() []DemoScene {
	return []DemoScene{
		{"healthy", "live"},
		{"link.down", "recorded"},
		{"wan.slow", "live"},
		{"dns.no_answer", "live"},
		{"tls.intercepted", "live"},
		{"provider.down", "live"},
		{"pc.clock_wrong", "live"},
		{"terminal.replaced", "written"},
	}
}

func (f *fakeDemo) Open(id, language string) (DemoRun, error) {
	f.asked = id + " " + language
	if f.err != nil {
		return nil, f.err
	}
	return f.run, nil
}

// fakeRun is a scene that is shown.
type fakeRun struct {
	*fakeWatch
	closed atomic.Int32
}

func (f *fakeRun) Settings() checks.Settings {
	return checks.Settings{Shop: checks.ShopSettings{Terminals: "unknown"}}
}
func (f *fakeRun) Checks() []checks.Check { return nil }
func (f *fakeRun) Close() error           { f.closed.Add(1); return nil }

// demoWindow is a window of a healthy shop that can show a fault.
func demoWindow(t *testing.T, lang, theme string) (u *UI, win fyne.Window, watch *fakeWatch, demo *fakeDemo) {
	t.Helper()
	u, win, watch, _ = window(t, lang, theme, small, snapshots()[checks.OK])
	demo = &fakeDemo{run: &fakeRun{fakeWatch: &fakeWatch{first: snapshots()[checks.Fail], queue: watch.queue}}}
	u.deps.Demo = demo
	u.demo = &demoing{u: u, changed: func() {}}
	return u, win, watch, demo
}

// play presses what is to be shown and waits until it is.
func play(t *testing.T, u *UI, win fyne.Window, watch *fakeWatch) {
	t.Helper()
	test.Tap(button(t, win, "微信连不上"))
	waitFor(t, watch, func() bool { return u.demo.run != nil })
	watch.queue.pump()
}

func TestADemonstrationIsMarkedAndEndsAtAPress(t *testing.T) {
	u, win, watch, demo := demoWindow(t, "zh-CN", "light")
	u.Show("settings")
	test.Tap(button(t, win, "演示"))
	if !strings.Contains(screenText(win), "网线掉了 · 录好的") {
		t.Fatalf("what can be shown: %s", screenText(win))
	}
	play(t, u, win, watch)
	if demo.asked != "provider.down zh-CN" || demo.run.pressed != 1 {
		t.Errorf("staged %q, asked for %d rounds", demo.asked, demo.run.pressed)
	}
	shown := func(where string, parts ...string) {
		t.Helper()
		for _, part := range append(parts, "|演示|", "结束演示", "现场真的检测") {
			if !strings.Contains("|"+screenText(win)+"|", part) {
				t.Errorf("%s lacks %q: %s", where, part, screenText(win))
			}
		}
	}
	shown("the first screen", "现在收不了", "立即检查")
	if strings.Contains(screenText(win), "显示退款了?") {
		t.Error("a refund of the played shop can be put on record")
	}
	test.Tap(button(t, win, "复制给客服"))
	for line := range strings.Lines(u.app.Clipboard().Content()) {
		if !strings.HasPrefix(line, "演示 | ") {
			t.Errorf("copied without a mark: %q", line)
		}
	}
	test.Tap(button(t, win, "看细节 ›"))
	shown("the details")
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	shown("after Esc", "现在收不了")
	test.Tap(button(t, win, "立即检查"))
	u.key(&fyne.KeyEvent{Name: fyne.KeyF5})
	if demo.run.pressed != 3 || watch.pressed != 0 {
		t.Errorf("rounds: %d of the played shop, %d of this one", demo.run.pressed, watch.pressed)
	}
	test.Tap(button(t, win, "结束演示"))
	waitFor(t, watch, func() bool { return demo.run.closed.Load() == 1 })
	if text := screenText(win); !strings.Contains(text, "网络正常,可以收款") || strings.Contains(text, "演示") {
		t.Errorf("after its end: %s", text)
	}
}

// What the played shop tells reaches neither the window's own state nor its title,
// and this shop is watched on.
func TestADemonstrationIsKeptApart(t *testing.T) {
	u, win, watch, demo := demoWindow(t, "zh-CN", "light")
	u.Show(demoScreen)
	play(t, u, win, watch)
	if u.last.Verdict.Level != checks.OK || !strings.HasPrefix(win.Title(), "网络正常") {
		t.Errorf("this shop is taken for the played one: %s, %q", u.last.Verdict.Level, win.Title())
	}
	d := u.demo.inner
	if d.deps.History != nil || d.deps.Records != nil || d.deps.Cases != nil || d.deps.Rescue != nil || d.deps.Desktop != nil || d.tray != nil || d.alert != nil {
		t.Error("a played shop reaches what is this shop's")
	}
	for _, id := range Screens() {
		if d.Show(id); d.open != "now" && d.open != "details" {
			t.Errorf("a played shop opens %s", d.open)
		}
	}
	d.Show(firstScreen)
	if err := d.deps.Settings.Save(checks.Settings{}); err == nil {
		t.Error("settings of a played shop are saved")
	}
	watch.tell(snapshots()[checks.Warn]) // this shop's line gets worse meanwhile
	watch.queue.pump()
	if u.last.Verdict.Level != checks.Warn || !strings.Contains(screenText(win), "现在收不了") {
		t.Errorf("this shop: %s; shown: %s", u.last.Verdict.Level, screenText(win))
	}
	u.rebuild() // another theme, say
	if !strings.Contains(screenText(win), "结束演示") || !strings.Contains(screenText(win), "现在收不了") {
		t.Errorf("made anew it shows: %s", screenText(win))
	}
	u.startTriage() // a real sale shows a refund
	waitFor(t, watch, func() bool { return demo.run.closed.Load() == 1 })
	if strings.Contains(screenText(win), "演示") {
		t.Errorf("a real refund finds: %s", screenText(win))
	}
	demo.run.tell(snapshots()[checks.Unknown]) // too late
	watch.queue.pump()
}

func TestADemonstrationThatCannotBeginSaysWhy(t *testing.T) {
	u, win, watch, demo := demoWindow(t, "zh-CN", "light")
	demo.err = errors.New("no port is free")
	u.Show(demoScreen)
	test.Tap(button(t, win, "微信连不上"))
	waitFor(t, watch, func() bool { return u.demo.failed != "" })
	if !strings.Contains(screenText(win), "no port is free") {
		t.Errorf("the screen says: %s", screenText(win))
	}
}

// One that was left before it stood, or was still shown when the window closed, is
// closed all the same.
func TestNoDemonstrationIsLeftRunning(t *testing.T) {
	u, win, watch, demo := demoWindow(t, "zh-CN", "light")
	u.Show(demoScreen)
	test.Tap(button(t, win, "微信连不上"))
	u.Show("history")
	waitFor(t, watch, func() bool { return demo.run.closed.Load() == 1 })
	if u.demo.run != nil {
		t.Error("one that was left is shown")
	}
	u.Show(demoScreen)
	play(t, u, win, watch)
	u.Close()
	if demo.run.closed.Load() != 2 {
		t.Error("one that was shown outlives the window")
	}
}

func TestAPCWithoutAnyNetworkIsOfferedADemonstration(t *testing.T) {
	u, win, watch, _ := demoWindow(t, "zh-CN", "light")
	down := snapshots()[checks.Fail]
	down.Verdict.Cause, down.Verdict.Layer = checks.LinkDown, checks.LayerLink
	watch.tell(down)
	watch.queue.pump()
	test.Tap(button(t, win, "看看演示"))
	if u.open != demoScreen {
		t.Errorf("leads to %s", u.open)
	}
	u.Show(firstScreen)
	watch.tell(snapshots()[checks.Fail]) // names alone: there is a network
	watch.queue.pump()
	if strings.Contains(screenText(win), "看看演示") {
		t.Error("offered although there is a network")
	}
}

func TestTheDemonstrationLooksAsRecorded(t *testing.T) {
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		t.Run(look[0]+"-"+look[1], func(t *testing.T) {
			u, win, watch, demo := demoWindow(t, look[0], look[1])
			u.Show(demoScreen)
			looksAs(t, win, "demo-choice-"+look[0]+"-"+look[1])
			u.demo.start(demo.Scenes()[3])
			waitFor(t, watch, func() bool { return u.demo.run != nil })
			watch.queue.pump()
			looksAs(t, win, "demo-"+look[0]+"-"+look[1])
		})
	}
}
