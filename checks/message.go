package checks

import "time"

// MessageKind says what a message is about.
type MessageKind string

// The messages; the words stand under message.<kind>.
const (
	MessageBegan  MessageKind = "began"  // an incident, told once
	MessageWorse  MessageKind = "worse"  // a risk that was told became an outage
	MessageOver   MessageKind = "over"   // an incident that was told is over
	MessageAhead  MessageKind = "ahead"  // something is wrong shortly before opening
	MessageDigest MessageKind = "digest" // what was held back today
)

// Message is what people are told who may not be looking at the screen.
type Message struct {
	Kind     MessageKind
	At       time.Time
	Incident Incident   // the one it is about; the zero value in a digest
	Verdict  Verdict    // what is believed now
	Held     []Incident // of a digest: those that were not told one by one
	Rest     Rest       // of a digest: still more of them, the shortest
}

// Rest are incidents of which only their number and length is remembered.
type Rest struct {
	Count  int           `json:"count"`
	Length time.Duration `json:"length_ns"` // all together
}
