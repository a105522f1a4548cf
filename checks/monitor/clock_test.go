package monitor

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"countercheck/checks"
)

func TestARoundThatSleepCutInTwoIsNoRound(t *testing.T) {
	for name, asleep := range map[string]time.Duration{"ten minutes": 10 * time.Minute, "a month": 30 * 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			c := newCounter()
			atCounter(t, c, func(t *testing.T) {
				c.stage.mu.Lock()
				c.slow["payment"], c.down["payment"] = 3*time.Second, true // as it looks to a PC that has just woken
				c.stage.mu.Unlock()
				c.m.Now()
				time.Sleep(time.Second)
				before, asked := len(c.recorded()), len(c.times("payment"))
				woke := time.Now()
				c.sleep(asleep)
				time.Sleep(9 * time.Second)
				for _, e := range c.recorded()[before:] {
					if len(e.Results) > 0 && e.Whole {
						t.Errorf("the round that was cut in two was recorded")
					}
				}
				if got := believed(c.m).Level; got != checks.Unknown {
					t.Errorf("just woken: %s", got)
				}
				if gap := c.shown()[len(c.shown())-1].Gap; gap == nil || gap.Kind != checks.GapAsleep {
					t.Errorf("the screen cannot say that this PC slept: %v", gap)
				}
				c.set("payment", false)
				time.Sleep(15 * time.Second)
				again := c.times("payment")[asked:]
				if len(again) != 1 || again[0].Sub(woke) < wakeAfter {
					t.Errorf("asked %d times after waking, the first after %s", len(again), again[0].Sub(woke))
				}
				if got := believed(c.m).Level; got != checks.OK {
					t.Errorf("after the round that followed: %s", got)
				}
				if s := c.shown()[len(c.shown())-1]; s.Gap != nil {
					t.Error("the gap is still shown after the round that followed")
				}
				gaps := c.gaps()
				if len(gaps) != 1 || gaps[0].Kind != checks.GapAsleep || !about(gaps[0].To.Sub(gaps[0].From), asleep, lookEvery) {
					t.Errorf("gaps %v", gaps)
				}
			})
		})
	}
}

// During a wake-up the link comes back late: that is no outage.
func TestALinkThatComesBackAfterTheSleepIsNoOutage(t *testing.T) {
	c := newCounter()
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(time.Minute)
		c.sleep(8 * time.Hour)
		time.Sleep(5 * time.Second)
		c.set("link", true)
		time.Sleep(7 * time.Second)
		c.set("link", false)
		time.Sleep(time.Minute)
		if all := c.incidents(); len(all) != 0 {
			t.Errorf("incidents after a good night's sleep: %v", all)
		}
	})
}

func TestAClockThatIsSetIsAGapAndNoNews(t *testing.T) {
	for name, by := range map[string]time.Duration{"forward": time.Hour, "back": -time.Hour} {
		t.Run(name, func(t *testing.T) {
			c := newCounter()
			atCounter(t, c, func(t *testing.T) {
				time.Sleep(time.Minute)
				c.stage.mu.Lock()
				c.slow["payment"], c.down["payment"] = 3*time.Second, true
				c.stage.mu.Unlock()
				c.m.Now()
				time.Sleep(time.Second)
				before, shown := len(c.recorded()), len(c.shown())
				c.setClock(by)
				time.Sleep(9 * time.Second)
				for _, e := range c.recorded()[before:] {
					if e.Whole {
						t.Error("the round in flight was recorded")
					}
				}
				c.set("payment", false)
				time.Sleep(time.Minute)
				for _, s := range c.shown()[shown:] {
					if s.Verdict.Level != checks.OK {
						t.Fatalf("what was believed was dropped: %s", s.Verdict.Level)
					}
				}
				gaps := c.gaps()
				if len(gaps) != 1 || gaps[0].Kind != checks.GapClock || gaps[0].Moved != by {
					t.Fatalf("gaps %v", gaps)
				}
				if want := max(0, by); gaps[0].To.Sub(gaps[0].From) != want {
					t.Errorf("a gap of %s, want %s", gaps[0].To.Sub(gaps[0].From), want)
				}
				last := c.changes()[len(c.changes())-1]
				if last.Level != checks.OK || !last.At.Equal(gaps[0].To) {
					t.Errorf("what still holds after the gap was not said anew: %v", last)
				}
			})
		})
	}
}

