package checks

// RefundCause is a cause of the article by its id in items.md.
type RefundCause string

// The causes, R for the first half of the article and C for the second.
const (
	CauseNetwork  RefundCause = "R1" // 网络延迟
	CauseMistyped RefundCause = "R2" // 交易异常: the amount
	CauseSystem   RefundCause = "R3" // 系统故障
	CauseCustomer RefundCause = "R4" // 消费者操作不当
	CauseBalance  RefundCause = "C1" // 账户余额不足
	CauseRisk     RefundCause = "C2" // 交易异常 (风控)
	CauseVerify   RefundCause = "C3" // 安全验证失败
	CauseMerchant RefundCause = "C4" // 商户信息不符
	CauseAccount  RefundCause = "C5" // 账户异常
)

// RefundCauses lists them in the article's order.
var RefundCauses = []RefundCause{
	CauseNetwork, CauseMistyped, CauseSystem, CauseCustomer, CauseBalance, CauseRisk, CauseVerify, CauseMerchant, CauseAccount,
}

// Answers are what a person answered, by question: the id of the cause it asks
// for. A question that was not answered is absent.
type Answers map[RefundCause]Answer

// Answer is yes, no or a person's "don't know".
type Answer string

// The answers.
const (
	AnswerYes     Answer = "yes"
	AnswerNo      Answer = "no"
	AnswerUnknown Answer = "unknown"
)

// Likely is a cause that is likely, and why.
type Likely struct {
	Cause  RefundCause `json:"id"`
	Weight float64     `json:"weight"` // 0 to 1, for their order; no probability
	// Reason is a key under triage.reason. in the translations, and Facts its figures.
	Reason string         `json:"reason"`
	Facts  map[string]any `json:"facts,omitempty"`
	// Actions are keys under triage.do. in the translations, in their order.
	Actions []string `json:"actions"`
	Call    Callee   `json:"call,omitempty"` // whom to call about it
}

// Callee is whom to call; the shop enters the numbers.
type Callee string

// Whom to call. Only WeChat Pay's number is shipped.
const (
	CallAcquirer  Callee = "acquirer"
	CallProvider  Callee = "provider"
	CallBroadband Callee = "broadband"
	CallCashier   Callee = "cashier" // who made the till program
	CallBank      Callee = "bank"
)

// Triage is what follows from a sale, the answers and the minute.
type Triage struct {
	Likely []Likely // the likeliest first; empty: nothing points anywhere
	// Ask are the questions that still matter, in the order to ask them.
	Ask []RefundCause
	// First is what to do at once, keys under triage.do., before any cause.
	First []string
	// Withheld are pieces of advice that are not safe now.
	Withheld []Withheld
	Call     []Callee // whom to call, without repeats
}

// Withheld is advice that people expect and do not get, with the reason: both keys
// in the translations, under triage.do. and triage.withheld.
type Withheld struct {
	Advice string
	Why    string
}
