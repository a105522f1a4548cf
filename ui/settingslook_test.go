package ui

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

// fakeRescue stands in for what saves and deletes; it tells what was asked of it.
type fakeRescue struct {
	mu    sync.Mutex
	asked string
}

func (f *fakeRescue) do(what, path string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = what + " " + path
	return nil
}

func (f *fakeRescue) last() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.asked
}

func (f *fakeRescue) Support(_ context.Context, path string) error { return f.do("support", path) }
func (f *fakeRescue) Backup(_ context.Context, path string) error  { return f.do("backup", path) }
func (f *fakeRescue) Restore(_ context.Context, path string) error { return f.do("restore", path) }
func (f *fakeRescue) DeleteAll(context.Context) error              { return f.do("delete", "all") }
func (f *fakeRescue) Size(context.Context) (int64, error)          { return 42 << 20, nil }

// mutedDesktop is one that keeps notifications to itself and starts nothing. It is
// asked beside the screen.
type mutedDesktop struct {
	Desktop
	mu        sync.Mutex
	autostart bool
	fail      error
	heard     int
}

func (d *mutedDesktop) TrayMayCome() bool                  { return false }
func (d *mutedDesktop) Muted() string                      { return "fullscreen" }
func (d *mutedDesktop) Key(string, func()) (func(), error) { return func() {}, nil }
func (d *mutedDesktop) KeepFocus() func()                  { return func() {} }
func (d *mutedDesktop) Notify(string, string, bool) error  { return nil }

func (d *mutedDesktop) Sound() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.heard++
	return d.fail
}

func (d *mutedDesktop) Autostart() (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.autostart, d.fail
}

func (d *mutedDesktop) SetAutostart(on bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail == nil {
		d.autostart = on
	}
	return d.fail
}

// breaks has everything fail from now on.
func (d *mutedDesktop) breaks(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fail = err
}

// settingsWindow opens the window on a group of the settings.
func settingsWindow(t *testing.T, lang, theme string, g group, change func(*checks.Settings), deps func(*Deps)) (*UI, fyne.Window, *fakeWatch, *fakeSettings) {
	t.Helper()
	app := test.NewTempApp(t)
	win := test.NewTempWindow(t, nil)
	win.SetPadded(false)
	watch := &fakeWatch{first: snapshots()[checks.OK], queue: &queue{}}
	set := &fakeSettings{set: shipped()}
	set.set.Language, set.set.Theme = lang, theme
	if change != nil {
		change(&set.set)
	}
	d := Deps{Watch: watch, Settings: set, Quit: func() {}, Now: func() time.Time { return wallClock }, Catalogue: longCatalogue(), Rescue: &fakeRescue{}}
	if deps != nil {
		deps(&d)
	}
	u := newUI(app, win, d, newBridge(watch.queue.add))
	u.settingsGroup = g
	u.Show("settings")
	win.Resize(small)
	watch.queue.pump()
	t.Cleanup(u.Close)
	return u, win, watch, set
}

