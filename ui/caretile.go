package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// tile is a card that can be pressed as a whole; what can be pressed on it answers
// for itself.
type tile struct {
	widget.BaseWidget
	colors palette
	do     func()
	ground *canvas.Rectangle
	all    *fyne.Container

	focused, hovered bool
}

func (u *UI) newTile(do func(), content ...fyne.CanvasObject) *tile {
	t := &tile{colors: u.colors, do: do, ground: canvas.NewRectangle(u.colors.card)}
	t.ground.CornerRadius = radius
	t.all = newInset(0, 0, t.ground, newInset(2*grid, 1.5*grid, content...))
	t.ExtendBaseWidget(t)
	t.draw()
	return t
}

func (t *tile) heightFor(width float32) float32 { return heightOf(t.all, width) }

// CreateRenderer implements fyne.Widget.
func (t *tile) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.all) }

func (t *tile) draw() {
	t.ground.FillColor, t.ground.StrokeColor, t.ground.StrokeWidth = t.colors.card, t.colors.line, 1
	if t.hovered {
		t.ground.StrokeColor = t.colors.dim
	}
	if t.focused {
		t.ground.StrokeColor, t.ground.StrokeWidth = t.colors.ink, 2
	}
	t.ground.Refresh()
}

// Tapped implements fyne.Tappable.
func (t *tile) Tapped(*fyne.PointEvent) { t.do() }

// FocusGained implements fyne.Focusable.
func (t *tile) FocusGained() { t.focused = true; t.draw(); intoSight(t) }

// FocusLost implements fyne.Focusable.
func (t *tile) FocusLost() { t.focused = false; t.draw() }

// TypedRune implements fyne.Focusable.
func (t *tile) TypedRune(r rune) {
	if r == ' ' {
		t.do()
	}
}

// TypedKey implements fyne.Focusable.
func (t *tile) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		t.do()
		return
	}
	passOn(t, e)
}

// MouseIn implements desktop.Hoverable.
func (t *tile) MouseIn(*desktop.MouseEvent) { t.hovered = true; t.draw() }

// MouseMoved implements desktop.Hoverable.
func (t *tile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *tile) MouseOut() { t.hovered = false; t.draw() }

// Cursor implements desktop.Cursorable.
func (t *tile) Cursor() desktop.Cursor { return desktop.PointerCursor }

// inLines sets objects in lines of so many, the last ones as wide as the others.
func inLines(across int, objects ...fyne.CanvasObject) fyne.CanvasObject {
	all := newColumn(1.5 * grid)
	for len(objects) > 0 {
		line := newColumns(1.5 * grid)
		for i := range across {
			if i < len(objects) {
				line.Add(objects[i])
			} else {
				line.Add(newColumn(0))
			}
		}
		all.Add(line)
		objects = objects[min(across, len(objects)):]
	}
	return all
}
