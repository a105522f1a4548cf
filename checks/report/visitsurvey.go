package report

import (
	"fmt"
	"time"

	"countercheck/checks"
)

// survey is a full network check: a sentence, a table, and a chart of each host
// that money travels by.
func (r *visitReport) survey(key string, s *checks.Survey) {
	r.heading(key, nil)
	if s == nil {
		r.add(block{Kind: blockText, Text: r.say("no_survey", nil)})
		return
	}
	facts := map[string]any{"From": s.Started.Format("15:04"), "To": s.Ended.Format("15:04")}
	sentence := r.say("survey_is."+s.Level.String(), facts)
	if s.Stopped {
		sentence += " " + r.say("stopped", nil)
	}
	r.add(block{Kind: blockSentence, Level: s.Level, Text: sentence})
	table := block{Kind: blockTable, Texts: 2, Rows: [][]string{r.head("name", "host", "count", "failed", "median", "p95", "max")}}
	for _, h := range s.Hosts {
		f := h.Figures()
		row := []string{h.Name, h.Host, fmt.Sprint(f.Count), fmt.Sprint(f.Failed)}
		for _, span := range []checks.Span{f.Total.Median, f.Total.P95, f.Total.Max} {
			row = append(row, Figure(r.w, time.Duration(span)))
		}
		table.Rows = append(table.Rows, row)
	}
	r.add(table)
	for _, h := range s.Hosts {
		if h.InUse && len(h.Probes) > 0 {
			r.add(chartOf(h, r.say("chart", map[string]any{"Name": h.Name, "Host": h.Host, "Max": Figure(r.w, time.Duration(h.Figures().Total.Max))})))
		}
	}
}

func chartOf(h checks.SurveyHost, title string) block {
	b := block{Kind: blockChart, Text: title}
	longest := float64(h.Figures().Total.Max)
	for n, p := range h.Probes {
		one := bar{X: float64(n) / float64(len(h.Probes)), Failed: !p.OK()}
		if longest > 0 && p.OK() {
			one.Height = float64(p.Phases.Total()) / longest
		}
		b.Bars = append(b.Bars, one)
	}
	return b
}

// repairs, and what they changed: within the noise nothing is claimed.
func (r *visitReport) repairs() {
	if len(r.v.Repairs) == 0 && r.v.After == nil {
		return
	}
	r.heading("repairs", nil)
	for _, done := range r.v.Repairs {
		r.add(block{Kind: blockText, Text: r.say("repair."+string(done.Kind), map[string]any{"What": done.What, "Where": r.where(done.Terminal)})})
	}
	if r.v.After == nil || r.v.Survey == nil {
		return
	}
	c := checks.CompareSurveys(*r.v.Survey, *r.v.After)
	side := func(s checks.SurveySide) []string {
		return []string{Figure(r.w, time.Duration(s.Median)), fmt.Sprintf("%d / %d", s.Failed, s.Count)}
	}
	r.add(block{Kind: blockTable, Texts: 1, Rows: [][]string{
		{"", r.say("column.median", nil), r.say("column.failed_of", nil)},
		append([]string{r.say("before", nil)}, side(c.Before)...),
		append([]string{r.say("after", nil)}, side(c.After)...),
	}})
	r.add(block{Kind: blockText, Text: r.say("time_is."+string(c.Time), nil) + " " + r.say("failures_are."+string(c.Failures), nil)})
}

func (r *visitReport) where(terminal string) string {
	for _, i := range r.v.Terminals {
		if i.Terminal.ID == terminal && terminal != "" {
			return i.Terminal.Title()
		}
	}
	return r.say("line", nil)
}
