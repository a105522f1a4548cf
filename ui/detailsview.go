package ui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"countercheck/checks"
	"countercheck/checks/report"
)

// detailRow is a line of the details: a heading over the checks of one kind, or a
// check.
type detailRow struct {
	Heading bool
	Name    string // of the kind, in words
	ID      string // of the check
	Level   checks.Level
	Took    time.Duration
}

// detailRows lists a round by kinds, in the order of their first checks.
func detailRows(w report.Words, round checks.Round) []detailRow {
	var order []checks.Kind
	byKind := map[checks.Kind][]detailRow{}
	for _, r := range round.Results {
		kind := r.Check.Kind
		if byKind[kind] == nil {
			order = append(order, kind)
		}
		byKind[kind] = append(byKind[kind], detailRow{ID: r.ID(), Level: r.Finding.Level, Took: r.Took})
	}
	var rows []detailRow
	for _, kind := range order {
		rows = append(rows, detailRow{Heading: true, Name: w.Say("page.kind."+string(kind), nil)})
		rows = append(rows, byKind[kind]...)
	}
	return rows
}

// worst is the check that a technician looks at first.
func worst(round checks.Round) (id string) {
	level := checks.Unknown
	for _, r := range round.Results {
		if id == "" || r.Finding.Level > level {
			id, level = r.ID(), r.Finding.Level
		}
	}
	return id
}

// everything is the verdict and every check, as text.
func everything(w report.Words, verdict string, round checks.Round) string {
	var b strings.Builder
	b.WriteString(verdict)
	for _, r := range round.Results {
		fmt.Fprintf(&b, "\n%s\n", detailText(w, r))
	}
	return b.String()
}

// detailText is one check in full: the technician's terms, as the JSON has them.
func detailText(w report.Words, r checks.Result) string {
	var b strings.Builder
	f := r.Finding
	fmt.Fprintf(&b, "%s\n%s: %s\n", r.ID(), w.Say("details.level", nil), w.Say("details.is."+f.Level.String(), nil))
	line := func(key, value string) {
		if value != "" && value != string(checks.None) {
			fmt.Fprintf(&b, "%s: %s\n", w.Say("details."+key, nil), value)
		}
	}
	line("cause", string(f.Cause))
	line("failed", string(f.Failed))
	line("class", string(f.Class))
	for _, phase := range checks.AllPhases {
		if took, ran := f.Phases[phase]; ran {
			line("phase."+string(phase), fmt.Sprintf("%.1f ms", took.Milliseconds()))
		}
	}
	if r.Asked > 1 {
		line("asked", fmt.Sprint(r.Asked))
	}
	line("at", r.At.Format("2006-01-02 15:04:05.000"))
	line("error", f.Err)
	if f.Facts != nil {
		if facts, err := indented(f.Facts); err == nil {
			fmt.Fprintf(&b, "%s:\n%s\n", w.Say("details.facts", nil), facts)
		}
	}
	return b.String()
}

func indented(facts any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(facts)
	return strings.TrimSpace(b.String()), err
}
