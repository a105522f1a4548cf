package probe

import (
	"context"
	"net/netip"
	"net/url"
	"strconv"
	"sync"

	"golang.org/x/net/http/httpproxy"

	"countercheck/checks"
)

// proxySettings is the proxy this PC is set to use, from wherever it is set.
type proxySettings struct {
	config httpproxy.Config
	source string // environment, system, automatic; "" where none is set
}

// readProxies looks at the environment first, as most programs do, then at the
// system's settings.
func readProxies(ctx context.Context) proxySettings {
	if env := fromEnvironment(); isSet(env) {
		return proxySettings{config: env, source: "environment"}
	}
	config, source := systemProxy(ctx)
	if !isSet(config) {
		return proxySettings{}
	}
	return proxySettings{config: config, source: source}
}

func isSet(c httpproxy.Config) bool { return c.HTTPProxy != "" || c.HTTPSProxy != "" }

// forEndpoint is the proxy set for an endpoint, nil for none.
func (s proxySettings) forEndpoint(to checks.Endpoint) *url.URL {
	scheme := "https"
	if to.Scheme == checks.HTTP {
		scheme = "http"
	}
	// The error is dropped on purpose: it quotes the setting, which may hold a
	// password.
	proxy, err := s.config.ProxyFunc()(&url.URL{Scheme: scheme, Host: authority(to.Host, to.Port)})
	if err != nil || proxy == nil {
		return nil
	}
	return proxy
}

// askProxy looks whether the set proxy is there and whether it is needed, by way
// of a control host.
func (p *prober) askProxy(ctx context.Context, controls []checks.Control) checks.Finding {
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: checks.ProxyFacts{}}
	settings := p.proxies(ctx)
	if len(controls) == 0 || settings.source == "" {
		return f
	}
	controls = controls[:min(len(controls), 2)]
	proxy := settings.forEndpoint(control(controls[0], 443))
	if proxy == nil {
		return f
	}
	facts := checks.ProxyFacts{Set: true, Address: proxyAddress(proxy), Source: settings.source}
	var mu sync.Mutex
	var wait sync.WaitGroup
	var why error
	wait.Go(func() {
		ctx, cancel := within(ctx, p.thresholds.GiveUp.Connect)
		defer cancel()
		conn, err := p.dial(ctx, "tcp", proxyAddress(proxy))
		if err == nil {
			conn.Close()
		}
		mu.Lock()
		defer mu.Unlock()
		facts.Reachable = err == nil
	})
	for _, c := range controls {
		to := control(c, 443)
		wait.Go(func() {
			ctx, cancel := within(ctx, p.thresholds.GiveUp.Connect)
			defer cancel()
			conn, err := p.tunnel(ctx, proxy, authority(to.Host, to.Port))
			if err == nil {
				conn.Close()
			}
			mu.Lock()
			defer mu.Unlock()
			if facts.Works = facts.Works || err == nil; err != nil {
				why = err
			}
		})
		wait.Go(func() {
			open := p.connects(ctx, to)
			mu.Lock()
			defer mu.Unlock()
			facts.Direct = facts.Direct || open
		})
	}
	wait.Wait()
	return proxyFinding(facts, why)
}

func proxyFinding(facts checks.ProxyFacts, why error) checks.Finding {
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: facts}
	if facts.Works {
		return f
	}
	f.Level, f.Failed, f.Class = checks.Fail, checks.Connect, classify(checks.Connect, why)
	if why != nil {
		f.Err = "the proxy " + facts.Address + ": " + why.Error()
	}
	if facts.Direct {
		f.Cause = checks.WANProxyBroken
	}
	return f
}

// connects reports whether an endpoint accepts a direct connection.
func (p *prober) connects(ctx context.Context, to checks.Endpoint) bool {
	to.Scheme = checks.TCPOnly
	addresses, a := p.resolve(ctx, "ip4", to.Host)
	if a.ok() {
		p.direct(ctx, to, addresses, a)
	}
	return a.ok()
}

// control is a control host as an endpoint of one of its two ports.
func control(c checks.Control, port int) checks.Endpoint {
	scheme := checks.HTTPS
	if port == 80 {
		scheme = checks.HTTP
	}
	return checks.Endpoint{Host: c.Host, Port: port, Scheme: scheme, Path: "/"}
}

// proxyAddress is host:port, without user or password.
func proxyAddress(proxy *url.URL) string {
	if port, err := strconv.Atoi(proxy.Port()); err == nil {
		return authority(proxy.Hostname(), port)
	}
	switch proxy.Scheme {
	case "https":
		return authority(proxy.Hostname(), 443)
	case "socks5", "socks5h":
		return authority(proxy.Hostname(), 1080)
	default:
		return authority(proxy.Hostname(), 80)
	}
}

// authority is host:port, with brackets around an IPv6 address.
func authority(host string, port int) string {
	if a, err := netip.ParseAddr(host); err == nil && a.Is6() {
		host = "[" + host + "]"
	}
	return host + ":" + strconv.Itoa(port)
}
