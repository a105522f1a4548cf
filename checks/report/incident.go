package report

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"countercheck/checks"
)

// Line is an incident as a list shows it.
type Line struct {
	Title    string // what was wrong
	When     string // from and to, with the date where it was not today
	Length   string // how long
	Channels string // the ways to pay that were hit; "" where none is known
}

// IncidentLine says an incident in a line, in now's zone.
func IncidentLine(w Words, i checks.Incident, now time.Time) Line {
	line := Line{
		Title:    capital(w.Say("cause."+string(i.Cause)+".title", factsFor(w, i.Subject, i.Facts))),
		Length:   Length(w, i.Length(now)),
		Channels: channels(w, i.Channels),
	}
	if i.Unsure {
		line.Length = w.Say("message.line.length_unsure", map[string]any{"Length": line.Length})
	}
	from, to := i.From.In(now.Location()), i.To.In(now.Location())
	key, facts := "message.line.range", map[string]any{"From": moment(from, now), "To": to.Format("15:04")}
	if !sameDay(from, to) {
		facts["To"] = to.Format("01-02 15:04")
	}
	switch {
	case i.Open():
		key = "message.line.since"
	case i.Unsure:
		key = "message.line.unsure"
	}
	line.When = w.Say(key, facts)
	return line
}

// channels joins the names of ways to pay.
func channels(w Words, ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = Channel(w, id)
	}
	return strings.Join(names, w.Say("list.comma", nil))
}

// moment is a time with as much of its date as is needed.
func moment(at, now time.Time) string {
	switch {
	case sameDay(at, now):
		return at.Format("15:04")
	case at.Year() == now.Year():
		return at.Format("01-02 15:04")
	default:
		return at.Format("2006-01-02 15:04")
	}
}

// sameDay compares by the calendar of the second's zone.
func sameDay(a, b time.Time) bool {
	return a.In(b.Location()).Format(time.DateOnly) == b.Format(time.DateOnly)
}

// capital begins a line with a capital where the language has them.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
