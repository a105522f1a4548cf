package checks

import (
	"fmt"
	"time"
)

// Bill is what was read of a bill that the merchant downloaded: its figures, the
// rows that gave money back, and what was wrong with it. Of payments only counts
// are kept; customers' ids and card numbers never are.
type Bill struct {
	ID       string     `json:"id"`   // SHA-256 of what it says: the same again, packed or not, is the same bill
	Name     string     `json:"name"` // the file's, without its folder
	Issuer   BillIssuer `json:"issuer"`
	Read     time.Time  `json:"read"` // when it was read
	From     time.Time  `json:"from,omitzero"`
	To       time.Time  `json:"to,omitzero"` // its first and last row
	Rows     int        `json:"rows"`        // of details, damaged ones not counted
	Payments int        `json:"payments"`
	Refunded int        `json:"refunded"` // rows that gave a finished sale back
	Reversed int        `json:"reversed"` // rows of sales that were reversed
	Paid     Money      `json:"paid_fen"` // by payments
	Back     Money      `json:"back_fen"` // by refunds and reversals
	// Returned are the refunds and reversals, in the file's order.
	Returned []BillRow     `json:"returned,omitempty"`
	Hours    []BillHour    `json:"hours,omitempty"` // in the order of time; hours without a row are absent
	Damaged  []BillDamage  `json:"damaged,omitempty"`
	Worse    int           `json:"worse,omitempty"` // damaged rows beyond those listed
	Doubts   []BillDoubt   `json:"doubts,omitempty"`
	Patterns []BillPattern `json:"patterns,omitempty"`
}

// BillIssuer says whose bill it is.
type BillIssuer string

// The issuers whose bills are known. BillMapped is another one's, whose columns a
// person named.
const (
	BillWeChat BillIssuer = "wechat"
	BillAlipay BillIssuer = "alipay"
	BillMapped BillIssuer = "mapped"
)

// BillKind is what a row did.
type BillKind string

// The kinds of row.
const (
	BillPayment  BillKind = "payment"
	BillRefund   BillKind = "refund"   // a finished sale was paid back
	BillReversal BillKind = "reversal" // the sale was reversed: it did not happen
)

// BillRow is one row of a bill.
type BillRow struct {
	Line   int       `json:"line"`
	At     time.Time `json:"at"` // of a payment and a reversal when it was paid, of a refund when it was asked for
	Way    Way       `json:"way,omitempty"`
	Kind   BillKind  `json:"kind"`
	Order  string    `json:"order,omitempty"`  // the merchant's order number
	Number string    `json:"number,omitempty"` // the provider's
	Refund string    `json:"refund,omitempty"` // the refund's own number
	Amount Money     `json:"amount_fen"`       // paid or given back, never negative
	Code   bool      `json:"code,omitempty"`   // paid with a payment code
	State  string    `json:"state,omitempty"`  // the refund's, in the provider's word
	// Broken: a spreadsheet program has destroyed the order number.
	Broken bool `json:"broken,omitempty"`
}

// BillHour is how many rows an hour had.
type BillHour struct {
	From     time.Time `json:"from"`
	Payments int       `json:"payments"`
	Refunded int       `json:"refunded"`
	Reversed int       `json:"reversed"`
}

// BillDamage is a row that could not be read and was skipped. Why is a key under
// bill.damage. in the translations, Field the column it was seen in.
type BillDamage struct {
	Line  int    `json:"line"`
	Why   string `json:"why"`
	Field string `json:"field,omitempty"`
}

// BillDoubt is something about a bill as a whole that does not fit, such as totals
// that are not the rows' sum. Why is a key under bill.doubt. in the translations.
type BillDoubt struct {
	Why   string `json:"why"`
	Field string `json:"field,omitempty"`
	Said  string `json:"said,omitempty"`  // what the bill says
	Found string `json:"found,omitempty"` // what its rows come to
}

// PatternKind is a sort of trade that risk control may look at.
type PatternKind string

// The patterns. No platform publishes its rules: these are only worth a look.
const (
	PatternManySmall PatternKind = "many_small"    // many small payments in a short time
	PatternEqual     PatternKind = "equal_amounts" // the same amount again and again
	PatternOddHours  PatternKind = "odd_hours"     // payments while the shop usually sleeps
)

// BillPattern is one that a bill shows.
type BillPattern struct {
	Kind   PatternKind `json:"kind"`
	From   time.Time   `json:"from"`
	To     time.Time   `json:"to"`
	Rows   int         `json:"rows"`
	Amount Money       `json:"amount_fen,omitempty"` // of equal amounts
}

// BillMatch is a row that gave money back, joined to what was measured and recorded.
type BillMatch struct {
	Row    BillRow `json:"row"`
	Minute Minute  `json:"minute"`         // what was measured then
	Case   string  `json:"case,omitempty"` // id of the recorded case; "": nobody recorded it
}

// BillColumns names the columns of a bill whose issuer is not known, as they stand
// in its header.
type BillColumns struct {
	Time, Order, State, Amount string
	// Refunded and Reversed are the words in the state's column for a refund and
	// for a reversal; what is in neither is a payment.
	Refunded, Reversed []string
}

// BillError says why a file was not read as a bill. Why is a key under bill.not. in
// the translations.
type BillError struct {
	Name string // the file's
	Why  string // empty, totals_only, fund_flow, picture, spreadsheet, unknown...
	// Issuer is whose it seems to be, where it is another's: a key under bill.issuer.
	Issuer string
	// Header is the line that looks like the header, cut into columns, where a
	// person could name them.
	Header []string
	Line   int // where it was seen, 0: nowhere in particular
}

func (e *BillError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s, line %d: not read as a bill (%s)", e.Name, e.Line, e.Why)
	}
	return fmt.Sprintf("%s: not read as a bill (%s)", e.Name, e.Why)
}
