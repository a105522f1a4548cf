package engine

import (
	"context"
	"errors"
	"time"

	"countercheck/checks"
	"countercheck/checks/store"
)

// Recorded is what a database holds of a window: its incidents, and how much of it
// was watched. What came after the newest record of a program that watches no more
// was not.
func Recorded(ctx context.Context, from *store.Store, in checks.Window, now time.Time) (all []checks.Incident, uptime checks.Uptime, err error) {
	changes, err1 := from.Changes(ctx, in)
	gaps, err2 := from.Gaps(ctx, in)
	all, err3 := from.Incidents(ctx, in)
	_, last, _, err4 := from.Newest(ctx)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, uptime, err
	}
	unwatched := silent(last, now)
	for i := range all { // what was open when the watching ended may be over
		if all[i].Open() && len(unwatched) > 0 {
			all[i].To, all[i].Unsure = all[i].Seen, true
		}
	}
	return all, checks.Account(changes, append(gaps, unwatched...), in, now, ""), nil
}

// silent is the time since the newest record of a program that watches no more.
func silent(last checks.Last, now time.Time) []checks.Gap {
	if last.Alive.IsZero() || now.Sub(last.Alive) <= LongSilent {
		return nil
	}
	return []checks.Gap{{From: last.Alive, To: now, Kind: checks.GapClosed}}
}
