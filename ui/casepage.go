package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// casePage is one refund case: what people said, what was measured in that minute,
// what it comes to, and what became of it, which alone is changed here.
type casePage struct {
	u     *UI
	form  *caseForm
	all   *fyne.Container
	page  *fyne.Container
	keep  map[string]fyne.Focusable // what has the focus keeps it when the page is made anew
	notes *notes
	said  *canvas.Text    // how the saving stands
	wrong *prose          // why it came to nothing,
	unfit *prose          // what of the sale cannot be filled in so
	again *press          // once more,
	bad   *fyne.Container // and both, where there is a reason
	files filePicker

	runLine *prose // of the run of 100 probes
	runBar  *stepLine
	runBox  *fyne.Container
	filed   *prose // what became of the report
}

func newCasePage(u *UI) *casePage {
	p := &casePage{u: u, all: container.NewStack(), files: u}
	if u.log == nil {
		p.alone(u.say("case.off"))
		return p
	}
	if p.form = u.log.forms[u.log.editing]; p.form != nil {
		p.build()
	} else {
		p.alone(u.say("case.reading"))
	}
	p.load()
	return p
}

func (p *casePage) object() fyne.CanvasObject { return p.all }
func (p *casePage) show(checks.Snapshot)      { p.u.log.look() }

func (p *casePage) leave() {
	if p.notes != nil {
		p.notes.done()
	}
	p.u.win.Canvas().Unfocus() // or keys would go where nobody looks
}

// load asks for the case as it is recorded, unless something of it is being written.
func (p *casePage) load() {
	u, l := p.u, p.u.log
	id := l.editing
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		c, err := u.deps.Cases.Case(ctx, id)
		return func() { p.loaded(id, c, err) }
	})
}

func (p *casePage) loaded(id string, c checks.Case, err error) {
	l := p.u.log
	if p.u.now != screen(p) || l.editing != id {
		return
	}
	if p.form != nil && !p.form.idle() {
		return // what is being written stays; saving it tells of other windows
	}
	if err != nil {
		p.alone(p.u.caseTrouble(err))
		return
	}
	if p.form != nil && p.form.saved.Revision == c.Revision {
		return
	}
	p.form = newCaseForm(c)
	l.forms[id] = p.form
	p.build()
}

// alone is one sentence in the place of the case.
func (p *casePage) alone(text string) {
	u := p.u
	back := newPress(u.say("case.back"), plain, u.colors, p.back)
	page, _ := screenOf(u.card(newColumn(grid, newProse(text, sizeBody, false, u.colors.ink), newRow(0, -1, back))))
	p.page = nil
	p.all.Objects = []fyne.CanvasObject{page}
	p.all.Refresh()
}

// back leads to where the case was opened.
func (p *casePage) back() {
	to := refundScreen
	if p.u.log != nil && p.u.log.from == casesScreen {
		to = casesScreen
	}
	p.u.Show(to)
}

// typed: Esc leads back.
func (p *casePage) typed(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyEscape {
		return false
	}
	p.back()
	return true
}

// build makes the page anew; what has the focus keeps it, and the page stays where
// one has scrolled to.
func (p *casePage) build() {
	focus, offset := "", float32(0)
	for key, f := range p.keep {
		if p.u.win.Canvas().Focused() == f {
			focus = key
		}
	}
	if p.page != nil {
		offset = scrolled(p.page).Offset.Y
	}
	p.keep, p.notes, p.runBox = map[string]fyne.Focusable{}, nil, nil
	left := newColumn(1.5*grid, p.saleCard(), p.minuteCard(), p.likelyCard())
	right := newColumn(1.5*grid, p.followCard(), p.reportCard())
	parts := []fyne.CanvasObject{p.head()}
	if card := p.theirsCard(); card != nil {
		parts = append(parts, card)
	}
	p.page, _ = screenOf(append(parts, pair(left, right))...)
	p.all.Objects = []fyne.CanvasObject{p.page}
	p.all.Refresh()
	scrolled(p.page).Offset.Y = offset
	scrolled(p.page).Refresh()
	if f := p.keep[focus]; f != nil {
		p.u.win.Canvas().Focus(f)
	}
	p.tellState()
}

// arrange lays the page out anew, after something on it appeared or went.
func (p *casePage) arrange() {
	if p.page != nil {
		arrange(p.page)
		canvas.Refresh(p.all)
	}
}

// press makes a button that keeps the focus.
func (p *casePage) press(key, text string, kind pressKind, do func()) *press {
	b := newPress(text, kind, p.u.colors, do)
	p.keep[key] = b
	return b
}

// head says which case this is, and how far it is.
func (p *casePage) head() fyne.CanvasObject {
	u := p.u
	v := viewCase(u.words, p.form.draftCase(), u.deps.Now())
	title := newProse(v.When+between+v.What, sizeTitle, true, u.colors.ink)
	title.smaller = sizeBody
	stand := words(v.Stand, sizeBody, true, u.colors.mark[v.Level])
	return newRow(1.5*grid, 1, p.press("back", u.say("case.back"), plain, p.back), title, levelIcon(v.Level, u.colors.mark[v.Level], 22), stand)
}

// theirsCard is what to do where another window changed the same; nil where none
// did.
func (p *casePage) theirsCard() fyne.CanvasObject {
	u, f := p.u, p.form
	if f.theirs == nil {
		return nil
	}
	lines := newColumn(grid, newProse(u.say("case.theirs.title"), sizeBody, true, u.colors.mark[checks.Warn]))
	for _, id := range f.clashes(f.theirs.Follow) {
		lines.Add(newProse(u.words.Say("case.theirs.part", map[string]any{
			"Field": u.say("case.field." + id), "Theirs": followText(u.words, f.theirs.Follow, id, u.deps.Now()),
		}), sizeBody, false, u.colors.ink))
	}
	mine := p.press("mine", u.say("case.theirs.mine"), primary, func() {
		f.merge(*f.theirs)
		p.build()
		u.log.save(f)
	})
	take := p.press("take", u.say("case.theirs.take"), plain, func() { f.takeTheirs(); p.build() })
	lines.Add(newRow(grid, -1, mine, take))
	return u.card(lines)
}
