package checks

import "slices"

// The advice, keys under triage.do. in the translations. Two pieces are given only
// while they are safe.
const (
	adviseCharge  = "charge_again"     // a new sale with a new number
	adviseRestart = "restart_terminal" // switch the terminal off and on
)

// Why advice is withheld, keys under triage.withheld. in the translations.
const (
	withheldPaid   = "paid"    // the money is there already
	withheldOpen   = "open"    // the sale has not ended: it may yet be paid
	withheldOutage = "outage"  // the provider's trouble is not over
	withheldLooked = "look_up" // nobody has looked the sale up yet
)

// firstSteps are what to do at once, by what the merchant app says.
var firstSteps = map[Received][]string{
	"":             {"look_up", "tell_customer"},
	ReceivedYes:    {"hand_over", "look_later", "keep_slip"},
	ReceivedNo:     {"customer_looks", adviseCharge, "other_way"},
	ReceivedUnsure: {"customer_enters", "wait_look_again", "call_with_time"},
}

// steps are what to do about a cause, and whom to call.
type steps struct {
	do   []string
	call Callee
}

var causeSteps = map[RefundCause]steps{
	CauseNetwork:  {[]string{"look_up", "other_way", "other_network", "wait_line"}, CallBroadband},
	CauseMistyped: {[]string{"look_up", "check_amount", "refund_whole", adviseCharge}, CallAcquirer},
	CauseSystem:   {[]string{"look_up", "other_way", adviseRestart, "note_version", "call_acquirer"}, CallAcquirer},
	CauseCustomer: {[]string{"fresh_code", "hold_still", adviseCharge}, ""},
	CauseBalance:  {[]string{"customer_changes", adviseCharge, "other_way"}, ""},
	CauseRisk:     {[]string{"no_splitting", "risk_page", "registered_place"}, CallProvider},
	CauseVerify:   {[]string{"customer_enters", "fresh_code", adviseCharge}, ""},
	CauseMerchant: {[]string{"stop_terminal", "compare_slip", "call_acquirer"}, CallAcquirer},
	CauseAccount:  {[]string{"customer_calls", "risk_page", "other_way"}, CallProvider},
}

// withheld are the pieces of advice that people expect and that are not safe now.
func (t *saleSeen) withheld() (all []Withheld) {
	add := func(advice, why string) { all = append(all, Withheld{Advice: advice, Why: why}) }
	switch {
	case t.Received == ReceivedYes:
		add(adviseCharge, withheldPaid)
	case t.Received == "":
		add(adviseCharge, withheldLooked)
		add(adviseRestart, withheldLooked)
	case !t.ended():
		add(adviseCharge, withheldOpen)
		add(adviseRestart, withheldOpen)
	case t.outage():
		add(adviseCharge, withheldOutage)
		add(adviseRestart, withheldOutage)
	}
	return all
}

// ended: nothing happens to the sale any more by itself. A state outweighs an answer,
// and a code that leaves the end open is outweighed by both.
func (t *saleSeen) ended() bool {
	if t.State != "" {
		return t.State.Final()
	}
	return t.Received == ReceivedNo || t.Received == ReceivedYes
}

// outage: the provider of the sale is still in trouble.
func (t *saleSeen) outage() bool {
	return t.Minute.Lasts && t.Minute.Level == Fail && t.Minute.Layer == LayerProvider && slices.ContainsFunc(t.channels, t.theirs)
}

// safe leaves out what is withheld.
func (t *saleSeen) safe(withheld []Withheld, advice ...string) []string {
	some := []string{}
	for _, a := range advice {
		if !slices.ContainsFunc(withheld, func(w Withheld) bool { return w.Advice == a }) {
			some = append(some, a)
		}
	}
	return some
}

// callee is whom to call about a cause.
func (t *saleSeen) callee(cause RefundCause, reason string) Callee {
	switch {
	case cause == CauseSystem && reason == "provider_down":
		return CallProvider
	case cause == CauseSystem && slices.Contains([]string{"cashier_stopped", "clock", "pc_setting", "intercepted"}, reason):
		return CallCashier
	default:
		return causeSteps[cause].call
	}
}

// TriageKeys are all reasons, pieces of advice and reasons to withhold one that a
// triage can name, for whoever has to have words for them.
func TriageKeys() (reasons, advice, withheld []string) {
	reasons = []string{"code", "code_also"}
	for _, r := range triageRules {
		reasons = append(reasons, r.Reason)
	}
	for _, first := range firstSteps {
		advice = append(advice, first...)
	}
	for _, s := range causeSteps {
		advice = append(advice, s.do...)
	}
	return reasons, advice, []string{withheldPaid, withheldOpen, withheldOutage, withheldLooked}
}
