package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// casesLower is the lower part of the place 退款: the open cases, what this month
// has cost, and the ways on.
type casesLower struct {
	u     *UI
	all   *fyne.Container
	drawn struct {
		told int
		day  string
	}
	list *taskLines
	ways map[string]*press
}

// mostAtHome is how many open cases stand there; the others are one press away.
const mostAtHome = 4

// casesHome is the lower part of the home of 退款. It keeps itself fresh.
func (u *UI) casesHome() fyne.CanvasObject {
	h := &casesLower{u: u, all: newColumn(0), ways: map[string]*press{}}
	if u.log == nil {
		h.all.Objects = []fyne.CanvasObject{u.card(newColumn(grid, newProse(u.say("case.off"), sizeBody, false, u.colors.dim), h.waysOn()))}
		return h.all
	}
	u.log.home = h
	u.log.look()
	h.build()
	return h.all
}

// show shows what was told, and the day that has begun.
func (h *casesLower) show() {
	if h.drawn.told == h.u.log.told && h.drawn.day == h.today() {
		return
	}
	focused := ""
	for id, b := range h.ways {
		if h.u.win.Canvas().Focused() == fyne.Focusable(b) {
			focused = id
		}
	}
	onList := h.list != nil && h.u.win.Canvas().Focused() == fyne.Focusable(h.list)
	h.build()
	if b := h.ways[focused]; b != nil {
		h.u.win.Canvas().Focus(b)
	} else if onList && h.list != nil {
		h.u.win.Canvas().Focus(h.list)
	}
	if h.u.open == refundScreen {
		h.u.body.Refresh() // the page around it is higher or lower now
	}
}

func (h *casesLower) today() string { return h.u.deps.Now().Format("2006-01-02") }

func (h *casesLower) build() {
	l := h.u.log
	h.drawn.told, h.drawn.day = l.told, h.today()
	h.list, h.ways = nil, map[string]*press{}
	h.all.Objects = []fyne.CanvasObject{container.New(&caseBeside{side: 280}, h.openCard(), h.monthCard())}
	h.all.Refresh()
}

// openCard is who still waits for something.
func (h *casesLower) openCard() fyne.CanvasObject {
	u, l := h.u, h.u.log
	switch {
	case l.broken != nil && l.open == nil:
		again := newPress(u.say("case.again"), plain, u.colors, l.ask)
		return u.card(newColumn(grid, newProse(u.caseTrouble(l.broken), sizeBody, true, u.colors.mark[checks.Fail]), newRow(0, -1, again)))
	case l.told == 0:
		return u.card(newProse(u.say("case.reading"), sizeBody, false, u.colors.dim))
	}
	v := viewHome(u.words, l.open, l.month, u.deps.Now())
	shown := l.open[:min(len(l.open), mostAtHome)]
	parts := newColumn(0.75 * grid)
	if more := len(l.open) - len(shown); more > 0 {
		parts.Add(container.New(&low{}, u.heading(v.Title, h.way("more", u.words.Say("case.home.more", map[string]any{"Count": more}), link, func() {
			l.stay.tab, l.stay.filter = casesList, casesOpen
			u.Show(casesScreen)
		}))))
	} else {
		parts.Add(u.heading(v.Title))
	}
	if v.About != "" {
		parts.Add(u.marked(v.About, v.Level, v.Level > checks.OK))
	}
	if l.broken != nil {
		parts.Add(u.marked(u.caseTrouble(l.broken), checks.Fail, true))
	}
	if len(shown) > 0 {
		h.list = u.newCaseLines(func() []checks.Case { return shown })
		parts.Add(container.New(&tall{float32(len(shown))*(enlarged(caseLineHigh)+4) + 2}, h.list))
	}
	return u.card(parts)
}

// monthCard is what this month has cost, and the ways on.
func (h *casesLower) monthCard() fyne.CanvasObject {
	u, l := h.u, h.u.log
	v := viewHome(u.words, l.open, l.month, u.deps.Now())
	parts := newColumn(grid)
	if len(l.month) > 0 {
		parts.Add(newColumn(0, newProse(u.say("case.home.this_month"), sizeSmall, false, u.colors.dim),
			newProse(v.Money, sizeTitle, true, u.colors.ink), newProse(v.Month, sizeSmall, false, u.colors.dim)))
	}
	parts.Add(h.waysOn())
	return u.card(parts)
}

// waysOn lead to all cases, to why refunds happen and to bills.
func (h *casesLower) waysOn() fyne.CanvasObject {
	u := h.u
	all := newColumn(0.75 * grid)
	if u.log != nil {
		all.Add(h.way(casesScreen, u.say("case.way.cases"), plain, func() { u.Show(casesScreen) }))
	}
	for _, id := range []string{"learn", "bill"} {
		all.Add(h.way(id, u.say("case.way."+id), plain, func() { u.Show(id) }))
	}
	return all
}

func (h *casesLower) way(id, text string, kind pressKind, do func()) *press {
	b := newPress(text, kind, h.u.colors, do)
	h.ways[id] = b
	return b
}

// caseBeside puts something of a fixed width beside what takes the rest; both are as
// high as the higher one.
type caseBeside struct{ side, width float32 }

func (l *caseBeside) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	l.width = width
	return max(heightOf(objects[0], l.rest(width)), heightOf(objects[1], l.side))
}

func (l *caseBeside) rest(width float32) float32 { return max(width-l.side-1.5*grid, 0) }

func (l *caseBeside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(l.rest(size.Width), size.Height))
	objects[1].Move(fyne.NewPos(size.Width-l.side, 0))
	objects[1].Resize(fyne.NewSize(l.side, size.Height))
}

func (l *caseBeside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[0].MinSize().Width + l.side + 1.5*grid
	return fyne.NewSize(least, l.heightFor(objects, max(l.width, least)))
}
