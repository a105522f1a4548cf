package monitor_test

import (
	"context"
	"net/netip"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"

	"countercheck/assets"
	"countercheck/checks"
)

// shop is the counter PC in a world: it puts the questions of the shipped plan
// there and brings the findings that the probe would, with its limits and
// repetitions.
type shop struct {
	w         *world
	settings  checks.Settings
	catalogue checks.Catalogue
	giveUp    checks.Limits
	packets   counter
	count     sync.Mutex // of packets, where questions are put side by side
}

// question asks the world at an instant, and says when the answer is there.
type question func(t *trial) (finding checks.Finding, took time.Duration)

// asked is a check and its question.
type asked struct {
	checks.Check
	put  question
	mark uint64 // of the check among the others
}

func newShop(t *testing.T, w *world) *shop {
	t.Helper()
	s := &shop{w: w}
	if err := toml.Unmarshal(assets.SettingsTOML, &s.settings); err != nil {
		t.Fatal(err)
	}
	if err := toml.Unmarshal(assets.CatalogueTOML, &s.catalogue); err != nil {
		t.Fatal(err)
	}
	s.giveUp = s.settings.Thresholds.GiveUp
	return s
}

// The addresses of the shop. Every name leads to two addresses.
var (
	routerAddress = netip.MustParseAddr("192.168.1.1")
	nameServers   = []netip.AddrPort{netip.MustParseAddrPort("203.0.113.53:53"), netip.MustParseAddrPort("203.0.113.54:53")}
	twoAddresses  = []netip.Addr{netip.MustParseAddr("203.0.113.80"), netip.MustParseAddr("203.0.113.81")}
)

// plan is that of probe.New on a PC with a cable, two name servers of its
// provider's, and no proxy.
func (s *shop) plan() (checks.Plan, []asked) {
	chosen, channels := checks.Choose(s.settings, s.catalogue)
	var all []asked
	add := func(id string, kind checks.Kind, beat checks.Beat, target checks.Target, put question) {
		check := checks.Check{ID: id, Kind: kind, Beat: beat, Timeout: longest, Target: target}
		check.Ask = s.inTime(id, put)
		all = append(all, asked{check, put, hash(id)})
	}
	add("link", checks.KindLink, checks.FastBeat, checks.Target{}, s.link)
	add("route", checks.KindRoute, checks.FastBeat, checks.Target{}, s.route)
	add("gateway", checks.KindGateway, checks.FastBeat, checks.Target{}, s.gateway)
	for _, a := range s.catalogue.Anchors {
		add("anchor:"+a.Address, checks.KindAnchor, checks.SlowBeat, checks.Target{Owner: a.Owner, Host: a.Address}, s.anchor(a.Address))
	}
	add("ping:gateway", checks.KindPing, checks.SlowBeat, checks.Target{}, s.ping(routerAddress.String(), nil, 5))
	for i, a := range s.catalogue.Anchors {
		far, beat, few := beyond(a.Address), checks.SlowBeat, 5
		if i == 0 {
			beat, few = checks.FastBeat, 1
		}
		add("ping:"+a.Address, checks.KindPing, beat, checks.Target{Owner: a.Owner, Host: a.Address}, s.ping(a.Address, &far, few))
	}
	for i, server := range nameServers {
		add("dns:"+server.Addr().String(), checks.KindDNS, checks.SlowBeat, checks.Target{Host: server.Addr().String(), Port: 53}, s.server(server, i, chosen))
	}
	add("hosts", checks.KindHosts, checks.SlowBeat, checks.Target{}, constant(checks.HostsFacts{Path: "/etc/hosts"}))
	add("proxy", checks.KindProxy, checks.SlowBeat, checks.Target{}, constant(checks.ProxyFacts{}))
	for _, p := range s.catalogue.Portals {
		to, _ := url.Parse(p.URL)
		target := checks.Target{Owner: p.Owner, Host: to.Hostname(), Port: 80}
		add("portal:"+p.ID, checks.KindPortal, checks.SlowBeat, target, s.portal(p, target))
	}
	for _, c := range s.catalogue.Controls {
		for _, port := range []int{80, 443} {
			target := checks.Target{Owner: c.Owner, Host: c.Host, Port: port}
			add("control:"+c.Host+":"+strconv.Itoa(port), checks.KindControl, checks.SlowBeat, target, s.endpoint(checks.KindControl, target))
		}
	}
	for _, c := range chosen {
		for _, to := range c.Provider.Endpoints {
			target := checks.Target{
				Provider: c.Provider.ID, Owner: c.Provider.Owner, Host: to.Host, Port: to.Port, Role: to.Role, InUse: c.InUse,
			}
			add("endpoint:"+c.Provider.ID+":"+to.Host+":443", checks.KindEndpoint, checks.SlowBeat, target, s.endpoint(checks.KindEndpoint, target))
		}
	}
	for _, c := range s.catalogue.Clocks {
		add("clock:"+c.Host, checks.KindClock, checks.SlowBeat, checks.Target{Owner: c.Owner, Host: c.Host, Port: 123}, s.clock(c.Host))
	}
	add("computer", checks.KindComputer, checks.SlowBeat, checks.Target{}, s.computer)
	plan := checks.Plan{Channels: channels, Thresholds: s.settings.Thresholds}
	for _, a := range all {
		plan.Checks = append(plan.Checks, a.Check)
	}
	return plan, all
}

// inTime is a question as the monitor puts it: the answer comes when it comes.
func (s *shop) inTime(id string, put question) func(context.Context) checks.Finding {
	mark := hash(id)
	return func(ctx context.Context) checks.Finding {
		s.count.Lock()
		now := time.Now()
		finding, took := put(s.w.moment(now).trial(mark, now, &s.packets))
		s.count.Unlock()
		if took <= 0 {
			return finding
		}
		select {
		case <-ctx.Done():
			return checks.Finding{Cause: checks.None}
		case <-time.After(took):
			return finding
		}
	}
}

// constant is an answer that never changes and costs no time.
func constant(facts any) question {
	finding := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: facts}
	return func(*trial) (checks.Finding, time.Duration) { return finding, 0 }
}
