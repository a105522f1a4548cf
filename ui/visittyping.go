package ui

import (
	"fyne.io/fyne/v2"
)

// typingPlace is the line that somebody types into, and where in it.
type typingPlace struct {
	field       string
	row, column int
}

func (s *visit) typingAt() (at typingPlace) {
	focused := s.u.win.Canvas().Focused()
	for field, l := range s.lines {
		if focused == fyne.Focusable(l.input) {
			at = typingPlace{field, l.input.CursorRow, l.input.CursorColumn}
		}
	}
	for field, n := range s.notes {
		if focused == fyne.Focusable(n) {
			at = typingPlace{field, n.CursorRow, n.CursorColumn}
		}
	}
	return at
}

// typeAt goes on with typing on a page that was made anew.
func (s *visit) typeAt(at typingPlace) {
	if l := s.lines[at.field]; l != nil {
		s.u.win.Canvas().Focus(l.input)
		l.input.CursorColumn = at.column
		l.input.Refresh()
	}
	if n := s.notes[at.field]; n != nil {
		s.u.win.Canvas().Focus(n)
		n.CursorRow, n.CursorColumn = at.row, at.column
		n.Refresh()
	}
}

// allRight reports that all that stands on the page can be recorded; what cannot
// gets the focus, and is not left before it is put right.
func (s *visit) allRight() bool {
	for field := range s.v.typed {
		l, n := s.lines[field], s.notes[field]
		switch {
		case l != nil:
			s.u.win.Canvas().Focus(l.input)
		case n != nil:
			s.u.win.Canvas().Focus(n)
		default:
			continue
		}
		s.tell(s.u.say("terminal.look_above"))
		return false
	}
	return true
}
