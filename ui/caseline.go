package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
)

// caseLine is one case in a list: when and what, the likeliest cause, and how far it
// is.
type caseLine struct {
	widget.BaseWidget
	mark              *fyne.Container
	what, when, stand *canvas.Text
	struck            *canvas.Rectangle
	room              *wide // of how far it is
	all               *fyne.Container
}

const (
	caseLineHigh float32 = 56
	standRoom    float32 = 240 // at most
)

func (u *UI) newCaseLine() *caseLine {
	l := &caseLine{
		mark: container.NewStack(), what: words("", sizeBody, true, u.colors.ink), when: words("", sizeSmall, false, u.colors.dim),
		stand: words("", sizeSmall, false, u.colors.dim), struck: canvas.NewRectangle(u.colors.dim),
	}
	l.stand.Alignment = fyne.TextAlignTrailing
	l.room = &wide{standRoom}
	lines := newColumn(1, container.New(&struckThrough{}, l.what, l.struck), l.when)
	l.all = newInset(1.5*grid, 0.75*grid, newRow(1.25*grid, 1, container.NewGridWrap(fyne.NewSquareSize(20), l.mark), lines,
		container.New(l.room, l.stand), words("›", sizeBody, false, u.colors.dim)))
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *caseLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.all) }

// MinSize is that of a line, whatever it says.
func (l *caseLine) MinSize() fyne.Size { return fyne.NewSize(380, enlarged(caseLineHigh)) }

func (l *caseLine) set(u *UI, c checks.Case) {
	v := viewCase(u.words, c, u.deps.Now())
	l.mark.Objects = []fyne.CanvasObject{levelIcon(v.Level, u.colors.mark[v.Level], 20)}
	l.stand.Text, l.stand.Color = shortTo(v.Stand, sizeSmall, standRoom-grid), u.colors.mark[v.Level]
	l.stand.TextStyle.Bold = v.Level > checks.OK
	l.room.width = l.stand.MinSize().Width
	room := l.Size().Width - l.room.width - 3*grid - 20 - 4*grid - 10
	about := v.When
	if v.Cause != "" {
		about += between + v.Cause
	}
	l.what.Text, l.what.Color = shortTo(v.What, sizeBody+0.5, room), u.colors.ink
	l.when.Text = shortTo(about, sizeSmall, room)
	l.struck.Hidden = !v.Gone
	if v.Gone {
		l.what.Color = u.colors.dim
	}
	l.all.Refresh()
}

// struckThrough draws a line through a text, if it is shown.
type struckThrough struct{}

func (l *struckThrough) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
	objects[1].Move(fyne.NewPos(0, size.Height/2))
	objects[1].Resize(fyne.NewSize(min(objects[0].MinSize().Width, size.Width), 1.5))
}

func (l *struckThrough) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// newCaseLines is a list of cases that opens the one that is chosen.
func (u *UI) newCaseLines(cases func() []checks.Case) *taskLines {
	list := newTaskLines(func() int { return len(cases()) }, func() fyne.CanvasObject { return u.newCaseLine() }, func(id widget.ListItemID, o fyne.CanvasObject) {
		if line, ok := o.(*caseLine); ok && id < len(cases()) {
			line.set(u, cases()[id])
		}
	})
	list.OnSelected = func(id widget.ListItemID) {
		list.UnselectAll()
		if all := cases(); id < len(all) {
			u.openCase(all[id].ID)
		}
	}
	return list
}
