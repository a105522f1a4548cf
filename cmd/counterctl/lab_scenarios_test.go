//go:build lab && linux

package main

import (
	"fmt"

	"countercheck/checks"
)

// scenario is a state of the shop's network and the one verdict it must bring.
type scenario struct {
	name   string   // "" for the names of its faults
	faults []string // of the lab, switched on in this order
	config string   // a settings file, "" for the settings as shipped
	cause  checks.Code
	level  checks.Level
	// also lists the causes that must stand beside the verdict, no more and no less.
	also []checks.Code
	// chance: what loss does beside its own cause is a matter of chance, so that
	// also is not looked at.
	chance bool
	// knownRoot: the lab's third root belongs to the public roots built into
	// counterctl, and the shop's PC does not hold it.
	knownRoot bool
}

// causes holds one scenario at least for each cause, in the causes' order.
var causes = []scenario{
	{faults: []string{"link.down"}, cause: checks.LinkDown, level: checks.Fail},
	{faults: []string{"link.down/switched_off"}, cause: checks.LinkDown, level: checks.Fail},
	{faults: []string{"link.no_address"}, cause: checks.LinkNoAddress, level: checks.Fail},
	{faults: []string{"link.no_address/self_assigned"}, cause: checks.LinkNoAddress, level: checks.Fail},
	{faults: []string{"lan.no_gateway"}, cause: checks.LANNoGateway, level: checks.Fail},
	{faults: []string{"lan.gateway_unreachable"}, cause: checks.LANGatewayUnreachable, level: checks.Fail},
	{faults: []string{"wan.down"}, cause: checks.WANDown, level: checks.Fail},
	{faults: []string{"wan.down/unplugged"}, cause: checks.WANDown, level: checks.Fail},
	{faults: []string{"wan.down/router_servfail"}, cause: checks.WANDown, level: checks.Fail},
	{faults: []string{"wan.down/router_itself"}, cause: checks.WANDown, level: checks.Fail},
	{faults: []string{"lan.gateway_lossy"}, cause: checks.LANGatewayLossy, level: checks.Warn, chance: true},
	{faults: []string{"wan.lossy"}, cause: checks.WANLossy, level: checks.Warn, chance: true},
	{faults: []string{"wan.lossy/gateway_no_ping"}, cause: checks.WANLossy, level: checks.Warn, chance: true},
	{faults: []string{"wan.lossy/jitter"}, cause: checks.WANLossy, level: checks.Warn, chance: true},
	{faults: []string{"wan.lossy/twelve_percent"}, cause: checks.WANLossy, level: checks.Warn, chance: true},
	{faults: []string{"wan.slow"}, cause: checks.WANSlow, level: checks.Warn},
	{faults: []string{"wan.proxy_broken"}, cause: checks.WANProxyBroken, level: checks.Fail},
	{faults: []string{"wan.proxy_broken/refused"}, cause: checks.WANProxyBroken, level: checks.Fail},
	{faults: []string{"wan.proxy_broken/wrong_password"}, cause: checks.WANProxyBroken, level: checks.Fail},
	{faults: []string{"wan.proxy_broken/upper_case"}, cause: checks.WANProxyBroken, level: checks.Fail},
	{faults: []string{"wan.captive_portal"}, cause: checks.WANCaptivePortal, level: checks.Fail},
	{faults: []string{"wan.captive_portal/intercepting"}, cause: checks.WANCaptivePortal, level: checks.Fail},
	{faults: []string{"dns.no_answer"}, cause: checks.DNSNoAnswer, level: checks.Fail},
	{faults: []string{"dns.no_answer/closed"}, cause: checks.DNSNoAnswer, level: checks.Fail},
	{faults: []string{"dns.first_server_dead"}, cause: checks.DNSFirstServerDead, level: checks.Warn},
	{faults: []string{"dns.first_server_dead/one_second"}, cause: checks.DNSFirstServerDead, level: checks.Warn},
	{faults: []string{"dns.refused/servfail"}, cause: checks.DNSRefused, level: checks.Fail},
	{faults: []string{"dns.refused/refused"}, cause: checks.DNSRefused, level: checks.Fail},
	{faults: []string{"dns.refused/nxdomain"}, cause: checks.DNSRefused, level: checks.Fail},
	{faults: []string{"dns.hosts_override"}, cause: checks.DNSHostsOverride, level: checks.Fail},
	{faults: []string{"dns.hosts_override/serves"}, cause: checks.DNSHostsOverride, level: checks.Warn},
	{faults: []string{"dns.hosts_override/loopback"}, cause: checks.DNSHostsOverride, level: checks.Fail},
	{faults: []string{"dns.hijacked"}, cause: checks.DNSHijacked, level: checks.Fail},
	{faults: []string{"dns.hijacked/gateway"}, cause: checks.DNSHijacked, level: checks.Fail},
	{faults: []string{"dns.hijacked/public"}, cause: checks.DNSHijacked, level: checks.Fail},
	{faults: []string{"dns.hijacked/loopback"}, cause: checks.DNSHijacked, level: checks.Fail},
	{faults: []string{"dns.hijacked/one_provider"}, cause: checks.DNSHijacked, level: checks.Fail},
	{faults: []string{"dns.hijacked/dead_address"}, cause: checks.DNSHijacked, level: checks.Fail},
	{faults: []string{"dns.hijacked/dead_stand_in"}, cause: checks.DNSHijacked, level: checks.Fail},
	{faults: []string{"dns.slow"}, cause: checks.DNSSlow, level: checks.Warn},
	{faults: []string{"wan.port_443_blocked"}, cause: checks.WANPort443Blocked, level: checks.Fail},
	{faults: []string{"wan.port_443_blocked/reset"}, cause: checks.WANPort443Blocked, level: checks.Fail},
	{faults: []string{"wan.mtu_blackhole"}, cause: checks.WANMTUBlackhole, level: checks.Fail},
	{faults: []string{"wan.mtu_blackhole/1400"}, cause: checks.WANMTUBlackhole, level: checks.Fail},
	{faults: []string{"wan.mtu_blackhole/downstream"}, cause: checks.WANMTUBlackhole, level: checks.Fail},
	{faults: []string{"pc.clock_wrong"}, cause: checks.PCClockWrong, level: checks.Fail},
	{faults: []string{"pc.clock_wrong/behind"}, cause: checks.PCClockWrong, level: checks.Fail},
	{faults: []string{"pc.clock_wrong/two_minutes"}, cause: checks.PCClockWrong, level: checks.Warn},
	{faults: []string{"pc.clock_wrong/certificates_not_yet_valid"}, cause: checks.PCClockWrong, level: checks.Fail},
	{faults: []string{"pc.clock_wrong/certificates_expired"}, cause: checks.PCClockWrong, level: checks.Fail},
	{faults: []string{"tls.intercepted"}, cause: checks.TLSIntercepted, level: checks.Fail},
	{faults: []string{"tls.intercepted/payment_only"}, cause: checks.TLSIntercepted, level: checks.Fail},
	{faults: []string{"tls.root_missing"}, cause: checks.TLSRootMissing, level: checks.Fail, knownRoot: true},
	{faults: []string{"tls.certificate_invalid/expired"}, cause: checks.TLSCertificateInvalid, level: checks.Fail},
	{faults: []string{"tls.certificate_invalid/other_name"}, cause: checks.TLSCertificateInvalid, level: checks.Fail},
	{faults: []string{"tls.certificate_invalid/self_signed"}, cause: checks.TLSCertificateInvalid, level: checks.Fail},
	{faults: []string{"tls.certificate_invalid/primary_expired"}, cause: checks.TLSCertificateInvalid, level: checks.Fail},
	{faults: []string{"wan.ipv6_broken"}, cause: checks.WANIPv6Broken, level: checks.Warn},
	{faults: []string{"provider.all_down"}, cause: checks.ProviderAllDown, level: checks.Fail},
	{faults: []string{"provider.all_down/silent"}, cause: checks.ProviderAllDown, level: checks.Fail},
	{faults: []string{"provider.all_down/tls_reset"}, cause: checks.ProviderAllDown, level: checks.Fail},
	{faults: []string{"provider.errors"}, cause: checks.ProviderErrors, level: checks.Fail},
	{faults: []string{"provider.errors/all"}, cause: checks.ProviderErrors, level: checks.Fail, also: []checks.Code{checks.ProviderErrors, checks.ProviderErrors}},
	{faults: []string{"provider.down"}, cause: checks.ProviderDown, level: checks.Fail},
	{faults: []string{"provider.down/silent"}, cause: checks.ProviderDown, level: checks.Fail},
	{faults: []string{"provider.down/no_answer"}, cause: checks.ProviderDown, level: checks.Fail},
	{faults: []string{"provider.down/nxdomain"}, cause: checks.ProviderDown, level: checks.Fail},
	{faults: []string{"provider.down/garbage"}, cause: checks.ProviderDown, level: checks.Fail},
	{faults: []string{"provider.down/tls_reset"}, cause: checks.ProviderDown, level: checks.Fail},
	{faults: []string{"provider.down/unreachable"}, cause: checks.ProviderDown, level: checks.Fail},
	{name: "the chosen acquirer is down", faults: []string{"provider.down/shouqianba"}, config: shouqianba, cause: checks.ProviderDown, level: checks.Fail},
	{faults: []string{"provider.primary_down"}, cause: checks.ProviderPrimaryDown, level: checks.Warn},
	{faults: []string{"provider.primary_down/errors"}, cause: checks.ProviderPrimaryDown, level: checks.Warn},
	{faults: []string{"provider.slow"}, cause: checks.ProviderSlow, level: checks.Warn},
	{faults: []string{"provider.backup_down"}, cause: checks.None, level: checks.OK, also: []checks.Code{checks.ProviderBackupDown}},
	{name: "a host of the shop's own is closed", config: ownHost(3129, "tcp"), cause: checks.ProviderDown, level: checks.Fail},
	{name: "little disk space", config: "[thresholds]\ndisk_free_mb = 1000000000\n", cause: checks.None, level: checks.OK, also: []checks.Code{checks.PCDiskFull}},
	{name: "next to no disk space", config: "[thresholds]\ndisk_free_mb = 1000000000\ndisk_hard_mb = 900000000\n", cause: checks.PCDiskFull, level: checks.Warn},
	{name: "next to no memory", config: "[thresholds]\nmemory_free = 100.0\nmemory_hard = 99.9\n", cause: checks.PCMemoryLow, level: checks.Warn},
	{name: "cashier not running", config: cashier, cause: checks.PCCashierNotRunning, level: checks.Fail},
	{name: "cashier not running beside a terminal", config: cashier + "has_terminal = true\n", cause: checks.PCCashierNotRunning, level: checks.Warn},
}

