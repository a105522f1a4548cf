package monitor

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"countercheck/checks"
)

// shop is a counter PC whose line can be broken while it is watched. Its checks
// are two: the link, on the fast beat, and one payment host.
type shop struct {
	mu       sync.Mutex
	linkDown bool
	hostDown bool
	slow     time.Duration // the host's answer
	network  string

	hostAsked atomic.Int32
	heard     []checks.Snapshot
	begin     time.Time
	askedAt   []time.Duration
}

func (s *shop) set(change func(*shop)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

func (s *shop) told() []checks.Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.heard)
}

func (s *shop) last() checks.Snapshot {
	told := s.told()
	return told[len(told)-1]
}

func (s *shop) fingerprint() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.network
}

func (s *shop) plan() checks.Plan {
	link := checks.Check{ID: "link", Kind: checks.KindLink, Beat: checks.FastBeat, Timeout: time.Second, Ask: func(context.Context) checks.Finding {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.linkDown {
			return checks.Finding{Level: checks.Fail, Cause: checks.LinkDown}
		}
		return checks.Finding{Level: checks.OK}
	}}
	host := checks.Check{ID: "endpoint", Kind: checks.KindEndpoint, Timeout: 18 * time.Second, Ask: func(ctx context.Context) checks.Finding {
		s.hostAsked.Add(1)
		s.mu.Lock()
		down, slow := s.hostDown, s.slow
		s.askedAt = append(s.askedAt, time.Since(s.begin))
		s.mu.Unlock()
		select {
		case <-ctx.Done():
			return checks.Finding{Level: checks.Fail, Class: checks.Timeout}
		case <-time.After(slow):
		}
		if down {
			return checks.Finding{Level: checks.Fail, Cause: checks.ProviderDown}
		}
		return checks.Finding{Level: checks.OK}
	}}
	return checks.Plan{Checks: []checks.Check{link, host}}
}

// diagnose believes the first failing check.
func diagnose(_ checks.Plan, round checks.Round) checks.Verdict {
	for _, r := range round.Results {
		if r.Finding.Level == checks.Fail {
			v := checks.Verdict{Level: checks.Fail, Cause: r.Finding.Cause, Layer: checks.LayerProvider}
			if r.ID() == "link" {
				v.Layer = checks.LayerLink
			}
			return v
		}
	}
	return checks.Verdict{Level: checks.OK, Cause: checks.None}
}

// watched runs a test with a shop that is being watched, in virtual time.
func watched(t *testing.T, test func(s *shop, m *Monitor)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &shop{begin: time.Now(), slow: 100 * time.Millisecond, network: "shop"}
		m := New(s.plan(), Options{Diagnose: diagnose, Fingerprint: s.fingerprint})
		m.Listen(func(snap checks.Snapshot) { s.set(func(s *shop) { s.heard = append(s.heard, snap) }) })
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- m.Run(ctx) }()
		time.Sleep(time.Second)
		test(s, m)
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run ended with %v", err)
		}
		// synctest fails the test here if a goroutine is left.
	})
}

func believed(m *Monitor) checks.Verdict {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.snapshot.Verdict
}

// after waits until a cause is told and says how long that took.
func after(m *Monitor, want checks.Code, most time.Duration) (time.Duration, bool) {
	start := time.Now()
	for time.Since(start) <= most {
		if believed(m).Cause == want && believed(m).Level != checks.Unknown {
			return time.Since(start), true
		}
		time.Sleep(100 * time.Millisecond)
	}
	return 0, false
}

func TestGoodIsShownWithTheFirstRound(t *testing.T) {
	watched(t, func(_ *shop, m *Monitor) {
		if got := believed(m); got.Level != checks.OK {
			t.Errorf("after the first round: %s", got.Level)
		}
	})
}

func TestAPulledCableIsToldWithin15SecondsAndItsReturnToo(t *testing.T) {
	watched(t, func(s *shop, m *Monitor) {
		s.set(func(s *shop) { s.linkDown, s.hostDown, s.network = true, true, "none" })
		if took, ok := after(m, checks.LinkDown, 15*time.Second); !ok {
			t.Errorf("not told within 15 s (believed: %s)", believed(m).Cause)
		} else if took > 6*time.Second {
			t.Errorf("told after %s, though the line is looked at every 5 s", took)
		}
		s.set(func(s *shop) { s.linkDown, s.hostDown, s.network = false, false, "shop" })
		if _, ok := after(m, checks.None, 15*time.Second); !ok {
			t.Errorf("still %s 15 s after the cable is back", believed(m).Cause)
		}
	})
}

func TestAProviderDownIsToldWithinAMinuteAndNotAtOnce(t *testing.T) {
	watched(t, func(s *shop, m *Monitor) {
		s.set(func(s *shop) { s.hostDown = true })
		time.Sleep(30 * time.Second)
		if believed(m).Level == checks.Fail {
			t.Error("one bad round is believed")
		}
		if _, ok := after(m, checks.ProviderDown, 30*time.Second); !ok {
			t.Error("not told within a minute")
		}
		s.set(func(s *shop) { s.hostDown = false })
		if _, ok := after(m, checks.None, 2*time.Minute); !ok {
			t.Error("recovery not told within two minutes")
		}
	})
}

