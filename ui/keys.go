package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Fyne gives a key to what has the focus and to nobody else. What has no use for
// it passes it on to the window, so that Esc and F5 work wherever the focus is.

func passOn(o fyne.CanvasObject, e *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}

func forTheWindow(e *fyne.KeyEvent) bool { return e.Name == fyne.KeyEscape || e.Name == fyne.KeyF5 }

// picker is a list that folds out.
type picker struct{ widget.Select }

func newPicker(names []string) *picker {
	p := &picker{}
	p.Options = names
	p.ExtendBaseWidget(p)
	return p
}

// FocusGained implements fyne.Focusable.
func (p *picker) FocusGained() { p.Select.FocusGained(); intoSight(p) }

// TypedKey implements fyne.Focusable.
func (p *picker) TypedKey(e *fyne.KeyEvent) {
	if forTheWindow(e) {
		passOn(p, e)
		return
	}
	p.Select.TypedKey(e)
}

// lines is a list of any length, of which only what is seen is made.
type lines struct {
	widget.List
	ring *canvas.Rectangle // around it while it has the keyboard; nil: not drawn yet
}

func newLines(count func() int, make func() fyne.CanvasObject, fill func(widget.ListItemID, fyne.CanvasObject)) *lines {
	l := &lines{}
	l.Length, l.CreateItem, l.UpdateItem = count, make, fill
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey implements fyne.Focusable.
func (l *lines) TypedKey(e *fyne.KeyEvent) {
	if forTheWindow(e) {
		passOn(l, e)
		return
	}
	l.List.TypedKey(e)
}

// FocusGained implements fyne.Focusable.
func (l *lines) FocusGained() {
	l.List.FocusGained()
	l.circle(theme.Color(theme.ColorNamePrimary))
	intoSight(l)
}

// FocusLost implements fyne.Focusable.
func (l *lines) FocusLost() {
	l.List.FocusLost()
	l.circle(color.Transparent)
}

// circle draws the ring: the line that is chosen hides where the keyboard is.
func (l *lines) circle(c color.Color) {
	if l.ring != nil {
		l.ring.StrokeColor = c
		l.ring.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (l *lines) CreateRenderer() fyne.WidgetRenderer {
	l.ring = canvas.NewRectangle(color.Transparent)
	l.ring.StrokeColor, l.ring.StrokeWidth, l.ring.CornerRadius = color.Transparent, 2, radius
	return &ringed{l.List.CreateRenderer(), l.ring}
}

// ringed draws a ring around what another renderer draws.
type ringed struct {
	fyne.WidgetRenderer
	ring *canvas.Rectangle
}

// Objects implements fyne.WidgetRenderer.
func (r *ringed) Objects() []fyne.CanvasObject {
	inside := r.WidgetRenderer.Objects()
	return append(inside[:len(inside):len(inside)], r.ring)
}

// Layout implements fyne.WidgetRenderer.
func (r *ringed) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.ring.Resize(size)
}
