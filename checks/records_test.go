package checks

import (
	"slices"
	"testing"
	"time"
)

// shopNoon is a Wednesday in a shop that is open from nine to nine.
var shopNoon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

// counter is a terminal on the shop's network whose version is the newest.
func counter() (Terminal, Records) {
	t := Terminal{
		ID: "T1", Name: "前台", Brand: "PAX", Model: "A920", Kind: SmartPOS, Line: OnThisNetwork, IP: "192.168.1.50",
		Added: shopNoon.AddDate(0, 0, -60), Version: VersionReading{Version: "2.1.10", At: shopNoon.AddDate(0, 0, -3)},
	}
	return t, Records{
		Terminals: []Terminal{t}, Ages: VersionAges{Reading: 30, Newest: 90},
		Rules: []VersionRule{{Brand: "pax", Model: "A920", Newest: "2.1.10", At: shopNoon.AddDate(0, 0, -10)}},
	}
}

// What the records and the terminals on the network bring to a verdict, at the place
// the table of causes gives it.
func TestTerminalsAndUpkeepInTheVerdict(t *testing.T) {
	id := func(c Code, l Level) Also { return Also{Cause: c, Level: l} }
	for _, c := range []struct {
		name  string
		spoil func(t *Terminal, r *Records, s *scene)
		cause Code
		level Level
		also  []Also
	}{
		{"all as it should be", func(*Terminal, *Records, *scene) {}, None, OK, nil},
		{"replaced", func(t *Terminal, _ *Records, _ *scene) { t.Seen.Serial = "X" }, TerminalReplaced, Fail, nil},
		{"replaced, and the cable is out", func(t *Terminal, _ *Records, s *scene) {
			t.Seen.Serial = "X"
			s.nothingBeyond()
			s.noCarrier()
		}, LinkDown, Fail, []Also{id(TerminalReplaced, Fail)}},
		{"older than the newest", func(t *Terminal, _ *Records, _ *scene) { t.Version.Version = "V2.1.9" }, None, OK, []Also{id(TerminalOutdated, OK)}},
		{"below the minimum", func(_ *Terminal, r *Records, _ *scene) { r.Rules[0].Minimum = "2.2" }, TerminalOutdated, Fail, nil},
		{"blocked", func(_ *Terminal, r *Records, _ *scene) { r.Rules[0].Blocked = []string{"1.0", "V2.1.10"} }, TerminalOutdated, Fail, nil},
		{"support has ended", func(_ *Terminal, r *Records, _ *scene) { r.Rules[0].Ends = "2026-11-24" }, None, OK, []Also{id(TerminalOutdated, OK)}},
		{"support ends today", func(_ *Terminal, r *Records, _ *scene) { r.Rules[0].Ends = "2026-11-25" }, None, OK, nil},
		{"cannot be compared", func(_ *Terminal, r *Records, _ *scene) { r.Rules[0].Newest = "秋季版" }, None, OK, nil},
		{"nobody recorded a newest", func(_ *Terminal, r *Records, _ *scene) { r.Rules = nil }, None, OK, nil},
		{"read too long ago", func(t *Terminal, _ *Records, _ *scene) { t.Version.At = shopNoon.AddDate(0, 0, -31) }, None, OK, []Also{id(TerminalVersionStale, OK)}},
		{"the newest recorded too long ago", func(_ *Terminal, r *Records, _ *scene) { r.Rules[0].At = shopNoon.AddDate(0, 0, -91) }, None, OK, []Also{id(TerminalVersionStale, OK)}},
		{"never read", func(t *Terminal, _ *Records, _ *scene) { t.Version = VersionReading{} }, None, OK, []Also{id(TerminalVersionStale, OK)}},
		{"recorded yesterday, not read yet", func(t *Terminal, _ *Records, _ *scene) {
			t.Version, t.Added = VersionReading{}, shopNoon.AddDate(0, 0, -1)
		}, None, OK, nil},
		{"retired", func(t *Terminal, _ *Records, _ *scene) { t.Seen.Serial, t.Retired = "X", shopNoon }, None, OK, nil},
		{"upkeep overdue", func(_ *Terminal, r *Records, _ *scene) {
			r.Care = Care{Tasks: []Task{{ID: "wipe", Every: EveryWeek, Who: Owner}}, Since: shopNoon.AddDate(0, 0, -20)}
		}, None, OK, []Also{id(CareIsOverdue, OK)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := healthy()
			terminal, records := counter()
			c.spoil(&terminal, &records, s)
			if terminal.InUse() {
				s.add(KindRecord, "record:T1", Target{}, RecordFinding(terminal, records, shopNoon))
			}
			s.add(KindCare, "care", Target{}, CareFinding(records.Care, shopNoon))
			v := Diagnose(s.plan, s.round)
			if v.Cause != c.cause || v.Level != c.level {
				t.Errorf("the verdict is %s %s, want %s %s", v.Level, v.Cause, c.level, c.cause)
			}
			got := slices.DeleteFunc(slices.Clone(v.Also), func(a Also) bool { return a.Cause == PCDiskFull })
			for i := range got {
				got[i] = id(got[i].Cause, got[i].Level)
			}
			if !slices.EqualFunc(got, c.also, func(a, b Also) bool { return a.Cause == b.Cause && a.Level == b.Level }) {
				t.Errorf("also %v, want %v", got, c.also)
			}
		})
	}
}

