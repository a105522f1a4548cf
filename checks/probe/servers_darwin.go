package probe

import (
	"net/netip"
	"os"
	"os/exec"
)

// preferGo is off: the system's resolver knows more than any file says.
const preferGo = false

// readServers fetches the name servers this PC is set to ask, in its order.
func readServers() ([]netip.AddrPort, error) {
	if text, err := exec.Command("/usr/sbin/scutil", "--dns").Output(); err == nil {
		if servers := parseScutilDNS(text); len(servers) > 0 {
			return servers, nil
		}
	}
	text, err := os.ReadFile("/etc/resolv.conf")
	return parseResolvConf(text), err
}
