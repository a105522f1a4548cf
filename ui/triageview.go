package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// What a triage says: pure functions over the case and what follows from it.

// saleMoment is when a sale was: the day is said where it was not today.
func saleMoment(w *assets.Words, at, now time.Time) string {
	at = at.In(now.Location())
	if sameDay(at, now) {
		return at.Format("15:04")
	}
	return moment(w, at, now)
}

// measuredView is what was measured in the sale's minute, in a line.
type measuredView struct {
	Level checks.Level
	Text  string
	More  []string
}

// viewMeasured says a minute; nothing that was not measured is ever good. known is
// false while it is being looked up, failed is why it could not be.
func viewMeasured(w *assets.Words, c checks.Case, known bool, failed error, now time.Time) measuredView {
	switch {
	case failed != nil:
		return measuredView{Text: w.Say("refund.unread", map[string]any{"Error": failed.Error()})}
	case !known:
		return measuredView{Text: w.Say("refund.looking", nil)}
	}
	said := report.SayMinute(w, c.Minute, c.Sale.Way, c.Sale.At, now)
	v := measuredView{Level: said.Level, Text: said.Line, More: said.More}
	if v.Level < checks.Warn {
		return v
	}
	likely := checks.TriageOf(checks.Sale{At: c.Sale.At, Way: c.Sale.Way}, nil, c.Minute).Likely
	if len(likely) > 0 && likely[0].Cause == checks.CauseNetwork {
		v.Text = strings.TrimRight(v.Text, "。.") + w.Say("refund.stop_mark", nil) + w.Say("refund.perhaps", nil)
	}
	return v
}

// timeView is one of the times that are offered for "when did it show?".
type timeView struct {
	ID, Text string
	At       time.Time // zero: a page of its own asks
}

// minutesAgo are the times that are offered beside now.
var minutesAgo = []int{5, 15}

func viewTimes(w *assets.Words, began time.Time, when string, at, now time.Time) []timeView {
	all := []timeView{{"now", w.Say("refund.when.now", nil), began}}
	for _, n := range minutesAgo {
		all = append(all, timeView{fmt.Sprint(n), w.Say("refund.when.minutes", map[string]any{"Minutes": n}), began.Add(-time.Duration(n) * time.Minute)})
	}
	own := w.Say("refund.when.own", nil)
	if when == "own" {
		own = saleMoment(w, at, now)
	}
	return append(all, timeView{ID: "own", Text: own})
}

// adviceView is what to do now, by what the merchant app says of the money.
type adviceView struct {
	Title, Why string
	Steps      []string
	Withheld   []string // advice that is not safe now, with the reason
	Queue      string
	Customer   string
	State      checks.TradeState // the chosen word of the app
	Means      string            // what it means
}

func viewAdvice(w *assets.Words, c checks.Case, t checks.Triage, s checks.Snapshot) adviceView {
	key := saleKey(c.Sale)
	v := adviceView{
		Title: w.Say(key+".title", nil), Why: w.Say(key+".why", nil), Customer: w.Say(key+".customer", nil),
		Steps: doTexts(w, t.First), Withheld: withheldTexts(w, t), Queue: queueText(w, s, c.Sale.Way), State: c.Sale.State,
	}
	if w.Has(key+".title_wait") && slices.ContainsFunc(t.Withheld, func(no checks.Withheld) bool { return no.Advice == "charge_again" }) {
		v.Title = w.Say(key+".title_wait", nil)
	}
	if v.State != "" {
		v.Means = w.Say("triage.state_means."+string(v.State), nil)
	}
	return v
}

// doTexts are pieces of advice in words; one without words is left out.
func doTexts(w *assets.Words, keys []string) (all []string) {
	for _, key := range keys {
		if full := "triage.do." + key; w.Has(full) {
			all = append(all, w.Say(full, nil))
		}
	}
	return all
}

