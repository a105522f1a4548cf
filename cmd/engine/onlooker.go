package engine

import (
	"context"
	"time"

	"countercheck/checks"
	"countercheck/checks/store"
)

// lookEvery is how often a window looks at what another program has seen, and
// whether that one still watches.
const lookEvery = 5 * time.Second

// LongSilent is how old the newest record may be before it says nothing about now:
// three rounds that are asked half as often.
const LongSilent = 3 * time.Minute

// newest is what a program that watches recorded last; ok is false where that says
// nothing. The figures of a verdict are not recorded, but those of the incident
// that it goes with are.
func newest(ctx context.Context, from *store.Store) (s checks.Snapshot, ok bool) {
	change, last, ok, err := from.Newest(ctx)
	if err != nil || !ok {
		return s, false // the next look may see more; what is old turns unknown on the screen by its time
	}
	s = checks.Snapshot{
		Verdict: checks.Verdict{
			Level: change.Level, Cause: change.Cause, Layer: change.Layer, Subject: change.Subject, Channels: change.Channels, Path: change.Path(),
		},
		Since: change.At, Checked: last.Alive, Incident: last.Incident,
	}
	if i := last.Incident; i != nil && i.Cause == change.Cause {
		s.Verdict.Facts = i.Facts
	}
	if time.Since(last.Alive) > LongSilent { // it died, and nobody watches
		s.Verdict = checks.Verdict{Cause: checks.None}
	}
	return s, true
}
