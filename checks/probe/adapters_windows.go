package probe

import (
	"errors"
	"fmt"
	"net/netip"
	"unsafe"

	"golang.org/x/sys/windows"
)

// adaptersSize is where the system's list of adapters usually fits; it says so if
// it does not.
const adaptersSize = 16 << 10

// eachAdapter fetches the system's list of adapters and hands them out one by one.
func eachAdapter(visit func(*windows.IpAdapterAddresses)) error {
	const flags = windows.GAA_FLAG_INCLUDE_PREFIX | windows.GAA_FLAG_INCLUDE_GATEWAYS | windows.GAA_FLAG_SKIP_ANYCAST | windows.GAA_FLAG_SKIP_MULTICAST
	size := uint32(adaptersSize)
	for range 3 { // the list may grow between two looks
		buffer := make([]byte, size)
		first := (*windows.IpAdapterAddresses)(unsafe.Pointer(&buffer[0]))
		err := windows.GetAdaptersAddresses(windows.AF_UNSPEC, flags, 0, first, &size)
		if errors.Is(err, windows.ERROR_BUFFER_OVERFLOW) {
			continue
		}
		if err != nil {
			return fmt.Errorf("listing adapters: %w", err)
		}
		for a := first; a != nil; a = a.Next {
			visit(a)
		}
		return nil
	}
	return errors.New("listing adapters: the list keeps growing")
}

// addressOf reads a socket address; invalid if it is none of the two families.
func addressOf(s windows.SocketAddress) netip.Addr {
	address, ok := netip.AddrFromSlice(s.IP())
	if !ok {
		return netip.Addr{}
	}
	return address.Unmap()
}
