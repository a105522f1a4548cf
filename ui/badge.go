package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"countercheck/checks"
)

// badge is the number at the corner of a place's icon: how much waits there.
type badge struct {
	ground *canvas.Rectangle
	figure *canvas.Text
}

// badgeOf is nil where nothing waits. It is quiet until something waits for long.
func badgeOf(b *press) *badge {
	if b.count == 0 {
		return nil
	}
	text := strconv.Itoa(b.count)
	if b.count > 99 {
		text = "99+"
	}
	level := checks.Unknown
	if b.urgent {
		level = checks.Warn
	}
	g := &badge{ground: canvas.NewRectangle(bandColors[level]), figure: words(text, 11, true, white)}
	g.ground.CornerRadius = enlarged(badgeSize) / 2
	return g
}

const badgeSize float32 = 17

// layout puts it at the upper right of the icon.
func (g *badge) layout(size fyne.Size) {
	if g == nil {
		return
	}
	least := g.figure.MinSize()
	high := enlarged(badgeSize)
	width := max(high, least.Width+grid)
	at := fyne.NewPos(size.Width/2+5, 4)
	g.ground.Move(at)
	g.ground.Resize(fyne.NewSize(width, high))
	g.figure.Move(at.AddXY((width-least.Width)/2, (high-least.Height)/2))
	g.figure.Resize(least)
}