// withheldTexts are what is not advised now, and why: a line for each reason.
func withheldTexts(w *assets.Words, t checks.Triage) (all []string) {
	var reasons []string
	advice := map[string][]string{}
	for _, no := range t.Withheld {
		if !w.Has("triage.withheld."+no.Advice) || !w.Has("triage.withheld."+no.Why) {
			continue
		}
		if !slices.Contains(reasons, no.Why) {
			reasons = append(reasons, no.Why)
		}
		advice[no.Why] = append(advice[no.Why], w.Say("triage.withheld."+no.Advice, nil))
	}
	for _, why := range reasons {
		said := strings.Join(advice[why], w.Say("refund.also_not", nil))
		all = append(all, w.Say("triage.no", map[string]any{"Advice": said, "Why": w.Say("triage.withheld."+why, nil)}))
	}
	return all
}

// queueText says how to go on serving: by the ways that work now, the shop's code
// card and cash. A way that was not found to work is not named, nor that of the
// sale.
func queueText(w *assets.Words, s checks.Snapshot, way checks.Way) string {
	var ways []string
	for _, c := range s.Verdict.Channels {
		if c.Level == checks.OK && s.Doubt == 0 && c.ID != string(way) {
			ways = append(ways, report.Channel(w, c.ID))
		}
	}
	if len(ways) == 0 {
		return w.Say("refund.queue_none", nil)
	}
	return w.Say("refund.queue_ways", map[string]any{"Ways": strings.Join(ways, w.Say("refund.and", nil))})
}

// customerText is the polite sentence that can be shown across the counter. It
// promises no date.
func customerText(w *assets.Words, s checks.Sale) string {
	if key := saleKey(s); key != "" {
		return w.Say(key+".customer", nil)
	}
	return w.Say("refund.customer", nil)
}

// causeView is a likely cause.
type causeView struct {
	ID     checks.RefundCause
	Name   string
	Reason string
	Do     []string
}

// callView is whom to call, and what to tell.
type callView struct {
	ID                 checks.Callee
	Who, Number, About string // Number "": nobody entered it
}

// resultView is what the triage came to.
type resultView struct {
	Measured measuredView
	Causes   []causeView
	Nothing  string // there is no cause that anything speaks for
	Withheld []string
	Calls    []callView
}

func viewResult(w *assets.Words, c checks.Case, t checks.Triage, m measuredView, phone func(checks.Callee, checks.Way) (who, number string)) resultView {
	v := resultView{Measured: m, Withheld: withheldTexts(w, t)}
	for _, l := range t.Likely {
		cause := causeView{ID: l.Cause, Name: string(l.Cause), Do: doTexts(w, l.Actions)}
		if key := "triage.cause." + string(l.Cause); w.Has(key) {
			cause.Name = w.Say(key, nil)
		}
		if w.Has("triage.reason." + l.Reason) {
			cause.Reason = report.Reason(w, l)
		}
		v.Causes = append(v.Causes, cause)
	}
	if len(v.Causes) == 0 {
		v.Nothing = w.Say("triage.nothing", nil)
	}
	for _, id := range t.Call {
		who, number := phone(id, c.Sale.Way)
		v.Calls = append(v.Calls, callView{ID: id, Who: who, Number: number, About: w.Say("triage.asks."+string(id), nil)})
	}
	return v
}

// callText is what to tell on the telephone, as far as it is known, for the
// clipboard.
func callText(w *assets.Words, c checks.Case, m measuredView, now time.Time) string {
	var lines []string
	say := func(key, fact, value string) {
		if value != "" {
			lines = append(lines, w.Say("refund.copy."+key, map[string]any{fact: value}))
		}
	}
	s := c.Sale
	say("at", "At", s.At.In(now.Location()).Format("2006-01-02 15:04"))
	if s.Way != "" {
		say("way", "Way", w.Say("refund.way."+string(s.Way), nil))
	}
	if s.Amount > 0 {
		say("amount", "Amount", s.Amount.String())
	}
	say("order", "Order", s.Order)
	say("showed", "Showed", report.ShowedText(w, s))
	if s.State != "" {
		say("state", "State", w.Say("triage.state."+string(s.State), nil)+" ("+string(s.State)+")")
	}
	say("terminal", "Terminal", c.Minute.Records.Terminal)
	say("merchant", "Merchant", c.Minute.Records.Merchant)
	say("measured", "Line", m.Text)
	return strings.Join(lines, "\n")
}
