package monitor

import (
	"context"
	"slices"
	"sync"
	"time"

	"countercheck/checks"
)

// watch is the state of a running monitor. It belongs to the goroutine of Run;
// rounds run beside it and report through channels.
type watch struct {
	m      *Monitor
	plan   checks.Plan
	latest map[string]checks.Result // the newest result of every check
	past   map[string]checks.Past
	belief checks.Belief

	next     *time.Timer // the next whole round
	network  string      // fingerprint at the last look
	checked  time.Time
	done     int
	cancel   context.CancelFunc // of the whole round under way, nil if none
	epoch    int                // counts whole rounds, so that a cancelled one is not taken for the next
	lineBusy bool

	progress chan struct{}
	finished chan finished
	running  sync.WaitGroup
}

// finished is a round that came to its end.
type finished struct {
	epoch int // 0: the line's own beat
	round checks.Round
	whole bool // not cut off
}

func newWatch(m *Monitor, plan checks.Plan) *watch {
	w := &watch{
		m: m, plan: plan, latest: map[string]checks.Result{}, past: map[string]checks.Past{},
		next: time.NewTimer(m.opt.Every), network: m.opt.Fingerprint(),
		progress: make(chan struct{}, 1), finished: make(chan finished),
	}
	return w
}

// end waits for every round that is under way; their context has ended.
func (w *watch) end() {
	w.next.Stop()
	w.stopRound()
	ended := make(chan struct{})
	go func() {
		w.running.Wait()
		close(ended)
	}()
	for {
		select {
		case <-w.progress:
		case <-w.finished:
		case <-ended:
			return
		}
	}
}

// startRound asks everything at one instant, unless that is under way.
func (w *watch) startRound(ctx context.Context) {
	if w.cancel != nil {
		return
	}
	w.epoch++
	w.done = 0
	ctx, w.cancel = context.WithCancel(ctx)
	epoch, all := w.epoch, w.plan.Checks
	w.running.Go(func() {
		round, whole := checks.Run(ctx, all, checks.RunOptions{Done: func(checks.Result) {
			select {
			case w.progress <- struct{}{}:
			case <-ctx.Done():
			}
		}})
		w.finished <- finished{epoch, round, whole}
	})
	w.tell()
}

// stopRound cancels the round under way: a cancelled round is no round.
func (w *watch) stopRound() {
	if w.cancel != nil {
		w.cancel()
		w.cancel = nil
	}
}

func (w *watch) replan(ctx context.Context, plan checks.Plan) {
	w.stopRound()
	w.plan = plan
	w.keepOnly(plan)
	w.startRound(ctx)
}

// keepOnly forgets the results of checks that are no longer in the plan.
func (w *watch) keepOnly(plan checks.Plan) {
	for id := range w.latest {
		if !slices.ContainsFunc(plan.Checks, func(c checks.Check) bool { return c.ID == id }) {
			delete(w.latest, id)
			delete(w.past, id)
		}
	}
}

// lineBeat looks at the line alone. Another network than before is not judged by
// what was asked in the old one.
func (w *watch) lineBeat(ctx context.Context) {
	if network := w.m.opt.Fingerprint(); network != w.network {
		w.network = network
		w.stopRound()
		w.startRound(ctx)
	}
	if w.lineBusy {
		return
	}
	var line []checks.Check
	for _, c := range w.plan.Checks {
		if c.Beat == checks.FastBeat {
			line = append(line, c)
		}
	}
	w.lineBusy = true
	w.running.Go(func() {
		round, whole := checks.Run(ctx, line, checks.RunOptions{})
		w.finished <- finished{0, round, whole}
	})
}

func (w *watch) finish(ctx context.Context, f finished) {
	switch {
	case f.epoch == 0:
		w.lineBusy = false
		if f.whole {
			w.finishLine(ctx, f.round)
		}
	case f.epoch == w.epoch && w.cancel != nil:
		w.stopRound()
		if f.whole {
			w.finishRound(f.round)
		}
		w.m.drainNow()
	}
}

// finishRound has a whole round judged and sets the time of the next.
func (w *watch) finishRound(round checks.Round) {
	w.take(round)
	w.checked = round.Started.Add(round.Took)
	round.Before = w.past
	seen := w.m.opt.Diagnose(w.plan, round)
	w.belief = checks.Settle(w.belief, seen, round.Started)
	w.past = checks.Remember(w.plan, round)
	w.next.Reset(w.pause())
	w.tell()
}

// pause is the time until the next whole round: short while a doubt is looked at
// again, longer once a fault has lasted, so that a failing host is left in peace.
func (w *watch) pause() time.Duration {
	switch {
	case w.belief.Doubt > 0:
		return confirmAfter
	case w.belief.Verdict.Level == checks.Fail && time.Since(w.belief.Since) > patientAfter:
		return 2 * w.m.opt.Every
	default:
		return w.m.opt.Every
	}
}

// finishLine takes in the line's own beat. It speaks for the link and the router
// alone: what lies behind them is never judged by results of an earlier round.
func (w *watch) finishLine(ctx context.Context, line checks.Round) {
	before := w.lineWorks()
	w.take(line)
	seen := w.m.opt.Diagnose(w.plan, line)
	switch {
	case ofLine(seen):
		w.belief = checks.Settle(w.belief, seen, line.Started)
	case ofLine(w.belief.Verdict) || (before && !w.lineWorks()):
		w.startRound(ctx)
	}
	w.tell()
}

// ofLine: the cause lies between this PC and its router.
func ofLine(v checks.Verdict) bool {
	return v.Level == checks.Fail && (v.Layer == checks.LayerLink || v.Layer == checks.LayerLAN)
}

// lineWorks: none of the line's own checks failed when last asked.
func (w *watch) lineWorks() bool {
	for _, c := range w.plan.Checks {
		if c.Beat == checks.FastBeat && w.latest[c.ID].Finding.Level == checks.Fail {
			return false
		}
	}
	return true
}

func (w *watch) take(round checks.Round) {
	for _, r := range round.Results {
		w.latest[r.ID()] = r
	}
}

// round puts the newest results together, in the plan's order.
func (w *watch) round(started time.Time, took time.Duration) checks.Round {
	round := checks.Round{Started: started, Took: took}
	for _, c := range w.plan.Checks {
		if r, ok := w.latest[c.ID]; ok {
			round.Results = append(round.Results, r)
		}
	}
	return round
}

func (w *watch) tell() {
	w.m.tell(checks.Snapshot{
		Verdict: w.belief.Verdict, Since: w.belief.Since, Doubt: w.belief.Doubt,
		Round: w.round(w.checked, 0), Checked: w.checked,
		Checking: w.cancel != nil, Done: w.done, Total: len(w.plan.Checks),
	})
}

// drainNow forgets a wish for a round that came while one was under way.
func (m *Monitor) drainNow() {
	select {
	case <-m.now:
	default:
	}
}
