package checks

import (
	"strings"
	"time"
)

// matchWithin is how far a case may lie from a bill's row to be the same sale:
// people write a time down late.
const matchWithin = 5 * time.Minute

// Shown is when the terminal will have shown what a row did: a reversal stands in the
// bill at the time of its payment, and follows when a till has waited in vain.
func (r BillRow) Shown() time.Time {
	if r.Kind == BillReversal {
		return r.At.Add(pollLimit)
	}
	return r.At
}

// MatchRow is the id of the recorded case that a bill's row belongs to, "" for none:
// the one with the same order number, else the nearest in time of those that do not
// contradict the row.
func MatchRow(row BillRow, cases []Case) string {
	if !row.Broken {
		for _, c := range cases {
			if c.Counts() && sameOrder(row, c.Sale.Order) {
				return c.ID
			}
		}
	}
	best, nearest, known := "", matchWithin, false
	for _, c := range cases {
		apart := row.Shown().Sub(c.Sale.At).Abs()
		if !c.Counts() || apart > matchWithin || contradicts(row, c.Sale) {
			continue
		}
		amount := c.Sale.Amount != 0 // that agrees, which says more than a few minutes
		if best == "" || amount && !known || amount == known && apart < nearest {
			best, nearest, known = c.ID, apart, amount
		}
	}
	return best
}

// sameOrder: people copy the merchant's number from the slip, or the provider's from
// the merchant app.
func sameOrder(row BillRow, order string) bool {
	order = strings.TrimSpace(order)
	return order != "" && (order == row.Order || order == row.Number)
}

// contradicts: what was written down of a sale is not what the row says.
func contradicts(row BillRow, s Sale) bool {
	switch {
	case s.Amount != 0 && row.Amount != 0 && s.Amount != row.Amount:
		return true
	case s.Way != "" && row.Way != "" && s.Way != row.Way:
		return true
	default:
		order := strings.TrimSpace(s.Order)
		return order != "" && !row.Broken && row.Order+row.Number != "" && !sameEnd(row.Order, order)
	}
}

// masked begins an order number of which only the end was kept, since it looked like
// somebody's own number.
const masked = "****"

// sameEnd: a masked number can be the end of another.
func sameEnd(number, order string) bool {
	end, hidden := strings.CutPrefix(number, masked)
	return hidden && end != "" && strings.HasSuffix(order, end)
}
