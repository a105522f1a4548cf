package ui

import (
	"slices"

	"countercheck/checks"
)

// The pages of a triage and their order: pure functions over what was answered.

// triageStep is what a page asks for or says.
type triageStep string

const (
	stepReceived   triageStep = "received" // did the money arrive?
	stepWhen       triageStep = "when"     // another time than now
	stepAdvice     triageStep = "advice"
	stepCustomer   triageStep = "customer" // the sentence for the customer, large
	stepTechnician triageStep = "technician"
	stepWay        triageStep = "way"
	stepShowed     triageStep = "showed"
	stepCode       triageStep = "code"
	stepAmount     triageStep = "amount"
	stepOrder      triageStep = "order"
	stepTerminal   triageStep = "terminal"
	stepMinute     triageStep = "minute"
	stepAsk        triageStep = "ask" // what only a person can answer
	stepResult     triageStep = "result"
)

// triagePage is a page; ask is the question of stepAsk.
type triagePage struct {
	step triageStep
	ask  checks.RefundCause
}

// saleSteps ask for what can be filled in once the customer has left.
var saleSteps = []triageStep{stepWay, stepShowed, stepCode, stepAmount, stepOrder, stepTerminal}

// pageAfter is the page that follows one. terminals is how many devices are on
// record.
func pageAfter(p triagePage, c checks.Case, ask []checks.RefundCause, terminals int) triagePage {
	switch {
	case p.step == stepReceived && c.Sale.Received != "":
		return triagePage{step: stepAdvice}
	case p.step == stepReceived || p.step == stepAdvice:
		return triagePage{step: stepWay}
	case slices.Contains(saleSteps, p.step):
		return triagePage{step: saleStepAfter(p.step, c, terminals)}
	default:
		return questionAfter(p.ask, ask)
	}
}

// saleStepAfter leaves out what there is nothing to ask for: a code where none was
// shown, the device where none is on record.
func saleStepAfter(step triageStep, c checks.Case, terminals int) triageStep {
	for _, next := range saleSteps[slices.Index(saleSteps, step)+1:] {
		if next == stepCode && c.Sale.Showed != checks.ShowedCode || next == stepTerminal && terminals == 0 {
			continue
		}
		return next
	}
	return stepMinute
}

// questionAfter is the first question that is still open, and the result where none
// is.
func questionAfter(asked checks.RefundCause, ask []checks.RefundCause) triagePage {
	for _, q := range ask {
		if q != asked {
			return triagePage{stepAsk, q}
		}
	}
	return triagePage{step: stepResult}
}

// receivedBy is what a word of the merchant app says of the money: the app is what
// counts, whatever was answered before.
func receivedBy(s checks.TradeState, before checks.Received) checks.Received {
	switch s {
	case checks.StateSuccess:
		return checks.ReceivedYes
	case checks.StateRefund, checks.StateRevoked:
		return checks.ReceivedNo
	case checks.StateNotPay:
		return checks.ReceivedUnsure
	default:
		return before
	}
}

// appStates are the words of the merchant app that are offered.
var appStates = []checks.TradeState{checks.StateSuccess, checks.StateRefund, checks.StateRevoked, checks.StateNotPay}

// saleKey names the texts for a sale, "" where nothing was answered. One that was paid
// and then paid back is another thing than one that never was.
func saleKey(s checks.Sale) string {
	if s.State == checks.StateRefund {
		return "refund.refunded"
	}
	return receivedKeys[s.Received]
}

// receivedKeys name the answers' texts, under refund.
var receivedKeys = map[checks.Received]string{
	checks.ReceivedYes: "refund.paid", checks.ReceivedNo: "refund.unpaid", checks.ReceivedUnsure: "refund.unsure",
}
