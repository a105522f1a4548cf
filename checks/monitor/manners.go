package monitor

import (
	"context"
	"time"

	"countercheck/checks"
)

const (
	// confirmAfter lies between a bad round and the two that confirm it.
	confirmAfter = 5 * time.Second
	// patientAfter is how long a fault lasts until its hosts are asked half as often.
	patientAfter = 10 * time.Minute
	// mostExtras is how many rounds may come between two regular ones, to confirm a
	// failure or its end.
	mostExtras = 3
)

// due starts the round whose time has come.
func (w *watch) due(ctx context.Context) {
	if w.glance() {
		return
	}
	if !w.extra {
		w.extras = 0
	}
	if w.waking {
		w.lookAtNetwork(ctx) // it may be another one than before
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
	w.glance()
	if w.whole == nil {
		w.extras, w.asked = 0, true
		w.startRound(ctx)
	}
}

// schedule sets the time of the next whole round: soon while a doubt is looked at
// again, later once a fault has lasted, so that a failing host is left in peace; no
// later when it seems to end.
func (w *watch) schedule(seen checks.Verdict) {
	believed := w.belief.Verdict
	ending := w.asked && seen.Level != checks.Unknown && seen.Level < believed.Level
	w.asked = ending
	w.extra = (w.belief.Doubt > 0 || ending) && w.extras < mostExtras
	switch {
	case w.extra:
		w.extras++
		w.nextIn(confirmAfter)
	case believed.Level == checks.Fail && seen.Level >= believed.Level && w.now().Sub(w.belief.Since) > patientAfter:
		w.nextIn(2 * w.beats.Slow)
	default:
		w.nextIn(w.beats.Slow)
	}
}

// nextIn sets the time of the next whole round.
func (w *watch) nextIn(wait time.Duration) {
	w.next.Reset(wait)
	w.nextAt = time.Now().Add(wait)
}
