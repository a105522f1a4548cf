package probe

import (
	"context"
	"errors"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"countercheck/checks"
)

// nothing is a look-up whose packet was lost.
func nothing(ctx context.Context, _, _ string) ([]netip.Addr, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// found answers after some time.
func found(after time.Duration) lookup {
	return func(ctx context.Context, _, _ string) ([]netip.Addr, error) {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(after):
			return []netip.Addr{addr("192.0.2.1")}, nil
		}
	}
}

func TestALookUpIsRepeatedBesideTheFirst(t *testing.T) {
	refused := errors.New("refused")
	no := func(context.Context, string, string) ([]netip.Addr, error) { return nil, refused }
	for _, test := range []struct {
		name string
		asks []lookup
		took time.Duration
		err  error
	}{
		{"the first answers", []lookup{found(20 * time.Millisecond), nothing}, 20 * time.Millisecond, nil},
		{"its packet is lost", []lookup{nothing, found(20 * time.Millisecond)}, resendAfter + 20*time.Millisecond, nil},
		{"two are lost", []lookup{nothing, nothing, found(0)}, 2 * resendAfter, nil},
		{"a slow server is not begun anew", []lookup{found(3 * time.Second), found(3 * time.Second)}, 3 * time.Second, nil},
		{"a refusal is an answer", []lookup{no, found(0)}, 0, refused},
		{"nobody answers", []lookup{nothing, nothing}, 5 * time.Second, context.DeadlineExceeded},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				start := time.Now()
				addresses, err := insistent(test.asks...)(ctx, "ip4", "pay.example")
				if took := time.Since(start); took != test.took || !errors.Is(err, test.err) || (err == nil) != (len(addresses) == 1) {
					t.Errorf("%v, %v after %s; want an error of %v after %s", addresses, err, took, test.err, test.took)
				}
			})
		})
	}
}

// A router that answered and is silent now is not waited for as long as one that
// never answers anything but its neighbours.
func TestARouterThatFellSilentIsNotWaitedFor(t *testing.T) {
	var p prober
	p.watching = true
	router := addr("192.0.2.1")
	if p.silenced(router, false) {
		t.Error("a router that never answered is said to have fallen silent")
	}
	if p.silenced(router, true) || !p.silenced(router, false) {
		t.Error("a router that answered and does no more has fallen silent")
	}
	if p.silenced(addr("192.0.2.2"), false) {
		t.Error("another router never answered")
	}
	if alone := (&prober{}); alone.silenced(router, true) || alone.silenced(router, false) {
		t.Error("a round that stands alone has the time to wait")
	}
}

// A window's old echoes do not hide that nothing came back this time.
func TestSilenceNowIsToldBesideTheWindow(t *testing.T) {
	p := &prober{}
	var kept window
	for i, lot := range [][]packet{{fast}, {lost}, {fast}} {
		p.ping, _ = script(lot)
		f := p.askPing(t.Context(), addr("192.0.2.1"), false, &kept, 5)
		if facts := f.Facts.(checks.PingFacts); facts.Silent != (i == 1) || facts.Answers() == facts.Silent {
			t.Errorf("after lot %d: %+v", i, facts)
		}
	}
}