// A terminal that leaves the network is told if it was there today, and is awake.
func TestATerminalThatLeavesTheNetwork(t *testing.T) {
	for _, c := range []struct {
		name   string
		heard  time.Time
		now    time.Time
		sleeps bool
		want   Code
	}{
		{"it was there this morning", shopNoon.Add(-2 * time.Hour), shopNoon, false, TerminalUnreachable},
		{"it was there yesterday, and is not switched on yet", shopNoon.AddDate(0, 0, -1), shopNoon, false, None},
		{"it was never there", time.Time{}, shopNoon, false, None},
		{"it sleeps", shopNoon.Add(-2 * time.Hour), shopNoon, true, None},
		{"the shop is closed", shopNoon.Add(8 * time.Hour), shopNoon.Add(10 * time.Hour), false, None},
	} {
		s := healthy()
		s.plan.Profile.Hours = daily("09:00-21:00")
		s.round.Started = c.now
		s.add(KindTerminal, "terminal:T1", Target{}, Finding{Class: Timeout, Facts: TerminalFacts{Terminal: "T1", Title: "前台", Sleeps: c.sleeps}})
		s.round.Results[len(s.round.Results)-1].Finding.Level = Fail
		s.round.Before = map[string]Past{"terminal:T1": {Heard: c.heard}}
		v := Diagnose(s.plan, s.round)
		if v.Cause != c.want {
			t.Errorf("%s: %s, want %s", c.name, v.Cause, c.want)
		}
	}
	s := healthy()
	s.round.Started = shopNoon
	s.add(KindTerminal, "terminal:T1", Target{}, Finding{Facts: TerminalFacts{Terminal: "T1", Answers: true}})
	at := s.round.Results[len(s.round.Results)-1].At
	if past := Remember(s.plan, s.round)["terminal:T1"]; !past.Heard.Equal(at) {
		t.Errorf("heard at %s, want %s", past.Heard, at)
	}
}

func TestWhenTheShopOpened(t *testing.T) {
	day, night := daily("09:00-21:00"), daily("18:00-02:00")
	for _, c := range []struct {
		hours Hours
		at    time.Time
		want  time.Time
	}{
		{day, shopNoon, shopNoon.Add(-3 * time.Hour)},
		{day, shopNoon.Add(10 * time.Hour), time.Time{}},
		{night, shopNoon.Add(13 * time.Hour), shopNoon.Add(6 * time.Hour)}, // one in the morning
		{Hours{}, shopNoon, shopNoon.Add(-12 * time.Hour)},
	} {
		if got, ok := c.hours.Opened(c.at); !got.Equal(c.want) || ok == c.want.IsZero() {
			t.Errorf("at %s it opened at %s (%v), want %s", c.at, got, ok, c.want)
		}
	}
}

