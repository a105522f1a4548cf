package probe

import (
	"cmp"
	"net/netip"
	"slices"

	"golang.org/x/sys/windows"
)

// preferGo is off: the system's resolver knows more than any file says.
const preferGo = false

// readServers fetches the name servers of all live adapters, those of the
// preferred adapter first. fec0:0:0:ffff:: is what the system fills in where none
// is set.
func readServers() (servers []netip.AddrPort, err error) {
	type source struct {
		metric  uint32
		servers []netip.AddrPort
	}
	var sources []source
	siteLocal := netip.MustParsePrefix("fec0:0:0:ffff::/64")
	err = eachAdapter(func(a *windows.IpAdapterAddresses) {
		if a.OperStatus != windows.IfOperStatusUp {
			return
		}
		s := source{metric: a.Ipv4Metric}
		if a.FirstGatewayAddress == nil {
			s.metric += 1 << 16 // leads nowhere: asked last
		}
		for d := a.FirstDnsServerAddress; d != nil; d = d.Next {
			if address := addressOf(d.Address); address.IsValid() && !siteLocal.Contains(address) {
				s.servers = append(s.servers, netip.AddrPortFrom(address, dnsPort))
			}
		}
		sources = append(sources, s)
	})
	slices.SortStableFunc(sources, func(a, b source) int { return cmp.Compare(a.metric, b.metric) })
	for _, s := range sources {
		for _, one := range s.servers {
			servers = appendNew(servers, one)
		}
	}
	return servers, err
}
