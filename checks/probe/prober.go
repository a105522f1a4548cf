package probe

import (
	"context"
	"crypto/x509"
	"net"
	"net/netip"
	"runtime/debug"
	"sync/atomic"
	"time"

	"countercheck/checks"
)

// prober is what all checks share: the limits, and the ways out to the world, so
// that a test can set a world of its own on loopback.
type prober struct {
	thresholds checks.Thresholds
	agent      string          // the User-Agent
	anchors    []checks.Anchor // public resolvers asked when the system's answer cannot prove itself
	knownRoots *x509.CertPool  // public roots by which a missing one is named; they never make anything trusted
	watching   bool
	heard      atomic.Pointer[netip.Addr] // the router that answered a knock last

	records func() checks.Records // what people wrote down

	now                  func() time.Time
	roots                *x509.CertPool // nil: the system's own
	lookup               lookup
	servers              func() ([]netip.AddrPort, error) // the name servers of this moment
	dial                 func(ctx context.Context, network, address string) (net.Conn, error)
	ping                 pinger
	proxies              func(ctx context.Context) proxySettings
	routes               func() ([]checks.Route, error)
	hasIPv6              func(ctx context.Context) bool
	anchorDNS, anchorTLS uint16 // the ports at which public addresses are asked
}

// newProber is a prober in the real world.
func newProber(settings checks.Settings, catalogue checks.Catalogue, knownRootsPEM []byte) *prober {
	// No keep-alive: no connection outlives its request.
	dialer := &net.Dialer{KeepAlive: -1, FallbackDelay: -1}
	known := x509.NewCertPool()
	known.AppendCertsFromPEM(knownRootsPEM)
	return &prober{
		thresholds: settings.Thresholds,
		agent:      "Countercheck/" + version() + " (payment line check)",
		anchors:    catalogue.Anchors,
		knownRoots: known,
		now:        time.Now,
		records:    func() checks.Records { return checks.Records{} },
		lookup:     insistent(systemLookup(), systemLookup(), systemLookup()),
		servers:    readServers,
		dial:       dialer.DialContext,
		ping:       echo,
		proxies:    oneAtATime(readProxies),
		routes:     readRoutes,
		hasIPv6:    func(ctx context.Context) bool { return hasRoad(ctx, dialer, "[2400:3200::1]:53") },
		anchorDNS:  53,
		anchorTLS:  443,
	}
}

// version is the program's, for the User-Agent.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

// hasRoad reports whether the system has a route and a public source address for
// an IPv6 address. Connecting a UDP socket asks the routing table and sends
// nothing.
func hasRoad(ctx context.Context, dialer *net.Dialer, address string) bool {
	conn, err := dialer.DialContext(ctx, "udp6", address)
	if err != nil {
		return false
	}
	defer conn.Close()
	local, err := netip.ParseAddrPort(conn.LocalAddr().String())
	return err == nil && local.Addr().IsGlobalUnicast() && !local.Addr().IsPrivate()
}

// within bounds a context by a limit of the settings.
func within(ctx context.Context, limit checks.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, limit.Std())
}
