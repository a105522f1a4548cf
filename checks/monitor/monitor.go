// Package monitor keeps time: it runs rounds on the plan's beats, has each judged
// by the core, remembers what is believed and tells it to its listeners, and hands
// over what is to be recorded and what people are to be told. It never asks the
// network or the system's clocks itself, never decides what a finding means, and
// keeps nothing on disk.
package monitor

import (
	"context"
	"sync"
	"time"

	"countercheck/checks"
)

// Options are what varies; the zero value watches and tells its listeners alone.
// All functions but Clock and Trace are called on the monitor's own goroutine, one
// at a time: while one of them has not returned, nothing is watched.
type Options struct {
	// Clock reads this PC's clocks, from any goroutine; nil: Go's own, which cannot
	// tell sleep from a clock that was set forward.
	Clock func() checks.Reading
	// Fingerprint names the network this PC is in, in any words: another text
	// than before starts a round at once. nil: never.
	Fingerprint func() string
	// Renew makes the plan anew for another network, which has other name servers;
	// nil: the plan stays.
	Renew func() checks.Plan
	// Diagnose judges a round; nil: checks.Diagnose.
	Diagnose func(checks.Plan, checks.Round) checks.Verdict
	// Resume is what was recorded last before this start.
	Resume checks.Last
	// Record is handed every round and beat when it has ended, and what happened
	// beside them. It must not block. nil: nothing is recorded.
	Record func(checks.Entry)
	// Trace looks for the routers on the way to a public address, once for an
	// incident; nil: not. It returns soon after ctx ends.
	Trace func(ctx context.Context) (hops []checks.Hop, to string, err error)
	// Tell is handed what people are to be told, and must not block. Warn says how
	// and when they want it, as the settings are now. Without either nobody is told.
	Tell func(checks.Message)
	Warn func() (checks.WarnSettings, checks.Hours)
}

// usual fills in what was left out.
func (o Options) usual() Options {
	if o.Clock == nil {
		o.Clock = goClock()
	}
	if o.Diagnose == nil {
		o.Diagnose = checks.Diagnose
	}
	if o.Fingerprint == nil {
		o.Fingerprint = func() string { return "" }
	}
	if o.Record == nil {
		o.Record = func(checks.Entry) {}
	}
	return o
}

// Monitor watches one plan. Make it with New, set it going with Run.
type Monitor struct {
	opt  Options
	now  chan struct{}
	plan chan checks.Plan

	mu        sync.Mutex // guards the three below, and the order of telling
	snapshot  checks.Snapshot
	listeners map[int]func(checks.Snapshot)
	last      int

	first checks.Plan
}

// New makes a monitor of a plan; nothing is asked before Run.
func New(plan checks.Plan, opt Options) *Monitor {
	return &Monitor{
		opt: opt.usual(), first: plan,
		now: make(chan struct{}, 1), plan: make(chan checks.Plan, 1),
		listeners: map[int]func(checks.Snapshot){},
		snapshot:  checks.Snapshot{Verdict: checks.Verdict{Cause: checks.None}},
	}
}

// Now asks for a whole round at once. While one is under way it does nothing.
func (m *Monitor) Now() {
	select {
	case m.now <- struct{}{}:
	default:
	}
}

// Replan watches another plan from now on, after the settings changed. What was
// believed is shown until the new plan's first round and then counts no more.
func (m *Monitor) Replan(plan checks.Plan) {
	for {
		select {
		case m.plan <- plan:
			return
		case <-m.plan: // an older one that nobody took yet
		}
	}
}

// Listen calls f with what is known now and with every change, one at a time and
// in order. f must return soon and must not change what it is given. The function
// returned ends it.
func (m *Monitor) Listen(f func(checks.Snapshot)) (remove func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last++
	id := m.last
	m.listeners[id] = f
	f(m.snapshot)
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.listeners, id)
	}
}

// tell makes a snapshot the newest and tells it.
func (m *Monitor) tell(s checks.Snapshot) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.snapshot = s
	for id := 1; id <= m.last; id++ {
		if f, ok := m.listeners[id]; ok {
			f(s)
		}
	}
}

// Run watches until ctx ends, and returns when everything it started has ended.
func (m *Monitor) Run(ctx context.Context) error {
	w := newWatch(m, m.first)
	defer w.end()
	w.resume(m.opt.Resume)
	w.startRound(ctx)
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-w.next.C:
			w.due(ctx)
		case <-m.now:
			w.askedFor(ctx)
		case plan := <-m.plan:
			w.replan(ctx, plan)
		case <-look.C:
			w.look(ctx)
		case <-w.fast.C:
			w.lineBeat(ctx)
		case <-w.owns.C:
			w.ownBeat(ctx)
		case by := <-w.progress:
			w.answered(by)
		case f := <-w.finished:
			w.finish(ctx, f)
		case t := <-w.traced:
			w.attach(t)
		}
	}
}
