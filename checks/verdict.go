package checks

import "time"

// Verdict is what one round means: one cause, or None.
type Verdict struct {
	Level    Level
	Cause    Code
	Layer    Layer
	Subject  string         // provider id the cause is about, "" for all
	Facts    map[string]any // figures for the words: "minutes_off", "root", "server"...
	Evidence []string       // ids of the checks it was seen in
	Also     []Also         // what else is true at once and independent
	Channels []ChannelState // in the plan's order
	Path     []Station      // from this PC to the payment hosts
}

// Also is a second cause that the first does not explain.
type Also struct {
	Cause    Code
	Level    Level // OK for rows that never change the level
	Subject  string
	Facts    map[string]any
	Evidence []string
}

// ChannelState says whether customers can pay this way now.
type ChannelState struct {
	ID       string // wechat, alipay, unionpay, card
	Provider string
	Level    Level
	Took     time.Duration // the whole request to its best host, 0 if none got through
}

// Station is one stop on the road, as the first screen shows it.
type Station struct {
	ID    StationID
	Level Level         // Unknown where a fault before it hides it
	Took  time.Duration // 0: no figure
}

// StationID names a stop on the road.
type StationID string

// The five stops, in order.
const (
	StopComputer StationID = "computer"
	StopRouter   StationID = "router"
	StopLine     StationID = "line"
	StopNames    StationID = "names"
	StopPayment  StationID = "payment"
)

// Snapshot is what the monitor tells its listeners: immutable, whole.
type Snapshot struct {
	Verdict  Verdict   // what is believed now
	Since    time.Time // since when its level and cause hold
	Round    Round     // the newest result of every check
	Checked  time.Time // when the last whole round ended, zero before the first
	Checking bool      // a whole round is under way
	Done     int       // of Total checks answered in it
	Total    int
	// Doubt counts rounds in a row that were worse than what is believed: 1 or 2
	// while it is looked at again, 0 otherwise.
	Doubt int
	// Incident is the one that is open, nil if none is.
	Incident *Incident
	// Gap is time not watched that has just ended, until the round after it.
	Gap *Gap
}
