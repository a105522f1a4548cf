package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
)

// calendarPage is the last 90 days, and what happened on the chosen one.
func (c *care) calendarPage() fyne.CanvasObject {
	u := c.u
	now := u.deps.Now()
	days := checks.Calendar(c.k.records.Care, calendarDays, now)
	s := &c.k.stay
	if s.day.IsZero() || now.Sub(s.day) > calendarDays*day || s.day.After(now) {
		s.day = days[len(days)-1].Day
	}
	about := newColumn(0)
	cal := u.newCalendar(days, s.day)
	tell := func(d checks.CareDay) {
		s.day = d.Day
		about.Objects = []fyne.CanvasObject{c.dayCard(d)}
	}
	cal.choose = func(d checks.CareDay) { tell(d); c.arrange() }
	if d, found := cal.chosen(); found {
		tell(d)
	}
	c.keep("calendar", cal)
	legend := container.New(&flow{gap: 2 * grid})
	for _, m := range []dayMark{dayDone, dayPartly, dayMissed, dayNothing} {
		legend.Add(newRow(0.75*grid, -1, u.dayIcon(m, 22), words(u.say("care.calendar."+string(m)), sizeSmall, false, u.colors.dim)))
	}
	left := u.card(newColumn(1.5*grid, newRow(0, -1, cal), legend))
	return c.sheet(c.tabs(), container.New(&beside{gap: 1.5 * grid, left: cal.MinSize().Width + 4*grid}, left, about))
}

// dayCard says what was done and missed on a day.
func (c *care) dayCard(d checks.CareDay) fyne.CanvasObject {
	u := c.u
	now := u.deps.Now()
	name := date(u.words, d.Day, now)
	if sameDay(d.Day, now) {
		name = u.say("care.calendar.today")
	}
	parts := newColumn(grid, u.heading(name))
	lines := dayDeeds(u.words, d, c.k.records.Care.Tasks)
	if sameDay(d.Day, now) {
		lines = append(lines, c.stillToday()...)
	}
	for _, l := range lines {
		parts.Add(newRow(grid, 1, levelIcon(l.level, u.colors.mark[l.level], 20), newProse(l.text, sizeBody, false, u.colors.ink)))
	}
	if len(lines) == 0 {
		parts.Add(newProse(u.say("care.calendar.empty"), sizeBody, false, u.colors.dim))
	}
	return u.card(parts)
}

// stillToday is what is left to do today.
func (c *care) stillToday() (all []dayDeed) {
	for _, i := range checks.Today(c.k.items(), c.u.deps.Now()) {
		text := c.u.words.Say("care.calendar.day.waiting", map[string]any{"Text": taskText(c.u.words, i.Task)})
		all = append(all, dayDeed{text, checks.Unknown})
	}
	return all
}

// beside puts a thing of a fixed width beside one that takes the rest.
type beside struct{ gap, left, width float32 }

func (l *beside) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	l.width = width
	return max(heightOf(objects[0], l.left), heightOf(objects[1], width-l.left-l.gap))
}

func (l *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(l.left, heightOf(objects[0], l.left)))
	rest := size.Width - l.left - l.gap
	objects[1].Move(fyne.NewPos(l.left+l.gap, 0))
	objects[1].Resize(fyne.NewSize(rest, heightOf(objects[1], rest)))
}

func (l *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := l.left + l.gap + objects[1].MinSize().Width
	return fyne.NewSize(least, l.heightFor(objects, max(l.width, least)))
}

// dayIcon is the mark of a day.
func (u *UI) dayIcon(m dayMark, size float32) *canvas.Image {
	level := markLevel(m)
	fill, mark := u.colors.mark[level], u.colors.card
	if m == dayNothing {
		fill = u.colors.dim
	}
	return sized(picture("day-"+string(m), dayShapes[m], map[string]string{"FILL": hex(fill), "MARK": hex(mark)}), size)
}

// calendar is the grid of days: a column a week. The arrow keys go from day to day.
type calendar struct {
	widget.BaseWidget
	u      *UI
	cells  [calendarWeeks][7]calendarCell
	week   int // of the chosen day
	row    int
	choose func(checks.CareDay)
	lit    *canvas.Rectangle // around the chosen day
	now    *canvas.Rectangle // around today
	all    *fyne.Container

	focused bool
}

const (
	dayCell    float32 = 44 // a finger
	dayNames   float32 = 30 // the names of the days, before the weeks
	monthNames float32 = 22
)

