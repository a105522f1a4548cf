package checks

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Survey is a full network check: a person had each host asked once a second, 100
// times, for a visit or a report.
type Survey struct {
	Started time.Time    `json:"started"`
	Ended   time.Time    `json:"ended"`
	Planned int          `json:"planned"`           // probes of each host
	Stopped bool         `json:"stopped,omitempty"` // somebody stopped it before its end
	Level   Level        `json:"level"`             // of the hosts in use
	Cause   Code         `json:"cause,omitempty"`   // "": these probes alone do not tell
	Hosts   []SurveyHost `json:"hosts"`
}

// SurveyHost is one host, and how each probe of it went.
type SurveyHost struct {
	Provider string        `json:"provider"` // id
	Owner    string        `json:"owner"`
	Name     string        `json:"name"` // the provider's, in the language of the settings
	Host     string        `json:"host"`
	Port     int           `json:"port"`
	Role     Role          `json:"role"`
	InUse    bool          `json:"in_use"` // the shop's money travels this way
	Probes   []SurveyProbe `json:"probes"`
}

// SurveyProbe is one request to a host.
type SurveyProbe struct {
	At     time.Time  `json:"at"`
	Phases Phases     `json:"phases_ms,omitempty"` // a phase that did not run is absent
	Failed Phase      `json:"failed_phase,omitempty"`
	Class  ErrorClass `json:"error_class,omitempty"`
}

// OK reports that a complete answer came.
func (p SurveyProbe) OK() bool { return p.Class == NoError && p.Failed == "" }

// Counts reports that the probe says something of the line: it was not this PC that
// forbade it, nor this program that broke.
func (p SurveyProbe) Counts() bool { return p.Class != Internal && p.Class != Denied }

// SurveyFigures are a host's figures. Times are of the probes that were answered,
// since one that was given up says how long we waited and not how long it takes.
type SurveyFigures struct {
	Count  int                   `json:"count"`
	Failed int                   `json:"failed"`
	Total  SpanFigures           `json:"total_ms"`
	Phases map[Phase]SpanFigures `json:"phases_ms"` // a phase that never ran is absent
}

// SpanFigures are the spread of lengths of time; all zero where there are none.
type SpanFigures struct {
	Min    Span `json:"min"`
	Median Span `json:"median"`
	P95    Span `json:"p95"` // 95 of 100 were as quick or quicker
	Max    Span `json:"max"`
}

// Share is the share of probes that failed, 0 to 1; ok is false where fewer were
// made than a verdict needs.
func (f SurveyFigures) Share() (share float64, ok bool) {
	if f.Count < MinSurvey {
		return 0, false
	}
	return float64(f.Failed) / float64(f.Count), true
}

// MinSurvey is the fewest probes of a host that give a verdict, as with pings.
const MinSurvey = MinPings

// Figures works out a host's figures.
func (h SurveyHost) Figures() SurveyFigures {
	f := SurveyFigures{Phases: map[Phase]SpanFigures{}}
	var totals []Span
	phases := map[Phase][]Span{}
	for _, p := range h.Probes {
		if !p.Counts() {
			continue
		}
		f.Count++
		if !p.OK() {
			f.Failed++
			continue
		}
		totals = append(totals, Span(p.Phases.Total()))
		for phase, took := range p.Phases {
			phases[phase] = append(phases[phase], took)
		}
	}
	f.Total = spread(totals)
	for phase, all := range phases {
		f.Phases[phase] = spread(all)
	}
	return f
}

// spread takes ranks, so that every figure is one that was measured.
func spread(all []Span) SpanFigures {
	if len(all) == 0 {
		return SpanFigures{}
	}
	all = slices.Sorted(slices.Values(all))
	at := func(share float64) Span { return all[min(len(all)-1, int(share*float64(len(all))))] }
	return SpanFigures{Min: all[0], Median: at(0.5), P95: at(0.95), Max: all[len(all)-1]}
}

// surveyPause lies between two runs: they ask other people's servers oftener than
// anything else does.
const surveyPause = 10 * time.Minute

// ErrTooSoon: a run ended less than that pause ago.
var ErrTooSoon = errors.New("a full network check has just been made; the next one may begin 10 minutes after it")

// SurveyAllowed reports whether a run may begin now, after one that ended at last;
// the zero time means that there was none. A clock that was put back in between
// locks nobody out for longer than the pause.
func SurveyAllowed(last, now time.Time) bool {
	return last.IsZero() || now.Sub(last).Abs() >= surveyPause
}

// StoppedSurvey is why a survey has fewer probes than were planned.
type StoppedSurvey struct {
	Done, Of int   // probes
	Why      error // of the context
}

func (e *StoppedSurvey) Error() string {
	return fmt.Sprintf("the full network check was stopped after %d of %d probes: %v", e.Done, e.Of, e.Why)
}

func (e *StoppedSurvey) Unwrap() error { return e.Why }
