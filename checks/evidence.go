package checks

import (
	"net/netip"
	"slices"
	"time"
)

// evidence is a round sorted by what it is about, so that each row of the table
// of causes reads like its sentence.
type evidence struct {
	plan  Plan
	round Round

	links     []*Seen[LinkFacts]
	routes    []*Seen[RouteFacts]
	gateways  []*Seen[GatewayFacts]
	anchors   []*Seen[AnchorFacts]
	pings     []*Seen[PingFacts]
	resolvers []*Seen[ResolverFacts]
	hosts     []*Seen[HostsFacts]
	proxies   []*Seen[ProxyFacts]
	portals   []*Seen[PortalFacts]
	controls  []*Seen[EndpointFacts] // port 80 and 443
	payments  []*Seen[EndpointFacts] // in use and for comparison
	clocks    []*Seen[ClockFacts]
	computers []*Seen[ComputerFacts]
	terminals []*Seen[TerminalFacts]
	records   []*Seen[RecordFacts]
	care      []*Seen[CareFacts]
}

func gather(plan Plan, round Round) *evidence {
	e := &evidence{plan: plan, round: round}
	for i := range round.Results {
		r := &round.Results[i]
		switch f := r.Finding.Facts.(type) {
		case LinkFacts:
			e.links = append(e.links, &Seen[LinkFacts]{r, f})
		case RouteFacts:
			e.routes = append(e.routes, &Seen[RouteFacts]{r, f})
		case GatewayFacts:
			e.gateways = append(e.gateways, &Seen[GatewayFacts]{r, f})
		case AnchorFacts:
			e.anchors = append(e.anchors, &Seen[AnchorFacts]{r, f})
		case PingFacts:
			e.pings = append(e.pings, &Seen[PingFacts]{r, f})
		case ResolverFacts:
			e.resolvers = append(e.resolvers, &Seen[ResolverFacts]{r, f})
		case HostsFacts:
			e.hosts = append(e.hosts, &Seen[HostsFacts]{r, f})
		case ProxyFacts:
			e.proxies = append(e.proxies, &Seen[ProxyFacts]{r, f})
		case PortalFacts:
			e.portals = append(e.portals, &Seen[PortalFacts]{r, f})
		case EndpointFacts:
			e.requested(&Seen[EndpointFacts]{r, f})
		case ClockFacts:
			e.clocks = append(e.clocks, &Seen[ClockFacts]{r, f})
		case ComputerFacts:
			e.computers = append(e.computers, &Seen[ComputerFacts]{r, f})
		default:
			e.recorded(r)
		}
	}
	return e
}

// recorded sorts what is about the shop's own devices and records.
func (e *evidence) recorded(r *Result) {
	switch f := r.Finding.Facts.(type) {
	case TerminalFacts:
		e.terminals = append(e.terminals, &Seen[TerminalFacts]{r, f})
	case RecordFacts:
		e.records = append(e.records, &Seen[RecordFacts]{r, f})
	case CareFacts:
		e.care = append(e.care, &Seen[CareFacts]{r, f})
	}
}

// requested sorts a host that was asked in phases.
func (e *evidence) requested(s *Seen[EndpointFacts]) {
	if s.Check.Kind == KindControl {
		e.controls = append(e.controls, s)
	} else {
		e.payments = append(e.payments, s)
	}
}

// ids are the check ids of some results.
func ids[T any](seen []*Seen[T]) []string {
	out := make([]string, len(seen))
	for i, s := range seen {
		out[i] = s.ID()
	}
	return out
}

