//go:build linux

package netns

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"countercheck/checks"
	"countercheck/checks/lab"

	"github.com/miekg/dns"
)

// Proxy settings: nobody at the first address, no proxy at the second; the last wants the
// password that the one before it has.
const (
	deadProxy   = "http://198.51.100.250:3128"
	closedProxy = "http://192.168.1.1:3129"
	goodProxy   = "http://192.168.1.1:3128"
	knownProxy  = "http://shop:lab@192.168.1.1:3130"
	lockedProxy = "http://shop:wrong@192.168.1.1:3130"
)

// portalLetsThrough: before the sign-in only names can be asked, over IPv4.
const portalLetsThrough = "meta nfproto ipv4 udp dport 53 accept; ct state established accept"

// forgetNeighbours makes the PC ask again who has the router's address, as it
// would after half a minute anyway.
var forgetNeighbours = lines(inShop, "neigh flush dev eth0", "")

// routerNames makes the router the shop's only name server.
var routerNames = file(resolvConf, shopResolvers, func(*Net) string { return "nameserver " + RouterAddress + "\n" })

// captive diverts what comes from the shop.
func captive(rules string) step {
	return table(onRouter, "ip", `chain c { type nat hook prerouting priority dstnat; iifname "lan0" ip daddr != 192.168.1.1 jump divert; }; chain divert { `+rules+`; }`)
}

// noPing drops echo requests and nothing else, at the router or beyond it.
func noPing(hook string) step {
	return table(onRouter, "inet", "chain c { type filter hook "+hook+" priority 0; icmp type echo-request drop; icmpv6 type echo-request drop; }")
}

func ahead(by time.Duration) step {
	return step{
		on: func(n *Net, name string) error {
			n.World.Ahead.Put(name, func(d *time.Duration) { *d += by })
			return nil
		},
		off: func(n *Net, name string) error { n.World.Ahead.Lift(name); return nil },
	}
}

// pin puts a line for WeChat Pay's first host into the hosts file.
func pin(to func(*lab.Host) string) step {
	return file(hostsFile, shopHosts, func(n *Net) string {
		const name = "api.mch.weixin.qq.com"
		h, known := n.World.Host(name)
		if !known {
			return shopHosts
		}
		return shopHosts + to(h) + " " + name + "\n"
	})
}

// shut closes port 443 of hosts in the way the rule says.
func shut(which func(*lab.Host) bool, verdict string) step { return shutPort(443, which, verdict) }

func shutPort(port int, which func(*lab.Host) bool, verdict string) step {
	return closed(which, fmt.Sprintf("tcp dport %d %s", port, verdict))
}

// shutAll lets nothing through to hosts.
func shutAll(which func(*lab.Host) bool) step { return closed(which, "drop") }

// closed puts a rule before all addresses of some hosts.
func closed(which func(*lab.Host) bool, rule string) step {
	chains := func(n *Net) string {
		var rules strings.Builder
		for _, h := range n.World.Hosts {
			if !which(h) {
				continue
			}
			for _, at := range h.Serves() {
				family := "ip"
				if at.Is6() {
					family = "ip6"
				}
				fmt.Fprintf(&rules, "%s daddr %s %s; ", family, at, rule)
			}
		}
		return "chain c { type filter hook input priority 0; " + rules.String() + "}"
	}
	return step{
		on:  func(n *Net, name string) error { return table(inWorld, "inet", chains(n)).on(n, name) },
		off: func(n *Net, name string) error { return table(inWorld, "inet", "").off(n, name) },
	}
}

// proxyARP makes the router answer for every address, as a line without a gateway
// address does.
var proxyARP = step{
	on:  func(n *Net, _ string) error { return n.router.sysctl("net.ipv4.conf.lan0.proxy_arp=1") },
	off: func(n *Net, _ string) error { return n.router.sysctl("net.ipv4.conf.lan0.proxy_arp=0") },
}

// container is the PC's end of a cable whose other end is somewhere else, so that
// a bridge it is plugged into has carrier.
var container = step{
	on: func(n *Net, _ string) error {
		if err := n.shop.ip("link add veth1 type veth peer name box0 netns " + string(n.world)); err != nil {
			return err
		}
		return n.world.ip("link set box0 up")
	},
	off: func(n *Net, _ string) error { return n.shop.ip("link del veth1") },
}

// Which hosts.

func payment(h *lab.Host) bool { return h.Kind == lab.Payment }

// serving hosts are all that show a certificate.
func serving(h *lab.Host) bool { return h.Kind != lab.Resolver }

func of(provider string) func(*lab.Host) bool {
	return func(h *lab.Host) bool { return h.Provider == provider }
}

func only(provider string, role func(lab.Host) bool) func(*lab.Host) bool {
	return func(h *lab.Host) bool { return h.Provider == provider && role(*h) }
}

func called(name string) func(*lab.Host) bool {
	return func(h *lab.Host) bool { return h.Name == name }
}

// How they behave.

func shows(c lab.Certificate) func(*lab.Behaviour) {
	return func(b *lab.Behaviour) { b.Certificate = c }
}

func status(code int) func(*lab.Behaviour) { return func(b *lab.Behaviour) { b.Status = code } }

func resetsTLS(b *lab.Behaviour) { b.Cut = checks.TLS }

func hangs(b *lab.Behaviour) { b.Cut, b.Silent = checks.Processing, true }

// What name servers say.

type saying = func(*lab.Answer)

func servfail(a *lab.Answer)   { a.RCode, a.Addresses = dns.RcodeServerFailure, nil }
func refuse(a *lab.Answer)     { a.RCode, a.Addresses = dns.RcodeRefused, nil }
func noSuchName(a *lab.Answer) { a.RCode, a.Addresses = dns.RcodeNameError, nil }
func itself(a *lab.Answer)     { says(RouterAddress)(a) }

func says(address string) saying {
	return func(a *lab.Answer) {
		a.RCode, a.Addresses = dns.RcodeSuccess, []netip.Addr{netip.MustParseAddr(address)}
	}
}

func standIn(a *lab.Answer) {
	if a.Asked != nil && a.Asked.StandIn.IsValid() {
		a.Addresses = []netip.Addr{a.Asked.StandIn}
	}
}

// configuredSay changes the answers of the servers that the PC has configured
// and leaves the fixed public ones alone.
func configuredSay(change saying) saying {
	return func(a *lab.Answer) {
		if a.Server.Kind == lab.Resolver && a.Server.Name != lab.RouterName {
			change(a)
		}
	}
}

func routerSays(change saying) saying {
	return func(a *lab.Answer) {
		if a.Server.Name == lab.RouterName {
			change(a)
		}
	}
}

func forPayment(change saying) saying {
	return func(a *lab.Answer) {
		if a.Asked != nil && a.Asked.Kind == lab.Payment {
			change(a)
		}
	}
}

// ipv6Says changes what every server says when asked for IPv6 addresses.
func ipv6Says(change saying) saying {
	return func(a *lab.Answer) {
		if a.Type == dns.TypeAAAA {
			change(a)
		}
	}
}

// about changes what every server says of one provider's names.
func about(provider string, change saying) saying {
	return func(a *lab.Answer) {
		if a.Asked != nil && a.Asked.Provider == provider {
			change(a)
		}
	}
}
