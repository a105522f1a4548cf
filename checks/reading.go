package checks

import "time"

// Reading is what this PC's clocks say at one instant. Two of them tell sleep
// from a clock that somebody set.
type Reading struct {
	Wall time.Time // the time of day; with Go's monotonic reading where it has one
	// Awake grows steadily while this PC is awake, and stands still in sleep where
	// the system's does.
	Awake time.Duration
	// Boot is the time since this PC was started, sleep included; 0: not known.
	Boot time.Duration
}
