package ui

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/png"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/ui/desk"
)

// stagedDesk stands in for the desktop and writes down what is asked of it.
type stagedDesk struct {
	mu      sync.Mutex
	tray    bool
	noTray  bool // nor will there be one
	autorun bool
	fail    error
	asked   []string
	pressed func()
}

func (d *stagedDesk) note(format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked = append(d.asked, fmt.Sprintf(format, args...))
}

func (d *stagedDesk) fails(err error) { d.mu.Lock(); defer d.mu.Unlock(); d.fail = err }
func (d *stagedDesk) failing() error  { d.mu.Lock(); defer d.mu.Unlock(); return d.fail }

// saw is what was asked since the last time.
func (d *stagedDesk) saw() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := strings.Join(d.asked, "|")
	d.asked = nil
	return all
}

func (d *stagedDesk) HasTray() bool     { d.mu.Lock(); defer d.mu.Unlock(); return d.tray }
func (d *stagedDesk) TrayMayCome() bool { return !d.noTray }
func (d *stagedDesk) Notify(title, body string, urgent bool) error {
	d.note("notify %s %v", title, urgent)
	return d.failing()
}
func (d *stagedDesk) Muted() string                { return "" }
func (d *stagedDesk) Sound() error                 { d.note("sound"); return nil }
func (d *stagedDesk) Autostart() (bool, error)     { return d.autorun, nil }
func (d *stagedDesk) SetAutostart(on bool) error   { d.note("autostart %v", on); return d.failing() }
func (d *stagedDesk) OnTop(uintptr) error          { return nil }
func (d *stagedDesk) Raise(uintptr) error          { return nil }
func (d *stagedDesk) KeepFocus() (giveBack func()) { return func() { d.note("keyboard back") } }
func (d *stagedDesk) Key(name string, pressed func()) (func(), error) {
	d.note("key %s", name)
	d.pressed = pressed
	return func() { d.note("release %s", name) }, d.failing()
}

// trayApp is an app whose tray can be looked at.
type trayApp struct {
	fyne.App
	icons []fyne.Resource
	menu  *fyne.Menu
	menus int
}

func (a *trayApp) SetSystemTrayIcon(icon fyne.Resource) { a.icons = append(a.icons, icon) }
func (a *trayApp) SetSystemTrayMenu(menu *fyne.Menu)    { a.menu = menu; a.menus++ }
func (a *trayApp) SetSystemTrayWindow(fyne.Window)      {}

// press chooses a line of the tray's menu.
func (a *trayApp) press(t *testing.T, label string) {
	t.Helper()
	for _, item := range a.menu.Items {
		if item.Label == label && !item.Disabled {
			item.Action()
			return
		}
	}
	t.Fatalf("the menu has no line %q: %s", label, a.lines())
}

func (a *trayApp) lines() string {
	var all []string
	for _, item := range a.menu.Items {
		all = append(all, item.Label)
	}
	return strings.Join(all, "|")
}

// inTray opens the window with a tray beside it.
func inTray(t *testing.T, desktop *stagedDesk, change func(*checks.Settings)) (*UI, *trayApp, *fakeWatch, *fakeSettings, *int) {
	t.Helper()
	app := &trayApp{App: test.NewTempApp(t)}
	win := test.NewTempWindow(t, nil)
	watch := &fakeWatch{first: snapshots()[checks.Unknown], queue: &queue{}}
	set := &fakeSettings{set: checks.Settings{Language: "zh-CN", Theme: "light", Desktop: checks.DesktopSettings{Tray: true}}}
	if change != nil {
		change(&set.set)
	}
	quit := 0
	u := newUI(app, win, Deps{
		Watch: watch, Settings: set, Quit: func() { quit++ }, Now: func() time.Time { return wallClock },
		Catalogue: catalogue, Desktop: desktop,
	}, newBridge(watch.queue.add))
	t.Cleanup(u.Close)
	watch.queue.pump()
	win.Resize(small)
	return u, app, watch, set, &quit
}