// cashier names a program that runs on no machine.
const cashier = "[shop]\ncashier = \"lab-cashier-that-is-not-there\"\n"

// ownHost has the shop take payments by a host on its own network.
func ownHost(port int, scheme string) string {
	return fmt.Sprintf("[[endpoint]]\nname = \"own\"\nhost = \"192.168.1.1\"\nport = %d\nscheme = %q\nchannels = [\"card\"]\n", port, scheme)
}

// shouqianba is chosen; the other providers are comparison.
const shouqianba = "[shop]\nacquirer = \"shouqianba\"\n"

// healthy are networks in which money can be taken: all must stay silent.
var healthy = []scenario{
	{name: "healthy", cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/no_ping"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/gateway_no_ping"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/status_401"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/status_404"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/70ms"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/one_portal_wrong"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/clock_20s"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/stand_in_addresses"}, cause: checks.None, level: checks.OK},
	{name: "a comparison host is down", faults: []string{"provider.errors"}, config: shouqianba, cause: checks.None, level: checks.OK},
	{name: "another acquirer is down", faults: []string{"provider.down/shouqianba"}, cause: checks.None, level: checks.OK},
	{name: "healthy, terminals on SIM cards", config: "[shop]\nterminals = \"sim\"\n", cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/proxy_is_the_road"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/proxy_with_password"}, cause: checks.None, level: checks.OK},
	{name: "a host of the shop's own, asked over bare TCP", config: ownHost(3128, "tcp"), cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/status_302"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/large_body"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/tls_1.2"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/portals_silent"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/no_sntp"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/anchors_blocked"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/no_aaaa"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/aaaa_servfail"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/ipv4_only"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/router_names"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/docker_bridge"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/on_link_default"}, cause: checks.None, level: checks.OK},
	{faults: []string{"healthy/proxy_beside"}, cause: checks.None, level: checks.OK},
}

