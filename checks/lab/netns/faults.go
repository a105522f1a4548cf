//go:build linux

package netns

import (
	"slices"
	"time"

	"countercheck/checks/lab"
)

// Faults is everything that can be switched on here: what goes wrong, in the order
// of the causes, and then the oddities. A name is the cause it stages, with its
// variant after a slash.
var Faults = slices.Concat(wrongs, oddities)

var wrongs = []Fault{
	fault("link.down", lines(onRouter, "link set lan0 down", "link set lan0 up")),
	fault("link.down/switched_off", lines(inShop, "link set eth0 down", "link set eth0 up\n"+shopLines)),
	fault("link.no_address", lines(inShop, "addr flush dev eth0 scope global", shopLines)),
	fault("link.no_address/self_assigned", lines(inShop,
		"addr flush dev eth0 scope global\naddr add 169.254.7.7/16 dev eth0", "addr del 169.254.7.7/16 dev eth0\n"+shopLines)),
	fault("lan.no_gateway", lines(inShop, "route del default\nroute del ::/0", shopRoutes)),
	fault("lan.gateway_unreachable", table(onRouter, "netdev", `chain c { type filter hook ingress device "lan0" priority 0; policy drop; }`), forgetNeighbours),

	fault("wan.down", forward(`oifname "wan0" drop`)),
	fault("wan.down/unplugged", lines(onRouter, "link set wan0 down", routerLine)),
	fault("wan.down/router_servfail", forward(`oifname "wan0" drop`), routerNames, answers(routerSays(servfail))),
	fault("wan.down/router_itself", forward(`oifname "wan0" drop`), routerNames, answers(routerSays(itself))),
	fault("lan.gateway_lossy", table(onRouter, "netdev", `chain c { type filter hook ingress device "lan0" priority 0; numgen inc mod 11 < 2 drop; }`)),
	fault("wan.lossy", forward("numgen random mod 100 < 9 drop")),
	fault("wan.lossy/twelve_percent", forward("numgen inc mod 17 == 0 drop")),
	fault("wan.lossy/gateway_no_ping", forward("numgen random mod 100 < 9 drop"), noPing("input")),
	fault("wan.lossy/jitter", line(func(l *Line) { l.Jitter = 450 * time.Millisecond })),
	fault("wan.slow", line(func(l *Line) { l.Delay = 650 * time.Millisecond })),
	fault("wan.proxy_broken", environment("http_proxy", deadProxy), environment("https_proxy", deadProxy)),
	fault("wan.proxy_broken/refused", environment("http_proxy", closedProxy), environment("https_proxy", closedProxy)),
	fault("wan.proxy_broken/wrong_password", environment("http_proxy", lockedProxy), environment("https_proxy", lockedProxy)),
	fault("wan.proxy_broken/upper_case", environment("HTTP_PROXY", closedProxy), environment("HTTPS_PROXY", closedProxy)),
	fault("wan.captive_portal", captive(`tcp dport 80 dnat to 192.168.1.1:8080`), forward(portalLetsThrough+"; drop")),
	fault("wan.captive_portal/intercepting", captive(`tcp dport 80 dnat to 192.168.1.1:8080; tcp dport 443 dnat to 192.168.1.1:8443`), forward(portalLetsThrough+"; drop")),

	fault("dns.no_answer", arriving(`ip daddr { 203.0.113.53, 203.0.113.54 } meta l4proto { tcp, udp } th dport 53 drop`)),
	fault("dns.no_answer/closed", arriving(`ip daddr { 203.0.113.53, 203.0.113.54 } udp dport 53 reject`),
		arriving(`ip daddr { 203.0.113.53, 203.0.113.54 } tcp dport 53 reject with tcp reset`)),
	fault("dns.first_server_dead", arriving(`ip daddr 203.0.113.53 meta l4proto { tcp, udp } th dport 53 drop`)),
	fault("dns.first_server_dead/one_second", arriving(`ip daddr 203.0.113.53 meta l4proto { tcp, udp } th dport 53 drop`),
		file(resolvConf, shopResolvers, func(*Net) string { return shopResolvers + "options timeout:1\n" })),
	fault("dns.refused/servfail", answers(configuredSay(servfail))),
	fault("dns.refused/refused", answers(configuredSay(refuse))),
	fault("dns.refused/nxdomain", answers(configuredSay(forPayment(noSuchName)))),
	fault("dns.hosts_override", pin(func(*lab.Host) string { return lab.DeadAddress.String() })),
	fault("dns.hosts_override/loopback", pin(func(*lab.Host) string { return "127.0.0.1" })),
	fault("dns.hosts_override/serves", pin(func(h *lab.Host) string { return h.Legacy.String() })),
	fault("dns.hijacked", answers(configuredSay(forPayment(says("10.10.34.36"))))),
	fault("dns.hijacked/gateway", answers(configuredSay(forPayment(says(RouterAddress))))),
	fault("dns.hijacked/loopback", answers(configuredSay(forPayment(says("127.0.0.1"))))),
	fault("dns.hijacked/one_provider", answers(configuredSay(about("wechat", says(lab.StrangerAddress.String()))))),
	fault("dns.hijacked/public", answers(configuredSay(forPayment(says(lab.StrangerAddress.String()))))),
	fault("dns.hijacked/dead_address", answers(configuredSay(forPayment(says(lab.DeadAddress.String()))))),
	fault("dns.hijacked/dead_stand_in", answers(configuredSay(says("198.18.200.9")))),
	fault("dns.slow", answers(configuredSay(func(a *lab.Answer) { a.Delay = 2500 * time.Millisecond }))),
	fault("wan.port_443_blocked", forward("tcp dport 443 drop")),
	fault("wan.port_443_blocked/reset", forward("tcp dport 443 reject with tcp reset")),
	fault("wan.mtu_blackhole", line(func(l *Line) { l.Limit = 1000 })),
	fault("wan.mtu_blackhole/1400", line(func(l *Line) { l.Limit = 1400 })),
	fault("wan.mtu_blackhole/downstream", forward(`iifname "wan0" meta length > 1000 drop`)),

	fault("pc.clock_wrong", ahead(400*time.Second)),
	fault("pc.clock_wrong/behind", ahead(-400*time.Second)),
	fault("pc.clock_wrong/two_minutes", ahead(2*time.Minute)),
	fault("pc.clock_wrong/certificates_not_yet_valid", ahead(2*365*24*time.Hour)),
	fault("pc.clock_wrong/certificates_expired", ahead(-2*365*24*time.Hour)),
	fault("tls.intercepted", conduct(serving, shows(lab.Intercepted))),
	fault("tls.intercepted/payment_only", conduct(payment, shows(lab.Intercepted))),
	fault("tls.root_missing", conduct(of("wechat"), shows(lab.KnownRoot))),
	fault("tls.certificate_invalid/expired", conduct(of("alipay"), shows(lab.Expired))),
	fault("tls.certificate_invalid/other_name", conduct(of("alipay"), shows(lab.OtherName))),
	fault("tls.certificate_invalid/self_signed", conduct(of("alipay"), shows(lab.SelfSigned))),
	fault("tls.certificate_invalid/primary_expired", conduct(only("wechat", lab.Host.IsPrimary), shows(lab.Expired))),
	fault("wan.ipv6_broken", forward("meta nfproto ipv6 drop")),

	fault("provider.all_down", shut(payment, "reject with tcp reset")),
	fault("provider.all_down/silent", shut(payment, "drop")),
	fault("provider.all_down/tls_reset", conduct(payment, resetsTLS)),
	fault("provider.errors", conduct(of("alipay"), status(502))),
	fault("provider.errors/all", conduct(payment, status(503))),
	fault("provider.down", shut(of("wechat"), "reject with tcp reset")),
	fault("provider.down/silent", shut(of("wechat"), "drop")),
	fault("provider.down/unreachable", shut(of("wechat"), "reject")),
	fault("provider.down/no_answer", conduct(of("wechat"), hangs)),
	fault("provider.down/garbage", conduct(of("alipay"), func(b *lab.Behaviour) { b.Garbage = true })),
	fault("provider.down/tls_reset", conduct(of("alipay"), resetsTLS)),
	fault("provider.down/nxdomain", answers(about("wechat", noSuchName))),
	fault("provider.down/shouqianba", shut(of("shouqianba"), "reject with tcp reset")),
	fault("provider.primary_down", shut(only("wechat", lab.Host.IsPrimary), "reject with tcp reset")),
	fault("provider.primary_down/errors", conduct(only("wechat", lab.Host.IsPrimary), status(503))),
	fault("provider.slow", conduct(of("alipay"), func(b *lab.Behaviour) { b.Delay = 3500 * time.Millisecond })),
	fault("provider.backup_down", shut(only("wechat", lab.Host.IsBackup), "drop")),
}
