package probe

import (
	"context"
	"encoding/binary"
	"errors"
	"net/netip"
	"testing"
	"time"

	"countercheck/checks"
)

var (
	distant = netip.MustParseAddr("203.0.113.9")
	nearby  = netip.MustParseAddr("192.0.2.1")
)

// road answers at each distance with an address, or not at all.
func road(answers map[int]netip.Addr, broken error) knocker {
	return func(_ netip.Addr, ttl int) (func(context.Context) (netip.Addr, time.Duration), error) {
		if broken != nil {
			return nil, broken
		}
		return func(context.Context) (netip.Addr, time.Duration) {
			from := answers[min(ttl, 5)]
			if !from.IsValid() {
				return from, 0
			}
			return from, time.Duration(ttl) * time.Millisecond
		}, nil
	}
}

func TestATraceEndsAtItsTarget(t *testing.T) {
	hops, err := traceTo(t.Context(), distant, road(map[int]netip.Addr{1: nearby, 3: nearby.Next(), 5: distant}, nil))
	if err != nil || len(hops) != 5 {
		t.Fatalf("%d hops, %v; want the five up to the target", len(hops), err)
	}
	if hops[0].Address != nearby || hops[1].Address.IsValid() || hops[4].Address != distant || hops[4].TTL != 5 {
		t.Errorf("hops %v", hops)
	}
}

func TestATraceEndsWithTheLastAnswer(t *testing.T) {
	hops, err := traceTo(t.Context(), distant, road(map[int]netip.Addr{1: nearby}, nil))
	if err != nil || len(hops) != 1 || hops[0].RTT != checks.Span(time.Millisecond) {
		t.Errorf("%v, %v; want the first router alone", hops, err)
	}
}

func TestATraceThatMayNotSendSaysSo(t *testing.T) {
	refused := errors.New("not allowed here")
	if hops, err := traceTo(t.Context(), distant, road(nil, refused)); !errors.Is(err, refused) || len(hops) != 0 {
		t.Errorf("%v, %v", hops, err)
	}
	if _, _, err := Trace(t.Context(), []checks.Anchor{{Address: "2001:db8::1"}}); err == nil {
		t.Error("without an IPv4 address it says nothing")
	}
}

func TestWhoSentAnICMPError(t *testing.T) {
	record := make([]byte, 32)
	record[errorOrigin] = originICMP
	binary.NativeEndian.PutUint16(record[offenderFamily:], familyIPv4)
	copy(record[offenderIPv4:], nearby.AsSlice())
	if from, ok := offender(record); !ok || from != nearby {
		t.Errorf("from %s, %v", from, ok)
	}
	if _, ok := offender(record[:20]); ok {
		t.Error("a record that is cut off names somebody")
	}
	record[errorOrigin] = 1
	if _, ok := offender(record); ok {
		t.Error("this PC's own error is taken for a router's")
	}
}
