package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"countercheck/checks"
)

// survey is the table that support asks for: each host asked 100 times for this
// report, phase by phase.
func (e *evidence) survey() {
	e.heading("survey", nil)
	s := e.d.Survey
	if s == nil || len(s.Hosts) == 0 {
		e.text("survey_not_taken", nil)
		return
	}
	facts := map[string]any{"From": e.stamp(s.Started), "To": s.Ended.In(e.zone).Format("15:04")}
	e.add(block{Kind: blockSentence, Level: s.Level, Text: e.say("survey_is."+s.Level.String(), facts)})
	if s.Stopped {
		e.text("survey_stopped", nil)
	}
	for _, h := range s.Hosts {
		e.host(h)
	}
}

func (e *evidence) host(h checks.SurveyHost) {
	f := h.Figures()
	facts := map[string]any{"Name": Provider(e.w, h.Provider), "Host": fmt.Sprintf("%s:%d", h.Host, h.Port), "Times": f.Count, "Failed": f.Failed}
	e.add(block{Kind: blockSub, Text: e.say("host", facts)})
	rows := [][]string{e.head("phase", "min", "median", "p95", "max")}
	for _, phase := range evidencePhases {
		rows = append(rows, spreadRow(e.say("phase."+string(phase), nil), f.Phases[phase]))
	}
	rows = append(rows, spreadRow(e.say("phase.total", nil), f.Total))
	e.add(block{Kind: blockTable, Texts: 1, Rows: rows})
	if failures := e.failures(h); failures != "" {
		e.add(block{Kind: blockText, Text: failures})
	}
}

// spreadRow leaves a figure that nothing brought empty: it was not zero.
func spreadRow(name string, s checks.SpanFigures) []string {
	known := s.Max > 0
	row := []string{name}
	for _, span := range []checks.Span{s.Min, s.Median, s.P95, s.Max} {
		row = append(row, milliseconds(time.Duration(span), known))
	}
	return row
}

// failures counts how requests failed, the most frequent first.
func (e *evidence) failures(h checks.SurveyHost) string {
	counts := map[string]int{}
	var all []string
	for _, p := range h.Probes {
		if p.OK() || !p.Counts() {
			continue
		}
		why := e.result(checks.Fail, p.Failed, p.Class)
		if counts[why]++; counts[why] == 1 {
			all = append(all, why)
		}
	}
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	for i, why := range all {
		all[i] = e.say("times", map[string]any{"What": why, "Times": counts[why]})
	}
	return strings.Join(all, e.say("then", nil))
}

// line is what the watch recorded in the window.
func (e *evidence) line() {
	e.heading("line", nil)
	u := e.d.Uptime
	watched := u.Watched() > 0
	if watched {
		of := func(d time.Duration) string { return percent(float64(d) / float64(u.Watched())) }
		e.text("line_watched", map[string]any{"Coverage": percent(u.Coverage()), "Good": of(u.Good), "Risky": of(u.Risky), "Down": of(u.Down)})
	} else {
		e.text("line_unwatched", nil)
	}
	if len(e.d.Incidents) == 0 {
		if watched {
			e.text("no_incidents", nil)
		}
		return
	}
	rows := [][]string{e.head("began", "ended", "length", "what", "ways")}
	for _, i := range e.d.Incidents {
		i.Facts = figures(e.w, i.Facts)
		said := IncidentLine(e.w, i, e.d.Made)
		ended := e.stamp(i.To)
		if i.Open() {
			ended = e.say("open", nil)
		}
		what := fmt.Sprintf("%s (%s)", said.Title, i.Cause)
		if i.Note != "" {
			what += "\n" + e.say("noted", map[string]any{"Note": e.clean.typed(i.Note)})
		}
		rows = append(rows, []string{e.stamp(i.From), ended, said.Length, what, said.Channels})
	}
	e.add(block{Kind: blockTable, Texts: len(rows[0]), Rows: rows})
}

// terminals are those in use: no serial numbers, and of numbers that name the shop
// the last four characters, which are enough to know them again.
func (e *evidence) terminals() {
	e.heading("terminals", nil)
	if len(e.d.Terminals) == 0 {
		e.add(block{Kind: blockText, Text: e.w.Say("terminals.none", nil)})
		return
	}
	rows := [][]string{e.head("terminal", "model", "version", "line", "visited", "merchant", "number")}
	for _, t := range e.d.Terminals {
		visited := ""
		if !t.Visited.IsZero() {
			visited = t.Visited.In(e.zone).Format(time.DateOnly)
		}
		rows = append(rows, []string{
			e.clean.typed(t.Title()), e.clean.typed(strings.TrimSpace(t.Brand + " " + t.Model)), e.version(t),
			e.w.Say("terminals.lines."+string(t.Line), nil), visited, masked(t.Merchant), masked(t.Number),
		})
	}
	e.add(block{Kind: blockTable, Texts: len(rows[0]), Rows: rows})
}

// version is a terminal's version and how it stands. Why it could not be read is
// left out: that names folders and addresses of this PC.
func (e *evidence) version(t checks.Terminal) string {
	t.Unread = ""
	v, judged := e.d.Judged[t.ID]
	if !judged {
		v.State = checks.VersionNoRule
		if t.Version.Version == "" {
			v.State = checks.VersionUnread
		}
	}
	said := versionLine(e.w, t, v)
	if !t.Version.At.IsZero() && t.Version.Version != "" {
		said += "\n" + e.say("version_at", map[string]any{"At": t.Version.At.In(e.zone).Format(time.DateOnly)})
	}
	if t.Seen != (checks.TerminalSeen{}) {
		said += "\n" + e.w.Say("terminals.replaced", nil)
	}
	return said
}

func masked(number string) string {
	if number == "" {
		return ""
	}
	return lastFour(number)
}

// bills are the rows of imported bills that gave money back.
func (e *evidence) bills() {
	e.heading("bills", nil)
	if len(e.d.Bills) == 0 {
		e.text("no_bills", nil)
		return
	}
	rows := [][]string{e.head("when", "way", "kind", "amount", "order", "then", "entry")}
	for _, m := range e.d.Bills {
		row := m.Row
		said := SayMinute(e.w, e.plain(m.Minute), row.Way, row.At.In(e.zone), e.d.Made)
		rows = append(rows, []string{
			e.stamp(row.At), e.way(row.Way), e.say("kind."+string(row.Kind), nil), e.money(row.Amount), e.order(row.Order), said.Line, e.entryOf(m.Case),
		})
	}
	e.add(block{Kind: blockTable, Texts: len(rows[0]), Rows: rows})
}

// entryOf is the log's entry of a case, "" where nobody recorded it.
func (e *evidence) entryOf(id string) string {
	for _, entry := range e.d.Entries {
		if id != "" && entry.Case.ID == id {
			return fmt.Sprint(entry.Number)
		}
	}
	return ""
}
