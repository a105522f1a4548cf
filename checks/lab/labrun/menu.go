//go:build linux

package main

import (
	"fmt"
	"slices"

	"countercheck/checks/lab/netns"
)

// The console's sentences. They are for developers and evaluators, not for the
// shop, and therefore stand here and not among the translations.
const (
	sayHead    = "\n门店网络的故障 · Faults of the shop's network (编号切换 number toggles, 0 全部恢复 all off, %s回车 Enter: 菜单 menu, q 退出 quit)\n"
	sayWindow  = "w 打开窗口 window, "
	sayState   = "现在 now: %v\n"
	sayHealthy = "现在 now: 一切正常 healthy"
	sayClosed  = "窗口已关闭 · the window was closed (w: 再打开 open again, q: 退出 quit)"
	sayUnknown = "没有这个编号 · a number from 0 to %d, w, q or Enter\n"
)

func (b *bench) menu() {
	window := ""
	if b.window != "" {
		window = sayWindow
	}
	fmt.Fprintf(b.out, sayHead, window)
	on := b.shop.On()
	for i, f := range netns.Faults {
		mark := " "
		if slices.Contains(on, f.Name) {
			mark = "*"
		}
		fmt.Fprintf(b.out, "%s%3d  %-44s %s\n", mark, i+1, f.Name, descriptions[f.Name])
	}
	b.state()
}

func (b *bench) state() {
	if on := b.shop.On(); len(on) > 0 {
		fmt.Fprintf(b.out, sayState, on)
	} else {
		fmt.Fprintln(b.out, sayHealthy)
	}
}

