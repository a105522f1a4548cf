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
	return fyne.NewSize(least, l.heightFor(objects, max(l.width, least)))
}

// row puts objects beside each other, centred in height; one of them takes the
// width that the others leave.
type row struct {
	gap     float32
	stretch int // index of the object that stretches, -1 for none
	width   float32
}

func newRow(gap float32, stretch int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap, stretch: stretch}, objects...)
}

// widths shares the width out; a hidden object has none.
func (l *row) widths(objects []fyne.CanvasObject, width float32) []float32 {
	out := make([]float32, len(objects))
	left := width + l.gap
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		left -= l.gap
		if i != l.stretch {
			out[i] = o.MinSize().Width
			left -= out[i]
		}
	}
	if l.stretch >= 0 {
		out[l.stretch] = max(left, 0)
	}
	return out
}

func (l *row) heightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	l.width = width
	for i, w := range l.widths(objects, width) {
		height = max(height, heightOf(objects[i], w))
	}
	return height
}

func (l *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	x := float32(0)
	for i, w := range l.widths(objects, size.Width) {
		o := objects[i]
		if !o.Visible() {
			continue
		}
		h := heightOf(o, w)
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
		x += w + l.gap
	}
}

func (l *row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := -l.gap
	for _, o := range visible(objects) {
		least += o.MinSize().Width + l.gap
	}
	return fyne.NewSize(max(least, 0), l.heightFor(objects, max(l.width, least)))
}

// columns shares the width equally; all are as high as the highest.
type columns struct {
	gap   float32
	width float32
}

func newColumns(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{gap: gap}, objects...)
}

func (l *columns) each(objects []fyne.CanvasObject, width float32) float32 {
	n := float32(max(len(visible(objects)), 1))
	return max((width-l.gap*(n-1))/n, 0)
}

func (l *columns) heightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	l.width = width
	for _, o := range visible(objects) {
		height = max(height, heightOf(o, l.each(objects, width)))
	}
	return height
}

func (l *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	w := l.each(objects, size.Width)
	for i, o := range visible(objects) {
		o.Move(fyne.NewPos(float32(i)*(w+l.gap), 0))
		o.Resize(fyne.NewSize(w, size.Height))
	}
}

func (l *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	n := float32(len(visible(objects)))
	least := widest(objects)*n + l.gap*max(n-1, 0)
	return fyne.NewSize(least, l.heightFor(objects, max(l.width, least)))
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
	return fyne.NewSize(least, l.heightFor(objects, max(l.width, least)))
}
