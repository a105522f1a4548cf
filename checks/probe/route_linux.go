package probe

import (
	"fmt"
	"net"
	"net/netip"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"countercheck/checks"
)

// farAway is an address that only a default route leads to.
var farAway = net.IPv4(223, 5, 5, 5)

// readRoutes fetches the default routes. VPN programs often leave the default
// alone and lay one route over each half of all addresses, or a table of their own
// over the main one: then the kernel is asked which way it would go.
func readRoutes() ([]checks.Route, error) {
	links, err := netlink.LinkList()
	if interrupted(err) != nil {
		return nil, fmt.Errorf("listing adapters: %w", err)
	}
	names := map[int]string{}
	for _, link := range links {
		names[link.Attrs().Index] = link.Attrs().Name
	}
	var all []checks.Route
	for _, family := range []int{netlink.FAMILY_V4, netlink.FAMILY_V6} {
		list, err := netlink.RouteList(nil, family)
		if interrupted(err) != nil {
			return nil, fmt.Errorf("listing routes: %w", err)
		}
		for _, r := range list {
			if isDefault(r) {
				all = append(all, hops(r, names)...)
			}
		}
	}
	if len(all) == 0 {
		if ways, err := netlink.RouteGet(farAway); err == nil && len(ways) > 0 {
			all = hops(ways[0], names)
		}
	}
	return prefer(all), nil
}

// isDefault: a live route to everything, or to one half of it.
func isDefault(r netlink.Route) bool {
	if r.Type != unix.RTN_UNICAST {
		return false
	}
	if r.Dst == nil {
		return true
	}
	bits, _ := r.Dst.Mask.Size()
	return bits <= 1 && (bits == 0 || r.Dst.IP.IsUnspecified())
}

// hops turns a route, or each leg of one with several, into the core's.
func hops(r netlink.Route, names map[int]string) []checks.Route {
	hop := func(index int, gateway net.IP) checks.Route {
		out := checks.Route{Interface: names[index], Metric: r.Priority}
		if address, ok := netip.AddrFromSlice(gateway); ok {
			out.Gateway = address.Unmap()
			if out.Gateway.IsLinkLocalUnicast() && out.Gateway.Is6() {
				out.Gateway = out.Gateway.WithZone(names[index])
			}
		}
		return out
	}
	if len(r.MultiPath) == 0 {
		return []checks.Route{hop(r.LinkIndex, r.Gw)}
	}
	var all []checks.Route
	for _, leg := range r.MultiPath {
		all = append(all, hop(leg.LinkIndex, leg.Gw))
	}
	return all
}
