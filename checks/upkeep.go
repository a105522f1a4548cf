package checks

import (
	"slices"
	"time"
)

// CareItem is an item as it stands now.
type CareItem struct {
	Task     Task         `json:"task"`
	State    CareState    `json:"state"`
	Due      time.Time    `json:"due,omitzero"`      // the day; zero: none
	Days     int          `json:"days"`              // past the due date; negative: until then
	Clear    bool         `json:"clear"`             // overdue for so long that it is said clearly
	Last     *CareRecord  `json:"last,omitempty"`    // nil: never done
	Measured *Measurement `json:"measured,omitzero"` // fresh enough to answer it
}

// Care is all that the checklist is made of.
type Care struct {
	Tasks    []Task
	Records  []CareRecord // in any order
	Measured []Measurement
	Since    time.Time // the first day; first dates are spread from here
	Visited  time.Time // end of the last visit; zero: a technician was never here
}

// firstDates is over how many days the first dates are spread.
const firstDates = 30

// Upkeep says how every item stands at a time, whose place tells which day it is.
// Nothing is overdue on the first day.
func Upkeep(c Care, now time.Time) []CareItem {
	last := lastRecords(Standing(c.Records))
	first := firstDays(c)
	items := make([]CareItem, len(c.Tasks))
	for i, task := range c.Tasks {
		items[i] = c.item(task, last[task.ID], first[task.ID], now)
	}
	return items
}

func (c Care) item(task Task, last *CareRecord, first, now time.Time) CareItem {
	item := CareItem{Task: task, Last: last, State: CareOff}
	if task.Off || task.Retired {
		return item
	}
	switch {
	case last != nil && last.State == CareFailed:
		item.Due = followUp(*last, now.Location())
	case last != nil:
		item.Due = day(last.At.In(now.Location())).AddDate(0, 0, task.Every.Days())
	case task.Who == Technician && c.Visited.IsZero():
		item.State = CareForVisit
		return c.measure(item, now)
	case task.Who == Technician:
		item.Due = day(c.Visited.In(now.Location())).AddDate(0, 0, task.Every.Days())
	default:
		item.Due = first.In(now.Location())
	}
	item.Days = daysBetween(item.Due, day(now))
	item.State = standing(item, now)
	item.Clear = item.State == CareOverdue && item.Days > max(2, task.Every.Days()/4)
	return c.measure(item, now)
}

// shiftHolds is how long an item of each shift counts as done.
const shiftHolds = 6 * time.Hour

func standing(item CareItem, now time.Time) CareState {
	failed := item.Last != nil && item.Last.State == CareFailed
	switch {
	case item.Days > 0:
		return CareOverdue
	case failed:
		return CareFollowUp
	case item.Days == 0:
		return CareDue
	case item.Task.Every == EveryShift && item.Last != nil && now.Sub(item.Last.At) >= shiftHolds:
		return CareDue
	default:
		return CareComing
	}
}

// measure has a fresh measurement answer an item that nothing follows. A bad one
// answers it too: it is said where the measuring is said.
func (c Care) measure(item CareItem, now time.Time) CareItem {
	if item.Task.Measured == "" || item.State == CareFollowUp {
		return item
	}
	for _, m := range c.Measured {
		age := now.Sub(m.At)
		if m.Measure != item.Task.Measured || m.Level == Unknown || age < -time.Minute || age > measurementHolds {
			continue
		}
		item.Measured, item.State, item.Due, item.Days, item.Clear = &m, CareMeasured, time.Time{}, 0, false
		return item
	}
	return item
}

// followUp is the day until which a failed item is to be put right; a week where
// none was given.
func followUp(r CareRecord, place *time.Location) time.Time {
	if until, err := time.ParseInLocation(time.DateOnly, r.Until, place); err == nil {
		return until
	}
	return day(r.At.In(place)).AddDate(0, 0, 7)
}

// firstDays gives every item of the owner's that was never done its first date: the
// daily ones the next day, the weekly ones one after the other in the first week,
// the others over what is left of the first 30 days, so that few fall on a day.
func firstDays(c Care) map[string]time.Time {
	days := map[string]time.Time{}
	for _, group := range []struct {
		every         []Every
		first, spread int
	}{
		{[]Every{EveryShift, EveryDay}, 1, 1},
		{[]Every{EveryWeek}, 1, 7},
		{[]Every{EveryMonth, EveryQuarter}, 8, firstDates - 7},
	} {
		of := slices.DeleteFunc(slices.Clone(c.Tasks), func(t Task) bool {
			return !slices.Contains(group.every, t.Every) || t.Who != Owner || t.Off || t.Retired
		})
		for i, t := range of {
			days[t.ID] = day(c.Since).AddDate(0, 0, group.first+i*group.spread/len(of))
		}
	}
	return days
}

// lastRecords are the newest of records in the order of time.
func lastRecords(all []CareRecord) map[string]*CareRecord {
	last := map[string]*CareRecord{}
	for _, r := range all {
		last[r.Task] = &r
	}
	return last
}

// day is the beginning of a time's day, where it is.
func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// daysBetween counts midnights, whatever summer time does to their distance.
func daysBetween(from, to time.Time) int {
	utc := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(utc(to).Sub(utc(from)) / (24 * time.Hour))
}
