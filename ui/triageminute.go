package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// channelMinuteView is a way of paying in that minute.
type channelMinuteView struct {
	Name, State, Worst, Usual string
	Level                     checks.Level
	Survives                  []survivesView
	Rests                     string
}

type survivesView struct {
	Text  string
	Level checks.Level
}

// minuteView is all that was measured in that minute.
type minuteView struct {
	Measured measuredView
	Channels []channelMinuteView
	Waits    []string // the heads of the table of what would have survived
	Phases   string   // of the worst sample of the sale's channel
}

func viewMinute(w *assets.Words, c checks.Case, m measuredView) minuteView {
	v := minuteView{Measured: m}
	if !c.Minute.Measured || c.Minute.PCOnly {
		return v
	}
	for _, d := range checks.SaleWaits {
		v.Waits = append(v.Waits, w.Say("refund.minute.waits", map[string]any{"Seconds": int(d.Seconds())}))
	}
	for _, ch := range c.Minute.Channels {
		v.Channels = append(v.Channels, viewChannelMinute(w, ch))
	}
	if ch, found := mainChannel(c); found {
		v.Phases = phasesText(w, ch)
	}
	return v
}

func viewChannelMinute(w *assets.Words, ch checks.ChannelMinute) channelMinuteView {
	one := channelMinuteView{Name: report.Channel(w, ch.ID), State: w.Say("refund.minute.unseen", nil)}
	if len(ch.Samples) > 0 {
		one.Level, one.State = ch.Level, w.Say("text.channel."+ch.Level.String(), nil)
		if !ch.Worst.Failing() {
			one.Worst = report.Figure(w, ch.Worst.Took)
		}
		if ch.Usual > 0 {
			one.Usual = w.Say("refund.minute.usual", map[string]any{"Usual": report.Figure(w, time.Duration(ch.Usual))})
		}
	}
	rests := 0
	for _, waits := range checks.SaleWaits {
		would := checks.SurvivesUnknown
		for _, s := range ch.Survival {
			if s.Waits == checks.Span(waits) {
				would, rests = s.Would, max(rests, s.Rests)
			}
		}
		one.Survives = append(one.Survives, survivesView{w.Say("triage.survives."+string(would), nil), survivesLevels[would]})
	}
	if rests > 0 {
		one.Rests = w.Say("refund.minute.samples", map[string]any{"Samples": rests})
	}
	return one
}

// survivesLevels are the colours of the answers.
var survivesLevels = map[checks.Survives]checks.Level{
	checks.SurvivesYes: checks.OK, checks.SurvivesRisk: checks.Warn, checks.SurvivesNo: checks.Fail, checks.SurvivesUnknown: checks.Unknown,
}

// mainChannel is the sale's channel, and the worst where nobody said which.
func mainChannel(c checks.Case) (worst checks.ChannelMinute, found bool) {
	if ch, measured := c.Minute.Channel(c.Sale.Way); measured {
		return ch, true
	}
	for _, ch := range c.Minute.Channels {
		if len(ch.Samples) > 0 && (!found || ch.Level > worst.Level || ch.Level == worst.Level && ch.Worst.Took > worst.Worst.Took) {
			worst, found = ch, true
		}
	}
	return worst, found
}

// phasesText says where the time of the worst sample went.
func phasesText(w *assets.Words, ch checks.ChannelMinute) string {
	var parts []string
	for _, p := range []checks.Phase{checks.Resolve, checks.Connect, checks.TLS, checks.Processing, checks.Transfer} {
		if took, ran := ch.Worst.Phases[p]; ran {
			parts = append(parts, w.Say("refund.minute.phase", map[string]any{"Name": w.Say("details.phase."+string(p), nil), "Took": report.Figure(w, time.Duration(took))}))
		}
	}
	if ch.Worst.Failed != "" {
		parts = append(parts, w.Say("refund.minute.broke", map[string]any{"Name": w.Say("details.phase."+string(ch.Worst.Failed), nil)}))
	}
	if len(parts) == 0 {
		return ""
	}
	return w.Say("refund.minute.phases", map[string]any{"Channel": report.Channel(w, ch.ID), "Phases": strings.Join(parts, between)})
}

// minute is what was measured in that minute.
func (s *triage) minute() []fyne.CanvasObject {
	u := s.u
	v := viewMinute(u.words, s.t.c, s.measured())
	parts := []fyne.CanvasObject{s.title(u.say("refund.minute.title"), ""), s.measuredCard(v.Measured)}
	if len(v.Channels) == 0 {
		return append(parts, newProse(u.say("refund.minute.scope"), sizeSmall, false, u.colors.dim))
	}
	table := newColumn(0.75*grid, u.heading(u.say("refund.minute.channels")))
	for _, c := range v.Channels {
		table.Add(container.New(&shares{gap: grid, of: []float32{3, 3, 3, 4}},
			newProse(c.Name, sizeBody, false, u.colors.ink), newProse(c.State, sizeBody, true, u.colors.mark[c.Level]),
			newProse(c.Worst, sizeBody, false, u.colors.ink), newProse(c.Usual, sizeBody, false, u.colors.dim)))
	}
	if v.Phases != "" {
		table.Add(newProse(v.Phases, sizeSmall, false, u.colors.dim))
	}
	return append(parts, u.card(table), u.card(s.survival(v)), newProse(u.say("refund.minute.scope"), sizeSmall, false, u.colors.dim))
}

// survival is whether a sale that waits so long would have finished.
func (s *triage) survival(v minuteView) fyne.CanvasObject {
	u := s.u
	widths := []float32{3, 2, 2, 2, 2, 3}
	head := []fyne.CanvasObject{newProse("", sizeSmall, false, u.colors.dim)}
	for _, text := range v.Waits {
		head = append(head, newProse(text, sizeSmall, false, u.colors.dim))
	}
	head = append(head, newProse(u.say("refund.minute.rests"), sizeSmall, false, u.colors.dim))
	table := newColumn(0.75*grid, u.heading(u.say("refund.minute.survival")), container.New(&shares{gap: grid, of: widths}, head...))
	for _, c := range v.Channels {
		row := []fyne.CanvasObject{newProse(c.Name, sizeBody, false, u.colors.ink)}
		for _, would := range c.Survives {
			row = append(row, newProse(would.Text, sizeBody, true, u.colors.mark[would.Level]))
		}
		row = append(row, newProse(c.Rests, sizeSmall, false, u.colors.dim))
		table.Add(container.New(&shares{gap: grid, of: widths}, row...))
	}
	return table
}
