package checks_test

import (
	"slices"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"

	"countercheck/assets"
	"countercheck/checks"
)

// shipped are the items of assets/checklist.toml.
func shipped(t *testing.T) []checks.Task {
	t.Helper()
	var list struct {
		Tasks []checks.Task `toml:"task"`
	}
	if err := toml.Unmarshal(assets.ChecklistTOML, &list); err != nil || len(list.Tasks) < 30 {
		t.Fatalf("%d items, %v", len(list.Tasks), err)
	}
	return list.Tasks
}

var (
	china = time.FixedZone("CST", 8*60*60)
	first = time.Date(2026, 11, 23, 15, 0, 0, 0, china)
)

// shop is a checklist and what was done of it.
type shop struct {
	checks.Care
	done int64
}

func newShop(tasks ...checks.Task) *shop {
	return &shop{Care: checks.Care{Tasks: tasks, Since: first}}
}

func (s *shop) at(now time.Time) []checks.CareItem { return checks.Upkeep(s.Care, now) }

func (s *shop) item(id string, now time.Time) checks.CareItem {
	all := s.at(now)
	return all[slices.IndexFunc(all, func(i checks.CareItem) bool { return i.Task.ID == id })]
}

func (s *shop) look(task checks.Task, at time.Time, state checks.CareState) *checks.CareRecord {
	s.done++
	s.Records = append(s.Records, checks.CareRecord{ID: s.done, Task: task.ID, Text: task.ID, Every: task.Every, At: at, State: state})
	return &s.Records[len(s.Records)-1]
}

func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

var wipe = checks.Task{ID: "wipe", Every: checks.EveryWeek, Who: checks.Owner}

func TestNothingIsOverdueOnTheFirstDay(t *testing.T) {
	s := newShop(shipped(t)...)
	for _, i := range s.at(first.Add(time.Hour)) {
		if i.State == checks.CareOverdue || i.State == checks.CareDue {
			t.Errorf("%s is %s on the first day", i.Task.ID, i.State)
		}
	}
	spread := map[string]int{}
	for _, i := range s.at(first) {
		if i.State != checks.CareComing {
			continue
		}
		if ahead := -i.Days; ahead < 1 || ahead > 30 {
			t.Errorf("%s is first due in %d days", i.Task.ID, ahead)
		}
		spread[i.Due.Format(time.DateOnly)]++
	}
	for day, n := range spread {
		if n > 3 {
			t.Errorf("%d items fall on %s", n, day)
		}
	}
}

// An owner who does what is shown each day, two items at most, keeps up with all of
// the shipped checklist; nothing of it waits for long.
func TestTwoItemsADayAreEnough(t *testing.T) {
	s := newShop(shipped(t)...)
	longest, most, did := 0, 0, map[string]int{}
	for d := 1; d <= 90; d++ {
		morning := first.Add(days(d) - 5*time.Hour)
		s.Measured = nil // by a program that watches all day, with a version that nobody can judge
		for _, m := range []checks.Measure{checks.MeasureNetwork, checks.MeasureClock, checks.MeasureDisk} {
			s.Measured = append(s.Measured, checks.Measurement{Measure: m, Level: checks.OK, At: morning.Add(-time.Minute)})
		}
		today := checks.Today(s.at(morning), morning)
		most = max(most, len(today))
		for n, i := range today {
			longest = max(longest, i.Days)
			did[i.Task.ID]++
			s.look(i.Task, morning.Add(time.Duration(n)*time.Minute), checks.CareDone)
		}
		if left := checks.Today(s.at(morning.Add(time.Hour)), morning.Add(time.Hour)); len(left) > 0 {
			t.Fatalf("day %d: after two items the owner is asked for %s too", d, left[0].Task.ID)
		}
	}
	if most > 2 {
		t.Errorf("%d items on one day", most)
	}
	if longest > 3 {
		t.Errorf("something waited %d days past its date", longest)
	}
	for _, task := range s.Tasks {
		want := 90/task.Every.Days() - 1
		measured := slices.ContainsFunc(s.Measured, func(m checks.Measurement) bool { return m.Measure == task.Measured })
		if task.Who == checks.Owner && !task.Off && !measured && did[task.ID] < max(1, want*9/10) {
			t.Errorf("%s was done %d times in 90 days, %s", task.ID, did[task.ID], task.Every)
		}
	}
}

