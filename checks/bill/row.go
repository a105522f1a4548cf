package bill

import (
	"slices"
	"time"

	"countercheck/checks"
)

// row reads a row of details.
func (r *reading) row(line []byte) error {
	t := r.table
	r.cells = split(line, t.sep, r.cells)
	row, why, field := r.rowOf(t, r.cells)
	if why != "" {
		r.damage(why, field)
		return nil
	}
	r.section.rows++
	r.section.add(t, r.cells, row.Kind)
	returned := row.Kind != checks.BillPayment
	if r.opt.Each == nil && !returned {
		r.tally.payment(row)
		return nil
	}
	if why, field = r.identify(t, r.cells, &row); why != "" {
		r.section.rows--
		r.section.unsure = true
		r.damage(why, field)
		return nil
	}
	if returned {
		r.tally.returned(row)
	} else {
		r.tally.payment(row)
	}
	if r.opt.Each != nil {
		if err := r.opt.Each(row); err != nil {
			return &fileError{err}
		}
	}
	return nil
}

// rowOf reads what every row is counted by.
func (r *reading) rowOf(t *table, cells [][]byte) (row checks.BillRow, why, field string) {
	if !t.fits(cells) {
		return row, "columns", ""
	}
	row.Line, row.Way = r.line, t.format.way
	var ok bool
	if row.Kind, ok = t.kind(cells); !ok {
		return row, "state", t.name(roleState)
	}
	if row.At, field, ok = r.when(t, cells, row.Kind); !ok {
		return row, "time", field
	}
	if row.Amount, field, ok = t.amount(cells, row.Kind); !ok {
		return row, "amount", field
	}
	if row.Amount < 0 {
		row.Amount = -row.Amount
		if t.format.issuer == checks.BillMapped && row.Kind == checks.BillPayment {
			row.Kind = checks.BillRefund
		}
	}
	for _, n := range []role{roleNumber, roleOrder} {
		if !readable(t.cell(cells, n), t.gbk) {
			return row, "characters", t.name(n)
		}
	}
	if t.at[roleNumber] >= 0 && len(t.cell(cells, roleNumber)) == 0 {
		return row, "number", t.name(roleNumber)
	}
	row.Broken = destroyed(t.cell(cells, roleNumber), true) || destroyed(t.cell(cells, roleOrder), false)
	return row, "", ""
}

// identify reads the numbers of a row, which only some are kept of.
func (r *reading) identify(t *table, cells [][]byte, row *checks.BillRow) (why, field string) {
	for _, n := range []struct {
		role role
		into *string
		own  bool // made by the shop
	}{{roleNumber, &row.Number, false}, {roleOrder, &row.Order, true}, {roleRefund, &row.Refund, t.format.issuer != checks.BillWeChat}, {roleRefundState, &row.State, false}} {
		if row.Kind == checks.BillPayment && n.role >= roleRefund {
			break // those columns are of refunds
		}
		cell := t.cell(cells, n.role)
		if destroyed(cell, !n.own) {
			row.Broken = true // what is left of it says nothing, and is not kept
			continue
		}
		text, ok := number(cell, t.gbk)
		if !ok {
			return "characters", t.name(n.role)
		}
		if n.own {
			var hidden bool
			if text, hidden = checks.Veil(text); hidden && row.Kind != checks.BillPayment {
				r.tally.veiled++
			}
		}
		*n.into = text
	}
	row.Refund, row.State = used(row.Refund), used(row.State)
	row.Code = t.format.code != "" && string(t.cell(cells, roleType)) == t.format.code
	return "", ""
}

// used is a cell's text, "" where it is not used.
func used(text string) string {
	if text == "0" {
		return ""
	}
	return text
}

// fits reports that a row has the header's columns. Separators at its end are no
// columns, and a remark at its end may hold some.
func (t *table) fits(cells [][]byte) bool {
	more := cells[min(len(cells), len(t.names)):]
	empty := !slices.ContainsFunc(more, func(c []byte) bool { return len(c) > 0 })
	return len(cells) >= len(t.names) && (empty || t.last)
}

// cell is a row's cell in a role, empty where there is no such column.
func (t *table) cell(cells [][]byte, r role) []byte {
	if i := t.at[r]; i >= 0 && i < len(cells) {
		return cells[i]
	}
	return nil
}

// kind is what a row did.
func (t *table) kind(cells [][]byte) (checks.BillKind, bool) {
	kind, ok := t.kinds[string(t.cell(cells, roleState))]
	if !ok {
		kind = t.format.usual
	}
	return kind, kind != ""
}

// when a row was: a refund when it was asked for.
func (r *reading) when(t *table, cells [][]byte, kind checks.BillKind) (at time.Time, field string, ok bool) {
	if kind == checks.BillRefund && t.at[roleAsked] >= 0 {
		if at, ok = r.clock.read(t.cell(cells, roleAsked)); ok {
			return at, t.name(roleAsked), true
		}
	}
	at, ok = r.clock.read(t.cell(cells, roleTime))
	return at, t.name(roleTime), ok
}

// amount is what was paid or given back. A reversal stands with either.
func (t *table) amount(cells [][]byte, kind checks.BillKind) (amount checks.Money, field string, ok bool) {
	if kind != checks.BillPayment && t.at[roleBack] >= 0 {
		if amount, ok = fen(t.cell(cells, roleBack)); !ok || amount != 0 || kind == checks.BillRefund || t.at[rolePaid] < 0 {
			return amount, t.name(roleBack), ok
		}
	}
	as := rolePaid
	if t.at[rolePaid] < 0 {
		as = roleBack
	}
	amount, ok = fen(t.cell(cells, as))
	return amount, t.name(as), ok
}