// busyShop is a shop whose settings were changed here and there.
func busyShop(s *checks.Settings) {
	s.Shop.Acquirer, s.Shop.Direct, s.Shop.HasTerminal = "lakala", []string{"wechat"}, true
	s.Hours = everyDay(s.Hours, []string{"10:00-14:00", "17:00-02:00"})
	s.Hours.Monday, s.Hours.Sunday = nil, []string{"09:00-21:00"}
	s.Hours.Holidays = []string{"2026-02-17/2026-02-23", "2026-10-01"}
	s.Warn.Sound, s.Warn.Hourly = true, 3
	s.Webhooks = []checks.Webhook{{Kind: checks.WeCom, URL: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789abcdef"}}
	s.Watch.Every *= 2
	s.Custom = []checks.CustomEndpoint{{Name: "MIS 专线", Host: "10.1.2.3", Port: 8443, Scheme: checks.TCPOnly, Channels: []string{"card"}}}
}

// Every page of the settings, in a shop that has changed some, as looked at.
func TestSettingsLookAsRecorded(t *testing.T) {
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		for _, g := range groups {
			name := "settings-" + string(g) + "-" + look[0] + "-" + look[1]
			t.Run(name, func(t *testing.T) {
				u, win, watch, _ := settingsWindow(t, look[0], look[1], g, busyShop, func(d *Deps) {
					d.Desktop = &mutedDesktop{}
					d.TryWebhook = func(context.Context, checks.Webhook) error { return nil }
				})
				waitFor(t, watch, read(u, win, g))
				looksAs(t, win, name)
			})
		}
		for _, part := range expertParts {
			if look[0] == "en" && part != partLimits && part != partCompare { // the others are made alike
				continue
			}
			name := "settings-expert-" + part + "-" + look[0] + "-" + look[1]
			t.Run(name, func(t *testing.T) {
				u, win, _, _ := settingsWindow(t, look[0], look[1], groupExpert, busyShop, nil)
				s, _ := u.now.(*settings)
				s.expert = part
				s.rebuildPage()
				looksAs(t, win, name)
			})
		}
	}
}

// read reports that what is asked beside the screen stands on the page.
func read(u *UI, win fyne.Window, g group) func() bool {
	text := map[group]string{groupData: "42 MB"}[g]
	if g == groupWarn && u.deps.Desktop != nil {
		text = u.say("desk.muted.fullscreen")
	}
	return func() bool {
		s, _ := u.now.(*settings)
		if g == groupPC && len(s.lines) > 0 && u.deps.Desktop != nil {
			on, _ := u.deps.Desktop.Autostart()
			return !on || strings.Contains(screenText(win), "|"+onOff(u.words, on)) && s.lines[1].f.id == autostart
		}
		return strings.Contains(screenText(win), text)
	}
}

// What stands there only at times: a mistake while it is typed, a form, a
// question, what a file would change and what is wrong with one.
func TestRareSettingsLookAsRecorded(t *testing.T) {
	sight := func(name string, g group, show func(u *UI, s *settings, win fyne.Window, set *fakeSettings)) {
		t.Run(name, func(t *testing.T) {
			u, win, watch, set := settingsWindow(t, "zh-CN", "light", g, busyShop, nil)
			waitFor(t, watch, read(u, win, g))
			s, _ := u.now.(*settings)
			show(u, s, win, set)
			looksAs(t, win, "settings-rare-"+name)
		})
	}
	sight("mistake", groupExpert, func(u *UI, s *settings, win fyne.Window, _ *fakeSettings) {
		s.expert = partBeats
		s.rebuildPage()
		s.inputs[0].SetText("10 秒")
		s.inputs[1].SetText("很快")
	})
	sight("endpoint", groupExpert, func(_ *UI, s *settings, win fyne.Window, _ *fakeSettings) {
		test.Tap(button(t, win, "+ 加一个主机"))
	})
	sight("delete", groupData, func(_ *UI, _ *settings, win fyne.Window, _ *fakeSettings) {
		test.Tap(button(t, win, "全部删除……"))
	})
	sight("reset", groupWhole, func(_ *UI, _ *settings, win fyne.Window, _ *fakeSettings) {
		test.Tap(button(t, win, "恢复推荐……"))
	})
	sight("import", groupWhole, func(_ *UI, s *settings, _ fyne.Window, set *fakeSettings) {
		next := set.Current()
		next.Shop.Acquirer, next.Warn.Hourly, next.Custom = "", 6, nil
		next.Hours = everyDay(next.Hours, []string{"06:00-14:00"})
		s.preview("D:/收银体检-设置.toml", next, nil)
	})
	sight("wrong", groupWhole, func(_ *UI, s *settings, _ fyne.Window, _ *fakeSettings) {
		s.preview("D:/收银体检-设置.toml", checks.Settings{}, wrongFile{})
	})
	sight("always", groupHours, func(_ *UI, s *settings, win fyne.Window, set *fakeSettings) {
		set.set.Hours = checks.Hours{}
		s.rebuildPage()
	})
	sight("day", groupHours, func(_ *UI, s *settings, win fyne.Window, set *fakeSettings) {
		s.inputs[1].SetText("25:00")
	})
}

// wrongFile is a file with two mistakes.
type wrongFile struct{}

func (wrongFile) Error() string { return "two mistakes" }

func (wrongFile) Lines(say func(string, map[string]any) string) []string {
	return []string{
		say("settings.bad_line", map[string]any{"Line": 4, "Key": "shop.aquirer"}) + ":" + say("settings.problem.unknown_key", map[string]any{"Nearest": "acquirer"}),
		say("settings.bad_line", map[string]any{"Line": 9, "Key": "watch.every"}) + ":" + say("settings.problem.too_short", map[string]any{"Nearest": "30s"}),
	}
}

// The questions of the first start.
func TestFirstQuestionsLookAsRecorded(t *testing.T) {
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		u, win, _, _ := settingsWindow(t, look[0], look[1], "", nil, func(d *Deps) { d.FirstQuestions = true })
		for i, id := range questions {
			looksAs(t, win, "first-"+id+"-"+look[0]+"-"+look[1])
			if i < len(questions)-1 {
				u.first.answer("", nil)
			}
		}
		u.first.own = true
		u.rebuild()
		looksAs(t, win, "first-own-"+look[0]+"-"+look[1])
	}
}

// longCatalogue has as many payment companies as there are.
func longCatalogue() checks.Catalogue {
	named := map[string]checks.Localized{
		"wechat": {ZH: "微信支付", EN: "WeChat Pay"}, "alipay": {ZH: "支付宝", EN: "Alipay"}, "unionpay": {ZH: "云闪付", EN: "UnionPay"},
	}
	var c checks.Catalogue
	for _, p := range catalogue.Providers {
		if name, ok := named[p.ID]; ok {
			p.Name = name
		}
		c.Providers = append(c.Providers, p)
	}
	for _, name := range [][2]string{{"盛付通", "Shengpay"}, {"易宝支付", "Yeepay"}, {"银联商务", "ChinaUMS"}, {"收钱吧", "Shouqianba"}} {
		c.Providers = append(c.Providers, checks.Provider{ID: name[1], Acquirer: true, Name: checks.Localized{ZH: name[0], EN: name[1]}})
	}
	return c
}
