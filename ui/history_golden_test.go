package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"countercheck/checks"
)

// The history in both languages, light and dark, at the smallest size that has to
// hold everything.
func TestHistoryLooksAsRecorded(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		for _, theme := range []string{"light", "dark"} {
			name := "history-" + lang + "-" + theme
			t.Run(name, func(t *testing.T) {
				u, win, watch := remembering(t, lang, theme, newPastYear())
				u.Show("history")
				answered(t, u, watch)
				looksAs(t, win, name)
			})
		}
	}
}

func TestPagesOfTheHistoryLookAsRecorded(t *testing.T) {
	u, win, watch := remembering(t, "zh-CN", "light", newPastYear())
	u.Show("history")
	h, _ := u.now.(*history)
	h.choose("week")
	h.toggle("ping:gateway")
	h.toggle("ping:223.5.5.5")
	answered(t, u, watch)
	h.plot.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(300, 150)}})
	looksAs(t, win, "history-week")
	h.choose("year")
	answered(t, u, watch)
	looksAs(t, win, "history-year")
	h.list.Select(1)
	answered(t, u, watch)
	looksAs(t, win, "history-zoomed")
	h.openChosen()
	answered(t, u, watch)
	looksAs(t, win, "incident")
	u.Show("now")
	answered(t, u, watch)
	u.deps.History = nil
	u.Show("history")
	looksAs(t, win, "history-off")
	u.deps.History = &pastYear{since: wallClock.AddDate(1, 0, 0)}
	u.Show("history")
	answered(t, u, watch)
	looksAs(t, win, "history-empty")
}

func TestIncidentLooksAsRecordedInTheDark(t *testing.T) {
	past := newPastYear()
	u, win, watch := remembering(t, "en", "dark", past)
	past.notes[past.cuts[2].ID] = "Called 10000, they repair the line."
	u.Show("history")
	h, _ := u.now.(*history)
	answered(t, u, watch)
	all, _ := past.Incidents(t.Context(), checks.Window{From: past.since, To: wallClock})
	h.openIncident(all[1])
	answered(t, u, watch)
	looksAs(t, win, "incident-en-dark")
}

func TestTodayLooksAsRecorded(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		u, win, watch := remembering(t, lang, map[string]string{"zh-CN": "light", "en": "dark"}[lang], newPastYear())
		answered(t, u, watch)
		looksAs(t, win, "today-"+lang)
	}
}
