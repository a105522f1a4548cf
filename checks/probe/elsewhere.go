package probe

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/miekg/dns"

	"countercheck/checks"
)

// elsewhereLimit bounds the look at other resolvers, which comes on top of a
// request that failed.
const elsewhereLimit = 5 * time.Second

// elsewhere asks the public resolvers for a name and looks whether an address
// they give can prove who it is. nil: none of them gave an address. Resolvers are
// asked side by side; one that leads to a proof is preferred, then the first.
func (p *prober) elsewhere(ctx context.Context, to checks.Endpoint, known []netip.Addr) *checks.Elsewhere {
	ctx, cancel := context.WithTimeout(ctx, elsewhereLimit)
	defer cancel()
	found := make([]*checks.Elsewhere, len(p.anchors))
	var wait sync.WaitGroup
	for i, anchor := range p.anchors {
		wait.Go(func() { found[i] = p.elsewhereBy(ctx, anchor.Address, to, known) })
	}
	wait.Wait()
	var best *checks.Elsewhere
	for _, e := range found {
		if e != nil && (best == nil || (e.Verified && !best.Verified)) {
			best = e
		}
	}
	return best
}

// elsewhereBy asks one public resolver.
func (p *prober) elsewhereBy(ctx context.Context, resolver string, to checks.Endpoint, known []netip.Addr) *checks.Elsewhere {
	at, err := netip.ParseAddr(resolver)
	if err != nil {
		return nil
	}
	server := netip.AddrPortFrom(at, p.anchorDNS)
	lookup, cancel := context.WithTimeout(ctx, elsewhereLimit/2)
	defer cancel()
	answer := p.query(lookup, "udp", server, to.Host, dns.TypeA)
	if answer.RCode == "" {
		answer = p.query(ctx, "tcp", server, to.Host, dns.TypeA)
	}
	if len(answer.Addresses) == 0 {
		return nil
	}
	e := &checks.Elsewhere{Resolver: resolver, Address: answer.Addresses[0]}
	if slices.Contains(known, e.Address) {
		return e // the same address, which could not prove itself
	}
	a := &attempt{phases: checks.Phases{}}
	to.Scheme = checks.TLSOnly
	p.direct(ctx, to, answer.Addresses[:1], a)
	e.Verified = a.ok() && a.certificate != nil && a.certificate.Verified
	return e
}
