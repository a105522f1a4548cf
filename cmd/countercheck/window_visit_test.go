//go:build window && linux

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/cmd/engine"
)

// TestATechniciansVisit walks through a visit of a scan box in the real window, by
// keys: the serial number from a scan gun, each item, the network check of 100
// probes against the lab's payment hosts beside it, a break in the middle, names, a
// typed signature; and looks at what was written.
func TestATechniciansVisit(t *testing.T) {
	needs(t)
	program, shop, home := build(t), open(t), t.TempDir()
	dir, config := shopSettings(t, home, "asked = true\n")
	record(t, dir, config, checks.Terminal{Name: "扫码盒", Brand: "新大陆", Model: "FR20", Kind: checks.ScanBox, Line: checks.OnThisPC, Serial: "FR2020231109"})

	w := startIn(t, home, shop, program, "--theme", "light", "--screen", "visit")
	k := &walk{t: t, w: w, dir: dir, config: config}
	k.until("a window", func() bool { return w.id() != "" })
	time.Sleep(3 * time.Second)
	w.picture(t, "visit-0-pick.png")
	k.presses(surveyBeside) // it would be cut off with the power
	k.enters("the visit is under way", func(checks.Visit) bool { return true })
	k.types("FR2020231109")
	k.enters("the serial number", func(v checks.Visit) bool { return v.Terminals[0].Serial == "FR2020231109" })
	k.enters("two items", func(v checks.Visit) bool { return v.Terminals[0].Left() <= 6 })
	w.picture(t, "visit-1-items.png")

	_ = w.cmd.Process.Kill() // a power cut, as far as a program can have one
	_ = w.cmd.Wait()
	k.until("the window gone", func() bool { return w.id() == "" })
	w = startIn(t, home, shop, program, "--theme", "light", "--screen", "visit")
	k.w = w
	k.until("a window", func() bool { return w.id() != "" })
	time.Sleep(3 * time.Second)
	w.picture(t, "visit-2-again.png")
	k.enters("all items but the version", func(v checks.Visit) bool { return v.Terminals[0].Left() <= 1 })
	k.keys("Return")
	k.types("V1.8.2")
	k.enters("the version", func(v checks.Visit) bool { return v.Terminals[0].Version == "V1.8.2" })
	k.enters("the page of the network check", func(v checks.Visit) bool { return v.Page == 4 })
	k.presses(startSurvey)
	w.picture(t, "visit-3-network.png")
	k.enters("the last page", func(v checks.Visit) bool { return v.Page == 7 })
	for _, name := range []string{"Li Ming", "Dongcheng", "Wang Fang"} {
		k.types(name)
		k.keys("Return")
	}
	k.signs()
	w.picture(t, "visit-4-signed.png")
	k.until("the network check on record", func() bool { v, _ := k.visit(); return v.Survey != nil })
	k.presses(endVisit)
	k.until("the visit ended", func() bool { v, _ := k.visit(); return !v.Open() })
	time.Sleep(time.Second)
	w.picture(t, "visit-5-ended.png")
	looksAt(t, k)
}

// looksAt looks at what a visit left, and at its report.
func looksAt(t *testing.T, k *walk) {
	t.Helper()
	v, _ := k.visit()
	if v.Technician != "Li Ming" || v.Witness != "Wang Fang" || v.Signed.Way != checks.SignedDrawn || len(v.Signed.Lines) == 0 || v.Terminals[0].Left() > 0 {
		t.Errorf("the visit on record: %+v", v)
	}
	if v.Survey == nil || v.Survey.Level != checks.OK || len(v.Survey.Hosts) < 3 {
		t.Fatalf("the network check: %+v", v.Survey)
	}
	for _, h := range v.Survey.Hosts {
		if f := h.Figures(); f.Count != 100 || f.Total.Median <= 0 {
			t.Errorf("%s: %+v", h.Host, f)
		}
	}
	records, end := people(t, k.dir, k.config)
	defer end()
	known, err := records.Records(t.Context())
	if err != nil || known.Terminals[0].Version.Version != "V1.8.2" || known.Care.Visited.IsZero() || len(known.Care.Records) < 5 {
		t.Errorf("after the visit: %+v, %v", known, err)
	}
	path := filepath.Join(t.TempDir(), "visit.pdf")
	if err := records.VisitReport(t.Context(), v.ID, path); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(path); err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) || len(data) < 20_000 {
		t.Errorf("a report of %d bytes, %v", len(data), err)
	}
}

// Where things stand in a window of 1024x600 at the screen's corner.
var surveyBeside, startSurvey, endVisit = point{960, 422}, point{170, 178}, point{960, 563}

// signs draws on the pad.
func (k *walk) signs() {
	k.t.Helper()
	k.move(point{520, 300})
	k.xdotool("mousedown", "1")
	for _, at := range []point{{560, 220}, {600, 180}, {640, 260}, {680, 300}, {740, 200}, {800, 280}} {
		k.move(at)
		time.Sleep(100 * time.Millisecond)
	}
	k.xdotool("mouseup", "1")
	time.Sleep(700 * time.Millisecond)
}