func TestWhoDoesNothingIsToldGentlyAndThenClearly(t *testing.T) {
	s := newShop(wipe)
	due := s.at(first)[0].Due
	for after, want := range map[int]struct {
		state checks.CareState
		clear bool
	}{
		-1: {checks.CareComing, false}, 0: {checks.CareDue, false}, 1: {checks.CareOverdue, false}, 2: {checks.CareOverdue, false}, 3: {checks.CareOverdue, true}, 40: {checks.CareOverdue, true},
	} {
		if i := s.item("wipe", due.Add(days(after)+9*time.Hour)); i.State != want.state || i.Clear != want.clear || i.Days != after {
			t.Errorf("%d days after its date: %s, clear %v, %d days", after, i.State, i.Clear, i.Days)
		}
	}
}

func TestAFailedItemIsFollowedUp(t *testing.T) {
	s := newShop(wipe)
	failed := s.look(wipe, first, checks.CareFailed)
	failed.Note, failed.Repair, failed.Until = "裂了", checks.ToReplace, "2026-11-26"
	for day, want := range map[int]checks.CareState{0: checks.CareFollowUp, 3: checks.CareFollowUp, 4: checks.CareOverdue} {
		if i := s.item("wipe", first.Add(days(day))); i.State != want {
			t.Errorf("day %d: %s, want %s", day, i.State, want)
		}
	}
	if today := checks.Today(s.at(first.Add(days(3))), first.Add(days(3))); len(today) != 1 {
		t.Error("it is not asked for on the day it should be put right")
	}
	s.look(wipe, first.Add(days(4)), checks.CareDone)
	if i := s.item("wipe", first.Add(days(5))); i.State != checks.CareComing || i.Days != -6 {
		t.Errorf("put right: %s in %d days", i.State, -i.Days)
	}
}

func TestAMeasurementAnswersWhileItIsFresh(t *testing.T) {
	clock := checks.Task{ID: "clock", Every: checks.EveryMonth, Who: checks.Owner, Measured: checks.MeasureClock}
	s := newShop(clock)
	late := first.Add(days(60))
	for _, c := range []struct {
		m    checks.Measurement
		want checks.CareState
	}{
		{checks.Measurement{Measure: checks.MeasureClock, Level: checks.OK, At: late.Add(-time.Hour)}, checks.CareMeasured},
		{checks.Measurement{Measure: checks.MeasureClock, Level: checks.Fail, At: late.Add(-time.Hour)}, checks.CareMeasured},
		{checks.Measurement{Measure: checks.MeasureClock, Level: checks.OK, At: late.Add(-25 * time.Hour)}, checks.CareOverdue},
		{checks.Measurement{Measure: checks.MeasureClock, Level: checks.Unknown, At: late}, checks.CareOverdue},
		{checks.Measurement{Measure: checks.MeasureClock, Level: checks.OK, At: late.Add(time.Hour)}, checks.CareOverdue},
		{checks.Measurement{Measure: checks.MeasureDisk, Level: checks.OK, At: late}, checks.CareOverdue},
	} {
		s.Measured = []checks.Measurement{c.m}
		if i := s.item("clock", late); i.State != c.want {
			t.Errorf("%+v: %s, want %s", c.m, i.State, c.want)
		}
	}
}

func TestATechniciansItemWaitsForTheFirstVisit(t *testing.T) {
	seals := checks.Task{ID: "seals", Every: checks.EveryQuarter, Who: checks.Technician}
	s := newShop(seals)
	if i := s.item("seals", first.Add(days(300))); i.State != checks.CareForVisit || len(checks.Overdue(s.at(first.Add(days(300))))) != 0 {
		t.Errorf("before a visit it is %s", i.State)
	}
	s.Visited = first
	if i := s.item("seals", first.Add(days(91))); i.State != checks.CareOverdue {
		t.Errorf("a quarter after the visit it is %s", i.State)
	}
	if today := checks.Today(s.at(first.Add(days(91))), first.Add(days(91))); len(today) != 0 {
		t.Error("the owner is asked for it")
	}
}

