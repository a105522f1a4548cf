package probe

import (
	"context"
	"sync"
	"time"

	"countercheck/checks"
)

// surveyPace is how often a host is asked in a survey.
const surveyPace = time.Second

// mostSurveyProbes is how often a host is asked in a survey at most.
const mostSurveyProbes = 100

// Survey asks each payment host in use, each one watched for comparison and each of
// the shop's own n times, once a second, hosts side by side. That is oftener than
// other people's servers may be asked in normal times (causes.md, "Reachable"): it
// is the one exception, only a person starts it, and checks.SurveyAllowed says when
// the next one may begin.
//
// progress, if not nil, is told how many of all probes are done, one call at a
// time. Where ctx ends first, what was asked until then comes back, marked as
// stopped, with a *checks.StoppedSurvey.
func Survey(ctx context.Context, settings checks.Settings, catalogue checks.Catalogue, knownRootsPEM []byte, n int, progress func(done, of int)) (checks.Survey, error) {
	catalogue = catalogue.With(settings.Hosts)
	p := newProber(settings, catalogue, knownRootsPEM)
	p.anchors = nil // public name servers are not asked for every probe that fails
	chosen, _ := checks.Choose(settings, catalogue)
	survey, err := p.survey(ctx, p.surveyTargets(chosen, settings.Language), n, surveyPace, progress)
	survey.Level, survey.Cause = checks.JudgeSurvey(survey, settings.Thresholds)
	return survey, err
}

// surveyTarget is a host of a survey and how it is asked.
type surveyTarget struct {
	host checks.SurveyHost
	ask  checks.Check
}

// surveyTargets are the payment hosts of the usual plan.
func (p *prober) surveyTargets(chosen []checks.Chosen, language string) []surveyTarget {
	names := map[string]string{}
	for _, c := range chosen {
		names[c.Provider.ID] = c.Provider.Name.ZH
		if language == "en" {
			names[c.Provider.ID] = c.Provider.Name.EN
		}
	}
	asked := p.endpointChecks(chosen)
	all := make([]surveyTarget, len(asked))
	for i, check := range asked {
		to := check.Target
		all[i] = surveyTarget{ask: check, host: checks.SurveyHost{
			Provider: to.Provider, Owner: to.Owner, Name: names[to.Provider],
			Host: to.Host, Port: to.Port, Role: to.Role, InUse: to.InUse,
		}}
	}
	return all
}

// survey asks all targets side by side and waits for all of them.
func (p *prober) survey(ctx context.Context, targets []surveyTarget, n int, pace time.Duration, progress func(done, of int)) (checks.Survey, error) {
	n = min(max(n, 0), mostSurveyProbes)
	survey := checks.Survey{Started: p.now(), Planned: n, Hosts: make([]checks.SurveyHost, len(targets))}
	count := counter{of: n * len(targets), tell: progress}
	var wait sync.WaitGroup
	for i, target := range targets {
		wait.Go(func() {
			survey.Hosts[i] = target.host
			survey.Hosts[i].Probes = p.surveyHost(ctx, target.ask, n, pace, count.add)
		})
	}
	wait.Wait()
	survey.Ended = p.now()
	if count.done < count.of {
		survey.Stopped = true
		return survey, &checks.StoppedSurvey{Done: count.done, Of: count.of, Why: ctx.Err()}
	}
	return survey, nil
}

// surveyHost asks one host n times, at its pace whatever the answers take: a host
// that was only asked again after it had answered would be asked least while it is
// slow, and its figures would look better than the line is.
func (p *prober) surveyHost(ctx context.Context, check checks.Check, n int, pace time.Duration, done func()) []checks.SurveyProbe {
	asked := make([]*checks.SurveyProbe, n)
	beat := time.NewTicker(pace)
	defer beat.Stop()
	var wait sync.WaitGroup
	for i := range asked {
		at := p.now()
		wait.Go(func() {
			if asked[i] = p.surveyOnce(ctx, check, at); asked[i] != nil {
				done()
			}
		})
		if i == n-1 || !waitFor(ctx, beat.C) {
			break
		}
	}
	wait.Wait()
	probes := make([]checks.SurveyProbe, 0, n)
	for _, probe := range asked {
		if probe != nil {
			probes = append(probes, *probe)
		}
	}
	return probes
}

// surveyOnce is one probe; nil where it was cut off, which says nothing of the host.
func (p *prober) surveyOnce(ctx context.Context, check checks.Check, at time.Time) *checks.SurveyProbe {
	if ctx.Err() != nil {
		return nil
	}
	round, whole := checks.Run(ctx, []checks.Check{check}, checks.RunOptions{Now: p.now})
	if !whole {
		return nil
	}
	f := round.Results[0].Finding
	return &checks.SurveyProbe{At: at, Phases: f.Phases, Failed: f.Failed, Class: f.Class}
}

// waitFor waits for the next beat; false where ctx ends first.
func waitFor(ctx context.Context, beat <-chan time.Time) bool {
	select {
	case <-ctx.Done():
		return false
	case <-beat:
		return true
	}
}

// counter counts the probes of all hosts.
type counter struct {
	mu       sync.Mutex
	done, of int
	tell     func(done, of int)
}

func (c *counter) add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done++
	if c.tell != nil {
		c.tell(c.done, c.of)
	}
}
