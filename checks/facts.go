package checks

import (
	"net/netip"
	"time"
)

// Seen is a result together with its facts, typed. It points into the round: a
// diagnosis looks at each result dozens of times.
type Seen[T any] struct {
	*Result
	Facts T
}

// InterfaceKind tells real adapters from those that programs make.
type InterfaceKind string

// The kinds of network adapter.
const (
	Ethernet    InterfaceKind = "ethernet"
	WiFi        InterfaceKind = "wifi"
	Mobile      InterfaceKind = "mobile"  // 4G/5G stick or dial-up (PPP)
	VPN         InterfaceKind = "vpn"     // TUN/TAP, WireGuard, VPN adapters
	Virtual     InterfaceKind = "virtual" // VirtualBox, VMware, Hyper-V, Docker bridges
	Loopback    InterfaceKind = "loopback"
	OtherDevice InterfaceKind = "other"
)

// Interface is one network adapter of this PC.
type Interface struct {
	Name         string         `json:"name"`
	Kind         InterfaceKind  `json:"kind"`
	Up           bool           `json:"up"`
	Carrier      bool           `json:"carrier"` // a cable with a live end, or Wi-Fi joined
	Addresses    []netip.Prefix `json:"addresses,omitempty"`
	DefaultRoute bool           `json:"default_route,omitempty"`
	SpeedMbps    int            `json:"speed_mbps,omitempty"` // 0: not known
	Duplex       string         `json:"duplex,omitempty"`     // full, half
	Errors       uint64         `json:"errors,omitempty"`     // receive + transmit errors since boot
	SignalDBm    int            `json:"signal_dbm,omitempty"` // Wi-Fi, 0: not known
}

// Counts reports whether the adapter can be the shop's line: never loopback, and
// adapters made by programs only while they hold the default route.
func (i Interface) Counts() bool {
	switch i.Kind {
	case Loopback:
		return false
	case VPN, Virtual:
		return i.DefaultRoute
	default:
		return true
	}
}

// LinkFacts: the adapters and their addresses.
type LinkFacts struct {
	Interfaces []Interface `json:"interfaces"`
}

// Route is one default route.
type Route struct {
	Interface string     `json:"interface"`
	Gateway   netip.Addr `json:"gateway,omitzero"` // invalid for an on-link default (dial-up, 4G stick, VPN)
	Metric    int        `json:"metric,omitempty"`
}

// RouteFacts: the default routes, the preferred first.
type RouteFacts struct {
	Routes []Route `json:"routes"`
}

// GatewayFacts: whether the router answers, in any of three ways.
type GatewayFacts struct {
	Address   netip.Addr `json:"address"`
	Neighbour string     `json:"neighbour,omitempty"` // reachable, stale, failed, incomplete, unknown; as of after the attempt
	Ping      bool       `json:"ping"`
	TCP       bool       `json:"tcp"`             // accepted or refused: both are an answer
	RTT       Span       `json:"rtt_ms,omitzero"` // of the quickest answer, 0 if none
}

// Answers reports whether the gateway showed any sign of life.
func (g GatewayFacts) Answers() bool { return g.Ping || g.TCP || g.Neighbour == "reachable" }

// AnchorFacts: a fixed public address asked by number, so that no name is needed.
type AnchorFacts struct {
	Address netip.Addr `json:"address"`
	UDP53   bool       `json:"udp_53"`
	TCP53   bool       `json:"tcp_53"`
	TCP443  bool       `json:"tcp_443"`
	Tries   int        `json:"tries"`
	RTT     Span       `json:"rtt_ms,omitzero"` // of the quickest answer
}

// Answers reports whether any of the ways got through.
func (a AnchorFacts) Answers() bool { return a.UDP53 || a.TCP53 || a.TCP443 }

