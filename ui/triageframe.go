package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"countercheck/checks"
)

// head says when to look the sale up again, on every page but that which asks.
func (s *triage) head() fyne.CanvasObject {
	u := s.u
	_, waits, _ := s.t.left()
	if step := s.t.page.step; !waits || step == stepReceived || step == stepCustomer {
		return nil
	}
	s.wait = newPress("", plain, u.colors, func() { s.turnStep(stepReceived) })
	s.tellWait()
	ground := canvas.NewRectangle(u.colors.ground)
	name := newProse(u.words.Say("refund.resume.waits_for", map[string]any{"At": saleMoment(u.words, s.t.c.Sale.At, u.deps.Now())}), sizeBody, true, u.colors.ink)
	return newInset(0, 0, ground, newInset(looseMargin, grid, newRow(2*grid, 0, name, s.wait)))
}

// tellWait tells the seconds anew; after them the button is the thing to press.
func (s *triage) tellWait() {
	left, _, over := s.t.left()
	text, kind := s.u.words.Say("refund.wait", map[string]any{"Seconds": left}), plain
	if over {
		text, kind = s.u.say("refund.look_again"), primary
	}
	if s.wait.text != text || s.wait.kind != kind {
		s.wait.text, s.wait.kind = text, kind
		s.wait.Refresh()
	}
}

// ticked: a second has passed.
func (s *triage) ticked() {
	if s.wait != nil {
		s.tellWait()
	}
	s.renew()
}

// foot leads back and on.
func (s *triage) foot() fyne.CanvasObject {
	u, t := s.u, s.t
	row := []fyne.CanvasObject{newPress(u.say("refund.back"), plain, u.colors, s.goBack), s.said, s.retry}
	more := func(key string, do func()) { row = append(row, newPress(u.say(key), link, u.colors, do)) }
	on := func(key string, do func()) { s.onward = newPress(u.say(key), primary, u.colors, do) }
	result := func() { s.turnStep(stepResult) }
	switch t.page.step {
	case stepReceived:
		more("refund.mistake", t.mistaken)
		more("refund.later", func() { s.turnStep(stepWay) })
	case stepWhen:
		on("refund.when.use", s.useTime)
	case stepAdvice:
		more("refund.mistake", t.mistaken)
		more("refund.why", func() { s.turnStep(stepMinute) })
		on("refund.later", s.goOn)
	case stepCustomer, stepTechnician:
	case stepMinute:
		on("refund.on", s.goOn)
	case stepAsk:
		on("refund.why", result)
	case stepResult:
		s.resultFoot(more, on)
		if t.c.ID != "" && u.deps.Cases != nil {
			row = append(row, newPress(u.say("refund.result.case"), plain, u.colors, func() { u.openCase(t.c.ID) }))
		}
	default:
		more("refund.skip_all", func() { s.turnStep(stepMinute) })
		on(s.onWord(), s.goOn)
	}
	if s.onward != nil {
		row = append(row, s.onward)
	}
	return u.footOf(newRow(grid, 1, row...))
}

// resultFoot: the triage ends here.
func (s *triage) resultFoot(more, on func(key string, do func())) {
	if s.u.deps.Cases == nil {
		on("refund.result.leave", s.t.conclude)
		return
	}
	more("refund.mistake", s.t.mistaken)
	on("refund.result.conclude", s.t.conclude)
}

// onWord is how one goes on from what can stay empty.
func (s *triage) onWord() string {
	sale := s.t.c.Sale
	empty := map[triageStep]bool{
		stepWay: sale.Way == "", stepShowed: sale.Showed == "", stepCode: sale.Code == "", stepAmount: s.t.typed["amount"] == "" && sale.Amount == 0,
		stepOrder: sale.Order == "" && s.t.typed["order"] == "", stepTerminal: sale.Terminal == "",
	}
	if empty[s.t.page.step] {
		return "refund.skip"
	}
	return "refund.on"
}

// tellOn has the button say whether anything was entered.
func (s *triage) tellOn() {
	if word := s.u.say(s.onWord()); s.onward != nil && s.onward.text != word {
		s.onward.say(word)
	}
}

// tellTrouble says what is not on record, or that keys answer too.
func (s *triage) tellTrouble() {
	if s.drawn.trap != "" {
		return
	}
	text, c := "", s.u.colors.dim
	if len(s.choices) > 0 {
		text = s.u.say("refund.digits")
	}
	if err := s.t.saver.trouble; err != nil {
		text, c = s.u.words.Say("refund.not_saved", map[string]any{"Error": s.u.problemOf(err)}), s.u.colors.mark[checks.Fail]
	}
	if hidden := s.t.saver.trouble == nil; s.said.text != text || s.retry.Hidden != hidden {
		s.said.set(text, c)
		s.retry.Hidden = hidden
		s.arrange()
	}
}

// problemOf says why a case was not written.
func (u *UI) problemOf(err error) string { return problemText(u.words, err) }

// arrange lays the page out anew, after something on it appeared or went.
func (s *triage) arrange() {
	if s.page != nil {
		arrange(s.page)
	}
	s.all.Refresh()
}

// figureKeys choose answers in their order.
var figureKeys = []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}

// typed: Esc goes back, Enter goes on, figures choose an answer or are typed.
func (s *triage) typed(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyEscape, fyne.KeyPageUp:
		s.goBack()
		return true
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyPageDown:
		if s.onward != nil {
			s.onward.do()
		}
		return true
	}
	if s.pad != nil {
		return s.pad.typed(e.Name)
	}
	for i, key := range figureKeys {
		if e.Name == key && i < len(s.choices) {
			s.choices[i]()
			return true
		}
	}
	return false
}
