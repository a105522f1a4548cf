package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
	"countercheck/checks/report"
)

// The last pages: what only a person knows, and what it comes to.

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
		causes.Add(newProse(no, sizeSmall, false, u.colors.dim))
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
		all.Add(newColumn(2, newProse(c.Who, sizeBody, true, u.colors.ink), s.numberLine(c.Number),
			newProse(u.say("refund.result.asks")+c.About, sizeSmall, false, u.colors.dim)))
	}
	var b *press
	b = newPress(u.say("refund.result.copy"), plain, u.colors, func() {
		u.copy(callText(u.words, s.t.c, s.measured(), u.deps.Now()), b)
	})
	all.Add(b)
	return all
}

// numberLine is a telephone number to copy, or the way to enter it.
func (s *triage) numberLine(number string) fyne.CanvasObject {
	u := s.u
	if number == "" {
		return newRow(grid, 0, newProse(u.say("triage.call.nobody"), sizeSmall, false, u.colors.dim),
			newPress(u.say("refund.result.enter"), link, u.colors, func() {
				u.settingsGroup = groupShop
				u.Show("settings")
			}))
	}
	var b *press
	b = newPress(u.say("refund.result.number"), link, u.colors, func() { u.copy(number, b) })
	return newRow(grid, 0, newProse(number, sizeTitle, true, u.colors.ink), b)
}

// phoneOf is whom to call and under which number, "" where nobody entered one.
func (u *UI) phoneOf(id checks.Callee, way checks.Way) (who, number string) {
	who = u.say("triage.call." + string(id))
	contacts := u.deps.Settings.Current().Contacts
	entered := map[checks.Callee]string{
		checks.CallAcquirer: contacts.Acquirer, checks.CallBroadband: contacts.Broadband, checks.CallCashier: contacts.Cashier, checks.CallBank: contacts.Bank,
	}
	if id != checks.CallProvider {
		return who, entered[id]
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
