package checks

import (
	"slices"
	"time"
)

// Window is a stretch of time, From included and To not.
type Window struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Length of the window.
func (w Window) Length() time.Duration { return w.To.Sub(w.From) }

// Point is what a chart shows of one check in one step of time.
type Point struct {
	From   time.Time // the step's beginning
	Count  int       // samples in it; 0: nothing was measured
	Failed int       // of them at Fail
	// Of those that brought a figure; zero where none did.
	Min, Median, P95, Max time.Duration
	Sent, Lost            int    // packets of pings
	Phases                Phases // medians of each phase that ran; nil without phases
}

// Loss is the share that was lost, 0 to 1: of packets for pings, of questions
// for all others. It is 0 where nothing was asked: look at Count first.
func (p Point) Loss() float64 {
	switch {
	case p.Sent > 0:
		return float64(p.Lost) / float64(p.Sent)
	case p.Count > 0:
		return float64(p.Failed) / float64(p.Count)
	default:
		return 0
	}
}

// Series is the history of one check, in the order of time. Steps in which
// nothing was measured are absent.
type Series struct {
	Check  string
	Step   time.Duration // each point's width
	Points []Point
}

// Change is a change of what was believed: of the level, the cause, its subject,
// or of any channel's level. It holds until the next one, or until a gap.
type Change struct {
	At       time.Time
	Level    Level
	Cause    Code
	Layer    Layer
	Subject  string
	Channels []ChannelState
}

// ChangeOf is what a verdict is as a change at a time.
func ChangeOf(v Verdict, at time.Time) Change {
	return Change{At: at, Level: v.Level, Cause: v.Cause, Layer: v.Layer, Subject: v.Subject, Channels: v.Channels}
}

// SameVerdict reports that the level, the cause and its subject are those of
// another change, whatever the channels' levels are.
func (c Change) SameVerdict(other Change) bool {
	return c.Level == other.Level && c.Cause == other.Cause && c.Subject == other.Subject
}

// Same reports that nothing changed but the time and the figures.
func (c Change) Same(other Change) bool {
	return c.SameVerdict(other) && slices.EqualFunc(c.Channels, other.Channels, func(a, b ChannelState) bool {
		return a.ID == b.ID && a.Level == b.Level
	})
}

// GapKind says why nothing was watched.
type GapKind string

// The reasons for not watching. They are never counted as good or bad.
const (
	GapClosed GapKind = "closed" // the program was not running
	GapOff    GapKind = "off"    // this PC was off
	GapAsleep GapKind = "asleep" // this PC slept
	GapClock  GapKind = "clock"  // somebody set this PC's clock, forward or back
)

// Gap is time that was not watched.
type Gap struct {
	From, To time.Time // by the wall clock; of a clock set back, both are the new time
	Kind     GapKind
	// Moved is by how much the clock was set, negative for back; 0 for all others.
	Moved time.Duration
}

// Entry is what the monitor hands over to be remembered after a round or a beat.
// What did not happen is nil.
type Entry struct {
	At       time.Time // when the round began
	Whole    bool      // a whole round, not only the line's beat
	Results  []Result  // what was asked in it
	Change   *Change   // what is believed changed
	Incident *Incident // opened, widened, still going on or closed: its newest state
	Scene    *Scene    // how it looked when Incident began
	Gap      *Gap      // time not watched that has just ended
	Last     Last      // always set: what the next start needs to know
}

// Last is what the next start of the program needs to know of this one. The zero
// value says that nothing was ever watched. It is kept as JSON, one for all.
type Last struct {
	Alive     time.Time     `json:"alive,omitzero"`     // when something was last recorded
	Asleep    time.Duration `json:"asleep_ns,omitzero"` // how long this PC had slept since it booted, by then
	Incident  *Incident     `json:"incident,omitempty"` // the one that was open
	Announcer Announcer     `json:"announcer"`          // so that nothing is told twice
	Measured  []Measurement `json:"measured,omitempty"` // what answers items of the checklist
}
