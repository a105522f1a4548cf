package checks

import (
	"slices"
	"time"
)

// Sample is a result as the history keeps it: what can be drawn and counted,
// without the facts.
type Sample struct {
	Check  string     `json:"-"`                      // the check's id
	At     time.Time  `json:"at"`                     // when the question was put
	Level  Level      `json:"level"`                  // by this result alone
	Cause  Code       `json:"cause,omitempty"`        // where it pointed; "" or None where it was fine
	Failed Phase      `json:"failed_phase,omitempty"` // "" if none, or for checks without phases
	Class  ErrorClass `json:"error_class,omitempty"`  // in what way it failed
	// Took is the figure that is drawn: all phases of a request, the round trip
	// of a ping or of the router, the slowest query of a name server. Zero where
	// nothing came back.
	Took   time.Duration `json:"took_ns,omitempty"`
	Phases Phases        `json:"phases_ms,omitempty"` // of a request
	Sent   int           `json:"sent,omitempty"`      // packets of a ping, 0 for all others
	Lost   int           `json:"lost,omitempty"`      // of them
}

// Failing reports that the result was a failure, or a loss that matters.
func (s Sample) Failing() bool { return s.Level == Fail }

// SampleOf is what the history keeps of a result; ok is false for checks that
// never bring a figure, such as those of the hosts file, unless they fail.
func SampleOf(r Result) (s Sample, ok bool) {
	f := r.Finding
	s = Sample{Check: r.ID(), At: r.At, Level: f.Level, Cause: f.Cause, Failed: f.Failed, Class: f.Class, Phases: f.Phases}
	switch facts := f.Facts.(type) {
	case GatewayFacts:
		s.Took = time.Duration(facts.RTT)
	case AnchorFacts:
		s.Took = time.Duration(facts.RTT)
	case PingFacts:
		s.Took, s.Sent, s.Lost = time.Duration(facts.Median), facts.Sent, facts.Sent-facts.Received
	case ResolverFacts:
		for _, q := range facts.Queries {
			if q.RCode != "" {
				s.Took = max(s.Took, time.Duration(q.Took))
			}
		}
	case EndpointFacts:
		s.Took = f.Phases.Total()
	case TerminalFacts:
		s.Took = time.Duration(facts.RTT)
	}
	drawn := slices.Contains(drawnKinds, r.Check.Kind) && f.Level != Unknown
	return s, drawn || f.Level >= Warn
}

// drawnKinds are the kinds of check with a figure worth drawing.
var drawnKinds = []Kind{KindGateway, KindAnchor, KindPing, KindDNS, KindControl, KindEndpoint, KindTerminal}
