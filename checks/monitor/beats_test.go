package monitor

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"countercheck/checks"
)

// stage is a plan of which every check answers as it is told to.
type stage struct {
	mu    sync.Mutex
	down  map[string]bool
	slow  map[string]time.Duration
	asked map[string][]time.Time
}

func newStage() *stage {
	return &stage{down: map[string]bool{}, slow: map[string]time.Duration{}, asked: map[string][]time.Time{}}
}

func (s *stage) set(id string, down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down[id] = down
}

func (s *stage) times(id string) []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked[id])
}

func (s *stage) check(id string, kind checks.Kind, beat checks.Beat) checks.Check {
	return checks.Check{ID: id, Kind: kind, Beat: beat, Timeout: 18 * time.Second, Ask: func(ctx context.Context) checks.Finding {
		s.mu.Lock()
		s.asked[id] = append(s.asked[id], time.Now())
		down, slow := s.down[id], s.slow[id]
		s.mu.Unlock()
		if slow > 0 {
			select {
			case <-ctx.Done():
				return checks.Finding{Level: checks.Fail, Cause: checks.ProviderDown, Class: checks.Timeout}
			case <-time.After(slow):
			}
		}
		switch {
		case down && kind == checks.KindLink:
			return checks.Finding{Level: checks.Fail, Cause: checks.LinkDown}
		case down:
			return checks.Finding{Level: checks.Fail, Cause: checks.ProviderDown}
		}
		return checks.Finding{Level: checks.OK}
	}}
}

func (s *stage) plan() checks.Plan {
	return checks.Plan{Checks: []checks.Check{
		s.check("link", checks.KindLink, checks.FastBeat),
		s.check("router", checks.KindGateway, checks.FastBeat),
		s.check("payment", checks.KindEndpoint, checks.SlowBeat),
		s.check("own", checks.KindEndpoint, checks.OwnBeat),
	}}
}

// running watches a stage in virtual time.
func running(t *testing.T, s *stage, opt Options, test func(m *Monitor)) {
	t.Helper()
	runningPlan(t, s.plan(), opt, test)
}

// runningPlan watches a plan in virtual time.
func runningPlan(t *testing.T, plan checks.Plan, opt Options, test func(m *Monitor)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		opt.Diagnose = diagnose
		m := New(plan, opt)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- m.Run(ctx) }()
		time.Sleep(time.Second)
		test(m)
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run ended with %v", err)
		}
	})
}

func TestALinkThatIsGoneIsToldWhileTheRouterIsStillWaitedFor(t *testing.T) {
	s := newStage()
	s.slow["router"], s.slow["payment"] = 9*time.Second, 17*time.Second
	running(t, s, Options{}, func(m *Monitor) {
		time.Sleep(34500 * time.Millisecond) // a beat has just begun
		s.set("link", true)
		if took, ok := after(m, checks.LinkDown, 15*time.Second); !ok {
			t.Errorf("not told within 15 s (believed: %s)", believed(m).Cause)
		} else {
			t.Logf("told after %s", took)
		}
	})
}

// A router that comes and goes starts rounds, but never a storm of them.
func TestAFlappingRouterStartsNoStorm(t *testing.T) {
	s := newStage()
	running(t, s, Options{}, func(*Monitor) {
		for i := range 240 {
			s.set("router", i%2 == 0)
			time.Sleep(5 * time.Second)
		}
		calm(t, s.times("payment"))
	})
}

func TestAFlappingHostStartsNoStorm(t *testing.T) {
	s := newStage()
	running(t, s, Options{}, func(*Monitor) {
		for i := range 240 {
			s.set("payment", i%3 != 0)
			time.Sleep(7 * time.Second)
		}
		calm(t, s.times("payment"))
	})
}

// calm: in any half minute at most one regular question and three extra ones.
func calm(t *testing.T, asked []time.Time) {
	t.Helper()
	if len(asked) < 10 {
		t.Fatalf("asked only %d times", len(asked))
	}
	for i := 4; i < len(asked); i++ {
		if within := asked[i].Sub(asked[i-4]); within < 30*time.Second {
			t.Fatalf("asked five times within %s", within)
		}
	}
}

func TestAfterASleepNothingIsKnownUntilItWasMeasured(t *testing.T) {
	s := newStage()
	var asleep sync.Mutex
	nap := false
	opt := Options{Fingerprint: func() string {
		asleep.Lock()
		sleep := nap
		nap = false
		asleep.Unlock()
		if sleep {
			time.Sleep(10 * time.Minute) // the whole program stands still
		}
		return "shop"
	}}
	running(t, s, opt, func(m *Monitor) {
		var heard []checks.Level
		remove := m.Listen(func(snap checks.Snapshot) { heard = append(heard, snap.Verdict.Level) })
		asleep.Lock()
		nap = true
		asleep.Unlock()
		time.Sleep(10*time.Minute + 30*time.Second)
		remove()
		if !slices.Contains(heard, checks.Unknown) {
			t.Error("after ten minutes of sleep the old verdict was shown as if it were new")
		}
		if believed(m).Level != checks.OK {
			t.Errorf("after the round that followed: %s", believed(m).Level)
		}
	})
}

