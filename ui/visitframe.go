package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// head says which terminal and which step it is, and how far the network check is
// that runs beside.
func (s *visit) head() fyne.CanvasObject {
	u, v := s.u, s.v
	pages := visitPages(v.visit)
	at, page := openPage(v.visit)
	where := u.words.Say("visit.step", map[string]any{"Step": at + 1, "Of": len(pages)})
	title := u.say("visit.page." + string(page.kind))
	if page.kind == pageIdentity || page.kind == pageItems || page.kind == pageVersion {
		title = terminalName(u.words, v.visit.Terminals[page.at].Terminal) + between + title
	}
	name := newProse(title, sizeTitle, true, u.colors.ink)
	name.smaller = sizeBody
	s.running = words("", sizeSmall, true, u.colors.mark[checks.Unknown])
	s.running.Alignment = fyne.TextAlignTrailing
	s.tellRun()
	line := newRow(2*grid, 0, name, newCell(runWidth, 20, s.running), words(where, sizeSmall, false, u.colors.dim))
	ground := canvas.NewRectangle(u.colors.ground)
	return newInset(0, 0, ground, newColumn(0, newInset(looseMargin, 1.5*grid, line), newInset(looseMargin, 0, newStepLine(u.colors, at+1, len(pages)))))
}

// framed puts a head, which may be nil, above a page and a foot below it. Both
// stand over what is scrolled.
func framed(head, page, foot fyne.CanvasObject) *fyne.Container {
	objects := []fyne.CanvasObject{page, foot}
	if head != nil {
		objects = append(objects, head)
	}
	return container.New(&headAndFoot{}, objects...)
}

type headAndFoot struct{}

func (l *headAndFoot) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top, bottom := float32(0), heightOf(objects[1], size.Width)
	if len(objects) > 2 {
		top = heightOf(objects[2], size.Width)
		objects[2].Resize(fyne.NewSize(size.Width, top))
	}
	objects[1].Move(fyne.NewPos(0, size.Height-bottom))
	objects[1].Resize(fyne.NewSize(size.Width, bottom))
	objects[0].Move(fyne.NewPos(0, top))
	objects[0].Resize(fyne.NewSize(size.Width, max(size.Height-top-bottom, 0)))
}

func (l *headAndFoot) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widest(objects), 200)
}

// footOf is a row on the ground under a page, with a line above it.
func (u *UI) footOf(row fyne.CanvasObject) *fyne.Container {
	edge := canvas.NewRectangle(u.colors.line)
	edge.SetMinSize(fyne.NewSize(1, 1))
	return newInset(0, 0, canvas.NewRectangle(u.colors.ground), newColumn(0, edge, newInset(looseMargin, 1.25*grid, row)))
}

const runWidth float32 = 190

// stepLine is a thin line, filled as far as one is.
type stepLine struct{ share float32 }

func newStepLine(p palette, done, of int) fyne.CanvasObject {
	track, filled := canvas.NewRectangle(p.line), canvas.NewRectangle(p.mark[checks.OK])
	track.CornerRadius, filled.CornerRadius = 2, 2
	return container.New(&stepLine{float32(done) / float32(max(of, 1))}, track, filled)
}

func (l *stepLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[1].Resize(fyne.NewSize(size.Width*min(l.share, 1), size.Height))
}

func (l *stepLine) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(10, 4) }

// tellRun says how far the network check is.
func (s *visit) tellRun() {
	if s.running == nil {
		return
	}
	if text := s.runText(); text != s.running.Text {
		s.running.Text = text
		s.running.Refresh()
	}
	if s.shown.kind == pageNetwork || s.shown.kind == pageRepairs {
		s.tellRunHere()
	}
}

func (s *visit) runText() string {
	run := s.v.run
	if run == nil {
		return ""
	}
	return s.u.words.Say("visit.running", map[string]any{"Percent": 100 * run.done / max(run.of, run.done, 1)})
}

// foot leads back and on.
func (s *visit) foot() fyne.CanvasObject {
	u, v := s.u, s.v
	at, page := openPage(v.visit)
	back := newPress(u.say("visit.back"), plain, u.colors, s.back)
	word, on := "visit.on", func() { s.turn(1) }
	switch {
	case !v.begun():
		word, on = "visit.begin", s.begin
	case page.kind == pageSign:
		word, on = "visit.finish", s.finish
	}
	s.onward = newPress(u.say(word), primary, u.colors, on)
	s.retry = newPress(u.say("visit.again"), plain, u.colors, v.save)
	row := []fyne.CanvasObject{back, s.said, s.retry}
	if v.begun() && at == 0 {
		row = append(row, newPress(u.say("visit.give_up"), plain, u.colors, s.askGiveUp))
	}
	if s.focus == nil && page.kind != pageSign { // nobody ends a visit by holding a key down
		s.focus = s.onward
	}
	s.footRow = newRow(grid, 1, append(row, s.onward)...)
	return u.footOf(s.footRow)
}

// moveOn goes from a line to what is to be done next: the answer that nothing gave
// by itself, or the way on.
func (s *visit) moveOn(l *labelled) {
	l.input.done()
	for _, r := range s.rows {
		if len(r.answers) > 0 && s.v.finding(r.at, r.item).State == checks.NotLooked {
			s.u.win.Canvas().Focus(r.answers[0])
			return
		}
	}
	s.u.win.Canvas().Focus(s.onward)
}

func (s *visit) begin() {
	s.settle()
	if len(s.v.visit.Terminals) == 0 {
		s.tell(s.u.say("visit.pick_one"))
		return
	}
	s.v.begin()
	s.build()
}

// back goes a page back, and from the first to the devices.
func (s *visit) back() {
	if at, _ := openPage(s.v.visit); at == 0 || !s.v.begun() {
		s.u.Show(careScreen)
		return
	}
	s.turn(-1)
}

// askGiveUp asks before a visit is forgotten.
func (s *visit) askGiveUp() {
	u := s.u
	no := newPress(u.say("terminal.stay"), plain, u.colors, s.build)
	sure := newProse(u.say("visit.give_up_sure"), sizeBody, true, u.colors.ink)
	sure.smaller = sizeSmall
	s.footRow.Objects = []fyne.CanvasObject{sure, no, newPress(u.say("visit.give_up"), danger, u.colors, s.v.give)}
	s.footRow.Layout = &row{gap: grid, stretch: 0}
	s.asking = s.build
	s.all.Refresh()
	arrange(s.footRow)
	u.win.Canvas().Focus(no)
}

// typed: Esc and the page keys turn pages, figures answer an item, Enter goes on.
func (s *visit) typed(e *fyne.KeyEvent) bool {
	if s.v == nil || !s.drawn {
		return false
	}
	switch e.Name {
	case fyne.KeyEscape:
		if s.asking != nil {
			s.asking()
		} else {
			s.back()
		}
	case fyne.KeyPageUp:
		s.back()
	case fyne.KeyPageDown, fyne.KeyReturn, fyne.KeyEnter:
		if s.shown.kind == pageSign {
			return false // a visit is ended by its button alone
		}
		s.onward.do()
	case fyne.Key1, fyne.Key2, fyne.Key3:
		return s.answerKey(e.Name)
	case fyne.KeyUp, fyne.KeyDown:
		return s.moveKey(e.Name)
	default:
		return false
	}
	return true
}