// PingFacts: ICMP echo statistics. Figures are absent (zero) where nothing came
// back; Unavailable says why nothing could be sent.
type PingFacts struct {
	Address     string `json:"address"`
	Gateway     bool   `json:"gateway,omitempty"` // the router itself, not beyond it
	Sent        int    `json:"sent"`
	Received    int    `json:"received"`
	SendErrors  int    `json:"send_errors,omitempty"`
	Min         Span   `json:"min_ms,omitzero"`
	Median      Span   `json:"median_ms,omitzero"`
	Max         Span   `json:"max_ms,omitzero"`
	Jitter      Span   `json:"jitter_ms,omitzero"` // mean difference of neighbours in time (RFC 3550 without the smoothing)
	Unavailable string `json:"unavailable,omitempty"`
	// Silent: nothing came back this time. While a window of earlier packets is
	// kept, Received alone speaks of minutes ago.
	Silent bool `json:"silent,omitempty"`
	// Outage is how many of the newest packets were lost one after the other, where they
	// are so many that something is out, or filtered since: that is no loss.
	Outage int `json:"outage,omitempty"`
}

// Answers reports that an echo came back this time.
func (p PingFacts) Answers() bool { return p.Received > 0 && !p.Silent }

// Loss is the share of packets that brought no answer, 0 to 1; ok is false where
// fewer than the 20 packets were sent that a verdict needs.
func (p PingFacts) Loss() (share float64, ok bool) {
	if p.Sent < MinPings {
		return 0, false
	}
	return float64(p.Sent-p.Received) / float64(p.Sent), true
}

// MinPings is the fewest packets that give a verdict on loss (causes.md).
const MinPings = 20

// QueryFor says what kind of name was asked of a name server.
type QueryFor string

// Payment names belong to providers, control names to unrelated large sites.
const (
	ForPayment QueryFor = "payment"
	ForControl QueryFor = "control"
)

// Query is one name asked of one name server.
type Query struct {
	Name      string       `json:"name"`
	Owner     string       `json:"owner"`
	For       QueryFor     `json:"for"`
	RCode     string       `json:"rcode,omitempty"` // NOERROR, NXDOMAIN, SERVFAIL, REFUSED...; "" if nothing came back
	Addresses []netip.Addr `json:"addresses,omitempty"`
	Took      Span         `json:"took_ms,omitzero"`
	Class     ErrorClass   `json:"error_class,omitempty"`
}

// ResolverFacts: one configured name server, asked by itself.
type ResolverFacts struct {
	Server  netip.AddrPort `json:"server"`
	Order   int            `json:"order"` // 0 is asked first by the system
	Queries []Query        `json:"queries"`
}

// Silent reports that not one query brought any answer.
func (f ResolverFacts) Silent() bool {
	for _, q := range f.Queries {
		if q.RCode != "" {
			return false
		}
	}
	return len(f.Queries) > 0
}

// Override is a line of the hosts file that pins a payment name.
type Override struct {
	Name     string     `json:"name"`
	Provider string     `json:"provider"`
	Address  netip.Addr `json:"address"`
	Line     int        `json:"line"` // counted from 1
}

// HostsFacts: payment names pinned by the hosts file.
type HostsFacts struct {
	Path      string     `json:"path"`
	Overrides []Override `json:"overrides,omitempty"`
}

// ProxyFacts: the proxy this PC is set to use.
type ProxyFacts struct {
	Set       bool   `json:"set"`
	Address   string `json:"address,omitempty"` // host:port, never user or password
	Source    string `json:"source,omitempty"`  // environment, system, automatic
	Reachable bool   `json:"reachable"`         // the proxy's own port accepted
	Works     bool   `json:"works"`             // a tunnel through it to a control host opened
	// Direct: a control host accepted a connection without the proxy.
	Direct bool `json:"direct"`
}

// PortalFacts: a detection host and whether it said what it should.
type PortalFacts struct {
	URL      string `json:"url"`
	Status   int    `json:"status,omitempty"`
	Expected bool   `json:"expected"`
	Redirect string `json:"redirect,omitempty"` // host only
	// ClockOffset is the server's Date minus this PC's clock; nil if no Date.
	ClockOffset *Span `json:"clock_offset_ms,omitempty"`
}

