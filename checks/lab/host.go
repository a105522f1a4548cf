package lab

import (
	"net/netip"
	"time"

	"countercheck/checks"
)

// Kind says what a simulated host is there for.
type Kind string

// The kinds of host.
const (
	Payment  Kind = "payment"
	Control  Kind = "control"
	Portal   Kind = "portal"
	Clock    Kind = "clock"
	Anchor   Kind = "anchor"
	Resolver Kind = "resolver" // a name server that shops have configured
	Stranger Kind = "stranger" // a public host that nobody asked for: where hijacked names lead
)

// Host is one simulated host. It does not change once the world is made.
type Host struct {
	Name     string
	Owner    string
	Kind     Kind
	Provider string      // id of the payment company, "" for others
	Role     checks.Role // of payment hosts
	Ports    []Port      // besides 80 and 443, which every named host serves
	// Addresses are what its name resolves to, IPv4 first.
	Addresses []netip.Addr
	// Legacy still serves, but is no longer in the name system.
	Legacy netip.Addr
	// StandIn is the address a proxy program on the PC would show instead.
	StandIn netip.Addr
	Pages   []Page
}

// Port is a further port of a host and how it is served.
type Port struct {
	Number int
	Scheme checks.Scheme
}

// Page is an answer to one path.
type Page struct {
	Path   string
	Status int
	Body   string
}

// Behaviour is how a host answers at the moment.
type Behaviour struct {
	Certificate Certificate
	// Cut is the phase in which the connection ends, TLS or Processing; "" for
	// none. Silent cuts hang, the others reset.
	Cut    checks.Phase
	Silent bool
	Status int           // of every answer; 0 for the page's own
	Body   string        // of every answer; "" for the page's own
	Delay  time.Duration // before the first byte of an answer
	// TLS12 speaks no newer version and asks for a client certificate, as WeChat
	// Pay does, without insisting on one.
	TLS12 bool
	// Garbage answers with something that is no HTTP.
	Garbage bool
}

// Conduct is a host and its behaviour, as changes see them.
type Conduct struct {
	Host *Host
	Behaviour
}

// IsPrimary reports that cashier software asks this host first.
func (h Host) IsPrimary() bool { return h.Kind == Payment && h.Role == checks.Primary }

// IsBackup reports that this is a spare host.
func (h Host) IsBackup() bool { return h.Kind == Payment && h.Role == checks.Backup }