// descriptions say what each fault does to the shop.
var descriptions = map[string]string{
	"link.down":                                 "网线拔掉 · cable pulled",
	"link.down/switched_off":                    "网卡停用 · adapter switched off",
	"link.no_address":                           "没有地址 · no address",
	"link.no_address/self_assigned":             "只有 169.254 地址 · only a 169.254 address",
	"lan.no_gateway":                            "没有默认网关 · no default route",
	"lan.gateway_unreachable":                   "路由器没反应 · router silent",
	"wan.down":                                  "宽带断了 · line dead behind the router",
	"wan.down/unplugged":                        "光纤拔掉 · router's uplink pulled",
	"wan.down/router_servfail":                  "宽带断了,路由器兼域名服务器答 SERVFAIL · line dead, router as name server: SERVFAIL",
	"wan.down/router_itself":                    "宽带断了,路由器把所有域名指向自己 · line dead, router names itself for everything",
	"lan.gateway_lossy":                         "到路由器丢包 18% · 18 % loss to the router",
	"wan.lossy":                                 "路由器以外丢包 17% · 17 % loss beyond the router",
	"wan.lossy/gateway_no_ping":                 "外线丢包,路由器不答 ping · loss, router answers no ping",
	"wan.lossy/jitter":                          "外线抖动 · jitter over 100 ms",
	"wan.lossy/twelve_percent":                  "路由器以外丢包 12% · 12 % loss beyond the router",
	"wan.slow":                                  "线路慢,往返 1.3 秒 · 1.3 s there and back",
	"wan.proxy_broken":                          "代理没反应(新启动的程序) · proxy silent (programs started from now on)",
	"wan.proxy_broken/refused":                  "代理端口没开(新启动的程序) · proxy port closed (programs started from now on)",
	"wan.proxy_broken/wrong_password":           "代理的密码不对 · The proxy's password is wrong",
	"wan.proxy_broken/upper_case":               "代理端口没开,大写变量(新启动的程序) · proxy port closed, variables in capitals (programs started from now on)",
	"wan.captive_portal":                        "要先登录上网 · sign-in page",
	"wan.captive_portal/intercepting":           "登录页,还拦截加密连接 · sign-in page that also intercepts TLS",
	"dns.no_answer":                             "两个域名服务器都没反应 · both name servers silent",
	"dns.no_answer/closed":                      "域名服务器端口没开 · name servers' ports closed",
	"dns.first_server_dead":                     "第一个域名服务器没反应 · first name server silent",
	"dns.first_server_dead/one_second":          "第一个域名服务器没反应,等 1 秒就换 · first name server silent, the next asked after 1 s",
	"dns.refused/servfail":                      "域名服务器答 SERVFAIL · name servers say SERVFAIL",
	"dns.refused/refused":                       "域名服务器拒绝 · name servers say REFUSED",
	"dns.refused/nxdomain":                      "支付域名都不存在 · no payment name exists",
	"dns.hosts_override":                        "hosts 文件写死了失效地址 · hosts file pins a dead address",
	"dns.hosts_override/serves":                 "hosts 文件写死了还能用的地址 · hosts file pins an address that still serves",
	"dns.hosts_override/loopback":               "hosts 文件指向本机 · hosts file pins 127.0.0.1",
	"dns.hijacked":                              "支付域名指向内网地址 · payment names lead to a private address",
	"dns.hijacked/gateway":                      "支付域名指向路由器 · payment names lead to the router",
	"dns.hijacked/public":                       "支付域名指向陌生主机 · payment names lead to a stranger",
	"dns.hijacked/loopback":                     "支付域名指向本机 · payment names lead to 127.0.0.1",
	"dns.hijacked/one_provider":                 "微信支付域名指向陌生主机 · WeChat Pay's names lead to a stranger",
	"dns.hijacked/dead_address":                 "支付域名指向没有主机的公网地址 · payment names lead to a public address where nobody is",
	"dns.hijacked/dead_stand_in":                "所有域名指向失效的替身地址 · all names lead to dead stand-in addresses",
	"dns.slow":                                  "域名解析要 2.5 秒 · look-ups take 2.5 s",
	"wan.port_443_blocked":                      "443 端口被挡 · port 443 dropped",
	"wan.port_443_blocked/reset":                "443 端口被重置 · port 443 reset",
	"wan.mtu_blackhole":                         "大包丢失 · large packets vanish",
	"wan.mtu_blackhole/1400":                    "大于 1400 字节的包丢失 · packets over 1400 bytes vanish",
	"wan.mtu_blackhole/downstream":              "下行大包丢失 · large packets from outside vanish",
	"pc.clock_wrong":                            "电脑慢 400 秒 · PC 400 s slow",
	"pc.clock_wrong/behind":                     "电脑快 400 秒 · PC 400 s fast",
	"pc.clock_wrong/two_minutes":                "电脑慢 2 分钟 · PC 2 minutes slow",
	"pc.clock_wrong/certificates_not_yet_valid": "电脑慢 2 年 · PC 2 years slow",
	"pc.clock_wrong/certificates_expired":       "电脑快 2 年 · PC 2 years fast",
	"tls.intercepted":                           "加密连接被拦截 · TLS intercepted",
	"tls.intercepted/payment_only":              "只有支付主机的加密连接被拦截 · TLS intercepted for payment hosts alone",
	"tls.root_missing":                          "微信支付的根证书电脑里没有 · WeChat Pay's root not on this PC",
	"tls.certificate_invalid/expired":           "支付宝证书过期 · Alipay's certificate expired",
	"tls.certificate_invalid/other_name":        "支付宝证书是别人的 · Alipay's certificate for another name",
	"tls.certificate_invalid/self_signed":       "支付宝证书自签 · Alipay's certificate self-signed",
	"tls.certificate_invalid/primary_expired":   "微信支付主域名证书过期 · the certificate of WeChat Pay's first host expired",
	"wan.ipv6_broken":                           "IPv6 不通 · IPv6 goes nowhere",
	"provider.all_down":                         "所有支付主机拒绝 · all payment hosts refuse",
	"provider.all_down/silent":                  "所有支付主机没反应 · all payment hosts silent",
	"provider.all_down/tls_reset":               "所有支付主机握手时被重置 · all payment hosts reset in the handshake",
	"provider.errors":                           "支付宝答 502 · Alipay says 502",
	"provider.errors/all":                       "所有支付主机答 503 · all payment hosts say 503",
	"provider.down":                             "微信支付全部拒绝 · WeChat Pay refuses",
	"provider.down/silent":                      "微信支付全部没反应 · WeChat Pay silent",
	"provider.down/no_answer":                   "微信支付接通不回答 · WeChat Pay connects and never answers",
	"provider.down/nxdomain":                    "微信支付域名不存在 · WeChat Pay's names are gone",
	"provider.down/shouqianba":                  "收钱吧拒绝 · Shouqianba refuses",
	"provider.down/garbage":                     "支付宝答的不是 HTTP · Alipay answers something that is no HTTP",
	"provider.down/tls_reset":                   "支付宝握手时被重置 · Alipay reset in the handshake",
	"provider.down/unreachable":                 "微信支付主机不可达 · WeChat Pay's hosts unreachable",
	"provider.primary_down":                     "微信支付主域名拒绝 · WeChat Pay's first host refuses",
	"provider.primary_down/errors":              "微信支付主域名答 503 · WeChat Pay's first host says 503",
	"provider.slow":                             "支付宝 3.5 秒才回答 · Alipay answers after 3.5 s",
	"provider.backup_down":                      "微信支付备用域名没反应 · WeChat Pay's spare hosts silent",
	"healthy/no_ping":                           "处处不答 ping(正常) · no ping anywhere (healthy)",
	"healthy/gateway_no_ping":                   "路由器不答 ping(正常) · router answers no ping (healthy)",
	"healthy/status_401":                        "支付主机答 401(正常) · payment hosts say 401 (healthy)",
	"healthy/status_404":                        "支付主机答 404(正常) · payment hosts say 404 (healthy)",
	"healthy/70ms":                              "往返 70 毫秒(正常) · 70 ms line (healthy)",
	"healthy/one_portal_wrong":                  "一个检测主机坏(正常) · one detection host wrong (healthy)",
	"healthy/clock_20s":                         "时钟差 20 秒(正常) · clock 20 s off (healthy)",
	"healthy/stand_in_addresses":                "代理软件的替身地址(正常) · a proxy program's stand-in addresses (healthy)",
	"healthy/proxy_is_the_road":                 "只有代理能出去(新启动的程序,正常) · only the proxy leads out (programs started from now on, healthy)",
	"healthy/status_302":                        "支付主机答 302(正常) · payment hosts say 302 (healthy)",
	"healthy/large_body":                        "支付主机答 1 MB(正常) · payment hosts answer 1 MB (healthy)",
	"healthy/tls_1.2":                           "支付主机只用 TLS 1.2 并询问客户端证书(正常) · payment hosts speak TLS 1.2 and ask for a client certificate (healthy)",
	"healthy/portals_silent":                    "检测主机都没反应(正常) · detection hosts silent (healthy)",
	"healthy/no_sntp":                           "没有 SNTP(正常) · no SNTP (healthy)",
	"healthy/anchors_blocked":                   "固定公网地址不通(正常) · fixed public addresses blocked (healthy)",
	"healthy/no_aaaa":                           "问 IPv6 地址答不存在(正常) · NXDOMAIN for IPv6 addresses (healthy)",
	"healthy/aaaa_servfail":                     "问 IPv6 地址答 SERVFAIL(正常) · SERVFAIL for IPv6 addresses (healthy)",
	"healthy/ipv4_only":                         "只有 IPv4(正常) · IPv4 alone (healthy)",
	"healthy/router_names":                      "路由器兼域名服务器(正常) · the router is the name server (healthy)",
	"healthy/docker_bridge":                     "有 Docker 网桥(正常) · a Docker bridge (healthy)",
	"healthy/on_link_default":                   "默认路由没有网关(正常) · a default route without a gateway (healthy)",
	"healthy/proxy_with_password":               "要密码的代理是唯一的路 · A proxy with a password is the only road",
	"healthy/proxy_beside":                      "代理和直连都通(新启动的程序,正常) · proxy and direct way both work (programs started from now on, healthy)",
}
