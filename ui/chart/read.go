package chart

import (
	"slices"
	"time"

	"countercheck/checks"
)

// Reading is what one line says of a moment.
type Reading struct {
	Line  Line
	Point checks.Point
	Known bool // false: nothing was measured then
}

// At reads every line at a moment.
func (c *Chart) At(at time.Time) []Reading {
	all := make([]Reading, 0, len(c.Lines))
	for _, l := range c.Lines {
		points := l.Series.Points
		i, found := slices.BinarySearchFunc(points, at, func(p checks.Point, t time.Time) int { return p.From.Compare(t) })
		if !found {
			i--
		}
		r := Reading{Line: l}
		if i >= 0 && i < len(points) && points[i].Count > 0 && at.Before(points[i].From.Add(l.Series.Step)) {
			r.Point, r.Known = points[i], true
		}
		all = append(all, r)
	}
	return all
}

// Watched reports whether a moment lies in no gap and is not to come.
func (c *Chart) Watched(at time.Time) bool {
	if at.After(c.Now) {
		return false
	}
	return !slices.ContainsFunc(c.Gaps, func(g checks.Gap) bool { return !at.Before(g.From) && at.Before(g.To) })
}

// Incident is the one of a moment, or that whose flag is within reach of it.
func (c *Chart) Incident(at time.Time, reach time.Duration) (found checks.Incident, ok bool) {
	nearest := reach
	for _, i := range c.Incidents {
		var off time.Duration
		switch end := c.endOf(i); {
		case at.Before(i.From):
			off = i.From.Sub(at)
		case at.After(end):
			off = at.Sub(end)
		}
		if off <= nearest {
			found, ok, nearest = i, true, off
		}
	}
	return found, ok
}