func TestTheTraySaysWhatTheScreenSays(t *testing.T) {
	_, app, watch, _, _ := inTray(t, &stagedDesk{tray: true}, nil)
	if app.lines() != "刚启动,还没查完||显示退款了?|立即检查|打开 收银体检||退出" {
		t.Errorf("at the start: %s", app.lines())
	}
	for level, want := range map[checks.Level]string{checks.OK: "网络正常,可以收款", checks.Warn: "微信", checks.Fail: "现在收不了"} {
		watch.tell(snapshots()[level])
		if first := app.menu.Items[0]; !strings.Contains(first.Label, want) || !first.Disabled {
			t.Errorf("%s: the menu begins with %q", level, first.Label)
		}
		if icon := app.icons[len(app.icons)-1]; !bytes.Equal(icon.Content(), assets.TrayIcon(level.String(), false)) {
			t.Errorf("%s: the icon is %s", level, icon.Name())
		}
	}
}

// Idle costs nothing: whatever says the same touches neither icon nor menu.
func TestTheTrayIsLeftAloneWhileNothingChanges(t *testing.T) {
	u, app, watch, _, _ := inTray(t, &stagedDesk{tray: true}, nil)
	watch.tell(snapshots()[checks.OK])
	icons, menus := len(app.icons), app.menus
	for done := range 30 {
		s := snapshots()[checks.OK]
		s.Checking, s.Done, s.Checked = true, done, wallClock.Add(time.Second)
		watch.tell(s)
	}
	u.beat()
	if len(app.icons) != icons || app.menus != menus {
		t.Errorf("%d icons and %d menus more", len(app.icons)-icons, app.menus-menus)
	}
}

// What stands on top of every screen is pointed at while the window is away.
func TestTheTrayPointsAtANotice(t *testing.T) {
	u, app, watch, _, _ := inTray(t, &stagedDesk{tray: true}, nil)
	text := "磁盘满了"
	u.deps.Notice = func(*assets.Words) string { return text }
	u.beat()
	u.hidden = true
	app.press(t, "有事要告诉您,点开看")
	if u.hidden || !strings.Contains(screenText(u.win), text) {
		t.Errorf("it leads to: %s", screenText(u.win))
	}
	text = ""
	u.beat()
	watch.queue.pump()
	if strings.Contains(app.lines(), "有事") {
		t.Errorf("the menu says still: %s", app.lines())
	}
}

func TestWhatIsNotCheckedIsNotGreen(t *testing.T) {
	w, set := assets.Speak("zh-CN"), checks.Settings{Watch: checks.WatchSettings{Every: checks.Duration(30 * time.Second)}}
	good := snapshots()[checks.OK]
	woken := good
	woken.Gap = &checks.Gap{}
	sim := set
	sim.Shop.Terminals = "sim"
	for _, c := range []struct {
		name  string
		s     checks.Snapshot
		set   checks.Settings
		after time.Duration
		level checks.Level
		says  string
	}{
		{"fresh", good, set, time.Minute, checks.OK, "可以收款"},
		{"no round for long", good, set, 4 * time.Minute, checks.Unknown, "没在检测:上次查完是 10:02"},
		{"just woken", woken, set, 0, checks.Unknown, "正在重新查"},
		{"before the first round", snapshots()[checks.Unknown], set, 0, checks.Unknown, "还没查完"},
		{"terminals with cards of their own", good, sim, 0, checks.Unknown, "测不到"},
	} {
		v := viewTray(w, c.s, c.set, false, wallClock.Add(c.after))
		if v.Level != c.level || !strings.Contains(v.Headline, c.says) {
			t.Errorf("%s: %s %q", c.name, v.Level, v.Headline)
		}
	}
}

