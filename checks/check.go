package checks

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"time"
)

// Kind groups checks that carry the same facts; it is the contract's "kind".
type Kind string

// The kinds of check, each with its own facts type in facts.go.
const (
	KindLink     Kind = "link"     // LinkFacts
	KindRoute    Kind = "route"    // RouteFacts
	KindGateway  Kind = "gateway"  // GatewayFacts
	KindAnchor   Kind = "anchor"   // AnchorFacts
	KindPing     Kind = "ping"     // PingFacts
	KindDNS      Kind = "dns"      // ResolverFacts
	KindHosts    Kind = "hosts"    // HostsFacts
	KindProxy    Kind = "proxy"    // ProxyFacts
	KindPortal   Kind = "portal"   // PortalFacts
	KindControl  Kind = "control"  // EndpointFacts
	KindEndpoint Kind = "endpoint" // EndpointFacts
	KindClock    Kind = "clock"    // ClockFacts
	KindComputer Kind = "computer" // ComputerFacts
	KindTerminal Kind = "terminal" // TerminalFacts
	KindRecord   Kind = "record"   // RecordFacts; asks nobody
	KindCare     Kind = "care"     // CareFacts; asks nobody
)

// Phase is one leg of a request, in the order they happen. The names are
// contract.
type Phase string

// The five phases of a request to an endpoint.
const (
	Resolve    Phase = "resolve"    // the name is looked up
	Connect    Phase = "connect"    // TCP handshake
	TLS        Phase = "tls"        // TLS handshake and verification
	Processing Phase = "processing" // request sent to first byte
	Transfer   Phase = "transfer"   // first byte to the end of what is read
)

// AllPhases lists the phases in the order they happen.
var AllPhases = []Phase{Resolve, Connect, TLS, Processing, Transfer}

// Span is a length of time that JSON shows as milliseconds with one decimal, the
// contract's unit.
type Span time.Duration

// MarshalJSON writes milliseconds.
func (s Span) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, s.Milliseconds(), 'f', -1, 64), nil
}

// UnmarshalJSON reads milliseconds.
func (s *Span) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	ms, err := strconv.ParseFloat(string(text), 64)
	if err != nil || math.IsNaN(ms) || math.Abs(ms) > float64(math.MaxInt64/int64(time.Millisecond)) {
		return fmt.Errorf("%.40q is no length of time in milliseconds", text)
	}
	*s = Span(math.Round(ms * float64(time.Millisecond)))
	return nil
}

// Milliseconds is the span in milliseconds, rounded to a tenth.
func (s Span) Milliseconds() float64 {
	return math.Round(float64(s)/float64(time.Millisecond)*10) / 10
}

// Phases holds how long each phase took. A phase that did not run is absent, not
// zero.
type Phases map[Phase]Span

// Total is the sum of the phases that ran.
func (p Phases) Total() (sum time.Duration) {
	for _, took := range p {
		sum += time.Duration(took)
	}
	return sum
}

// ErrorClass says in what way something failed, as a short stable word.
type ErrorClass string

// The classes of error; "" means that nothing failed.
const (
	NoError         ErrorClass = ""
	Timeout         ErrorClass = "timeout"           // nothing came back in time
	Refused         ErrorClass = "refused"           // a TCP reset to the first packet
	Reset           ErrorClass = "reset"             // closed or reset in the middle
	Unreachable     ErrorClass = "unreachable"       // no route, network or host unreachable
	NoSuchName      ErrorClass = "nxdomain"          // the name does not exist, or has no address
	ServerFailure   ErrorClass = "servfail"          // the name server could not answer
	QueryRefused    ErrorClass = "query_refused"     // the name server would not answer
	CertExpired     ErrorClass = "cert_expired"      // past its last day by this PC's clock
	CertNotYetValid ErrorClass = "cert_not_yet"      // before its first day by this PC's clock
	CertName        ErrorClass = "cert_name"         // for another name
	CertUntrusted   ErrorClass = "cert_untrusted"    // ends in an issuer that is not trusted
	CertRootMissing ErrorClass = "cert_root_missing" // ends in a known public root this PC lacks
	CertSelfSigned  ErrorClass = "cert_self_signed"  // signed by itself
	TLSProtocol     ErrorClass = "tls_protocol"      // an alert, or something that is no TLS
	ServerError     ErrorClass = "http_5xx"          // a complete HTTP answer of 500 or above
	BadAnswer       ErrorClass = "bad_answer"        // an answer that is no HTTP, or not the expected one
	Denied          ErrorClass = "denied"            // this PC's system forbade the attempt
	Internal        ErrorClass = "internal"          // the check itself broke; never the network's fault
)

