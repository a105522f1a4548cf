package probe

import (
	"context"
	"errors"
	"net/netip"
	"testing"
	"time"

	"countercheck/checks"
)

func TestPingOfThisMachine(t *testing.T) {
	packets, err := echo(t.Context(), addr("127.0.0.1"), 5, time.Second)
	if err != nil {
		t.Skipf("no ICMP here: %v", err)
	}
	if answered(packets) != 5 {
		t.Fatalf("%d of 5 came back", answered(packets))
	}
	for _, one := range packets {
		if one.rtt <= 0 || one.rtt > time.Second {
			t.Errorf("a packet took %v", one.rtt)
		}
	}
}

func TestPingByTheLibrary(t *testing.T) {
	packets, err := echoByLibrary(t.Context(), addr("127.0.0.1"), 3, time.Second)
	if err != nil {
		t.Skipf("no ICMP here: %v", err)
	}
	if answered(packets) != 3 || packets[0].rtt <= 0 || !packets[2].sent {
		t.Errorf("got %+v", packets)
	}
}

func TestPingsSideBySideDoNotTakeEachOthersAnswers(t *testing.T) {
	if _, err := echo(t.Context(), addr("127.0.0.1"), 1, time.Second); err != nil {
		t.Skipf("no ICMP here: %v", err)
	}
	done := make(chan int)
	for range 4 {
		go func() {
			packets, _ := echo(t.Context(), addr("127.0.0.1"), 3, time.Second)
			done <- answered(packets)
		}()
	}
	for range 4 {
		if got := <-done; got != 3 {
			t.Errorf("%d of 3 came back", got)
		}
	}
}

// script answers each run with the next of some packets.
func script(lots ...[]packet) (pinger, *[]int) {
	asked := &[]int{}
	return func(_ context.Context, _ netip.Addr, count int, _ time.Duration) ([]packet, error) {
		*asked = append(*asked, count)
		lot := lots[0]
		if len(lots) > 1 {
			lots = lots[1:]
		}
		out := make([]packet, count)
		for i := range out {
			out[i] = lot[i%len(lot)]
		}
		return out, nil
	}, asked
}

var (
	fast = packet{rtt: 10 * time.Millisecond, back: true, sent: true}
	slow = packet{rtt: 30 * time.Millisecond, back: true, sent: true}
	lost = packet{sent: true}
	stop = packet{} // the system refused to send it
)

func TestPingStatistics(t *testing.T) {
	for _, test := range []struct {
		name           string
		lot            []packet
		asked          int
		level          checks.Level
		sent, received int
	}{
		{"a clean line needs no more than twenty", []packet{fast}, 1, checks.OK, 20, 20},
		{"a lost packet asks for a hundred", []packet{fast, fast, fast, fast, lost}, 2, checks.Warn, 100, 80},
		{"silence is no loss", []packet{lost}, 1, checks.Unknown, 20, 0},
		{"a dead link is not a clean one", []packet{stop}, 1, checks.Unknown, 20, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newTestProber(nil)
			var asked *[]int
			p.ping, asked = script(test.lot)
			f := p.askPing(t.Context(), addr("192.0.2.1"), false, nil, 0)
			facts := f.Facts.(checks.PingFacts)
			if f.Level != test.level || facts.Sent != test.sent || facts.Received != test.received || len(*asked) != test.asked {
				t.Errorf("got %s, %d of %d in %v", f.Level, facts.Received, facts.Sent, *asked)
			}
		})
	}
}

func TestJitterIsTheDifferenceOfNeighbours(t *testing.T) {
	var facts checks.PingFacts
	summarise([]packet{fast, slow, lost, fast}, &facts)
	if facts.Jitter.Milliseconds() != 20 || facts.Min.Milliseconds() != 10 || facts.Max.Milliseconds() != 30 {
		t.Errorf("got %+v", facts)
	}
}

func TestThatNothingCanBeSentIsSaid(t *testing.T) {
	p := newTestProber(nil)
	p.ping = func(context.Context, netip.Addr, int, time.Duration) ([]packet, error) {
		return nil, errors.New("ICMP socket: not permitted")
	}
	f := p.askPing(t.Context(), addr("192.0.2.1"), true, nil, 0)
	if f.Level != checks.Unknown || f.Facts.(checks.PingFacts).Unavailable == "" {
		t.Errorf("got %+v", f)
	}
}

func TestTheWindowWhileWatching(t *testing.T) {
	p := newTestProber(nil)
	w := &window{}
	ask := func(lot ...packet) checks.PingFacts {
		p.ping, _ = script(lot)
		return p.askPing(t.Context(), addr("192.0.2.1"), false, w, slowPings).Facts.(checks.PingFacts)
	}
	if got := ask(fast); got.Sent != 5 {
		t.Errorf("a round sends %d", got.Sent)
	}
	for range 30 {
		ask(fast)
	}
	if got := ask(fast, fast, fast, fast, lost); got.Sent != maxPings || got.Received != 99 {
		t.Errorf("the window holds %d of %d", got.Received, got.Sent)
	}
	ask(lost)
	if got := ask(lost); got.Outage != 2*slowPings+1 || !got.Silent {
		t.Errorf("in an outage: %+v", got)
	}
	if got := ask(fast); got.Outage != 0 {
		t.Errorf("an outage that is over goes on: %+v", got)
	}
	if got := ask(fast); got.Sent-got.Received > 1 {
		t.Errorf("an outage that is over still counts as %d lost", got.Sent-got.Received)
	}
	p.ping, _ = script([]packet{fast})
	if got := p.askPing(t.Context(), addr("192.0.2.2"), false, w, slowPings).Facts.(checks.PingFacts); got.Sent != slowPings {
		t.Errorf("another router's packets count: %d", got.Sent)
	}
}
