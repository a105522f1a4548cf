package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// sheet is a screen's content under each other, on its margins. Where the window
// is high enough its parts stand well apart; where it is low they move together,
// as little as it takes, before anything has to scroll. On a very wide window it stays in the middle, so
// that no line is too long to follow.
type sheet struct {
	width float32 // at the last layout
	room  float32 // the height there is without scrolling
}

const (
	looseGap, tightGap       = 2 * grid, grid
	looseMargin, tightMargin = 3 * grid, grid
	widestSheet              = 1240
	leastPage                = 480
)

// inner is the width of the content and the distance to its left.
func (l *sheet) inner(width float32) (inner, left float32) {
	inner = min(width-2*looseMargin, widestSheet)
	return max(inner, 0), (width - inner) / 2
}

// spacing is the gap and the margin above and below.
func (l *sheet) spacing(objects []fyne.CanvasObject, width float32) (gap, margin, height float32) {
	inner, _ := l.inner(width)
	shown := visible(objects)
	for _, o := range shown {
		height += heightOf(o, inner)
	}
	gaps := float32(max(len(shown)-1, 0))
	tight := height + gaps*tightGap + 2*tightMargin
	loose := height + gaps*looseGap + 2*looseMargin
	share := min(max((l.room-tight)/(loose-tight), 0), 1)
	gap = float32(int(tightGap + share*(looseGap-tightGap)))
	margin = float32(int(tightMargin + share*(looseMargin-tightMargin)))
	return gap, margin, height + gaps*gap + 2*margin
}

func (l *sheet) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	l.width = width
	_, _, height := l.spacing(objects, width)
	return height
}

func (l *sheet) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	inner, left := l.inner(size.Width)
	gap, y, _ := l.spacing(objects, size.Width)
	for _, o := range visible(objects) {
		h := heightOf(o, inner)
		o.Move(fyne.NewPos(left, y))
		o.Resize(fyne.NewSize(inner, h))
		y += h + gap
	}
}

func (l *sheet) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastPage, l.heightFor(objects, atOr(l.width, widest(objects)+2*looseMargin))) // rows go on below before a page goes on to the right
}

// page scrolls a sheet where the window is too low for it; it tells the sheet its
// width and room before the scroll asks for its height.
type page struct {
	content *fyne.Container
	sheet   *sheet
}

// screenOf sets a screen's parts on a sheet, scrolling where it must. Who changes
// the parts calls arrange afterwards.
func screenOf(parts ...fyne.CanvasObject) (all, content *fyne.Container) {
	l := &sheet{}
	content = container.New(l, parts...)
	return container.New(&page{content: content, sheet: l}, container.NewVScroll(content)), content
}

// arrange lays a screen out anew.
func arrange(all *fyne.Container) { all.Layout.Layout(all.Objects, all.Size()) }

func (l *page) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.sheet.room = size.Height
	heightOf(l.content, size.Width)
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
	objects[0].Refresh()
	l.content.Layout.Layout(l.content.Objects, l.content.Size())
}

func (l *page) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastPage, 100)
}
