package checks_test

import (
	"testing"
	"time"

	"countercheck/checks"
)

// What was pressed by mistake is due again, and the calendar does not say that it
// was done.
func TestWhatWasTakenBackCountsNoMore(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	before := checks.CareRecord{ID: 1, Task: "wipe", Every: checks.EveryWeek, State: checks.CareDone, At: now.AddDate(0, 0, -9)}
	wrong := checks.CareRecord{ID: 2, Task: "wipe", Every: checks.EveryWeek, State: checks.CareDone, At: now.Add(-time.Minute)}
	other := checks.CareRecord{ID: 3, Task: "look", Every: checks.EveryWeek, State: checks.CareDone, At: now.Add(-time.Second)}
	back := checks.CareRecord{ID: 4, Task: "wipe", Every: checks.EveryWeek, State: checks.CareTakenBack, At: now.Add(-time.Second)}
	if err := checks.ValidateCare(back); err != nil {
		t.Errorf("it cannot be recorded: %v", err)
	}
	care := checks.Care{
		Tasks: []checks.Task{{ID: "wipe", Every: checks.EveryWeek, Who: checks.Owner}, {ID: "look", Every: checks.EveryWeek, Who: checks.Owner}},
		Since: now.AddDate(0, 0, -40), Records: []checks.CareRecord{back, wrong, other, before},
	}
	items := checks.Upkeep(care, now)
	if items[0].State != checks.CareOverdue || items[0].Days != 2 || items[0].Last == nil || items[0].Last.ID != 1 {
		t.Errorf("after it was taken back: %+v", items[0])
	}
	if items[1].State != checks.CareComing {
		t.Errorf("another item: %+v", items[1])
	}
	days := checks.Calendar(care, 14, now)
	if done := days[13].Done; len(done) != 1 || done[0].Task != "look" {
		t.Errorf("the calendar of today: %+v", days[13])
	}
	// A record after that counts as any does.
	care.Records = append(care.Records, checks.CareRecord{ID: 5, Task: "wipe", Every: checks.EveryWeek, State: checks.CareDone, At: now})
	if items = checks.Upkeep(care, now); items[0].State != checks.CareComing {
		t.Errorf("done after all: %+v", items[0])
	}
	// What takes back nothing changes nothing.
	care.Records = []checks.CareRecord{back}
	if items = checks.Upkeep(care, now); items[0].Last != nil {
		t.Errorf("with nothing to take back: %+v", items[0])
	}
}
