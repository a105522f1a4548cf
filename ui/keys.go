package ui

import (
	"fyne.io/fyne/v2"
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

// TypedKey implements fyne.Focusable.
func (p *picker) TypedKey(e *fyne.KeyEvent) {
	if forTheWindow(e) {
		passOn(p, e)
		return
	}
	p.Select.TypedKey(e)
}

// lines is a list of any length, of which only what is seen is made.
type lines struct{ widget.List }

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
