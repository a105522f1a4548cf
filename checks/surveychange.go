package checks

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
	Time     Effect `json:"time"`
	Failures Effect `json:"failures"`

	Before SurveySide `json:"before"`
	After  SurveySide `json:"after"`
}

// SurveySide are the figures of one side, over the hosts that both sides asked.
type SurveySide struct {
	Median Span `json:"median_ms"` // of whole requests that were answered
	Count  int  `json:"count"`
	Failed int  `json:"failed"`
}

// CompareSurveys says whether the line is better after a repair.
func CompareSurveys(before, after Survey) SurveyChange {
	return SurveyChange{Time: EffectUnknown, Failures: EffectUnknown}
}
