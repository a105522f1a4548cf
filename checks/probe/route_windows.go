package probe

import (
	"golang.org/x/sys/windows"

	"countercheck/checks"
)

// readRoutes fetches the default routes: the gateways of all live adapters, and
// where none has one, the adapter that the system would use all the same.
func readRoutes() (all []checks.Route, err error) {
	best := bestInterface()
	var onLink []checks.Route
	err = eachAdapter(func(a *windows.IpAdapterAddresses) {
		if a.OperStatus != windows.IfOperStatusUp {
			return
		}
		name := windows.UTF16PtrToString(a.FriendlyName)
		for g := a.FirstGatewayAddress; g != nil; g = g.Next {
			metric := a.Ipv4Metric
			address := addressOf(g.Address)
			if address.Is6() {
				metric = a.Ipv6Metric
			}
			if address.IsValid() && !address.IsUnspecified() {
				all = append(all, checks.Route{Interface: name, Gateway: address, Metric: int(metric)})
			}
		}
		if a.IfIndex == best {
			onLink = append(onLink, checks.Route{Interface: name})
		}
	})
	if len(all) == 0 {
		all = onLink
	}
	return prefer(all), err
}

// bestInterface asks the system which adapter leads to the world, 0 for none.
func bestInterface() (index uint32) {
	farAway := &windows.SockaddrInet4{Addr: [4]byte{223, 5, 5, 5}}
	if err := windows.GetBestInterfaceEx(farAway, &index); err != nil {
		return 0
	}
	return index
}