// CertificateFacts: what a host showed during the TLS handshake.
type CertificateFacts struct {
	Subject     string    `json:"subject"`
	Issuer      string    `json:"issuer"`
	Root        string    `json:"root,omitempty"` // of the verified chain, or the missing known root
	NotBefore   time.Time `json:"not_before"`
	NotAfter    time.Time `json:"not_after"`
	DaysLeft    int       `json:"days_left"`
	TopIssuer   string    `json:"top_issuer,omitempty"` // fingerprint of the last certificate or key id of its issuer; equal for hosts behind the same interceptor
	Verified    bool      `json:"verified"`
	VerifyError string    `json:"verify_error,omitempty"`
}

// FamilyFacts: the same endpoint over the other address family.
type FamilyFacts struct {
	Address netip.Addr `json:"address"`
	Phases  Phases     `json:"phases_ms,omitempty"` // without resolve
	Failed  Phase      `json:"failed_phase,omitempty"`
	Class   ErrorClass `json:"error_class,omitempty"`
}

// Elsewhere: whether another resolver's address can prove who it is, looked at
// only after the system's own answer could not.
type Elsewhere struct {
	Resolver string     `json:"resolver"`
	Address  netip.Addr `json:"address"`
	Verified bool       `json:"verified"`
}

// EndpointFacts: a payment or control host, asked in phases.
type EndpointFacts struct {
	Address     netip.Addr        `json:"address,omitzero"`
	Addresses   []netip.Addr      `json:"addresses,omitempty"`
	Status      int               `json:"status,omitempty"`
	TLSVersion  string            `json:"tls_version,omitempty"`
	Certificate *CertificateFacts `json:"certificate,omitempty"`
	DaysLeft    *int              `json:"certificate_days_left,omitempty"`
	Retransmits int               `json:"retransmits,omitempty"` // TCP segments sent again, where the system tells
	Via         string            `json:"via,omitempty"`         // proxy address the request went through
	IPv6        *FamilyFacts      `json:"ipv6,omitempty"`
	Elsewhere   *Elsewhere        `json:"elsewhere,omitempty"`
	// ClockOffset is the server's Date minus this PC's clock; nil if no Date.
	ClockOffset *Span `json:"clock_offset_ms,omitempty"`
}

// ClockFacts: an SNTP answer.
type ClockFacts struct {
	Server string `json:"server"`
	Offset Span   `json:"offset_ms,omitzero"` // server minus this PC
}

// TerminalFacts: a terminal on the shop's network.
type TerminalFacts struct {
	Terminal string     `json:"terminal"` // its id
	Title    string     `json:"title"`
	Address  netip.Addr `json:"address"`
	Port     int        `json:"port,omitempty"` // 0: it was pinged
	Answers  bool       `json:"answers"`
	Sleeps   bool       `json:"sleeps,omitempty"`
	RTT      Span       `json:"rtt_ms,omitzero"`
}

// RecordFacts: what the shop's records say of a terminal.
type RecordFacts struct {
	Terminal string         `json:"terminal"` // its id
	Title    string         `json:"title"`
	Version  string         `json:"version,omitempty"`
	Judged   VersionVerdict `json:"judged"`
	Unread   int            `json:"unread_days,omitempty"` // since it was recorded, where nobody ever read it
	Replaced bool           `json:"replaced,omitempty"`    // the last visit found another serial number or model
}

// CareFacts: how the checklist stands.
type CareFacts struct {
	Overdue int `json:"overdue"`
	Clear   int `json:"clear"` // of them, for so long that it is said clearly
}

// ComputerFacts: figures of this PC. Pointers are nil where the system does not
// tell.
type ComputerFacts struct {
	OS             string   `json:"os,omitempty"`
	Uptime         Span     `json:"uptime_ms,omitzero"`
	CPUPercent     *float64 `json:"cpu_percent,omitempty"`
	MemoryFree     *float64 `json:"memory_free_percent,omitempty"`
	DiskFreeBytes  *uint64  `json:"disk_free_bytes,omitempty"`
	DiskFree       *float64 `json:"disk_free_percent,omitempty"`
	Cashier        string   `json:"cashier,omitempty"`
	CashierRunning *bool    `json:"cashier_running,omitempty"`
}
