package probe

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"reflect"
	"slices"
	"sync"
	"testing"

	"countercheck/checks"
)

// errNoRoad is what a network says that leads nowhere.
var errNoRoad = errors.New("no road")

// Whatever of a prober leads out of this PC is the network's, once there is one.
func TestNothingGoesAroundAGivenNetwork(t *testing.T) {
	stays := []string{"records", "now", "routes"} // these read this PC and ask nobody
	usual := newProber(checks.Settings{}, checks.Catalogue{}, nil)
	given := newProber(checks.Settings{}, checks.Catalogue{}, nil)
	Over(Network{Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errNoRoad }, Roots: x509.NewCertPool()})(given)
	before, after := reflect.ValueOf(usual).Elem(), reflect.ValueOf(given).Elem()
	ways := 0
	for i := range before.NumField() {
		name := before.Type().Field(i).Name
		if before.Field(i).Kind() != reflect.Func || slices.Contains(stays, name) {
			continue
		}
		ways++
		if before.Field(i).Pointer() == after.Field(i).Pointer() {
			t.Errorf("%s is still this PC's own", name)
		}
	}
	if ways < 6 {
		t.Errorf("only %d ways out were looked at", ways)
	}
}

// Every check of a plan asks the given network or nobody: over one that leads
// nowhere nothing is found to work, and what it was asked for are its own name
// servers and the addresses that are known by number.
func TestAPlanOverANetworkAsksThereAlone(t *testing.T) {
	server := netip.MustParseAddrPort("203.0.113.53:53")
	anchor := checks.Anchor{Address: "203.0.113.99", Owner: "somebody"}
	var mu sync.Mutex
	asked := map[string]bool{}
	catalogue := checks.Catalogue{
		Providers: []checks.Provider{{ID: "pay", Owner: "pay", Channel: checks.WeChatChannel, Endpoints: []checks.Endpoint{endpoint(checks.HTTPS, 443)}}},
		Controls:  []checks.Control{{Host: "www.example", Owner: "control"}},
		Anchors:   []checks.Anchor{anchor},
		Clocks:    []checks.Clock{{Host: "clock.example", Owner: "clock"}},
	}
	plan := New(checks.Settings{Thresholds: testThresholds}, catalogue, nil, Over(Network{
		Servers: []netip.AddrPort{server},
		Dial: func(_ context.Context, _, address string) (net.Conn, error) {
			mu.Lock()
			defer mu.Unlock()
			asked[address] = true
			return nil, errNoRoad
		},
	}))
	for _, c := range plan.Checks {
		switch c.Kind {
		case checks.KindDNS, checks.KindAnchor, checks.KindPing, checks.KindControl, checks.KindEndpoint, checks.KindClock:
			if c.ID == "ping:gateway" {
				continue
			}
			if f := c.Ask(t.Context()); f.Level == checks.OK {
				t.Errorf("%s works over a network that leads nowhere", c.ID)
			}
		}
	}
	for address := range asked {
		if at, err := netip.ParseAddrPort(address); err != nil || at != server && at.Addr().String() != anchor.Address {
			t.Errorf("%s was asked", address)
		}
	}
	if !asked[server.String()] {
		t.Error("its name server was never asked")
	}
}
