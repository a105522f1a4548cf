package chart

import (
	"math"
	"slices"
	"time"
)

// topOf is the value at the upper edge: every middle is below it with room to
// spare, and all but a few in a hundred of the highest are. What is higher is
// drawn as cut off.
func topOf(all []columns) float64 {
	var mids, highs []float64
	for _, c := range all {
		for i := range c.mid {
			if known(c.mid[i]) {
				mids, highs = append(mids, c.mid[i]), append(highs, c.high[i])
			}
		}
	}
	if len(mids) == 0 {
		return 100
	}
	slices.Sort(highs)
	return roundUp(max(slices.Max(mids)*1.15, highs[len(highs)*97/100]*1.05, 2))
}

// steps between labelled values are 1, 2 or 5 times a power of ten; there are
// between two and five of them.
func valueStep(top float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(top)))
	for _, times := range []float64{0.2, 0.25, 0.5, 1, 2} {
		if step := times * power; top/step <= 5 {
			return step
		}
	}
	return 2 * power
}

// roundUp is the next value at which an axis ends well.
func roundUp(value float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(value)))
	for _, times := range []float64{1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8} {
		if top := times * power; top >= value {
			return top
		}
	}
	return 10 * power
}

// Unit is what the marks of the time axis count.
type Unit uint8

// The units, the finest first.
const (
	Minute Unit = iota
	Hour
	Day
	Month
	Year
)

// timeStep is a distance between two marks: a number of units, about so long.
type timeStep struct {
	unit  Unit
	count int
	about time.Duration
}

const day = 24 * time.Hour

// timeSteps are those that people read without thinking, the finest first.
var timeSteps = []timeStep{
	{Minute, 1, time.Minute},
	{Minute, 2, 2 * time.Minute},
	{Minute, 5, 5 * time.Minute},
	{Minute, 10, 10 * time.Minute},
	{Minute, 15, 15 * time.Minute},
	{Minute, 30, 30 * time.Minute},
	{Hour, 1, time.Hour},
	{Hour, 2, 2 * time.Hour},
	{Hour, 3, 3 * time.Hour},
	{Hour, 6, 6 * time.Hour},
	{Hour, 12, 12 * time.Hour},
	{Day, 1, day},
	{Day, 2, 2 * day},
	{Day, 5, 5 * day},
	{Day, 10, 10 * day},
	{Month, 1, 45 * day}, // the names of months are short: they may stand closer
	{Month, 3, 91 * day},
	{Year, 1, 365 * day},
}

// timeStepFor is the finest step whose marks stand at least so far apart.
func timeStepFor(apart time.Duration) timeStep {
	for _, s := range timeSteps {
		if s.about >= apart {
			return s
		}
	}
	return timeSteps[len(timeSteps)-1]
}

// first is the last mark at or before a moment, by the clock of its zone.
func (s timeStep) first(at time.Time) time.Time {
	y, m, d := at.Date()
	down := func(n int) int { return n - n%s.count }
	switch s.unit {
	case Minute:
		return time.Date(y, m, d, at.Hour(), down(at.Minute()), 0, 0, at.Location())
	case Hour:
		return time.Date(y, m, d, down(at.Hour()), 0, 0, 0, at.Location())
	case Day:
		return time.Date(y, m, 1+down(d-1), 0, 0, 0, 0, at.Location())
	case Month:
		return time.Date(y, 1+time.Month(down(int(m)-1)), 1, 0, 0, 0, 0, at.Location())
	default:
		return time.Date(y, 1, 1, 0, 0, 0, 0, at.Location())
	}
}

// next is the mark after one. Days start anew with each month, so that the 1st
// always has a mark, and the one before it is left out where it is too near.
func (s timeStep) next(at time.Time) time.Time {
	y, m, d := at.Date()
	switch s.unit {
	case Minute:
		return at.Add(time.Duration(s.count) * time.Minute)
	case Hour:
		next := at.Add(time.Duration(s.count) * time.Hour)
		if next.Hour()%s.count != 0 { // summer time began or ended between them
			next = time.Date(y, m, d, at.Hour()+s.count, 0, 0, 0, at.Location())
		}
		return next
	case Day:
		next := time.Date(y, m, d+s.count, 0, 0, 0, 0, at.Location())
		if first := time.Date(y, m+1, 1, 0, 0, 0, 0, at.Location()); next.AddDate(0, 0, s.count/2).After(first) {
			return first
		}
		return next
	case Month:
		return time.Date(y, m+time.Month(s.count), 1, 0, 0, 0, 0, at.Location())
	default:
		return time.Date(y+s.count, 1, 1, 0, 0, 0, 0, at.Location())
	}
}
