package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// typingRests is how long nobody types before what stands there is taken.
const typingRests = 600 * time.Millisecond

// input is a line to type into. It tells every change, and that what stands there
// is to be taken: when the typing rests, and for good when Enter is pressed or the
// line is left.
type input struct {
	widget.Entry
	bridge  *bridge
	changed func(text string)
	take    func(text string, left bool)
	enter   func() // what Enter does, if it is more than to take what stands there
	set     string // what was put there, and not typed
	cancel  func()
}

func newInput(b *bridge, text string, changed func(string), take func(text string, left bool)) *input {
	e := &input{bridge: b, changed: changed, take: take, cancel: func() {}}
	e.ExtendBaseWidget(e)
	e.Wrapping, e.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	e.put(text)
	e.OnChanged = e.typed
	return e
}

// put shows a text that nobody typed.
func (e *input) put(text string) {
	e.cancel()
	e.set = text
	if e.Text != text {
		usual := e.OnChanged
		e.OnChanged = nil
		e.SetText(text)
		e.OnChanged = usual
	}
}

func (e *input) typed(text string) {
	e.cancel()
	e.changed(text)
	var cancel func()
	cancel = e.bridge.every(typingRests, func() { cancel(); e.take(e.Text, false) })
	e.cancel = cancel
}

// done takes what stands there at once.
func (e *input) done() {
	e.cancel()
	if e.Text != e.set {
		e.take(e.Text, true)
	}
}

// FocusGained implements fyne.Focusable.
func (e *input) FocusGained() { e.Entry.FocusGained(); intoSight(e) }

// FocusLost implements fyne.Focusable.
func (e *input) FocusLost() {
	e.Entry.FocusLost()
	e.done()
}

// TypedKey implements fyne.Focusable.
func (e *input) TypedKey(k *fyne.KeyEvent) {
	switch {
	case forTheWindow(k):
		passOn(e, k)
	case (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter) && e.enter != nil:
		e.enter()
	case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
		e.done()
	default:
		e.Entry.TypedKey(k)
	}
}
