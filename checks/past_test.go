package checks

import (
	"testing"
	"time"
)

// watchedRounds judges rounds one after the other, each with what is remembered of
// those before, and returns what each was diagnosed as.
func watchedRounds(rounds ...*scene) (seen []Code) {
	var before map[string]Past
	for i, s := range rounds {
		if i == 0 {
			before = map[string]Past{}
		}
		s.round.Before = before
		seen = append(seen, Diagnose(s.plan, s.round).Cause)
		before = Remember(s.plan, s.round)
	}
	return seen
}

// answersAfter is a healthy round in which Alipay takes so long to answer.
func answersAfter(d time.Duration) *scene {
	return healthy().each(KindEndpoint, of("alipay"), func(r *Result) {
		phases := Phases{}
		for phase, took := range r.Finding.Phases {
			phases[phase] = took
		}
		phases[Processing] = Span(d)
		r.Finding.Phases = phases
	})
}

func TestTheBandHoldsOnToWhatLasted(t *testing.T) {
	const near, over = 2900 * ms, 4 * time.Second
	for _, c := range []struct {
		name   string
		rounds []time.Duration
		last   Code
	}{
		{"near the limit", []time.Duration{near, near}, None},
		{"a tenth over it", []time.Duration{near, 3100 * ms}, None},
		{"one spike on a slow evening", []time.Duration{near, over, near}, None},
		{"two of them", []time.Duration{near, over, over, near}, None},
		{"slow for three rounds, then hardly better", []time.Duration{near, over, over, over, near}, ProviderSlow},
		{"slow for three rounds, then clearly better", []time.Duration{near, over, over, over, 2 * time.Second}, None},
	} {
		t.Run(c.name, func(t *testing.T) {
			var rounds []*scene
			for _, d := range c.rounds {
				rounds = append(rounds, answersAfter(d))
			}
			if seen := watchedRounds(rounds...); seen[len(seen)-1] != c.last {
				t.Errorf("the rounds are %v, the last should be %s", seen, c.last)
			}
		})
	}
}

// loses is a round in which so many of a hundred packets to two public addresses
// were lost, and a request was hit by it.
func loses(packets int) *scene {
	s := healthy()
	for _, a := range sceneAnchors[:2] {
		s.each(KindPing, ident("ping:"+a.address), facts(func(f *PingFacts) { f.Received = f.Sent - packets }))
	}
	return s.each(KindControl, port(443), facts(func(f *EndpointFacts) { f.Retransmits = 1 }))
}

func TestLossOfAHundredPacketsMayBeChance(t *testing.T) {
	for _, c := range []struct {
		name   string
		lost   int
		rounds int
		last   Code
	}{
		{"six of a hundred, three rounds long", 6, 3, None},
		{"six of a hundred, until all hundred are others", 6, freshWindow + 1, WANLossy},
		{"far over the limit", 15, 1, WANLossy},
	} {
		t.Run(c.name, func(t *testing.T) {
			var rounds []*scene
			for range c.rounds {
				rounds = append(rounds, loses(c.lost))
			}
			if seen := watchedRounds(rounds...); seen[len(seen)-1] != c.last {
				t.Errorf("the last round is %s, want %s", seen[len(seen)-1], c.last)
			}
		})
	}
	if alone := loses(6); Diagnose(alone.plan, alone.round).Cause != WANLossy {
		t.Error("a round that stands alone has nothing to wait for")
	}
}

// A router that answers no echo from some moment on is not one that loses packets, also
// where the line behind it does.
func TestARouterThatFallsSilentLosesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		outage int
		want   Code
	}{"silent since": {35, WANLossy}, "lossy": {0, LANGatewayLossy}} {
		s := healthy()
		s.each(KindPing, nil, facts(func(f *PingFacts) {
			f.Sent, f.Received = 100, 82
			if f.Gateway {
				f.Received, f.Outage, f.Silent = 65, c.outage, c.outage > 0
			}
		}))
		s.each(KindEndpoint, nil, facts(func(f *EndpointFacts) { f.Retransmits = 2 }))
		if got := Diagnose(s.plan, s.round).Cause; got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// While watching, the pings keep a window of the last hundred packets: what came
// back minutes ago is no sign of life.
func TestEchoesOfMinutesAgoAreNoSignOfLife(t *testing.T) {
	windows := func(s *scene) {
		s.each(KindPing, nil, facts(func(f *PingFacts) { f.Received, f.Silent = 60, true }))
	}
	line := healthy().nothingBeyond()
	windows(line)
	if got := Diagnose(line.plan, line.round).Cause; got != WANDown {
		t.Errorf("the line is out: %s", got)
	}
	router := healthy().nothingBeyond()
	windows(router)
	router.each(KindGateway, nil, facts(func(f *GatewayFacts) { f.Ping, f.TCP, f.Neighbour = false, false, "stale" }))
	if got := Diagnose(router.plan, router.round).Cause; got != LANGatewayUnreachable {
		t.Errorf("the router is off: %s", got)
	}
}
