package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// careTab is one of the pages beside each other in 保养.
type careTab string

// The tabs, in the screen's order.
const (
	tabToday    careTab = "today" // what is due, and the devices
	tabCalendar careTab = "calendar"
	tabTasks    careTab = "tasks"
	tabVisits   careTab = "visits"
)

var careTabs = []careTab{tabToday, tabCalendar, tabTasks, tabVisits}

// care is 保养: what is due today, the devices, the calendar, all items and the
// past visits. Where one is, and what was typed, stands in upkeep.
type care struct {
	u       *UI
	k       *upkeep // nil: not offered
	all     *fyne.Container
	page    *fyne.Container // what scrolls of the open page; nil: nothing does
	said    *prose          // what became of the last thing that was started
	files   filePicker
	buttons map[string]fyne.Focusable // what is the same before and after the page was made anew
	asking  func()                    // gives up what is being asked; nil: nothing is
	drawn   drawnCare
	fresh   bool   // what was typed is saved
	fill    func() // shows newer records on a page that is not made anew; nil: it is
}

// drawnCare is what a page was made from.
type drawnCare struct {
	told  int
	day   string
	reach string // how the devices answered
	at    carePage
}

// carePage names a page.
type carePage struct {
	tab        careTab
	task, rule string
	adding     bool
}

func newCare(u *UI) *care {
	c := &care{u: u, k: u.upkeep, all: container.NewStack(), files: u}
	c.said = newProse("", sizeSmall, true, u.colors.dim)
	c.said.Hide()
	if c.k == nil {
		page, _ := screenOf(u.card(newProse(u.say("care.off"), sizeBody, false, u.colors.ink)))
		c.all.Objects = []fyne.CanvasObject{page}
		return c
	}
	c.k.ask() // a device or a visit may just have been written
	c.build()
	return c
}

func (c *care) object() fyne.CanvasObject { return c.all }
func (c *care) leave()                    {}

// show shows what is newly known, and the time that passes.
func (c *care) show(checks.Snapshot) {
	if c.k == nil {
		return
	}
	c.k.look()
	now := c.now()
	switch {
	case now == c.drawn || now.at == c.drawn.at && c.typing() && !c.fresh:
	case c.fill != nil && now.at == c.drawn.at:
		c.drawn = now
		c.fill()
	default:
		c.build()
	}
}

// typing: a page is not made anew under what is being typed, unless that was saved.
func (c *care) typing() bool {
	switch f := c.u.win.Canvas().Focused().(type) {
	case *input:
		return c.mine(f)
	case *notes:
		return c.mine(f)
	}
	return false
}

func (c *care) mine(f fyne.Focusable) bool {
	for _, o := range c.buttons {
		if o == f {
			return true
		}
	}
	return false
}

func (c *care) now() drawnCare {
	s := &c.k.stay
	return drawnCare{
		told: c.k.told, day: c.u.deps.Now().Format("2006-01-02"), reach: c.reach(),
		at: carePage{tab: s.tab, task: s.task, rule: s.rule, adding: s.adding},
	}
}

// build makes the open page anew; what has the focus keeps it, and the page stays
// where one has scrolled to.
func (c *care) build() {
	focus := c.focusKey()
	offset, same := float32(0), c.page != nil && c.drawn.at == c.now().at
	if same {
		offset = scrolled(c.page).Offset.Y
	} else if c.drawn.told > 0 {
		c.said.Hide() // it was about the page before
	}
	c.drawn, c.page, c.asking, c.fill, c.fresh, c.buttons = c.now(), nil, nil, nil, false, map[string]fyne.Focusable{}
	c.all.Objects = []fyne.CanvasObject{c.make()}
	c.all.Refresh()
	if c.page != nil {
		scrolled(c.page).Offset.Y = offset
		scrolled(c.page).Refresh()
	}
	if f := c.buttons[focus]; f != nil {
		c.u.win.Canvas().Focus(f)
	}
}

func (c *care) make() fyne.CanvasObject {
	s := &c.k.stay
	switch {
	case c.k.told == 0:
		return c.alone(c.u.say("care.reading"))
	case c.k.broken != nil && c.k.records.Care.Tasks == nil:
		again := newPress(c.u.say("care.again"), primary, c.u.colors, c.k.ask)
		return c.alone(c.u.careTrouble(c.k.broken), again)
	case s.rule != "":
		return c.rulePage()
	case s.adding:
		return c.ownPage()
	case s.task != "":
		return c.taskPage()
	}
	switch s.tab {
	case tabCalendar:
		return c.calendarPage()
	case tabTasks:
		return c.tasksPage()
	case tabVisits:
		return c.visitsPage()
	default:
		return c.todayPage()
	}
}

