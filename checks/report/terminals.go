package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"countercheck/checks"
)

// TerminalsSchema names the shape of the list of terminals.
const TerminalsSchema = "countercheck/terminals/v1"

type jsonTerminals struct {
	Schema    string         `json:"schema"`
	At        string         `json:"at"`
	Terminals []jsonTerminal `json:"terminals"`
}

type jsonTerminal struct {
	checks.Terminal
	Judged   checks.VersionVerdict `json:"version_judged"`
	Asked    bool                  `json:"asked"`    // it can be asked from this PC
	Replaced bool                  `json:"replaced"` // the last visit found another device
}

// TerminalsJSON writes the shop's terminals and how their versions stand.
func TerminalsJSON(out io.Writer, r checks.Records, now time.Time) error {
	doc := jsonTerminals{Schema: TerminalsSchema, At: now.Format(timeFormat), Terminals: []jsonTerminal{}}
	for _, t := range r.Terminals {
		doc.Terminals = append(doc.Terminals, jsonTerminal{
			Terminal: t, Judged: checks.JudgeVersion(t, r.Rules, r.Ages, now), Asked: t.Asked(), Replaced: t.Seen != (checks.TerminalSeen{}),
		})
	}
	return indented(out, doc)
}

// TerminalsText writes them for a console.
func TerminalsText(out io.Writer, w Words, r checks.Records, now time.Time) error {
	var b strings.Builder
	for _, t := range r.Terminals {
		section(&b, t.Title())
		line := func(key, value string) {
			if value != "" {
				fmt.Fprintf(&b, "   %s: %s\n", w.Say("terminals."+key, nil), value)
			}
		}
		line("made", strings.TrimSpace(t.Brand+" "+t.Model))
		line("serial", t.Serial)
		line("merchant", t.Merchant)
		line("number", t.Number)
		line("acquirer", t.Acquirer)
		line("place", t.Place)
		line("address", t.Address)
		line("line", w.Say("terminals.lines."+string(t.Line), nil))
		line("version", versionLine(w, t, checks.JudgeVersion(t, r.Rules, r.Ages, now)))
		if t.Seen != (checks.TerminalSeen{}) {
			line("replaced", strings.TrimSpace(t.Seen.Serial+" "+t.Seen.Model))
		}
		if !t.Visited.IsZero() {
			line("visited", t.Visited.Format(time.DateOnly))
		}
		if !t.InUse() {
			line("retired", t.Retired.Format(time.DateOnly))
		}
	}
	if len(r.Terminals) == 0 {
		fmt.Fprintf(&b, "%s\n", w.Say("terminals.none", nil))
	}
	_, err := io.WriteString(out, strings.TrimPrefix(b.String(), "\n"))
	return err
}

// versionLine is a version, how it stands, and why it was not read.
func versionLine(w Words, t checks.Terminal, v checks.VersionVerdict) string {
	said := w.Say("terminals.state."+string(v.State), map[string]any{"Newest": v.Newest, "Minimum": v.Minimum, "Ends": v.Ends, "Days": v.Days})
	if t.Version.Version != "" {
		said = t.Version.Version + " (" + said + ")"
	}
	if t.Unread != "" {
		said += "; " + t.Unread
	}
	return said
}
