package ui

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// checkedStates are the answers to an item, in the order of their keys 1 to 3.
var checkedStates = []checks.CheckedState{checks.CheckedFine, checks.CheckedFaulty, checks.CheckedAbsent}

// itemRow is an item of the inspection with its three answers.
type itemRow struct {
	s       *visit
	at      int // the terminal
	item    string
	all     fyne.CanvasObject
	answers []*press
	notes   *notes
}

// items is the page of all that is looked at on a terminal. One press answers an
// item and goes on to the next; nothing answers several at once.
func (s *visit) items(at int) []fyne.CanvasObject {
	u, i := s.u, s.v.visit.Terminals[at]
	var parts []fyne.CanvasObject
	parts = append(parts, newProse(u.words.Say("visit.items_about", map[string]any{"Count": leftHere(i)}), sizeSmall, false, u.colors.dim))
	for _, place := range listed(i) {
		row := s.newItemRow(at, i, i.Findings[place])
		s.rows = append(s.rows, row)
		parts = append(parts, row.all)
	}
	if next := nextOpen(i, 0); next >= 0 {
		s.focus = s.rows[next].answers[0]
	} else {
		s.focus = nil // the way on
	}
	return parts
}

func (s *visit) newItemRow(at int, i checks.Inspection, c checks.Checked) *itemRow {
	u := s.u
	r := &itemRow{s: s, at: at, item: c.Item}
	look := u.say("visit.item." + c.Item + ".look")
	if c.Item == "address" && i.Terminal.Address != "" {
		look = u.words.Say("visit.address_recorded", map[string]any{"Address": i.Terminal.Address, "Look": look})
	}
	if c.Item == "receipt" && i.Terminal.Merchant != "" && i.Terminal.Number != "" {
		look = u.words.Say("visit.receipt_recorded", map[string]any{"Merchant": i.Terminal.Merchant, "Number": i.Terminal.Number, "Look": look})
	}
	about := newColumn(2, newProse(u.say("visit.item."+c.Item+".name"), 17, true, u.colors.ink), newProse(look, sizeSmall, false, u.colors.dim))
	parts := []fyne.CanvasObject{newRow(2*grid, 0, about, r.buttons(c.State))}
	if c.State == checks.CheckedFaulty {
		parts = append(parts, r.fault(c)...)
	}
	r.all = u.card(newColumn(1.25*grid, parts...))
	return r
}

// buttons are the three answers; the given one is told by its colour and a tick.
func (r *itemRow) buttons(now checks.CheckedState) fyne.CanvasObject {
	u := r.s.u
	var cells []fyne.CanvasObject
	width := u.answerWidth()
	for n, state := range checkedStates {
		b := newPress("", plain, u.colors, func() { r.s.answer(r, state) })
		b.chosen = state == now
		b.text = u.ticked(u.say("visit.state."+string(state)), b.chosen)
		if b.chosen {
			b.kind = [...]pressKind{primary, danger, plain}[n]
		}
		r.answers = append(r.answers, b)
		cells = append(cells, container.NewGridWrap(fyne.NewSize(width, touch), b))
	}
	return newRow(grid, -1, cells...)
}

// answerWidth is as wide as the longest answer, so that nothing jumps.
func (u *UI) answerWidth() (width float32) {
	for _, state := range checkedStates {
		text := u.ticked(u.say("visit.state."+string(state)), true)
		width = max(width, fyne.MeasureText(text, enlarged(sizeBody), fyne.TextStyle{Bold: true}).Width)
	}
	return width + 3*grid
}

// fault is what belongs to a fault: a note, and photos.
func (r *itemRow) fault(c checks.Checked) []fyne.CanvasObject {
	u, s := r.s.u, r.s
	field := noteField(r.at, r.item)
	strip := u.newPhotoStrip(field, func() []string { return s.v.finding(r.at, r.item).Photos }, func(all []string) {
		s.v.change(func(to *checks.Visit) { findingOf(to, r.at, r.item).Photos = all })
	}, s.arrange)
	s.strips = append(s.strips, strip)
	problem := newProse("", sizeSmall, true, u.colors.mark[checks.Fail])
	problem.Hide()
	advice := newProse(u.say("visit.item."+r.item+".fault"), sizeBody, true, u.colors.mark[checks.Warn])
	advice.Hidden = r.item == "identity" && s.v.visit.Terminals[r.at].Replaced() // that is said in steps
	r.notes = newNotes(u.bridge, s.v.textAt(field, c.Note), u.say("visit.note_like"), func(text string) {
		err := s.v.try(field, text, func(to *checks.Visit, text string) { findingOf(to, r.at, r.item).Note = text })
		problem.set(problemText(u.words, err), u.colors.mark[checks.Fail])
		if problem.Hidden != (err == nil) {
			problem.Hidden = err == nil
			s.arrange()
		}
	}, s.v.save)
	r.notes.pasted = func(text string) bool { return strip.paste(text, false) }
	s.notes[field] = r.notes
	return []fyne.CanvasObject{advice, r.notes, problem, newProse(u.say("photo.remind"), sizeSmall, false, u.colors.mark[checks.Warn]), strip.all}
}

