package ui

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// What is said of a bill: pure functions over it. Its times are Beijing's.

// billTab is a page of an open bill.
type billTab string

// The tabs, in the screen's order.
const (
	billOverview billTab = "overview"
	billReturned billTab = "returned"
	billDamaged  billTab = "damaged"
)

// billView is an open bill.
type billView struct {
	Title, File string
	Notes       []string // that it was read before, that the PC's zone is another
	Tiles       []figureTile
	Doubts      []string
	Patterns    []string
	Tabs        []billTabView
}

type billTabView struct {
	ID   billTab
	Name string
}

func viewBill(w *assets.Words, b checks.Bill, j billJoined, before, now time.Time) billView {
	v := billView{Title: billTitle(w, b), File: w.Say("billscreen.file", map[string]any{"Name": b.Name, "When": caseWhen(w, b.Read, now)})}
	if !before.IsZero() {
		v.Notes = append(v.Notes, w.Say("billscreen.before", map[string]any{"When": caseWhen(w, before, now)}))
	}
	if zone := zoneTrouble(w, now); zone != "" {
		v.Notes = append(v.Notes, zone)
	}
	v.Tiles = billTiles(w, b, j)
	for _, d := range b.Doubts {
		v.Doubts = append(v.Doubts, w.Say("bill.doubt."+d.Why, map[string]any{"Field": d.Field, "Said": d.Said, "Found": d.Found}))
	}
	for _, p := range b.Patterns {
		v.Patterns = append(v.Patterns, patternText(w, p, now))
	}
	count := func(tab billTab, n int) billTabView {
		return billTabView{tab, w.Say("billscreen.tab."+string(tab), map[string]any{"Count": n})}
	}
	v.Tabs = []billTabView{count(billOverview, 0), count(billReturned, b.Refunded+b.Reversed)}
	if n := damagedRows(b); n > 0 {
		v.Tabs = append(v.Tabs, count(billDamaged, n))
	}
	return v
}

// billTitle is whose bill it is, and the days it covers.
func billTitle(w *assets.Words, b checks.Bill) string {
	issuer := map[string]any{"Issuer": w.Say("bill.issuer."+string(b.Issuer), nil)}
	if b.Rows == 0 {
		return w.Say("billscreen.whose_empty", issuer)
	}
	issuer["From"], issuer["To"] = billDay(b.From), billDay(b.To)
	return w.Say("billscreen.whose", issuer)
}

func billDay(t time.Time) string { return t.In(china).Format(time.DateOnly) }

// zoneTrouble says that this PC's clock is in another zone than bills are, "" if not.
func zoneTrouble(w *assets.Words, now time.Time) string {
	if _, off := now.Zone(); off == 8*60*60 {
		return ""
	}
	return w.Say("bill.zone", map[string]any{"Zone": now.Format("UTC-07:00")})
}

func damagedRows(b checks.Bill) int { return len(b.Damaged) + b.Worse }

// billTiles are its figures. The sums of refunds and reversals are told apart where
// all rows are there to be added up.
func billTiles(w *assets.Words, b checks.Bill, j billJoined) (tiles []figureTile) {
	count := func(key string, n int) string { return w.Say("billscreen.figure."+key, map[string]any{"Count": n}) }
	add := func(id, value, about string) {
		tiles = append(tiles, figureTile{w.Say("billscreen.tile."+id, nil), value, about})
	}
	sums := map[checks.BillKind]checks.Money{}
	for _, m := range j.rows {
		sums[m.Row.Kind] += m.Row.Amount
	}
	sum := func(kind checks.BillKind, rows int) string {
		switch {
		case rows == 0:
			return ""
		case len(j.rows) == b.Refunded+b.Reversed:
			return "¥" + sums[kind].String()
		case rows == b.Refunded+b.Reversed:
			return "¥" + b.Back.String()
		default:
			return ""
		}
	}
	add("payments", count("sales", b.Payments), "¥"+b.Paid.String())
	add("refunded", count("sales", b.Refunded), sum(checks.BillRefund, b.Refunded))
	add("reversed", count("sales", b.Reversed), sum(checks.BillReversal, b.Reversed))
	if n := damagedRows(b); n > 0 {
		add("damaged", count("lines", n), "")
	}
	if len(j.rows) > 0 {
		bad, measured := badRows(j.rows)
		if measured > 0 {
			about := w.Say("billscreen.figure.bad_of", map[string]any{"Of": measured})
			if rest := len(j.rows) - measured; rest > 0 {
				about += between + count("unmeasured", rest)
			}
			add("bad", count("bad", bad), about)
		} else {
			add("bad", w.Say("case.figure.unknown", nil), count("unmeasured", len(j.rows)))
		}
	}
	return tiles
}

// badRows counts the rows in bad minutes, and those in minutes that were measured.
func badRows(all []checks.BillMatch) (bad, measured int) {
	for _, m := range all {
		if !m.Minute.Measured || m.Minute.PCOnly || m.Minute.Level == checks.Unknown {
			continue
		}
		measured++
		if m.Minute.Level >= checks.Warn {
			bad++
		}
	}
	return bad, measured
}

