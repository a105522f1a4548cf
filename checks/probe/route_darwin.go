package probe

import (
	"fmt"
	"net"
	"net/netip"
	"syscall"

	"golang.org/x/net/route"

	"countercheck/checks"
)

// readRoutes fetches the default routes from the routing table.
func readRoutes() ([]checks.Route, error) {
	table, err := route.FetchRIB(syscall.AF_UNSPEC, route.RIBTypeRoute, 0)
	if err != nil {
		return nil, fmt.Errorf("reading routes: %w", err)
	}
	messages, err := route.ParseRIB(route.RIBTypeRoute, table)
	if err != nil {
		return nil, fmt.Errorf("reading routes: %w", err)
	}
	var all []checks.Route
	for _, message := range messages {
		m, ok := message.(*route.RouteMessage)
		if !ok || m.Flags&syscall.RTF_UP == 0 || len(m.Addrs) <= syscall.RTAX_NETMASK || !isDefault(m.Addrs) {
			continue
		}
		// A scoped copy belongs to an adapter that is not the preferred one.
		if m.Flags&syscall.RTF_IFSCOPE != 0 {
			continue
		}
		device, err := net.InterfaceByIndex(m.Index)
		if err != nil {
			continue
		}
		all = append(all, checks.Route{Interface: device.Name, Gateway: routeAddress(m.Addrs[syscall.RTAX_GATEWAY])})
	}
	return prefer(all), nil
}

// isDefault: the destination is everything.
func isDefault(addresses []route.Addr) bool {
	to := routeAddress(addresses[syscall.RTAX_DST])
	mask := routeAddress(addresses[syscall.RTAX_NETMASK])
	return to.IsValid() && to.IsUnspecified() && (!mask.IsValid() || mask.IsUnspecified())
}

// routeAddress is invalid for an on-link route.
func routeAddress(a route.Addr) netip.Addr {
	switch a := a.(type) {
	case *route.Inet4Addr:
		return netip.AddrFrom4(a.IP)
	case *route.Inet6Addr:
		return netip.AddrFrom16(a.IP)
	}
	return netip.Addr{}
}
