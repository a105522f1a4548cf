package checks

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// Effect is how something stands after a repair.
type Effect string

// The effects. Same means that no difference is seen beyond the line's own ups and
// downs, not that there is none.
const (
	EffectBetter  Effect = "better"
	EffectWorse   Effect = "worse"
	EffectSame    Effect = "same"
	EffectUnknown Effect = "unknown" // too little was measured
)

// SurveyChange compares a survey after a repair with the one before.
type SurveyChange struct {
	Time     Effect     `json:"time"`     // of requests that were answered
	Failures Effect     `json:"failures"` // of requests that were not
	Before   SurveySide `json:"before"`
	After    SurveySide `json:"after"`
}

// SurveySide are the figures of one side, over the hosts that both sides asked.
type SurveySide struct {
	Median Span `json:"median_ms"` // of whole requests that were answered
	Count  int  `json:"count"`
	Failed int  `json:"failed"`
}

// Differences that nobody would notice are not told, however sure they are.
const (
	leastTime     = 0.15 // of the time
	leastFailures = 0.03 // of all requests
)

// CompareSurveys says whether the line is better after a repair, by the hosts that
// both surveys asked; where money travels by any of them, by those alone. Less than
// MinSurvey seconds on either side give no answer, and about 40 are needed for one
// that is better than "same".
//
// Of 1,000 pairs of surveys of one unchanged line, fewer than 50 are told to differ
// in either way: how sure each answer must be is set so that both together stay below
// that. The assumed lengths of a line's swings and the numbers of parts were chosen
// by simulation (TestEqualPairsAreSeldomToldToDiffer, TestARealRepairIsSeen); a swing
// that is longer than a whole survey cannot be told from a repair by anybody.
func CompareSurveys(before, after Survey) SurveyChange {
	pairs := surveyPairs(before, after)
	change := SurveyChange{Before: sideOf(pairs, 0), After: sideOf(pairs, 1)}
	was, is := ticksOf(pairs, 0), ticksOf(pairs, 1)
	change.Time = timeChange(was.times, is.times)
	change.Failures = failureChange(was.failed, is.failed)
	return change
}

// surveyPair is one host before and after.
type surveyPair [2]SurveyHost

// surveyPairs finds the hosts that both surveys asked.
func surveyPairs(before, after Survey) (pairs []surveyPair) {
	asked := map[string]SurveyHost{}
	for _, h := range after.Hosts {
		asked[h.place()] = h
	}
	for _, h := range before.Hosts {
		if again, ok := asked[h.place()]; ok {
			pairs = append(pairs, surveyPair{h, again})
		}
	}
	inUse := func(p surveyPair) bool { return p[0].InUse && p[1].InUse }
	if slices.ContainsFunc(pairs, inUse) {
		pairs = slices.DeleteFunc(pairs, func(p surveyPair) bool { return !inUse(p) })
	}
	return pairs
}

func (h SurveyHost) place() string { return h.Host + " " + strconv.Itoa(h.Port) }

func sideOf(pairs []surveyPair, side int) (s SurveySide) {
	var totals []Span
	for _, pair := range pairs {
		for _, p := range pair[side].Probes {
			if !p.Counts() {
				continue
			}
			if s.Count++; p.OK() {
				totals = append(totals, Span(p.Phases.Total()))
			} else {
				s.Failed++
			}
		}
	}
	s.Median = spread(totals).Median
	return s
}

// surveyTicks are one value a second. Hosts asked in the same second share the line
// and its bad moments: taken one by one, one bad moment would count many times.
type surveyTicks struct {
	times  []float64 // how slow, as a logarithm, beside the host's own usual time; seconds without an answer are absent
	failed []float64 // share of the hosts that failed
}

func ticksOf(pairs []surveyPair, side int) (ticks surveyTicks) {
	longest := 0
	usual := make([]float64, len(pairs))
	for i, pair := range pairs {
		usual[i] = median(slices.Concat(logTimes(pair[0].Probes), logTimes(pair[1].Probes)))
		longest = max(longest, len(pair[side].Probes))
	}
	for second := range longest {
		var times []float64
		asked, failed := 0, 0
		for i, pair := range pairs {
			if second >= len(pair[side].Probes) || !pair[side].Probes[second].Counts() {
				continue
			}
			asked++
			if p := pair[side].Probes[second]; p.OK() {
				times = append(times, logTime(p)-usual[i])
			} else {
				failed++
			}
		}
		if len(times) > 0 {
			ticks.times = append(ticks.times, median(times))
		}
		if asked > 0 {
			ticks.failed = append(ticks.failed, float64(failed)/float64(asked))
		}
	}
	return ticks
}

func logTimes(probes []SurveyProbe) (all []float64) {
	for _, p := range probes {
		if p.Counts() && p.OK() {
			all = append(all, logTime(p))
		}
	}
	return all
}

// logTime: what doubles a time counts alike on a quick line and on a slow one. The
// tenth of a millisecond to which times are kept is the least.
func logTime(p SurveyProbe) float64 {
	return math.Log(max(Span(p.Phases.Total()).Milliseconds(), 0.1))
}

// timeChange compares ranks, which a few very slow requests do not move.
func timeChange(before, after []float64) Effect {
	seconds := float64(min(len(before), len(after)))
	if seconds < MinSurvey {
		return EffectUnknown
	}
	shift := median(after) - median(before)
	was, is := jointRanks(before, after)
	sure, measured := beyondNoise(was, is, sureOfTime, 600/seconds)
	sure = sure && math.Abs(shift) >= -math.Log(1-leastTime) && fifthsApart(before, after)
	return effectOf(sure, measured, shift)
}

func failureChange(before, after []float64) Effect {
	seconds := float64(min(len(before), len(after)))
	if seconds < MinSurvey {
		return EffectUnknown
	}
	shift := mean(after) - mean(before)
	sure, measured := beyondNoise(before, after, sureOfFailures, max(1, 1e4/seconds/seconds))
	sure = sure && math.Abs(shift) >= leastFailures
	return effectOf(sure, measured, shift)
}

func effectOf(sure, measured bool, shift float64) Effect {
	switch {
	case !measured:
		return EffectUnknown
	case !sure:
		return EffectSame
	case shift < 0:
		return EffectBetter
	default:
		return EffectWorse
	}
}

// jointRanks replaces values by their ranks among both sides; equal ones share.
func jointRanks(a, b []float64) (ranksA, ranksB []float64) {
	all := slices.Concat(a, b)
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(all[i], all[j]) })
	ranks := make([]float64, len(all))
	for i := 0; i < len(order); {
		end := i
		for end < len(order) && all[order[end]] == all[order[i]] {
			end++
		}
		for _, at := range order[i:end] {
			ranks[at] = float64(i+end-1) / 2
		}
		i = end
	}
	return ranks[:len(a)], ranks[len(a):]
}
