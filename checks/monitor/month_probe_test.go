package monitor_test

import (
	"net/netip"
	"time"

	"countercheck/checks"
)

// unplugged: this PC has no cable in it.
func (t *trial) unplugged() bool {
	f := t.now(t.at)
	return f != nil && f.kind == cable
}

// page: a login page stands in the way.
func (t *trial) page() bool {
	f := t.now(t.at)
	return f != nil && f.kind == login && !t.at.Before(f.page)
}

func (s *shop) link(t *trial) (checks.Finding, time.Duration) {
	if t.unplugged() {
		return checks.Finding{Level: checks.Fail, Cause: checks.LinkDown, Facts: linkOut}, 0
	}
	return checks.Finding{Level: checks.OK, Cause: checks.None, Facts: linkIn}, 0
}

// The facts of the PC with and without its cable.
var (
	linkIn  any = linkFacts(true)
	linkOut any = linkFacts(false)

	routeIn  any = checks.RouteFacts{Routes: []checks.Route{{Interface: "eth0", Gateway: routerAddress}}}
	routeOut any = checks.RouteFacts{Routes: []checks.Route{}}
)

func linkFacts(carrier bool) checks.LinkFacts {
	eth := checks.Interface{Name: "eth0", Kind: checks.Ethernet, Up: true, Carrier: carrier, DefaultRoute: carrier}
	if carrier {
		eth.Addresses = []netip.Prefix{netip.MustParsePrefix("192.168.1.20/24")}
	}
	return checks.LinkFacts{Interfaces: []checks.Interface{{Name: "lo", Kind: checks.Loopback, Up: true, Carrier: true}, eth}}
}

func (s *shop) route(t *trial) (checks.Finding, time.Duration) {
	if t.unplugged() {
		return checks.Finding{Level: checks.Fail, Cause: checks.LANNoGateway, Facts: routeOut, Err: "no default route"}, 0
	}
	return checks.Finding{Level: checks.OK, Cause: checks.None, Facts: routeIn}, 0
}

// gateway: three echoes and three ports side by side, for three seconds.
func (s *shop) gateway(t *trial) (checks.Finding, time.Duration) {
	if t.unplugged() {
		return checks.Finding{Cause: checks.None}, 0 // no route: nothing to ask
	}
	facts := checks.GatewayFacts{Address: routerAddress, Neighbour: "stale"}
	const pings, pace = 3, 30 * time.Millisecond
	patience := s.giveUp.Ping.Std()
	best := patience
	for i := range pings {
		if rtt, ok := t.echo(t.at.Add(time.Duration(i)*pace), nil); ok {
			facts.Ping, best = true, min(best, rtt)
		}
	}
	for range 3 {
		if took, _, ok := t.first(nil, patience, synTimes, always); ok {
			facts.TCP, best = true, min(best, took)
		}
	}
	if !facts.Answers() {
		return checks.Finding{Level: checks.Fail, Cause: checks.LANGatewayUnreachable, Class: checks.Timeout, Facts: facts}, patience
	}
	facts.Neighbour, facts.RTT = "reachable", checks.Span(best)
	return checks.Finding{Level: checks.OK, Cause: checks.None, Facts: facts}, best + pings*pace
}

func always(time.Time) bool { return true }

