package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

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

// minute is what was measured: how much was lost, the terminal, each way of paying
// with the samples around the sale, and whether a sale would have got its result.
func (e *evidence) minute(c checks.Case) {
	m := c.Minute
	key := "measured"
	if m.PCOnly {
		key = "measured_pc_only"
	}
	e.add(block{Kind: blockSub, Text: e.say(key, nil)})
	e.facts([][]string{{"window", e.around(m.Window)}, {"cause", e.cause(m)}, {"loss", e.loss(m.Pings)}, {"answered", e.answered(m.Terminal)}})
	channels := slices.Clone(m.Channels)
	slices.SortStableFunc(channels, func(a, b checks.ChannelMinute) int { // the sale's own first
		switch {
		case a.ID == string(c.Sale.Way) && a.ID != b.ID:
			return -1
		case b.ID == string(c.Sale.Way) && a.ID != b.ID:
			return 1
		}
		return 0
	})
	for _, channel := range channels {
		e.samples(channel)
	}
	if !m.PCOnly {
		e.survival(channels)
	}
}

// around is a case's window, which is too short for minutes alone.
func (e *evidence) around(in checks.Window) string {
	if in.From.IsZero() {
		return ""
	}
	return in.From.In(e.zone).Format("2006-01-02 15:04:05") + " – " + in.To.In(e.zone).Format("15:04:05 -07:00")
}

// cause is what the watch believed then.
func (e *evidence) cause(m checks.Minute) string {
	if m.Level < checks.Warn || m.Cause == "" || m.Cause == checks.None {
		return ""
	}
	title := e.w.Say("cause."+string(m.Cause)+".title", factsFor(e.w, m.Subject, figures(e.w, m.Facts)))
	return fmt.Sprintf("%s (%s)", title, m.Cause)
}

func (e *evidence) loss(p checks.PingMinute) string {
	if p.Sent == 0 {
		return ""
	}
	facts := map[string]any{"Sent": p.Sent, "Lost": p.Lost}
	if share, enough := p.Loss(); enough {
		facts["Percent"] = percent(share)
		return e.say("loss", facts)
	}
	return e.say("loss_few", facts)
}

func (e *evidence) answered(t *checks.TerminalMinute) string {
	if t == nil {
		return e.say("terminal_not_asked", nil)
	}
	return e.say("terminal_asked", map[string]any{"Title": e.clean.typed(t.Title), "Asked": t.Asked, "Lost": t.Lost})
}

// samples are all requests to a way's host around the sale, a line each.
func (e *evidence) samples(c checks.ChannelMinute) {
	facts := map[string]any{"Channel": Channel(e.w, c.ID), "Host": c.Host, "Usual": ""}
	if len(c.Samples) == 0 {
		e.text("channel_not_measured", facts)
		return
	}
	if c.Usual > 0 {
		facts["Usual"] = Figure(e.w, time.Duration(c.Usual))
	}
	e.add(block{Kind: blockSub, Text: e.say("channel", facts)})
	rows := [][]string{e.head("at", "result", "dns", "tcp", "tls", "first_byte", "total")}
	for _, s := range c.Samples {
		row := []string{s.At.In(e.zone).Format("15:04:05"), e.result(s.Level, s.Failed, s.Class)}
		for _, phase := range evidencePhases {
			took, ran := s.Phases[phase]
			row = append(row, milliseconds(time.Duration(took), ran))
		}
		rows = append(rows, append(row, milliseconds(s.Took, s.Took > 0 && !s.Failing())))
	}
	e.add(block{Kind: blockTable, Texts: 2, Rows: rows})
}

// evidencePhases are those that support asks for, in their order.
var evidencePhases = []checks.Phase{checks.Resolve, checks.Connect, checks.TLS, checks.Processing}

// result is how one request ended: in words, and where and how it failed.
func (e *evidence) result(level checks.Level, failed checks.Phase, class checks.ErrorClass) string {
	word := e.say("result."+level.String(), nil)
	if failed == "" && class == checks.NoError {
		return word
	}
	var why []string
	if failed != "" {
		why = append(why, e.say("phase."+string(failed), nil))
	}
	if class != checks.NoError {
		why = append(why, e.say("class."+string(class), nil))
	}
	return e.say("result_why", map[string]any{"Result": word, "Why": strings.Join(why, " ")})
}

// survival says for each way whether a sale that waits so long would have got its
// result, and on how many samples that rests.
func (e *evidence) survival(channels []checks.ChannelMinute) {
	head := e.head("way")
	for _, waits := range checks.SaleWaits {
		head = append(head, e.say("column.waits", map[string]any{"Seconds": int(waits.Seconds())}))
	}
	rows := [][]string{head}
	for _, c := range channels {
		row := []string{Channel(e.w, c.ID)}
		for _, waits := range checks.SaleWaits {
			would := checks.Survival{Would: checks.SurvivesUnknown}
			for _, s := range c.Survival {
				if s.Waits == checks.Span(waits) {
					would = s
				}
			}
			row = append(row, e.say("survives", map[string]any{"Would": e.w.Say("triage.survives."+string(would.Would), nil), "Samples": would.Rests}))
		}
		rows = append(rows, row)
	}
	if len(rows) > 1 {
		e.add(block{Kind: blockSub, Text: e.say("survival", nil)})
		e.add(block{Kind: blockTable, Texts: 1, Rows: rows})
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