func TestAnIncidentIsAsLongAsItWasWhateverTheClockSays(t *testing.T) {
	for name, by := range map[string]time.Duration{"forward": time.Hour, "back": -time.Hour} {
		t.Run(name, func(t *testing.T) {
			c := newCounter()
			atCounter(t, c, func(t *testing.T) {
				c.set("payment", true)
				time.Sleep(5 * time.Minute)
				c.setClock(by)
				time.Sleep(5 * time.Minute)
				c.set("payment", false)
				time.Sleep(5 * time.Minute)
				all := c.incidents()
				if len(all) != 1 || all[0].Open() || !about(all[0].Length(time.Time{}), 9*time.Minute, 3*time.Minute) {
					t.Errorf("incidents %+v", all)
				}
			})
		})
	}
}

func TestSummerTimeIsNoJump(t *testing.T) {
	c := newCounter()
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(time.Minute)
		c.mu.Lock()
		c.zone = time.FixedZone("summer", 3600)
		c.mu.Unlock()
		time.Sleep(time.Minute)
		if gaps := c.gaps(); len(gaps) != 0 {
			t.Errorf("gaps %v", gaps)
		}
	})
}

func TestAProgramThatStoodStillMeasuredNothing(t *testing.T) {
	c := newCounter()
	var mu sync.Mutex
	stop := time.Duration(0)
	c.opt.Fingerprint = func() string {
		mu.Lock()
		d := stop
		stop = 0
		mu.Unlock()
		time.Sleep(d)
		return "shop"
	}
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(20 * time.Second)
		mu.Lock()
		stop = 10 * time.Minute
		mu.Unlock()
		time.Sleep(11 * time.Minute)
		gaps := c.gaps()
		if len(gaps) != 1 || gaps[0].Kind != checks.GapClosed || !about(gaps[0].To.Sub(gaps[0].From), 10*time.Minute, lookEvery) {
			t.Errorf("gaps %v", gaps)
		}
		if got := believed(c.m).Level; got != checks.OK {
			t.Errorf("a minute later: %s", got)
		}
	})
}

