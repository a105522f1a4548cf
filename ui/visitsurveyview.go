package ui

import (
	"fmt"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// What a network check found, in few figures: pure functions over it.

// surveyView is a check as it is shown.
type surveyView struct {
	Level checks.Level
	Text  string
	Hosts []hostView
	More  int // hosts that are not shown
}

// hostView is one host: its figures, and a bar for each probe.
type hostView struct {
	Name, Host string
	Figures    string
	Level      checks.Level
	Bars       []float32 // shares of the chart's height; below 0: it failed
}

// barsScale is the least that the full height of the chart stands for, so that the
// ups and downs of a quick line do not look like mountains.
const barsScale = 200 * time.Millisecond

// viewSurvey shows the hosts that the shop's money goes to; all of them if asked
// for, or where none is in use.
func viewSurvey(w *assets.Words, s checks.Survey, all bool) surveyView {
	v := surveyView{Level: s.Level, Text: w.Say("visit.survey."+s.Level.String(), nil)}
	if s.Stopped {
		v.Text += between + w.Say("visit.survey.stopped", nil)
	}
	used := 0
	top := barsScale
	for _, h := range s.Hosts {
		if h.InUse {
			used++
		}
		top = max(top, time.Duration(h.Figures().Total.P95)*5/4)
	}
	for _, h := range s.Hosts {
		if !all && used > 0 && !h.InUse {
			v.More++
			continue
		}
		v.Hosts = append(v.Hosts, viewHost(w, h, top))
	}
	return v
}

func viewHost(w *assets.Words, h checks.SurveyHost, top time.Duration) hostView {
	f := h.Figures()
	v := hostView{Name: h.Name, Host: h.Host, Level: checks.Unknown}
	said := map[string]any{"Median": report.Figure(w, time.Duration(f.Total.Median)), "Max": report.Figure(w, time.Duration(f.Total.Max)), "Failed": f.Failed, "Of": f.Count}
	switch {
	case f.Count > 0 && f.Failed == f.Count:
		v.Figures, v.Level = w.Say("visit.survey.figures_none", said), checks.Fail
	default:
		v.Figures = w.Say("visit.survey.figures", said)
		if f.Failed > 0 {
			v.Level = checks.Warn
		}
	}
	for _, p := range h.Probes {
		switch {
		case !p.Counts():
		case p.OK():
			v.Bars = append(v.Bars, float32(p.Phases.Total())/float32(top))
		default:
			v.Bars = append(v.Bars, -1)
		}
	}
	return v
}

// changeLine is one respect in which a line changed.
type changeLine struct {
	Level checks.Level
	Text  string
}

// viewChange says what a repair changed. What lies within the line's own ups and
// downs is no change, and is never called better.
func viewChange(w *assets.Words, c checks.SurveyChange) []changeLine {
	share := func(s checks.SurveySide) string { return fmt.Sprintf("%d/%d", s.Failed, s.Count) }
	return []changeLine{
		{effectLevel(c.Time), w.Say("visit.survey."+string(c.Time)+"_time", map[string]any{
			"Before": report.Figure(w, time.Duration(c.Before.Median)), "After": report.Figure(w, time.Duration(c.After.Median)),
		})},
		{effectLevel(c.Failures), w.Say("visit.survey."+string(c.Failures)+"_failures", map[string]any{
			"Before": share(c.Before), "After": share(c.After),
		})},
	}
}

func effectLevel(e checks.Effect) checks.Level {
	switch e {
	case checks.EffectBetter:
		return checks.OK
	case checks.EffectWorse:
		return checks.Warn
	default:
		return checks.Unknown
	}
}
