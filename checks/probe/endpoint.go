package probe

import (
	"context"
	"net/netip"
	"time"

	"countercheck/checks"
)

// askEndpoint asks a payment or control host in phases: over IPv4 first and
// foremost, side by side over IPv6 where this PC has it, and through the proxy
// where that is the only road.
func (p *prober) askEndpoint(ctx context.Context, kind checks.Kind, to checks.Endpoint) checks.Finding {
	started := time.Now()
	v6 := p.startIPv6(ctx, to)
	reqCtx, cancel := within(ctx, p.thresholds.GiveUp.Request)
	addresses, a := p.resolve(reqCtx, "ip4", to.Host)
	if a.ok() {
		p.direct(reqCtx, to, addresses, a)
	}
	cancel()
	facts := checks.EndpointFacts{Addresses: addresses}
	if other := v6.wait(); other != nil {
		a = p.bothFamilies(a, other, &facts)
	}
	if a.failed == checks.Resolve || a.failed == checks.Connect {
		a = p.aroundByProxy(ctx, to, a, &facts)
	}
	if facts.Via == "" && !isAddress(to.Host) && p.unproved(a, facts.Addresses) {
		// Within the time of a request as far as possible: a verdict waits for it.
		left := time.Duration(p.thresholds.GiveUp.Request) - time.Since(started)
		look, cancel := within(ctx, checks.Duration(max(left, time.Second)))
		facts.Elsewhere = p.elsewhere(look, to, facts.Addresses)
		cancel()
	}
	return p.endpointFinding(kind, a, facts)
}

// aroundByProxy tries the proxy this PC is set to use where the direct way did
// not even connect: then the proxy is the road.
func (p *prober) aroundByProxy(ctx context.Context, to checks.Endpoint, direct *attempt, facts *checks.EndpointFacts) *attempt {
	proxy := p.proxies(ctx).forEndpoint(to)
	if proxy == nil {
		return direct
	}
	ctx, cancel := within(ctx, p.thresholds.GiveUp.Request)
	defer cancel()
	around := p.through(ctx, to, proxy)
	if around.failed == checks.Connect {
		return direct
	}
	facts.Via = proxyAddress(proxy)
	return around
}

// endpointFinding writes an attempt down.
func (p *prober) endpointFinding(kind checks.Kind, a *attempt, facts checks.EndpointFacts) checks.Finding {
	facts.Address, facts.Status = a.address, a.status
	facts.TLSVersion, facts.Certificate = a.tlsVersion, a.certificate
	facts.Retransmits, facts.ClockOffset = a.retransmits, a.offset
	if a.certificate != nil {
		facts.DaysLeft = &a.certificate.DaysLeft
	}
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Failed: a.failed, Class: a.class, Phases: a.phases, Facts: facts}
	if !a.ok() {
		f.Level, f.Cause, f.Err = checks.Fail, pointsAt(kind, a.failed, a.class), a.err.Error()
		return f
	}
	f.Level, f.Cause = p.slowness(kind, a)
	if facts.DaysLeft != nil && *facts.DaysLeft < p.thresholds.CertificateDays {
		f.Level = checks.Warn
	}
	return f
}

// asTime is a span as the standard library's length of time.
func asTime(s checks.Span) time.Duration { return time.Duration(s) }

// slowness grades the times of an attempt that got through; that it did keeps it
// from ever being worse than a warning.
func (p *prober) slowness(kind checks.Kind, a *attempt) (checks.Level, checks.Code) {
	t := p.thresholds
	resolve := t.Resolve.Of(asTime(a.phases[checks.Resolve]))
	road := checks.Worse(t.Connect.Of(asTime(a.phases[checks.Connect])),
		t.Request.Of(a.phases.Total()-asTime(a.phases[checks.Resolve])))
	switch {
	case road > checks.OK && kind == checks.KindControl:
		return checks.Warn, checks.WANSlow
	case road > checks.OK:
		return checks.Warn, checks.ProviderSlow
	case resolve > checks.OK:
		return checks.Warn, checks.DNSSlow
	default:
		return checks.OK, checks.None
	}
}

// unproved reports that the addresses the system was told may not be the host's:
// nothing answered there, or what did could not prove who it is, or they are
// addresses that no public host has.
func (p *prober) unproved(a *attempt, addresses []netip.Addr) bool {
	if a.failed == checks.Connect {
		return len(addresses) > 0
	}
	switch a.class {
	case checks.CertName, checks.CertUntrusted, checks.CertSelfSigned, checks.TLSProtocol:
		return len(addresses) > 0
	case checks.NoError:
		return false
	}
	for _, address := range addresses {
		if address.IsPrivate() || address.IsLoopback() || address.IsLinkLocalUnicast() || p.isGateway(address) {
			return true
		}
	}
	return false
}

// isAddress: asked by number, so that no name server had a say in it.
func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

func (p *prober) isGateway(address netip.Addr) bool {
	routes, err := p.routes()
	if err != nil {
		return false
	}
	for _, r := range routes {
		if r.Gateway == address {
			return true
		}
	}
	return false
}