// alone is one sentence in the place of everything.
func (c *care) alone(text string, ways ...fyne.CanvasObject) fyne.CanvasObject {
	parts := newColumn(1.5*grid, newProse(text, sizeBody, false, c.u.colors.dim))
	if len(ways) > 0 {
		parts.Add(newRow(grid, -1, ways...))
	}
	return c.sheet(c.u.card(parts))
}

// sheet is a page that scrolls as a whole.
func (c *care) sheet(parts ...fyne.CanvasObject) fyne.CanvasObject {
	c.page, _ = screenOf(parts...)
	return c.page
}

// fixed is a page of which a list scrolls: head stands over it.
func (c *care) fixed(head, rest fyne.CanvasObject) fyne.CanvasObject {
	c.page = nil
	return container.New(&careLayout{}, head, rest)
}

// tabs is the row that says which page is open.
func (c *care) tabs(end ...fyne.CanvasObject) fyne.CanvasObject {
	u := c.u
	row := newRow(0.5*grid, -1)
	for _, t := range careTabs {
		b := newPress(u.say("care.tab."+string(t)), plain, u.colors, func() { c.open(func(s *carePlace) { s.tab = t }) })
		b.chosen = c.k.stay.tab == t
		c.keep("tab."+string(t), b)
		row.Add(b)
	}
	if len(end) == 0 {
		return newColumn(grid, row, c.said)
	}
	return newColumn(grid, newRow(grid, 1, append([]fyne.CanvasObject{row, container.NewStack()}, end...)...), c.said)
}

// open goes to another page.
func (c *care) open(do func(*carePlace)) {
	do(&c.k.stay)
	c.said.Hide()
	c.build()
}

// back leads from a page of one thing to the tab it belongs to; false where one is
// on a tab already.
func (c *care) back() bool {
	s := &c.k.stay
	if s.task == "" && s.rule == "" && !s.adding {
		return false
	}
	c.open(func(s *carePlace) { s.task, s.rule, s.adding = "", "", false })
	return true
}

// keep remembers what has to keep the focus when the page is made anew.
func (c *care) keep(key string, f fyne.Focusable) { c.buttons[key] = f }

func (c *care) focusKey() string {
	for key, f := range c.buttons {
		if c.u.win.Canvas().Focused() == f {
			return key
		}
	}
	return ""
}

// tell says what became of something that was started.
func (c *care) tell(text string, level checks.Level) {
	if c.u.now != screen(c) {
		return
	}
	c.said.set(text, c.u.colors.mark[level])
	c.said.Hidden = text == ""
	c.arrange()
}

// told tells of a mistake, if there is one.
func (c *care) told(err error) {
	if err != nil {
		c.tell(c.u.careTrouble(err), checks.Fail)
		return
	}
	c.tell("", checks.OK)
}

// ended is told for what was typed or chosen: it is saved, or it stays.
func (c *care) ended(err error) {
	c.fresh = c.fresh || err == nil
	c.told(err)
	if err == nil {
		c.tell(c.u.say("settings.saved"), checks.OK)
	}
}

// arrange lays the page out anew, after something on it appeared or went.
func (c *care) arrange() {
	if c.page != nil {
		arrange(c.page)
	} else if len(c.all.Objects) > 0 {
		c.all.Objects[0].Refresh()
	}
	canvas.Refresh(c.all)
}

// typed: Esc gives up what is being asked, then leads back.
func (c *care) typed(e *fyne.KeyEvent) bool {
	switch {
	case e.Name != fyne.KeyEscape || c.k == nil:
		return false
	case c.asking != nil:
		c.asking()
		return true
	default:
		return c.back()
	}
}

// careLayout has a list under a head fill what is left, on a sheet's margins.
type careLayout struct{}

func (l *careLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	inner, left := (&sheet{}).inner(size.Width)
	margin := looseMargin
	if size.Height < 640 {
		margin = 2 * grid
	}
	high := heightOf(objects[0], inner)
	objects[0].Move(fyne.NewPos(left, margin))
	objects[0].Resize(fyne.NewSize(inner, high))
	from := margin + high + 1.5*grid
	objects[1].Move(fyne.NewPos(left, from))
	objects[1].Resize(fyne.NewSize(inner, max(0, size.Height-from-margin)))
}

func (l *careLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(leastPage, 300) }
