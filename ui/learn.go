package ui

import (
	"context"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// learnScreen belongs to the place 退款.
const learnScreen = "learn"

// learnPlace is where one is on the page.
type learnPlace struct {
	tab   learnTab
	cause checks.RefundCause
}

// learn is the page on why refunds happen: what the words mean, the causes one at a
// time, what to do, what prevents them, and what they cost, each beside what was
// measured this month.
type learn struct {
	u     *UI
	all   *fyne.Container
	page  *fyne.Container
	keep  map[string]fyne.Focusable
	month learnMonth
	drawn learnDrawn
	asked int // the newest question
	day   string
}

// learnDrawn is what the page was made of.
type learnDrawn struct {
	place learnPlace
	tasks []taskRef
}

func newLearn(u *UI) *learn {
	if u.learning.tab == "" {
		u.learning = learnPlace{tab: learnKinds, cause: checks.CauseNetwork}
	}
	l := &learn{u: u, all: container.NewStack()}
	l.build()
	l.load()
	return l
}

func (l *learn) object() fyne.CanvasObject { return l.all }
func (l *learn) leave()                    { l.asked++ }

// show follows the checklist, and asks anew when a minute has passed.
func (l *learn) show(checks.Snapshot) {
	if l.day != l.u.deps.Now().Format("2006-01-02 15:04") {
		l.load()
	}
	if !reflect.DeepEqual(l.tasksNow(), l.drawn.tasks) {
		l.build()
	}
}

// typed: Esc leads back to 退款.
func (l *learn) typed(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyEscape {
		return false
	}
	l.u.Show(refundScreen)
	return true
}

// load asks what this month shows.
func (l *learn) load() {
	u := l.u
	l.asked++
	l.day = u.deps.Now().Format("2006-01-02 15:04")
	mine, now := l.asked, u.deps.Now()
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		m := learnMonthOf(ctx, u.deps.History, u.deps.Cases, now)
		return func() {
			if mine == l.asked && !reflect.DeepEqual(m, l.month) {
				l.month = m
				l.build()
			}
		}
	})
}

// open changes where one is.
func (l *learn) open(do func(*learnPlace)) {
	do(&l.u.learning)
	l.build()
}

// build makes the page anew; what has the focus keeps it, and a page that was open
// stays where one has scrolled to.
func (l *learn) build() {
	place := l.u.learning
	focus, offset := "", float32(0)
	for key, f := range l.keep {
		if l.u.win.Canvas().Focused() == f {
			focus = key
		}
	}
	if l.page != nil && l.drawn.place == place {
		offset = scrolled(l.page).Offset.Y
	}
	l.keep, l.drawn = map[string]fyne.Focusable{}, learnDrawn{place, l.tasksNow()}
	l.page, _ = screenOf(l.parts()...)
	body := newFrame(nil, l.index(), l.page, nil)
	l.all.Objects = []fyne.CanvasObject{newFrame(l.tabs(), nil, body, nil)}
	l.all.Refresh()
	scrolled(l.page).Offset.Y = offset
	scrolled(l.page).Refresh()
	if f := l.keep[focus]; f != nil {
		l.u.win.Canvas().Focus(f)
	}
}

func (l *learn) press(key, text string, kind pressKind, do func()) *press {
	b := newPress(text, kind, l.u.colors, do)
	l.keep[key] = b
	return b
}

// tabs lead back, and to the pages.
func (l *learn) tabs() fyne.CanvasObject {
	u := l.u
	row := container.New(&flow{gap: 0.5 * grid}, l.press("back", u.say("case.back"), plain, func() { u.Show(refundScreen) }))
	for _, t := range learnTabs {
		b := l.press("tab."+string(t), u.say("learn.tab."+string(t)), plain, func() { l.open(func(p *learnPlace) { p.tab = t }) })
		b.chosen = u.learning.tab == t
		row.Add(b)
	}
	return newInset(looseMargin, grid, row)
}

// index are the causes, beside the page of the open one.
func (l *learn) index() fyne.CanvasObject {
	if l.u.learning.tab != learnCauses {
		return nil
	}
	names := newColumn(2)
	for _, id := range checks.RefundCauses {
		b := l.press("cause."+string(id), l.u.say("learn.cause."+string(id)+".short"), tab, func() { l.open(func(p *learnPlace) { p.cause = id }) })
		b.chosen = l.u.learning.cause == id
		names.Add(b)
	}
	return newInset(grid, grid, container.NewVScroll(names))
}

func (l *learn) parts() []fyne.CanvasObject {
	switch l.u.learning.tab {
	case learnCauses:
		return l.cause()
	case learnHandling:
		return l.handling()
	case learnPrevention:
		return l.prevention()
	case learnEffects:
		return l.effects()
	case learnOutside:
		return l.outside()
	default:
		return l.kinds()
	}
}

// tasksNow are the items of the checklist that the open page refers to.
func (l *learn) tasksNow() (all []taskRef) {
	u := l.u
	switch u.learning.tab {
	case learnCauses:
		return u.tasksFor(prevents(u.learning.cause))
	case learnHandling:
		for _, id := range handlingItems {
			all = append(all, u.tasksFor(carries(id))...)
		}
	case learnPrevention:
		for _, id := range preventionItems {
			all = append(all, u.tasksFor(carries(id))...)
		}
	default:
	}
	return all
}

// openTask leads to an item in 保养.
func (u *UI) openTask(id string) {
	u.Show(careScreen)
	if c, ok := u.now.(*care); ok {
		c.openTask(id, false)
	}
}
