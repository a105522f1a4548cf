package bill

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"countercheck/checks"
)

// Bounds of what a bill keeps.
const (
	mostReturned = 100_000 // rows that gave money back
	mostHours    = 20 * 366 * 24
	mostDoubts   = 20
)

// tally counts what a file says.
type tally struct {
	bill     checks.Bill
	in       *time.Location
	hours    map[int64]*checks.BillHour // by hours since 1970
	seen     map[string]int             // rows that gave money back, by their key
	repeated int
	broken   int // rows whose number a spreadsheet program has destroyed
	veiled   int // order numbers that are hidden
	patterns patterns
}

func newTally(open checks.Hours, in *time.Location) tally {
	return tally{in: in, hours: map[int64]*checks.BillHour{}, seen: map[string]int{}, patterns: newPatterns(open, in)}
}

// read is how many rows were met.
func (t *tally) read() int { return t.bill.Rows + t.damagedRows() }

func (t *tally) damagedRows() int { return len(t.bill.Damaged) + t.bill.Worse }

// issued notes whose bill it is. Of a file with several, the first.
func (t *tally) issued(by checks.BillIssuer) { t.bill.Issuer = cmp.Or(t.bill.Issuer, by) }

// payment counts a payment.
func (t *tally) payment(row checks.BillRow) {
	t.bill.Payments++
	t.bill.Paid += row.Amount
	t.patterns.payment(row.At, row.Amount)
	if h := t.count(row); h != nil {
		h.Payments++
	}
}

// returned counts and keeps a row that gave money back. One that stands twice in the
// file counts once.
func (t *tally) returned(row checks.BillRow) {
	if !row.Broken {
		if i, known := t.seen[Key(row)]; known {
			t.repeated++
			t.bill.Returned[i].State = row.State // as it was later
			return
		}
	}
	h := t.count(row)
	if h == nil {
		h = &checks.BillHour{}
	}
	if row.Kind == checks.BillReversal {
		t.bill.Reversed++
		h.Reversed++
	} else {
		t.bill.Refunded++
		h.Refunded++
	}
	t.bill.Back += row.Amount
	if len(t.bill.Returned) == mostReturned {
		return
	}
	if !row.Broken {
		t.seen[Key(row)] = len(t.bill.Returned)
	}
	t.bill.Returned = append(t.bill.Returned, row)
}

// count counts a row, and brings its hour where there is room for it.
func (t *tally) count(row checks.BillRow) *checks.BillHour {
	b := &t.bill
	b.Rows++
	if row.Broken {
		t.broken++
	}
	if b.From.IsZero() || row.At.Before(b.From) {
		b.From = row.At
	}
	if row.At.After(b.To) {
		b.To = row.At
	}
	hour := row.At.Unix() / int64(time.Hour/time.Second)
	h := t.hours[hour]
	if h == nil && len(t.hours) < mostHours {
		h = &checks.BillHour{From: time.Unix(hour*int64(time.Hour/time.Second), 0).In(t.in)}
		t.hours[hour] = h
	}
	return h
}

func (t *tally) damage(d checks.BillDamage) {
	if len(t.bill.Damaged) < mostDamaged {
		t.bill.Damaged = append(t.bill.Damaged, d)
	} else {
		t.bill.Worse++
	}
}

func (t *tally) doubt(d checks.BillDoubt) {
	if len(t.bill.Doubts) < mostDoubts {
		t.bill.Doubts = append(t.bill.Doubts, d)
	}
}

// readable refuses a file of which nine rows in ten are damaged: its figures would be
// those of another bill.
func (t *tally) readable() error {
	bad := t.damagedRows()
	if bad == 0 || bad*10 < 9*(bad+t.bill.Rows) {
		return nil
	}
	return &checks.BillError{Why: "damaged", Issuer: string(t.bill.Issuer), Line: t.bill.Damaged[0].Line}
}

// finish makes the bill of what was read.
func (r *reading) finish() checks.Bill {
	t := &r.tally
	for _, h := range t.hours {
		t.bill.Hours = append(t.bill.Hours, *h)
	}
	slices.SortFunc(t.bill.Hours, func(a, b checks.BillHour) int { return a.From.Compare(b.From) })
	if s := r.summary; s.read && t.damagedRows() == 0 && s.lines > 0 {
		r.untold = false
		r.tellCount(alipaySums, strconv.Itoa(s.paid), t.bill.Payments)
		r.tellCount("退款订单总笔数", strconv.Itoa(s.back), t.bill.Refunded+t.bill.Reversed+t.repeated)
	}
	for _, d := range []struct {
		why   string
		is    bool
		found int
	}{
		{"cut_off", r.cutOff, 0},
		{"totals_missing", r.untold && !r.cutOff, 0},
		{"numbers", t.broken > 0, t.broken},
		{"personal", t.veiled > 0, t.veiled},
		{"repeated", t.repeated > 0, t.repeated},
		{"many_returned", t.bill.Refunded+t.bill.Reversed > mostReturned, mostReturned},
	} {
		if !d.is {
			continue
		}
		doubt := checks.BillDoubt{Why: d.why}
		if d.found > 0 {
			doubt.Found = strconv.Itoa(d.found)
		}
		t.doubt(doubt)
	}
	t.bill.Patterns = t.patterns.found(t.bill)
	return t.bill
}