func patternText(w *assets.Words, p checks.BillPattern, now time.Time) string {
	from, to := p.From.In(china), p.To.In(china)
	end := to.Format("15:04")
	if !sameDay(from, to) {
		end = moment(w, to, now.In(china))
	}
	return w.Say("bill.pattern."+string(p.Kind), map[string]any{"From": moment(w, from, now.In(china)), "To": end, "Rows": p.Rows, "Amount": p.Amount.String()})
}

func damageText(w *assets.Words, d checks.BillDamage) string {
	return w.Say("bill.line", map[string]any{"Line": d.Line, "Why": w.Say("bill.damage."+d.Why, map[string]any{"Field": d.Field})})
}

// rowView is a row that gave money back.
type rowView struct {
	What, When string // how much and what; when and which order
	Said       report.MinuteSaid
	Stand      string
	Recorded   bool
}

func viewRow(w *assets.Words, m checks.BillMatch, full bool, now time.Time) rowView {
	row, now := m.Row, now.In(china)
	parts := []string{"¥" + row.Amount.String(), w.Say("bill.kind."+string(row.Kind), nil)}
	if row.Way != "" {
		parts = append(parts, report.Channel(w, string(row.Way)))
	}
	v := rowView{What: strings.Join(parts, between), When: moment(w, row.At.In(china), now), Recorded: m.Case != ""}
	switch order := cmp.Or(row.Order, row.Number); {
	case row.Broken:
		v.When += between + w.Say("billscreen.row.broken", nil)
	case order != "":
		v.When += between + w.Say("billscreen.row.order", map[string]any{"Order": masked(order, full)})
	}
	v.Said = report.SayMinute(w, m.Minute, row.Way, row.Shown().In(china), now)
	v.Stand = w.Say("billscreen.row.unrecorded", nil)
	if v.Recorded {
		v.Stand = w.Say("billscreen.row.recorded", nil)
	}
	return v
}

// maskedTo is how much of an order number is shown.
const maskedTo = 4

// masked is an order number as it is shown: its end alone, all of it to a technician
// who asks.
func masked(order string, full bool) string {
	text := []rune(order)
	if full || len(text) <= maskedTo {
		return order
	}
	return "…" + string(text[len(text)-maskedTo:])
}

// billFact is a line of a row's page.
type billFact struct{ Name, Text string }

func rowFacts(w *assets.Words, row checks.BillRow, full bool, now time.Time) (facts []billFact) {
	add := func(leaf, text string) {
		if text != "" {
			facts = append(facts, billFact{w.Say("billscreen.row."+leaf, nil), text})
		}
	}
	now = now.In(china)
	if row.Kind == checks.BillReversal {
		add("when_reversal", moment(w, row.At.In(china), now))
		add("shown", w.Say("billscreen.row.shown_about", map[string]any{"Time": row.Shown().In(china).Format("15:04")}))
	} else {
		add("when", moment(w, row.At.In(china), now))
	}
	if row.Way != "" {
		add("way", report.Channel(w, string(row.Way)))
	}
	if row.Broken {
		add("number", w.Say("billscreen.row.broken", nil))
	} else {
		add("number", masked(row.Order, full))
	}
	add("provider_number", masked(row.Number, full))
	add("refund_number", masked(row.Refund, full))
	return facts
}

// saleOf is what a row says of the sale, as it is recorded. A refund may have been
// asked for days after the sale: what the terminal showed then nobody knows.
func saleOf(row checks.BillRow) checks.Sale {
	s := checks.Sale{At: row.Shown(), Received: checks.ReceivedNo, Way: row.Way, State: checks.StateRefund, Amount: row.Amount}
	if row.Kind == checks.BillReversal {
		s.Showed, s.State = checks.ShowedReversed, checks.StateRevoked
	}
	if !row.Broken {
		s.Order = cmp.Or(row.Order, row.Number)
	}
	return s
}

// notBill says what a file is that is no bill.
func (u *UI) notBill(e *checks.BillError) string {
	issuer := ""
	if e.Issuer != "" {
		issuer = u.say("bill.issuer." + e.Issuer)
	}
	return u.words.Say("bill.not."+e.Why, map[string]any{"Issuer": issuer, "Line": e.Line, "Header": len(e.Header) > 0})
}

// sentence begins with a capital, where letters have them.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// billTrouble says why a file was not read.
func (u *UI) billTrouble(r billResult) string {
	said := map[string]any{"Name": r.name()}
	var not *checks.BillError
	switch {
	case r.err == nil:
		return ""
	case errors.As(r.err, &not):
		return u.words.Say("bill.about", map[string]any{"Name": r.name(), "Why": u.notBill(not)})
	case errors.Is(r.err, context.Canceled):
		return u.words.Say("billscreen.stopped", said)
	case errors.Is(r.err, fs.ErrNotExist):
		return u.words.Say("billscreen.not_there", said)
	case errors.Is(r.err, fs.ErrPermission):
		return u.words.Say("billscreen.not_allowed", said)
	case errors.Is(r.err, syscall.EISDIR):
		return u.words.Say("billscreen.folder", said)
	default:
		said["Error"] = r.err.Error()
		return u.words.Say("billscreen.failed", said)
	}
}

// severalWords are those that a person wrote into a line, with commas between them.
func severalWords(text string) []string {
	all := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",\uff0c\u3001;\uff1b", r) })
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}
