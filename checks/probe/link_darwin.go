package probe

import (
	"net"
	"net/netip"
	"os/exec"

	"countercheck/checks"
)

// readAdapters fetches this PC's adapters.
func readAdapters() ([]adapter, error) {
	list, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	ports, err := exec.Command("/usr/sbin/networksetup", "-listallhardwareports").Output()
	if err != nil {
		ports = nil // adapters then go by their names alone
	}
	described := parseHardwarePorts(ports)
	var all []adapter
	for _, one := range list {
		a := adapter{
			Interface: checks.Interface{
				Name:    one.Name,
				Up:      one.Flags&net.FlagUp != 0,
				Carrier: one.Flags&net.FlagRunning != 0,
			},
			description: described[one.Name],
			wireless:    described[one.Name] == "Wi-Fi",
			loopback:    one.Flags&net.FlagLoopback != 0,
		}
		addresses, err := one.Addrs()
		if err != nil {
			return nil, err
		}
		for _, address := range addresses {
			if prefix, err := netip.ParsePrefix(address.String()); err == nil {
				a.Addresses = append(a.Addresses, prefix)
			}
		}
		all = append(all, a)
	}
	return all, nil
}
