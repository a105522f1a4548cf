package checks

import (
	"slices"
	"time"
)

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

// Account adds up a window from the changes of what was believed and the gaps;
// the first change may lie before the window. Changes stand in the order in which
// they were recorded: where somebody set the clock back, time that was lived twice
// counts as it was the second time. now cuts the window short: what has not
// happened yet is neither watched nor unwatched. channel is the id of one, "" for
// the shop as a whole.
func Account(changes []Change, gaps []Gap, in Window, now time.Time, channel string) Uptime {
	if now.Before(in.To) {
		in.To = now
	}
	if !in.From.Before(in.To) {
		return Uptime{}
	}
	gaps = slices.Clone(gaps)
	slices.SortFunc(gaps, func(a, b Gap) int { return a.From.Compare(b.From) })
	var u Uptime
	end := in.To // of what the change holds: until a later one begins
	for _, c := range slices.Backward(changes) {
		held := watched(Window{From: c.At, To: end}, gaps)
		if c.At.Before(end) {
			end = c.At
		}
		held.From = latest(held.From, in.From)
		if held.From.Before(held.To) {
			u.add(c.level(channel), held.Length())
		}
	}
	u.Unwatched += in.Length() - u.Watched() - u.Unwatched
	return u
}

// watched is how long a change holds: from the end of the gaps it lies in until
// the next gap begins. What comes after that gap needs a change of its own.
func watched(held Window, gaps []Gap) Window {
	for _, g := range gaps {
		switch {
		case !g.From.After(held.From) && g.To.After(held.From):
			held.From = g.To
		case g.From.After(held.From) && g.From.Before(held.To):
			held.To = g.From
		}
	}
	return held
}

func (u *Uptime) add(l Level, d time.Duration) {
	switch l {
	case OK:
		u.Good += d
	case Warn:
		u.Risky += d
	case Fail:
		u.Down += d
	default:
		u.Unwatched += d
	}
}

// level is that of a channel, Unknown if the change does not know it; that of the
// shop for "".
func (c Change) level(channel string) Level {
	if channel == "" {
		return c.Level
	}
	for _, state := range c.Channels {
		if state.ID == channel {
			return state.Level
		}
	}
	return Unknown
}
