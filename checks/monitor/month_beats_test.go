package monitor_test

import (
	"time"

	"countercheck/checks"
)

// beats watches a shop on the monitor's beats without its goroutines and timers,
// which makes a month a matter of seconds. What it does is what Monitor does; that
// the two agree is tested by a stretch of the same month under both.
type beats struct {
	s     *shop
	plan  checks.Plan
	asked []asked
	fast  []int // of asked

	belief  checks.Belief
	past    map[string]checks.Past
	network string
	broken  bool // a check of the fast beat failed when last asked
	extra   bool
	extras  int

	whole, line *flown
	kept        [2][]checks.Result // their results, used again and again
	next        time.Time          // the next whole round
	tick        time.Time          // the next fast beat

	change *checks.Change // the newest
	open   *checks.Incident
	told   []told
	rounds struct{ whole, fast, doubt int }
	alarm  func(at time.Time, b checks.Belief) // is told every round's belief
}

// flown is a round under way.
type flown struct {
	round checks.Round
	ends  time.Time
}

// told is an incident, when people could first know of it and when of its end.
type told struct {
	checks.Incident
	began, ended time.Time
}

// The monitor's own times.
const (
	slowBeat     = 30 * time.Second
	fastBeat     = 5 * time.Second
	confirmAfter = 5 * time.Second
	patientAfter = 10 * time.Minute
	mostExtras   = 3
)

func newBeats(s *shop, alarm func(time.Time, checks.Belief)) *beats {
	b := &beats{s: s, alarm: alarm, belief: nothing(), past: map[string]checks.Past{}}
	b.renew()
	return b
}

func nothing() checks.Belief { return checks.Belief{Verdict: checks.Verdict{Cause: checks.None}} }

func (b *beats) renew() {
	b.plan, b.asked = b.s.plan()
	b.fast = b.fast[:0]
	for i, a := range b.asked {
		if a.Beat == checks.FastBeat {
			b.fast = append(b.fast, i)
		}
	}
}

// run watches from one instant to another.
func (b *beats) run(from, to time.Time) {
	b.network, b.tick = b.s.w.network(from), from.Add(fastBeat)
	b.startWhole(from)
	for {
		now, what := b.tick, b.beat
		if b.whole == nil && b.next.Before(now) {
			now, what = b.next, b.due
		}
		if b.line != nil && b.line.ends.Before(now) {
			now, what = b.line.ends, b.finishLine
		}
		if b.whole != nil && b.whole.ends.Before(now) {
			now, what = b.whole.ends, b.finishWhole
		}
		if !now.Before(to) {
			return
		}
		what(now)
	}
}

// put asks some of the checks at one instant.
func (b *beats) put(at time.Time, which []int) *flown {
	n := len(which)
	if which == nil {
		n = len(b.asked)
	}
	kept := &b.kept[0]
	if which != nil {
		kept = &b.kept[1]
	}
	if len(*kept) != n {
		*kept = make([]checks.Result, n)
	}
	f := &flown{round: checks.Round{Started: at, Results: *kept}}
	moment := b.s.w.moment(at)
	for i := range f.round.Results {
		a := &b.asked[i]
		if which != nil {
			a = &b.asked[which[i]]
		}
		finding, took := a.put(moment.trial(a.mark, at, &b.s.packets))
		f.round.Results[i] = checks.Result{Check: a.Check, Finding: finding, At: at, Took: took, Asked: 1}
		f.round.Took = max(f.round.Took, took)
	}
	f.ends = at.Add(f.round.Took)
	return f
}

func (b *beats) startWhole(now time.Time) {
	if b.whole == nil {
		b.whole = b.put(now, nil)
		b.rounds.whole++
	}
}

func (b *beats) startExtra(now time.Time) {
	if b.whole == nil && b.extras < mostExtras {
		b.extras++
		b.startWhole(now)
	}
}

func (b *beats) due(now time.Time) {
	if !b.extra {
		b.extras = 0
	}
	b.startWhole(now)
}

// beat looks at the network, then at the line.
func (b *beats) beat(now time.Time) {
	b.tick = b.tick.Add(fastBeat)
	if network := b.s.w.network(now); network != b.network {
		b.network = network
		b.belief, b.past = nothing(), map[string]checks.Past{}
		b.renew()
		b.whole, b.line = nil, nil
		b.startWhole(now)
	}
	if b.line != nil {
		return
	}
	b.line = b.put(now, b.fast)
	b.rounds.fast++
	if link := b.line.round.Results[0]; link.Finding.Level == checks.Fail {
		b.takeLine(now, checks.Round{Started: now, Results: b.line.round.Results[:1]})
	}
}

func (b *beats) finishLine(now time.Time) {
	round := b.line.round
	b.line = nil
	b.takeLine(now, round)
}

func (b *beats) takeLine(now time.Time, round checks.Round) {
	before := b.broken
	b.takeFast(round)
	switch seen := checks.Diagnose(b.plan, round); {
	case ofLine(seen):
		b.belief = checks.Settle(b.belief, seen, round.Started)
		b.judged(now, round.Started, seen)
	case ofLine(b.belief.Verdict) || (!before && b.broken):
		b.startExtra(now)
	}
}

func (b *beats) takeFast(round checks.Round) {
	b.broken = false
	for _, r := range round.Results {
		b.broken = b.broken || (r.Check.Beat == checks.FastBeat && r.Finding.Level == checks.Fail)
	}
}

func ofLine(v checks.Verdict) bool {
	return v.Level == checks.Fail && (v.Layer == checks.LayerLink || v.Layer == checks.LayerLAN)
}

func (b *beats) finishWhole(now time.Time) {
	round := b.whole.round
	b.whole = nil
	b.takeFast(round)
	round.Before = b.past
	seen := checks.Diagnose(b.plan, round)
	b.belief = checks.Settle(b.belief, seen, round.Started)
	b.past = checks.Remember(b.plan, round)
	b.judged(now, round.Started, seen)
	b.schedule(now, seen)
}

func (b *beats) schedule(now time.Time, seen checks.Verdict) {
	b.extra = b.belief.Doubt > 0 && b.extras < mostExtras
	switch {
	case b.extra:
		b.extras++
		b.rounds.doubt++
		b.next = now.Add(confirmAfter)
	case b.belief.Verdict.Level == checks.Fail && seen.Level >= checks.Fail && now.Sub(b.belief.Since) > patientAfter:
		b.next = now.Add(2 * slowBeat)
	default:
		b.next = now.Add(slowBeat)
	}
}

// judged follows incidents as the monitor's journal does.
func (b *beats) judged(now, at time.Time, seen checks.Verdict) {
	v := b.belief.Verdict
	b.alarm(now, b.belief)
	change := checks.ChangeOf(v, at)
	changed := b.change == nil || !b.change.Same(change)
	b.change = &change
	if v.Level == checks.Unknown || (!changed && seen.Level < v.Level) {
		return
	}
	began := b.open == nil
	b.open = checks.Follow(b.open, v, b.belief.Since, at)
	if b.open == nil {
		return
	}
	if began {
		b.told = append(b.told, told{began: now})
	}
	last := &b.told[len(b.told)-1]
	last.Incident = *b.open
	if !b.open.Open() {
		last.ended, b.open = now, nil
	}
}
