package ui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// What is said about the items of the checklist: pure functions over them.

// taskText is what an item is called: by the shop, or in the translations.
func taskText(w *assets.Words, t checks.Task) string {
	if t.Own() {
		return t.Text
	}
	return w.Say("task."+t.ID+".text", nil)
}

// taskWhy is why an item matters, "" where nobody said.
func taskWhy(w *assets.Words, t checks.Task) string {
	if key := "task." + t.ID + ".why"; !t.Own() && w.Has(key) {
		return w.Say(key, nil)
	}
	return ""
}

// taskSteps are the three steps of an item, none of one the shop added.
func taskSteps(w *assets.Words, t checks.Task) (steps []string) {
	for _, leaf := range []string{".do1", ".do2", ".do3"} {
		if key := "task." + t.ID + leaf; !t.Own() && w.Has(key) {
			steps = append(steps, w.Say(key, nil))
		}
	}
	return steps
}

// taskView is an item as it is shown.
type taskView struct {
	ID, Title, Why string
	Steps          []string
	When           string       // how it stands, in words
	Level          checks.Level // of that
	Mark           bool         // a mark stands before it
	Done           bool         // it was looked at today
}

// viewTask says how an item stands.
func viewTask(w *assets.Words, i checks.CareItem, now time.Time) taskView {
	v := taskView{ID: i.Task.ID, Title: taskText(w, i.Task), Why: taskWhy(w, i.Task), Steps: taskSteps(w, i.Task), Level: checks.Unknown}
	if lookedToday(i, now) && i.State != checks.CareOff && i.State != checks.CareMeasured {
		v.today(w, i, now)
		return v
	}
	v.When, v.Level = standing(w, i, now)
	v.Mark = v.Level > checks.OK
	return v
}

// today says what was recorded of an item today.
func (v *taskView) today(w *assets.Words, i checks.CareItem, now time.Time) {
	said := map[string]any{"Time": i.Last.At.In(now.Location()).Format("15:04"), "Next": dueDay(w, i.Due, now)}
	v.Done, v.Mark = true, true
	switch i.Last.State {
	case checks.CareFailed:
		v.Level, v.When = checks.Warn, w.Say("care.today."+string(i.Last.Repair), said)
	case checks.CareNotApplicable:
		v.When = w.Say("care.today.not_applicable", said)
	default:
		v.Level, v.When = checks.OK, w.Say("care.today.done", said)
	}
}

// standing is how an item stands, in words that grow clearer.
func standing(w *assets.Words, i checks.CareItem, now time.Time) (string, checks.Level) {
	said := map[string]any{"Count": i.Days, "Date": dueDay(w, i.Due, now)}
	failed := i.Last != nil && i.Last.State == checks.CareFailed
	switch i.State {
	case checks.CareOverdue:
		switch {
		case failed:
			return w.Say("care.when.repair_late", said), checks.Warn
		case i.Clear:
			return w.Say("care.when.clear", said), checks.Warn
		default:
			return w.Say("care.when.overdue", said), checks.Unknown
		}
	case checks.CareFollowUp:
		return w.Say("care.when."+string(i.Last.Repair), said), checks.Unknown
	case checks.CareMeasured:
		return measuredText(w, *i.Measured, now)
	case checks.CareComing:
		return w.Say("care.when.coming", said), checks.Unknown
	case checks.CareOff:
		if i.Task.Retired {
			return w.Say("care.when.retired", nil), checks.Unknown
		}
		return w.Say("care.when.off", nil), checks.Unknown
	default:
		return w.Say("care.when."+string(i.State), said), checks.Unknown
	}
}

func measuredText(w *assets.Words, m checks.Measurement, now time.Time) (string, checks.Level) {
	key := "care.when.measured"
	if m.Level > checks.OK {
		key = "care.when.measured_bad"
	}
	return w.Say(key, map[string]any{"For": ago(w, now.Sub(m.At))}), m.Level
}

// dueDay is a day to come as people say it.
func dueDay(w *assets.Words, t, now time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case sameDay(t, now):
		return w.Say("care.day.today", nil)
	case sameDay(t, now.AddDate(0, 0, 1)):
		return w.Say("care.day.tomorrow", nil)
	default:
		return date(w, t, now)
	}
}