// Whoever cannot tell red from green tells the icons by their outline.
func TestTrayIconsDifferInShape(t *testing.T) {
	var shapes []string
	for _, level := range []string{"ok", "warn", "fail", "unknown"} {
		icon, _, err := image.Decode(bytes.NewReader(assets.TrayIcon(level, false)))
		if err != nil || icon.Bounds() != image.Rect(0, 0, 32, 32) {
			t.Fatalf("%s: %v, %v", level, icon.Bounds(), err)
		}
		var shape strings.Builder
		for y := range 32 {
			for x := range 32 {
				_, _, _, alpha := icon.At(x, y).RGBA()
				shape.WriteByte('0' + byte(alpha>>15))
			}
		}
		for i, other := range shapes {
			differ := 0
			for at := range other {
				if other[at] != shape.String()[at] {
					differ++
				}
			}
			if differ < 32 {
				t.Errorf("%s and the %dth icon differ in %d of 1024 points", level, i, differ)
			}
		}
		shapes = append(shapes, shape.String())
	}
	if !bytes.Equal(assets.TrayIcon("nonsense", false), assets.TrayIcon("unknown", false)) {
		t.Error("a level without an icon does not look unknown")
	}
}

func TestTheTraysMenuDoesWhatItSays(t *testing.T) {
	u, app, watch, _, quit := inTray(t, &stagedDesk{tray: true}, nil)
	watch.tell(snapshots()[checks.OK])
	u.closed()
	waitFor(t, watch, func() bool { return u.hidden })
	app.press(t, "显示退款了?")
	if u.hidden || !strings.Contains(screenText(u.win), "先别再收一次!") {
		t.Errorf("the refund line leads to: %s", screenText(u.win))
	}
	app.press(t, "立即检查")
	if watch.pressed != 1 {
		t.Error("the check line checks nothing")
	}
	u.closed()
	waitFor(t, watch, func() bool { return u.hidden })
	watch.tell(snapshots()[checks.Fail])
	app.press(t, "打开 收银体检")
	u.Show("now")
	if u.hidden || !strings.Contains(screenText(u.win), "现在收不了") {
		t.Errorf("opened again it shows: %s", screenText(u.win))
	}
	app.press(t, "退出")
	if *quit != 1 {
		t.Error("the quit line does not quit")
	}
}

func TestAWindowThatComesBackIsUpToDate(t *testing.T) {
	u, _, watch, _, _ := inTray(t, &stagedDesk{tray: true}, nil)
	watch.tell(snapshots()[checks.OK])
	u.closed()
	waitFor(t, watch, func() bool { return u.hidden })
	watch.tell(snapshots()[checks.Fail])
	if strings.Contains(screenText(u.win), "现在收不了") {
		t.Error("a hidden window is drawn")
	}
	u.Raise()
	watch.queue.pump()
	if !strings.Contains(screenText(u.win), "现在收不了") {
		t.Errorf("it comes back with: %s", screenText(u.win))
	}
}

func TestClosing(t *testing.T) {
	for _, c := range []struct {
		name  string
		desk  *stagedDesk
		tray  bool
		quits int
	}{
		{"into the tray", &stagedDesk{tray: true}, true, 0},
		{"not wanted in the tray", &stagedDesk{tray: true}, false, 1},
		{"a tray that nobody shows", &stagedDesk{}, true, 1},
		{"no tray at all", &stagedDesk{noTray: true}, true, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, _, watch, _, quit := inTray(t, c.desk, func(s *checks.Settings) { s.Desktop.Tray = c.tray })
			u.closed()
			waitFor(t, watch, func() bool { return u.hidden || *quit > 0 })
			if *quit != c.quits {
				t.Errorf("it quits %d times, want %d", *quit, c.quits)
			}
		})
	}
}