func (k *walk) move(at point) {
	k.t.Helper()
	k.xdotool("mousemove", "--window", k.w.id(), strconv.Itoa(at.x), strconv.Itoa(at.y))
}

func (k *walk) presses(at point) {
	k.t.Helper()
	k.move(at)
	k.xdotool("click", "1")
	time.Sleep(time.Second)
}

// walk is a technician at the keyboard.
type walk struct {
	t           *testing.T
	w           *running
	dir, config string
}

// visit is the newest on record, as another window would read it.
func (k *walk) visit() (v checks.Visit, ok bool) {
	k.t.Helper()
	records, end := people(k.t, k.dir, k.config)
	defer end()
	all, err := records.Visits(k.t.Context())
	if err != nil {
		k.t.Fatal(err)
	}
	if len(all) == 0 {
		return v, false
	}
	return all[0], true
}

// enters presses Enter until something of the visit is on record.
func (k *walk) enters(what string, so func(checks.Visit) bool) {
	k.t.Helper()
	for range 15 {
		if v, ok := k.visit(); ok && so(v) {
			return
		}
		k.keys("Return")
	}
	k.w.picture(k.t, "visit-failed.png")
	v, _ := k.visit()
	k.t.Fatalf("not on record: %s; %+v", what, v)
}

func (k *walk) xdotool(args ...string) {
	k.t.Helper()
	if out, err := exec.CommandContext(k.t.Context(), "xdotool", args...).CombinedOutput(); err != nil {
		k.t.Fatalf("xdotool %v: %v %s", args, err, out)
	}
}

func (k *walk) keys(names ...string) {
	k.t.Helper()
	for _, name := range names {
		k.xdotool("windowfocus", k.w.id())
		k.xdotool("key", name)
		time.Sleep(700 * time.Millisecond)
	}
}

func (k *walk) types(text string) {
	k.t.Helper()
	k.xdotool("windowfocus", k.w.id())
	k.xdotool("type", "--delay", "5", text)
	time.Sleep(500 * time.Millisecond)
}

func (k *walk) until(what string, so func() bool) {
	k.t.Helper()
	for range 900 { // three minutes
		if so() {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	k.t.Fatalf("no %s", what)
}

// shopSettings writes a settings file into a home's data folder.
func shopSettings(t *testing.T, home, text string) (dir, config string) {
	t.Helper()
	dir = filepath.Join(home, "countercheck")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	config = filepath.Join(dir, "settings.toml")
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir, config
}

// people opens what people wrote down, as another window would.
func people(t *testing.T, dir, config string) (records engine.Records, end func()) {
	t.Helper()
	settings, err := engine.ReadSettings(engine.Chosen{Config: config})
	if err != nil {
		t.Fatal(err)
	}
	records, closed, err := engine.OpenRecords(t.Context(), dir, settings)
	if err != nil {
		t.Fatal(err)
	}
	return records, func() {
		if err := closed(); err != nil {
			t.Error(err)
		}
	}
}

// record puts terminals on record, as another window would.
func record(t *testing.T, dir, config string, all ...checks.Terminal) {
	t.Helper()
	records, end := people(t, dir, config)
	defer end()
	for _, terminal := range all {
		if _, err := records.SaveTerminal(t.Context(), terminal); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheChecklistInTheWindow ticks what is due, with the mouse, and finds it done.
func TestTheChecklistInTheWindow(t *testing.T) {
	needs(t)
	program, shop, home := build(t), open(t), t.TempDir()
	dir, config := shopSettings(t, home, "asked = true\n")
	records, end := people(t, dir, config)
	before := checks.CareRecord{Task: "wipe_scanner", Text: "擦一擦扫码窗和屏幕", Every: checks.EveryWeek, At: time.Now().AddDate(0, 0, -8), State: checks.CareDone}
	if err := records.Look(t.Context(), before); err != nil {
		t.Fatal(err)
	}
	end()
	w := startIn(t, home, shop, program, "--theme", "light", "--screen", "care")
	k := &walk{t: t, w: w, dir: dir, config: config}
	k.until("a window", func() bool { return w.id() != "" })
	time.Sleep(3 * time.Second)
	w.picture(t, "care-1-due.png")
	k.presses(careDone)
	k.until("the item done on record", func() bool {
		records, end := people(t, dir, config)
		defer end()
		known, err := records.Records(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		last := known.Care.Records[len(known.Care.Records)-1]
		return len(known.Care.Records) == 2 && last.Task == "wipe_scanner" && last.State == checks.CareDone && time.Since(last.At) < time.Minute
	})
	time.Sleep(time.Second)
	w.picture(t, "care-2-done.png")
}

// careDone is the tick of the first card, in a window of 1024x600.
var careDone = point{152, 264}
