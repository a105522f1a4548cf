package checks

import "time"

// What counts as a sale like another one that was refunded.
const (
	alikeSpan  = time.Hour
	alikeSmall = Money(10_00) // our judgement of a small sale
)

// RecordsOf is what the shop's records say of a sale: of its terminal (nil: not
// known), and of the other refund cases of the hour before.
func RecordsOf(t *Terminal, known Records, cases []Case, at, now time.Time) (m MinuteRecords) {
	m.Alike = salesAlike(cases, at)
	if t == nil {
		return m
	}
	m.Terminal, m.Merchant, m.Replaced = t.Title(), t.Merchant, t.Seen != (TerminalSeen{})
	m.Version = JudgeVersion(*t, known.Rules, known.Ages, now).State
	return m
}

// salesAlike counts the cases of the hour before a sale whose amount is small, or that of
// another of them.
func salesAlike(cases []Case, at time.Time) (n int) {
	same := map[Money]int{}
	for _, c := range cases {
		if before := at.Sub(c.Sale.At); c.Counts() && c.Sale.Amount > 0 && before > 0 && before <= alikeSpan {
			same[c.Sale.Amount]++
		}
	}
	for amount, count := range same {
		if count > 1 || amount <= alikeSmall {
			n += count
		}
	}
	return n
}