// Where the window went is said once, and again if it could not be said.
func TestItSaysOnceWhereItWent(t *testing.T) {
	d := &stagedDesk{tray: true, fail: errors.New("nobody shows it")}
	u, _, watch, set, _ := inTray(t, d, nil)
	hide := func() {
		u.hidden = false
		u.closed()
		waitFor(t, watch, func() bool { return u.hidden })
	}
	said := 0
	more := func() bool {
		said += strings.Count(d.saw(), "notify 收银体检还在检测 false")
		return said > 0
	}
	hide()
	waitFor(t, watch, more)
	d.fails(nil)
	hide()
	waitFor(t, watch, func() bool { more(); return said == 2 })
	waitFor(t, watch, func() bool { return set.set.Desktop.Told })
	hide()
	u.Close() // waits for what was asked
	if more(); said != 2 {
		t.Errorf("said %d times", said)
	}
}

// A program that starts with the system waits for the tray, and shows itself
// where none comes.
func TestAHiddenStart(t *testing.T) {
	u, _, watch, _, _ := inTray(t, &stagedDesk{tray: true}, nil)
	u.Begin(true)
	u.awaitTray(0) // or it would show itself now
	for range 20 {
		time.Sleep(10 * time.Millisecond)
		watch.queue.pump()
	}
	if !u.hidden {
		t.Error("it does not stay in the tray")
	}
	alone, _, watch, _, _ := inTray(t, &stagedDesk{}, nil)
	alone.hidden = true
	alone.awaitTray(0)
	waitFor(t, watch, func() bool { return !alone.hidden })
	none, _, _, _, _ := inTray(t, &stagedDesk{noTray: true}, nil)
	if none.Begin(true); none.hidden {
		t.Error("hidden where nobody can open it")
	}
}

func TestTheDesktopFollowsTheSettings(t *testing.T) {
	d := &stagedDesk{tray: true}
	u, _, watch, set, _ := inTray(t, d, func(s *checks.Settings) { s.Desktop.Key, s.Desktop.Autostart = "ctrl+alt+t", true })
	follow := func(change func(*checks.DesktopSettings)) string {
		change(&set.set.Desktop)
		followed := false
		u.followDesktop(func() { followed = true })
		waitFor(t, watch, func() bool { return followed })
		return d.saw()
	}
	if got := follow(func(*checks.DesktopSettings) {}); got != "key ctrl+alt+t" {
		t.Errorf("at the start: %s", got)
	}
	d.pressed()
	watch.queue.pump()
	if !strings.Contains(screenText(u.win), "先别再收一次!") {
		t.Errorf("the key leads to: %s", screenText(u.win))
	}
	if got := follow(func(s *checks.DesktopSettings) { s.Key, s.Autostart = "f9", false }); got != "release ctrl+alt+t|key f9|autostart false" {
		t.Errorf("after a change: %s", got)
	}
	d.fails(desk.ErrTaken)
	if follow(func(s *checks.DesktopSettings) { s.Key = "ctrl+1" }); !slices.Equal(u.desktopTrouble(), []string{"快捷键“ctrl+1”已被别的程序占用,换一个。"}) {
		t.Errorf("a key that is taken: %q", u.desktopTrouble())
	}
	d.fails(nil)
	if got := follow(func(*checks.DesktopSettings) {}); !strings.Contains(got, "key ctrl+1") || len(u.desktopTrouble()) != 0 {
		t.Errorf("a key that has become free: %s, %q", got, u.desktopTrouble())
	}
	set.set.Desktop.Key = "f7" // by another program
	u.beat()
	heard := ""
	waitFor(t, watch, func() bool { heard += d.saw(); return heard == "release ctrl+1|key f7" })
	u.Close()
	if got := d.saw(); got != "release f7" {
		t.Errorf("at the end: %s", got)
	}
}

func TestEveryTroubleHasItsSentence(t *testing.T) {
	for _, lang := range assets.Languages {
		w := assets.Speak(lang)
		for _, err := range []error{desk.ErrBadKey, desk.ErrTaken, desk.ErrNotHere, errors.New("x")} {
			f := follower{key: "f9", keyErr: err, startErr: err}
			for _, s := range f.trouble() {
				if text := w.Say(s.key, s.facts); text == s.key || strings.Contains(text, "no value") {
					t.Errorf("%s %s: %q", lang, s.key, text)
				}
			}
		}
	}
}
