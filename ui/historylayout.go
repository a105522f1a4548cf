package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// historyLayout puts the times, the lines to choose from, the chart with the list
// beside it, and the foot under each other; the chart takes what is left.
type historyLayout struct{}

const listWidth float32 = 248

func (l *historyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	margin, gap := looseMargin, 1.25*grid
	width, y := size.Width-2*margin, 1.5*grid
	put := func(o fyne.CanvasObject, x, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	for _, o := range objects[:2] {
		high := max(heightOf(o, width), touch)
		put(o, margin, width, high)
		y += high + gap
	}
	foot := max(heightOf(objects[4], width), touch)
	high := max(size.Height-y-foot-gap-1.5*grid, 100)
	list := listWide()
	put(objects[2], margin, width-list-1.5*grid, high)
	put(objects[3], margin+width-list, list, high)
	y += high + gap
	put(objects[4], margin, width, foot)
}

func (l *historyLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(leastPage, 400) }

// listWide is the width of the list beside the chart, which keeps most of it.
func listWide() float32 { return min(enlarged(listWidth), 1.25*listWidth) }

// underLayout puts a line under what fills the rest, if there is anything in it.
type underLayout struct{}

func (l *underLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	under := float32(0)
	if c, ok := objects[1].(*fyne.Container); ok && len(c.Objects) > 0 {
		under = max(heightOf(c, size.Width-58), lineHeight)
	}
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, size.Height-under))
	objects[1].Move(fyne.NewPos(58, size.Height-under)) // where the curves begin
	objects[1].Resize(fyne.NewSize(size.Width-58, under))
}

func (l *underLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// listLayout: a heading, a list that fills the rest or a sentence in its place,
// and a foot.
type listLayout struct{}

func (l *listLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top, foot := heightOf(objects[0], size.Width), heightOf(objects[3], size.Width)
	for i, o := range objects {
		y, h := top, size.Height-top-foot-grid/2
		switch i {
		case 0:
			y, h = 0, top
		case 3:
			y, h = size.Height-foot, foot
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
	}
}

func (l *listLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return fyne.NewSize(120, 120) }

// edged lets what scrolls reach a little over its place, so that borders at its
// edge are not cut.
type edged struct{}

const edge float32 = 4

func (l *edged) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(-edge, -edge))
	objects[0].Resize(fyne.NewSize(size.Width+2*edge, size.Height+2*edge))
}

func (l *edged) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(touch, touch) }

// pickerSize keeps a list that folds out as narrow as a button.
type pickerSize struct{}

func (l *pickerSize) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
}

func (l *pickerSize) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(enlarged(108), touch)
}

// swatch is a colour of the legend with its name.
func (u *UI) swatch(name string, c color.Color) fyne.CanvasObject {
	square := canvas.NewRectangle(c)
	square.CornerRadius = 2
	return newRow(0.75*grid, -1, container.NewGridWrap(fyne.NewSquareSize(12), square), words(name, sizeSmall, false, u.colors.dim))
}

// emptyState says what will be here, over the empty chart.
type emptyState struct {
	all        *fyne.Container
	title, why *prose
	u          *UI
}

func (u *UI) newEmptyState() *emptyState {
	e := &emptyState{u: u, title: newProse("", sizeTitle, true, u.colors.ink), why: newProse("", sizeBody, false, u.colors.dim)}
	ground := canvas.NewRectangle(u.colors.card)
	e.all = container.NewStack(ground, container.New(&inMiddle{}, newColumn(grid, e.title, e.why)))
	return e
}

func (e *emptyState) tell(title, why string) {
	e.title.set(title, e.u.colors.ink)
	e.why.set(why, e.u.colors.dim)
	e.all.Refresh()
}

// inMiddle keeps a few lines in the middle, no wider than is read easily.
type inMiddle struct{}

func (l *inMiddle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width-4*grid, 420)
	h := heightOf(objects[0], width)
	objects[0].Move(fyne.NewPos((size.Width-width)/2, max(size.Height*2/5-h/2, 0)))
	objects[0].Resize(fyne.NewSize(width, h))
}

func (l *inMiddle) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 60) }

// nothingKept is the screen where there is no history at all.
func (u *UI) nothingKept() fyne.CanvasObject {
	e := u.newEmptyState()
	e.tell(u.say("history.empty.off"), u.say("history.empty.off_why"))
	return newInset(3*grid, 3*grid, u.card(e.all))
}
