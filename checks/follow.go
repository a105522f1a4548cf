package checks

import (
	"slices"
	"time"
)

// apart is how long a risk must have lasted for an outage to be an incident of
// its own, and the other way round: after less, both are one story.
const apart = 10 * time.Minute

// Follow adds what is believed now to the incident that is open, nil if none is.
// It is a pure fold. since is when the verdict's level and cause were first seen,
// at when it was judged. What it returns is nil while nothing is wrong, and closed
// exactly once.
//
//   - Warn or Fail opens an incident, at since. What only stands beside a verdict
//     never does, since it has no level.
//   - While it is open, whatever else is wrong joins it: a cable, a router and a
//     line that fail one after the other are one outage. The level is the worst,
//     and cause, subject and facts are those that it was first reached with.
//   - OK closes it, at since. Unknown changes nothing.
//   - An outage (Fail) that begins after more than ten minutes of mere risk (Warn)
//     with another cause closes the risk's incident, at since: an outage is told
//     with its own time, not with that of a slow evening before it. In the same
//     way, ten minutes of risk after an outage close the outage's, at the time the
//     risk began. The verdict is still bad then; the next round's Follow, which
//     has no open incident, opens another at the same time.
func Follow(open *Incident, v Verdict, since, at time.Time) *Incident {
	if since.IsZero() || since.After(at) {
		since = at
	}
	if open != nil && !open.Open() {
		open = nil
	}
	switch {
	case v.Level == Unknown:
		return open
	case open == nil && v.Level == OK:
		return nil
	case open == nil:
		first := Incident{ID: since.UnixMilli(), From: since}
		return first.widened(v, at)
	case v.Level == OK:
		return open.closed(since)
	case open.outgrown(v, since, at):
		return open.closed(since)
	default:
		return open.widened(v, at)
	}
}

// Abandon closes an incident whose end was not watched, at the last round that
// was still bad.
func Abandon(open Incident) Incident {
	open = *open.closed(open.Seen)
	open.Unsure = true
	return open
}

// outgrown: what is wrong now is another story than the incident, see Follow.
func (i Incident) outgrown(v Verdict, since, at time.Time) bool {
	if v.Level > i.Level {
		return since.Sub(i.From) > apart && !slices.Contains(i.Causes, v.Cause)
	}
	return v.Level < i.Level && at.Sub(since) > apart
}

// closed is the incident when it ended. One that was outgrown was seen to be bad
// after its end as well; that belongs to the next.
func (i Incident) closed(to time.Time) *Incident {
	i.To = latest(i.From, to)
	if i.Seen.After(i.To) {
		i.Seen = i.To
	}
	return &i
}

// widened is the incident with one more verdict.
func (i Incident) widened(v Verdict, at time.Time) *Incident {
	if v.Level > i.Level {
		i.Level, i.Cause, i.Layer, i.Subject, i.Facts = v.Level, v.Cause, v.Layer, v.Subject, v.Facts
	}
	if !slices.Contains(i.Causes, v.Cause) {
		i.Causes = append(slices.Clone(i.Causes), v.Cause)
	}
	i.Channels = alsoHit(i.Channels, v.Channels)
	i.Seen = latest(i.Seen, at)
	return &i
}

// alsoHit adds the channels that are hit now, in the plan's order; those that the
// plan has no more come last.
func alsoHit(before []string, now []ChannelState) []string {
	var all []string
	for _, c := range now {
		if c.Level >= Warn || slices.Contains(before, c.ID) {
			all = append(all, c.ID)
		}
	}
	for _, id := range before {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

func latest(times ...time.Time) time.Time { return slices.MaxFunc(times, time.Time.Compare) }
