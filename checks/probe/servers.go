package probe

import (
	"net/netip"
	"slices"
	"strings"
)

// dnsPort is where name servers listen.
const dnsPort = 53

// parseResolvConf reads the name servers of a resolv.conf, in its order.
func parseResolvConf(text []byte) (servers []netip.AddrPort) {
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] != "nameserver" {
			continue
		}
		if address, err := netip.ParseAddr(fields[1]); err == nil {
			servers = appendNew(servers, netip.AddrPortFrom(address.Unmap(), dnsPort))
		}
	}
	return servers
}

// parseScutilDNS reads the name servers of "scutil --dns": those of the first
// resolver without a domain of its own are the ones the system asks.
func parseScutilDNS(text []byte) (servers []netip.AddrPort) {
	inFirst := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "resolver #"):
			if len(servers) > 0 {
				return servers
			}
			inFirst = true
		case strings.HasPrefix(line, "domain") && inFirst:
			inFirst = false // for one domain only
			servers = nil
		case strings.HasPrefix(line, "nameserver[") && inFirst:
			_, value, _ := strings.Cut(line, ":")
			if address, err := netip.ParseAddr(strings.TrimSpace(value)); err == nil {
				servers = appendNew(servers, netip.AddrPortFrom(address.Unmap(), dnsPort))
			}
		}
	}
	return servers
}

// isStub reports a local forwarder that hides the real servers.
func isStub(servers []netip.AddrPort) bool {
	return len(servers) > 0 && !slices.ContainsFunc(servers, func(s netip.AddrPort) bool {
		a := s.Addr().String()
		return a != "127.0.0.53" && a != "127.0.0.54"
	})
}

func appendNew(servers []netip.AddrPort, s netip.AddrPort) []netip.AddrPort {
	if slices.Contains(servers, s) {
		return servers
	}
	return append(servers, s)
}

// serverID names a server in a check id: with its port only where that is not 53.
func serverID(server netip.AddrPort) string {
	if server.Port() == dnsPort {
		return server.Addr().String()
	}
	return server.String()
}
