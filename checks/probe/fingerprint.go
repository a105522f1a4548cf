package probe

import (
	"fmt"
	"strings"
)

// Fingerprint is the links, addresses, default routes and name servers of this
// moment in words. While it stays the same a plan stays valid; a change is a
// reason for a new plan and a round at once.
func Fingerprint() string {
	var out strings.Builder
	p := &prober{routes: readRoutes}
	interfaces, err := p.interfaces()
	if err != nil {
		fmt.Fprintln(&out, "links:", err)
	}
	for _, i := range interfaces {
		if i.Counts() {
			fmt.Fprintln(&out, "link", i.Name, "up", i.Up, "carrier", i.Carrier, i.Addresses)
		}
	}
	routes, err := readRoutes()
	if err != nil {
		fmt.Fprintln(&out, "routes:", err)
	}
	for _, r := range routes {
		fmt.Fprintln(&out, "route", r.Interface, r.Gateway)
	}
	servers, err := readServers()
	if err != nil {
		fmt.Fprintln(&out, "servers:", err)
	}
	for _, s := range servers {
		fmt.Fprintln(&out, "server", s)
	}
	return out.String()
}