// where keeps what a condition holds for.
func where[T any](seen []*Seen[T], holds func(*Seen[T]) bool) []*Seen[T] {
	var kept []*Seen[T]
	for _, s := range seen {
		if holds(s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// owners counts unrelated owners: hosts of one owner fail together and prove
// nothing about others.
func owners[T any](seen []*Seen[T]) int {
	var names []string
	for _, s := range seen {
		if !slices.Contains(names, s.Check.Target.Owner) {
			names = append(names, s.Check.Target.Owner)
		}
	}
	return len(names)
}

// most reports whether part is more than half of whole.
func most[T, U any](part []*Seen[T], whole []*Seen[U]) bool { return 2*len(part) > len(whole) }

// endpoint conditions

func works(s *Seen[EndpointFacts]) bool  { return s.Finding.Level == OK || s.Finding.Level == Warn }
func failed(s *Seen[EndpointFacts]) bool { return s.Finding.Level == Fail }

func failedAt(phase Phase) func(*Seen[EndpointFacts]) bool {
	return func(s *Seen[EndpointFacts]) bool { return failed(s) && s.Finding.Failed == phase }
}

// opened reports that the TCP connection came about.
func opened(s *Seen[EndpointFacts]) bool {
	_, ran := s.Finding.Phases[Connect]
	return ran && s.Finding.Failed != Connect && s.Finding.Failed != Resolve
}

func onPort(port int) func(*Seen[EndpointFacts]) bool {
	return func(s *Seen[EndpointFacts]) bool { return s.Check.Target.Port == port }
}

func inUse(s *Seen[EndpointFacts]) bool { return s.Check.Target.InUse }

func (e *evidence) controlsOn(port int) []*Seen[EndpointFacts] {
	return where(e.controls, onPort(port))
}

// controlsFine reports that the road to hosts that have nothing to do with
// payments is open: most of those that were asked over TLS work.
func (e *evidence) controlsFine() bool {
	asked := e.controlsOn(443)
	return most(where(asked, works), asked)
}

// remote is every host asked in phases, controls and payments.
func (e *evidence) remote() []*Seen[EndpointFacts] { return slices.Concat(e.controls, e.payments) }

// beyond reports whether anything on the far side of the router answered.
func (e *evidence) beyond() bool {
	for _, a := range e.anchors {
		if a.Facts.Answers() {
			return true
		}
	}
	for _, p := range e.pings {
		if !p.Facts.Gateway && p.Facts.Answers() {
			return true
		}
	}
	if slices.ContainsFunc(e.resolvers, e.farServer) {
		return true
	}
	return slices.ContainsFunc(e.remote(), func(s *Seen[EndpointFacts]) bool {
		return (works(s) && proved(s)) || (opened(s) && !e.local(s.Facts.Address))
	})
}

// proved: the host showed who it is, or the proxy it was reached through is a road
// itself. A plain answer from the router's own address is a page of the router's.
func proved(s *Seen[EndpointFacts]) bool {
	_, verified := s.Finding.Phases[TLS]
	return verified || s.Facts.Via != ""
}

// farServer: a name server out on the network gave a public address. A router
// that answers in its place with an error or with itself does not.
func (e *evidence) farServer(r *Seen[ResolverFacts]) bool {
	return !e.local(r.Facts.Server.Addr()) && slices.ContainsFunc(r.Facts.Queries, func(q Query) bool {
		return q.RCode == "NOERROR" && len(q.Addresses) > 0 && !e.local(q.Addresses[0])
	})
}

// gatewayAnswers reports any sign of life of the router, the name server it also
// is included.
func (e *evidence) gatewayAnswers() bool {
	for _, g := range e.gateways {
		if g.Facts.Answers() {
			return true
		}
		for _, r := range e.resolvers {
			if r.Facts.Server.Addr() == g.Facts.Address && !r.Facts.Silent() {
				return true
			}
		}
	}
	return false
}

// local reports an address that no payment host can have: private, loopback,
// link-local, unspecified or the router's own. The documentation ranges count as
// public, and so does 198.18/15, which proxy programs hand out as stand-ins.
func (e *evidence) local(a netip.Addr) bool {
	if !a.IsValid() {
		return false
	}
	a = a.Unmap()
	if a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsUnspecified() {
		return true
	}
	return slices.ContainsFunc(e.gateways, func(g *Seen[GatewayFacts]) bool { return g.Facts.Address == a })
}

// before is the level that a check's figure had before this round, Unknown if
// there was none.
func (e *evidence) before(id string, figure Figure) Level {
	return e.round.Before[id].Figures[figure].Level
}

// lasting reports that a figure has been over its threshold for several rounds,
// or that this round stands alone.
func (e *evidence) lasting(id string) bool {
	return e.round.Before == nil || e.round.Before[id].Streak >= lastingRounds
}

// lastingRounds is "several rounds" of pc.* in causes.md.
const lastingRounds = 3

// withoutLookup is the time a request took once the address was known.
func withoutLookup(p Phases) time.Duration { return p.Total() - time.Duration(p[Resolve]) }
