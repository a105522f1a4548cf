package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"countercheck/checks"
)

// Message says a message: what is so, and in at most two short lines what to do.
// Texts come from the catalogue, with figures and nothing that a remote host said:
// no name in a certificate, no server's answer, no name of a network.
func Message(w Words, m checks.Message, profile checks.Profile) (title, body string) {
	switch m.Kind {
	case checks.MessageOver:
		return over(w, m, profile)
	case checks.MessageDigest:
		return digest(w, m)
	}
	v := m.Verdict
	v.Facts, v.Also = figures(w, v.Facts), nil
	said := Explain(w, v, profile)
	do := said.Actions
	if m.Kind == checks.MessageAhead && len(do) > 2 {
		do = do[2:] // nobody waits yet: time for repairs
	}
	title = w.Say("message."+string(m.Kind)+".title", map[string]any{"Headline": said.Headline})
	return title, strings.Join(do[:min(2, len(do))], "\n")
}

// over says how long it lasted, what it was, and what is left to do.
func over(w Words, m checks.Message, profile checks.Profile) (title, body string) {
	i := m.Incident
	key := "message.over.fail"
	switch {
	case i.Unsure && profile.SIMOnly:
		key = "message.over.unsure_pc"
	case i.Unsure:
		key = "message.over.unsure"
	case i.Layer == checks.LayerPC:
		key = "message.over.pc"
	case i.Level < checks.Fail && profile.SIMOnly:
		key = "message.over.warn_pc"
	case i.Level < checks.Fail:
		key = "message.over.warn"
	case profile.SIMOnly:
		key = "message.over.pc_only"
	case len(i.Channels) > 0 && len(i.Channels) < len(m.Verdict.Channels):
		key = "message.over.channels"
	}
	i.Facts = figures(w, i.Facts)
	line := IncidentLine(w, i, m.At)
	title = w.Say(key, map[string]any{"Length": Length(w, i.Length(m.At)), "Channels": line.Channels})
	was := w.Say("message.over.was", map[string]any{"When": line.When, "Title": line.Title})
	return title, was + "\n" + w.Say("do.look_up", nil)
}

// digest says how many were held back, how long they were, and which the longest.
func digest(w Words, m checks.Message) (title, body string) {
	if len(m.Held) == 0 {
		return "", ""
	}
	total, key := m.Rest.Length, "message.digest.title"
	for _, i := range m.Held {
		total += i.Length(m.At)
		if !sameDay(i.From, m.At) {
			key = "message.digest.earlier"
		}
	}
	longest := slices.MaxFunc(m.Held, func(a, b checks.Incident) int { return cmp.Compare(a.Length(m.At), b.Length(m.At)) })
	longest.Facts = figures(w, longest.Facts)
	line := IncidentLine(w, longest, m.At)
	return w.Say(key, map[string]any{"Count": len(m.Held) + m.Rest.Count, "Total": Length(w, total)}),
		w.Say("message.digest.longest", map[string]any{"Length": line.Length, "When": line.When, "Title": line.Title})
}

// figures are the facts that are numbers, the unit that one of them has, and what
// the shop itself calls a terminal.
func figures(w Words, facts map[string]any) map[string]any {
	numbers := map[string]any{}
	for key, value := range facts {
		switch value := value.(type) {
		case int, int64, float64:
			numbers[key] = value
		case string:
			if (key == "OffUnit" && w.Has("unit."+value)) || key == "Terminal" {
				numbers[key] = value
			}
		}
	}
	return numbers
}

// Length is a length of time as people say it, with at most two units: 40 seconds,
// 3 minutes, 1 hour 5 minutes, 2 days 3 hours.
func Length(w Words, d time.Duration) string {
	const day = 24 * time.Hour
	unit := func(name string, count time.Duration) string {
		return w.Say("unit."+name, map[string]any{"Count": int(count)})
	}
	both := func(more, less string, of, rest time.Duration) string {
		if rest == 0 {
			return unit(more, of)
		}
		return w.Say("message.line.join", map[string]any{"More": unit(more, of), "Less": unit(less, rest)})
	}
	switch minutes, hours := d.Round(time.Minute), d.Round(time.Hour); {
	case d < time.Minute-time.Second/2:
		return unit("second", max(d, 0).Round(time.Second)/time.Second)
	case minutes < time.Hour:
		return unit("minute", minutes/time.Minute)
	case minutes < day:
		return both("hour", "minute", minutes/time.Hour, minutes%time.Hour/time.Minute)
	default:
		return both("day", "hour", hours/day, hours%day/time.Hour)
	}
}
