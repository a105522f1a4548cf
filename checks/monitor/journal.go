package monitor

import (
	"slices"
	"time"

	"countercheck/checks"
)

// journal is what was handed over so far, as far as the next entry depends on it.
type journal struct {
	change    *checks.Change   // the newest; nil where none holds: at the start, after a gap
	held      time.Time        // since when it does, or since when none does
	open      *checks.Incident // never changed in place: listeners have it
	unsettled bool             // the open one lies before a gap, and whether it goes on is not known
	gap       *checks.Gap      // that has just ended
	announcer checks.Announcer
}

// resume takes up what the last start left. Its incident is open until something
// is believed again.
func (w *watch) resume(last checks.Last) {
	w.announcer = last.Announcer
	if last.Incident != nil && last.Incident.Open() {
		open := *last.Incident
		w.open, w.unsettled = &open, true
	}
	gap, ok := gapSince(last, w.clock)
	if !ok {
		return
	}
	if gap.Kind == checks.GapClock {
		w.shift(gap.Moved)
	}
	w.recordGap(gap)
}

// record hands an entry over.
func (w *watch) record(e checks.Entry) {
	now := w.m.opt.Clock()
	e.Last = checks.Last{Alive: now.Wall.Round(0), Asleep: asleep(now), Incident: w.open, Announcer: w.announcer}
	w.m.opt.Record(e)
}

// recordGap hands over a gap. What was believed before it holds no more; what is
// believed still, because only a clock was set, is said anew.
func (w *watch) recordGap(gap checks.Gap) {
	w.gap, w.change, w.held = &gap, nil, gap.To
	w.record(checks.Entry{At: gap.To, Gap: &gap, Change: w.changed(gap.To), Incident: w.still()})
}

// still is the open incident where nothing puts it in question.
func (w *watch) still() *checks.Incident {
	if w.unsettled {
		return nil
	}
	return w.open
}

// judged hands over a round after it was settled what it changes.
func (w *watch) judged(e checks.Entry, seen checks.Verdict) {
	believed := w.belief.Verdict
	e.Change = w.changed(e.At)
	w.settleOpen(e.At)
	// A round that was better than what is believed does not prolong it.
	if believed.Level != checks.Unknown && (e.Change != nil || seen.Level >= believed.Level) {
		began := w.open == nil
		e.Incident = checks.Follow(w.open, believed, w.belief.Since, e.At)
		w.open = e.Incident
		if w.open != nil && !w.open.Open() {
			w.open = nil
		}
		e.Scene = w.sceneOf(e.Incident, began)
	}
	w.announce(e.Incident)
	w.record(e)
}

// settleOpen decides, as soon as something is believed, whether the incident from
// before a gap goes on: with the same cause it does, else nobody saw its end.
func (w *watch) settleOpen(at time.Time) {
	v := w.belief.Verdict
	if !w.unsettled || v.Level == checks.Unknown {
		return
	}
	w.unsettled = false
	if goesOn(*w.open, v) {
		return
	}
	over := checks.Abandon(*w.open)
	w.open = nil
	w.announce(&over)
	w.record(checks.Entry{At: at, Incident: &over})
}

// goesOn: a verdict is one that an incident was told as before.
func goesOn(open checks.Incident, v checks.Verdict) bool {
	if v.Level < checks.Warn {
		return false
	}
	if v.Cause == open.Cause {
		return v.Subject == open.Subject
	}
	return slices.Contains(open.Causes, v.Cause)
}

// changed is the change of what is believed since the last one, nil if there is
// none. It dates from when the new verdict was first seen.
func (w *watch) changed(at time.Time) *checks.Change {
	v, old := w.belief.Verdict, w.change
	if old == nil && v.Level == checks.Unknown {
		return nil // nobody expects anything to hold
	}
	next := checks.ChangeOf(v, at)
	if old != nil && old.Same(next) {
		return nil
	}
	if since := w.belief.Since; since.After(w.held) && since.Before(at) {
		next.At = since
	}
	w.change, w.held = &next, next.At
	return &next
}
