package monitor

import (
	"context"
	"sync"
	"time"

	"countercheck/checks"
)

// watch is the state of a running monitor. It belongs to the goroutine of Run;
// rounds run beside it and report through channels.
type watch struct {
	m      *Monitor
	plan   checks.Plan
	beats  checks.Beats             // the plan's
	latest map[string]checks.Result // the newest result of every check
	past   map[string]checks.Past
	belief checks.Belief
	last   checks.Round // the last whole round, without its results
	done   int          // answered in the one under way

	next       *time.Timer  // the next whole round
	nextAt     time.Time    // when that is
	fast, owns *time.Ticker // the other two beats
	extra      bool         // the next whole round comes between two regular ones
	extras     int          // how many did since the last regular one
	asked      bool         // a person waits for the end of a fault
	strange    bool         // another plan: what was believed counts no more
	waking     bool         // time was lost: nothing is asked before the next whole round

	clock   checks.Reading // at the last look
	network string         // fingerprint at the last look
	opening time.Time      // the last one that was looked ahead to

	whole, line, own *attempt // under way, nil if not
	sight            *sight   // of what may become an incident, nil if nothing may
	journal

	progress chan *attempt
	finished chan finished
	traced   chan trace
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
	beats := beatsOf(plan)
	return &watch{
		m: m, plan: plan, beats: beats,
		latest: map[string]checks.Result{}, past: map[string]checks.Past{}, belief: nothing(),
		next: time.NewTimer(beats.Slow), fast: time.NewTicker(beats.Fast), owns: time.NewTicker(beats.Own),
		clock: m.opt.Clock(), network: m.opt.Fingerprint(),
		progress: make(chan *attempt, 1), finished: make(chan finished), traced: make(chan trace),
	}
}

// nothing is what is believed before anything was measured.
func nothing() checks.Belief { return checks.Belief{Verdict: checks.Verdict{Cause: checks.None}} }

// end cancels everything that is under way, waits for all of it, and says that it
// was alive until now.
func (w *watch) end() {
	w.next.Stop()
	w.fast.Stop()
	w.owns.Stop()
	w.stopAll()
	w.dropScene()
	ended := make(chan struct{})
	go func() {
		w.running.Wait()
		close(ended)
	}()
	for {
		select {
		case <-w.progress:
		case <-w.finished:
		case <-w.traced:
		case <-ended:
			w.record(checks.Entry{At: w.now()})
			return
		}
	}
}

// now is the time of day.
func (w *watch) now() time.Time { return w.m.opt.Clock().Wall }

// start runs checks beside the watch; each result is told as it comes.
func (w *watch) start(ctx context.Context, all []checks.Check, each func(context.Context, *attempt, checks.Result)) *attempt {
	ctx, cancel := context.WithCancel(ctx)
	a := &attempt{cancel: cancel}
	w.running.Go(func() {
		round, whole := checks.Run(ctx, all, checks.RunOptions{Now: w.now, Done: func(r checks.Result) { each(ctx, a, r) }})
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

func (w *watch) stopAll() {
	stop(&w.whole)
	stop(&w.line)
	stop(&w.own)
}

func (w *watch) finish(ctx context.Context, f finished) {
	w.glance() // a round during which time was lost is no round
	if f.early {
		if f.by == w.line {
			w.finishLine(ctx, f.round, true)
		}
		return
	}
	f.by.cancel() // it has ended; this frees its context
	switch f.by {
	case w.whole:
		w.whole = nil
		if f.whole {
			w.finishRound(ctx, f.round)
		}
	case w.line:
		w.line = nil
		if f.whole {
			w.finishLine(ctx, f.round, false)
		}
	case w.own:
		w.own = nil
		if f.whole {
			w.finishOwn(ctx, f.round)
		}
	}
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
		Incident: w.still(), Gap: w.gap,
	})
}
