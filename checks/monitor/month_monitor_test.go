package monitor_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"countercheck/checks"
	"countercheck/checks/monitor"
)

// TestTheMonthsBeatsAreTheMonitors plays one day in which everything goes wrong once
// under the real monitor and under the beats that the months are played with: both
// tell the same incidents at the same times.
func TestTheMonthsBeatsAreTheMonitors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		w := newWorld(7, begin, day, kinds())
		s := newShop(t, w)
		b := newBeats(s, func(time.Time, checks.Belief) {})
		b.run(begin, begin.Add(day))

		got := watchedByMonitor(t, newShop(t, w))
		if len(got) < len(rules)-2 { // short ones may go untold
			t.Errorf("the monitor told %d incidents of %d faults", len(got), len(w.faults))
		}
		if !slices.EqualFunc(got, b.told, sameTold) {
			t.Errorf("the monitor told\n%s\nthe months' beats\n%s", listed(got), listed(b.told))
		}
	})
}

// watchedByMonitor is what the real monitor tells of a shop's world.
func watchedByMonitor(t *testing.T, s *shop) (all []told) {
	t.Helper()
	renew := func() checks.Plan {
		plan, _ := s.plan()
		return plan
	}
	m := monitor.New(renew(), monitor.Options{
		Fingerprint: func() string { return s.w.network(time.Now()) },
		Renew:       renew,
		Record: func(e checks.Entry) {
			if e.Incident == nil {
				return
			}
			if n := len(all); n == 0 || all[n-1].ID != e.Incident.ID {
				all = append(all, told{began: time.Now()})
			}
			last := &all[len(all)-1]
			last.Incident = *e.Incident
			if !e.Incident.Open() {
				last.ended = time.Now()
			}
		},
	})
	ctx, cancel := context.WithTimeout(t.Context(), s.w.length)
	defer cancel()
	if err := m.Run(ctx); err != nil {
		t.Errorf("Run ended with %v", err)
	}
	return all
}

// sameTold: the same cause at the same times.
func sameTold(a, b told) bool {
	return a.From.Equal(b.From) && a.To.Equal(b.To) && a.Cause == b.Cause && a.Subject == b.Subject &&
		slices.Equal(a.Causes, b.Causes) && a.began.Equal(b.began) && a.ended.Equal(b.ended)
}

func listed(all []told) (text string) {
	for _, one := range all {
		text += one.From.Format(stamp) + " to " + one.To.Format(stamp) + ", told " + one.began.Format(stamp) +
			" and " + one.ended.Format(stamp) + ": " + string(one.Cause) + " " + one.Subject + "\n"
	}
	return text
}
