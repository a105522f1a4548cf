package checks

import "time"

// Past is what is remembered of a check from the rounds before.
type Past struct {
	Figures map[Figure]Graded // how each of its figures stands, for the band
	Streak  int               // rounds in a row at Warn or worse
	Lossy   int               // rounds in a row with a loss over the limit
	Heard   time.Time         // when a terminal answered last
}

// Graded is how a figure stands after a round.
type Graded struct {
	Level Level // the one that the band holds on to
	Fails int   // rounds in a row that were graded Fail, while that is not held on to
}

// then is how the figure stands after another round. The band holds on to a failure
// only when it has lasted: a single packet lost on a slow evening would otherwise
// be held on to for as long as the evening stays near the limit.
func (g Graded) then(level Level) Graded {
	switch {
	case level == Unknown:
		return g
	case level == Fail && g.Level != Fail && g.Fails+1 < roundsToBelieve:
		return Graded{Level: max(g.Level, OK), Fails: g.Fails + 1}
	default:
		return Graded{Level: level}
	}
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
		p := Past{Figures: map[Figure]Graded{}, Heard: round.Before[r.ID()].Heard}
		if r.Finding.Level >= Warn {
			p.Streak = round.Before[r.ID()].Streak + 1
		}
		next[r.ID()] = p
	}
	note := func(id string, figure Figure, level Level) {
		next[id].Figures[figure] = round.Before[id].Figures[figure].then(level)
	}
	for _, s := range e.remote() {
		for _, figure := range []Figure{FigureConnect, FigureRequest, FigureTotal, FigureResolve} {
			note(s.ID(), figure, e.gradeRequest(figure, s))
		}
	}
	for _, s := range e.terminals {
		if s.Facts.Answers {
			p := next[s.ID()]
			p.Heard = s.At
			next[s.ID()] = p
		}
	}
	for _, s := range e.pings {
		loss, jitter := e.gradePing(s)
		note(s.ID(), FigureLoss, loss)
		note(s.ID(), FigureJitter, jitter)
		if loss == Fail {
			p := next[s.ID()]
			p.Lossy = round.Before[s.ID()].Lossy + 1
			next[s.ID()] = p
		}
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
