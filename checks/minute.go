package checks

import "time"

// Minute is what was measured around the moment of a sale. Where Measured is false
// nothing is known of the line, and nothing else in it says anything.
type Minute struct {
	Window   Window          `json:"window"` // what it rests on
	Measured bool            `json:"measured"`
	Gap      GapKind         `json:"gap,omitempty"` // why nothing was measured; "": not known
	Level    Level           `json:"level"`         // the worst that was believed in it
	Cause    Code            `json:"cause,omitempty"`
	Layer    Layer           `json:"layer,omitempty"`
	Subject  string          `json:"subject,omitempty"`
	Facts    map[string]any  `json:"facts,omitempty"`    // figures of Cause, for its words
	Incident int64           `json:"incident,omitempty"` // the line's incident that was open; 0: none
	Channels []ChannelMinute `json:"channels,omitempty"` // in the plan's order
	Pings    PingMinute      `json:"pings,omitzero"`
	Terminal *TerminalMinute `json:"terminal,omitempty"` // nil: none is asked from here
	// PCOnly: the sale's terminal, or every terminal, has a line of its own, so that
	// nothing here speaks for the sale.
	PCOnly bool `json:"pc_only,omitempty"`
	// Lasts: the trouble of that minute was not over when this was worked out.
	Lasts bool `json:"lasts,omitempty"`
	// Settled: it was worked out after MinuteSettle, when all that was measured had come
	// in. Until then it can be completed, also that of a concluded case.
	Settled bool          `json:"settled,omitempty"`
	Records MinuteRecords `json:"records,omitzero"`
}

// MinuteRecords are what the shop's records say of the sale's terminal and of sales
// like it.
type MinuteRecords struct {
	Terminal string       `json:"terminal,omitempty"` // what the shop calls it
	Version  VersionState `json:"version,omitempty"`  // how its version stood
	Replaced bool         `json:"replaced,omitempty"` // it is not the one that was recorded
	Merchant string       `json:"merchant,omitempty"` // the recorded merchant number, to compare with the slip
	// Alike counts other cases of the hour before with the same amount or a small one.
	Alike int `json:"alike,omitempty"`
}

// ChannelMinute is a way of paying in that minute: its first host's samples.
type ChannelMinute struct {
	ID       string     `json:"id"` // wechat, alipay, unionpay, card
	Provider string     `json:"provider"`
	Level    Level      `json:"level"` // the worst that was believed
	Host     string     `json:"host,omitempty"`
	Samples  []Sample   `json:"samples,omitempty"` // of Host, around the sale, in the order of time
	Worst    Sample     `json:"worst,omitzero"`    // the one that failed, or the slowest
	Usual    Span       `json:"usual_ms,omitzero"` // the median of the day before; 0: not known
	Survival []Survival `json:"survival,omitempty"`
}

// PingMinute is what was lost in that minute, of all pings beyond the router.
type PingMinute struct {
	Sent int `json:"sent"`
	Lost int `json:"lost"`
}

// Loss is the share that was lost, 0 to 1; ok is false where too few were sent.
func (p PingMinute) Loss() (share float64, ok bool) {
	if p.Sent < MinPings {
		return 0, false
	}
	return float64(p.Lost) / float64(p.Sent), true
}

// TerminalMinute is the terminal on this network in that minute.
type TerminalMinute struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Answered bool   `json:"answered"` // to every question, as far as it was asked
	Asked    int    `json:"asked"`    // how often
	Lost     int    `json:"lost"`     // of them without an answer
}

// Survival says whether a sale that waits for its result for so long would have
// got it.
type Survival struct {
	Waits Span     `json:"waits_ms"`
	Would Survives `json:"would"`
	Rests int      `json:"samples"` // on how many samples the answer rests
}

// Survives is whether a sale would have finished.
type Survives string

// The answers. Unknown where nothing was measured.
const (
	SurvivesYes     Survives = "yes"
	SurvivesRisk    Survives = "at_risk"
	SurvivesNo      Survives = "no"
	SurvivesUnknown Survives = "unknown"
)

// Channel is the minute of a way of paying; ok is false where it is not measured.
func (m Minute) Channel(way Way) (c ChannelMinute, ok bool) {
	for _, c := range m.Channels {
		if c.ID == string(way) {
			return c, m.Measured && !m.PCOnly && len(c.Samples) > 0
		}
	}
	return ChannelMinute{}, false
}

// SaleWaits are how long sales wait for their result: our own steps around the
// 45 s after which WeChat Pay's documents stop asking and the 60 s that Alipay
// advises (pay.weixin.qq.com/doc/v2/merchant/4011937125, docs.antom.com).
var SaleWaits = []time.Duration{15 * time.Second, 30 * time.Second, 45 * time.Second, 60 * time.Second}