// anchor: three ways at once, twice if none gets through within three seconds.
func (s *shop) anchor(address string) question {
	far, at := beyond(address), netip.MustParseAddr(address)
	const patience, grace = 3 * time.Second, time.Second
	return func(t *trial) (checks.Finding, time.Duration) {
		facts := checks.AnchorFacts{Address: at}
		f := checks.Finding{Level: checks.Fail, Cause: checks.WANDown, Class: checks.Timeout}
		if t.unplugged() {
			facts.Tries, f.Class, f.Facts = 2, checks.Unreachable, facts
			return f, 0
		}
		began := t.at
		for facts.Tries < 2 && !facts.Answers() {
			facts.Tries++
			best, last := patience, time.Duration(0)
			for i, through := range []*bool{&facts.UDP53, &facts.TCP53, &facts.TCP443} {
				times := synTimes
				if i == 0 {
					times = dnsTimes
				}
				if took, _, ok := t.first(&far, patience, times, t.open); ok {
					*through, best, last = true, min(best, took), max(last, took)
				}
			}
			if facts.Answers() {
				facts.RTT = checks.Span(best)
				last = min(max(last, best), best+grace)
			} else {
				last = patience
			}
			t.at = t.at.Add(last)
		}
		if f.Facts = facts; facts.Answers() {
			f.Level, f.Cause, f.Class, f.Facts = checks.OK, checks.None, checks.NoError, facts
		}
		return f, t.at.Sub(began)
	}
}

// open: no login page swallows what goes anywhere but to the web.
func (t *trial) open(at time.Time) bool {
	f := t.now(at)
	return f == nil || f.kind != login || at.Before(f.page)
}

// echoed is what became of an echo request.
type echoed struct {
	rtt  time.Duration
	back bool
}

// ping keeps a window of the last hundred packets, without outages that are over.
func (s *shop) ping(address string, far *stretch, few int) question {
	var window []echoed
	const most, outage, pace = 100, 5, 30 * time.Millisecond
	return func(t *trial) (checks.Finding, time.Duration) {
		facts := checks.PingFacts{Address: address, Gateway: far == nil, Silent: true}
		if t.unplugged() {
			if far == nil {
				return checks.Finding{Cause: checks.None}, 0
			}
			facts.Unavailable = "network is unreachable"
			return checks.Finding{Cause: checks.None, Class: checks.Unreachable, Facts: facts}, 0
		}
		took := time.Duration(0)
		for i := range few {
			at := t.at.Add(time.Duration(i) * pace)
			one := echoed{}
			if far == nil || t.open(at) {
				one.rtt, one.back = t.echo(at, far)
			}
			if one.back {
				took, facts.Silent = max(took, time.Duration(i)*pace+one.rtt), false
			} else {
				took = time.Duration(few)*pace + s.giveUp.Ping.Std()
			}
			window = append(window, one)
		}
		window = withoutOutages(window, outage)
		window = append(window[:0], window[max(0, len(window)-most):]...)
		summarise(window, &facts)
		return s.pingFinding(facts), took
	}
}

// withoutOutages drops runs of lost packets that are long and over.
func withoutOutages(packets []echoed, outage int) (kept []echoed) {
	kept = packets[:0]
	lost := 0
	for _, one := range packets {
		if one.back {
			if lost >= outage {
				kept = kept[:len(kept)-lost]
			}
			lost = 0
		} else {
			lost++
		}
		kept = append(kept, one)
	}
	return kept
}

// summarise writes the statistics down. The median is left out: it is drawn on a
// screen and decides nothing.
func summarise(window []echoed, facts *checks.PingFacts) {
	var differences, before time.Duration
	for _, one := range window {
		if !one.back {
			continue
		}
		if facts.Received > 0 {
			differences += (one.rtt - before).Abs()
		}
		facts.Received, before = facts.Received+1, one.rtt
	}
	facts.Sent = len(window)
	if facts.Received > 1 {
		facts.Jitter = checks.Span(differences / time.Duration(facts.Received-1))
	}
}

func (s *shop) pingFinding(facts checks.PingFacts) checks.Finding {
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: facts}
	if facts.Received == 0 {
		f.Level, f.Class = checks.Unknown, checks.Timeout
		return f
	}
	level := s.settings.Thresholds.Jitter.Of(time.Duration(facts.Jitter))
	if loss, ok := facts.Loss(); ok {
		level = checks.Worse(level, s.settings.Thresholds.Loss.Of(loss))
	}
	if level != checks.OK {
		f.Level, f.Cause = checks.Warn, checks.WANLossy
	}
	return f
}
