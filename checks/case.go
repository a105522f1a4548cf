package checks

import (
	"slices"
	"time"
)

// Case is one sale for which the terminal showed a refund: what people said of it,
// what was measured, and what became of it. None is ever deleted.
type Case struct {
	ID       string    `json:"id"`
	Recorded time.Time `json:"recorded"` // when it was begun
	// Concluded is when a person said that all is written down. From then on only
	// FollowUp changes, and what was left empty can be filled.
	Concluded time.Time `json:"concluded,omitzero"`
	Sale      Sale      `json:"sale"`
	Answers   Answers   `json:"answers,omitempty"`
	Minute    Minute    `json:"minute"`           // what was measured then
	Likely    []Likely  `json:"likely,omitempty"` // the causes, the likeliest first
	Follow    FollowUp  `json:"follow"`
	Revision  int       `json:"revision"` // counts edits, so that two windows notice one another
	Listed    bool      `json:"-"`        // it is as lists show it, and cannot be saved
}

// ForList is a case as lists show it: without what was measured one by one and the
// advice, which are most of it.
func (c Case) ForList() Case {
	m := c.Minute
	c.Minute = Minute{
		Window: m.Window, Measured: m.Measured, Gap: m.Gap, Level: m.Level, Cause: m.Cause, Layer: m.Layer, Subject: m.Subject,
		Incident: m.Incident, PCOnly: m.PCOnly, Lasts: m.Lasts, Settled: m.Settled,
	}
	likely := make([]Likely, 0, len(c.Likely))
	for _, l := range c.Likely {
		likely = append(likely, Likely{Cause: l.Cause, Weight: l.Weight, Reason: l.Reason})
	}
	c.Likely, c.Listed = likely, true
	return c
}

// Open reports that somebody still waits for something.
func (c Case) Open() bool { return !c.Follow.Mistake && c.Follow.Status != CaseClosed }

// Counts reports that it is one: nobody said that it was begun by mistake.
func (c Case) Counts() bool { return !c.Follow.Mistake }

// pointsFrom is the weight from which a cause is counted as that of a case: what is
// less is a guess, or only says that nothing was measured.
const pointsFrom = 0.5

// Likeliest is the cause that a case is counted under; ok is false where nothing
// points to one.
func (c Case) Likeliest() (l Likely, ok bool) {
	if len(c.Likely) == 0 || c.Likely[0].Weight < pointsFrom {
		return Likely{}, false
	}
	return c.Likely[0], true
}

// Sale is what people know of the sale. Everything but At may be empty.
type Sale struct {
	At       time.Time  `json:"at"`                 // when the terminal showed it
	Received Received   `json:"received,omitempty"` // what the merchant app says of the money
	Way      Way        `json:"way,omitempty"`
	Showed   Showed     `json:"showed,omitempty"` // what the terminal showed
	Code     string     `json:"code,omitempty"`   // the error code it showed, as it is in the list
	State    TradeState `json:"state,omitempty"`  // what the merchant app calls it
	Amount   Money      `json:"amount_fen,omitempty"`
	Order    string     `json:"order,omitempty"`
	Terminal string     `json:"terminal,omitempty"` // id of its record
}

// Received is the answer to "did the money arrive?", item H1 of the article.
type Received string

// The answers; "" is none yet.
const (
	ReceivedYes    Received = "paid"
	ReceivedNo     Received = "unpaid"
	ReceivedUnsure Received = "unsure" // the app does not show the sale, or not its end
)

// ReceivedAnswers lists them as they are offered.
var ReceivedAnswers = []Received{ReceivedYes, ReceivedNo, ReceivedUnsure}

// Way is how the customer paid; its words are the channels'.
type Way string

// The ways; the first three are channels that are measured.
const (
	WayWeChat   Way = "wechat"
	WayAlipay   Way = "alipay"
	WayUnionPay Way = "unionpay"
	WayCard     Way = "card"
)

// Ways lists them as they are offered.
var Ways = []Way{WayWeChat, WayAlipay, WayUnionPay, WayCard}

// Showed is what the terminal showed.
type Showed string

