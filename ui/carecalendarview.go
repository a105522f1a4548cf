package ui

import (
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

// The calendar: what was done and what was missed on the last days.

const (
	calendarWeeks = 14 // 90 days touch so many
	calendarDays  = 90
)

// dayMark is how a day of the calendar looks.
type dayMark string

// The marks.
const (
	dayDone    dayMark = "done"
	dayMissed  dayMark = "missed"
	dayPartly  dayMark = "partly" // something was done, and something missed
	dayNothing dayMark = "nothing"
)

func markOf(d checks.CareDay) dayMark {
	switch {
	case len(d.Done) > 0 && len(d.Missed) > 0:
		return dayPartly
	case len(d.Missed) > 0:
		return dayMissed
	case len(d.Done) > 0:
		return dayDone
	default:
		return dayNothing
	}
}

func markLevel(m dayMark) checks.Level {
	switch m {
	case dayDone:
		return checks.OK
	case dayMissed, dayPartly:
		return checks.Warn
	default:
		return checks.Unknown
	}
}

// calendarCell is a place in the grid: a column a week, a row a day, Monday first.
// There is no day in some of the first and the last week.
type calendarCell struct {
	day   checks.CareDay
	there bool
}

// calendarGrid puts days, today the last, into weeks.
func calendarGrid(days []checks.CareDay) (cells [calendarWeeks][7]calendarCell) {
	if len(days) == 0 {
		return cells
	}
	last := mondayFirst(days[len(days)-1].Day)
	for n := range days {
		back := len(days) - 1 - n + 6 - last // from the last place of the grid
		week, row := calendarWeeks-1-back/7, 6-back%7
		if week >= 0 {
			cells[week][row] = calendarCell{days[n], true}
		}
	}
	return cells
}

// mondayFirst counts from Monday.
func mondayFirst(t time.Time) int { return (int(t.Weekday()) + 6) % 7 }

// monthOf is the name over a week in which a month begins, "" over the others.
func monthOf(w *assets.Words, week [7]calendarCell, first bool) string {
	for _, cell := range week {
		if cell.there && (cell.day.Day.Day() == 1 || first) {
			return w.Say("care.calendar.month", map[string]any{"Month": int(cell.day.Day.Month()), "MonthName": dateFacts(w, cell.day.Day)["MonthName"]})
		}
	}
	return ""
}

// dayDeed is something that was done on a day, or missed.
type dayDeed struct {
	text  string
	level checks.Level
}

// dayDeeds say what was done and missed on a day.
func dayDeeds(w *assets.Words, d checks.CareDay, tasks []checks.Task) (all []dayDeed) {
	for _, r := range d.Done {
		parts := []string{r.Text, stateText(w, r)}
		if parts[0] == "" {
			parts[0] = nameOf(w, r.Task, tasks)
		}
		if r.By != "" {
			parts = append(parts, r.By)
		}
		all = append(all, dayDeed{r.At.In(d.Day.Location()).Format("15:04") + " " + strings.Join(parts, between), recordLevel(r)})
	}
	for _, id := range d.Missed {
		all = append(all, dayDeed{w.Say("care.calendar.day.missed", map[string]any{"Text": nameOf(w, id, tasks)}), checks.Warn})
	}
	return all
}

// nameOf is what an item is called.
func nameOf(w *assets.Words, id string, tasks []checks.Task) string {
	for _, t := range tasks {
		if t.ID == id {
			return taskText(w, t)
		}
	}
	return taskText(w, checks.Task{ID: id})
}
