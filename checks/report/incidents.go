package report

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"countercheck/checks"
)

// IncidentsSchema names the shape of the list of incidents.
const IncidentsSchema = "countercheck/incidents/v1"

type jsonIncidents struct {
	Schema    string         `json:"schema"`
	From      string         `json:"from"`
	To        string         `json:"to"`
	Coverage  float64        `json:"coverage"`            // share of the time that was watched
	Available *float64       `json:"available,omitempty"` // share of the watched time; absent where none was
	Incidents []jsonIncident `json:"incidents"`
	Cases     []jsonCase     `json:"refunds,omitempty"` // absent where they were not asked for
}

type jsonIncident struct {
	ID       int64         `json:"id"`
	From     string        `json:"from"`
	To       string        `json:"to,omitempty"` // absent while it is open
	Open     bool          `json:"open"`
	Unsure   bool          `json:"end_unsure"` // its end was not watched
	Seconds  float64       `json:"seconds"`    // until To, or until the last bad round
	Level    checks.Level  `json:"level"`
	Cause    checks.Code   `json:"cause"`
	Layer    checks.Layer  `json:"layer,omitempty"`
	Provider string        `json:"provider,omitempty"`
	Causes   []checks.Code `json:"causes"`
	Channels []string      `json:"channels"`
	Title    string        `json:"title"`
	Note     string        `json:"note,omitempty"`
}

// IncidentsJSON writes incidents and how much of their window was watched, and the
// refund cases of it; nil for none.
func IncidentsJSON(out io.Writer, w Words, all []checks.Incident, cases []checks.Case, uptime checks.Uptime, in checks.Window) error {
	list := jsonIncidents{
		Schema: IncidentsSchema, From: in.From.Format(timeFormat), To: in.To.Format(timeFormat),
		Coverage: share(uptime.Coverage()), Incidents: []jsonIncident{}, Cases: casesJSON(cases),
	}
	if available, ok := uptime.Available(); ok {
		available = share(available)
		list.Available = &available
	}
	for _, i := range all {
		one := jsonIncident{
			ID: i.ID, From: i.From.Format(timeFormat), Open: i.Open(), Unsure: i.Unsure, Level: i.Level, Cause: i.Cause, Layer: i.Layer,
			Provider: providerID(i.Subject), Causes: i.Causes, Channels: append([]string{}, i.Channels...), Note: i.Note,
			Seconds: i.Seen.Sub(i.From).Seconds(), Title: IncidentLine(w, i, i.Seen).Title,
		}
		if !i.Open() {
			one.To, one.Seconds = i.To.Format(timeFormat), i.To.Sub(i.From).Seconds()
		}
		list.Incidents = append(list.Incidents, one)
	}
	return indented(out, list)
}

// share is one of 1, rounded to four digits.
func share(s float64) float64 { return math.Round(s*1e4) / 1e4 }

// IncidentsText writes them as lines for a console.
func IncidentsText(out io.Writer, w Words, all []checks.Incident, cases []checks.Case, uptime checks.Uptime, now time.Time) error {
	var b strings.Builder
	facts := map[string]any{"Coverage": percent(uptime.Coverage())}
	if available, ok := uptime.Available(); ok {
		facts["Available"] = percent(available)
		b.WriteString(w.Say("incidents.watched", facts) + "\n")
	} else {
		b.WriteString(w.Say("incidents.unwatched", nil) + "\n")
	}
	if len(all) == 0 && uptime.Watched() > 0 {
		b.WriteString(w.Say("incidents.none", nil) + "\n")
	}
	for _, i := range all {
		line := IncidentLine(w, i, now)
		fmt.Fprintf(&b, "%s %s · %s · %s", w.Say("text.mark."+i.Level.String(), nil), line.When, line.Length, line.Title)
		if line.Channels != "" {
			b.WriteString(" · " + line.Channels)
		}
		b.WriteString("\n")
		if i.Note != "" {
			fmt.Fprintf(&b, "    %s\n", i.Note)
		}
	}
	if len(cases) > 0 {
		section(&b, w.Say("incidents.refunds", nil))
	}
	for _, c := range cases {
		if c.Counts() {
			fmt.Fprintf(&b, "   %s · %s\n", CaseLine(w, c, now), w.Say("incidents.status."+string(c.Follow.Status), nil))
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// percent is a share with one decimal; 100 only where it is all of it.
func percent(s float64) string {
	if s < 1 {
		s = min(s, 0.999)
	}
	return fmt.Sprintf("%.1f", s*100)
}
