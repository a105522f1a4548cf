package ui

import (
	"fmt"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/ui/chart"
)

// reach is how much time the chart shows at once.
type reach string

// reaches are those offered, in the screen's order.
var reaches = []reach{"hour", "day", "week", "month", "year"}

// windowAt is the window of a reach that ends now, or with today.
func (r reach) windowAt(now time.Time) checks.Window {
	y, m, d := now.Date()
	tomorrow := time.Date(y, m, d+1, 0, 0, 0, 0, now.Location())
	switch r {
	case "hour":
		to := now.Truncate(time.Minute).Add(time.Minute)
		return checks.Window{From: to.Add(-time.Hour), To: to}
	case "week":
		return checks.Window{From: tomorrow.AddDate(0, 0, -7), To: tomorrow}
	case "month":
		return checks.Window{From: tomorrow.AddDate(0, 0, -30), To: tomorrow}
	case "year":
		return checks.Window{From: tomorrow.AddDate(-1, 0, 0), To: tomorrow}
	default:
		return checks.Window{From: time.Date(y, m, d, 0, 0, 0, 0, now.Location()), To: tomorrow}
	}
}

// moved is a window moved by its own length, n times; whole days stay whole days.
// It never goes beyond latest.
func moved(in checks.Window, n int, latest time.Time) checks.Window {
	out := checks.Window{From: in.From.Add(time.Duration(n) * in.Length()), To: in.To.Add(time.Duration(n) * in.Length())}
	if startsDay(in.From) && startsDay(in.To) {
		days := n * int(in.Length().Round(day)/day)
		out = checks.Window{From: in.From.AddDate(0, 0, days), To: in.To.AddDate(0, 0, days)}
	}
	if out.To.After(latest) {
		out = checks.Window{From: latest.Add(-in.Length()), To: latest}
		if startsDay(latest) && startsDay(in.From) {
			out.From = latest.AddDate(0, 0, -int(in.Length().Round(day)/day))
		}
	}
	return out
}

func startsDay(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 }

// leastWindow is the shortest time that is drawn: a few results of a beat.
const leastWindow = 2 * time.Minute

// zoomed is a window made longer or shorter about a moment of it, which stays
// where it is. It never goes beyond latest.
func zoomed(in checks.Window, about time.Time, times float64, latest time.Time) checks.Window {
	length := min(max(time.Duration(float64(in.Length())*times), leastWindow), 5*366*day)
	before := time.Duration(float64(about.Sub(in.From)) / float64(in.Length()) * float64(length))
	out := checks.Window{From: about.Add(-before)}
	out.To = out.From.Add(length)
	if out.To.After(latest) {
		out = checks.Window{From: latest.Add(-length), To: latest}
	}
	return out
}

// around is a window in which an incident is seen with what was before and after.
func around(i checks.Incident, now time.Time) checks.Window {
	end := i.To
	if i.Open() {
		end = now
	}
	margin := max(end.Sub(i.From)*3/2, 15*time.Minute)
	return checks.Window{From: i.From.Add(-margin), To: end.Add(margin)}
}

// date is a day as people say it, with the year where it is not this one.
func date(w *assets.Words, t, now time.Time) string {
	key := "history.date.day"
	if t.Year() != now.Year() {
		key = "history.date.day_year"
	}
	return w.Say(key, dateFacts(w, t))
}

func dateFacts(w *assets.Words, t time.Time) map[string]any {
	return map[string]any{
		"Year": t.Year(), "Month": int(t.Month()), "Day": t.Day(),
		"MonthName": w.Say(fmt.Sprintf("history.month.m%d", t.Month()), nil),
		"Weekday":   w.Say(fmt.Sprintf("history.weekday.d%d", t.Weekday()), nil),
	}
}

// windowTitle says what time a window is of.
func windowTitle(w *assets.Words, in checks.Window, now time.Time) string {
	from, to := in.From.In(now.Location()), in.To.In(now.Location())
	last := to.Add(-time.Nanosecond)
	same := from.Format(time.DateOnly) == last.Format(time.DateOnly)
	switch {
	case startsDay(from) && startsDay(to) && same:
		return dayTitle(w, from, now)
	case startsDay(from) && startsDay(to):
		return w.Say("history.shift", map[string]any{"From": date(w, from, now), "To": date(w, last, now)})
	case same:
		return date(w, from, now) + " " + from.Format("15:04") + "–" + to.Format("15:04")
	default:
		return w.Say("history.shift", map[string]any{"From": moment(w, from, now), "To": moment(w, to, now)})
	}
}

func moment(w *assets.Words, t, now time.Time) string {
	return date(w, t, now) + " " + t.Format("15:04")
}

func dayTitle(w *assets.Words, t, now time.Time) string {
	said := map[string]any{"Date": date(w, t, now), "Weekday": dateFacts(w, t)["Weekday"]}
	switch t.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return w.Say("history.date.today", said)
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return w.Say("history.date.yesterday", said)
	default:
		return w.Say("history.date.weekday", said)
	}
}

// tick is what stands under a mark of the time axis.
func tick(w *assets.Words, t time.Time, u chart.Unit, in checks.Window) string {
	switch {
	case u <= chart.Hour && !startsDay(t):
		return t.Format("15:04")
	case u <= chart.Day && in.Length() < 8*day && startsDay(t):
		return w.Say("history.date.mark", dateFacts(w, t))
	case u <= chart.Day:
		return w.Say("history.date.day", dateFacts(w, t))
	case u == chart.Month && t.Month() != time.January:
		return w.Say("history.date.month", dateFacts(w, t))
	default:
		return w.Say("history.date.year", dateFacts(w, t))
	}
}
