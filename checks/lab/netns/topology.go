//go:build linux

package netns

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/netip"
	"strings"

	"countercheck/checks/lab"
)

// Addresses of the shop.
const (
	ShopAddress    = "192.168.1.23"
	RouterAddress  = "192.168.1.1"
	shopAddress6   = "2001:db8:1::23"
	routerAddress6 = "2001:db8:1::1"
	portalPort     = 8080
	spyPort        = 8443
	proxyPort      = 3128
	lockedPort     = 3130 // a proxy that wants a password
)

// spaces makes the three namespaces and the cable between PC and router. The
// router keeps its IPv6 addresses while the cable is out, as real ones do.
func (n *Net) spaces() error {
	for _, s := range []space{n.shop, n.router, n.world} {
		if err := feed("", "ip", "netns", "add", string(s)); err != nil {
			return err
		}
		n.clean = append(n.clean, func() error { return feed("", "ip", "netns", "del", string(s)) })
		if err := s.ip("link set lo up"); err != nil {
			return err
		}
		if err := s.sysctl("net.ipv6.conf.all.disable_ipv6=0", "net.ipv6.conf.default.accept_dad=0",
			"net.ipv6.conf.default.accept_ra=0", "net.ipv6.conf.all.keep_addr_on_down=1"); err != nil {
			return err
		}
	}
	if err := n.router.sysctl("net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"); err != nil {
		return err
	}
	// As systemd sets it on most systems: pings without root.
	if err := n.shop.sysctl("net.ipv4.ping_group_range=0 2147483647"); err != nil {
		return err
	}
	return n.shop.ip(fmt.Sprintf("link add eth0 type veth peer name lan0 netns %s", n.router))
}

// line lays the line between the router and the world.
func (n *Net) line(usual Line) error {
	near, err := openTUN(n.router, "wan0")
	if err != nil {
		return err
	}
	far, err := openTUN(n.world, "isp0")
	if err != nil {
		_ = near.Close()
		return err
	}
	n.relay = startRelay(usual, near, far)
	n.clean = append(n.clean, func() error { n.relay.close(); return nil })
	return nil
}

// shopLines give the PC its addresses and routes; the faults that take them away
// put them back with the same lines.
const shopLines = `addr replace ` + ShopAddress + `/24 dev eth0
addr replace ` + shopAddress6 + `/64 dev eth0 nodad
` + shopRoutes

const shopRoutes = `route replace default via ` + RouterAddress + ` dev eth0
route replace ::/0 via ` + routerAddress6 + ` dev eth0
`

func (n *Net) addresses() error {
	if err := n.router.ip(`link set lan0 up
addr add ` + RouterAddress + `/24 dev lan0
addr add ` + routerAddress6 + `/64 dev lan0 nodad
` + routerLine); err != nil {
		return err
	}
	if err := n.shop.ip("link set eth0 up\n" + shopLines); err != nil {
		return err
	}
	var lines strings.Builder
	lines.WriteString("link set isp0 up\naddr add 100.64.0.1/30 dev isp0\naddr add 2001:db8:2::1/64 dev isp0 nodad\nroute add 2001:db8:1::/64 dev isp0\n")
	for _, h := range n.World.Hosts {
		for _, at := range h.Serves() {
			fmt.Fprintf(&lines, "addr add %s dev lo\n", netip.PrefixFrom(at, at.BitLen()))
		}
	}
	if err := n.world.ip(lines.String()); err != nil {
		return err
	}
	return n.router.nft(`table ip nat { chain out { type nat hook postrouting priority srcnat; oifname "wan0" masquerade; }; }`)
}

// routerLine brings the router's upstream line up.
const routerLine = `link set wan0 up
addr replace 100.64.0.2/30 dev wan0
addr replace 2001:db8:2::2/64 dev wan0 nodad
route replace default dev wan0
route replace ::/0 dev wan0
`

// servers starts the world, and what the router itself serves: names, its own
// page, the page of a captive portal and the interceptor beside it, and two proxies.
// Nobody meets the last four until a fault sends them there.
func (n *Net) servers() error {
	n.clean = append(n.clean, func() error { n.World.Close(); return nil })
	if err := n.World.Open(n.world); err != nil {
		return err
	}
	router := &lab.Host{Name: lab.RouterName, Kind: lab.Resolver, Addresses: []netip.Addr{netip.MustParseAddr(RouterAddress)}}
	if err := n.World.OpenNames(n.router, router); err != nil {
		return err
	}
	for port, serve := range map[int]func(port int) error{
		80:         n.servePage(""),
		portalPort: n.servePage("http://" + RouterAddress + "/sign-in"),
		spyPort:    n.serveSpy,
		proxyPort:  n.serveProxy(""),
		lockedPort: n.serveProxy("Basic " + base64.StdEncoding.EncodeToString([]byte("shop:lab"))),
	} {
		if err := serve(port); err != nil {
			return err
		}
	}
	return nil
}

func (n *Net) servePage(redirect string) func(port int) error {
	return func(port int) error {
		l, err := n.router.Listen("tcp", fmt.Sprintf("%s:%d", RouterAddress, port))
		if err == nil {
			n.World.ServeHTTP(l, lab.CaptivePage(redirect))
		}
		return err
	}
}

func (n *Net) serveSpy(port int) error {
	l, err := n.router.Listen("tcp", fmt.Sprintf("%s:%d", RouterAddress, port))
	if err == nil {
		n.World.ServeIntercepted(l, http.HandlerFunc(lab.CaptivePage("").ServeHTTP))
	}
	return err
}

func (n *Net) serveProxy(pass string) func(port int) error {
	return func(port int) error {
		l, err := n.router.Listen("tcp", fmt.Sprintf("%s:%d", RouterAddress, port))
		if err == nil {
			n.World.ServeProxy(l, n.router.dial, pass)
		}
		return err
	}
}
