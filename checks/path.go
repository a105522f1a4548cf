package checks

import (
	"slices"
	"time"
)

// Stops lists the stops in the order of the road.
var Stops = []StationID{StopComputer, StopRouter, StopLine, StopNames, StopPayment}

// stopOf says at which stop a layer lies.
var stopOf = map[Layer]StationID{
	LayerLink: StopComputer, LayerPC: StopComputer, LayerLAN: StopRouter, LayerWAN: StopLine,
	LayerDNS: StopNames, LayerTLS: StopPayment, LayerProvider: StopPayment,
}

// path marks the stop where the road is broken. Behind a break that stops
// everything, the stops are unknown, never good.
func (e *evidence) path(v Verdict) []Station {
	broken, isBroken := stopOf[v.Layer]
	at := slices.Index(Stops, broken)
	out := make([]Station, len(Stops))
	for i, id := range Stops {
		out[i] = Station{ID: id, Took: e.stopTook(id)}
		switch {
		case isBroken && i == at:
			out[i].Level = v.Level
		case isBroken && i > at && v.Level == Fail && hides(v.Cause):
			out[i].Took = 0
		case e.stopWorks(id):
			out[i].Level = OK
		default:
			out[i].Took = 0
		}
	}
	return out
}

// Path is the road as far as a change alone tells of it, without figures: all of it
// is good, or one stop is not and the others are not known.
func (c Change) Path() []Station {
	broken := stopOf[c.Layer]
	out := make([]Station, len(Stops))
	for i, id := range Stops {
		out[i] = Station{ID: id}
		switch {
		case id == broken:
			out[i].Level = c.Level
		case (c.Level == OK && c.Layer == "") || c.Layer == LayerTerminal: // a terminal is no stop on this PC's road
			out[i].Level = OK
		}
	}
	return out
}

func hides(code Code) bool {
	return slices.ContainsFunc(causes, func(r row) bool { return r.Code == code && r.Hides })
}

func (e *evidence) stopWorks(id StationID) bool {
	switch id {
	case StopComputer:
		return slices.ContainsFunc(e.links, func(l *Seen[LinkFacts]) bool { return slices.ContainsFunc(l.Facts.Interfaces, carries) })
	case StopRouter:
		return e.gatewayAnswers() || e.beyond()
	case StopLine:
		return e.beyond()
	case StopNames:
		return slices.ContainsFunc(e.outcomes(), func(o outcome) bool { return o.good }) ||
			slices.ContainsFunc(e.remote(), func(s *Seen[EndpointFacts]) bool { return s.Facts.Address.IsValid() && s.Finding.Failed != Resolve })
	default:
		return len(where(where(e.payments, inUse), works)) > 0
	}
}

// stopTook is the figure under a stop: the quickest honest one there is.
func (e *evidence) stopTook(id StationID) time.Duration {
	switch id {
	case StopRouter:
		for _, p := range e.gatewayPings() {
			if p.Facts.Received > 0 {
				return time.Duration(p.Facts.Median)
			}
		}
		for _, g := range e.gateways {
			return time.Duration(g.Facts.RTT)
		}
	case StopLine:
		return e.lineTook()
	case StopNames:
		return e.phaseTook(Resolve)
	case StopPayment:
		var took []time.Duration
		for _, s := range where(where(e.payments, inUse), works) {
			took = append(took, s.Finding.Phases.Total())
		}
		return middle(took)
	}
	return 0
}

func (e *evidence) lineTook() time.Duration {
	var took []time.Duration
	for _, p := range e.farPings() {
		if p.Facts.Received > 0 {
			took = append(took, time.Duration(p.Facts.Median))
		}
	}
	if len(took) == 0 {
		for _, a := range e.anchors {
			if a.Facts.Answers() {
				took = append(took, time.Duration(a.Facts.RTT))
			}
		}
	}
	return middle(took)
}

func (e *evidence) phaseTook(phase Phase) time.Duration {
	var took []time.Duration
	for _, s := range e.remote() {
		if d, ran := s.Finding.Phases[phase]; ran {
			took = append(took, time.Duration(d))
		}
	}
	return middle(took)
}

// middle is the median, 0 of none.
func middle(took []time.Duration) time.Duration {
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return took[len(took)/2]
}
