package ui

import (
	"context"
	"slices"

	"countercheck/checks"
)

// surveyRun is a network check under way.
type surveyRun struct {
	after  bool // after a repair
	done   int
	of     int
	cancel context.CancelFunc
}

// survey runs the full network check beside; the technician goes on.
func (v *visiting) survey(after bool) {
	if v.run != nil {
		return
	}
	u := v.u
	ctx, cancel := context.WithCancel(u.bridge.life)
	run := &surveyRun{after: after, cancel: cancel}
	v.run, v.missed = run, nil
	progress := func(done, of int) {
		u.bridge.show(func() {
			run.done, run.of = done, of
			if s, ok := u.now.(*visit); ok && s.v == v {
				s.tellRun()
			}
		})
	}
	u.bridge.aside(func() func() {
		defer cancel()
		found, err := u.deps.Records.Survey(ctx, progress)
		return func() { v.surveyed(run, found, err) }
	})
	v.refresh()
}

// tells: what was measured before a check was stopped is enough for a verdict.
func tells(s checks.Survey) bool {
	return slices.ContainsFunc(s.Hosts, func(h checks.SurveyHost) bool { return h.Figures().Count >= checks.MinSurvey })
}

func (v *visiting) surveyed(run *surveyRun, found checks.Survey, err error) {
	if v.run != run {
		return
	}
	v.run, v.missed = nil, err
	if (err == nil || tells(found)) && v.visit.Open() {
		v.change(func(to *checks.Visit) {
			if run.after {
				to.After = &found
			} else {
				to.Survey = &found
			}
		})
	}
	if s, ok := v.u.now.(*visit); ok && s.v == v {
		s.surveyed()
	}
}
