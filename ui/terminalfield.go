package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
)

// labelled is a line to type into under what it is called, with a hint and what is
// wrong with what stands there.
type labelled struct {
	all     *fyne.Container
	input   *input
	problem *prose
	u       *UI
	arrange func()
}

// lineWords are what stands around a line.
type lineWords struct{ title, hint, like, text string }

// newLabelled makes a line. typed takes every change and says what is wrong with
// it; rests, which may be nil, is called when the typing rests or ends.
func (u *UI) newLabelled(say lineWords, typed func(text string) string, rests, arrange func()) *labelled {
	l := &labelled{u: u, arrange: arrange, problem: newProse("", sizeSmall, true, u.colors.mark[checks.Fail])}
	l.problem.Hide()
	l.input = newInput(u.bridge, say.text, func(text string) { l.tell(typed(text)) }, func(string, bool) {
		if rests != nil {
			rests()
		}
	})
	l.input.PlaceHolder = say.like
	parts := []fyne.CanvasObject{newProse(say.title, sizeBody, false, u.colors.ink), l.input}
	if say.hint != "" {
		parts = append(parts, newProse(say.hint, sizeSmall, false, u.colors.dim))
	}
	l.all = newColumn(4, append(parts, l.problem)...)
	return l
}

// tell says what is wrong, "" where nothing is.
func (l *labelled) tell(problem string) {
	if l.problem.text == problem {
		return
	}
	l.problem.set(problem, l.u.colors.mark[checks.Fail])
	l.problem.Hidden = problem == ""
	l.arrange()
}

// put shows a text that nobody typed.
func (l *labelled) put(text string) {
	l.input.put(text)
	l.input.Refresh()
}

// notes are some lines to type into. Tab leaves them, as it leaves everything.
type notes struct {
	widget.Entry
	bridge *bridge
	rests  func()
	pasted func(text string) bool // takes what is no text: the path of a picture; nil: none
	skip   rune                   // of the key that brought one here: it is no text
	cancel func()
}

func newNotes(b *bridge, text, like string, changed func(string), rests func()) *notes {
	n := &notes{bridge: b, rests: rests, cancel: func() {}}
	n.ExtendBaseWidget(n)
	n.MultiLine, n.Wrapping, n.PlaceHolder = true, fyne.TextWrapWord, like
	n.SetText(text)
	n.SetMinRowsVisible(2)
	n.OnChanged = func(text string) {
		n.cancel()
		changed(text)
		var cancel func()
		cancel = n.bridge.every(typingRests, func() { cancel(); n.rests() })
		n.cancel = cancel
	}
	return n
}

// FocusGained implements fyne.Focusable.
func (n *notes) FocusGained() { n.Entry.FocusGained(); intoSight(n) }

// AcceptsTab implements fyne.Tabbable.
func (n *notes) AcceptsTab() bool { return false }

// done takes what stands there at once.
func (n *notes) done() {
	n.cancel()
	n.rests()
}

// FocusLost implements fyne.Focusable.
func (n *notes) FocusLost() {
	n.Entry.FocusLost()
	n.done()
}

// TypedKey implements fyne.Focusable.
func (n *notes) TypedKey(k *fyne.KeyEvent) {
	if forTheWindow(k) {
		passOn(n, k)
		return
	}
	n.skip = 0
	n.Entry.TypedKey(k)
}

// TypedRune implements fyne.Focusable.
func (n *notes) TypedRune(r rune) {
	skip := n.skip
	if n.skip = 0; r != skip {
		n.Entry.TypedRune(r)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (n *notes) TypedShortcut(s fyne.Shortcut) {
	if paste, ok := s.(*fyne.ShortcutPaste); ok && n.pasted != nil && n.pasted(paste.Clipboard.Content()) {
		return
	}
	n.Entry.TypedShortcut(s)
}

// rule is a thin line between what is said about different things.
func (u *UI) rule() fyne.CanvasObject {
	r := canvas.NewRectangle(u.colors.line)
	r.SetMinSize(fyne.NewSize(1, 1))
	return r
}

// pair sets two things beside each other, as wide as one another.
func pair(left, right fyne.CanvasObject) fyne.CanvasObject {
	return newColumns(2*grid, top(left), top(right))
}

// top keeps a thing at the upper edge of its place, where what stands beside it is
// higher.
func top(o fyne.CanvasObject) fyne.CanvasObject { return newColumn(0, o) }
