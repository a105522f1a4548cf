package checks

import "time"

// Past is what is remembered of a check from the rounds before.
type Past struct {
	Figures map[Figure]Level // how each of its figures was graded last, for the band
	Streak  int              // rounds in a row at Warn or worse
}

// Figure names what a threshold is about.
type Figure string

// The figures with a threshold and a band around it.
const (
	FigureConnect Figure = "connect"
	FigureRequest Figure = "request" // without the look-up
	FigureTotal   Figure = "total"   // the look-up included
	FigureResolve Figure = "resolve"
	FigureLoss    Figure = "loss"
	FigureJitter  Figure = "jitter"
)

// Remember notes of a round what the next one is judged with: the level of every
// figure that has a threshold, and how long each check has been troubled.
func Remember(plan Plan, round Round) map[string]Past {
	e := gather(plan, round)
	next := make(map[string]Past, len(round.Results))
	for _, r := range round.Results {
		p := Past{Figures: map[Figure]Level{}}
		if r.Finding.Level >= Warn {
			p.Streak = round.Before[r.ID()].Streak + 1
		}
		next[r.ID()] = p
	}
	for _, s := range e.remote() {
		for _, figure := range []Figure{FigureConnect, FigureRequest, FigureTotal, FigureResolve} {
			next[s.ID()].Figures[figure] = e.gradeRequest(figure, s)
		}
	}
	for _, s := range e.pings {
		next[s.ID()].Figures[FigureLoss], next[s.ID()].Figures[FigureJitter] = e.gradePing(s)
	}
	return next
}

// gradeRequest grades one figure of a request; Unknown where its phase did not run.
func (e *evidence) gradeRequest(figure Figure, s *Seen[EndpointFacts]) Level {
	t, old, phases := e.plan.Thresholds, e.before(s.ID(), figure), s.Finding.Phases
	switch figure {
	case FigureConnect:
		return gradePhase(t.Connect, old, phases, Connect)
	case FigureResolve:
		return gradePhase(t.Resolve, old, phases, Resolve)
	case FigureRequest:
		if works(s) {
			return t.Request.From(old, withoutLookup(phases))
		}
	case FigureTotal:
		if works(s) {
			return t.Request.From(old, phases.Total())
		}
	}
	return Unknown
}

func gradePhase(g Grade, old Level, phases Phases, phase Phase) Level {
	took, ran := phases[phase]
	if !ran {
		return Unknown
	}
	return g.From(old, time.Duration(took))
}

// gradePing grades loss and jitter. A host that answers no ping at all is one
// that blocks it, not one that loses it.
func (e *evidence) gradePing(s *Seen[PingFacts]) (loss, jitter Level) {
	share, ok := s.Facts.Loss()
	if !ok || s.Facts.Received == 0 {
		return Unknown, Unknown
	}
	t := e.plan.Thresholds
	return t.Loss.From(e.before(s.ID(), FigureLoss), share),
		t.Jitter.From(e.before(s.ID(), FigureJitter), time.Duration(s.Facts.Jitter))
}