// Beat says how often the monitor repeats a check.
type Beat uint8

// The two beats of causes.md, and that of the shop's own hosts.
const (
	SlowBeat Beat = iota // every 30 s
	FastBeat             // every 5 s: link, gateway and one light ping
	OwnBeat              // hosts that the shop added, as often as it wants
)

// Check is one question asked of the network or of this PC. Its identity never
// changes between rounds.
type Check struct {
	ID      string        // unique, "kind:what", contract
	Kind    Kind          // which facts to expect
	Needs   []string      // ids of checks without which this one says nothing
	Timeout time.Duration // after this the check is given up
	Beat    Beat          // how often it is repeated
	Target  Target        // whom it asks; the zero value where it asks nobody
	// Ask carries the check out. It returns promptly when ctx ends, and never
	// panics on what others send.
	Ask func(ctx context.Context) Finding
}

// Target is whom a check asks, as the plan knows it.
type Target struct {
	Provider string // payment provider's id, "" for controls
	Owner    string // whose host it is; "unrelated owners" compares these
	Host     string // name or address
	Port     int
	Role     Role // primary or backup
	InUse    bool // the shop's money travels this way; comparison hosts are not in use
}

// Role tells a provider's first host from its spare ones.
type Role string

// Primary hosts are asked first by cashier software, Backup hosts in need.
const (
	Primary Role = "primary"
	Backup  Role = "backup"
)

// Finding is what a check saw. The zero value says nothing was measured.
type Finding struct {
	Level  Level      // by this finding alone
	Cause  Code       // where this finding alone would point; Diagnose decides
	Failed Phase      // the phase that failed, "" if none or without phases
	Class  ErrorClass // in what way
	Phases Phases     // the phases that ran
	Facts  any        // the facts type of the check's kind, by value; nil if none
	Err    string     // the raw error, for the technician
}

// Result is a finding with the check it belongs to and when it was made.
type Result struct {
	Check   Check
	Finding Finding
	At      time.Time     // when the question was put
	Took    time.Duration // until it was answered or given up
	Asked   int           // how often it was put, 1 or more; 0: never
}

// ID is the check's id.
func (r Result) ID() string { return r.Check.ID }

// TimedOut reports that the check failed because nothing came back.
func (r Result) TimedOut() bool { return r.Finding.Class == Timeout }

// Round is the findings of all checks of one instant, in the plan's order.
type Round struct {
	Started time.Time
	Took    time.Duration
	Results []Result
	// Before is what the monitor remembers by check id; nil where one round
	// stands alone, and that round then counts as enough.
	Before map[string]Past
}

// Plan is what is asked in a round and how its answers are judged.
type Plan struct {
	Checks     []Check
	Channels   []Channel  // what customers pay with, in the screen's order
	Thresholds Thresholds // from the settings
	Profile    Profile    // what the shop said about itself
	Beats      Beats      // how often it is asked
}

// Beats are how often a plan's checks are asked. The zero value is that of
// causes.md.
type Beats struct {
	Slow time.Duration // payment and control hosts; 0: 30 s
	Fast time.Duration // link, router and one ping; 0: 5 s
	Own  time.Duration // the shop's own hosts; 0: with the slow ones
}

// Profile is what the shop told about itself that changes a verdict.
type Profile struct {
	// SIMOnly: every terminal has a line of its own, so that the verdict speaks
	// for this PC alone and the channels are unknown.
	SIMOnly bool
	// Cashier is the cashier program's process name, "" if the shop named none.
	Cashier string
	// HasTerminal: the shop has a terminal of its own beside the cashier program.
	HasTerminal bool
	// Hours are when the shop is open: a terminal that was never seen since opening
	// may be switched off.
	Hours Hours
	// Broadband is the telephone number of who brings the line, "" if the shop gave none.
	Broadband string
}

// Channel is a way customers pay, and the provider that carries it.
type Channel struct {
	ID       string // wechat, alipay, unionpay, card
	Provider string // whose hosts decide it
}
