package probe

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"countercheck/checks"
)

// Option changes how a plan asks.
type Option func(*prober)

// Watching is for a plan that is asked again and again: pings send a few packets a
// round and keep a window of the last hundred.
func Watching() Option { return func(p *prober) { p.watching = true } }

// The most a check may take in all. Within them each leg has the limit that the
// settings give it.
const (
	quickLimit    = 5 * time.Second
	gatewayLimit  = 9 * time.Second
	anchorLimit   = 7 * time.Second
	pingLimit     = 12 * time.Second
	portalLimit   = 14 * time.Second
	endpointLimit = 18 * time.Second
)

// New plans the checks that settings and catalogue ask for. The name servers are
// those of this moment; Fingerprint tells when that is over.
func New(settings checks.Settings, catalogue checks.Catalogue, knownRootsPEM []byte, options ...Option) checks.Plan {
	catalogue = catalogue.With(settings.Hosts)
	p := newProber(settings, catalogue, knownRootsPEM)
	for _, set := range options {
		set(p)
	}
	chosen, channels := checks.Choose(settings, catalogue)
	profile := settings.Profile()
	profile.SIMOnly = profile.SIMOnly || ownLinesOnly(p.records().Terminals)
	profile.HasTerminal = profile.HasTerminal || slices.ContainsFunc(p.records().Terminals, isDevice)
	servers, _ := p.servers() // none that can be read is none there is to ask
	return checks.Plan{
		Checks:     p.list(settings, catalogue, chosen, servers, profile),
		Channels:   channels,
		Thresholds: settings.Thresholds,
		Profile:    profile,
		Beats: checks.Beats{
			Slow: settings.Watch.Every.Std(), Fast: settings.Watch.LineEvery.Std(), Own: settings.Watch.CustomEvery.Std(),
		},
	}
}

// list is THE list of checks; its order is the order in which they are shown.
func (p *prober) list(settings checks.Settings, catalogue checks.Catalogue, chosen []checks.Chosen, servers []netip.AddrPort, profile checks.Profile) []checks.Check {
	all := []checks.Check{
		{
			ID: "link", Kind: checks.KindLink, Beat: checks.FastBeat, Timeout: quickLimit,
			Ask: func(context.Context) checks.Finding { return p.askLink() },
		},
		{
			ID: "route", Kind: checks.KindRoute, Beat: checks.FastBeat, Timeout: quickLimit, Needs: []string{"link"},
			Ask: func(context.Context) checks.Finding { return p.askRoute() },
		},
		{
			ID: "gateway", Kind: checks.KindGateway, Beat: checks.FastBeat, Timeout: gatewayLimit, Needs: []string{"route"},
			Ask: p.askGateway,
		},
	}
	all = append(all, p.anchorChecks(catalogue)...)
	all = append(all, p.pingChecks(catalogue)...)
	all = append(all, p.resolverChecks(servers, questions(chosen, catalogue.Controls))...)
	all = append(all,
		checks.Check{
			ID: "hosts", Kind: checks.KindHosts, Timeout: quickLimit,
			Ask: func(context.Context) checks.Finding {
				return askHosts(hostsPath(), payingNames(catalogue.Providers, settings.Custom))
			},
		},
		checks.Check{
			ID: "proxy", Kind: checks.KindProxy, Timeout: portalLimit, Needs: []string{"route"},
			Ask: func(ctx context.Context) checks.Finding { return p.askProxy(ctx, catalogue.Controls) },
		},
	)
	all = append(all, p.portalChecks(catalogue)...)
	all = append(all, p.controlChecks(catalogue)...)
	all = append(all, p.endpointChecks(chosen)...)
	all = append(all, p.clockChecks(catalogue)...)
	all = append(all, p.terminalChecks()...)
	all = append(all, p.recordChecks()...)
	return append(all, checks.Check{
		ID: "computer", Kind: checks.KindComputer, Timeout: quickLimit,
		Ask: func(ctx context.Context) checks.Finding { return p.askComputer(ctx, profile) },
	})
}

func (p *prober) anchorChecks(catalogue checks.Catalogue) (all []checks.Check) {
	name := "www.baidu.com"
	if len(catalogue.Controls) > 0 {
		name = catalogue.Controls[0].Host
	}
	for _, a := range catalogue.Anchors {
		all = append(all, checks.Check{
			ID: "anchor:" + a.Address, Kind: checks.KindAnchor, Timeout: anchorLimit, Needs: []string{"route"},
			Target: checks.Target{Owner: a.Owner, Host: a.Address},
			Ask:    func(ctx context.Context) checks.Finding { return p.askAnchor(ctx, a.Address, name) },
		})
	}
	return all
}

