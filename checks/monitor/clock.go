package monitor

import (
	"context"
	"time"

	"countercheck/checks"
)

const (
	// lookEvery is how often the wall clock is held against the steady one, beside
	// every beat and every end of a round.
	lookEvery = 15 * time.Second
	// wakeAfter is how long a PC is given to find its network again.
	wakeAfter = 10 * time.Second
	// leastJump: what the clocks differ by less is their own doing.
	leastJump = 2 * time.Second
	// slew is the part of the time by which time services hurry or slow a clock;
	// Linux allows 0.05 %.
	slew = 2000
	// stoodAfter: if the clocks were not looked at for so long, the program stood
	// still though the PC was awake.
	stoodAfter = time.Minute
)

// goClock is Go's own clock, of which Awake may or may not stand still in sleep.
func goClock() func() checks.Reading {
	start := time.Now()
	return func() checks.Reading {
		now := time.Now()
		return checks.Reading{Wall: now, Awake: now.Sub(start)}
	}
}

// passage is what went by between two readings.
type passage struct {
	real   time.Duration // time that truly passed
	asleep bool          // for some of it this PC slept
	stood  bool          // the program stood still, stopped or starved
	moved  time.Duration // by how much the wall clock was set
}

// between compares two readings. Where the time since the boot is not known, a
// wall clock that ran ahead is taken for sleep: that is what happens every day.
func between(then, now checks.Reading) passage {
	awake := now.Awake - then.Awake
	p := passage{real: awake, stood: awake > stoodAfter}
	known := then.Boot > 0 && now.Boot >= then.Boot
	if known && now.Boot-then.Boot-awake > leastJump {
		p.real, p.asleep = now.Boot-then.Boot, true
	}
	off := now.Wall.Round(0).Sub(then.Wall.Round(0)) - p.real
	switch {
	case off.Abs() <= leastJump+p.real/slew:
	case !known && off > 0:
		p.real, p.asleep = p.real+off, true
	default:
		p.moved = off
	}
	return p
}

// gaps are what of a passage was not watched, in order: first the standstill, then
// the clock that was found set. A program that stood still without a sleep was as
// good as closed.
func (p passage) gaps(then, now checks.Reading) (all []checks.Gap) {
	from := then.Wall.Round(0)
	until := from.Add(p.real)
	switch {
	case p.asleep:
		all = append(all, checks.Gap{From: from, To: until, Kind: checks.GapAsleep})
	case p.stood:
		all = append(all, checks.Gap{From: from, To: until, Kind: checks.GapClosed})
	}
	if p.moved != 0 {
		set := checks.Gap{From: until, To: now.Wall.Round(0), Kind: checks.GapClock, Moved: p.moved}
		if p.moved < 0 {
			set.From = set.To
		}
		all = append(all, set)
	}
	return all
}

// gapSince is the time between the last record of an earlier start and now. A PC
// that booted since then was off; so was one that slept most of the time, as
// Windows does where people shut it down.
func gapSince(last checks.Last, now checks.Reading) (gap checks.Gap, ok bool) {
	from, to := last.Alive.Round(0), now.Wall.Round(0)
	switch {
	case last.Alive.IsZero() || from.Equal(to):
		return checks.Gap{}, false
	case to.Before(from): // set back by at least that
		return checks.Gap{From: to, To: to, Kind: checks.GapClock, Moved: to.Sub(from)}, true
	}
	gap = checks.Gap{From: from, To: to, Kind: checks.GapClosed}
	booted := now.Boot > 0 && to.Add(-now.Boot).After(from)
	slept := now.Boot > 0 && asleep(now)-last.Asleep > to.Sub(from)/2
	if booted || slept {
		gap.Kind = checks.GapOff
	}
	return gap, true
}

// asleep is how long this PC has slept since it booted, 0 if that is not known.
func asleep(r checks.Reading) time.Duration { return max(0, r.Boot-r.Awake) }

// look is the regular look at the clocks, and what depends on the time of day.
func (w *watch) look(ctx context.Context) {
	if w.glance() || w.waking {
		return
	}
	w.ahead(ctx)
	w.announceTime()
}

// glance reads the clocks and reports whether time was lost since the last look.
// What was under way is then discarded, and a new round comes a little later.
func (w *watch) glance() (lost bool) {
	then, now := w.clock, w.m.opt.Clock()
	w.clock = now
	gaps := between(then, now).gaps(then, now)
	if len(gaps) == 0 {
		return false
	}
	w.stopAll()
	for _, gap := range gaps {
		if gap.Kind == checks.GapClock {
			w.shift(gap.Moved)
		} else {
			w.forget()
			w.unsettled = w.open != nil
		}
		w.recordGap(gap)
	}
	w.waking, w.extra, w.asked = true, false, false
	w.nextIn(wakeAfter)
	w.tell()
	return true
}

// forget drops what was believed: nothing is known until it is measured.
func (w *watch) forget() {
	w.belief = nothing()
	w.past = map[string]checks.Past{}
	w.dropScene()
}

// shift moves what lies in the past by what the clock was set, so that it stays as
// long ago as it was. A doubt is looked at afresh.
func (w *watch) shift(by time.Duration) {
	moved := func(t time.Time) time.Time {
		if t.IsZero() {
			return t
		}
		return t.Round(0).Add(by)
	}
	w.belief = checks.Belief{Verdict: w.belief.Verdict, Since: moved(w.belief.Since)}
	w.last.Started = moved(w.last.Started)
	if w.open != nil {
		open := *w.open
		open.From, open.Seen = moved(open.From), moved(open.Seen)
		w.open = &open
	}
}
