package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// frame puts something above what fills the rest, and something before and after
// it, without a gap between them.
type frame struct {
	above, before, rest, after fyne.CanvasObject
	width                      float32 // at the last layout
}

// leastFrame is the width that a frame reckons with before it is laid out.
const leastFrame = 960

// newFrame leaves out what is nil.
func newFrame(above, before, rest, after fyne.CanvasObject) *fyne.Container {
	var objects []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{rest, above, before, after} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(&frame{above: above, before: before, rest: rest, after: after}, objects...)
}

func (l *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	place := func(o fyne.CanvasObject, x, y, width, height float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(width, height))
	}
	var left, top float32
	right := size.Width
	if l.above != nil {
		top = heightOf(l.above, size.Width)
		place(l.above, 0, 0, size.Width, top)
	}
	if l.before != nil {
		left = l.before.MinSize().Width
		place(l.before, 0, top, left, size.Height-top)
	}
	if l.after != nil {
		width := l.after.MinSize().Width
		right -= width
		place(l.after, right, top, width, size.Height-top)
	}
	place(l.rest, left, top, right-left, size.Height-top)
}

func (l *frame) MinSize([]fyne.CanvasObject) fyne.Size {
	least := l.rest.MinSize()
	for _, o := range []fyne.CanvasObject{l.before, l.after} {
		if o != nil {
			beside := o.MinSize()
			least = fyne.NewSize(least.Width+beside.Width, max(least.Height, beside.Height))
		}
	}
	if l.above != nil {
		least.Height += heightOf(l.above, atOr(l.width, leastFrame))
	}
	return least
}
