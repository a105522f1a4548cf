package ui

import "fyne.io/fyne/v2"

// flow puts objects beside each other and goes on in the next line where the
// width ends.
type flow struct {
	gap   float32
	width float32 // at the last layout
}

func (l *flow) run(objects []fyne.CanvasObject, width float32, place func(o fyne.CanvasObject, x, y float32, size fyne.Size)) (height float32) {
	var x, y, high float32
	for _, o := range visible(objects) {
		size := o.MinSize()
		if size.Width > width && width > 0 {
			size = fyne.NewSize(width, heightOf(o, width))
		}
		if x > 0 && x+size.Width > width {
			x, y = 0, y+high+l.gap
			high = 0
		}
		place(o, x, y, size)
		x += size.Width + l.gap
		high = max(high, size.Height)
	}
	return y + high
}

func (l *flow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	l.width = width
	return l.run(objects, width, func(fyne.CanvasObject, float32, float32, fyne.Size) {})
}

func (l *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.run(objects, size.Width, func(o fyne.CanvasObject, x, y float32, least fyne.Size) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(least)
	})
}

func (l *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := widest(objects)
	return fyne.NewSize(least, l.heightFor(objects, atOr(l.width, least)))
}
