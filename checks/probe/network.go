package probe

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"time"

	"github.com/miekg/dns"

	"countercheck/checks"
)

// Network is another road to the world than this PC's own: a tunnel, or hosts that
// a demonstration stages.
type Network struct {
	// Dial opens a connection to an address given by number.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Servers are its name servers, in the order in which they are asked.
	Servers []netip.AddrPort
	// Roots are whom it trusts to vouch for a host.
	Roots *x509.CertPool
}

// Over has every question of a plan that leaves this PC travel over a network, and
// none around it. Such a network knows no proxy, no echo and no IPv6: what needs
// them is not measured. What this PC says of itself, its adapters and routes, is
// still this PC's.
func Over(n Network) Option {
	return func(p *prober) {
		p.roots = n.Roots
		p.servers = func() ([]netip.AddrPort, error) { return n.Servers, nil }
		p.lookup = p.lookupBy(n.Servers)
		p.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			at, err := p.byNumber(ctx, address)
			if err != nil {
				return nil, err
			}
			return n.Dial(ctx, network, at)
		}
		p.ping = func(context.Context, netip.Addr, int, time.Duration) ([]packet, error) { return nil, errNoEcho }
		p.proxies = func(context.Context) proxySettings { return proxySettings{} }
		p.hasIPv6 = func(context.Context) bool { return false }
	}
}

var errNoEcho = errors.New("this network carries no echo")

// byNumber is an address without a name in it.
func (p *prober) byNumber(ctx context.Context, address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil || isAddress(host) {
		return address, err
	}
	found, err := p.lookup(ctx, "ip4", host)
	if err != nil {
		return "", err
	}
	return net.JoinHostPort(found[0].String(), port), nil
}

// lookupBy asks name servers as a system does: the next one where those before it
// have brought nothing for a while, and what comes first counts.
func (p *prober) lookupBy(servers []netip.AddrPort) lookup {
	var asks []lookup
	for _, server := range servers {
		asks = append(asks, p.lookupAt(server))
	}
	if len(asks) == 0 {
		return func(_ context.Context, _, host string) ([]netip.Addr, error) {
			return nil, &net.DNSError{Err: "no name server", Name: host, IsTemporary: true}
		}
	}
	return insistent(asks...)
}

// lookupAt asks one name server, in the words of the system's own resolver.
func (p *prober) lookupAt(server netip.AddrPort) lookup {
	return func(ctx context.Context, network, host string) ([]netip.Addr, error) {
		kind := dns.TypeA
		if network == "ip6" {
			kind = dns.TypeAAAA
		}
		q := p.query(ctx, "udp", server, host, kind)
		if q.Class == checks.NoError {
			return q.Addresses, nil
		}
		return nil, &net.DNSError{
			Err: string(q.Class), Name: host, Server: server.String(),
			IsTimeout:   q.Class == checks.Timeout,
			IsNotFound:  q.Class == checks.NoSuchName,
			IsTemporary: q.Class != checks.QueryRefused,
		}
	}
}
