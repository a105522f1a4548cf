package probe

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strconv"

	"countercheck/checks"
)

// askPortal asks a captive-portal detection host and compares its answer with the
// one it gives on a free line.
func (p *prober) askPortal(ctx context.Context, portal checks.Portal) checks.Finding {
	to, err := portalEndpoint(portal.URL)
	if err != nil {
		return checks.Finding{Class: checks.Internal, Cause: checks.None, Err: err.Error()}
	}
	a := p.visit(ctx, to)
	facts := checks.PortalFacts{URL: portal.URL, Status: a.status, ClockOffset: a.offset}
	facts.Expected = a.status == portal.Status && bytes.Contains(a.body, []byte(portal.Body))
	if next, err := url.Parse(a.header.Get("Location")); err == nil {
		facts.Redirect = next.Hostname()
	}
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Phases: a.phases, Facts: facts}
	switch {
	case facts.Expected:
	case a.status != 0:
		f.Level, f.Cause, f.Class = checks.Warn, checks.WANCaptivePortal, checks.BadAnswer
		f.Failed, f.Err = checks.Processing, wrongAnswer(a.status, portal)
	default: // silence alone proves no portal
		f.Level, f.Failed, f.Class, f.Err = checks.Warn, a.failed, a.class, a.err.Error()
	}
	return f
}

// wrongAnswer says in what an answer differs from the one of a free line.
func wrongAnswer(status int, portal checks.Portal) string {
	if status != portal.Status {
		return fmt.Sprintf("answered %d, not %d as on a free line", status, portal.Status)
	}
	return fmt.Sprintf("answered %d without the text of a free line", status)
}

// visit carries one request out, directly or, where that does not connect,
// through the proxy.
func (p *prober) visit(ctx context.Context, to checks.Endpoint) *attempt {
	direct, cancel := within(ctx, p.thresholds.GiveUp.Request)
	defer cancel()
	addresses, a := p.resolve(direct, "ip4", to.Host)
	if a.ok() {
		p.direct(direct, to, addresses, a)
	}
	if a.failed == checks.Resolve || a.failed == checks.Connect {
		return p.aroundByProxy(ctx, to, a, &checks.EndpointFacts{})
	}
	return a
}

// portalEndpoint takes a detection URL apart.
func portalEndpoint(address string) (checks.Endpoint, error) {
	u, err := url.Parse(address)
	if err != nil {
		return checks.Endpoint{}, err
	}
	to := checks.Endpoint{Host: u.Hostname(), Port: 80, Scheme: checks.HTTP, Path: u.RequestURI()}
	if u.Scheme == "https" {
		to.Port, to.Scheme = 443, checks.HTTPS
	}
	if port, err := strconv.Atoi(u.Port()); err == nil {
		to.Port = port
	}
	return to, nil
}
