package checks

import (
	"slices"
	"time"
)

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
	run   []Verdict // what they were, but for good ones
	ran   time.Time // the first of these
	goods int       // and how many good ones came in a row since
	good  time.Time // the first good one of all
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
// So does a router that is gone: each of its rounds waits three seconds for any of
// several answers, they lie five apart, and it is to be told within 15.
const (
	roundsToBelieve = 3
	roundsAtStart   = 2
	roundsOfRouter  = 2
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
	if way != prev.turn || prev.count == 0 || (way != better && !prev.relatedTo(seen)) {
		next = Belief{Verdict: prev.Verdict, Since: prev.Since, turn: way, first: at}
	}
	next.count++
	if way == better {
		return next.recover(seen, at)
	}
	next.run = append(slices.Clone(next.run), seen)
	switch needs := prev.needs(seen); {
	case next.count < needs:
	case needs < roundsToBelieve:
		return Belief{Verdict: seen, Since: next.first} // it needs no others
	default:
		return Belief{Verdict: next.amount(), Since: next.first}
	}
	next.Doubt = 0
	if way == worse {
		next.Doubt = next.count
	}
	return next
}

// recover adds a round that is better than what is believed. Three good ones in a
// row end a fault, as of the first good one. A round of mere risk is most often the
// fault's own last moment, or a coincidence, and must not be told as the next
// fault; three of them are one.
func (b Belief) recover(seen Verdict, at time.Time) Belief {
	switch {
	case seen.Level == OK:
		b.goods++
	case len(b.run) > 0 && b.relatedTo(seen):
		b.goods, b.run = 0, append(slices.Clone(b.run), seen)
	default:
		b.goods, b.run, b.ran = 0, []Verdict{seen}, at
	}
	if b.goods > 0 && b.good.IsZero() {
		b.good = at
	}
	switch {
	case b.goods >= b.needs(seen):
		return Belief{Verdict: seen, Since: b.good}
	case len(b.run) >= roundsToBelieve:
		return Belief{Verdict: b.amount(), Since: b.ran}
	default:
		b.Doubt = 0
		return b
	}
}

// amount is what the rounds of a run amount to: what most of them were, the newest
// where none stands out. Their last alone may be a coincidence on top.
func (b Belief) amount() (v Verdict) {
	most := 0
	for _, one := range slices.Backward(b.run) {
		times := 0
		for _, other := range b.run {
			if other.Cause == one.Cause && other.Subject == one.Subject {
				times++
			}
		}
		if times > most {
			v, most = one, times
		}
	}
	return v
}

// relatedTo: a round can be the same trouble as the newest of the run.
func (b Belief) relatedTo(seen Verdict) bool {
	return len(b.run) == 0 || related(b.run[len(b.run)-1], seen)
}

// related: two bad rounds can be the same trouble. A line in trouble shows now this
// and now that, but a host here and another company's there that let a request go
// unanswered are two coincidences.
func related(a, b Verdict) bool {
	if a.Subject == "" || b.Subject == "" || a.Subject == b.Subject {
		return true
	}
	also := func(v Verdict, subject string) bool {
		return slices.ContainsFunc(v.Also, func(one Also) bool { return one.Subject == subject && one.Level >= Warn })
	}
	return also(a, b.Subject) || also(b, a.Subject)
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
	case seen.Layer == LayerLAN && seen.Level == Fail:
		return roundsOfRouter
	default:
		return roundsToBelieve
	}
}
