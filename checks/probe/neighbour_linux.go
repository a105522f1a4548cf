package probe

import (
	"net"
	"net/netip"
	"time"

	"github.com/vishvananda/netlink"
)

// clockTick is the unit of the kernel's ages: USER_HZ is 100 everywhere.
const clockTick = 10 * time.Millisecond

// readNeighbour fetches the neighbour entry of an address.
func readNeighbour(link string, address netip.Addr) neighbour {
	entry, ok := neighbourEntry(link, address)
	if !ok {
		return neighbour{state: neighbourUnknown}
	}
	switch {
	case entry.State&(netlink.NUD_PERMANENT|netlink.NUD_NOARP) != 0:
		return neighbour{state: neighbourUnknown} // set by hand: proves nothing
	case entry.State&netlink.NUD_REACHABLE != 0:
		return neighbour{state: neighbourReachable, confirmed: time.Duration(entry.Confirmed) * clockTick}
	case entry.State&netlink.NUD_FAILED != 0:
		return neighbour{state: neighbourFailed}
	case entry.State&netlink.NUD_INCOMPLETE != 0:
		return neighbour{state: neighbourIncomplete}
	default: // STALE, DELAY and PROBE: known once, not confirmed
		return neighbour{state: neighbourStale}
	}
}

// confirmNeighbour makes the kernel ask an address now whether it is still there.
// Without the right to, the kernel does so by itself a few seconds later.
func confirmNeighbour(link string, address netip.Addr) {
	if entry, ok := neighbourEntry(link, address); ok {
		entry.State = netlink.NUD_PROBE
		_ = netlink.NeighSet(&entry)
	}
}

func neighbourEntry(link string, address netip.Addr) (entry netlink.Neigh, ok bool) {
	device, err := net.InterfaceByName(link)
	if err != nil {
		return entry, false
	}
	family := netlink.FAMILY_V4
	if address.Is6() {
		family = netlink.FAMILY_V6
	}
	list, err := netlink.NeighList(device.Index, family)
	if interrupted(err) != nil {
		return entry, false
	}
	for _, one := range list {
		if at, ok := netip.AddrFromSlice(one.IP); ok && at.Unmap() == address.WithZone("") {
			return one, true
		}
	}
	return entry, false
}
