package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/assets"
	"countercheck/checks"
)

// careRecords stands in for what people wrote down of the checklist: it keeps the
// rules of the real one, in memory.
type careRecords struct {
	*visitRecords
	care   checks.Care
	looked int   // how often an item was recorded
	broken error // what reading fails with
	came   checks.Imported
	wait   chan struct{} // recording waits for it; nil: it does not
}

func (f *careRecords) Records(ctx context.Context) (checks.Records, error) {
	r, _ := f.visitRecords.Records(ctx)
	f.mu.Lock()
	defer f.mu.Unlock()
	r.Care = f.care
	r.Care.Tasks, r.Care.Records = slices.Clone(f.care.Tasks), slices.Clone(f.care.Records)
	r.Rules = slices.Clone(f.rules)
	return r, f.broken
}

func (f *careRecords) Look(_ context.Context, r checks.CareRecord) error {
	if f.wait != nil {
		<-f.wait
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.looked++
	if err := errors.Join(f.fail, checks.ValidateCare(r)); err != nil {
		return err
	}
	r.ID = int64(len(f.care.Records) + 1)
	f.care.Records = append(f.care.Records, r)
	return nil
}

func (f *careRecords) SaveTask(_ context.Context, c checks.TaskChange) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if c.ID == "" {
		c.ID = fmt.Sprint("own-", len(f.care.Tasks))
	}
	if err := errors.Join(f.fail, checks.ValidateTask(c)); err != nil {
		return err
	}
	f.care.Tasks = checks.Tasks(f.care.Tasks, []checks.TaskChange{c})
	return nil
}

func (f *careRecords) SaveRule(_ context.Context, r checks.VersionRule) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := errors.Join(f.fail, checks.ValidateRule(r)); err != nil {
		return err
	}
	f.forget(r)
	f.rules = append(f.rules, r)
	return nil
}

func (f *careRecords) DeleteRule(_ context.Context, r checks.VersionRule) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail == nil {
		f.forget(r)
	}
	return f.fail
}

func (f *careRecords) forget(r checks.VersionRule) {
	f.rules = slices.DeleteFunc(f.rules, func(o checks.VersionRule) bool {
		return o.Brand == r.Brand && o.Model == r.Model && o.Software == r.Software && o.Listed == r.Listed
	})
}

func (f *careRecords) ImportRecords(_ context.Context, path string) (checks.Imported, error) {
	return f.came, f.write("import", "", path)
}

func (f *careRecords) last() checks.CareRecord {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.care.Records) == 0 {
		return checks.CareRecord{}
	}
	return f.care.Records[len(f.care.Records)-1]
}

// ago is some days before the tests' now.
func daysAgo(n int) time.Time { return wallClock.AddDate(0, 0, -n) }

// shopTasks are a few items as they ship, and one of the shop's own.
func shopTasks() []checks.Task {
	return []checks.Task{
		{ID: "wipe_scanner", Every: checks.EveryWeek, Who: checks.Owner},
		{ID: "paper", Every: checks.EveryMonth, Who: checks.Owner},
		{ID: "balance", Every: checks.EveryMonth, Who: checks.Owner},
		{ID: "strangers", Every: checks.EveryQuarter, Who: checks.Owner},
		{ID: "network", Every: checks.EveryWeek, Who: checks.Owner, Measured: checks.MeasureNetwork},
		{ID: "seals", Every: checks.EveryQuarter, Who: checks.Technician, Visit: "seals"},
		{ID: "power_cables", Every: checks.EveryQuarter, Who: checks.Technician, Visit: "cables"},
		{ID: "drill_network", Every: checks.EveryQuarter, Who: checks.Owner, Drill: true, Off: true},
		{ID: "shift_count", Every: checks.EveryShift, Who: checks.Owner, Off: true},
		{ID: "own-1", Text: "备用充电宝充满电", Every: checks.EveryQuarter, Who: checks.Owner},
	}
}

