package ui

import (
	"context"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// casesTab is one of the two pages of all cases.
type casesTab string

// The tabs, in the screen's order.
const (
	casesList    casesTab = "list"
	casesFigures casesTab = "figures"
)

var casesTabs = []casesTab{casesList, casesFigures}

// caseStay is where one is on the screen of all cases.
type caseStay struct {
	tab    casesTab
	filter caseFilter
	period casePeriod
	back   int // how many periods before this one
}

// casesSeen is what the screen of all cases was told last; coming back to it shows
// that at once, where one left it.
type casesSeen struct {
	cases    []checks.Case // the newest first
	effects  checks.Effects
	answered bool    // something was told
	offset   float32 // how far the list was scrolled
}

// casesPage is every refund case: as a list, and as figures of a week or a month.
type casesPage struct {
	u    *UI
	all  *fyne.Container
	page *fyne.Container // what scrolls; nil: nothing does
	keep map[string]fyne.Focusable

	casesSeen
	broken   error
	told     int // what the log had been told when this was asked for
	question int
	drawn    caseStay
	list     *taskLines
}

func newCasesPage(u *UI) *casesPage {
	p := &casesPage{u: u, all: container.NewStack(), keep: map[string]fyne.Focusable{}}
	if u.log == nil {
		page, _ := screenOf(u.card(newProse(u.say("case.off"), sizeBody, false, u.colors.ink)))
		p.all.Objects = []fyne.CanvasObject{page}
		return p
	}
	p.casesSeen = u.log.seen
	p.build()
	p.load()
	return p
}

func (p *casesPage) object() fyne.CanvasObject { return p.all }

func (p *casesPage) leave() {
	p.question++
	if p.u.log != nil {
		p.rest()
		p.u.log.seen = p.casesSeen
	}
}

// rest remembers how far the list is scrolled.
func (p *casesPage) rest() {
	if p.list != nil {
		p.offset = p.list.GetScrollOffset()
	}
}

// show asks anew once something was told to the log.
func (p *casesPage) show(checks.Snapshot) {
	if p.u.log == nil {
		return
	}
	p.u.log.look()
	if p.told != p.u.log.told {
		p.load()
	}
}

// typed: Esc leads back to 退款.
func (p *casesPage) typed(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyEscape {
		return false
	}
	p.u.Show(refundScreen)
	return true
}

// load reads every case, and what was believed of the line in the period.
func (p *casesPage) load() {
	u, l := p.u, p.u.log
	p.question++
	p.told = l.told
	mine, now := p.question, u.deps.Now()
	in := l.stay.period.window(now, l.stay.back)
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		cases, err := u.deps.Cases.Cases(ctx, ever(now))
		var changes []checks.Change
		var gaps []checks.Gap
		if u.deps.History != nil && err == nil {
			if changes, err = u.deps.History.Changes(ctx, in); err == nil {
				gaps, err = u.deps.History.Gaps(ctx, in)
			}
		}
		effects := checks.EffectsOf(cases, changes, gaps, in, now)
		return func() {
			if mine == p.question {
				p.take(cases, effects, err)
			}
		}
	})
}

func (p *casesPage) take(cases []checks.Case, effects checks.Effects, err error) {
	same := p.answered && err == nil && p.broken == nil && p.drawn == p.u.log.stay &&
		reflect.DeepEqual(cases, p.cases) && reflect.DeepEqual(effects, p.effects)
	p.broken, p.answered = err, true
	if err == nil {
		p.cases, p.effects = cases, effects
	}
	if !same {
		p.build()
	}
}

// open changes where one is; figures of another time are asked for.
func (p *casesPage) open(do func(*caseStay)) {
	before := p.u.log.stay
	do(&p.u.log.stay)
	if p.u.log.stay.filter != before.filter {
		p.list, p.offset = nil, 0 // another list, from its beginning
	}
	after := p.u.log.stay
	p.build()
	if before.period != after.period || before.back != after.back {
		p.load()
	}
}

