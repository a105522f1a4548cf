//go:build lab && linux

package main

import (
	"fmt"
	"slices"
	"time"

	"countercheck/checks"
)

// What an agent may take until it believes what is so. A change dates from the first
// round that saw it. The hosts are asked every 30 s; a round that was under way at the
// switch may have seen half of either, and the slowest take 9 s. On a loaded machine
// all of it takes a little longer.
const (
	roundTakes = 9 * time.Second
	seenWithin = 60 * time.Second
	overWithin = 60 * time.Second
	lookAgain  = 20 * time.Second // after a change of network nothing is known until a round has ended
)

// held is a fault as the lab's log has it: it was being switched on from begun to on,
// and off from off to ended.
type held struct {
	scenario
	begun, on, off, ended time.Time
	short                 bool // too short for three rounds: it need not be seen
}

func (h held) String() string {
	return fmt.Sprintf("%s, held from %s to %s", h.title(), clockOf(h.begun), clockOf(h.ended))
}

func clockOf(at time.Time) string { return at.Format(time.TimeOnly) }

// stretch is a time, from its beginning until before its end.
type stretch struct{ from, to time.Time }

// without is what is left of a stretch beside others.
func (s stretch) without(others []stretch) (left []stretch) {
	left = []stretch{s}
	for _, o := range others {
		var next []stretch
		for _, l := range left {
			if !o.from.Before(l.to) || !o.to.After(l.from) {
				next = append(next, l)
				continue
			}
			if o.from.After(l.from) {
				next = append(next, stretch{l.from, o.from})
			}
			if o.to.Before(l.to) {
				next = append(next, stretch{o.to, l.to})
			}
		}
		left = next
	}
	return left
}

// truth is what was so in a shop, and for how long the agent watched it.
type truth struct {
	held         []held // in order, none before the other has ended
	gaps         []checks.Gap
	began, ended time.Time
}

// may is when a verdict may stand.
func (w truth) may(c checks.Change) (when []stretch) {
	switch c.Level {
	case checks.Unknown:
		for _, g := range w.gaps { // the agent itself stood still, and said so
			when = append(when, stretch{g.From.Add(-lookAgain), g.To.Add(lookAgain)})
		}
		for _, h := range w.held {
			when = append(when, stretch{h.begun.Add(-time.Second), h.on.Add(lookAgain)}, stretch{h.off.Add(-time.Second), h.ended.Add(lookAgain)})
		}
	case checks.OK:
		quiet := w.began
		for _, h := range w.held {
			if !h.short && !h.chance {
				when = append(when, stretch{quiet.Add(-roundTakes), h.on.Add(seenWithin)})
				quiet = h.off
			}
		}
		when = append(when, stretch{quiet.Add(-roundTakes), w.ended.Add(time.Hour)})
	default:
		for _, h := range w.held {
			if h.cause == c.Cause && h.level == c.Level {
				when = append(when, stretch{h.begun.Add(-roundTakes), h.ended.Add(overWithin)})
			}
		}
	}
	return when
}

// wrong is a verdict that stood when it must not.
type wrong struct {
	kind string // of the constants below
	text string
}

// The ways to be wrong.
const (
	falseAlarm = "false alarm"
	misnamed   = "another name"
	notSeen    = "not seen"
	tooLong    = "believed too long"
)

// judge holds all that was believed against the truth.
func (w truth) judge(changes []checks.Change) (all []wrong) {
	for i, c := range changes {
		stood := stretch{c.At, w.ended}
		if i+1 < len(changes) {
			stood.to = changes[i+1].At
		}
		for _, left := range stood.without(w.may(c)) {
			all = append(all, w.wrongly(c, left))
		}
	}
	for _, h := range w.held {
		if _, seen := h.seen(changes); !seen && !h.short && !h.chance {
			all = append(all, wrong{notSeen, h.String() + ", was not seen"})
		}
	}
	return all
}

// wrongly names what is wrong with a verdict that stood for a while.
func (w truth) wrongly(c checks.Change, left stretch) wrong {
	said := fmt.Sprintf("%s %s was believed from %s to %s", c.Level, c.Cause, clockOf(left.from), clockOf(left.to))
	middle := left.from.Add(left.to.Sub(left.from) / 2)
	i := slices.IndexFunc(w.held, func(h held) bool { return h.begun.Before(middle) && h.ended.After(middle) })
	switch {
	case i >= 0 && c.Level == checks.OK:
		return wrong{notSeen, said + " during " + w.held[i].String()}
	case i >= 0:
		return wrong{misnamed, said + " during " + w.held[i].String()}
	}
	for _, h := range w.held {
		if h.cause == c.Cause && h.ended.Before(middle) {
			return wrong{tooLong, said + " after " + h.String()}
		}
	}
	return wrong{falseAlarm, said + " while nothing was switched"}
}

// seen is when the first round was that saw a fault.
func (h held) seen(changes []checks.Change) (at time.Time, ok bool) {
	i := slices.IndexFunc(changes, func(c checks.Change) bool {
		return c.Cause == h.cause && c.Level == h.level && !c.At.Before(h.begun.Add(-roundTakes)) && c.At.Before(h.ended)
	})
	if i < 0 {
		return at, false
	}
	return changes[i].At, true
}

// over is when the first good round was after a fault.
func (h held) over(changes []checks.Change) (at time.Time, ok bool) {
	i := slices.IndexFunc(changes, func(c checks.Change) bool { return c.Level == checks.OK && c.At.After(h.off.Add(-roundTakes)) })
	if i < 0 {
		return at, false
	}
	return changes[i].At, true
}

// listed holds the list that the command prints against the truth: each fault that was
// seen is one incident, and there is none beside them.
func (w truth) listed(changes []checks.Change, list incidentList) (all []wrong) {
	of := map[int]int{} // incidents by the fault they are of
	for _, one := range list.Incidents {
		i := slices.IndexFunc(w.held, func(h held) bool {
			return h.cause == one.Cause && h.level == one.Level && one.From.After(h.begun.Add(-roundTakes-time.Second)) && one.From.Before(h.ended)
		})
		if i < 0 {
			all = append(all, wrong{falseAlarm, fmt.Sprintf("the list has %s %s from %s, and that was not switched", one.Level, one.Cause, clockOf(one.From))})
			continue
		}
		of[i]++
		if h := w.held[i]; !one.Open && one.To.After(h.ended.Add(overWithin)) {
			all = append(all, wrong{tooLong, fmt.Sprintf("the list has %s until %s; it was %s", one.Cause, clockOf(one.To), h)})
		}
	}
	for i, h := range w.held {
		_, seen := h.seen(changes)
		if n := of[i]; n > 1 || seen && n == 0 {
			all = append(all, wrong{notSeen, fmt.Sprintf("the list has %d incidents for %s", n, h)})
		}
	}
	return all
}
