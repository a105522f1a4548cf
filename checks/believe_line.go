package checks

import (
	"math"
	"slices"
	"time"
)

// The rows about the line: link, router, broadband.

func linkDown(e *evidence) []claim {
	for _, l := range e.links {
		if !slices.ContainsFunc(l.Facts.Interfaces, carries) {
			return []claim{{Level: Fail, Evidence: []string{l.ID()}}}
		}
	}
	return nil
}

// TellsAll reports that a result leaves nothing to be found out: without a live end
// nothing else can be reached, and nothing else is believed.
func TellsAll(r Result) bool { return r.Check.Kind == KindLink && r.Finding.Cause == LinkDown }

// carries: an adapter that can be the shop's line is up and has a live end.
func carries(i Interface) bool { return i.Counts() && i.Up && i.Carrier }

func linkNoAddress(e *evidence) []claim {
	for _, l := range e.links {
		if !slices.ContainsFunc(l.Facts.Interfaces, func(i Interface) bool { return carries(i) && usable(i, false) }) {
			return []claim{{Level: Fail, Evidence: []string{l.ID()}}}
		}
	}
	return nil
}

// usable: an address beyond 169.254/16 and fe80::/10.
func usable(i Interface, v4only bool) bool {
	for _, p := range i.Addresses {
		a := p.Addr().Unmap()
		if !a.IsLinkLocalUnicast() && !a.IsLoopback() && !a.IsUnspecified() && (a.Is4() || !v4only) {
			return true
		}
	}
	return false
}

// lanNoGateway: an address, but no default route. A PC that has an IPv4 address
// and a default route for IPv6 alone is one, too, unless something answers.
func lanNoGateway(e *evidence) []claim {
	for _, r := range e.routes {
		if len(r.Facts.Routes) == 0 || (!e.hasIPv4Route(r.Facts) && !e.beyond()) {
			return []claim{{Level: Fail, Evidence: []string{r.ID()}}}
		}
	}
	return nil
}

func (e *evidence) hasIPv4Route(f RouteFacts) bool {
	for _, r := range f.Routes {
		if !r.Gateway.IsValid() || r.Gateway.Is4() {
			return true
		}
	}
	for _, l := range e.links {
		if slices.ContainsFunc(l.Facts.Interfaces, func(i Interface) bool { return carries(i) && usable(i, true) }) {
			return false
		}
	}
	return true // no IPv4 at all: the IPv6 route is the road
}

func lanGatewayUnreachable(e *evidence) []claim {
	if len(e.gateways) == 0 || e.gatewayAnswers() || e.beyond() {
		return nil
	}
	return []claim{{Level: Fail, Evidence: ids(e.gateways), Facts: map[string]any{"Address": e.gateways[0].Facts.Address.String()}}}
}

// wanDown: the router is there and nothing behind it. A proxy that works is a
// road, and so is a hotel's login page, which is row wan.captive_portal.
func wanDown(e *evidence) []claim {
	if len(e.anchors) == 0 || e.beyond() || e.proxyWorks() || e.loginPage() {
		return nil
	}
	if len(e.gateways) > 0 && !e.gatewayAnswers() {
		return nil
	}
	return []claim{{Level: Fail, Evidence: append(ids(e.anchors), ids(e.gateways)...)}}
}

func (e *evidence) proxyWorks() bool {
	return slices.ContainsFunc(e.proxies, func(p *Seen[ProxyFacts]) bool { return p.Facts.Set && p.Facts.Works })
}

// loginPage: detection hosts answer wrongly although their names are looked up
// properly. A router whose line is out answers every name with its own address.
func (e *evidence) loginPage() bool {
	if owners(e.wrongPortals()) < 2 {
		return false
	}
	for _, r := range e.resolvers {
		for _, q := range r.Facts.Queries {
			if q.RCode == "NOERROR" && len(q.Addresses) > 0 && !e.local(q.Addresses[0]) {
				return true
			}
		}
	}
	return false
}

func (e *evidence) wrongPortals() []*Seen[PortalFacts] {
	return where(e.portals, func(p *Seen[PortalFacts]) bool { return p.Facts.Status != 0 && !p.Facts.Expected })
}

// lossy reports loss or jitter over the thresholds. What is silent of late says nothing
// of loss: a router may answer no echo any more, and a line that is out has other signs.
func (e *evidence) lossy(p *Seen[PingFacts]) bool {
	before := *p
	before.Facts.Sent -= p.Facts.Outage
	loss, jitter := e.gradePing(&before)
	return jitter == Fail || (loss == Fail && e.noChance(&before))
}

// noChance: a loss over the limit is more than bad luck. Of a hundred packets on a
// line that loses two, six are missing every hour or so. So while a line is watched
// the loss must be far over the limit, or be there until other packets agree.
func (e *evidence) noChance(p *Seen[PingFacts]) bool {
	if e.round.Before == nil || e.round.Before[p.ID()].Lossy >= freshWindow {
		return true
	}
	// What half the limit brings but once in a hundred thousand times.
	usual := float64(p.Facts.Sent) * e.plan.Thresholds.Loss.Bad / 200
	return float64(p.Facts.Sent-p.Facts.Received) >= usual+4.5*math.Sqrt(usual)+2.5
}

// freshWindow is how many rounds, each with five packets, it takes until none of
// the hundred that loss is told from is left.
const freshWindow = 20

