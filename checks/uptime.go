package checks

import "time"

// Uptime is how a stretch of time was spent, for the shop as a whole or for one
// channel. Only what was watched counts: Watched is the sum of the first three.
type Uptime struct {
	Good, Risky, Down time.Duration // at OK, Warn, Fail
	Unwatched         time.Duration // gaps, unknown, and before the first record
}

// Watched is the time that was measured.
func (u Uptime) Watched() time.Duration { return u.Good + u.Risky + u.Down }

// Coverage is the share of the time that was measured, 0 to 1.
func (u Uptime) Coverage() float64 {
	if whole := u.Watched() + u.Unwatched; whole > 0 {
		return float64(u.Watched()) / float64(whole)
	}
	return 0
}

// Available is the share of the measured time in which money could be taken, 0
// to 1; ok is false where nothing was measured. Show it with Coverage, always.
func (u Uptime) Available() (share float64, ok bool) {
	if u.Watched() == 0 {
		return 0, false
	}
	return float64(u.Good+u.Risky) / float64(u.Watched()), true
}

// Account adds up a window from the changes of what was believed and the gaps,
// both in the order of time; the first change may lie before the window. now cuts
// the window short: what has not happened yet is neither watched nor unwatched.
// channel is the id of one, "" for the shop as a whole.
func Account(changes []Change, gaps []Gap, in Window, now time.Time, channel string) Uptime {
	return Uptime{}
}
