//go:build linux

package netns

import (
	"strings"
	"time"

	"countercheck/checks/lab"
)

// oddities are networks that look strange and in which money can be taken all the
// same: none of them is a fault, and none must be taken for one.
var oddities = []Fault{
	fault("healthy/no_ping", noPing("input"), noPing("forward")),
	fault("healthy/gateway_no_ping", noPing("input")),
	fault("healthy/status_401", conduct(payment, status(401))),
	fault("healthy/status_404", conduct(payment, status(404))),
	fault("healthy/70ms", line(func(l *Line) { l.Delay = 35 * time.Millisecond })),
	fault("healthy/one_portal_wrong", conduct(called("connect.rom.miui.com"), status(500))),
	fault("healthy/clock_20s", ahead(20*time.Second)),
	fault("healthy/status_302", conduct(payment, status(302))),
	fault("healthy/large_body", conduct(payment, func(b *lab.Behaviour) { b.Body = strings.Repeat("lab ", 1<<18) })),
	fault("healthy/tls_1.2", conduct(payment, func(b *lab.Behaviour) { b.TLS12 = true })),
	fault("healthy/portals_silent", shutPort(80, func(h *lab.Host) bool { return h.Kind == lab.Portal }, "drop")),
	fault("healthy/no_sntp", forward("udp dport 123 drop")),
	fault("healthy/anchors_blocked", shutAll(func(h *lab.Host) bool { return h.Kind == lab.Anchor })),
	fault("healthy/no_aaaa", answers(ipv6Says(noSuchName))),
	fault("healthy/aaaa_servfail", answers(ipv6Says(servfail))),
	fault("healthy/ipv4_only", lines(inShop, "addr del "+shopAddress6+"/64 dev eth0\nroute flush ::/0", shopLines)),
	fault("healthy/router_names", routerNames),
	fault("healthy/docker_bridge", container, lines(inShop, "link add docker0 type bridge\naddr add 172.17.0.1/16 dev docker0\nlink set docker0 up\nlink set veth1 master docker0 up", "link del docker0")),
	fault("healthy/on_link_default", proxyARP, lines(inShop, "route replace default dev eth0", shopRoutes)),
	fault("healthy/stand_in_addresses", answers(configuredSay(standIn))),
	fault("healthy/proxy_is_the_road", forward(`oifname "wan0" drop`), routerNames, environment("http_proxy", goodProxy), environment("https_proxy", goodProxy)),
	fault("healthy/proxy_with_password", forward(`oifname "wan0" drop`), routerNames, environment("http_proxy", knownProxy), environment("https_proxy", knownProxy)),
	fault("healthy/proxy_beside", environment("http_proxy", goodProxy), environment("https_proxy", goodProxy)),
}