func (u *UI) newCalendar(days []checks.CareDay, chosen time.Time) *calendar {
	l := &calendar{u: u, cells: calendarGrid(days), all: container.NewWithoutLayout()}
	l.lit, l.now = canvas.NewRectangle(u.colors.chosen), canvas.NewRectangle(u.colors.card)
	l.lit.CornerRadius, l.now.CornerRadius = radius, radius
	l.now.StrokeColor, l.now.StrokeWidth = u.colors.dim, 1
	l.all.Objects = []fyne.CanvasObject{l.now, l.lit}
	for row := range 7 {
		name := words(u.say(fmt.Sprintf("history.weekday.d%d", (row+1)%7)), sizeSmall, false, u.colors.dim)
		name.Move(fyne.NewPos(0, monthNames+float32(row)*dayCell+(dayCell-name.MinSize().Height)/2))
		name.Resize(name.MinSize())
		l.all.Add(name)
	}
	shown := float32(-1)
	for week := range l.cells {
		x := dayNames + float32(week)*dayCell
		if name := monthOf(u.words, l.cells[week], week == 0); name != "" && x > shown {
			text := words(name, sizeSmall, false, u.colors.dim)
			text.Move(fyne.NewPos(x+8, 0))
			text.Resize(text.MinSize())
			shown = x + text.MinSize().Width + grid
			l.all.Add(text)
		}
		for row := range l.cells[week] {
			l.place(week, row, days, chosen)
		}
	}
	l.ExtendBaseWidget(l)
	l.draw()
	return l
}

// place puts a day into the grid.
func (l *calendar) place(week, row int, days []checks.CareDay, chosen time.Time) {
	cell := l.cells[week][row]
	if !cell.there {
		return
	}
	icon := l.u.dayIcon(markOf(cell.day), 26)
	icon.Resize(fyne.NewSquareSize(26))
	icon.Move(l.at(week, row).AddXY((dayCell-26)/2, (dayCell-26)/2))
	l.all.Add(icon)
	if cell.day.Day.Equal(days[len(days)-1].Day) {
		l.now.Move(l.at(week, row).AddXY(2, 2))
		l.now.Resize(fyne.NewSquareSize(dayCell - 4))
	}
	if cell.day.Day.Equal(chosen) {
		l.week, l.row = week, row
	}
}

func (l *calendar) at(week, row int) fyne.Position {
	return fyne.NewPos(dayNames+float32(week)*dayCell, monthNames+float32(row)*dayCell)
}

// chosen is the day that is looked at.
func (l *calendar) chosen() (checks.CareDay, bool) {
	cell := l.cells[l.week][l.row]
	return cell.day, cell.there
}

// goTo chooses a day, if there is one.
func (l *calendar) goTo(week, row int) {
	if week < 0 || week >= calendarWeeks || row < 0 || row > 6 || !l.cells[week][row].there {
		return
	}
	l.week, l.row = week, row
	l.draw()
	l.choose(l.cells[week][row].day)
}

func (l *calendar) draw() {
	l.lit.Move(l.at(l.week, l.row).AddXY(1, 1))
	l.lit.Resize(fyne.NewSquareSize(dayCell - 2))
	l.lit.StrokeColor, l.lit.StrokeWidth = l.u.colors.mark[checks.OK], 1
	if l.focused {
		l.lit.StrokeColor, l.lit.StrokeWidth = l.u.colors.ink, 2
	}
	l.lit.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *calendar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.all) }

// MinSize implements fyne.Widget.
func (l *calendar) MinSize() fyne.Size {
	return fyne.NewSize(dayNames+calendarWeeks*dayCell, monthNames+7*dayCell)
}

// Tapped implements fyne.Tappable.
func (l *calendar) Tapped(e *fyne.PointEvent) {
	if e.Position.X >= dayNames && e.Position.Y >= monthNames {
		l.goTo(int((e.Position.X-dayNames)/dayCell), int((e.Position.Y-monthNames)/dayCell))
	}
}

// FocusGained implements fyne.Focusable.
func (l *calendar) FocusGained() { l.focused = true; l.draw(); intoSight(l) }

// FocusLost implements fyne.Focusable.
func (l *calendar) FocusLost() { l.focused = false; l.draw() }

// TypedRune implements fyne.Focusable.
func (l *calendar) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: the arrows go to the day beside, over the end
// of a week to the next one.
func (l *calendar) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		l.goTo(l.week-1, l.row)
	case fyne.KeyRight:
		l.goTo(l.week+1, l.row)
	case fyne.KeyUp:
		l.goTo(l.week-(6-l.row)/6, (l.row+6)%7)
	case fyne.KeyDown:
		l.goTo(l.week+l.row/6, (l.row+1)%7)
	default:
		passOn(l, e)
	}
}

// Cursor implements desktop.Cursorable.
func (l *calendar) Cursor() desktop.Cursor { return desktop.PointerCursor }
