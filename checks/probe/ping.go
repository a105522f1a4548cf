package probe

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"countercheck/checks"
)

// A ping run sends firstPings; if any was lost, up to maxPings, so that a share
// can be told. While watching, each round adds a few to a window of maxPings.
const (
	firstPings = checks.MinPings
	maxPings   = 100
	slowPings  = 5 // a slow beat, while watching
	fastPings  = 1 // a fast beat, while watching
	pingPace   = 30 * time.Millisecond
)

// outageRun is how many packets lost in a row are an outage, which other checks
// tell, and no longer loss. Once it is over, it is left out of the window, which
// would otherwise speak of loss for minutes.
const outageRun = 5

// packet is what became of one echo request.
type packet struct {
	rtt  time.Duration
	back bool // answered in time
	sent bool // the system took it
}

// pinger sends count echo requests at pingPace, waits at most patience for the
// answers, and returns the packets in the order sent. An error means that nothing
// could be sent at all.
type pinger func(ctx context.Context, to netip.Addr, count int, patience time.Duration) ([]packet, error)

// window keeps the last packets to one address between rounds.
type window struct {
	mu      sync.Mutex
	to      netip.Addr
	packets []packet
}

// add appends a round's packets and returns a copy of the window. A new address
// begins a new one.
func (w *window) add(to netip.Addr, packets []packet) []packet {
	w.mu.Lock()
	defer w.mu.Unlock()
	if to != w.to {
		w.to, w.packets = to, nil
	}
	w.packets = withoutOutages(append(w.packets, packets...))
	w.packets = slices.Clone(w.packets[max(0, len(w.packets)-maxPings):])
	return slices.Clone(w.packets)
}

// withoutOutages drops runs of lost packets that are long and over.
func withoutOutages(packets []packet) (kept []packet) {
	lost := 0
	for _, one := range packets {
		if one.back {
			if lost >= outageRun {
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

// outageAtEnd is how many of the newest packets an outage has swallowed, 0 where there
// is none.
func outageAtEnd(packets []packet) (lost int) {
	for lost < len(packets) && !packets[len(packets)-1-lost].back {
		lost++
	}
	if lost < outageRun {
		return 0
	}
	return lost
}

// askPing measures loss and jitter to an address. Ping is advice: TCP to the
// payment hosts is the truth, so nothing here is ever worse than a warning, and
// silence, which is usually somebody's filter, is unknown.
func (p *prober) askPing(ctx context.Context, to netip.Addr, gateway bool, kept *window, few int) checks.Finding {
	patience := p.thresholds.GiveUp.Ping.Std()
	facts := checks.PingFacts{Address: to.String(), Gateway: gateway}
	var packets []packet
	var err error
	if kept != nil {
		if packets, err = p.ping(ctx, to, few, patience); err == nil {
			facts.Silent = answered(packets) == 0
			packets = kept.add(to, packets)
			facts.Outage = outageAtEnd(packets)
		}
	} else {
		packets, err = p.pingUntilClear(ctx, to, patience)
	}
	if err != nil {
		facts.Unavailable = err.Error()
		return checks.Finding{Cause: checks.None, Class: classify(checks.Connect, err), Facts: facts, Err: err.Error()}
	}
	summarise(packets, &facts)
	return p.pingFinding(facts)
}

// pingUntilClear sends a first lot, and the rest if part of it was lost.
func (p *prober) pingUntilClear(ctx context.Context, to netip.Addr, patience time.Duration) ([]packet, error) {
	packets, err := p.ping(ctx, to, firstPings, patience)
	if err != nil {
		return nil, err
	}
	if back := answered(packets); back == 0 || back == len(packets) {
		return packets, nil
	}
	more, err := p.ping(ctx, to, maxPings-firstPings, patience)
	if err != nil {
		return packets, nil // the first lot stands
	}
	return append(packets, more...), nil
}

func answered(packets []packet) (count int) {
	for _, one := range packets {
		if one.back {
			count++
		}
	}
	return count
}

// summarise writes the statistics of some packets. One that the system refused to
// send counts as sent and lost: a dead link would otherwise show no loss.
func summarise(packets []packet, facts *checks.PingFacts) {
	var rtts []time.Duration
	var differences time.Duration
	for _, one := range packets {
		facts.Sent++
		if !one.sent {
			facts.SendErrors++
		}
		if !one.back {
			continue
		}
		if len(rtts) > 0 {
			differences += (one.rtt - rtts[len(rtts)-1]).Abs()
		}
		rtts = append(rtts, one.rtt)
	}
	facts.Received = len(rtts)
	if len(rtts) == 0 {
		return
	}
	if len(rtts) > 1 {
		facts.Jitter = checks.Span(differences / time.Duration(len(rtts)-1))
	}
	slices.Sort(rtts)
	facts.Min, facts.Max = checks.Span(rtts[0]), checks.Span(rtts[len(rtts)-1])
	facts.Median = checks.Span(rtts[len(rtts)/2])
}

func (p *prober) pingFinding(facts checks.PingFacts) checks.Finding {
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: facts}
	if facts.Received == 0 {
		f.Level, f.Class, f.Err = checks.Unknown, checks.Timeout, "no echo came back; it may be filtered on the way"
		if facts.SendErrors == facts.Sent {
			f.Class, f.Err = checks.Unreachable, "the system could not send"
		}
		return f
	}
	level := p.thresholds.Jitter.Of(asTime(facts.Jitter))
	if loss, ok := facts.Loss(); ok {
		level = checks.Worse(level, p.thresholds.Loss.Of(loss))
	}
	if level != checks.OK {
		f.Level, f.Cause = checks.Warn, checks.WANLossy
		if facts.Gateway {
			f.Cause = checks.LANGatewayLossy
		}
	}
	return f
}

// askPingGateway pings the router of this moment; without one it says nothing.
func (p *prober) askPingGateway(ctx context.Context, kept *window) checks.Finding {
	gateway, ok := p.gateway()
	if !ok {
		return checks.Finding{Cause: checks.None}
	}
	return p.askPing(ctx, gateway.Gateway, true, kept, slowPings)
}
