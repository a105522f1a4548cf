package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"countercheck/checks"
)

// What the evidence says of the minute of a sale.

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
