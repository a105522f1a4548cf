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
	last   checks.Round // the last whole round, without its results
	done   int          // answered in the one under way

	next    *time.Timer // the next whole round
	extra   bool        // that one comes between two regular ones
	extras  int         // how many did since the last regular one
	asked   bool        // a person waits for the end of a fault
	strange bool        // another network or plan: what was believed counts no more

	network string    // fingerprint at the last look
	looked  time.Time // when that was

	whole, line, own *attempt // under way, nil if not

	progress chan *attempt
	finished chan finished
	running  sync.WaitGroup
}

// attempt is a round under way. What a cancelled one still reports is told apart
// by it.
type attempt struct{ cancel context.CancelFunc }

// finished is a round that came to its end, or the part of it that cannot wait.
type finished struct {
	by    *attempt
	round checks.Round
	whole bool // not cut off
	early bool // the rest is still to come
}

func newWatch(m *Monitor, plan checks.Plan) *watch {
	return &watch{
		m: m, plan: plan, latest: map[string]checks.Result{}, past: map[string]checks.Past{},
		belief:  nothing(),
		next:    time.NewTimer(m.opt.Every),
		network: m.opt.Fingerprint(), looked: time.Now(),
		progress: make(chan *attempt, 1), finished: make(chan finished),
	}
}

// nothing is what is believed before anything was measured.
func nothing() checks.Belief { return checks.Belief{Verdict: checks.Verdict{Cause: checks.None}} }

// end cancels every round that is under way and waits for all of them.
func (w *watch) end() {
	w.next.Stop()
	for _, a := range []**attempt{&w.whole, &w.line, &w.own} {
		stop(a)
	}
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

// start runs checks beside the watch; each result is told as it comes.
func (w *watch) start(ctx context.Context, all []checks.Check, each func(context.Context, *attempt, checks.Result)) *attempt {
	ctx, cancel := context.WithCancel(ctx)
	a := &attempt{cancel: cancel}
	w.running.Go(func() {
		round, whole := checks.Run(ctx, all, checks.RunOptions{Done: func(r checks.Result) { each(ctx, a, r) }})
		w.finished <- finished{by: a, round: round, whole: whole}
	})
	return a
}

// stop cancels a round: a cancelled round is no round.
func stop(a **attempt) {
	if *a != nil {
		(*a).cancel()
		*a = nil
	}
}

// startRound asks everything at one instant, unless that is under way.
func (w *watch) startRound(ctx context.Context) {
	if w.whole != nil {
		return
	}
	w.done = 0
	w.whole = w.start(ctx, w.plan.Checks, func(ctx context.Context, a *attempt, _ checks.Result) {
		select {
		case w.progress <- a:
		case <-ctx.Done():
		}
	})
	w.tell()
}

// answered counts a check of the whole round that is under way.
func (w *watch) answered(by *attempt) {
	if by == w.whole {
		w.done++
		w.tell()
	}
}

func (w *watch) finish(ctx context.Context, f finished) {
	if f.early {
		if f.by == w.line {
			w.finishLine(ctx, f.round)
		}
		return
	}
	f.by.cancel() // it has ended; this frees its context
	switch f.by {
	case w.whole:
		w.whole = nil
		if f.whole {
			w.finishRound(f.round)
		}
	case w.line:
		w.line = nil
		if f.whole {
			w.finishLine(ctx, f.round)
		}
	case w.own:
		w.own = nil
		if f.whole {
			w.finishOwn(ctx, f.round)
		}
	}
}

// finishRound has a whole round judged and sets the time of the next.
func (w *watch) finishRound(round checks.Round) {
	w.take(round)
	w.last = checks.Round{Started: round.Started, Took: round.Took}
	round.Before = w.past
	seen := w.m.opt.Diagnose(w.plan, round)
	if old := w.belief.Verdict; w.strange && (seen.Level != old.Level || seen.Cause != old.Cause || seen.Subject != old.Subject) {
		w.belief = nothing()
	}
	w.strange = false
	w.belief = checks.Settle(w.belief, seen, round.Started)
	w.past = checks.Remember(w.plan, round)
	w.schedule(seen)
	w.tell()
}

func (w *watch) replan(ctx context.Context, plan checks.Plan) {
	stop(&w.whole)
	stop(&w.line)
	stop(&w.own)
	w.plan, w.strange = plan, true
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

func (w *watch) take(round checks.Round) {
	for _, r := range round.Results {
		w.latest[r.ID()] = r
	}
}

// round puts the newest results together, in the plan's order.
func (w *watch) round() checks.Round {
	round := w.last
	for _, c := range w.plan.Checks {
		if r, ok := w.latest[c.ID]; ok {
			round.Results = append(round.Results, r)
		}
	}
	return round
}

func (w *watch) tell() {
	checked := time.Time{}
	if !w.last.Started.IsZero() {
		checked = w.last.Started.Add(w.last.Took)
	}
	w.m.tell(checks.Snapshot{
		Verdict: w.belief.Verdict, Since: w.belief.Since, Doubt: w.belief.Doubt,
		Round: w.round(), Checked: checked,
		Checking: w.whole != nil, Done: w.done, Total: len(w.plan.Checks),
	})
}