func TestWhatTheClocksSay(t *testing.T) {
	at := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	then := checks.Reading{Wall: at, Awake: time.Hour, Boot: 5 * time.Hour}
	later := func(wall, awake, boot time.Duration) checks.Reading {
		return checks.Reading{Wall: at.Add(wall), Awake: then.Awake + awake, Boot: then.Boot + boot}
	}
	const beat, night = 5 * time.Second, 9 * time.Hour
	for name, c := range map[string]struct {
		now  checks.Reading
		want []checks.Gap
	}{
		"nothing happened":          {now: later(beat, beat, beat)},
		"a clock that is hurried":   {now: later(beat+beat/slew, beat, beat)},
		"a step of a second":        {now: later(beat-time.Second, beat, beat)},
		"a nap of a second":         {now: later(beat+time.Second, beat, beat+time.Second)},
		"slept":                     {now: later(night+beat, beat, night+beat), want: []checks.Gap{{From: at, To: at.Add(night + beat), Kind: checks.GapAsleep}}},
		"slept, then the clock set": {now: later(night, beat, night+beat+time.Minute), want: []checks.Gap{{From: at, To: at.Add(night + beat + time.Minute), Kind: checks.GapAsleep}, {From: at.Add(night), To: at.Add(night), Kind: checks.GapClock, Moved: -beat - time.Minute}}},
		"set forward":               {now: later(time.Hour+beat, beat, beat), want: []checks.Gap{{From: at.Add(beat), To: at.Add(time.Hour + beat), Kind: checks.GapClock, Moved: time.Hour}}},
		"set back":                  {now: later(beat-time.Hour, beat, beat), want: []checks.Gap{{From: at.Add(beat - time.Hour), To: at.Add(beat - time.Hour), Kind: checks.GapClock, Moved: -time.Hour}}},
		"stopped":                   {now: later(night, night, night), want: []checks.Gap{{From: at, To: at.Add(night), Kind: checks.GapClosed}}},
		"stopped and slept":         {now: later(2*night, night, 2*night), want: []checks.Gap{{From: at, To: at.Add(2 * night), Kind: checks.GapAsleep}}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := between(then, c.now).gaps(then, c.now); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
	blind := func(r checks.Reading) checks.Reading { r.Boot = 0; return r }
	ahead := blind(later(night, beat, 0))
	if got := between(blind(then), ahead).gaps(then, ahead); len(got) != 1 || got[0].Kind != checks.GapAsleep {
		t.Errorf("without the time since the boot, a clock that ran ahead is %v", got)
	}
	back := blind(later(-night, beat, 0))
	if got := between(blind(then), back).gaps(then, back); len(got) != 1 || got[0].Kind != checks.GapClock {
		t.Errorf("without the time since the boot, a clock set back is %v", got)
	}
}

func TestWhyNothingWasWatchedBeforeTheStart(t *testing.T) {
	at := time.Date(2026, 7, 1, 21, 0, 0, 0, time.UTC)
	const night = 12 * time.Hour
	for name, c := range map[string]struct {
		last checks.Last
		now  checks.Reading
		want checks.GapKind
	}{
		"the first start":       {now: checks.Reading{Wall: at}},
		"closed":                {last: checks.Last{Alive: at}, now: checks.Reading{Wall: at.Add(night), Awake: 2 * night, Boot: 2 * night}, want: checks.GapClosed},
		"closed, not known":     {last: checks.Last{Alive: at}, now: checks.Reading{Wall: at.Add(night), Awake: time.Hour}, want: checks.GapClosed},
		"off":                   {last: checks.Last{Alive: at}, now: checks.Reading{Wall: at.Add(night), Awake: time.Minute, Boot: time.Minute}, want: checks.GapOff},
		"off in Windows' way":   {last: checks.Last{Alive: at, Asleep: night}, now: checks.Reading{Wall: at.Add(night), Awake: night, Boot: 3*night - time.Minute}, want: checks.GapOff},
		"slept on other nights": {last: checks.Last{Alive: at, Asleep: 5 * night}, now: checks.Reading{Wall: at.Add(night), Awake: night, Boot: 6 * night}, want: checks.GapClosed},
		"set back":              {last: checks.Last{Alive: at}, now: checks.Reading{Wall: at.Add(-night), Awake: 2 * night, Boot: 2 * night}, want: checks.GapClock},
	} {
		t.Run(name, func(t *testing.T) {
			gap, ok := gapSince(c.last, c.now)
			if ok != (c.want != "") || gap.Kind != c.want {
				t.Errorf("%v %v, want %q", gap, ok, c.want)
			}
			if ok && gap.To.Before(gap.From) {
				t.Errorf("it ends before it begins: %v", gap)
			}
		})
	}
}

// The program is closed over night, and the PC switched off over another.
func TestNightsAreGapsBetweenStarts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter()
		c.watch(t, func() { time.Sleep(time.Minute) })
		evening := c.last()
		time.Sleep(12 * time.Hour)
		c.opt.Resume = evening
		c.watch(t, func() { time.Sleep(time.Minute) })
		evening = c.last()
		time.Sleep(12 * time.Hour)
		c.opt.Resume = evening
		c.start, c.upBefore = time.Now(), 20*time.Second
		before := len(c.shown())
		c.watch(t, func() {
			first := c.shown()[before+1] // after that of a monitor that does not run yet
			if first.Gap == nil || first.Gap.Kind != checks.GapOff {
				t.Errorf("the screen cannot say that this PC was off: %v", first.Gap)
			}
			time.Sleep(time.Minute)
		})
		gaps := c.gaps()
		if len(gaps) != 2 || gaps[0].Kind != checks.GapClosed || gaps[1].Kind != checks.GapOff {
			t.Fatalf("gaps %v", gaps)
		}
		for _, gap := range gaps {
			if !about(gap.To.Sub(gap.From), 12*time.Hour, 0) {
				t.Errorf("a night of %s", gap.To.Sub(gap.From))
			}
		}
	})
}
