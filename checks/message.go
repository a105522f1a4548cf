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
}

// Announcer is what is remembered from message to message.
type Announcer struct{}

// Announce decides what is told now. It is a pure fold: once per incident and
// once when it is over, only while the shop is open (and ahead of that, as the
// settings say), at most so many an hour, the rest in one digest a day.
func Announce(a Announcer, w WarnSettings, h Hours, incident *Incident, v Verdict, at time.Time) (Announcer, []Message) {
	return a, nil
}
