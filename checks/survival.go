package checks

import "time"

// How a sale is imagined: it begins at some moment in the minute before the refund
// was shown, and asks for its result every few seconds until it gives up.
const (
	saleAsks  = 5 * time.Second // WeChat Pay advises 5 s (pay.weixin.qq.com/doc/v2/merchant/4011937125)
	saleSpan  = time.Minute
	saleSteps = 5 * time.Second // how finely the beginnings are tried
	// farSample is how far from a sample nothing is known of the line any more: two
	// beats and a bit, since one may be late.
	farSample = 75 * time.Second
)

// Survive says whether a sale that waits so long for its result would have got it,
// from one host's samples in the order of time, and on how many of them the answer
// rests. Between two samples the line is taken to be no better than the better one
// and no worse than the worse one: the answer is yes where the sale ends in time
// even if the worse holds, wherever in the minute it began, and no where it never
// ends in time even if the better holds.
func Survive(samples []Sample, shown time.Time, waits time.Duration) (would Survives, rests int) {
	used := map[int]bool{}
	always, never := true, true
	for begin := shown.Add(-saleSpan); begin.Before(shown); begin = begin.Add(saleSteps) {
		worst, best, known := finishes(samples, begin, waits, used)
		if !known {
			return SurvivesUnknown, 0
		}
		always, never = always && worst, never && !best
	}
	switch {
	case always:
		return SurvivesYes, len(used)
	case never:
		return SurvivesNo, len(used)
	default:
		return SurvivesRisk, len(used)
	}
}

// finishes tries one sale: whether it ends in time if the worse and if the better of
// the samples around each question hold. known is false where no sample is near.
func finishes(samples []Sample, begin time.Time, waits time.Duration, used map[int]bool) (worst, best, known bool) {
	for at := begin; at.Before(begin.Add(waits)); at = at.Add(saleAsks) {
		left := begin.Add(waits).Sub(at)
		before, after := neighbours(samples, at)
		if before < 0 && after < 0 {
			continue
		}
		known = true
		w, b := true, false
		for _, i := range []int{before, after} {
			if i < 0 {
				continue
			}
			used[i] = true
			answers := !samples[i].Failing() && samples[i].Took <= left
			w, b = w && answers, b || answers
		}
		worst, best = worst || w, best || b
	}
	return worst, best, known
}

// neighbours are the samples next to a moment, -1 where there is none near.
func neighbours(samples []Sample, at time.Time) (before, after int) {
	before, after = -1, -1
	for i, s := range samples {
		switch distance := s.At.Sub(at); {
		case distance <= 0 && distance >= -farSample:
			before = i
		case distance > 0 && distance <= farSample && after < 0:
			after = i
		}
	}
	return before, after
}