// What terminals show. A reversal is called 撤销 by most and 冲正 by those that grew
// up with cards; both say that the sale did not happen.
const (
	ShowedRefund   Showed = "refund"   // 退款
	ShowedReversed Showed = "reversed" // 撤销
	ShowedReversal Showed = "reversal" // 冲正
	ShowedFailed   Showed = "failed"   // 失败
	ShowedCode     Showed = "code"     // an error code of the list
	ShowedOther    Showed = "other"
)

// AllShowed lists them as they are offered.
var AllShowed = []Showed{ShowedRefund, ShowedReversed, ShowedReversal, ShowedFailed, ShowedCode, ShowedOther}

// TradeState is an order's state as the merchant app or the provider calls it.
type TradeState string

// WeChat Pay's states (pay.weixin.qq.com/doc/v2/merchant/4011937125) and Alipay's
// (docs.antom.com/ac/barcode_cn). In the merchant app: 收款成功, 已退款, 已撤销, 未支付.
const (
	StateSuccess    TradeState = "SUCCESS"
	StateRefund     TradeState = "REFUND"
	StateRevoked    TradeState = "REVOKED"
	StateNotPay     TradeState = "NOTPAY"
	StateUserPaying TradeState = "USERPAYING"
	StatePayError   TradeState = "PAYERROR"
	StateClosed     TradeState = "CLOSED"
	StateAccept     TradeState = "ACCEPT"
	StateWaitBuyer  TradeState = "WAIT_BUYER_PAY" // Alipay
	StateTradeDone  TradeState = "TRADE_SUCCESS"  // Alipay
	StateFinished   TradeState = "TRADE_FINISHED" // Alipay: paid, and can no longer be refunded
	StateTradeGone  TradeState = "TRADE_CLOSED"   // Alipay: not paid in time, or paid back whole
)

// TradeStates lists them in the order in which a technician reads them.
var TradeStates = []TradeState{
	StateSuccess, StateRefund, StateRevoked, StateNotPay, StateUserPaying, StatePayError, StateClosed, StateAccept,
	StateWaitBuyer, StateTradeDone, StateFinished, StateTradeGone,
}

// Final reports that nothing changes any more by itself.
func (s TradeState) Final() bool {
	return s != "" && !slices.Contains([]TradeState{StateNotPay, StateUserPaying, StateAccept, StateWaitBuyer}, s)
}

// Paid reports that the money is there.
func (s TradeState) Paid() bool {
	return s == StateSuccess || s == StateTradeDone || s == StateFinished
}

// FollowUp is what becomes of a case, and all that can be changed of a concluded
// one.
type FollowUp struct {
	Status   CaseStatus `json:"status"`
	Answered time.Time  `json:"answered,omitzero"`   // when the customer was told why
	Closed   time.Time  `json:"closed,omitzero"`     // when it was closed
	Staff    int        `json:"staff_min,omitempty"` // minutes of the staff's time
	Repeat   bool       `json:"repeat,omitempty"`    // it happened to the same customer before
	Suspect  Suspicion  `json:"suspect,omitempty"`   // kept with facts only
	Mistake  bool       `json:"mistake,omitempty"`   // begun by mistake: kept, and not counted
	Note     string     `json:"note,omitempty"`      // no names, plates or numbers of customers
}

// CaseStatus is how far a case is.
type CaseStatus string

// The states of a case.
const (
	CaseOpen     CaseStatus = "open"
	CaseWaiting  CaseStatus = "waiting"  // the customer waits for money
	CaseAnswered CaseStatus = "answered" // the customer was told why
	CaseClosed   CaseStatus = "closed"
)

// CaseStatuses lists them in their order.
var CaseStatuses = []CaseStatus{CaseOpen, CaseWaiting, CaseAnswered, CaseClosed}

// Suspicion is what somebody suspects, item M4 of the article; "" for nothing.
type Suspicion string

// The suspicions.
const (
	SuspectRefund     Suspicion = "refund"     // a refund was asked for in bad faith
	SuspectScreenshot Suspicion = "screenshot" // a picture of a payment that never was
)

// CaseEntry is one line of the log: a case as it was after a change. Entries are
// only added, and each seals the one before it.
type CaseEntry struct {
	Number int64     `json:"number"` // 1 for the first, without holes
	At     time.Time `json:"at"`
	Case   Case      `json:"case"`
	Data   []byte    `json:"-"` // the case as it was written, in JSON
	// Seal is the SHA-256 over the seal before it and this entry, in hex.
	Seal string `json:"seal"`
}
