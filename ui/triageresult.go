package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
	"countercheck/checks/report"
)

// The last pages: what was measured, what only a person knows, what it comes to.

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

// ask puts one question that only a person can answer.
func (s *triage) ask() []fyne.CanvasObject {
	u, t := s.u, s.t
	q := t.page.ask
	var all []choice
	for _, a := range []checks.Answer{checks.AnswerYes, checks.AnswerNo, checks.AnswerUnknown} {
		all = append(all, choice{u.say("triage.answer." + string(a)), "", t.c.Answers[q] == a, func() {
			s.take(func(c *checks.Case) { c.Answers = c.Answers.WithAnswer(q, a) })
		}})
	}
	left := 0
	for _, other := range t.triage().Ask {
		if other != q {
			left++
		}
	}
	below := ""
	if left > 0 {
		below = u.words.Say("refund.ask.count", map[string]any{"Left": left})
	}
	text := string(q)
	if key := "triage.ask." + string(q); u.words.Has(key) {
		text = u.say(key)
	}
	return []fyne.CanvasObject{s.title(text, ""), s.answers(3, all), newProse(below, sizeBody, false, u.colors.dim)}
}

// outcome is what it comes to: the causes in order, and whom to call.
func (s *triage) outcome() []fyne.CanvasObject {
	u := s.u
	v := s.result()
	causes := newColumn(1.5 * grid)
	for i, c := range v.Causes {
		if i > 0 {
			causes.Add(u.rule())
		}
		causes.Add(s.cause(i, c, s.open == c.ID || s.open == "" && i == 0))
	}
	if v.Nothing != "" {
		causes.Add(newProse(v.Nothing, sizeBody, false, u.colors.ink))
	}
	for _, no := range v.Withheld {
		causes.Add(newProse(u.say("refund.not_yet")+no, sizeSmall, false, u.colors.dim))
	}
	left := newColumn(1.5*grid, u.card(causes))
	if v.Measured.Level == checks.Unknown {
		left.Add(s.measuredCard(v.Measured))
	}
	return []fyne.CanvasObject{
		newRow(2*grid, 0, newProse(u.say("refund.result.title"), sizeHero, true, u.colors.ink),
			newPress(u.say("refund.result.minute"), link, u.colors, func() { s.turnStep(stepMinute) })),
		container.New(&shares{gap: 1.5 * grid, of: []float32{5, 3}}, left, u.card(s.calls(v))),
	}
}

// cause is a likely cause, with what to do about it where it is unfolded.
func (s *triage) cause(i int, c causeView, unfolded bool) fyne.CanvasObject {
	u := s.u
	text := newColumn(2, newProse(number(i)+" "+c.Name, 17, true, u.colors.ink), newProse(c.Reason, sizeBody, false, u.colors.dim))
	if !unfolded {
		return newRow(grid, 0, text, newPress(u.say("refund.result.more"), link, u.colors, func() {
			s.open = c.ID
			s.build()
		}))
	}
	for _, do := range c.Do {
		text.Add(newProse("— "+do, sizeBody, false, u.colors.ink))
	}
	return text
}

// calls is whom to call, and what they will ask for.
func (s *triage) calls(v resultView) fyne.CanvasObject {
	u := s.u
	all := newColumn(grid, u.heading(u.say("refund.result.calls")))
	for i, c := range v.Calls {
		if i > 0 {
			all.Add(u.rule())
		}
		all.Add(newColumn(2, newProse(c.Who, sizeBody, false, u.colors.ink), newProse(c.Number, sizeTitle, true, u.colors.ink),
			newProse(u.say("refund.result.asks")+c.About, sizeSmall, false, u.colors.dim)))
	}
	var b *press
	b = newPress(u.say("refund.result.copy"), plain, u.colors, func() {
		u.copy(callText(u.words, s.t.c, s.measured(), u.deps.Now()), b)
	})
	all.Add(b)
	return all
}

// phoneOf is whom to call and under which number, "" where nobody entered one.
func (u *UI) phoneOf(id checks.Callee, way checks.Way) (who, number string) {
	who = u.say("triage.call." + string(id))
	if id != checks.CallProvider {
		return who, ""
	}
	channel := string(way)
	if way == "" || way == checks.WayCard {
		channel = string(checks.WayWeChat)
	}
	for _, p := range u.deps.Catalogue.Providers {
		if p.Channel == channel {
			return report.Provider(u.words, p.ID), p.Hotline
		}
	}
	return who, ""
}
