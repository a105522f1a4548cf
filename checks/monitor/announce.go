package monitor

import (
	"context"

	"countercheck/checks"
)

// announce has people told what there is to tell of an incident, in its newest
// state, or of none. It reports whether there was something.
func (w *watch) announce(incident *checks.Incident) (told bool) {
	if w.m.opt.Tell == nil || w.m.opt.Warn == nil {
		return false
	}
	warn, hours := w.m.opt.Warn()
	next, messages := checks.Announce(w.announcer, warn, hours, incident, w.belief.Verdict, w.clock.Wall)
	w.announcer = next
	for _, message := range messages {
		w.m.opt.Tell(message)
	}
	return len(messages) > 0
}

// announceTime tells what the time of day brings: the digest, an opening.
func (w *watch) announceTime() {
	if w.announce(w.open) {
		w.record(checks.Entry{At: w.clock.Wall})
	}
}

// ahead starts a round some time before the shop opens, once for each opening.
func (w *watch) ahead(ctx context.Context) {
	if w.m.opt.Warn == nil {
		return
	}
	warn, hours := w.m.opt.Warn()
	opens, ok := hours.Next(w.clock.Wall)
	if !ok || warn.Ahead <= 0 || opens.Equal(w.opening) || w.clock.Wall.Before(opens.Add(-warn.Ahead.Std())) {
		return
	}
	w.opening = opens
	w.startRound(ctx)
}
