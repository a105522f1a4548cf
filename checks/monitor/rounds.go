package monitor

import (
	"context"
	"slices"

	"countercheck/checks"
)

// startRound asks everything at one instant, unless that is under way.
func (w *watch) startRound(ctx context.Context) {
	if w.whole != nil {
		return
	}
	w.done, w.waking = 0, false
	w.owns.Reset(w.beats.Own) // they are asked in it, too
	w.whole = w.start(ctx, w.plan.Checks, func(ctx context.Context, a *attempt, _ checks.Result) {
		select {
		case w.progress <- a:
		case <-ctx.Done():
		}
	})
	w.tell()
}

// progressSteps is how often at the most a round tells how far it is: each time all
// results are put together, and a shop may watch a thousand hosts.
const progressSteps = 50

// answered counts a check of the whole round that is under way.
func (w *watch) answered(by *attempt) {
	if by != w.whole {
		return
	}
	w.done++
	if all := len(w.plan.Checks); all <= progressSteps || w.done*progressSteps/all != (w.done-1)*progressSteps/all {
		w.tell()
	}
}

// finishRound has a whole round judged and sets the time of the next.
func (w *watch) finishRound(ctx context.Context, round checks.Round) {
	w.take(round)
	w.last = checks.Round{Started: round.Started, Took: round.Took}
	round.Before = w.past
	seen := w.m.opt.Diagnose(w.plan, round)
	if old := w.belief.Verdict; w.strange && (seen.Level != old.Level || seen.Cause != old.Cause || seen.Subject != old.Subject) {
		w.belief = nothing()
	}
	w.strange, w.gap = false, nil
	w.belief = checks.Settle(w.belief, seen, round.Started)
	w.past = checks.Remember(w.plan, round)
	w.sighted(ctx, round, seen)
	w.judged(checks.Entry{At: round.Started, Whole: true, Results: round.Results}, seen)
	w.schedule(seen)
	w.tell()
}

// replan watches another plan, or the same one in another network.
func (w *watch) replan(ctx context.Context, plan checks.Plan) {
	w.stopAll()
	w.plan, w.strange = plan, true
	if beats := beatsOf(plan); beats != w.beats {
		w.beats = beats
		w.fast.Reset(beats.Fast)
		w.owns.Reset(beats.Own)
	}
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
	round.Results = make([]checks.Result, 0, len(w.plan.Checks))
	for _, c := range w.plan.Checks {
		if r, ok := w.latest[c.ID]; ok {
			round.Results = append(round.Results, r)
		}
	}
	return round
}
