package engine

import (
	"slices"
	"testing"

	"countercheck/checks"
)

// Every cause of the table can be shown.
func TestEveryCauseHasADemonstration(t *testing.T) {
	all := DemoScenarios()
	for _, code := range checks.Codes() {
		if !slices.ContainsFunc(all, func(s DemoScenario) bool { return s.ID == string(code) }) {
			t.Errorf("%s cannot be shown", code)
		}
	}
}

// The window's watch shows the same verdict, and ends whenever it is closed.
func TestADemonstrationIsWatched(t *testing.T) {
	d, err := OpenDemo("provider.errors", "zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	told := make(chan checks.Snapshot, 200)
	remove := d.Listen(func(s checks.Snapshot) { told <- s })
	d.Now()
	d.Now() // while one is under way: nothing
	for s := range told {
		if s.Verdict.Cause == checks.ProviderErrors {
			if s.Checking || s.Checked.IsZero() || s.Since.IsZero() {
				t.Errorf("after the round: %+v", s)
			}
			break
		}
		if s.Verdict.Level != checks.Unknown {
			t.Fatalf("before the round it says %s", s.Verdict.Level)
		}
	}
	remove()
	d.Now()
	if err := d.Close(); err != nil { // in the middle of a round
		t.Error(err)
	}
	d.Now() // too late: nothing
}

// Each scenario ends in the cause it is named for, live or replayed.
func TestEachDemonstrationShowsItsOwnCause(t *testing.T) {
	for _, s := range DemoScenarios() {
		t.Run(s.ID, func(t *testing.T) {
			t.Parallel()
			d, err := OpenDemo(s.ID, "zh-CN")
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := d.Close(); err != nil {
					t.Error(err)
				}
			}()
			_, v, whole := d.Round(t.Context(), nil)
			if !whole {
				t.Fatal("the round was not finished")
			}
			t.Log(v.Level, v.Cause, v.Subject, v.Also)
			beside := slices.ContainsFunc(v.Also, func(a checks.Also) bool { return string(a.Cause) == s.ID })
			switch {
			case s.ID == DemoHealthy:
				if v.Level != checks.OK || v.Cause != checks.None || len(v.Also) > 0 {
					t.Errorf("a healthy shop: %s %s beside %v", v.Level, v.Cause, v.Also)
				}
			case string(v.Cause) != s.ID && (v.Cause != checks.None || !beside):
				t.Errorf("the verdict is %s, beside it %v", v.Cause, v.Also)
			case len(v.Also) > 0 && !beside:
				t.Errorf("beside the verdict stands %v", v.Also)
			}
		})
	}
}