// build makes the page anew; what has the focus keeps it, and the page stays where
// one has scrolled to.
func (p *casesPage) build() {
	l := p.u.log
	focus, offset := "", float32(0)
	for key, f := range p.keep {
		if p.u.win.Canvas().Focused() == f {
			focus = key
		}
	}
	if p.page != nil && p.drawn.tab == l.stay.tab {
		offset = scrolled(p.page).Offset.Y
	}
	p.rest()
	p.keep, p.page, p.list, p.drawn = map[string]fyne.Focusable{}, nil, nil, l.stay
	p.all.Objects = []fyne.CanvasObject{p.make()}
	p.all.Refresh()
	if p.page != nil {
		scrolled(p.page).Offset.Y = offset
		scrolled(p.page).Refresh()
	}
	if p.list != nil {
		p.list.ScrollToOffset(p.offset)
	}
	if f := p.keep[focus]; f != nil {
		p.u.win.Canvas().Focus(f)
	}
}

func (p *casesPage) make() fyne.CanvasObject {
	u := p.u
	switch {
	case p.broken != nil && p.cases == nil:
		again := p.press("again", u.say("case.again"), primary, p.load)
		p.page, _ = screenOf(p.tabs(), u.card(newColumn(grid, newProse(u.caseTrouble(p.broken), sizeBody, true, u.colors.mark[checks.Fail]), newRow(0, -1, again))))
		return p.page
	case !p.answered:
		p.page, _ = screenOf(p.tabs(), u.card(newProse(u.say("case.reading"), sizeBody, false, u.colors.dim)))
		return p.page
	case len(p.cases) == 0:
		p.page, _ = screenOf(p.tabs(), u.card(newColumn(grid, newProse(u.say("case.home.none"), sizeTitle, true, u.colors.ink), newProse(u.say("case.home.none_why"), sizeBody, false, u.colors.dim))))
		return p.page
	case u.log.stay.tab == casesFigures:
		p.page, _ = screenOf(p.figures()...)
		return p.page
	default:
		return p.listed()
	}
}

func (p *casesPage) press(key, text string, kind pressKind, do func()) *press {
	b := newPress(text, kind, p.u.colors, do)
	p.keep[key] = b
	return b
}

// tabs lead back, and say which page is open.
func (p *casesPage) tabs(end ...fyne.CanvasObject) fyne.CanvasObject {
	u := p.u
	row := newRow(0.5*grid, -1, p.press("back", u.say("case.back"), plain, func() { u.Show(refundScreen) }))
	for _, t := range casesTabs {
		b := p.press("tab."+string(t), u.say("case.tab."+string(t)), plain, func() { p.open(func(s *caseStay) { s.tab = t }) })
		b.chosen = u.log.stay.tab == t
		row.Add(b)
	}
	line := newRow(grid, 1, append([]fyne.CanvasObject{row, container.NewStack()}, end...)...)
	if p.broken != nil && p.cases != nil {
		return newColumn(grid, line, newProse(u.caseTrouble(p.broken), sizeSmall, true, u.colors.mark[checks.Fail]))
	}
	return line
}

// listed is the list of cases; only those in sight are made.
func (p *casesPage) listed() fyne.CanvasObject {
	u, stay := p.u, p.u.log.stay
	some := filtered(p.cases, stay.filter)
	filters := newRow(0.5*grid, -1)
	for _, f := range caseFilters {
		b := p.press("filter."+string(f), u.say("case.filter."+string(f)), plain, func() { p.open(func(s *caseStay) { s.filter = f }) })
		b.chosen = stay.filter == f
		filters.Add(b)
	}
	count := words(u.words.Say("case.cases", map[string]any{"Count": len(some)}), sizeSmall, false, u.colors.dim)
	p.list = u.newCaseLines(func() []checks.Case { return some })
	p.keep["list"] = p.list
	head := newInset(2*grid, grid, newRow(grid, 1, filters, container.NewStack(), count))
	rest := container.NewStack(u.ground(), newFrame(head, nil, newInset(1, 4, p.list), nil))
	if len(some) == 0 {
		rest.Add(container.NewCenter(newProse(u.say("case.filter_none."+string(stay.filter)), sizeBody, false, u.colors.dim)))
	}
	return container.New(&careLayout{}, p.tabs(), rest)
}
