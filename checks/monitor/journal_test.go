package monitor

import (
	"testing"
	"testing/synctest"
	"time"

	"countercheck/checks"
)

func TestEveryAnswerIsHandedOverOnce(t *testing.T) {
	c := newCounter()
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(5 * time.Minute)
		c.set("link", true) // told before the rest of its beat
		time.Sleep(5 * time.Minute)
		recorded := map[string]int{}
		for _, e := range c.recorded() {
			for _, r := range e.Results {
				recorded[r.ID()]++
			}
			if e.Last.Alive.IsZero() || e.At.IsZero() {
				t.Fatalf("an entry without its time: %+v", e)
			}
		}
		for _, id := range []string{"link", "router", "payment", "own"} {
			if asked := len(c.times(id)); recorded[id] != asked {
				t.Errorf("%s: %d of %d answers were handed over", id, recorded[id], asked)
			}
		}
	})
}

func TestChangesDateFromWhenTheyWereFirstSeen(t *testing.T) {
	c := newCounter()
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(5 * time.Minute)
		broke := time.Now()
		c.set("payment", true)
		time.Sleep(5 * time.Minute)
		mended := time.Now()
		c.set("payment", false)
		time.Sleep(5 * time.Minute)
		all := c.changes()
		if len(all) != 3 || all[0].Level != checks.OK || all[1].Level != checks.Fail || all[2].Level != checks.OK {
			t.Fatalf("changes %v", all)
		}
		asked := func(after time.Time) time.Time {
			for _, at := range c.times("payment") {
				if !at.Before(after) {
					return at
				}
			}
			return time.Time{}
		}
		if !all[1].At.Equal(asked(broke)) || !all[2].At.Equal(asked(mended)) {
			t.Errorf("broken at %s, mended at %s; want the first rounds after %s and %s", all[1].At, all[2].At, broke, mended)
		}
		incidents := c.incidents()
		if len(incidents) != 1 || !incidents[0].From.Equal(all[1].At) || !incidents[0].To.Equal(all[2].At) {
			t.Errorf("incidents %+v", incidents)
		}
		if seen := incidents[0].Seen; !seen.Before(incidents[0].To) {
			t.Errorf("still bad at %s, though good since %s", seen, incidents[0].To)
		}
	})
}

func TestTheScreenKnowsTheOpenIncident(t *testing.T) {
	c := newCounter()
	atCounter(t, c, func(t *testing.T) {
		c.set("payment", true)
		time.Sleep(2 * time.Minute)
		if s := c.shown()[len(c.shown())-1]; s.Incident == nil || s.Incident.Cause != checks.ProviderDown {
			t.Fatalf("no open incident on the screen: %v", s.Incident)
		}
		c.sleep(time.Hour)
		time.Sleep(6 * time.Second)
		if s := c.shown()[len(c.shown())-1]; s.Incident != nil {
			t.Errorf("just woken, the screen says that the incident goes on: %v", s.Incident)
		}
	})
}

// Each network speaks for itself: nothing that was believed of one is said of
// another.
func TestAnotherNetworkIsAnEpochOfItsOwn(t *testing.T) {
	c := newCounter()
	network := "cable"
	c.opt.Fingerprint = func() string { c.stage.mu.Lock(); defer c.stage.mu.Unlock(); return network }
	move := func(to string, down bool) {
		c.stage.mu.Lock()
		defer c.stage.mu.Unlock()
		network, c.down["payment"] = to, down
	}
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(time.Minute)
		shown := len(c.shown())
		move("hotspot", true)
		if _, ok := after(c.m, checks.ProviderDown, 15*time.Second); !ok {
			t.Errorf("a bad network is not told within 15 s: %s", believed(c.m).Level)
		}
		for _, s := range c.shown()[shown:] {
			if s.Checking && s.Verdict.Level == checks.OK {
				t.Fatal("while the new network is looked at, the old one's verdict is shown")
			}
		}
		move("cable", false)
		if took, ok := after(c.m, checks.None, 15*time.Second); !ok || took > 6*time.Second {
			t.Errorf("a good network is told after %s, want at once", took)
		}
		time.Sleep(time.Minute)
		if all := c.incidents(); len(all) != 1 || all[0].Open() || all[0].Unsure {
			t.Errorf("incidents %+v", all)
		}
		all := c.changes()
		for i := 1; i < len(all); i++ {
			if all[i].At.Before(all[i-1].At) || all[i].Same(all[i-1]) {
				t.Errorf("change %v after %v", all[i], all[i-1])
			}
		}
	})
}

