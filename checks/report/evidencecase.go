package report

import (
	"fmt"
	"strings"

	"countercheck/checks"
)

// refund is one case: what people said of it, what was measured, what is likely.
func (e *evidence) refund(n int, entry checks.CaseEntry) {
	c := entry.Case
	e.heading("case", map[string]any{"Number": n, "When": c.Sale.At.In(e.zone).Format("2006-01-02 15:04"), "Way": e.way(c.Sale.Way)})
	if c.Follow.Mistake {
		e.add(block{Kind: blockSentence, Level: checks.Unknown, Text: e.say("mistake", nil)})
	}
	said := SayMinute(e.w, e.plain(c.Minute), c.Sale.Way, c.Sale.At.In(e.zone), e.d.Made)
	e.add(block{Kind: blockSentence, Level: said.Level, Text: said.Line})
	e.sale(c)
	e.answers(c.Answers)
	if c.Minute.Measured {
		e.minute(c)
	}
	e.likely(c.Likely)
	if c.Follow.Note != "" {
		e.add(block{Kind: blockSub, Text: e.say("note", nil)})
		e.add(block{Kind: blockText, Text: e.clean.typed(c.Follow.Note)})
	}
	e.facts([][]string{{"entry", e.say("entry", map[string]any{"Number": entry.Number, "At": e.stamp(entry.At)})}, {"entry_seal", grouped(entry.Seal)}})
}

// plain is a minute whose facts are figures alone.
func (e *evidence) plain(m checks.Minute) checks.Minute {
	m.Facts = figures(e.w, m.Facts)
	if m.Terminal != nil {
		t := *m.Terminal
		t.Title = e.clean.typed(t.Title)
		m.Terminal = &t
	}
	return m
}

// sale is what people said. What the merchant app calls it stands in its own words,
// the provider's code beside.
func (e *evidence) sale(c checks.Case) {
	s := c.Sale
	e.facts([][]string{
		{"when", e.stamp(s.At)},
		{"showed", e.clean.typed(ShowedText(e.w, s))},
		{"state", e.state(s.State)},
		{"received", e.named("received.", string(s.Received))},
		{"way", e.way(s.Way)},
		{"amount", e.money(s.Amount)},
		{"order", e.order(s.Order)},
		{"terminal", e.terminalOf(c)},
		{"recorded", e.stamp(c.Recorded)},
		{"concluded", e.stamp(c.Concluded)},
		{"status", e.named("status.", string(c.Follow.Status))},
	})
}

// named is the word of one of a list, "" for none.
func (e *evidence) named(list, one string) string {
	if one == "" {
		return ""
	}
	return e.say(list+one, nil)
}

func (e *evidence) way(way checks.Way) string {
	if way == "" {
		return e.say("way_unknown", nil)
	}
	return Channel(e.w, string(way))
}

func (e *evidence) state(s checks.TradeState) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf("%s (%s)", e.w.Say("triage.state."+string(s), nil), s)
}

func (e *evidence) money(m checks.Money) string {
	if m == 0 {
		return ""
	}
	return e.say("yuan", map[string]any{"Amount": m.String()})
}

// order is an order number, or its last four characters.
func (e *evidence) order(number string) string {
	if e.d.ShowOrder || number == "" {
		return number
	}
	return lastFour(number)
}

func lastFour(number string) string {
	runes := []rune(number)
	return "****" + string(runes[max(0, len(runes)-4):])
}

func (e *evidence) terminalOf(c checks.Case) string {
	for _, t := range e.d.Terminals {
		if t.ID == c.Sale.Terminal && t.ID != "" {
			return e.clean.typed(t.Title())
		}
	}
	return e.clean.typed(c.Minute.Records.Terminal)
}

func (e *evidence) answers(all checks.Answers) {
	rows := [][]string{e.head("question", "answer")}
	for _, cause := range checks.RefundCauses {
		if answer, said := all[cause]; said {
			rows = append(rows, []string{e.w.Say("triage.ask."+string(cause), nil), e.w.Say("triage.answer."+string(answer), nil)})
		}
	}
	if len(rows) > 1 {
		e.add(block{Kind: blockSub, Text: e.say("answers", nil)})
		e.add(block{Kind: blockTable, Texts: 2, Rows: rows})
	}
}

// likely are the causes in their order, with the reason and what to do.
func (e *evidence) likely(all []checks.Likely) {
	e.add(block{Kind: blockSub, Text: e.say("likely", nil)})
	if len(all) == 0 {
		e.add(block{Kind: blockText, Text: e.w.Say("triage.nothing", nil)})
	}
	for n, l := range all {
		l.Facts = e.plainFacts(l.Facts)
		var do []string
		for _, action := range l.Actions {
			do = append(do, e.w.Say("triage.do."+action, nil))
		}
		b := block{Kind: blockText, Text: e.say("likely_is", map[string]any{
			"Number": n + 1, "Cause": e.w.Say("triage.cause."+string(l.Cause), nil), "ID": string(l.Cause), "Reason": Reason(e.w, l),
		})}
		if len(do) > 0 {
			b.Note = e.say("do", map[string]any{"Do": strings.Join(do, e.say("then", nil))})
		}
		e.add(b)
	}
}

// plainFacts are the facts of a reason that a report may show: figures, and what is
// one of a list. Counts that were stored come back as floating-point numbers.
func (e *evidence) plainFacts(facts map[string]any) map[string]any {
	plain := map[string]any{}
	for key, value := range facts {
		text, isText := value.(string)
		switch {
		case !isText:
			plain[key] = value
		case key == "Terminal":
			plain[key] = e.clean.typed(text)
		case key == "Channel" && e.w.Has("channel."+text):
			plain[key] = text
		case key == "Code" && CodeMeans(e.w, text) != "":
			plain[key] = text
		}
	}
	return factsOfReason(plain)
}

// factsOfReason turns whole numbers into such.
func factsOfReason(facts map[string]any) map[string]any {
	for key, value := range facts {
		if number, ok := value.(float64); ok && number == float64(int64(number)) {
			facts[key] = int64(number)
		}
	}
	return facts
}
