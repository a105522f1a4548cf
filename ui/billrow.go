package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
)

// billLine is a row of a bill in a list: what it gave back, what was measured then,
// and whether it is on record.
type billLine struct {
	widget.BaseWidget
	mark              *fyne.Container
	what, when, stand *canvas.Text
	said              *canvas.Text
	all               *fyne.Container
}

const (
	billLineHigh float32 = 76
	billStand    float32 = 110
)

func (u *UI) newBillLine() *billLine {
	l := &billLine{
		mark: container.NewStack(), what: words("", sizeBody, true, u.colors.ink), when: words("", sizeSmall, false, u.colors.dim),
		said: words("", sizeSmall, false, u.colors.dim), stand: words("", sizeSmall, false, u.colors.dim),
	}
	l.stand.Alignment = fyne.TextAlignTrailing
	l.all = newInset(1.5*grid, 0.75*grid, newRow(1.25*grid, 1, container.NewGridWrap(fyne.NewSquareSize(20), l.mark), newColumn(1, l.what, l.when, l.said),
		container.New(&wide{enlarged(billStand)}, l.stand), words("›", sizeBody, false, u.colors.dim)))
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *billLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.all) }

// MinSize is that of a line, whatever it says.
func (l *billLine) MinSize() fyne.Size { return fyne.NewSize(380, enlarged(billLineHigh)) }

func (l *billLine) set(u *UI, m checks.BillMatch, full bool) {
	v := viewRow(u.words, m, full, u.deps.Now())
	room := l.Size().Width - enlarged(billStand) - 8.5*grid - 28
	l.mark.Objects = []fyne.CanvasObject{levelIcon(v.Said.Level, u.colors.mark[v.Said.Level], 20)}
	l.what.Text, l.when.Text = shortTo(v.What, sizeBody+0.5, room), shortTo(v.When, sizeSmall, room)
	l.said.Text, l.said.Color = shortTo(v.Said.Line, sizeSmall, room), u.colors.mark[v.Said.Level]
	l.stand.Text, l.stand.Color = v.Stand, u.colors.dim
	if v.Recorded {
		l.stand.Color = u.colors.mark[checks.OK]
	}
	l.all.Refresh()
}

// damageLine is a row that could not be read, in a list.
type damageLine struct {
	widget.BaseWidget
	text *canvas.Text
	all  *fyne.Container
}

func (u *UI) newDamageLine() *damageLine {
	l := &damageLine{text: words("", sizeBody, false, u.colors.ink)}
	l.all = newInset(2*grid, grid, l.text)
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *damageLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.all) }

func (l *damageLine) set(text string) {
	l.text.Text = shortTo(text, sizeBody, l.Size().Width-4*grid)
	l.all.Refresh()
}

// rowParts are the page of a row: what the bill says, what was measured, and its case.
func (p *billPage) rowParts() []fyne.CanvasObject {
	u, d := p.u, p.d
	m, ok := p.match()
	if !ok {
		return []fyne.CanvasObject{p.head(u.say("billscreen.title"), ""), u.card(newProse(u.say("billscreen.joining"), sizeBody, false, u.colors.dim))}
	}
	v := viewRow(u.words, m, d.place.full, u.deps.Now())
	facts := newColumn(0.75*grid, newProse(u.say("billscreen.row."+string(m.Row.Kind)+"_means"), sizeBody, false, u.colors.ink))
	for _, f := range rowFacts(u.words, m.Row, d.place.full, u.deps.Now()) {
		facts.Add(newRow(grid, 1, container.New(&wide{enlarged(150)}, words(f.Name, sizeSmall, false, u.colors.dim)), newProse(f.Text, sizeBody, false, u.colors.ink)))
	}
	facts.Add(newRow(0, -1, p.fullPress()))
	measured := newColumn(0.75*grid, u.heading(u.say("billscreen.measured")),
		newRow(0.75*grid, 1, levelIcon(v.Said.Level, u.colors.mark[v.Said.Level], 22), newProse(v.Said.Line, sizeBody, true, u.colors.ink)))
	for _, more := range v.Said.More {
		measured.Add(newProse(more, sizeSmall, false, u.colors.dim))
	}
	return []fyne.CanvasObject{p.head(v.What, v.When), pair(u.card(facts), newColumn(1.5*grid, u.card(measured), u.card(p.rowCase(m))))}
}

// rowCase leads to the row's case, or begins one.
func (p *billPage) rowCase(m checks.BillMatch) fyne.CanvasObject {
	u := p.u
	if m.Case != "" {
		return newColumn(grid, u.heading(u.say("billscreen.row.recorded")),
			newRow(0, -1, p.press("case", u.say("billscreen.row.see"), primary, func() { u.openCase(m.Case) })))
	}
	return newColumn(grid, u.heading(u.say("billscreen.record")), newProse(u.say("billscreen.row.making"), sizeSmall, false, u.colors.dim),
		newRow(0, -1, p.press("record", u.say("billscreen.row.make"), primary, func() { u.recordRow(m.Row) })))
}

// recordRow begins a case of a bill's row, and goes on with what only a person knows.
func (u *UI) recordRow(row checks.BillRow) {
	t := newTriaging(u)
	t.came, t.when = billScreen, ""
	t.page = triagePage{step: stepMinute}
	t.c.Sale.At = row.Shown()
	t.change(func(c *checks.Case) { c.Sale = saleOf(row) })
	u.openTriage(t)
}
