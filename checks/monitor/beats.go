package monitor

import (
	"context"
	"time"

	"countercheck/checks"
)

// lineBeat looks at the line alone. Another network than before is not judged by
// what was asked in the old one, and after a sleep nothing is known.
func (w *watch) lineBeat(ctx context.Context) {
	network, now := w.m.opt.Fingerprint(), time.Now().Round(0) // a sleep shows on the wall clock alone
	slept := now.Sub(w.looked.Round(0)) > asleepAfter
	moved := network != w.network
	w.network, w.looked = network, now
	if slept {
		w.belief = nothing()
	}
	switch {
	case moved && w.m.opt.Renew != nil:
		w.replan(ctx, w.m.opt.Renew())
	case moved || slept:
		w.replan(ctx, w.plan)
	}
	if w.line != nil {
		return
	}
	// A link that is gone is told before the router has used up its time.
	w.line = w.start(ctx, w.on(checks.FastBeat), func(ctx context.Context, a *attempt, r checks.Result) {
		if r.Check.Kind != checks.KindLink || r.Finding.Level != checks.Fail {
			return
		}
		select {
		case w.finished <- finished{by: a, round: checks.Round{Started: r.At, Took: r.Took, Results: []checks.Result{r}}, early: true}:
		case <-ctx.Done():
		}
	})
}

// finishLine takes in the line's own beat. It speaks for the link and the router
// alone: what lies behind them is never judged by results of an earlier round.
func (w *watch) finishLine(ctx context.Context, line checks.Round) {
	before := w.works(checks.FastBeat)
	w.take(line)
	seen := w.m.opt.Diagnose(w.plan, line)
	switch {
	case ofLine(seen):
		w.belief = checks.Settle(w.belief, seen, line.Started)
	case ofLine(w.belief.Verdict) || (before && !w.works(checks.FastBeat)):
		w.startExtra(ctx)
	}
	w.tell()
}

// ofLine: the cause lies between this PC and its router.
func ofLine(v checks.Verdict) bool {
	return v.Level == checks.Fail && (v.Layer == checks.LayerLink || v.Layer == checks.LayerLAN)
}

// ownBeat asks the hosts that the shop added.
func (w *watch) ownBeat(ctx context.Context) {
	own := w.on(checks.OwnBeat)
	if len(own) == 0 || w.own != nil || w.whole != nil {
		return // a whole round asks them too
	}
	w.own = w.start(ctx, own, func(context.Context, *attempt, checks.Result) {})
}

// finishOwn takes in the shop's own hosts. One that fails is judged by a whole
// round, which knows why.
func (w *watch) finishOwn(ctx context.Context, own checks.Round) {
	before := w.works(checks.OwnBeat)
	w.take(own)
	if before && !w.works(checks.OwnBeat) {
		w.startExtra(ctx)
	}
	w.tell()
}

// on lists the plan's checks of a beat.
func (w *watch) on(beat checks.Beat) (all []checks.Check) {
	for _, c := range w.plan.Checks {
		if c.Beat == beat {
			all = append(all, c)
		}
	}
	return all
}

// works: none of a beat's checks failed when last asked.
func (w *watch) works(beat checks.Beat) bool {
	for _, c := range w.on(beat) {
		if w.latest[c.ID].Finding.Level == checks.Fail {
			return false
		}
	}
	return true
}
