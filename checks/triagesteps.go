package checks

import "slices"

// The advice, keys under triage.do. in the translations. Some of it is given only
// while it is safe.
const (
	adviseLook    = "look_up"
	adviseCharge  = "charge_again"     // a new sale with a new number
	adviseRestart = "restart_terminal" // switch the terminal off and on
	adviseOther   = "other_way"        // take the money in another way
	adviseCode    = "fresh_code"       // scan again
	adviseCard    = "customer_changes" // pay with another card
	adviseRefund  = "refund_whole"     // pay it back, then take the right amount
)

// Why advice is withheld, keys under triage.withheld. in the translations.
const (
	withheldPaid   = "paid"    // the money is there already
	withheldOpen   = "open"    // the sale has not ended: it may yet be paid
	withheldOutage = "outage"  // the provider's trouble is not over
	withheldLooked = "look_up" // nobody has looked the sale up yet
)

// firstSteps are what to do at once, by how the sale stands.
var firstSteps = map[saleStanding][]string{
	saleUnlooked: {adviseLook, "tell_customer"},
	salePaid:     {"hand_over", "look_later", "keep_slip"},
	saleOver:     {"customer_looks", adviseCharge, adviseOther},
	saleOpen:     {"customer_enters", "wait_look_again", "call_with_time"},
}

// steps are what to do about a cause, and whom to call.
type steps struct {
	do   []string
	call Callee
}

var causeSteps = map[RefundCause]steps{
	CauseNetwork:  {[]string{adviseLook, adviseOther, "other_network", "wait_line"}, CallBroadband},
	CauseMistyped: {[]string{adviseLook, "check_amount", adviseRefund, adviseCharge}, CallAcquirer},
	CauseSystem:   {[]string{adviseLook, adviseOther, adviseRestart, "note_version", "call_acquirer"}, CallAcquirer},
	CauseCustomer: {[]string{adviseCode, "hold_still", adviseCharge}, ""},
	CauseBalance:  {[]string{adviseCard, adviseCharge, adviseOther}, ""},
	CauseRisk:     {[]string{"no_splitting", "risk_page", "registered_place"}, CallProvider},
	CauseVerify:   {[]string{"customer_enters", adviseCode, adviseCharge}, ""},
	CauseMerchant: {[]string{"stop_terminal", "compare_slip", "call_acquirer"}, CallAcquirer},
	CauseAccount:  {[]string{"customer_calls", "risk_page", adviseOther}, CallProvider},
}

// reasonSteps take the place of a cause's where its reason asks for something else.
var reasonSteps = map[string]steps{
	"replaced":        {[]string{"stop_terminal", "compare_slip", "call_acquirer"}, CallAcquirer},
	"intercepted":     {[]string{"stop_pc", adviseOther, "technician"}, CallCashier},
	"clock":           {[]string{adviseLook, "set_clock"}, CallCashier},
	"pc_setting":      {[]string{adviseLook, adviseOther, "technician"}, CallCashier},
	"cashier_stopped": {[]string{adviseLook, "start_cashier"}, CallCashier},
	"provider_down":   {[]string{adviseLook, adviseOther, "wait_provider"}, CallProvider},
	"version_blocked": {[]string{"stop_terminal", "note_version", "call_acquirer"}, CallAcquirer},
	"version_old":     {[]string{"note_version", "call_acquirer"}, CallAcquirer},
}

func stepsOf(l Likely) steps {
	if s, found := reasonSteps[l.Reason]; found {
		return s
	}
	return causeSteps[l.Cause]
}

// saleStanding is how a sale stands, for what is safe to do.
type saleStanding string

const (
	saleUnlooked saleStanding = "unlooked" // nobody has looked
	salePaid     saleStanding = "paid"
	saleOpen     saleStanding = "open" // it may yet be paid
	saleOver     saleStanding = "over" // it has ended, and the money is not there
)

// standing weighs what is known of the sale. The order's state outweighs what a person
// answered, since it is what the provider says; without one, a code that says "paid
// already" outweighs "not received", since being wrong there costs a customer money.
func (t *saleSeen) standing() saleStanding {
	switch {
	case t.State.Paid():
		return salePaid
	case t.State != "" && !t.State.Final():
		return saleOpen
	case t.State != "":
		return saleOver
	case t.Received == ReceivedYes || t.code.Paid:
		return salePaid
	case t.Received == ReceivedNo:
		return saleOver
	case t.Received == ReceivedUnsure:
		return saleOpen
	default:
		return saleUnlooked
	}
}

// withheld are the pieces of advice that people expect and that are not safe now.
func (t *saleSeen) withheld() []Withheld {
	both := func(why string) []Withheld { return []Withheld{{adviseCharge, why}, {adviseRestart, why}} }
	switch t.standing() {
	case salePaid:
		return []Withheld{{adviseCharge, withheldPaid}}
	case saleUnlooked:
		return both(withheldLooked)
	case saleOpen:
		return both(withheldOpen)
	default:
		if t.outage() {
			return both(withheldOutage)
		}
		return nil
	}
}

// chargesToo is other advice that ends in taking the money again, by why that is
// withheld: with an outage another way is still a way, and a paid sale of the wrong
// amount can be paid back whole.
var chargesToo = map[string][]string{
	withheldPaid:   {adviseOther, adviseCode, adviseCard},
	withheldLooked: {adviseOther, adviseCode, adviseCard, adviseRefund},
	withheldOpen:   {adviseOther, adviseCode, adviseCard, adviseRefund},
	withheldOutage: {adviseCode, adviseCard},
}

// outage: the provider of the sale is still in trouble.
func (t *saleSeen) outage() bool {
	return t.Minute.Lasts && t.Minute.Level >= Warn && t.Minute.Layer == LayerProvider && slices.ContainsFunc(t.channels, t.theirs)
}

// safe leaves out what is withheld, and whatever ends in the same. Where nothing is
// left, the sale is to be looked up.
func safe(withheld []Withheld, advice []string) []string {
	some := []string{}
	for _, a := range advice {
		if !slices.ContainsFunc(withheld, func(w Withheld) bool {
			return w.Advice == a || w.Advice == adviseCharge && slices.Contains(chargesToo[w.Why], a)
		}) {
			some = append(some, a)
		}
	}
	if len(some) == 0 {
		return []string{adviseLook}
	}
	return some
}

// TriageKeys are all reasons, pieces of advice and reasons to withhold one that a
// triage can name, for whoever has to have words for them.
func TriageKeys() (reasons, advice, withheld []string) {
	reasons = []string{"code", "code_usual", "code_also"}
	for _, r := range triageRules {
		reasons = append(reasons, r.Reason)
	}
	for _, first := range firstSteps {
		advice = append(advice, first...)
	}
	for _, s := range causeSteps {
		advice = append(advice, s.do...)
	}
	for _, s := range reasonSteps {
		advice = append(advice, s.do...)
	}
	return reasons, advice, []string{withheldPaid, withheldOpen, withheldOutage, withheldLooked}
}
