package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"countercheck/assets"
	"countercheck/checks"
)

// tasksPage is the list of all items.
func (c *care) tasksPage() fyne.CanvasObject {
	u := c.u
	items := c.listed()
	list := newTaskLines(func() int { return len(items) }, func() fyne.CanvasObject { return u.newTaskLine() }, func(id widget.ListItemID, o fyne.CanvasObject) {
		if line, ok := o.(*taskLine); ok && id < len(items) {
			line.set(u, items[id])
		}
	})
	list.OnSelected = func(id widget.ListItemID) {
		list.UnselectAll()
		if id < len(items) {
			c.openTask(items[id].Task.ID, false)
		}
	}
	c.keep("list", list)
	c.fill = func() { items = c.listed(); list.Refresh() }
	add := newPress(u.say("care.own.add"), plain, u.colors, func() { c.open(func(s *carePlace) { s.adding = true }) })
	c.keep("add", add)
	ground := u.ground()
	rest := container.NewStack(ground, newFrame(newInset(2*grid, grid, c.whoRow(len(items))), nil, newInset(1, 4, list), nil))
	if len(items) == 0 {
		rest.Add(container.NewCenter(newProse(u.say("care.none"), sizeBody, false, u.colors.dim)))
	}
	return c.fixed(c.tabs(add), rest)
}

// ground is what a card lies on.
func (u *UI) ground() *canvas.Rectangle {
	g := canvas.NewRectangle(u.colors.card)
	g.CornerRadius, g.StrokeColor, g.StrokeWidth = radius, u.colors.line, 1
	return g
}

// listed are the items of those whose items are listed.
func (c *care) listed() (all []checks.CareItem) {
	for _, i := range listOrder(c.k.items()) {
		if who := c.k.stay.who; who == "" || i.Task.Who == who {
			all = append(all, i)
		}
	}
	return all
}

// whoRow chooses whose items are listed.
func (c *care) whoRow(n int) fyne.CanvasObject {
	u := c.u
	row := newRow(0.5*grid, -1)
	for _, who := range []checks.Who{"", checks.Owner, checks.Technician} {
		key := "all"
		if who != "" {
			key = string(who)
		}
		b := newPress(u.say("care.filter."+key), plain, u.colors, func() { c.open(func(s *carePlace) { s.who = who }) })
		b.chosen = c.k.stay.who == who
		c.keep("who."+key, b)
		row.Add(b)
	}
	count := words(u.words.Say("care.count", map[string]any{"Count": n}), sizeSmall, false, u.colors.dim)
	return newRow(grid, 1, row, container.NewStack(), count)
}

// taskLines is a list whose lines open with Enter, too.
type taskLines struct{ lines }

func newTaskLines(count func() int, make func() fyne.CanvasObject, fill func(widget.ListItemID, fyne.CanvasObject)) *taskLines {
	l := &taskLines{}
	l.Length, l.CreateItem, l.UpdateItem = count, make, fill
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey implements fyne.Focusable.
func (l *taskLines) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		e = &fyne.KeyEvent{Name: fyne.KeySpace}
	}
	if forTheWindow(e) {
		passOn(l, e)
		return
	}
	l.List.TypedKey(e)
}

// taskLine is one item in the list: what, whose and how often, and how it stands.
type taskLine struct {
	widget.BaseWidget
	mark        *fyne.Container
	what        *prose
	about, when *canvas.Text
	all         *fyne.Container
}

// stateRoom is the width of how an item stands, in the list.
const stateRoom float32 = 250

func (u *UI) newTaskLine() *taskLine {
	l := &taskLine{
		mark: container.NewStack(levelIcon(checks.Unknown, u.colors.mark[checks.Unknown], 20)),
		what: newProse("", sizeBody, true, u.colors.ink), about: words("", sizeSmall, false, u.colors.dim),
		when: words("", sizeSmall, false, u.colors.dim),
	}
	l.what.smaller = sizeSmall
	l.when.Alignment = fyne.TextAlignTrailing
	l.all = newInset(1.5*grid, 0.75*grid, newRow(1.25*grid, 1, container.NewGridWrap(fyne.NewSquareSize(20), l.mark), newColumn(1, l.what, l.about),
		container.New(&wide{enlarged(stateRoom)}, l.when), words("›", sizeBody, false, u.colors.dim)))
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *taskLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.all) }

// MinSize is that of a line, whatever it says.
func (l *taskLine) MinSize() fyne.Size { return fyne.NewSize(400, enlarged(56)) }

func (l *taskLine) set(u *UI, i checks.CareItem) {
	v := viewTask(u.words, i, u.deps.Now())
	l.mark.Objects = nil
	if v.Mark || i.State == checks.CareMeasured {
		l.mark.Add(levelIcon(v.Level, u.colors.mark[v.Level], 20))
	}
	ink := u.colors.ink
	if i.State == checks.CareOff || i.State == checks.CareForVisit {
		ink = u.colors.dim
	}
	l.what.set(v.Title, ink)
	l.about.Text = taskAbout(u.words, i.Task)
	l.when.Text, l.when.Color = shortTo(v.When, sizeSmall, enlarged(stateRoom)), u.colors.mark[v.Level]
	l.when.TextStyle.Bold = v.Level > checks.OK
	l.all.Refresh()
}

// taskAbout says whose an item is, and how often it comes round.
func taskAbout(w *assets.Words, t checks.Task) string {
	parts := []string{whoText(w, t.Who), everyText(w, t.Every)}
	if t.Drill {
		parts = append(parts, w.Say("care.drill", nil))
	}
	if t.Own() {
		parts = append(parts, w.Say("care.own.mark", nil))
	}
	return strings.Join(parts, between)
}

// wide is a place of a fixed width, for what stands in a column of a list.
type wide struct{ width float32 }

func (l *wide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (l *wide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width, objects[0].MinSize().Height)
}
