package checks

import (
	"net/netip"
	"time"
)

// Incident is a stretch of time in which the shop could not take money, or only
// with risk. There is one at a time; what joins it widens it.
type Incident struct {
	ID       int64     // Unix milliseconds of From: one at a time, so it is unique
	From     time.Time // the first bad round
	Seen     time.Time // the last round that was still bad
	To       time.Time // the first good round, or Seen where the end was not watched; zero while open
	Unsure   bool      // the end was not watched
	Level    Level     // the worst it reached
	Cause    Code      // that of the worst level, the first of them
	Layer    Layer
	Subject  string
	Causes   []Code         // all it was told as, in the order they came
	Channels []string       // ids of the channels that were hit, in the plan's order
	Facts    map[string]any // figures of Cause, for its words
	Note     string         // a person's
}

// Open reports that it has not ended.
func (i Incident) Open() bool { return i.To.IsZero() }

// Length is how long it lasted, until now if it is open.
func (i Incident) Length(now time.Time) time.Duration {
	if i.Open() {
		return now.Sub(i.From)
	}
	return i.To.Sub(i.From)
}

// Scene is how the network looked when an incident began: for the technician.
type Scene struct {
	At         time.Time        `json:"at"`
	Interfaces []Interface      `json:"interfaces,omitempty"`
	Routes     []Route          `json:"routes,omitempty"`
	Servers    []netip.AddrPort `json:"dns_servers,omitempty"`
	Proxy      *ProxyFacts      `json:"proxy,omitempty"`
	Gateway    *GatewayFacts    `json:"gateway,omitempty"`
	Pings      []PingFacts      `json:"pings,omitempty"`
	Failing    []SceneCheck     `json:"failing,omitempty"`
	Trace      []Hop            `json:"trace,omitempty"`
	TraceTo    string           `json:"trace_to,omitempty"`
	TraceError string           `json:"trace_error,omitempty"` // why there is no trace
}

// SceneCheck is a check that failed when an incident began.
type SceneCheck struct {
	ID     string     `json:"id"`
	Level  Level      `json:"level"`
	Failed Phase      `json:"failed_phase,omitempty"`
	Class  ErrorClass `json:"error_class,omitempty"`
	Phases Phases     `json:"phases_ms,omitempty"`
	Err    string     `json:"error,omitempty"`
}

// Hop is one router on the way, as far as it answers.
type Hop struct {
	TTL     int        `json:"ttl"`
	Address netip.Addr `json:"address,omitzero"` // invalid: no answer
	RTT     Span       `json:"rtt_ms,omitzero"`
}
