package ui

import (
	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// waiting is the button to look the sale up again, where it is to be.
func (s *triage) waiting() *press {
	if _, waits, _ := s.t.left(); !waits {
		return nil
	}
	s.wait = newPress("", plain, s.u.colors, func() { s.turnStep(stepReceived) })
	s.tellWait()
	return s.wait
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

// foot leads back and on, and says when to look the sale up again.
func (s *triage) foot() fyne.CanvasObject {
	u, step := s.u, s.t.page.step
	s.hint = newProse("", sizeSmall, false, u.colors.dim)
	if len(s.choices) > 0 {
		s.hint.text = u.say("refund.digits")
	}
	row := []fyne.CanvasObject{newPress(u.say("refund.back"), plain, u.colors, s.goBack)}
	wait := s.waiting()
	if wait != nil && step != stepReceived && step != stepCustomer && step != stepAdvice {
		row = append(row, wait)
	}
	stretch := len(row)
	row = append(append(row, s.hint), s.ways()...)
	if step == stepAdvice && wait != nil {
		s.onward = wait // nothing is better to be done next
		row = append(row, wait)
	}
	s.wrong = newRow(2*grid, 0, s.said, s.retry)
	return u.footOf(newColumn(grid, s.wrong, newRow(grid, stretch, row...)))
}

// ways lead on from the open page, the one that Enter takes at the end.
func (s *triage) ways() (row []fyne.CanvasObject) {
	u, t := s.u, s.t
	more := func(key string, do func()) { row = append(row, newPress(u.say(key), link, u.colors, do)) }
	on := func(key string, do func()) {
		s.onward = newPress(u.say(key), primary, u.colors, do)
		row = append(row, s.onward)
	}
	switch t.page.step {
	case stepReceived:
		more("refund.mistake", t.mistaken)
		more("refund.later", func() { s.turnStep(stepWay) })
	case stepWhen:
		on("refund.when.use", s.useTime)
	case stepAdvice:
		more("refund.mistake", t.mistaken)
		more("refund.why", func() { s.turnStep(stepMinute) })
		if s.wait != nil {
			more("refund.later", s.goOn)
		} else {
			on("refund.later", s.goOn)
		}
	case stepCustomer, stepTechnician:
	case stepMinute:
		on("refund.on", s.goOn)
	case stepAsk:
		on("refund.why", func() { s.turnStep(stepResult) })
	case stepResult:
		s.endings(more, on)
	default:
		more("refund.skip_all", func() { s.turnStep(stepMinute) })
		on(s.onWord(), s.goOn)
	}
	return row
}

// endings: the triage ends here.
func (s *triage) endings(more, on func(key string, do func())) {
	u, t := s.u, s.t
	if u.deps.Cases == nil {
		on("refund.result.leave", t.conclude)
		return
	}
	more("refund.mistake", t.mistaken)
	if t.c.ID != "" {
		more("refund.result.case", func() { u.openCase(t.c.ID) })
	}
	on("refund.result.conclude", t.conclude)
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

// tellTrouble says what is not on record.
func (s *triage) tellTrouble() {
	if s.drawn.trap != "" {
		return
	}
	text := ""
	if err := s.t.saver.trouble; err != nil {
		text = s.u.words.Say("refund.not_saved", map[string]any{"Error": problemText(s.u.words, err)})
	}
	if s.said.text != text || s.wrong.Hidden != (text == "") {
		s.said.set(text, s.u.colors.mark[checks.Fail])
		s.wrong.Hidden = text == ""
		s.arrange()
	}
}

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
