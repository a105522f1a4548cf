package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// card is one level of ground under what belongs together.
func (u *UI) card(content ...fyne.CanvasObject) fyne.CanvasObject {
	ground := canvas.NewRectangle(u.colors.card)
	ground.CornerRadius = radius
	ground.StrokeColor, ground.StrokeWidth = u.colors.line, 1
	return newInset(0, 0, ground, newInset(2*grid, 1.5*grid, content...))
}

// heading is the small bold line over a card's content, with what stands at its end.
func (u *UI) heading(text string, end ...fyne.CanvasObject) fyne.CanvasObject {
	title := newProse(text, sizeBody, true, u.colors.ink)
	return newRow(grid, 0, append([]fyne.CanvasObject{title}, end...)...)
}

// step is a numbered line of what to do.
func (u *UI) step(number, text string) fyne.CanvasObject {
	return newRow(1.5*grid, 1, u.ordinal(number), newProse(text, 17, false, u.colors.ink))
}

// ordinal is a step's number in a disc.
func (u *UI) ordinal(number string) fyne.CanvasObject {
	dot := canvas.NewCircle(u.colors.ink)
	figure := canvas.NewText(number, u.colors.card)
	figure.TextSize, figure.TextStyle, figure.Alignment = enlarged(sizeSmall), fyne.TextStyle{Bold: true}, fyne.TextAlignCenter
	return container.NewGridWrap(fyne.NewSquareSize(enlarged(26)), container.NewStack(dot, figure))
}

// words is a line of text that does not wrap.
func words(text string, size float32, bold bool, c color.Color) *canvas.Text {
	t := canvas.NewText(text, c)
	t.TextSize, t.TextStyle = enlarged(size), fyne.TextStyle{Bold: bold}
	return t
}