func careRecord(id int64, task string, days int, every checks.Every, state checks.CareState) checks.CareRecord {
	r := checks.CareRecord{ID: id, Task: task, Every: every, At: daysAgo(days), State: state, By: "小王"}
	if state == checks.CareFailed {
		r.Note, r.Repair, r.Until = "扫码窗裂了一道", checks.ToRepair, daysAgo(days-7).Format(time.DateOnly)
	}
	for _, t := range shopTasks() {
		if t.ID == task {
			r.Text = taskText(zh, t)
		}
	}
	return r
}

// aShop has two items for today, one long past its date, three devices and two past
// visits.
func aShop() *careRecords {
	f := &careRecords{visitRecords: onRecord()}
	f.terminals[0].Version.At, f.terminals[0].Visited = daysAgo(20), daysAgo(92)
	f.terminals[1].Line, f.terminals[1].IP, f.terminals[1].Version = checks.OnThisNetwork, "192.168.1.50", checks.VersionReading{Version: "V3.0.2", At: daysAgo(41), From: checks.FromPerson}
	f.visits[0].Terminals = []checks.Inspection{checks.InspectionOf(f.terminals[0]), checks.InspectionOf(f.terminals[1])}
	f.visits[0].Terminals[1].Findings[1].State = checks.CheckedFaulty
	f.visits[0].Next = "2026-11-22"
	f.care = checks.Care{
		Tasks: shopTasks(), Since: daysAgo(100), Visited: daysAgo(92),
		Measured: []checks.Measurement{{Measure: checks.MeasureNetwork, Level: checks.OK, At: wallClock.Add(-3 * time.Hour)}},
	}
	weekly := []int{83, 76, 70, 62, 55, 41, 34, 27, 20, 9}
	for n, days := range weekly {
		f.care.Records = append(f.care.Records, careRecord(int64(n+1), "wipe_scanner", days, checks.EveryWeek, checks.CareDone))
	}
	f.care.Records = append(f.care.Records,
		careRecord(21, "paper", 80, checks.EveryMonth, checks.CareDone), careRecord(22, "paper", 42, checks.EveryMonth, checks.CareDone),
		careRecord(23, "balance", 60, checks.EveryMonth, checks.CareFailed), careRecord(24, "balance", 25, checks.EveryMonth, checks.CareDone),
		careRecord(25, "strangers", 62, checks.EveryQuarter, checks.CareDone),
		careRecord(26, "seals", 92, checks.EveryQuarter, checks.CareDone), careRecord(27, "power_cables", 30, checks.EveryQuarter, checks.CareDone), careRecord(28, "own-1", 41, checks.EveryQuarter, checks.CareDone),
	)
	return f
}

// careWindow opens the window with records, in Fyne's test driver.
func careWindow(t *testing.T, lang, theme string, size fyne.Size, records *careRecords) (*UI, fyne.Window, *fakeWatch) {
	t.Helper()
	return careWindowOf(t, test.NewTempApp(t), lang, theme, size, records, nil)
}

func careWindowOf(t *testing.T, app fyne.App, lang, theme string, size fyne.Size, records *careRecords, change func(*Deps)) (*UI, fyne.Window, *fakeWatch) {
	t.Helper()
	win := test.NewTempWindow(t, nil)
	win.SetPadded(false)
	watch := &fakeWatch{first: snapshots()[checks.OK], queue: &queue{}}
	set := &fakeSettings{set: shipped()}
	set.set.Language, set.set.Theme = lang, theme
	deps := Deps{
		Watch: watch, Settings: set, Quit: func() {}, Catalogue: catalogue, Records: records, Now: func() time.Time { return wallClock },
	}
	if change != nil {
		change(&deps)
	}
	u := newUI(app, win, deps, newBridge(watch.queue.add))
	win.Resize(size)
	t.Cleanup(u.Close)
	waitFor(t, watch, func() bool { return u.upkeep.told > 0 })
	return u, win, watch
}

// openCare is the screen 保养 as it is shown.
func openCare(t *testing.T, u *UI) *care {
	t.Helper()
	u.Show("care")
	c, ok := u.now.(*care)
	if !ok {
		t.Fatalf("the open screen is %T", u.now)
	}
	return c
}

var zh = assets.Speak("zh-CN")
