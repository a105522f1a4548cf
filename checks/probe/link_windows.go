package probe

import (
	"net/netip"

	"golang.org/x/sys/windows"

	"countercheck/checks"
)

// The interface types of IANA that matter here.
const (
	typePPP      = 23
	typeLoopback = 24
	typeVirtual  = 53
	typeWiFi     = 71
	typeTunnel   = 131
	typeWWAN     = 243
	typeWWAN2    = 244
)

// systemTypes are the words for them that kindOf knows.
var systemTypes = map[uint32]string{typePPP: "ppp", typeTunnel: "tunnel", typeWWAN: "wwan", typeWWAN2: "wwan"}

// unknownSpeed is what an adapter without a live end reports.
const unknownSpeed = ^uint64(0)

// readAdapters fetches this PC's adapters.
func readAdapters() (all []adapter, err error) {
	err = eachAdapter(func(from *windows.IpAdapterAddresses) {
		a := adapter{
			Interface:   checks.Interface{Name: windows.UTF16PtrToString(from.FriendlyName)},
			system:      systemTypes[from.IfType],
			description: windows.UTF16PtrToString(from.Description),
			wireless:    from.IfType == typeWiFi,
			loopback:    from.IfType == typeLoopback,
		}
		a.Up = from.OperStatus == windows.IfOperStatusUp
		a.Carrier = a.Up
		if from.IfType == typeVirtual && a.system == "" {
			a.system = "tunnel" // made by a program
		}
		if speed := from.TransmitLinkSpeed; speed != unknownSpeed {
			a.SpeedMbps = int(speed / 1_000_000)
		}
		for u := from.FirstUnicastAddress; u != nil; u = u.Next {
			if address := addressOf(u.Address); address.IsValid() {
				a.Addresses = append(a.Addresses, netip.PrefixFrom(address, int(u.OnLinkPrefixLength)))
			}
		}
		a.Errors = readErrors(from.IfIndex)
		all = append(all, a)
	})
	return all, err
}

// readErrors fetches an adapter's error counters, 0 if it does not tell.
func readErrors(index uint32) uint64 {
	row := windows.MibIfRow2{InterfaceIndex: index}
	if err := windows.GetIfEntry2Ex(windows.MibIfEntryNormal, &row); err != nil {
		return 0
	}
	return row.InErrors + row.OutErrors
}
