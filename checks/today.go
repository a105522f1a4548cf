package checks

import (
	"cmp"
	"slices"
	"time"
)

// mostToday is how many items an owner is asked for in a day.
const mostToday = 2

// Today picks the items an owner is asked for now: two a day at most, those done
// today included. What is longest past its date comes first, of equals what comes
// round more often. What follows a failed item is never held back.
func Today(items []CareItem, now time.Time) []CareItem {
	room := mostToday
	var waiting, follow []CareItem
	for _, i := range items {
		if i.Task.Who != Owner {
			continue
		}
		if i.Last != nil && daysBetween(day(i.Last.At.In(now.Location())), day(now)) == 0 && i.State != CareDue {
			room--
		}
		switch {
		case i.Last != nil && i.Last.State == CareFailed && (i.State == CareOverdue || (i.State == CareFollowUp && i.Days == 0)):
			follow = append(follow, i)
		case i.State == CareOverdue || i.State == CareDue:
			waiting = append(waiting, i)
		}
	}
	slices.SortStableFunc(waiting, func(a, b CareItem) int {
		return cmp.Or(cmp.Compare(b.Days, a.Days), cmp.Compare(a.Task.Every.Days(), b.Task.Every.Days()))
	})
	return append(follow, waiting[:min(len(waiting), max(room, 0))]...)
}

// Overdue is what care.overdue counts: items past their date.
func Overdue(items []CareItem) []CareItem {
	return slices.DeleteFunc(slices.Clone(items), func(i CareItem) bool { return i.State != CareOverdue })
}

// CareDay is a day of the calendar.
type CareDay struct {
	Day    time.Time    `json:"day"`
	Done   []CareRecord `json:"done,omitempty"`
	Missed []string     `json:"missed,omitempty"` // items whose date passed on that day without anybody
}

// Calendar says what was done and what was missed on each of the last days, today
// the last. An item was missed on the day it was due if nobody looked at it then;
// that it was done later stands on the later day.
func Calendar(c Care, days int, now time.Time) []CareDay {
	out := make([]CareDay, days)
	for i := range out {
		out[i].Day = day(now).AddDate(0, 0, i-days+1)
	}
	at := func(t time.Time) *CareDay {
		if n := days - 1 - daysBetween(t, day(now)); n >= 0 && n < days {
			return &out[n]
		}
		return nil
	}
	records := Standing(c.Records)
	due := map[string]time.Time{}
	first := firstDays(c)
	for id, d := range first {
		due[id] = d.In(now.Location())
	}
	miss := func(id string, until time.Time) {
		if d, has := due[id]; has && daysBetween(d, day(until)) > 0 {
			if on := at(d); on != nil {
				on.Missed = append(on.Missed, id)
			}
		}
	}
	for _, r := range records {
		when := r.At.In(now.Location())
		miss(r.Task, when)
		due[r.Task] = day(when).AddDate(0, 0, r.Every.Days())
		if on := at(when); on != nil {
			on.Done = append(on.Done, r)
		}
	}
	for _, t := range c.Tasks {
		if !t.Off && !t.Retired && t.Measured == "" {
			miss(t.ID, now)
		}
	}
	return out
}
