package checks

import "time"

// Belief is what is held true between rounds: one bad round is a doubt, three in
// a row are a fact.
type Belief struct {
	Verdict Verdict   // what people are told
	Since   time.Time // when its level and cause were first seen
	// Doubt counts the rounds in a row that were worse than what is believed and
	// are not believed yet; 0 where there are none.
	Doubt int

	turn  turn      // which way the newest rounds point
	count int       // how many of them in a row
	first time.Time // the first of them
	reach Verdict   // what they amount to together
}

// turn is the direction in which a round differs from what is believed.
type turn uint8

const (
	steady   turn = iota // the same
	worse                // a higher level
	better               // a lower level
	sideways             // another cause of the same level
	lost                 // nothing could be measured
)

// roundsToBelieve is how many rounds in a row change a level (causes.md, "Two
// beats"); at the start, with nothing to hold on to, a bad level needs one fewer.
const (
	roundsToBelieve = 3
	roundsAtStart   = 2
)

// Settle adds a round's verdict to what is believed. It is a pure fold: worse
// after three bad rounds in a row, at once for a link that is gone, better after
// three good ones. Figures of the believed cause are always the newest.
func Settle(prev Belief, seen Verdict, at time.Time) Belief {
	if prev.Verdict.Layer == LayerLink && seen.Layer != LayerLink && seen.Level != Unknown {
		prev = Belief{Verdict: Verdict{Cause: None}} // another network than before: what was believed is gone
	}
	way := prev.turnOf(seen)
	if way == steady {
		next := Belief{Verdict: seen, Since: prev.Since}
		if next.Since.IsZero() {
			next.Since = at
		}
		return next
	}
	next := prev
	if way != prev.turn || prev.count == 0 {
		next.turn, next.count, next.first, next.reach = way, 0, at, seen
	}
	next.count++
	if way != better || seen.Level >= next.reach.Level {
		next.reach = seen // on the way to better, the least good of them
	}
	if next.count >= prev.needs(seen) {
		return Belief{Verdict: next.reach, Since: next.first}
	}
	next.Doubt = 0
	if way == worse {
		next.Doubt = next.count
	}
	return next
}

func (b Belief) turnOf(seen Verdict) turn {
	old := b.Verdict
	switch {
	case seen.Level == Unknown && old.Level == Unknown:
		return steady
	case seen.Level == Unknown:
		return lost
	case seen.Level > old.Level && old.Level != Unknown, old.Level == Unknown && seen.Level > OK:
		return worse
	case seen.Level < old.Level, old.Level == Unknown:
		return better
	case seen.Cause != old.Cause || seen.Subject != old.Subject:
		return sideways
	default:
		return steady
	}
}

// needs is how many rounds in a row make this verdict believed.
func (b Belief) needs(seen Verdict) int {
	switch {
	case seen.Layer == LayerLink && seen.Level == Fail:
		return 1
	case b.Verdict.Level == Unknown && seen.Level == OK:
		return 1
	case b.Verdict.Level == Unknown && seen.Level != Unknown:
		return roundsAtStart
	default:
		return roundsToBelieve
	}
}
