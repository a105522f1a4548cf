//go:build window && linux

package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"countercheck/checks/lab/netns"
	"countercheck/ui/desk/stub"
)

// TestAnOwnersDay is the first day with the program, in the lab's shop, with a
// tray and a notification server of the test's own: the first questions, the
// window closed into the tray, an outage told over everything, the history of it,
// a setting changed, the program ended and started again.
func TestAnOwnersDay(t *testing.T) {
	needs(t)
	d := newDay(t)
	w := d.opens()
	d.answersTheQuestions(w)
	w.shows(t, healthySentence, green, 40*time.Second)
	w.picture(t, "day-1-open.png")
	d.closesTheWindow(w)
	d.livesThroughAnOutage(w)
	d.looksItUp(w)
	d.changesASetting(w)
	d.quits(w)

	w = d.opens()
	w.shows(t, healthySentence, green, 40*time.Second)
	w.picture(t, "day-7-again.png")
	d.remembered()
	if text := d.settings(); !strings.Contains(text, "asked = true") || !strings.Contains(text, "terminals = 'shop'") || !strings.Contains(text, "dark") {
		t.Errorf("after a restart the settings are:\n%s", text)
	}
	d.quits(w)
}

// day is the shop with the desktop around the window.
type day struct {
	t       *testing.T
	shop    *netns.Net
	program string
	home    string
	bus     *stub.Bus
	tray    *stub.Tray
	notices *stub.Notices
}

func newDay(t *testing.T) *day {
	t.Helper()
	d := &day{t: t, program: build(t), shop: open(t), home: t.TempDir()}
	dir, err := os.MkdirTemp("", "bus") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if d.bus, err = stub.NewBus(dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.bus.Close)
	if d.tray, err = d.bus.Tray(); err != nil {
		t.Fatal(err)
	}
	if d.notices, err = d.bus.Notices(); err != nil {
		t.Fatal(err)
	}
	return d
}

// opens starts the program as a person does.
func (d *day) opens() *running {
	d.t.Helper()
	w := &running{home: d.home}
	ctx, cancel := context.WithCancel(context.WithoutCancel(d.t.Context()))
	w.cmd = d.shop.Command(ctx, d.program, "--theme", "light")
	w.cmd.Env = append(w.cmd.Env, "HOME="+d.home, "XDG_CONFIG_HOME="+d.home, "XDG_DATA_HOME="+d.home, "XDG_CACHE_HOME="+d.home,
		"LC_ALL=C.UTF-8", "LANGUAGE=", "DBUS_SESSION_BUS_ADDRESS="+d.bus.Address)
	w.cmd.Stdout, w.cmd.Stderr = &w.out, &w.out
	w.cmd.Cancel = func() error { return w.cmd.Process.Signal(syscall.SIGTERM) }
	w.cmd.WaitDelay = 10 * time.Second
	if err := w.cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() {
		cancel()
		if w.cmd.ProcessState == nil {
			_ = w.cmd.Wait() // only tidied away: the test has failed already
		}
	})
	d.waits("a window", 30*time.Second, func() bool { return w.id() != "" })
	return w
}

// answersTheQuestions presses an answer of each of the three.
func (d *day) answersTheQuestions(w *running) {
	d.t.Helper()
	d.waits("the title with the verdict", 40*time.Second, func() bool { return strings.Contains(w.title(), healthySentence) })
	w.picture(d.t, "day-0-first.png")
	for i, answer := range []point{answerBank, answerShopsNetwork, answerAlways} {
		d.presses(w, answer)
		w.picture(d.t, "day-0-first-"+strconv.Itoa(i+1)+".png")
	}
	d.waits("the answers in the settings", 10*time.Second, func() bool { return strings.Contains(d.settings(), "asked = true") })
	d.settles()
	w.picture(d.t, "day-0-tour.png")
	d.presses(w, tourBegin)
}

// closesTheWindow presses its close button: the program goes on in the tray, and
// says once where it went.
func (d *day) closesTheWindow(w *running) {
	d.t.Helper()
	if err := pressClose(w.id()); err != nil {
		d.t.Fatal(err)
	}
	d.waits("the window to go", 10*time.Second, func() bool { return w.id() == "" })
	d.waits("a word on where it went", 10*time.Second, func() bool { return len(d.notices.All()) == 1 })
	lines, err := d.tray.Menu()
	if err != nil || len(lines) < 4 || !strings.Contains(lines[0].Label, healthySentence) {
		d.t.Fatalf("the tray's menu: %+v, %v", lines, err)
	}
}

// livesThroughAnOutage pulls the cable: told once, over everything, and once when
// it is over.
func (d *day) livesThroughAnOutage(w *running) {
	d.t.Helper()
	before := len(d.notices.All())
	cable := breaks(d.t, d.shop, "link.down")
	d.waits("the outage in a notification", 25*time.Second, func() bool { return d.told(before, pulledSentence) })
	d.settles()
	w.picture(d.t, "day-2-outage.png")
	if share := shareOf(w.look(d.t), red); share < 0.005 {
		d.t.Errorf("nothing red stands over the screen (%.2f %%)", share*100)
	}
	if lines, err := d.tray.Menu(); err != nil || !strings.Contains(lines[0].Label, pulledSentence) {
		d.t.Errorf("the tray's menu: %+v, %v", lines, err)
	}
	time.Sleep(20 * time.Second) // long enough to be told twice, if it were
	if all := d.notices.All()[before:]; len(all) != 1 {
		d.t.Errorf("one outage was told %d times: %+v", len(all), all)
	}
	if err := d.shop.Undo(cable); err != nil {
		d.t.Fatal(err)
	}
	d.waits("that it is over", time.Minute, func() bool { return len(d.notices.All()) == before+2 })
	d.settles()
	w.picture(d.t, "day-3-over.png")
}

