package probe

import (
	"net/netip"
	"os"
)

// preferGo: Go's own resolver reads the same files as the system's, can be ended
// at any time, and tells silence from an error, which getaddrinfo does not.
const preferGo = true

// readServers fetches the name servers this PC is set to ask, in its order.
// systemd-resolved's stub is looked behind.
func readServers() ([]netip.AddrPort, error) {
	text, err := os.ReadFile("/etc/resolv.conf")
	if err != nil {
		return nil, err
	}
	servers := parseResolvConf(text)
	if !isStub(servers) {
		return servers, nil
	}
	if text, err = os.ReadFile("/run/systemd/resolve/resolv.conf"); err == nil {
		if behind := parseResolvConf(text); len(behind) > 0 {
			return behind, nil
		}
	}
	return servers, nil
}
