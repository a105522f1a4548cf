package probe

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"countercheck/checks"
)

// The states of a neighbour entry, as the facts name them.
const (
	neighbourReachable  = "reachable"
	neighbourStale      = "stale"
	neighbourIncomplete = "incomplete"
	neighbourFailed     = "failed"
	neighbourUnknown    = "unknown"
)

// neighbour is what the system knows of a machine on the same network.
type neighbour struct {
	state     string
	confirmed time.Duration // how long ago it last answered; only with state reachable
}

// gatewayPorts are what routers listen on or refuse: their own page and name
// service.
var gatewayPorts = []uint16{80, 443, 53}

// gatewayPings is how many echo requests a router gets: it limits them.
const gatewayPings = 3

// gatewayGrace is how long the other ways are waited for once one was answered.
const gatewayGrace = 200 * time.Millisecond

// neighbourWait is how long a neighbour entry in doubt may take to settle: the
// kernel waits five seconds before it asks again.
const (
	neighbourWait  = 6500 * time.Millisecond
	neighbourPause = 250 * time.Millisecond
)

// askGateway looks for any sign of life of the router: echo, TCP (a refusal is an
// answer) and, where both are and always were silent, its neighbour entry, which
// counts only if the router answered after we began to ask.
func (p *prober) askGateway(ctx context.Context) checks.Finding {
	route, ok := p.gateway()
	if !ok {
		return checks.Finding{Cause: checks.None} // nothing to ask: absent
	}
	facts := checks.GatewayFacts{Address: route.Gateway}
	began := time.Now()
	p.knock(ctx, &facts)
	facts.Neighbour = lookAtNeighbour(route, began)
	knocked := facts.Ping || facts.TCP
	if silenced := p.silenced(route.Gateway, knocked); !knocked && !silenced && ctx.Err() == nil {
		facts.Neighbour = settle(ctx, route, began, facts.Neighbour)
	}
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: facts}
	if !facts.Answers() {
		f.Level, f.Cause, f.Class = checks.Fail, checks.LANGatewayUnreachable, checks.Timeout
		f.Err = "the gateway answers neither ping nor TCP; neighbour entry: " + facts.Neighbour
	}
	return f
}

// silenced reports a router that answered a knock before and does not now. Its
// neighbour entry need not be waited for: that would cost seconds that a watcher
// does not have.
func (p *prober) silenced(router netip.Addr, knocked bool) bool {
	if knocked {
		p.heard.Store(&router)
	}
	before := p.heard.Load()
	return p.watching && !knocked && before != nil && *before == router
}

// knock pings and connects side by side until shortly after the first answer.
func (p *prober) knock(ctx context.Context, facts *checks.GatewayFacts) {
	ctx, cancel := within(ctx, p.thresholds.GiveUp.Ping)
	defer cancel()
	var mu sync.Mutex
	var wait sync.WaitGroup
	answered := func(how *bool, rtt time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		*how = true
		if facts.RTT == 0 || checks.Span(rtt) < facts.RTT {
			facts.RTT = checks.Span(rtt)
		}
		time.AfterFunc(gatewayGrace, cancel)
	}
	wait.Go(func() {
		patience := p.thresholds.GiveUp.Ping.Std() - gatewayPings*pingPace
		packets, err := p.ping(ctx, facts.Address, gatewayPings, patience)
		for _, one := range packets {
			if err == nil && one.back {
				answered(&facts.Ping, one.rtt)
			}
		}
	})
	for _, port := range gatewayPorts {
		wait.Go(func() {
			start := time.Now()
			err := p.accepts(ctx, netip.AddrPortFrom(facts.Address, port))
			if err == nil || classify(checks.Connect, err) == checks.Refused {
				answered(&facts.TCP, time.Since(start))
			}
		})
	}
	wait.Wait()
}

// lookAtNeighbour reads the entry; one that was last confirmed before we asked is
// stale, whatever the system calls it.
func lookAtNeighbour(route checks.Route, began time.Time) string {
	n := readNeighbour(route.Interface, route.Gateway)
	if n.state == neighbourReachable && n.confirmed > time.Since(began)+neighbourPause {
		return neighbourStale
	}
	return n.state
}

// settle waits until an entry in doubt is confirmed or given up.
func settle(ctx context.Context, route checks.Route, began time.Time, state string) string {
	if state == neighbourStale {
		confirmNeighbour(route.Interface, route.Gateway)
	}
	until := time.After(neighbourWait - time.Since(began))
	for state == neighbourStale || state == neighbourIncomplete {
		select {
		case <-ctx.Done():
			return state
		case <-until:
			return state
		case <-time.After(neighbourPause):
		}
		state = lookAtNeighbour(route, began)
	}
	return state
}
