// Package monitor keeps time: it runs rounds on two beats, has each judged by the
// core, remembers what is believed and tells it to its listeners. It never asks
// the network itself, never decides what a finding means, and keeps nothing on
// disk.
package monitor

import (
	"context"
	"sync"
	"time"

	"countercheck/checks"
)

// Options are what varies; the zero value watches on the beats of causes.md.
type Options struct {
	Every     time.Duration // payment and control hosts; 0: 30 s
	LineEvery time.Duration // link, router and one ping; 0: 5 s
	OwnEvery  time.Duration // the shop's own hosts; 0: with the others
	// Fingerprint names the network this PC is in, in any words: another text
	// than before starts a round at once. nil: never.
	Fingerprint func() string
	// Renew makes the plan anew for another network, which has other name servers;
	// nil: the plan stays.
	Renew func() checks.Plan
	// Diagnose judges a round; nil: checks.Diagnose.
	Diagnose func(checks.Plan, checks.Round) checks.Verdict
}

const (
	usualEvery     = 30 * time.Second
	usualLineEvery = 5 * time.Second
	// confirmAfter lies between a bad round and the two that confirm it.
	confirmAfter = 5 * time.Second
	// patientAfter is how long a fault lasts until its hosts are asked half as often.
	patientAfter = 10 * time.Minute
	// mostExtras is how many rounds may come between two regular ones, to confirm a
	// failure or its end.
	mostExtras = 3
	// asleepAfter: if the line was not looked at for so long, this PC slept.
	asleepAfter = time.Minute
)

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
	if opt.Every == 0 {
		opt.Every = usualEvery
	}
	if opt.LineEvery == 0 {
		opt.LineEvery = usualLineEvery
	}
	if opt.OwnEvery == 0 {
		opt.OwnEvery = opt.Every
	}
	if opt.Diagnose == nil {
		opt.Diagnose = checks.Diagnose
	}
	if opt.Fingerprint == nil {
		opt.Fingerprint = func() string { return "" }
	}
	return &Monitor{
		opt: opt, first: plan,
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
	w.startRound(ctx)
	line := time.NewTicker(m.opt.LineEvery)
	defer line.Stop()
	own := time.NewTicker(m.opt.OwnEvery)
	defer own.Stop()
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
		case <-line.C:
			w.lineBeat(ctx)
		case <-own.C:
			w.ownBeat(ctx)
		case by := <-w.progress:
			w.answered(by)
		case f := <-w.finished:
			w.finish(ctx, f)
		}
	}
}
