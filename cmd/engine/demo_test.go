package engine

import (
	"slices"
	"testing"

	"countercheck/checks"
)

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