// pingChecks: the router and each public address. The first address is the light
// control ping of the fast beat.
func (p *prober) pingChecks(catalogue checks.Catalogue) []checks.Check {
	near := p.newWindow()
	all := []checks.Check{{
		ID: "ping:gateway", Kind: checks.KindPing, Timeout: pingLimit, Needs: []string{"gateway"},
		Ask: func(ctx context.Context) checks.Finding { return p.askPingGateway(ctx, near) },
	}}
	for i, a := range catalogue.Anchors {
		to, err := netip.ParseAddr(a.Address)
		if err != nil {
			continue
		}
		kept, beat, few := p.newWindow(), checks.SlowBeat, slowPings
		if i == 0 {
			beat, few = checks.FastBeat, fastPings
		}
		all = append(all, checks.Check{
			ID: "ping:" + a.Address, Kind: checks.KindPing, Timeout: pingLimit, Needs: []string{"route"}, Beat: beat,
			Target: checks.Target{Owner: a.Owner, Host: a.Address},
			Ask:    func(ctx context.Context) checks.Finding { return p.askPing(ctx, to, false, kept, few) },
		})
	}
	return all
}

// newWindow is nil where each round stands alone.
func (p *prober) newWindow() *window {
	if !p.watching {
		return nil
	}
	return &window{}
}

func (p *prober) resolverChecks(servers []netip.AddrPort, names []question) (all []checks.Check) {
	for i, server := range servers {
		all = append(all, checks.Check{
			ID: "dns:" + serverID(server), Kind: checks.KindDNS, Timeout: 2 * quickLimit, Needs: []string{"route"},
			Target: checks.Target{Host: server.Addr().String(), Port: int(server.Port())},
			Ask:    func(ctx context.Context) checks.Finding { return p.askResolver(ctx, server, i, names) },
		})
	}
	if len(servers) == 0 {
		all = append(all, checks.Check{
			ID: "dns:none", Kind: checks.KindDNS, Timeout: quickLimit, Needs: []string{"route"},
			Ask: func(context.Context) checks.Finding { return noResolver(names) },
		})
	}
	return all
}

func (p *prober) portalChecks(catalogue checks.Catalogue) (all []checks.Check) {
	for _, portal := range catalogue.Portals {
		to, err := portalEndpoint(portal.URL)
		if err != nil {
			continue
		}
		all = append(all, checks.Check{
			ID: "portal:" + portal.ID, Kind: checks.KindPortal, Timeout: portalLimit, Needs: []string{"route"},
			Target: checks.Target{Owner: portal.Owner, Host: to.Host, Port: to.Port},
			Ask:    func(ctx context.Context) checks.Finding { return p.askPortal(ctx, portal) },
		})
	}
	return all
}

func (p *prober) controlChecks(catalogue checks.Catalogue) (all []checks.Check) {
	for _, c := range catalogue.Controls {
		for _, port := range []int{80, 443} {
			to := control(c, port)
			all = append(all, checks.Check{
				ID: "control:" + authority(c.Host, port), Kind: checks.KindControl, Timeout: endpointLimit, Needs: []string{"route"},
				Target: checks.Target{Owner: c.Owner, Host: c.Host, Port: port},
				Ask:    func(ctx context.Context) checks.Finding { return p.askEndpoint(ctx, checks.KindControl, to) },
			})
		}
	}
	return all
}

func (p *prober) endpointChecks(chosen []checks.Chosen) (all []checks.Check) {
	for _, c := range chosen {
		for _, to := range c.Provider.Endpoints {
			id, beat := "endpoint:"+c.Provider.ID, checks.OwnBeat
			if !c.Custom { // a custom provider is its one endpoint
				id, beat = id+":"+authority(to.Host, to.Port), checks.SlowBeat
			}
			all = append(all, checks.Check{
				ID: id, Kind: checks.KindEndpoint, Beat: beat, Timeout: endpointLimit, Needs: []string{"route"},
				Target: checks.Target{
					Provider: c.Provider.ID, Owner: c.Provider.Owner,
					Host: to.Host, Port: to.Port, Role: to.Role, InUse: c.InUse,
				},
				Ask: func(ctx context.Context) checks.Finding { return p.askEndpoint(ctx, checks.KindEndpoint, to) },
			})
		}
	}
	return all
}

func (p *prober) clockChecks(catalogue checks.Catalogue) (all []checks.Check) {
	for _, c := range catalogue.Clocks {
		all = append(all, checks.Check{
			ID: "clock:" + c.Host, Kind: checks.KindClock, Timeout: quickLimit, Needs: []string{"route"},
			Target: checks.Target{Owner: c.Owner, Host: c.Host, Port: 123},
			Ask:    func(ctx context.Context) checks.Finding { return p.askClock(ctx, c.Host) },
		})
	}
	return all
}

// oneAtATime guards the reading of the system's proxy settings, which keeps state
// of its own on some systems.
func oneAtATime(read func(context.Context) proxySettings) func(context.Context) proxySettings {
	var mu sync.Mutex
	return func(ctx context.Context) proxySettings {
		mu.Lock()
		defer mu.Unlock()
		return read(ctx)
	}
}