// looksItUp opens the window from the tray, and the history in it.
func (d *day) looksItUp(w *running) {
	d.t.Helper()
	if err := d.tray.Choose("打开 收银体检"); err != nil {
		d.t.Fatal(err)
	}
	w.shows(d.t, healthySentence, green, 20*time.Second)
	d.remembered()
	d.presses(w, railHistory)
	time.Sleep(2 * time.Second) // it reads the disk
	w.picture(d.t, "day-4-history.png")
}

// changesASetting turns the window dark, in the settings.
func (d *day) changesASetting(w *running) {
	d.t.Helper()
	d.presses(w, railSettings)
	w.picture(d.t, "day-5-settings.png")
	d.chooseDark(w)
	d.waits("the dark theme in the file", 10*time.Second, func() bool { return strings.Contains(d.settings(), "theme = 'dark'") })
	d.settles()
	w.picture(d.t, "day-6-dark.png")
}

// quits ends the program from the tray, and looks at what it leaves.
func (d *day) quits(w *running) {
	d.t.Helper()
	w.ends(d.t, func() error { return d.tray.Choose("退出") })
}

// remembered asks counterctl, beside the window, for the one incident there was.
func (d *day) remembered() {
	d.t.Helper()
	ctl := filepath.Join(d.home, "counterctl")
	if _, err := os.Stat(ctl); err != nil {
		cmd := exec.CommandContext(d.t.Context(), "go", "build", "-o", ctl, "../counterctl")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			d.t.Fatalf("go build: %v\n%s", err, out)
		}
	}
	cmd := d.shop.Command(d.t.Context(), ctl, "incidents", "--json")
	cmd.Env = append(cmd.Env, "HOME="+d.home, "XDG_CONFIG_HOME="+d.home, "XDG_DATA_HOME="+d.home)
	out, err := cmd.Output()
	var list struct {
		Incidents []struct {
			Cause   string
			Open    bool
			Seconds float64
		}
	}
	if err != nil || json.Unmarshal(out, &list) != nil || len(list.Incidents) != 1 {
		d.t.Fatalf("incidents: %v\n%s", err, out)
	}
	if i := list.Incidents[0]; i.Cause != "link.down" || i.Open || i.Seconds < 15 || i.Seconds > 90 {
		d.t.Errorf("recorded: %+v", i)
	}
}

// told reports that a notification since the first so many says something.
func (d *day) told(since int, words string) bool {
	return slices.ContainsFunc(d.notices.All()[since:], func(n stub.Notice) bool { return strings.Contains(n.Title+n.Body, words) })
}

func (d *day) settings() string {
	text, err := os.ReadFile(filepath.Join(d.home, "countercheck", "settings.toml"))
	if err != nil {
		return ""
	}
	return string(text)
}

// waits until something is so.
func (d *day) waits(what string, most time.Duration, so func() bool) {
	d.t.Helper()
	for end := time.Now().Add(most); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if so() {
			return
		}
	}
	(&running{}).picture(d.t, "day-failed.png")
	d.t.Fatalf("within %s: no %s; notifications: %+v", most, what, d.notices.All())
}

// settles gives the screen the time to draw.
func (d *day) settles() { time.Sleep(time.Second) }

// Where things stand in a window of 1024x600 at the screen's corner.
var (
	answerBank         = point{840, 323}
	answerShopsNetwork = point{270, 215}
	answerAlways       = point{180, 215}
	tourBegin          = point{961, 554}
	railHistory        = point{40, 244}
	railSettings       = point{40, 312}
)

type point struct{ x, y int }

// presses clicks at a place of the window.
func (d *day) presses(w *running, at point) {
	d.t.Helper()
	d.xdotool("mousemove", "--window", w.id(), strconv.Itoa(at.x), strconv.Itoa(at.y))
	d.xdotool("click", "1")
	d.settles()
}

func (d *day) xdotool(args ...string) {
	d.t.Helper()
	if out, err := exec.CommandContext(d.t.Context(), "xdotool", args...).CombinedOutput(); err != nil {
		d.t.Fatalf("xdotool %v: %v %s", args, err, out)
	}
}

// chooseDark picks the dark theme from the list of the page on looks.
func (d *day) chooseDark(w *running) {
	d.t.Helper()
	for i, at := range []point{settingsLook, themeList, themeDark} {
		d.presses(w, at)
		w.picture(d.t, "day-5-settings-"+strconv.Itoa(i+1)+".png")
	}
}

var settingsLook, themeList, themeDark = point{118, 231}, point{880, 148}, point{880, 306}
