package probe

import (
	"net/netip"
	"unsafe"

	"golang.org/x/sys/windows"
)

// readNeighbour asks the address itself by ARP: an answer is fresh by nature.
func readNeighbour(_ string, address netip.Addr) neighbour {
	if !address.Is4() {
		return neighbour{state: neighbourUnknown}
	}
	sendARP := windows.NewLazySystemDLL("iphlpapi.dll").NewProc("SendARP")
	if sendARP.Find() != nil {
		return neighbour{state: neighbourUnknown}
	}
	to := address.As4()
	var mac [8]byte
	size := uint32(len(mac))
	code, _, _ := sendARP.Call(uintptr(*(*uint32)(unsafe.Pointer(&to[0]))), 0, uintptr(unsafe.Pointer(&mac[0])), uintptr(unsafe.Pointer(&size)))
	if code != 0 {
		return neighbour{state: neighbourFailed}
	}
	return neighbour{state: neighbourReachable}
}

// confirmNeighbour has nothing to do: each look already asks.
func confirmNeighbour(string, netip.Addr) {}
