package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// dashes is a broken line: nobody knows what lies along it.
type dashes struct {
	widget.BaseWidget
	color color.Color
}

// CreateRenderer implements fyne.Widget.
func (d *dashes) CreateRenderer() fyne.WidgetRenderer { return &dashRenderer{d: d} }

type dashRenderer struct {
	d    *dashes
	bits []fyne.CanvasObject
}

func (r *dashRenderer) Destroy()                     {}
func (r *dashRenderer) Refresh()                     { r.Layout(r.d.Size()) }
func (r *dashRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, 2) }
func (r *dashRenderer) Objects() []fyne.CanvasObject { return r.bits }

func (r *dashRenderer) Layout(size fyne.Size) {
	const dash, gap = 6, 5
	r.bits = r.bits[:0]
	for x := float32(0); x+dash <= size.Width; x += dash + gap {
		bit := canvas.NewRectangle(r.d.color)
		bit.Move(fyne.NewPos(x, 0))
		bit.Resize(fyne.NewSize(dash, size.Height))
		r.bits = append(r.bits, bit)
	}
}
