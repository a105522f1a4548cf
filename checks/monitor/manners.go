package monitor

import (
	"context"
	"time"

	"countercheck/checks"
)

// due starts the round whose time has come.
func (w *watch) due(ctx context.Context) {
	if !w.extra {
		w.extras = 0
	}
	w.startRound(ctx)
}

// startExtra starts a round between two regular ones, while there may be one.
func (w *watch) startExtra(ctx context.Context) {
	if w.whole == nil && w.extras < mostExtras {
		w.extras++
		w.startRound(ctx)
	}
}

// askedFor starts a round for a person, who waits to see a fault end.
func (w *watch) askedFor(ctx context.Context) {
	if w.whole == nil {
		w.extras, w.asked = 0, true
		w.startRound(ctx)
	}
}

// schedule sets the time of the next whole round: soon while a doubt is looked at
// again, later once a fault has lasted, so that a failing host is left in peace.
func (w *watch) schedule(seen checks.Verdict) {
	believed := w.belief.Verdict
	ending := w.asked && seen.Level != checks.Unknown && seen.Level < believed.Level
	w.asked = ending
	w.extra = (w.belief.Doubt > 0 || ending) && w.extras < mostExtras
	switch {
	case w.extra:
		w.extras++
		w.next.Reset(confirmAfter)
	case believed.Level == checks.Fail && time.Since(w.belief.Since) > patientAfter:
		w.next.Reset(2 * w.m.opt.Every)
	default:
		w.next.Reset(w.m.opt.Every)
	}
}