func TestABlipRaisesNothing(t *testing.T) {
	watched(t, func(s *shop, m *Monitor) {
		for range 20 {
			time.Sleep(29 * time.Second)
			s.set(func(s *shop) { s.hostDown = true })
			time.Sleep(2 * time.Second)
			s.set(func(s *shop) { s.hostDown = false })
			time.Sleep(29 * time.Second)
		}
		for _, snap := range s.told() {
			if snap.Verdict.Level == checks.Fail {
				t.Fatal("a blip of two seconds was told as a fault")
			}
		}
	})
}

// Manners: every 30 s in normal times, three extra at most to confirm a failure,
// half as often once it has lasted.
func TestHowOftenAPaymentHostIsAsked(t *testing.T) {
	watched(t, func(s *shop, m *Monitor) {
		time.Sleep(10*time.Minute - time.Second)
		if n := s.hostAsked.Load(); n < 19 || n > 21 {
			t.Errorf("asked %d times in ten minutes, want one in 30 s", n)
		}
		before := s.hostAsked.Load()
		s.set(func(s *shop) { s.hostDown = true })
		time.Sleep(10 * time.Minute)
		if extra := s.hostAsked.Load() - before - 20; extra > 3 {
			t.Errorf("a failing host was asked %d times more often than a working one", extra)
		}
		before = s.hostAsked.Load()
		time.Sleep(10 * time.Minute)
		if n := s.hostAsked.Load() - before; n > 11 {
			t.Errorf("after ten minutes of outage still asked %d times in ten minutes", n)
		}
	})
}

func TestNowTwiceIsOneRound(t *testing.T) {
	watched(t, func(s *shop, m *Monitor) {
		s.set(func(s *shop) { s.slow = 2 * time.Second })
		before := s.hostAsked.Load()
		m.Now()
		time.Sleep(time.Second)
		m.Now()
		m.Now()
		time.Sleep(5 * time.Second)
		if n := s.hostAsked.Load() - before; n != 1 {
			t.Errorf("pressed again while it runs: asked %d times", n)
		}
	})
}

func TestAnotherNetworkStartsARoundAtOnce(t *testing.T) {
	watched(t, func(s *shop, m *Monitor) {
		before := s.hostAsked.Load()
		s.set(func(s *shop) { s.network = "hotspot" })
		time.Sleep(6 * time.Second)
		if s.hostAsked.Load() == before {
			t.Error("the new network was not looked at within 6 s")
		}
	})
}

func TestProgressIsReal(t *testing.T) {
	watched(t, func(s *shop, m *Monitor) {
		s.set(func(s *shop) { s.slow = 3 * time.Second; s.heard = nil })
		m.Now()
		time.Sleep(time.Second)
		last := s.last()
		if !last.Checking || last.Done != 1 || last.Total != 2 {
			t.Errorf("a second into the round: checking %v, %d of %d", last.Checking, last.Done, last.Total)
		}
		time.Sleep(3 * time.Second)
		if last := s.last(); last.Checking {
			t.Error("after the round it still says checking")
		}
	})
}

// A plan that changed while a round runs: the old round counts for nothing.
func TestReplanDropsTheRoundUnderWay(t *testing.T) {
	watched(t, func(s *shop, m *Monitor) {
		s.set(func(s *shop) { s.slow, s.hostDown = 10*time.Second, true })
		m.Now()
		time.Sleep(time.Second)
		good := checks.Check{ID: "other", Timeout: time.Second, Ask: func(context.Context) checks.Finding { return checks.Finding{Level: checks.OK} }}
		m.Replan(checks.Plan{Checks: []checks.Check{good}})
		time.Sleep(time.Second)
		last := s.last()
		if last.Verdict.Level != checks.OK || len(last.Round.Results) != 1 || last.Round.Results[0].ID() != "other" {
			t.Errorf("after a new plan: %s with %d results", last.Verdict.Level, len(last.Round.Results))
		}
	})
}

// A thousand hosts that answer one after the other are told of in steps: putting a
// thousand results together a thousand times would cost more than asking.
func TestAThousandHostsAreToldInSteps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var plan checks.Plan
		for n := range 1000 {
			plan.Checks = append(plan.Checks, checks.Check{
				ID: fmt.Sprint("endpoint:", n), Kind: checks.KindEndpoint, Timeout: time.Minute,
				Ask: func(context.Context) checks.Finding {
					time.Sleep(time.Duration(n) * time.Millisecond)
					return checks.Finding{Level: checks.OK}
				},
			})
		}
		var mu sync.Mutex
		var done []int
		m := New(plan, Options{Diagnose: diagnose, Fingerprint: func() string { return "shop" }})
		m.Listen(func(s checks.Snapshot) {
			mu.Lock()
			defer mu.Unlock()
			if s.Checking {
				done = append(done, s.Done)
			}
		})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- m.Run(ctx) }()
		time.Sleep(5 * time.Second)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		if len(done) < progressSteps/2 || len(done) > progressSteps+5 || !slices.IsSorted(done) || slices.Max(done) < 980 {
			t.Errorf("told %d times: %v", len(done), done)
		}
	})
}
