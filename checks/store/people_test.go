package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countercheck/checks"
)

// notebook is a Store for what people write, in a folder where nothing was yet.
func notebook(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := OpenPeople(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	s.opt.Now = func() time.Time { return noon }
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func counterPOS() checks.Terminal {
	return checks.Terminal{
		Name: "前台", Brand: "PAX", Model: "A920", Kind: checks.SmartPOS, Serial: "00005702280117638929",
		Line: checks.OnThisNetwork, IP: "192.168.1.50",
	}
}

func records(t *testing.T, s *Store, shipped ...checks.Task) checks.Records {
	t.Helper()
	r, err := s.Records(t.Context(), shipped)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestATerminalIsRecordedOnce(t *testing.T) {
	dir := t.TempDir()
	s := notebook(t, dir)
	first, err := s.SaveTerminal(t.Context(), counterPOS())
	if err != nil || first.ID == "" || first.Revision != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	other := notebook(t, dir) // another window
	second := first
	second.Place = "收银台"
	if second, err = other.SaveTerminal(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	first.Place = "后厨"
	if _, err := s.SaveTerminal(t.Context(), first); !errors.Is(err, checks.ErrChanged) {
		t.Errorf("the second window's change is overwritten: %v", err)
	}
	if diff := cmp.Diff([]checks.Terminal{second}, records(t, s).Terminals); diff != "" {
		t.Error(diff)
	}
}

func TestWhatDoesNotFitIsRefusedWhole(t *testing.T) {
	s := notebook(t, t.TempDir())
	for field, change := range map[string]func(*checks.Terminal){
		"serial": func(t *checks.Terminal) { t.Serial = strings.Repeat("8", 10_000) },
		"number": func(t *checks.Terminal) { t.Number = "12\x00\x1b[2J" },
		"ip":     func(t *checks.Terminal) { t.IP = "8.8.8.8" },
		"bought": func(t *checks.Terminal) { t.Bought = "gestern" },
		"kind":   func(t *checks.Terminal) { t.Kind = "toaster" },
		"source": func(t *checks.Terminal) {
			t.Source = &checks.VersionSource{From: checks.FromADB, Name: "com.example"} // on a payment terminal
		},
	} {
		terminal := counterPOS()
		change(&terminal)
		_, err := s.SaveTerminal(t.Context(), terminal)
		var wrong *checks.TextError
		if !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if n := len(records(t, s).Terminals); n != 0 {
		t.Errorf("%d terminals were written", n)
	}
}

func TestANewRuleTakesTheOldOnesPlaceAndAListReplacesItself(t *testing.T) {
	s := notebook(t, t.TempDir())
	for _, newest := range []string{"2.1.9", "2.1.10"} {
		if err := s.SaveRule(t.Context(), checks.VersionRule{Brand: "PAX", Model: "a920", Newest: newest, At: noon, By: "王"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, newest := range []string{"3.0", "3.1"} {
		list := []checks.VersionRule{{Brand: "PAX", Model: "A920", Newest: newest, At: noon}, {Brand: "Newland", Newest: newest, At: noon}}
		if err := s.ReplaceListed(t.Context(), list[:1+len(newest)%2]); err != nil {
			t.Fatal(err)
		}
	}
	rules := records(t, s).Rules
	if rule, _ := checks.RuleFor(counterPOS(), rules); rule.Newest != "2.1.10" || len(rules) != 3 {
		t.Errorf("%d rules, the best is %+v", len(rules), rule)
	}
}

func TestTheChecklistKeepsWhatWasChangedAndWhatWasDone(t *testing.T) {
	s := notebook(t, t.TempDir())
	shipped := []checks.Task{{ID: "wipe", Every: checks.EveryWeek, Who: checks.Owner}, {ID: "drill", Every: checks.EveryMonth, Who: checks.Owner, Off: true}}
	on := true
	for _, c := range []checks.TaskChange{{ID: "drill", On: &on}, {ID: "wipe", Every: checks.EveryDay}, {Text: "擦柜台", Every: checks.EveryDay, Who: checks.Owner}} {
		if err := s.SaveTask(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	done := checks.CareRecord{Task: "wipe", Text: "擦扫码窗", Every: checks.EveryDay, At: noon, State: checks.CareDone}
	if err := s.Look(t.Context(), done); err != nil {
		t.Fatal(err)
	}
	if err := s.Look(t.Context(), checks.CareRecord{Task: "wipe", Every: checks.EveryDay, At: noon, State: checks.CareFailed}); err == nil {
		t.Error("an item failed without a word")
	}
	if err := s.SaveTask(t.Context(), checks.TaskChange{ID: "wipe", Every: checks.EveryMonth}); err != nil {
		t.Fatal(err)
	}
	care := records(t, s, shipped...).Care
	if len(care.Tasks) != 3 || care.Tasks[0].Every != checks.EveryMonth || care.Tasks[1].Off || care.Tasks[2].Text != "擦柜台" {
		t.Errorf("%+v", care.Tasks)
	}
	done.ID = 1
	if diff := cmp.Diff([]checks.CareRecord{done}, care.Records); diff != "" {
		t.Errorf("the finished record is another one: %s", diff)
	}
	if !care.Since.Equal(noon) {
		t.Errorf("the first day is %s", care.Since)
	}
}

func TestAVisitSurvivesARestartAndEndsForGood(t *testing.T) {
	dir := t.TempDir()
	s := notebook(t, dir)
	terminal, err := s.SaveTerminal(t.Context(), counterPOS())
	if err != nil {
		t.Fatal(err)
	}
	v := checks.Visit{Started: noon, Technician: "李", Terminals: []checks.Inspection{checks.InspectionOf(terminal)}}
	if v, err = s.SaveVisit(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = notebook(t, dir)
	all, err := s.Visits(t.Context())
	if err != nil || len(all) != 1 || !all[0].Open() || cmp.Diff(v, all[0]) != "" {
		t.Fatalf("%+v, %v", all, err)
	}
	i := &v.Terminals[0]
	i.Serial, i.Version = "00005702280199999999", "2.1.10"
	for n := range i.Findings {
		i.Findings[n].State = checks.CheckedFine
	}
	tasks := []checks.Task{{ID: "look_seals", Every: checks.EveryQuarter, Who: checks.Technician, Visit: "seals"}, {ID: "line", Every: checks.EveryMonth, Who: checks.Technician, Visit: checks.SurveyAnswers}}
	ended, err := s.EndVisit(t.Context(), v, tasks, func(t checks.Task) string { return "item " + t.ID })
	if err != nil || ended.Open() {
		t.Fatalf("%+v, %v", ended, err)
	}
	r := records(t, s, tasks...)
	if got := r.Terminals[0]; got.Seen.Serial != "00005702280199999999" || !got.Visited.Equal(noon) || got.Version.Version != "2.1.10" || got.Serial != terminal.Serial {
		t.Errorf("the terminal after the visit: %+v", got)
	}
	if len(r.Care.Records) != 1 || r.Care.Records[0].Text != "item look_seals" || !r.Care.Visited.Equal(noon) {
		t.Errorf("the checklist after the visit: %+v", r.Care.Records)
	}
	ended.Note = "changed"
	if _, err := s.SaveVisit(t.Context(), ended); !errors.Is(err, checks.ErrChanged) {
		t.Errorf("an ended visit can be changed: %v", err)
	}
	if err := s.DropVisit(t.Context(), ended.ID); err == nil {
		t.Error("an ended visit can be dropped")
	}
}

// TestAVisitGoesToTheShopsOwnInstallation: what a technician's stick knows reaches
// the shop, and nothing the shop wrote itself is lost.
func TestAVisitGoesToTheShopsOwnInstallation(t *testing.T) {
	shop, stick := notebook(t, t.TempDir()), notebook(t, t.TempDir())
	known, err := shop.SaveTerminal(t.Context(), counterPOS())
	if err != nil {
		t.Fatal(err)
	}
	visited := known
	visited.Place, visited.Visited = "?", noon
	visited.Version = checks.VersionReading{Version: "2.1.10", At: noon}
	visit := checks.Visit{ID: "v1", Started: noon, Ended: noon, Terminals: []checks.Inspection{}}
	for round, want := range []checks.Imported{{Terminals: 1, Visits: 1}, {}} {
		came, err := shop.Take(t.Context(), []checks.Terminal{visited}, []checks.Visit{visit})
		if err != nil || came != want {
			t.Fatalf("round %d: %+v, %v", round, came, err)
		}
	}
	if got := records(t, shop).Terminals[0]; got.Place != known.Place || got.Version.Version != "2.1.10" || !got.Visited.Equal(noon) {
		t.Errorf("%+v", got)
	}
	if came, err := stick.Take(t.Context(), []checks.Terminal{known}, nil); err != nil || came.Terminals != 1 {
		t.Errorf("%+v, %v", came, err)
	}
}
