package checks

import (
	"cmp"
	"slices"
	"time"
)

// The figures of the rules.
const (
	pollLimit     = 45 * time.Second // WeChat Pay's own limit for asking about a sale (pay.weixin.qq.com/doc/v2/merchant/4011937125)
	normalRequest = 3 * time.Second  // WeChat Pay's own limit of normal (pay.weixin.qq.com/docs/merchant/sdk-tools/network-cloud-guide.html)
	lossLimit     = 0.05             // as for wan.lossy
	manyAlike     = 4                // our judgement
	settledFrom   = 0.9              // from here on nobody is asked any more
	explainsFrom  = 0.85             // a measurement that explains it, if not alone
	toldFrom      = 0.8              // a person's word that is as good
	leastWeight   = 0.15             // what is less is not shown
)

// TriageOf works out what follows from a sale, a person's answers and what was
// measured in that minute. It is the same for the same input, and says nothing of a
// minute that was not measured.
func TriageOf(s Sale, answers Answers, m Minute) Triage {
	t := &saleSeen{Sale: s, Answers: answers, Minute: m}
	t.code, _ = FindErrorCode(s.Code)
	for _, c := range m.Channels {
		if s.Way == "" || c.ID == string(s.Way) {
			t.channels = append(t.channels, c)
		}
	}
	r := Triage{Likely: t.likely()}
	r.Withheld = t.withheld()
	r.First = safe(r.Withheld, firstSteps[t.standing()])
	for i := range r.Likely {
		l := &r.Likely[i]
		do := stepsOf(*l)
		l.Actions, l.Call = safe(r.Withheld, do.do), do.call
		if l.Call != "" && !slices.Contains(r.Call, l.Call) {
			r.Call = append(r.Call, l.Call)
		}
	}
	if !slices.Contains(r.Call, CallAcquirer) { // whose sale it is, whatever the cause
		r.Call = append(r.Call, CallAcquirer)
	}
	r.Ask = t.questions(r.Likely)
	return r
}

// likely are the causes that anything speaks for, each with its strongest reason.
func (t *saleSeen) likely() []Likely {
	best := map[RefundCause]Likely{}
	add := func(l Likely, asked bool) {
		if weight := t.weighed(l, asked); weight > max(best[l.Cause].Weight, leastWeight) {
			l.Weight = weight
			best[l.Cause] = l
		}
	}
	for _, r := range triageRules {
		if facts, holds := r.When(t); holds {
			add(Likely{Cause: r.Cause, Weight: r.Weight, Reason: r.Reason, Facts: facts}, r.Asked)
		}
	}
	for _, l := range t.shown() {
		add(l, false)
	}
	all := make([]Likely, 0, len(best))
	for _, cause := range RefundCauses {
		if l, found := best[cause]; found {
			all = append(all, l)
		}
	}
	slices.SortStableFunc(all, func(a, b Likely) int { return cmp.Compare(b.Weight, a.Weight) })
	return all
}

// weighed is a reason's weight beside what else is known, 0 where it is ruled out. A
// person's "no" ends what was asked and halves what a code says; what was measured of
// the line is not taken back by what a person thinks of it.
func (t *saleSeen) weighed(l Likely, asked bool) float64 {
	no, finished := t.Answers[l.Cause] == AnswerNo, t.State == StateRefund
	switch {
	case !t.possible(l.Cause), no && asked:
		return 0
	case no && l.Cause != CauseNetwork:
		return l.Weight / 2
	case finished && l.Cause == CauseNetwork: // the line did not keep its result away
		return l.Weight / 2
	default:
		return l.Weight
	}
}

// possible: once the money is there, nothing that keeps a customer from paying can
// have been the reason.
func (t *saleSeen) possible(cause RefundCause) bool {
	return t.standing() != salePaid || !slices.Contains(beforePaying, cause)
}

// beforePaying are the causes that end a sale before any money moves.
var beforePaying = []RefundCause{CauseCustomer, CauseBalance, CauseVerify, CauseAccount}

// shown is what an error code says.
func (t *saleSeen) shown() []Likely {
	if t.code.Code == "" {
		return nil
	}
	weight, reason := weightCode, "code_usual"
	if t.code.Clear {
		weight, reason = weightClear, "code"
	}
	if t.code.Cause == CauseNetwork && t.fine() {
		weight /= 2 // it may be the terminal's own line; this PC's was clear
	}
	facts := map[string]any{"Code": t.code.Code}
	var all []Likely
	if t.code.Cause != "" {
		all = append(all, Likely{Cause: t.code.Cause, Weight: weight, Reason: reason, Facts: facts})
	}
	if t.code.Also != "" && (t.code.Also != CauseNetwork || !t.fine()) {
		all = append(all, Likely{Cause: t.code.Also, Weight: weightAlso, Reason: "code_also", Facts: facts})
	}
	return all
}

// questions are those that only a person can answer and that still matter, in the
// order in which they are worth the time.
func (t *saleSeen) questions(likely []Likely) (ask []RefundCause) {
	for _, l := range likely {
		if l.Weight >= settledFrom || l.Weight >= toldFrom && t.Answers[l.Cause] == AnswerYes {
			return nil
		}
	}
	for _, q := range triageQuestions {
		if t.Answers[q.Cause] == "" && t.possible(q.Cause) && q.Matters(t) && (!measuredCause(likely) || slices.Contains(besideMeasured, q.Cause)) {
			ask = append(ask, q.Cause)
		}
	}
	return ask
}

// besideMeasured are the questions that still matter where a measurement explains the
// sale: these happen on a bad line as well, and the customer can mend them.
var besideMeasured = []RefundCause{CauseVerify, CauseCustomer}

// measuredCause: what was measured, and not what a person said, explains the sale well.
func measuredCause(likely []Likely) bool {
	return slices.ContainsFunc(likely, func(l Likely) bool {
		return l.Weight >= explainsFrom && (l.Cause == CauseNetwork || l.Cause == CauseSystem) && l.Reason != "others_offline" && l.Reason != "terminal_fault"
	})
}

// question is one that a person is asked.
type question struct {
	Cause   RefundCause
	Matters func(t *saleSeen) bool
}

// triageQuestions is THE list, in the order they are asked: what happens most first.
var triageQuestions = []question{
	{CauseNetwork, func(t *saleSeen) bool { return !t.speaks() }},
	{CauseVerify, func(t *saleSeen) bool { return t.Way != WayCard }},
	{CauseCustomer, func(t *saleSeen) bool { return t.Way != WayCard }},
	{CauseBalance, always},
	{CauseMistyped, always},
	{CauseSystem, func(t *saleSeen) bool { return t.Minute.Terminal == nil || t.Minute.Terminal.Lost == 0 }},
	{CauseMerchant, always},
	{CauseRisk, always},
	{CauseAccount, always},
}

func always(*saleSeen) bool { return true }
