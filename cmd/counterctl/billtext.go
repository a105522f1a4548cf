package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"countercheck/checks"
)

// text writes what was read for a console.
func (r *billsRead) text(out io.Writer) error {
	var b strings.Builder
	for _, n := range r.not {
		fmt.Fprintln(&b, r.about(n))
		if len(n.Header) > 0 {
			fmt.Fprintf(&b, "   %s\n", r.say("columns", map[string]any{"Columns": strings.Join(n.Header, ", ")}))
		}
	}
	for _, one := range r.bills {
		facts := map[string]any{"Name": one.Name, "Issuer": r.say("issuer."+string(one.Issuer), nil), "From": one.From.Format(time.DateOnly), "To": one.To.Format(time.DateOnly)}
		if one.Rows == 0 {
			fmt.Fprintln(&b, r.say("empty", facts))
			continue
		}
		fmt.Fprintln(&b, r.say("file", facts))
	}
	for _, t := range r.twice {
		fmt.Fprintln(&b, r.say("twice", map[string]any{"Name": t.name, "Same": t.same}))
	}
	if len(r.bills) > 0 {
		all := r.all()
		fmt.Fprintln(&b, r.say("rows", map[string]any{
			"Rows": all.Rows, "Payments": all.Payments, "Paid": all.Paid.String(), "Refunded": all.Refunded, "Reversed": all.Reversed, "Back": all.Back.String(),
		}))
		if _, off := r.now.Zone(); off != 8*60*60 {
			fmt.Fprintln(&b, r.say("zone", map[string]any{"Zone": r.now.Format("UTC-07:00")}))
		}
	}
	if r.repeated > 0 {
		fmt.Fprintln(&b, r.say("overlap", map[string]any{"Rows": r.repeated}))
	}
	r.returnedText(&b)
	r.troubleText(&b)
	_, err := io.WriteString(out, b.String())
	return err
}

// returnedText lists the rows that gave money back.
func (r *billsRead) returnedText(b *strings.Builder) {
	if len(r.matches) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", r.say("returned", nil))
	matched := 0
	for _, m := range r.matches {
		one := r.returned(m)
		fmt.Fprintf(b, "  %s\n", r.say("row", map[string]any{
			"At": m.Row.At.Format(time.DateTime), "Kind": r.say("kind."+string(m.Row.Kind), nil), "Amount": one.Amount, "Order": cmp.Or(one.Order, one.Number), "Broken": one.Broken,
		}))
		kept := "nocase"
		if m.Case != "" {
			kept = "case"
		}
		fmt.Fprintf(b, "     %s · %s\n", one.Said, r.say(kept, nil))
		if joined(m) {
			matched++
		}
	}
	fmt.Fprintf(b, "  %s\n", r.say("matched", map[string]any{"Returned": len(r.matches), "Matched": matched}))
	if rest := len(r.rows) - len(r.matches); rest > 0 {
		fmt.Fprintf(b, "  %s\n", r.say("rest", map[string]any{"Rows": rest}))
	}
}

// troubleText lists what does not fit, what is damaged, and what is worth a look.
func (r *billsRead) troubleText(b *strings.Builder) {
	var doubts, damaged, patterns []string
	for _, one := range r.bills {
		name := one.Name + ": "
		if len(r.bills) == 1 {
			name = ""
		}
		for _, d := range one.Doubts {
			doubts = append(doubts, name+r.doubt(d))
		}
		for _, d := range one.Damaged {
			damaged = append(damaged, name+r.say("line", map[string]any{"Line": d.Line, "Why": r.damage(d)}))
		}
		if one.Worse > 0 {
			damaged = append(damaged, name+r.say("worse", map[string]any{"Rows": one.Worse}))
		}
		for _, p := range one.Patterns {
			patterns = append(patterns, name+r.pattern(p))
		}
	}
	if len(patterns) > 0 {
		patterns = append(patterns, r.say("ours", nil), r.say("stands", nil))
	}
	for _, list := range []struct {
		title string
		lines []string
	}{{"doubts", doubts}, {"damaged", damaged}, {"patterns", patterns}} {
		if len(list.lines) > 0 {
			fmt.Fprintf(b, "\n%s\n  %s\n", r.say(list.title, nil), strings.Join(list.lines, "\n  "))
		}
	}
}

// all is what the files say together. Rows that stand in several count once.
func (r *billsRead) all() (all checks.Bill) {
	again := map[checks.BillKind]int{}
	for _, b := range r.bills {
		all.Rows, all.Payments, all.Refunded, all.Reversed = all.Rows+b.Rows, all.Payments+b.Payments, all.Refunded+b.Refunded, all.Reversed+b.Reversed
		all.Paid, all.Back = all.Paid+b.Paid, all.Back+b.Back
		if all.From.IsZero() || !b.From.IsZero() && b.From.Before(all.From) {
			all.From = b.From
		}
		if b.To.After(all.To) {
			all.To = b.To
		}
		for _, row := range b.Returned {
			again[row.Kind]++
			all.Back -= row.Amount
		}
	}
	for _, row := range r.rows {
		again[row.Kind]--
		all.Back += row.Amount
	}
	all.Rows -= r.repeated
	all.Refunded -= again[checks.BillRefund]
	all.Reversed -= again[checks.BillReversal]
	return all
}

// shownOf is how much of an order number is shown where it is masked.
const shownOf = 4

func (r *billsRead) number(order string) string {
	text := []rune(order)
	if !r.mask || len(text) == 0 {
		return order
	}
	if len(text) <= shownOf {
		return strings.Repeat("*", shownOf)
	}
	return strings.Repeat("*", shownOf) + string(text[len(text)-shownOf:])
}

func (r *billsRead) say(key string, facts map[string]any) string {
	return r.words.Say("bill."+key, facts)
}

func (r *billsRead) damage(d checks.BillDamage) string {
	return r.say("damage."+d.Why, map[string]any{"Field": d.Field})
}

func (r *billsRead) doubt(d checks.BillDoubt) string {
	return r.say("doubt."+d.Why, map[string]any{"Field": d.Field, "Said": d.Said, "Found": d.Found})
}

func (r *billsRead) pattern(p checks.BillPattern) string {
	to := p.To.Format("15:04")
	if p.To.YearDay() != p.From.YearDay() {
		to = p.To.Format("2006-01-02 15:04")
	}
	return r.say("pattern."+string(p.Kind), map[string]any{"From": p.From.Format("2006-01-02 15:04"), "To": to, "Rows": p.Rows, "Amount": p.Amount.String()})
}

func (r *billsRead) about(n *checks.BillError) string {
	return r.say("about", map[string]any{"Name": n.Name, "Why": r.notBill(n)})
}

func (r *billsRead) notBill(n *checks.BillError) string {
	issuer := ""
	if n.Issuer != "" {
		issuer = r.say("issuer."+n.Issuer, nil)
	}
	return r.say("not."+n.Why, map[string]any{"Issuer": issuer, "Line": n.Line, "Header": len(n.Header) > 0})
}