// pairs hold two faults at once; the rules of the causes' table say which wins.
var pairs = []scenario{
	{faults: []string{"wan.down", "link.down"}, cause: checks.LinkDown, level: checks.Fail},
	{faults: []string{"tls.intercepted", "dns.no_answer", "link.down"}, cause: checks.LinkDown, level: checks.Fail},
	{faults: []string{"healthy/docker_bridge", "link.down"}, cause: checks.LinkDown, level: checks.Fail},
	{faults: []string{"healthy/docker_bridge", "link.no_address"}, cause: checks.LinkNoAddress, level: checks.Fail},
	{faults: []string{"healthy/on_link_default", "wan.down"}, cause: checks.WANDown, level: checks.Fail},
	{faults: []string{"healthy/ipv4_only", "wan.down"}, cause: checks.WANDown, level: checks.Fail},
	{faults: []string{"healthy/router_names", "provider.down"}, cause: checks.ProviderDown, level: checks.Fail},
	{faults: []string{"healthy/anchors_blocked", "provider.all_down/silent"}, cause: checks.ProviderAllDown, level: checks.Fail},
	{faults: []string{"healthy/ipv4_only", "dns.hijacked/public"}, cause: checks.DNSHijacked, level: checks.Fail},
	{faults: []string{"dns.hosts_override", "link.no_address"}, cause: checks.LinkNoAddress, level: checks.Fail},
	{faults: []string{"dns.no_answer", "lan.gateway_unreachable"}, cause: checks.LANGatewayUnreachable, level: checks.Fail},
	{faults: []string{"pc.clock_wrong", "wan.down"}, cause: checks.WANDown, level: checks.Fail},
	{faults: []string{"dns.first_server_dead", "wan.down"}, cause: checks.WANDown, level: checks.Fail},
	{faults: []string{"wan.captive_portal/intercepting", "pc.clock_wrong"}, cause: checks.WANCaptivePortal, level: checks.Fail},
	{faults: []string{"dns.first_server_dead/one_second", "provider.down"}, cause: checks.ProviderDown, level: checks.Fail, also: []checks.Code{checks.DNSFirstServerDead}},
	{faults: []string{"wan.lossy", "provider.down/silent"}, cause: checks.WANLossy, level: checks.Warn, chance: true},
	{faults: []string{"wan.lossy", "provider.down"}, cause: checks.ProviderDown, level: checks.Fail, chance: true},
	{faults: []string{"lan.gateway_lossy", "provider.down"}, cause: checks.ProviderDown, level: checks.Fail, chance: true},
	{faults: []string{"wan.slow", "provider.down"}, cause: checks.ProviderDown, level: checks.Fail, also: []checks.Code{checks.WANSlow}},
	{faults: []string{"dns.hosts_override", "provider.errors"}, cause: checks.DNSHostsOverride, level: checks.Fail, also: []checks.Code{checks.ProviderErrors}},
	{faults: []string{"dns.hijacked", "pc.clock_wrong"}, cause: checks.DNSHijacked, level: checks.Fail, also: []checks.Code{checks.PCClockWrong}},
	{faults: []string{"dns.slow", "provider.down"}, cause: checks.ProviderDown, level: checks.Fail, also: []checks.Code{checks.DNSSlow}},
	{faults: []string{"pc.clock_wrong", "tls.certificate_invalid/expired"}, cause: checks.PCClockWrong, level: checks.Fail},
	{faults: []string{"pc.clock_wrong/two_minutes", "provider.errors"}, cause: checks.ProviderErrors, level: checks.Fail, also: []checks.Code{checks.PCClockWrong}},
	{faults: []string{"healthy/clock_20s", "tls.certificate_invalid/expired"}, cause: checks.TLSCertificateInvalid, level: checks.Fail},
	{faults: []string{"healthy/no_ping", "provider.down"}, cause: checks.ProviderDown, level: checks.Fail},
	{faults: []string{"provider.primary_down", "provider.slow"}, cause: checks.ProviderPrimaryDown, level: checks.Warn, also: []checks.Code{checks.ProviderSlow}},
	{faults: []string{"provider.errors", "provider.backup_down"}, cause: checks.ProviderErrors, level: checks.Fail, also: []checks.Code{checks.ProviderBackupDown}},
	{faults: []string{"wan.ipv6_broken", "provider.errors"}, cause: checks.ProviderErrors, level: checks.Fail, also: []checks.Code{checks.WANIPv6Broken}},
	{name: "cashier not running and a provider in trouble", faults: []string{"provider.errors"}, config: cashier, cause: checks.ProviderErrors, level: checks.Fail, also: []checks.Code{checks.PCCashierNotRunning}},
}