func noteField(at int, item string) string { return fmt.Sprintf("%d.%s.note", at, item) }

// leftHere counts the items of the list page that are not answered.
func leftHere(i checks.Inspection) (n int) {
	for _, place := range listed(i) {
		if i.Findings[place].State == checks.NotLooked {
			n++
		}
	}
	return n
}

// findingOf is an item of a visit that may be changed.
func findingOf(v *checks.Visit, at int, item string) *checks.Checked {
	if at < len(v.Terminals) {
		for n := range v.Terminals[at].Findings {
			if c := &v.Terminals[at].Findings[n]; c.Item == item {
				return c
			}
		}
	}
	return &checks.Checked{}
}

func (v *visiting) finding(at int, item string) checks.Checked { return *findingOf(&v.visit, at, item) }

// keyPause is how soon after an answer another one is taken: a key that is held
// down, or a scan gun, answers one item and not all of them.
const keyPause = 200 * time.Millisecond

// answer takes an answer, and goes on to the next item, or to what belongs to a
// fault.
func (s *visit) answer(r *itemRow, state checks.CheckedState) {
	now := s.u.deps.Now()
	held := now.Sub(s.v.quick) < keyPause && !now.Before(s.v.quick)
	s.v.quick = now
	if held {
		return
	}
	s.settle()
	s.v.change(func(to *checks.Visit) { findingOf(to, r.at, r.item).State = state })
	index := slices.Index(s.rows, r)
	s.build()
	if state == checks.CheckedFaulty {
		if index < len(s.rows) && s.rows[index].notes != nil {
			s.u.win.Canvas().Focus(s.rows[index].notes)
			bringIntoSight(scrolled(s.page), s.rows[index].all)
		}
		return
	}
	if s.shown.kind != pageItems {
		s.focusRow(-1)
		return
	}
	s.focusRow(nextOpen(s.v.visit.Terminals[r.at], index+1))
}

// focusRow goes to an item; -1 is the way on, where all are answered.
func (s *visit) focusRow(index int) {
	if index < 0 || index >= len(s.rows) {
		s.u.win.Canvas().Focus(s.onward)
		return
	}
	s.u.win.Canvas().Focus(s.rows[index].answers[0])
	bringIntoSight(scrolled(s.page), s.rows[index].all)
}

// rowNow is the item that has the focus, else the first without an answer.
func (s *visit) rowNow() int {
	focused := s.u.win.Canvas().Focused()
	for i, r := range s.rows {
		for _, b := range r.answers {
			if focused == fyne.Focusable(b) {
				return i
			}
		}
	}
	if s.shown.kind == pageItems {
		return nextOpen(s.v.visit.Terminals[s.shown.at], 0)
	}
	return min(0, len(s.rows)-1)
}

// answerKey answers the item with a figure: 1, 2 or 3.
func (s *visit) answerKey(name fyne.KeyName) bool {
	at := s.rowNow()
	if at < 0 || len(s.rows[at].answers) == 0 {
		return false
	}
	n := int(name[0] - '1')
	s.answer(s.rows[at], checkedStates[n])
	if note, ok := s.u.win.Canvas().Focused().(*notes); ok {
		note.skip = rune(name[0]) // the key's figure comes after the key
	}
	return true
}

// moveKey goes an item up or down.
func (s *visit) moveKey(name fyne.KeyName) bool {
	at := s.rowNow()
	if at < 0 || s.shown.kind != pageItems {
		return false
	}
	if name == fyne.KeyUp {
		at--
	} else {
		at++
	}
	if at >= 0 && at < len(s.rows) {
		s.focusRow(at)
	}
	return true
}

// openStrip is the photos of the fault that is being written about, else of the
// first on the page.
func (s *visit) openStrip() *photoStrip {
	focused := s.u.win.Canvas().Focused()
	for _, r := range s.rows {
		if r.notes != nil && focused == fyne.Focusable(r.notes) {
			return s.strip(noteField(r.at, r.item))
		}
	}
	if len(s.strips) == 0 {
		return nil
	}
	return s.strips[len(s.strips)-1]
}

// levelLine is a sentence with its level's mark.
func (u *UI) levelLine(level checks.Level, text string) fyne.CanvasObject {
	var mark *canvas.Image
	if level == checks.Unknown {
		mark = levelIcon(level, u.colors.mark[level], 22)
	} else {
		mark = solidIcon(level, 22)
	}
	return newRow(grid, 1, mark, newProse(text, sizeBody, true, u.colors.mark[level]))
}