func TestWhatIsOffIsNotAskedForAndShiftsComeRound(t *testing.T) {
	count := checks.Task{ID: "count", Every: checks.EveryShift, Who: checks.Owner, Off: true}
	s := newShop(count)
	if i := s.item("count", first.Add(days(9))); i.State != checks.CareOff {
		t.Errorf("not chosen, and %s", i.State)
	}
	s.Tasks[0].Off = false
	morning := time.Date(2026, 12, 1, 9, 0, 0, 0, china)
	s.look(s.Tasks[0], morning, checks.CareDone)
	if i := s.item("count", morning.Add(2*time.Hour)); i.State != checks.CareComing {
		t.Errorf("two hours later: %s", i.State)
	}
	if i := s.item("count", morning.Add(8*time.Hour)); i.State != checks.CareDue {
		t.Errorf("the next shift: %s", i.State)
	}
}

// A record says what was done in the words and at the interval of its day.
func TestAFinishedRecordStaysAsItWas(t *testing.T) {
	s := newShop(wipe)
	s.look(wipe, first, checks.CareDone)
	before := s.Records[0]
	s.Tasks = checks.Tasks([]checks.Task{wipe}, []checks.TaskChange{{ID: "wipe", Every: checks.EveryMonth, Retired: true}})
	calendar := checks.Calendar(s.Care, 90, first.Add(days(20)))
	if s.Records[0] != before || s.item("wipe", first.Add(days(20))).State != checks.CareOff {
		t.Errorf("%+v", s.Records[0])
	}
	if n := len(calendar); n != 90 {
		t.Fatalf("%d days", n)
	}
	if done := calendar[90-21].Done; len(done) != 1 || done[0] != before {
		t.Errorf("the day it was done: %+v", calendar[90-21])
	}
}

func TestTheCalendarSaysWhatWasDoneAndMissed(t *testing.T) {
	s := newShop(wipe)
	due := s.at(first)[0].Due // the next day
	s.look(wipe, due.Add(days(2)+9*time.Hour), checks.CareDone)
	now := due.Add(days(20) + 9*time.Hour)
	calendar := checks.Calendar(s.Care, 90, now)
	for n, day := range calendar {
		after := int(day.Day.Sub(due) / days(1))
		missed := after == 0 || after == 9
		if (len(day.Missed) > 0) != missed || (len(day.Done) > 0) != (after == 2) {
			t.Errorf("%d: %d days after the first date: %+v", n, after, day)
		}
	}
}

// A day is a day, whatever summer time does to its length.
func TestSummerTimeMovesNoDate(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	s := newShop(wipe)
	s.look(wipe, time.Date(2026, 10, 22, 23, 30, 0, 0, berlin), checks.CareDone)
	for _, hour := range []int{0, 23} {
		if i := s.item("wipe", time.Date(2026, 10, 29, hour, 30, 0, 0, berlin)); i.State != checks.CareDue {
			t.Errorf("a week later at %d: %s, %d", hour, i.State, i.Days)
		}
	}
}

func TestTheShopChangesItsChecklist(t *testing.T) {
	on, off := true, false
	all := checks.Tasks([]checks.Task{wipe, {ID: "drill", Every: checks.EveryQuarter, Who: checks.Owner, Off: true}}, []checks.TaskChange{
		{ID: "drill", On: &on}, {ID: "wipe", On: &off}, {ID: "own-1", Text: "擦柜台", Every: checks.EveryDay, Who: checks.Owner},
	})
	if len(all) != 3 || all[1].Off || !all[0].Off || !all[2].Own() || all[2].Text != "擦柜台" || all[0].Text != "" {
		t.Errorf("%+v", all)
	}
}

// What the article asks for is all there.
func TestTheChecklistCarriesTheArticle(t *testing.T) {
	var carried []string
	for _, task := range shipped(t) {
		carried = append(carried, task.Articles...)
		if task.Drill && !task.Off || task.Every == checks.EveryShift && !task.Off {
			t.Errorf("%s is on before anybody chose it", task.ID)
		}
		if len(task.Prevents) == 0 {
			t.Errorf("%s prevents nothing", task.ID)
		}
	}
	for _, id := range []string{"H1", "H2", "H3", "H4", "H5", "H6", "S1", "S2", "S3", "S4", "S5", "S6"} {
		if !slices.Contains(carried, id) {
			t.Errorf("%s is in no item", id)
		}
	}
}
