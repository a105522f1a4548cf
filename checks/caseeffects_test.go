package checks

import (
	"testing"
	"time"
)

// A week of a shop, counted by hand.
func TestEffectsOfAWeek(t *testing.T) {
	monday := time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)
	at := func(day, hour int) time.Time { return monday.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour) }
	fine, bad := Minute{Measured: true, Level: OK}, Minute{Measured: true, Level: Warn}
	cases := []Case{
		{
			Sale: Sale{At: at(0, 12), Amount: 3680}, Minute: bad, Likely: []Likely{{Cause: CauseNetwork, Weight: 0.9}, {Cause: CauseVerify, Weight: 0.4}},
			Follow: FollowUp{Status: CaseClosed, Answered: at(0, 12).Add(2 * time.Minute), Staff: 10},
		},
		{
			Sale: Sale{At: at(1, 12), Amount: 1200}, Minute: bad, Likely: []Likely{{Cause: CauseNetwork, Weight: 0.88}},
			Follow: FollowUp{Status: CaseWaiting, Answered: at(1, 12).Add(30 * time.Minute), Staff: 25, Repeat: true},
		},
		{
			Sale: Sale{At: at(2, 18)}, Minute: fine, Likely: []Likely{{Cause: CauseVerify, Weight: 0.86}},
			Follow: FollowUp{Status: CaseOpen, Suspect: SuspectScreenshot, Answered: at(2, 18).Add(4 * time.Minute)},
		},
		// Not measured: that is no cause.
		{Sale: Sale{At: at(3, 9), Amount: 500}, Likely: []Likely{{Cause: CauseNetwork, Weight: 0.2, Reason: "not_measured"}}, Follow: FollowUp{Status: CaseOpen}},
		{Sale: Sale{At: at(4, 9), Amount: 99900}, Minute: bad, Follow: FollowUp{Mistake: true}},
		{Sale: Sale{At: at(8, 9), Amount: 700}, Minute: bad, Follow: FollowUp{Status: CaseOpen}}, // the week after
	}
	changes := []Change{
		{At: at(0, 0), Level: OK}, {At: at(0, 12), Level: Warn}, {At: at(0, 13), Level: OK}, {At: at(1, 12), Level: Fail}, {At: at(1, 13), Level: OK},
	}
	gaps := []Gap{{From: at(3, 0), To: at(4, 0), Kind: GapOff}}
	in := Window{From: monday, To: at(7, 0)}
	e := EffectsOf(cases, append(changes, Change{At: at(4, 0), Level: OK}), gaps, in, at(7, 0))

	if e.Cases != 4 || e.Money != 5380 || e.NoAmount != 1 {
		t.Errorf("M1: %d cases, %s yuan, %d without an amount", e.Cases, e.Money, e.NoAmount)
	}
	if e.Customers != 3 || e.Repeats != 1 || e.Answered != 3 || e.MedianAnswer != 4*time.Minute {
		t.Errorf("M2: %d customers, %d repeats, %d answered in %v", e.Customers, e.Repeats, e.Answered, e.MedianAnswer)
	}
	if e.Staff != 35 || e.Suspected != 1 || e.Waiting != 1 {
		t.Errorf("M3 to M5: %d minutes, %d suspected, %d waiting", e.Staff, e.Suspected, e.Waiting)
	}
	if e.Causes[CauseNetwork] != 2 || e.Causes[CauseVerify] != 1 || len(e.Causes) != 2 {
		t.Errorf("causes: %v", e.Causes)
	}
	if e.Hours[12].Cases != 2 || e.Hours[9].Cases != 1 || e.Hours[18].Cases != 1 {
		t.Errorf("hours: %+v", e.Hours)
	}
	// 6 watched days; at noon twice an hour was bad.
	if h := e.Hours[12]; h.Watched != 6*time.Hour || h.Bad != 2*time.Hour {
		t.Errorf("noon: watched %v, bad %v", h.Watched, h.Bad)
	}
	if l := e.Line; l.Good != 1 || l.Bad != 2 || l.Unknown != 1 || l.Watched != 6*24*time.Hour || l.BadTime != 2*time.Hour {
		t.Errorf("the line: %+v", l)
	}
	if want, ok := e.Line.Expected(); !ok || want < 0.041 || want > 0.042 { // 3 cases, 2 of 144 hours
		t.Errorf("expected by chance: %v %v", want, ok)
	}
}

func TestEffectsOfNothing(t *testing.T) {
	in := Window{From: saleTime, To: saleTime.Add(time.Hour)}
	e := EffectsOf(nil, nil, nil, in, in.To)
	if _, ok := e.Line.Expected(); ok || e.Cases != 0 || e.MedianAnswer != 0 {
		t.Errorf("got %+v", e)
	}
}

// Refunds that have nothing to do with the line do not follow it, whatever single
// answers around them were slow.
func TestRefundsThatDoNotFollowTheLine(t *testing.T) {
	in := Window{From: saleTime, To: saleTime.AddDate(0, 0, 10)}
	changes := []Change{{At: in.From, Level: OK}, {At: in.From.Add(24 * time.Hour), Level: Warn}, {At: in.From.Add(48 * time.Hour), Level: OK}}
	var cases []Case
	for i := range 100 { // one every 144 minutes, each with a slow answer beside it
		cases = append(cases, Case{Sale: Sale{At: in.From.Add(time.Duration(i) * 144 * time.Minute)}, Minute: Minute{Measured: true, Level: Warn}})
	}
	e := EffectsOf(cases, changes, nil, in, in.To)
	if want, _ := e.Line.Expected(); e.Line.Bad != 10 || want < 9.9 || want > 10.1 {
		t.Errorf("%d in bad time, %v by chance", e.Line.Bad, want)
	}
}