// everyText is an interval, as it stands behind an item.
func everyText(w *assets.Words, e checks.Every) string { return w.Say("care.every."+string(e), nil) }

// whoText is who does an item.
func whoText(w *assets.Words, who checks.Who) string { return w.Say("care.who."+string(who), nil) }

// nextItem is the first item of the owner's that is still to come.
func nextItem(items []checks.CareItem) (next checks.CareItem, found bool) {
	for _, i := range items {
		if i.Task.Who == checks.Owner && i.State == checks.CareComing && (!found || i.Due.Before(next.Due)) {
			next, found = i, true
		}
	}
	return next, found
}

// careHeadline says how much there is to do today, and how that stands.
func careHeadline(w *assets.Words, due, done, overdue, clear int) (title, about string, level checks.Level) {
	switch {
	case due > 0:
		title = w.Say("care.title.due", map[string]any{"Count": due})
	case done > 0:
		title = w.Say("care.title.done", nil)
	default:
		title = w.Say("care.title.none", nil)
	}
	switch {
	case clear > 0:
		return title, w.Say("care.overdue.clear", map[string]any{"Count": clear}), checks.Warn
	case overdue > 0:
		return title, w.Say("care.overdue.gentle", map[string]any{"Count": overdue}), checks.Unknown
	case due > 0:
		return title, w.Say("care.title.short", nil), checks.Unknown
	default:
		return title, "", checks.Unknown
	}
}

// listOrder sorts items as they are listed: what waits, what comes, what does not.
func listOrder(items []checks.CareItem) []checks.CareItem {
	rank := map[checks.CareState]int{
		checks.CareOverdue: 0, checks.CareFollowUp: 1, checks.CareDue: 2, checks.CareComing: 3, checks.CareMeasured: 4,
		checks.CareForVisit: 5, checks.CareOff: 6,
	}
	all := slices.Clone(items)
	slices.SortStableFunc(all, func(a, b checks.CareItem) int {
		return cmp.Or(cmp.Compare(rank[a.State], rank[b.State]), boolOrder(a.Task.Retired, b.Task.Retired), a.Due.Compare(b.Due))
	})
	return all
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// recordText says what was recorded of an item, and by whom.
func recordText(w *assets.Words, r checks.CareRecord, now time.Time) string {
	at := r.At.In(now.Location())
	parts := []string{date(w, at, now) + " " + at.Format("15:04"), stateText(w, r)}
	if r.Note != "" {
		parts = append(parts, r.Note)
	}
	if until, err := time.ParseInLocation(time.DateOnly, r.Until, now.Location()); err == nil {
		parts = append(parts, w.Say("care.record.until", map[string]any{"Date": date(w, until, now)}))
	}
	if r.By != "" {
		parts = append(parts, r.By)
	}
	return strings.Join(parts, between)
}

func stateText(w *assets.Words, r checks.CareRecord) string {
	if r.State == checks.CareFailed {
		return w.Say("care.record."+string(r.Repair), nil)
	}
	return w.Say("care.record."+string(r.State), nil)
}

// recordLevel is the mark of a record.
func recordLevel(r checks.CareRecord) checks.Level {
	switch r.State {
	case checks.CareDone:
		return checks.OK
	case checks.CareFailed:
		return checks.Warn
	default:
		return checks.Unknown
	}
}

// textTrouble says what is wrong with what was typed, and where.
func textTrouble(w report.Words, err *checks.TextError) string {
	field := err.Field
	if key := "care.field." + field; w.Has(key) {
		field = w.Say(key, nil)
	}
	said := map[string]any{"Field": field, "Most": err.Most, "Length": err.Length}
	switch {
	case err.Control:
		return w.Say("care.wrong.control", said)
	case err.Most > 0:
		return w.Say("care.wrong.long", said)
	default:
		if key := "care.wrong." + err.Field; w.Has(key) {
			return w.Say(key, said)
		}
		return w.Say("care.wrong.else", said)
	}
}
