package ui

import (
	"reflect"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// triage asks about one sale that showed a refund, one question a page. What is
// answered stands in triaging; the screen copies it.
type triage struct {
	u       *UI
	t       *triaging
	all     *fyne.Container
	page    *fyne.Container // what is scrolled
	drawn   triageDrawn
	choices []func() // by the figure keys
	onward  *press   // Enter; nil: nothing is better than the others
	hint    *prose
	said    *prose // what is not on record,
	retry   *press
	wrong   *fyne.Container
	wait    *press // to look the sale up again; nil: no need
	pad     *pad
	order   *labelled
	told    *prose // what is wrong with what was typed
	search  string // among the error codes
	open    checks.RefundCause
}

// triageDrawn is what the screen shows now: it is made anew only where that differs.
type triageDrawn struct {
	page  triagePage
	waits bool
	trap  string // why it cannot go on here, a key; "": it can
	view  any
}

func newTriage(u *UI) *triage {
	if len(u.triages) == 0 {
		u.triages = []*triaging{newTriaging(u)}
		u.triages[0].came = firstScreen
	}
	s := &triage{u: u, t: u.triages[0], all: container.NewStack()}
	s.t.look()
	s.build()
	return s
}

func (s *triage) object() fyne.CanvasObject { return s.all }

// show follows what passing time changes: what was measured, the ways that work.
func (s *triage) show(checks.Snapshot) {
	s.t.look()
	s.renew()
}

func (s *triage) leave() {
	s.settle()
	s.u.win.Canvas().Unfocus() // or keys would go where nobody looks
}

// settle takes what was typed a moment ago.
func (s *triage) settle() {
	if s.order != nil {
		s.order.input.done()
	}
	if s.pad != nil {
		s.pad.done()
	}
}

// now is what there is to show.
func (s *triage) now() triageDrawn {
	d := triageDrawn{page: s.t.page, view: s.viewNow(), trap: s.trap()}
	_, d.waits, _ = s.t.left()
	return d
}

// viewNow is what the open page says, as far as it can change under it.
func (s *triage) viewNow() any {
	u, t := s.u, s.t
	c := t.c
	switch t.page.step {
	case stepReceived:
		return []any{s.measured(), viewTimes(u.words, t.began, t.when, c.Sale.At, u.deps.Now()), t.when, c.Sale.Received, s.others()}
	case stepAdvice:
		return viewAdvice(u.words, c, t.triage(), u.last)
	case stepMinute:
		return viewMinute(u.words, c, s.measured())
	case stepResult:
		return []any{s.result(), s.open, c.ID != ""}
	case stepAsk:
		return c.Answers[t.page.ask]
	default:
		return nil
	}
}

func (s *triage) measured() measuredView {
	return viewMeasured(s.u.words, s.t.c, s.t.known, s.t.unread, s.u.deps.Now())
}

func (s *triage) result() resultView {
	return viewResult(s.u.words, s.t.c, s.t.triage(), s.measured(), s.u.phoneOf)
}

// trap is why it cannot go on here.
func (s *triage) trap() string {
	v := &s.t.saver
	switch {
	case v.gone:
		return "refund.gone"
	case v.theirs != nil && !v.theirs.Concluded.IsZero():
		return "refund.concluded"
	case v.theirs != nil:
		return "refund.changed"
	default:
		return ""
	}
}

// renew makes the page anew where it has changed.
func (s *triage) renew() {
	if !reflect.DeepEqual(s.now(), s.drawn) {
		s.build()
		return
	}
	s.tellTrouble()
}

// build makes the open page; one that is open already stays where it was scrolled to.
func (s *triage) build() {
	now := s.now()
	offset := float32(0)
	if s.page != nil && now.page == s.drawn.page && now.trap == s.drawn.trap {
		offset = scrolled(s.page).Offset.Y
	} else {
		s.u.win.Canvas().Unfocus()
	}
	s.drawn = now
	s.choices, s.onward, s.wait, s.pad, s.order, s.told = nil, nil, nil, nil, nil, nil
	s.said = newProse("", sizeSmall, true, s.u.colors.mark[checks.Fail])
	s.retry = newPress(s.u.say("refund.retry"), plain, s.u.colors, func() { s.t.saver.save(); s.tellTrouble() })
	if now.trap != "" {
		s.page = s.trapped(now.trap)
		s.all.Objects = []fyne.CanvasObject{s.page}
		s.all.Refresh()
		return
	}
	s.page, _ = screenOf(s.parts()...)
	foot := s.foot()
	s.all.Objects = []fyne.CanvasObject{framed(nil, s.page, foot)}
	s.tellTrouble()
	s.all.Refresh()
	scrolled(s.page).Offset.Y = offset
	scrolled(s.page).Refresh()
	s.u.mark()
}

func (s *triage) parts() []fyne.CanvasObject {
	switch s.t.page.step {
	case stepWhen:
		return s.askWhen()
	case stepAdvice:
		return s.advice()
	case stepCustomer:
		return s.customer()
	case stepTechnician:
		return s.technician()
	case stepWay, stepShowed, stepTerminal:
		return s.pick(s.t.page.step)
	case stepCode:
		return s.askCode()
	case stepAmount:
		return s.askAmount()
	case stepOrder:
		return s.askOrder()
	case stepMinute:
		return s.minute()
	case stepAsk:
		return s.ask()
	case stepResult:
		return s.outcome()
	default:
		return s.received()
	}
}

// trapped says why it cannot go on here, with ways on. Nothing is lost either way.
func (s *triage) trapped(key string) *fyne.Container {
	u, t := s.u, s.t
	var ways []fyne.CanvasObject
	switch key {
	case "refund.concluded":
		id := t.c.ID
		ways = []fyne.CanvasObject{
			newPress(u.say("refund.open_case"), primary, u.colors, func() { t.drop(); u.openCase(id) }),
			newPress(u.say("refund.home"), plain, u.colors, func() { t.drop(); u.Show(refundScreen) }),
		}
	case "refund.changed":
		ways = []fyne.CanvasObject{
			newPress(u.say("refund.keep_mine"), primary, u.colors, t.keepMine),
			newPress(u.say("refund.take_theirs"), plain, u.colors, t.takeTheirs),
		}
	default:
		ways = []fyne.CanvasObject{newPress(u.say("refund.keep_mine"), primary, u.colors, t.keepMine)}
	}
	s.onward, _ = ways[0].(*press)
	page, _ := screenOf(u.card(newColumn(2*grid, newProse(u.say(key), sizeBody, true, u.colors.ink), newRow(grid, -1, ways...))))
	return page
}

// turn opens a page.
func (s *triage) turn(p triagePage) {
	s.settle()
	s.t.turnTo(p)
	s.open = ""
	s.build()
}

func (s *triage) turnStep(step triageStep) { s.turn(triagePage{step: step}) }

// goOn opens the page that follows.
func (s *triage) goOn() {
	s.settle()
	s.turn(pageAfter(s.t.page, s.t.c, s.t.triage().Ask, len(s.u.saleTerminals())))
}

// goBack opens the page before, and from the first leads to where one came from.
func (s *triage) goBack() {
	s.settle()
	if s.t.turnBack() {
		s.build()
		return
	}
	s.u.Show(s.t.came)
}

// take takes an answer, and goes on.
func (s *triage) take(do func(*checks.Case)) {
	s.t.change(do)
	s.goOn()
}

// saleTerminals are the devices that a sale can have been made on.
func (u *UI) saleTerminals() []checks.Terminal {
	if u.upkeep == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(u.upkeep.records.Terminals), func(t checks.Terminal) bool { return !t.Retired.IsZero() })
}

// choice is one answer as large as a finger.
type choice struct {
	text, below string
	chosen      bool
	do          func()
}

// answers sets choices in lines of so many; figure keys choose them in their order.
func (s *triage) answers(across int, all []choice) fyne.CanvasObject {
	lines := newColumn(1.5 * grid)
	for line := range slices.Chunk(all, across) {
		var row []fyne.CanvasObject
		for _, c := range line {
			b := newPress(s.u.ticked(c.text, c.chosen), answer, s.u.colors, c.do)
			b.below, b.chosen = c.below, c.chosen
			s.choices = append(s.choices, c.do)
			row = append(row, b)
		}
		for len(row) < across {
			row = append(row, container.NewStack()) // the last ones are as wide as the others
		}
		lines.Add(newColumns(1.5*grid, row...))
	}
	return lines
}

// title is a page's question, with a quieter line under it.
func (s *triage) title(text, below string) fyne.CanvasObject {
	u := s.u
	all := newColumn(0.5*grid, newProse(text, sizeHero, true, u.colors.ink))
	if below != "" {
		all.Add(newProse(below, sizeTitle, false, u.colors.dim))
	}
	return all
}
