package probe

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"time"

	"github.com/miekg/dns"

	"countercheck/checks"
)

const (
	anchorTries = 2
	// anchorGrace is how long the other ways are waited for once one got through.
	anchorGrace = time.Second
)

// anchorWait bounds one try.
const anchorWait = 3 * time.Second

// askAnchor asks a fixed public address in three ways side by side, and once more
// if none got through.
func (p *prober) askAnchor(ctx context.Context, address, name string) checks.Finding {
	at, err := netip.ParseAddr(address)
	if err != nil {
		return checks.Finding{Class: checks.Internal, Cause: checks.None, Err: err.Error()}
	}
	facts := checks.AnchorFacts{Address: at}
	for facts.Tries < anchorTries && !facts.Answers() && ctx.Err() == nil {
		facts.Tries++
		err = p.tryAnchor(ctx, &facts, name)
	}
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: facts}
	if !facts.Answers() {
		f.Level, f.Cause, f.Class = checks.Fail, checks.WANDown, classify(checks.Connect, err)
		if err != nil {
			f.Err = err.Error()
		}
	}
	return f
}

// tryAnchor goes the three ways at once and notes which got through.
func (p *prober) tryAnchor(ctx context.Context, facts *checks.AnchorFacts, name string) error {
	ctx, cancel := context.WithTimeout(ctx, anchorWait)
	defer cancel()
	onDNS, onTLS := netip.AddrPortFrom(facts.Address, p.anchorDNS), netip.AddrPortFrom(facts.Address, p.anchorTLS)
	var mu sync.Mutex
	var wait sync.WaitGroup
	var why error
	start := time.Now()
	try := func(through *bool, ask func() error) {
		wait.Go(func() {
			err := ask()
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				why = err
				return
			}
			*through = true
			if facts.RTT == 0 {
				facts.RTT = checks.Span(time.Since(start))
				time.AfterFunc(anchorGrace, cancel)
			}
		})
	}
	try(&facts.UDP53, func() error { return p.askPublicly(ctx, onDNS, name) })
	try(&facts.TCP53, func() error { return p.accepts(ctx, onDNS) })
	try(&facts.TCP443, func() error { return p.accepts(ctx, onTLS) })
	wait.Wait()
	return why
}

// accepts reports whether an address accepts a TCP connection.
func (p *prober) accepts(ctx context.Context, at netip.AddrPort) error {
	conn, err := p.dial(ctx, "tcp", at.String())
	if err != nil {
		return err
	}
	return conn.Close()
}

// askPublicly asks a public resolver for a real name. A router that answers in
// its place while the line is out gives an error or an address of its own, and
// that is no sign of life from beyond.
func (p *prober) askPublicly(ctx context.Context, server netip.AddrPort, name string) error {
	q := p.query(ctx, "udp", server, name, dns.TypeA)
	if q.RCode == "" {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return errors.New("UDP 53: " + string(q.Class))
	}
	for _, a := range q.Addresses {
		if !a.IsPrivate() && !a.IsLoopback() && !a.IsLinkLocalUnicast() && !p.isGateway(a) {
			return nil
		}
	}
	return errors.New("UDP 53: answered, but with no public address (" + q.RCode + ")")
}
