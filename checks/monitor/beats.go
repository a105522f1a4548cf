package monitor

import (
	"context"
	"time"

	"countercheck/checks"
)

// What a plan is asked on that does not say (causes.md, "Two beats").
const (
	usualSlow = 30 * time.Second
	usualFast = 5 * time.Second
)

// beatsOf are a plan's beats, all of them set.
func beatsOf(plan checks.Plan) checks.Beats {
	beats := plan.Beats
	if beats.Slow <= 0 {
		beats.Slow = usualSlow
	}
	if beats.Fast <= 0 {
		beats.Fast = usualFast
	}
	if beats.Own <= 0 {
		beats.Own = beats.Slow
	}
	return beats
}

// lineBeat looks at the line alone. Another network than before is not judged by
// what was asked in the old one.
func (w *watch) lineBeat(ctx context.Context) {
	if w.glance() || w.waking {
		return // the network may still be on its way
	}
	w.lookAtNetwork(ctx)
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

// lookAtNetwork begins a new epoch if this PC is in another network than at the
// last look: what was believed of the old one says nothing about it.
func (w *watch) lookAtNetwork(ctx context.Context) {
	network := w.m.opt.Fingerprint()
	if network == w.network {
		return
	}
	w.network = network
	plan := w.plan
	if w.m.opt.Renew != nil {
		plan = w.m.opt.Renew()
	}
	w.forget()
	if change := w.changed(w.now()); change != nil {
		w.record(checks.Entry{At: change.At, Change: change})
	}
	w.replan(ctx, plan)
}

// finishLine takes in the line's own beat, or early its link alone. It speaks for
// the link and the router: what lies behind them is never judged by results of an
// earlier round.
func (w *watch) finishLine(ctx context.Context, line checks.Round, early bool) {
	before := w.works(checks.FastBeat)
	w.take(line)
	seen := w.m.opt.Diagnose(w.plan, line)
	entry := checks.Entry{At: line.Started}
	if !early {
		entry.Results = line.Results // once, with the rest
	}
	if ofLine(seen) {
		w.belief = checks.Settle(w.belief, seen, line.Started)
		around := w.round()
		around.Started = line.Started
		w.sighted(ctx, around, seen)
		w.judged(entry, seen)
	} else {
		w.record(entry)
		if ofLine(w.belief.Verdict) || (before && !w.works(checks.FastBeat)) {
			w.startExtra(ctx)
		}
	}
	w.tell()
}

// ofLine: the cause lies between this PC and its router.
func ofLine(v checks.Verdict) bool {
	return v.Level == checks.Fail && (v.Layer == checks.LayerLink || v.Layer == checks.LayerLAN)
}

// ownBeat asks the hosts that the shop added. A whole round asks them too: while one is
// under way or about to begin, they are not asked twice.
func (w *watch) ownBeat(ctx context.Context) {
	own, wait := w.on(checks.OwnBeat), time.Until(w.nextAt)
	if len(own) == 0 || w.own != nil || w.whole != nil || w.waking || wait >= 0 && wait < w.beats.Own/2 {
		return
	}
	w.own = w.start(ctx, own, func(context.Context, *attempt, checks.Result) {})
}

// finishOwn takes in the shop's own hosts. One that fails is judged by a whole
// round, which knows why.
func (w *watch) finishOwn(ctx context.Context, own checks.Round) {
	before := w.works(checks.OwnBeat)
	w.take(own)
	w.record(checks.Entry{At: own.Started, Results: own.Results})
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
