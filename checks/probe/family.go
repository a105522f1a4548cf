package probe

import (
	"context"
	"net/netip"
	"time"

	"countercheck/checks"
)

// sixth is an attempt over IPv6 that runs beside the one over IPv4.
type sixth struct {
	done      chan struct{}
	addresses []netip.Addr
	attempt   *attempt // nil where the host has no IPv6 address
}

// startIPv6 looks for an IPv6 address and asks there, within the limits of one
// request of its own. A PC without a public IPv6 address and route does neither.
func (p *prober) startIPv6(ctx context.Context, to checks.Endpoint) *sixth {
	s := &sixth{done: make(chan struct{})}
	go func() { // owned by wait, which always follows
		defer close(s.done)
		if isAddress(to.Host) || !p.hasIPv6(ctx) {
			return
		}
		ctx, cancel := within(ctx, p.thresholds.GiveUp.Request)
		defer cancel()
		addresses, a := p.resolve(ctx, "ip6", to.Host)
		if !a.ok() || len(addresses) == 0 {
			return
		}
		s.addresses, s.attempt = addresses, a
		p.direct(ctx, to, addresses, a)
		if a.ok() && asTime(a.phases[checks.Connect]) < slowNeighbour {
			return
		}
		// Asked once more before it is called broken: for some seconds after a cable
		// is put back, neighbours are still looked for.
		again := &attempt{phases: checks.Phases{}}
		if p.direct(ctx, to, addresses, again); again.ok() {
			s.attempt = again
		}
	}()
	return s
}

// slowNeighbour is a connection that had to wait for a second try of the
// system's own, the first repetition of a lost packet.
const slowNeighbour = 900 * time.Millisecond

// wait returns the attempt, with nil for none.
func (s *sixth) wait() *sixth {
	<-s.done
	if s.attempt == nil {
		return nil
	}
	return s
}

// bothFamilies decides which attempt is the main one: IPv4's, unless the host has
// no IPv4 address or this PC no IPv4 road.
func (p *prober) bothFamilies(four *attempt, six *sixth, facts *checks.EndpointFacts) *attempt {
	noFour := four.failed == checks.Resolve && four.class == checks.NoSuchName
	noRoad := four.failed == checks.Connect && four.class == checks.Unreachable && six.attempt.ok()
	facts.Addresses = append(facts.Addresses, six.addresses...)
	if noFour || noRoad {
		return six.attempt
	}
	phases := checks.Phases{}
	for phase, took := range six.attempt.phases {
		if phase != checks.Resolve {
			phases[phase] = took
		}
	}
	facts.IPv6 = &checks.FamilyFacts{
		Address: six.attempt.address, Phases: phases, Failed: six.attempt.failed, Class: six.attempt.class,
	}
	return four
}
