package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Text that wraps is as high as its width makes it. Fyne asks for the least size
// without telling a width, so these layouts ask by width, from the page down.

// wrapper is an object whose height depends on its width.
type wrapper interface {
	heightFor(width float32) float32
}

// widthAware is a layout that can tell its height for a width.
type widthAware interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

func heightOf(o fyne.CanvasObject, width float32) float32 {
	if !o.Visible() {
		return 0
	}
	if w, ok := o.(wrapper); ok {
		return w.heightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(widthAware); ok {
			return l.heightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	shown := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}

// atOr is the width of the last layout, and before the first the least.
func atOr(width, least float32) float32 {
	if width > 0 {
		return width
	}
	return least
}

// newCell gives an object a place of a width and a height of its own; both grow
// with the letters.
func newCell(width, height float32, o fyne.CanvasObject) *fyne.Container {
	return container.NewGridWrap(fyne.NewSize(enlarged(width), enlarged(height)), o)
}

// widest is the least width that holds every object.
func widest(objects []fyne.CanvasObject) (width float32) {
	for _, o := range visible(objects) {
		width = max(width, o.MinSize().Width)
	}
	return width
}

// column puts objects under each other over the whole width.
type column struct {
	gap   float32
	width float32 // at the last layout
}

func newColumn(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&column{gap: gap}, objects...)
}

func (l *column) heightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	l.width = width
	for i, o := range visible(objects) {
		if i > 0 {
			height += l.gap
		}
		height += heightOf(o, width)
	}
	return height
}

func (l *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	y := float32(0)
	for _, o := range visible(objects) {
		h := heightOf(o, size.Width)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + l.gap
	}
}

func (l *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := widest(objects)
	return fyne.NewSize(least, l.heightFor(objects, atOr(l.width, least)))
}

// inset keeps a distance around what lies over each other.
type inset struct {
	x, y  float32
	width float32
}

func newInset(x, y float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&inset{x: x, y: y}, objects...)
}

func (l *inset) heightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	l.width = width
	for _, o := range visible(objects) {
		height = max(height, heightOf(o, width-2*l.x))
	}
	return height + 2*l.y
}

func (l *inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	for _, o := range visible(objects) {
		o.Move(fyne.NewPos(l.x, l.y))
		o.Resize(fyne.NewSize(size.Width-2*l.x, size.Height-2*l.y))
	}
}

func (l *inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := widest(objects) + 2*l.x
	return fyne.NewSize(least, l.heightFor(objects, atOr(l.width, least)))
}