// A PC that is carried home asleep wakes up in another network.
func TestAnotherNetworkAfterASleepIsAskedByItsOwnPlan(t *testing.T) {
	c, other := newCounter(), newStage()
	network := "shop"
	c.opt.Fingerprint = func() string { c.stage.mu.Lock(); defer c.stage.mu.Unlock(); return network }
	c.opt.Renew = func() checks.Plan {
		return checks.Plan{Checks: []checks.Check{other.check("home", checks.KindEndpoint, checks.SlowBeat)}}
	}
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(10 * time.Second)
		asked := len(c.times("payment"))
		c.sleep(time.Hour)
		c.stage.mu.Lock()
		network = "home"
		c.stage.mu.Unlock()
		time.Sleep(20 * time.Second)
		if len(c.times("payment")) != asked || len(other.times("home")) != 1 {
			t.Errorf("after waking the old plan asked %d times, the new one %d; want 0 and 1",
				len(c.times("payment"))-asked, len(other.times("home")))
		}
	})
}

func TestAnIncidentThatOutlastsASleepIsOne(t *testing.T) {
	c := newCounter()
	atCounter(t, c, func(t *testing.T) {
		c.set("payment", true)
		time.Sleep(2 * time.Minute)
		c.sleep(time.Hour)
		time.Sleep(2 * time.Minute)
		c.set("payment", false)
		time.Sleep(2 * time.Minute)
		all := c.incidents()
		if len(all) != 1 || all[0].Open() || all[0].Unsure || all[0].Length(time.Time{}) < time.Hour {
			t.Errorf("incidents %+v", all)
		}
	})
}

func TestAnIncidentThatEndedUnseenIsAbandoned(t *testing.T) {
	for name, after := range map[string]string{"all is well": "", "something else is wrong": "link"} {
		t.Run(name, func(t *testing.T) {
			c := newCounter()
			atCounter(t, c, func(t *testing.T) {
				c.set("payment", true)
				time.Sleep(2 * time.Minute)
				c.sleep(time.Hour)
				c.set("payment", false)
				if after != "" {
					c.set(after, true)
				}
				time.Sleep(2 * time.Minute)
				all := c.incidents()
				if len(all) == 0 || all[0].Open() || !all[0].Unsure || !all[0].To.Equal(all[0].Seen) || all[0].Length(time.Time{}) > 2*time.Minute {
					t.Fatalf("incidents %+v", all)
				}
				if again := len(all) > 1 && all[1].Open() && all[1].Cause == checks.LinkDown; again != (after != "") {
					t.Errorf("after it: %+v", all[1:])
				}
			})
		})
	}
}

// The program is started again while an incident lasts.
func TestARestartGoesOnWhereTheLastOneEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter()
		c.opt.Warn = always
		c.watch(t, func() {
			time.Sleep(time.Minute)
			c.set("payment", true)
			time.Sleep(5 * time.Minute)
		})
		time.Sleep(time.Minute)
		c.opt.Resume = c.last()
		c.watch(t, func() { time.Sleep(5 * time.Minute) })
		c.opt.Resume = c.last()
		c.watch(t, func() {
			c.set("payment", false)
			time.Sleep(5 * time.Minute)
		})
		all := c.incidents()
		if len(all) != 1 || all[0].Open() {
			t.Errorf("incidents %+v", all)
		}
		var kinds []checks.MessageKind
		for _, m := range c.messages() {
			kinds = append(kinds, m.Kind)
		}
		if len(kinds) != 2 || kinds[0] != checks.MessageBegan || kinds[1] != checks.MessageOver {
			t.Errorf("told %v, want the beginning and the end once each", kinds)
		}
		if last := c.last(); last.Incident != nil {
			t.Errorf("the next start would go on with %v", last.Incident)
		}
	})
}

func always() (checks.WarnSettings, checks.Hours) {
	return checks.WarnSettings{Desktop: true, Hourly: 6, Digest: "21:30"}, checks.Hours{}
}

// Changed settings work at once: the beats are those of the plan.
func TestBeatsFollowThePlan(t *testing.T) {
	c := newCounter()
	atCounter(t, c, func(t *testing.T) {
		plan := c.plan()
		plan.Beats = checks.Beats{Slow: 2 * time.Minute, Fast: 20 * time.Second, Own: 10 * time.Second}
		c.m.Replan(plan)
		time.Sleep(time.Second)
		before := map[string]int{}
		for _, id := range []string{"link", "payment", "own"} {
			before[id] = len(c.times(id))
		}
		time.Sleep(20 * time.Minute)
		for id, want := range map[string]int{"payment": 10, "link": 60 + 10, "own": 120} {
			if n := len(c.times(id)) - before[id]; n < want-2 || n > want+10 {
				t.Errorf("%s was asked %d times in 20 minutes, want about %d", id, n, want)
			}
		}
	})
}
