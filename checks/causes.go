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
	TerminalReplaced      Code = "terminal.replaced"
	TerminalOutdated      Code = "terminal.outdated"
	TerminalUnreachable   Code = "terminal.unreachable"
	TerminalVersionStale  Code = "terminal.version_stale"
	PCCashierNotRunning   Code = "pc.cashier_not_running"
	PCDiskFull            Code = "pc.disk_full"
	PCMemoryLow           Code = "pc.memory_low"
	PCCPUBusy             Code = "pc.cpu_busy"
	CareIsOverdue         Code = "care.overdue"
)

// row is one line of the table of causes: what it is, where it lies, what must
// have been seen for it to be believed, and which troubles of other checks it
// accounts for. A row may be claimed more than once, for two providers say.
type row struct {
	Code  Code
	Layer Layer
	// Hides: the road ends here, so nothing measured beyond says anything more.
	Hides bool
	// Everyone: it touches every payment, also where the probes still got through.
	Everyone bool
	Believe  func(e *evidence) []claim
	// Explains reports that another check's trouble is this cause's doing. nil:
	// only what the claim itself was seen in.
	Explains func(Result) bool
}

// claim is one cause believed, and what it was seen in.
type claim struct {
	Level    Level // OK stands beside the verdict and never changes it
	Subject  string
	Facts    map[string]any
	Evidence []string
}

// causes is THE list, in the order in which causes are believed: a lower layer
// explains a higher one.
var causes = []row{
	{Code: LinkDown, Layer: LayerLink, Hides: true, Everyone: true, Believe: linkDown},
	{Code: LinkNoAddress, Layer: LayerLink, Hides: true, Everyone: true, Believe: linkNoAddress},
	{Code: LANNoGateway, Layer: LayerLAN, Hides: true, Everyone: true, Believe: lanNoGateway},
	{Code: LANGatewayUnreachable, Layer: LayerLAN, Hides: true, Everyone: true, Believe: lanGatewayUnreachable},
	{Code: WANDown, Layer: LayerWAN, Hides: true, Everyone: true, Believe: wanDown},
	{Code: LANGatewayLossy, Layer: LayerLAN, Everyone: true, Believe: lanGatewayLossy, Explains: silence},
	{Code: WANLossy, Layer: LayerWAN, Everyone: true, Believe: wanLossy, Explains: silence},
	{Code: WANSlow, Layer: LayerWAN, Everyone: true, Believe: wanSlow, Explains: silence},
	{Code: WANProxyBroken, Layer: LayerWAN, Hides: true, Everyone: true, Believe: wanProxyBroken},
	{Code: WANCaptivePortal, Layer: LayerWAN, Hides: true, Everyone: true, Believe: wanCaptivePortal},
	{Code: DNSNoAnswer, Layer: LayerDNS, Believe: dnsNoAnswer, Explains: lookup},
	{Code: DNSFirstServerDead, Layer: LayerDNS, Everyone: true, Believe: dnsFirstServerDead, Explains: silentLookup},
	{Code: DNSRefused, Layer: LayerDNS, Believe: dnsRefused, Explains: lookup},
	{Code: DNSHostsOverride, Layer: LayerDNS, Believe: dnsHostsOverride},
	{Code: DNSHijacked, Layer: LayerDNS, Believe: dnsHijacked},
	{Code: DNSSlow, Layer: LayerDNS, Everyone: true, Believe: dnsSlow, Explains: silentLookup},
	{Code: WANPort443Blocked, Layer: LayerWAN, Believe: wanPort443Blocked, Explains: connecting},
	{Code: WANMTUBlackhole, Layer: LayerWAN, Believe: wanMTUBlackhole, Explains: silence},
	{Code: PCClockWrong, Layer: LayerPC, Everyone: true, Believe: pcClockWrong, Explains: dates},
	{Code: TLSIntercepted, Layer: LayerTLS, Believe: tlsIntercepted, Explains: untrusted},
	{Code: TLSRootMissing, Layer: LayerTLS, Believe: tlsRootMissing, Explains: rootMissing},
	{Code: TLSCertificateInvalid, Layer: LayerTLS, Believe: tlsCertificateInvalid},
	{Code: WANIPv6Broken, Layer: LayerWAN, Believe: wanIPv6Broken},
	{Code: ProviderAllDown, Layer: LayerProvider, Believe: providerAllDown},
	{Code: ProviderErrors, Layer: LayerProvider, Believe: providerErrors},
	{Code: ProviderDown, Layer: LayerProvider, Believe: providerDown},
	{Code: ProviderPrimaryDown, Layer: LayerProvider, Believe: providerPrimaryDown},
	{Code: ProviderSlow, Layer: LayerProvider, Believe: providerSlow},
	{Code: ProviderBackupDown, Layer: LayerProvider, Believe: providerBackupDown},
	{Code: TerminalReplaced, Layer: LayerTerminal, Believe: terminalReplaced},
	{Code: TerminalOutdated, Layer: LayerTerminal, Believe: terminalOutdated},
	{Code: TerminalUnreachable, Layer: LayerTerminal, Believe: terminalUnreachable},
	{Code: TerminalVersionStale, Layer: LayerTerminal, Believe: terminalVersionStale},
	{Code: PCCashierNotRunning, Layer: LayerPC, Believe: pcCashierNotRunning},
	{Code: PCDiskFull, Layer: LayerPC, Believe: pcDiskFull},
	{Code: PCMemoryLow, Layer: LayerPC, Believe: pcMemoryLow},
	{Code: PCCPUBusy, Layer: LayerPC, Believe: pcCPUBusy},
	{Code: CareIsOverdue, Layer: LayerCare, Believe: careOverdue},
}

// silence: time-outs and slowness, but no refusal, reset or wrong answer.
func silence(r Result) bool { return r.TimedOut() || r.Finding.Level != Fail }

// lookup: whatever failed at its name, and the name servers themselves.
func lookup(r Result) bool {
	return r.Finding.Failed == Resolve || r.Check.Kind == KindDNS || r.Check.Kind == KindClock
}

// silentLookup: time-outs of the resolve phase and slowness, whatever waited for
// a name.
func silentLookup(r Result) bool {
	return r.Finding.Level != Fail || (r.TimedOut() && (r.Finding.Failed == Resolve || r.Check.Kind == KindDNS))
}

func connecting(r Result) bool  { return r.Finding.Failed == Connect }
func rootMissing(r Result) bool { return r.Finding.Class == CertRootMissing }

func dates(r Result) bool {
	return r.Finding.Class == CertExpired || r.Finding.Class == CertNotYetValid
}

func untrusted(r Result) bool {
	return r.Finding.Class == CertUntrusted || r.Finding.Class == CertSelfSigned
}

// Codes lists the causes in the order in which they are believed.
func Codes() []Code {
	all := make([]Code, len(causes))
	for i, r := range causes {
		all[i] = r.Code
	}
	return all
}
