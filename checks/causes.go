package checks

// Code names a cause. Codes are contract and never change their meaning.
type Code string

// Layer is where on the road from the counter to the money a cause lies.
type Layer string

// The layers, lowest first.
const (
	LayerNone     Layer = ""
	LayerLink     Layer = "link"
	LayerLAN      Layer = "lan"
	LayerWAN      Layer = "wan"
	LayerDNS      Layer = "dns"
	LayerTLS      Layer = "tls"
	LayerPC       Layer = "pc"
	LayerProvider Layer = "provider"
	LayerTerminal Layer = "terminal"
	LayerCare     Layer = "care"
)

// None is the cause of a verdict that has none.
const None Code = "none"

// The causes of causes.md that this version can find, in its order.
const (
	LinkDown              Code = "link.down"
	LinkNoAddress         Code = "link.no_address"
	LANNoGateway          Code = "lan.no_gateway"
	LANGatewayUnreachable Code = "lan.gateway_unreachable"
	WANDown               Code = "wan.down"
	LANGatewayLossy       Code = "lan.gateway_lossy"
	WANLossy              Code = "wan.lossy"
	WANSlow               Code = "wan.slow"
	WANProxyBroken        Code = "wan.proxy_broken"
	WANCaptivePortal      Code = "wan.captive_portal"
	DNSNoAnswer           Code = "dns.no_answer"
	DNSFirstServerDead    Code = "dns.first_server_dead"
	DNSRefused            Code = "dns.refused"
	DNSHostsOverride      Code = "dns.hosts_override"
	DNSHijacked           Code = "dns.hijacked"
	DNSSlow               Code = "dns.slow"
	WANPort443Blocked     Code = "wan.port_443_blocked"
	WANMTUBlackhole       Code = "wan.mtu_blackhole"
	PCClockWrong          Code = "pc.clock_wrong"
	TLSIntercepted        Code = "tls.intercepted"
	TLSRootMissing        Code = "tls.root_missing"
	TLSCertificateInvalid Code = "tls.certificate_invalid"
	WANIPv6Broken         Code = "wan.ipv6_broken"
	ProviderAllDown       Code = "provider.all_down"
	ProviderErrors        Code = "provider.errors"
	ProviderDown          Code = "provider.down"
	ProviderPrimaryDown   Code = "provider.primary_down"
	ProviderSlow          Code = "provider.slow"
	ProviderBackupDown    Code = "provider.backup_down"
	PCCashierNotRunning   Code = "pc.cashier_not_running"
	PCDiskFull            Code = "pc.disk_full"
	PCMemoryLow           Code = "pc.memory_low"
	PCCPUBusy             Code = "pc.cpu_busy"
)