func TestAnotherNetworkIsAskedByANewPlan(t *testing.T) {
	s, other := newStage(), newStage()
	var mu sync.Mutex
	network := "cable"
	opt := Options{
		Fingerprint: func() string { mu.Lock(); defer mu.Unlock(); return network },
		Renew: func() checks.Plan {
			return checks.Plan{Checks: []checks.Check{other.check("new name server", checks.KindDNS, checks.SlowBeat)}}
		},
	}
	running(t, s, opt, func(m *Monitor) {
		mu.Lock()
		network = "hotspot"
		mu.Unlock()
		time.Sleep(6 * time.Second)
		if len(other.times("new name server")) != 1 {
			t.Error("the other network's name server was not asked")
		}
	})
}

func TestARepairIsSeenSoonByWhoAsksAgain(t *testing.T) {
	s := newStage()
	running(t, s, Options{}, func(m *Monitor) {
		s.set("payment", true)
		if _, ok := after(m, checks.ProviderDown, time.Minute); !ok {
			t.Fatal("the fault was not told")
		}
		time.Sleep(2 * time.Minute)
		s.set("payment", false)
		m.Now()
		if _, ok := after(m, checks.None, 15*time.Second); !ok {
			t.Error("still told as broken 15 s after the repair and the question")
		}
		calm(t, s.times("payment"))
	})
}

func TestWhatWasBelievedOfAnotherPlanCountsNoMore(t *testing.T) {
	s, other := newStage(), newStage()
	running(t, s, Options{}, func(m *Monitor) {
		s.set("payment", true)
		if _, ok := after(m, checks.ProviderDown, time.Minute); !ok {
			t.Fatal("the fault was not told")
		}
		m.Replan(other.plan())
		time.Sleep(time.Second)
		if got := believed(m); got.Level != checks.OK {
			t.Errorf("after the new plan's good round: %s %s", got.Level, got.Cause)
		}
	})
}

// The shop's own hosts may be asked more often, the others may not.
func TestTheShopsOwnHostsHaveABeatOfTheirOwn(t *testing.T) {
	s := newStage()
	plan := s.plan()
	plan.Beats.Own = 10 * time.Second
	runningPlan(t, plan, Options{}, func(m *Monitor) {
		time.Sleep(10*time.Minute - time.Second)
		if n := len(s.times("payment")); n < 19 || n > 21 {
			t.Errorf("the payment host was asked %d times in ten minutes, want one in 30 s", n)
		}
		own := s.times("own")
		if n := len(own); n < 55 || n > 61 {
			t.Errorf("the shop's own host was asked %d times in ten minutes, want one in 10 s", n)
		}
		for i := range len(own) - 1 {
			if apart := own[i+1].Sub(own[i]); apart < 9*time.Second || apart > 15*time.Second {
				t.Errorf("the shop's own host was asked %s after it was asked, want about 10 s", apart)
			}
		}
		s.set("own", true)
		if took, ok := after(m, checks.ProviderDown, 25*time.Second); !ok {
			t.Errorf("the own host's fault was not told within 25 s")
		} else {
			t.Logf("told after %s", took)
		}
	})
}

func TestACancelledRoundIsNoRound(t *testing.T) {
	s := newStage()
	s.slow["payment"] = 10 * time.Second
	var heard []checks.Snapshot
	running(t, s, Options{}, func(m *Monitor) {
		m.Listen(func(snap checks.Snapshot) { heard = append(heard, snap) })
		time.Sleep(2 * time.Second) // the first round is still under way when Run is ended
	})
	for _, snap := range heard {
		if snap.Verdict.Level != checks.Unknown || !snap.Checked.IsZero() {
			t.Errorf("told %s, checked %s, of a round that never ended", snap.Verdict.Level, snap.Checked)
		}
	}
}

func TestARemovedListenerHearsNoMore(t *testing.T) {
	running(t, newStage(), Options{}, func(m *Monitor) {
		heard := 0
		remove := m.Listen(func(checks.Snapshot) { heard++ })
		remove()
		before := heard
		time.Sleep(2 * time.Minute)
		if before != 1 || heard != before {
			t.Errorf("heard %d at once and %d after it was removed", before, heard-before)
		}
	})
}