func TestTheRuleThatFitsBest(t *testing.T) {
	terminal, _ := counter()
	rules := []VersionRule{
		{Newest: "1"},
		{Brand: "PAX", Newest: "2", At: shopNoon},
		{Brand: "PAX", Model: "A920", Newest: "3", At: shopNoon, Listed: true},
		{Brand: "PAX", Model: "A920", Newest: "4", At: shopNoon.AddDate(0, 0, -1)},
		{Brand: "PAX", Model: "A930", Newest: "5", At: shopNoon},
	}
	if rule, ok := RuleFor(terminal, rules); !ok || rule.Newest != "4" {
		t.Errorf("%+v; a person's word comes before a list's", rule)
	}
	if rule, ok := RuleFor(terminal, rules[4:]); ok {
		t.Errorf("another model's rule fits: %+v", rule)
	}
}

// What a visit found is on the record, and answers the items it looked at.
func TestWhatAVisitAnswers(t *testing.T) {
	terminal, _ := counter()
	i := InspectionOf(terminal)
	if i.Left() != len(InspectionItems) || i.Replaced() {
		t.Errorf("an empty inspection: %d left", i.Left())
	}
	terminal.Serial = "0000 5702-28"
	i.Terminal = terminal
	for _, seen := range []string{"0000570228", "００００５７０２２８", "", " 0000-570228 "} {
		if i.Serial = seen; i.Replaced() {
			t.Errorf("%q counts as another device", seen)
		}
	}
	i.Serial = "0000570229"
	if !i.Replaced() {
		t.Error("another serial number counts as the same device")
	}
	for n := range i.Findings {
		i.Findings[n].State = CheckedFine
	}
	i.Findings[1].State, i.Findings[1].Note = CheckedFaulty, "封条破了"
	v := Visit{Ended: shopNoon, Technician: "李", Terminals: []Inspection{i}}
	tasks := []Task{
		{ID: "seals", Every: EveryQuarter, Visit: "seals"},
		{ID: "cables", Every: EveryQuarter, Visit: "cables"},
		{ID: "line", Every: EveryMonth, Visit: SurveyAnswers},
		{ID: "wipe", Every: EveryWeek},
	}
	all := DoneByVisit(v, tasks)
	if len(all) != 2 || all[0].State != CareFailed || all[0].Note != "封条破了" || all[1].State != CareDone {
		t.Errorf("%+v", all)
	}
	v.Repairs = []RepairDone{{Terminal: "T1", Kind: ToRepair, What: "换了封条"}}
	if all = DoneByVisit(v, tasks); all[0].State != CareDone {
		t.Errorf("put right, and still %+v", all[0])
	}
	if got := Visited(terminal, i, v); got.Seen.Serial != "0000570229" || got.Serial != terminal.Serial {
		t.Errorf("%+v", got)
	}
}

func TestWhatARoundAnswersOfTheChecklist(t *testing.T) {
	s := healthy()
	terminal, records := counter()
	s.add(KindRecord, "record:T1", Target{}, RecordFinding(terminal, records, shopNoon))
	levels := map[Measure]Level{}
	for _, m := range Measured(s.round, Diagnose(s.plan, s.round), shopNoon) {
		levels[m.Measure] = m.Level
	}
	for _, m := range []Measure{MeasureNetwork, MeasureVersion, MeasureClock} {
		if levels[m] != OK {
			t.Errorf("%s is %s, want ok", m, levels[m])
		}
	}
	if _, has := levels[MeasureCashier]; has {
		t.Error("a cashier program that nobody named is measured")
	}
	s = healthy()
	s.clock(time.Hour)
	for _, m := range Measured(s.round, Diagnose(s.plan, s.round), shopNoon) {
		if m.Measure == MeasureClock && m.Level != Fail {
			t.Errorf("a clock an hour off is %s", m.Level)
		}
	}
}
