package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"countercheck/checks"
	"countercheck/checks/report"
)

// surveyRun is a network check beside the questions.
type surveyRun struct {
	percent atomic.Int32
	ended   chan surveyed // gets one, when it has ended
}

// surveyed is how a network check ended.
type surveyed struct {
	survey checks.Survey
	err    error
}

// startSurvey has the network checked while the technician goes on.
func (k *console) startSurvey(ctx context.Context) error {
	if k.run != nil || k.declined || (k.v.Survey != nil && !k.v.Survey.Stopped) {
		return nil
	}
	yes, err := k.yes(ctx, "survey", nil, true)
	if err != nil {
		return err
	}
	if k.declined = !yes; yes {
		k.runSurvey(ctx)
	}
	return nil
}

// runSurvey begins one. It ends with ctx, and wait or leave waits for it.
func (k *console) runSurvey(ctx context.Context) {
	run := &surveyRun{ended: make(chan surveyed, 1)}
	k.run = run
	go func() {
		s, err := k.r.Survey(ctx, func(done, of int) { run.percent.Store(int32(100 * done / max(of, 1))) })
		run.ended <- surveyed{s, err}
	}()
}

// keepSurvey keeps a check as soon as it has ended: a power cut must not cost it.
// Where nothing came of it, that is said at once.
func (k *console) keepSurvey(ctx context.Context) error {
	if k.run == nil {
		return nil
	}
	select {
	case got := <-k.run.ended:
		k.run = nil
		if s := k.counts(got); s != nil {
			return k.change(ctx, func(v *checks.Visit) { v.Survey = s })
		}
	default:
	}
	return nil
}

// endSurvey waits for the check and says what it found. Where one was wanted and
// there is none, it is offered again.
func (k *console) endSurvey(ctx context.Context) error {
	for {
		if k.run != nil {
			s, err := k.wait(ctx)
			if err != nil {
				return err
			}
			if s != nil {
				if err := k.change(ctx, func(v *checks.Visit) { v.Survey = s }); err != nil {
					return err
				}
			}
		}
		if k.v.Survey != nil {
			k.tellSurvey(*k.v.Survey)
		}
		if k.declined || (k.v.Survey != nil && !k.v.Survey.Stopped) {
			return nil
		}
		yes, err := k.yes(ctx, "survey_now", nil, false)
		if err != nil {
			return err
		}
		if k.declined = !yes; yes {
			k.runSurvey(ctx)
		}
	}
}

// wait says how far a check is until it has ended; nil where nothing came of it.
func (k *console) wait(ctx context.Context) (*checks.Survey, error) {
	beat := time.NewTicker(15 * time.Second)
	defer beat.Stop()
	select { // one that has ended needs no word of waiting
	case got := <-k.run.ended:
		k.run = nil
		return k.counts(got), nil
	case <-time.After(50 * time.Millisecond):
		k.say("survey_waiting", nil)
	}
	for {
		select {
		case got := <-k.run.ended:
			k.run = nil
			return k.counts(got), nil
		case <-beat.C:
			k.say("survey_at", map[string]any{"Percent": k.run.percent.Load()})
		case <-ctx.Done():
			return nil, errLeft
		}
	}
}

// leave waits for a check that is under way when the questions end before it. Where
// it got far enough to say something it is kept.
func (k *console) leave(ctx context.Context, why error) error {
	if k.run == nil {
		return why
	}
	got := <-k.run.ended
	k.run = nil
	if !errors.Is(why, errLeft) || k.v.After != nil || !tells(got.survey) {
		return why
	}
	err := k.change(ctx, func(v *checks.Visit) {
		if v.Survey == nil || v.Survey.Stopped {
			v.Survey = &got.survey
		}
	})
	if err != nil && !errors.Is(err, errAnew) {
		return err
	}
	return why
}

// tells: what was measured is enough for a verdict.
func tells(s checks.Survey) bool {
	return slices.ContainsFunc(s.Hosts, func(h checks.SurveyHost) bool { return h.Figures().Count >= checks.MinSurvey })
}

// counts is a check that is worth keeping; nil where nothing came of it, which is
// said.
func (k *console) counts(got surveyed) *checks.Survey {
	switch {
	case errors.Is(got.err, checks.ErrTooSoon):
		k.repeat("visit.survey.too_soon", nil)
		return nil
	case got.err != nil && !tells(got.survey):
		k.repeat("visit.survey.failed", map[string]any{"Error": got.err.Error()})
		return nil
	}
	return &got.survey
}

// tellSurvey says what a check found, by the hosts that the shop's money goes to.
func (k *console) tellSurvey(s checks.Survey) {
	text := "\n" + k.words.Say("visit.survey."+s.Level.String(), nil)
	if s.Stopped {
		text += " · " + k.words.Say("visit.survey.stopped", nil)
	}
	fmt.Fprintln(k.out, text)
	used := slices.ContainsFunc(s.Hosts, func(h checks.SurveyHost) bool { return h.InUse })
	for _, h := range s.Hosts {
		if used && !h.InUse {
			continue
		}
		f := h.Figures()
		k.say("survey_host", map[string]any{"Name": h.Name, "Host": h.Host, "Failed": f.Failed, "Of": f.Count, "Median": k.figure(f.Total.Median)})
	}
}

func (k *console) figure(s checks.Span) string { return report.Figure(k.words, time.Duration(s)) }

// again offers a second network check after a repair, and says honestly what it
// changed.
func (k *console) again(ctx context.Context) error {
	for len(k.v.Repairs) > 0 && k.v.Survey != nil && k.v.After == nil {
		yes, err := k.yes(ctx, "again", map[string]any{"Ended": k.v.Survey.Ended.In(k.now().Location()).Format("15:04")}, false)
		if err != nil || !yes {
			return err
		}
		k.runSurvey(ctx)
		after, err := k.wait(ctx)
		if err != nil {
			return err
		}
		if after == nil {
			continue // too soon, or nothing came of it: it is offered again
		}
		if err := k.change(ctx, func(v *checks.Visit) { v.After = after }); err != nil {
			return err
		}
		k.tellSurvey(*after)
		k.compare(*k.v.Survey, *after)
	}
	return nil
}

// compare: what lies within the line's own ups and downs is no change.
func (k *console) compare(before, after checks.Survey) {
	c := checks.CompareSurveys(before, after)
	share := func(s checks.SurveySide) string { return fmt.Sprintf("%d/%d", s.Failed, s.Count) }
	k.repeat("visit.survey."+string(c.Time)+"_time", map[string]any{"Before": k.figure(c.Before.Median), "After": k.figure(c.After.Median)})
	k.repeat("visit.survey."+string(c.Failures)+"_failures", map[string]any{"Before": share(c.Before), "After": share(c.After)})
}
