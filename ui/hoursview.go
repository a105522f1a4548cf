package ui

import (
	"slices"
	"strings"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// Opening hours as people say them: pure functions over checks.Hours.

// weekday is a day of the hours.
type weekday struct {
	id string // as in the settings file
	at func(*checks.Hours) *[]string
}

func weekdays() []weekday {
	return []weekday{
		{"monday", func(h *checks.Hours) *[]string { return &h.Monday }},
		{"tuesday", func(h *checks.Hours) *[]string { return &h.Tuesday }},
		{"wednesday", func(h *checks.Hours) *[]string { return &h.Wednesday }},
		{"thursday", func(h *checks.Hours) *[]string { return &h.Thursday }},
		{"friday", func(h *checks.Hours) *[]string { return &h.Friday }},
		{"saturday", func(h *checks.Hours) *[]string { return &h.Saturday }},
		{"sunday", func(h *checks.Hours) *[]string { return &h.Sunday }},
	}
}

// usualHours are what many shops keep, each day alike, as a quick choice.
func usualHours() [][]string {
	return [][]string{nil, {"06:00-14:00"}, {"09:00-21:00"}, {"10:00-22:00"}, {"17:00-02:00"}}
}

// everyDay has every day the same; the days off stay.
func everyDay(h checks.Hours, openings []string) checks.Hours {
	for _, d := range weekdays() {
		*d.at(&h) = slices.Clone(openings)
	}
	return h
}

// alwaysOpen: no day has an opening, which counts as never closed.
func alwaysOpen(h checks.Hours) bool {
	for _, d := range weekdays() {
		if len(*d.at(&h)) > 0 {
			return false
		}
	}
	return true
}

// alike reports that every day has the openings.
func alike(h checks.Hours, openings []string) bool {
	for _, d := range weekdays() {
		if !slices.Equal(*d.at(&h), openings) {
			return false
		}
	}
	return true
}

// openingText is an opening for people: "09:00–21:00".
func openingText(w report.Words, openings []string) string {
	if len(openings) == 0 {
		return w.Say("settings.hours.always", nil)
	}
	return strings.ReplaceAll(strings.Join(openings, w.Say("list.comma", nil)), "-", "–")
}

// hoursText is a week in one line: days that are alike stand together.
func hoursText(w report.Words, h checks.Hours) string {
	if alwaysOpen(h) {
		return w.Say("settings.hours.always", nil)
	}
	if openings := h.Monday; alike(h, openings) {
		return w.Say("settings.hours.daily", map[string]any{"Hours": openingText(w, openings)})
	}
	var parts []string
	days := weekdays()
	for i := 0; i < len(days); {
		openings, last := *days[i].at(&h), i
		for last+1 < len(days) && slices.Equal(*days[last+1].at(&h), openings) {
			last++
		}
		name := w.Say("settings.day."+days[i].id, nil)
		if last > i {
			name += "–" + w.Say("settings.day."+days[last].id, nil)
		}
		said := w.Say("settings.hours.closed", nil)
		if len(openings) > 0 {
			said = openingText(w, openings)
		}
		parts = append(parts, name+" "+said)
		i = last + 1
	}
	return strings.Join(parts, between)
}

// pairOf is an opening's two times as they are edited.
func pairOf(opening string) [2]string {
	from, to, _ := strings.Cut(opening, "-")
	return [2]string{from, to}
}

// overnight reports that an opening goes on past midnight.
func overnight(pair [2]string) bool {
	return len(pair[0]) == 5 && len(pair[1]) == 5 && pair[1] <= pair[0]
}

// nextOpening is what a day's next opening most likely is.
func nextOpening(openings []string) string {
	switch len(openings) {
	case 0:
		return "09:00-21:00"
	case 1:
		if pairOf(openings[0])[1] <= "16:00" && !overnight(pairOf(openings[0])) {
			return "17:00-21:00"
		}
	}
	return "22:00-23:00"
}

// judgeHours says why hours cannot be used, and for each opening that is only
// written in another way what is meant, by its key: hours.monday[1].
func judgeHours(w *assets.Words, now checks.Settings, h checks.Hours, c checks.Catalogue) (problem string, nearest map[string]string) {
	after := now
	after.Hours = h
	nearest = map[string]string{}
	for _, wrong := range newProblems(now, after, c) {
		if problem == "" {
			problem = w.Say("settings.problem."+string(wrong.Reason), map[string]any{"Nearest": wrong.Nearest})
		}
		if wrong.Nearest != "" {
			nearest[wrong.Key] = wrong.Nearest
		}
	}
	return problem, nearest
}
