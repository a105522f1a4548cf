package checks_test

import (
	"encoding/json"
	"net/netip"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
)

// A scene holds what a technician asks for: the road out of this PC, and what
// failed on it, without what worked.
func TestASceneHoldsTheRoadAndWhatFailed(t *testing.T) {
	router := netip.MustParseAddr("192.168.1.1")
	result := func(id string, f checks.Finding) checks.Result {
		return checks.Result{Check: checks.Check{ID: id}, Finding: f}
	}
	at := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	scene := checks.SceneOf(checks.Round{Started: at, Results: []checks.Result{
		result("link", checks.Finding{Level: checks.OK, Facts: checks.LinkFacts{Interfaces: []checks.Interface{{Name: "eth0", Up: true}}}}),
		result("route", checks.Finding{Level: checks.OK, Facts: checks.RouteFacts{Routes: []checks.Route{{Interface: "eth0", Gateway: router}}}}),
		result("gateway", checks.Finding{Level: checks.OK, Facts: checks.GatewayFacts{Address: router, Ping: true}}),
		result("ping:gateway", checks.Finding{Level: checks.Warn, Facts: checks.PingFacts{Address: router.String(), Sent: 20, Received: 18}}),
		result("dns:none", checks.Finding{Level: checks.Fail, Facts: checks.ResolverFacts{}}),
		result("dns:192.168.1.1", checks.Finding{Level: checks.OK, Facts: checks.ResolverFacts{Server: netip.AddrPortFrom(router, 53)}}),
		result("proxy", checks.Finding{Level: checks.OK, Facts: checks.ProxyFacts{Direct: true}}),
		result("endpoint:wechat", checks.Finding{
			Level: checks.Fail, Failed: checks.Connect, Class: checks.Refused, Err: "connection refused",
			Phases: checks.Phases{checks.Resolve: checks.Span(time.Millisecond)}, Facts: checks.EndpointFacts{},
		}),
		result("computer", checks.Finding{}),
	}})
	if !scene.At.Equal(at) || len(scene.Interfaces) != 1 || len(scene.Routes) != 1 || len(scene.Pings) != 1 ||
		len(scene.Servers) != 1 || scene.Gateway == nil || scene.Proxy != nil {
		t.Errorf("scene %+v", scene)
	}
	var failing []string
	for _, f := range scene.Failing {
		failing = append(failing, f.ID)
	}
	if got := strings.Join(failing, " "); got != "ping:gateway dns:none endpoint:wechat" {
		t.Errorf("failing: %s", got)
	}
	last := scene.Failing[len(scene.Failing)-1]
	if last.Failed != checks.Connect || last.Class != checks.Refused || last.Phases[checks.Resolve] == 0 || last.Err == "" {
		t.Errorf("the failing host: %+v", last)
	}
	bytes, err := json.Marshal(scene)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"dns_servers":["192.168.1.1:53"]`, `"failed_phase":"connect"`, `"resolve":1`} {
		if !strings.Contains(string(bytes), want) {
			t.Errorf("%s is missing in %s", want, bytes)
		}
	}
}
