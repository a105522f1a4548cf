package bill

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"countercheck/checks"
)

// section is the part of a file under one header, as far as totals tell of it.
type section struct {
	rows, damaged   int
	payments, backs int
	sums            []checks.Money
	unsure          bool // something in the sums could not be read
	told            bool // the totals came
}

func (s *section) lines() int { return s.rows + s.damaged }

// add counts a row.
func (s *section) add(t *table, cells [][]byte, kind checks.BillKind) {
	if kind == checks.BillPayment {
		s.payments++
	} else {
		s.backs++
	}
	for i, column := range t.sums {
		if column < 0 || t.format.sums[i].kind != "" && t.format.sums[i].kind != kind {
			continue
		}
		amount, ok := fen(cells[column])
		if !ok {
			s.unsure = true
		}
		s.sums[i] += amount
	}
}

// readTotals compares the figures under the head of the totals with the rows.
func (r *reading) readTotals(line []byte) {
	values := split(line, r.table.sep, nil)
	for i, name := range r.totals {
		what, known := r.table.format.told[name]
		if !known || i >= len(values) {
			continue
		}
		if what.column == "" {
			r.tellCount(name, string(values[i]), r.section.lines(), r.section.rows)
			continue
		}
		r.tellSum(name, string(bytes.TrimSpace(values[i])), what)
	}
	r.totals, r.section.told = nil, true
}

// tellCount compares how many rows there should be. What is damaged may have been a row
// or not, so that two figures can be right.
func (r *reading) tellCount(field, said string, found ...int) {
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(said, ".0")))
	switch {
	case err != nil:
		r.tally.doubt(checks.BillDoubt{Why: "totals", Field: field})
	case !slices.Contains(found, n):
		r.tally.doubt(checks.BillDoubt{Why: "rows", Field: field, Said: strconv.Itoa(n), Found: strconv.Itoa(found[0])})
	}
}

// tellSum compares a sum. Where a row was damaged the sums cannot be right, and that
// row is told already.
func (r *reading) tellSum(field, said string, what sum) {
	if r.section.unsure || r.section.damaged > 0 {
		return
	}
	for i, s := range r.table.format.sums {
		if s != what || r.table.sums[i] < 0 {
			continue
		}
		amount, ok := fen([]byte(strings.ReplaceAll(said, ",", "")))
		found := r.section.sums[i]
		switch {
		case !ok:
			r.tally.doubt(checks.BillDoubt{Why: "totals", Field: field})
		case amount != found && amount != -found: // some write what was given back with a minus
			r.tally.doubt(checks.BillDoubt{Why: "sum", Field: field, Said: amount.String(), Found: found.String()})
		}
	}
}

// remarks are the lines in which Alipay's details end.
var remarks = regexp.MustCompile(`^#\s*(交易|退款)合计\s*[:\x{ff1a}]\s*([\d,]+)\s*笔(?:.*?商家实收(?:退款)?共\s*(-?[\d,.]+)\s*元)?`)

// remark reads a line of Alipay's that begins with #.
func (r *reading) remark(text string) {
	if strings.Contains(text, "业务明细列表结束") {
		r.section.told = true
		return
	}
	found := remarks.FindStringSubmatch(text)
	if found == nil {
		return
	}
	r.section.told = true
	rows, kind := r.section.payments, checks.BillPayment
	if found[1] == "退款" {
		rows, kind = r.section.backs, checks.BillRefund
	}
	if r.section.damaged == 0 {
		r.tellCount(found[1]+"合计", strings.ReplaceAll(found[2], ",", ""), rows)
	}
	if found[3] != "" {
		r.tellSum(found[1]+"合计", found[3], sum{"商家实收", kind})
	}
}

// summary is Alipay's other member, with totals by shop.
type summary struct {
	here              bool // it is being read
	read              bool
	payments, refunds int  // the columns
	paid, back        int  // what they say
	lines             int  // that said it
	all               bool // one of them was that of all shops
}

func newSummary(header []string) summary {
	s := summary{here: true, read: true, payments: -1, refunds: -1}
	for i, name := range header {
		switch name {
		case alipaySums:
			s.payments = i
		case "退款订单总笔数":
			s.refunds = i
		}
	}
	return s
}

// take adds a shop up, or takes the line of all shops for the sum.
func (s *summary) take(cells [][]byte) {
	if len(cells) <= max(s.payments, s.refunds) || s.payments < 0 || s.refunds < 0 || s.all {
		return
	}
	paid, err1 := strconv.Atoi(string(cells[s.payments]))
	back, err2 := strconv.Atoi(string(cells[s.refunds]))
	if err1 != nil || err2 != nil {
		return
	}
	if strings.HasPrefix(decode(cells[0], isGBK(cells[0])), "合计") {
		s.all, s.paid, s.back = true, 0, 0
	}
	s.lines++
	s.paid, s.back = s.paid+paid, s.back+back
}