// resent are hosts whose TCP needed repetition or came about slowly: what a
// payment would have felt of the loss.
func (e *evidence) resent() []*Seen[EndpointFacts] {
	good := e.plan.Thresholds.Connect.Good.Std()
	return where(e.remote(), func(s *Seen[EndpointFacts]) bool {
		return s.Facts.Retransmits > 0 || time.Duration(s.Finding.Phases[Connect]) > good
	})
}

func (e *evidence) gatewayPings() []*Seen[PingFacts] {
	return where(e.pings, func(p *Seen[PingFacts]) bool { return p.Facts.Gateway })
}

func (e *evidence) farPings() []*Seen[PingFacts] {
	return where(e.pings, func(p *Seen[PingFacts]) bool { return !p.Facts.Gateway })
}

func lanGatewayLossy(e *evidence) []claim {
	bad := where(e.gatewayPings(), e.lossy)
	far := where(e.farPings(), func(p *Seen[PingFacts]) bool {
		return p.Facts.Received > 0 && (p.Facts.Received < p.Facts.Sent || e.lossy(p))
	})
	if len(bad) == 0 || (len(far) == 0 && len(e.resent()) == 0) {
		return nil
	}
	return []claim{{Level: Warn, Evidence: append(ids(bad), ids(far)...), Facts: lossFacts(bad[0].Facts)}}
}

func wanLossy(e *evidence) []claim {
	bad := where(e.farPings(), e.lossy)
	if owners(bad) < 2 || len(where(e.gatewayPings(), e.lossy)) > 0 || len(e.resent()) == 0 {
		return nil
	}
	return []claim{{Level: Warn, Evidence: append(ids(bad), ids(e.resent())...), Facts: lossFacts(bad[0].Facts)}}
}

func lossFacts(p PingFacts) map[string]any {
	return map[string]any{
		"Sent": p.Sent, "Lost": p.Sent - p.Received,
		"Percent": 100 * (p.Sent - p.Received) / max(p.Sent, 1), "JitterMs": int(time.Duration(p.Jitter).Milliseconds()),
	}
}

// overLimit: connects over 1 s or a request over 3 s, the look-up left out, since a
// slow name server is a cause of its own.
func (e *evidence) overLimit(s *Seen[EndpointFacts]) bool {
	return opened(s) && (e.gradeRequest(FigureConnect, s) == Fail || e.gradeRequest(FigureRequest, s) == Fail)
}

func wanSlow(e *evidence) []claim {
	all, slow := e.remote(), where(e.remote(), e.overLimit)
	far := where(e.controls, e.overLimit)
	if len(slow) == 0 || !most(slow, all) || owners(slow) < 2 || !most(far, e.controls) {
		return nil
	}
	var took []time.Duration
	for _, s := range slow {
		took = append(took, withoutLookup(s.Finding.Phases))
	}
	return []claim{{Level: Warn, Evidence: ids(slow), Facts: map[string]any{"Seconds": seconds(middle(took))}}}
}

func wanProxyBroken(e *evidence) []claim {
	var all []claim
	for _, p := range e.proxies {
		if p.Facts.Set && !p.Facts.Works && p.Facts.Direct {
			all = append(all, claim{Level: Fail, Evidence: []string{p.ID()}, Facts: map[string]any{"Address": p.Facts.Address}})
		}
	}
	return all
}

func wanCaptivePortal(e *evidence) []claim {
	wrong := e.wrongPortals()
	if owners(wrong) < 2 {
		return nil
	}
	return []claim{{Level: Fail, Evidence: ids(wrong)}}
}

func wanPort443Blocked(e *evidence) []claim {
	on80, on443 := where(e.controlsOn(80), opened), e.controlsOn(443)
	if owners(on80) < 2 || len(on443) == 0 || len(where(on443, failedAt(Connect))) < len(on443) {
		return nil
	}
	return []claim{{Level: Fail, Evidence: ids(on443)}}
}

// wanMTUBlackhole: every connection opens and hangs at its first full-size
// packet, while exchanges of a few bytes on the same line are prompt.
func wanMTUBlackhole(e *evidence) []claim {
	onTLS := where(slices.Concat(e.controlsOn(443), e.payments), opened)
	hung := where(onTLS, func(s *Seen[EndpointFacts]) bool { return failed(s) && s.TimedOut() })
	if owners(hung) < 2 || len(hung) < len(onTLS) || !e.smallExchanges() {
		return nil
	}
	return []claim{{Level: Fail, Evidence: ids(hung)}}
}

// smallExchanges: a few bytes went and came over TCP without delay.
func (e *evidence) smallExchanges() bool {
	small := func(p *Seen[PortalFacts]) bool { return p.Facts.Expected }
	tcp := func(a *Seen[AnchorFacts]) bool { return a.Facts.TCP53 }
	return len(where(e.portals, small)) > 0 || len(where(e.anchors, tcp)) > 0
}

// wanIPv6Broken: where a host has both families, IPv6 fails or is over a second
// slower, and IPv4 works.
func wanIPv6Broken(e *evidence) []claim {
	both := where(e.remote(), func(s *Seen[EndpointFacts]) bool {
		return s.Facts.IPv6 != nil && works(s) && s.Facts.Address.Unmap().Is4()
	})
	bad := where(both, func(s *Seen[EndpointFacts]) bool {
		return s.Facts.IPv6.Failed != "" || s.Facts.IPv6.Phases.Total() > withoutLookup(s.Finding.Phases)+time.Second
	})
	if len(bad) == 0 || !most(bad, both) || owners(bad) < min(2, owners(both)) {
		return nil
	}
	return []claim{{Level: Warn, Evidence: ids(bad)}}
}
