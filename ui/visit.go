package ui

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// visit is the technician's walk through the terminals, a page at a time. What is
// answered stands in visiting; the screen copies it.
type visit struct {
	u       *UI
	v       *visiting
	all     *fyne.Container
	page    *fyne.Container
	shown   visitPage
	drawn   bool // a page of the visit is shown
	strips  []*photoStrip
	lines   map[string]*labelled // by field
	notes   map[string]*notes
	rows    []*itemRow
	focus   fyne.Focusable // what the page begins with
	begins  bool           // it does not have the keyboard yet
	onward  *press
	said    *prose // why something was not saved
	retry   *press
	running *canvas.Text // how far the network check is
	footRow *fyne.Container
	runLine *prose // the same, on the page of the check
	runBar  *stepLine
	runBox  *fyne.Container
	asking  func() // gives up what is being asked; nil: nothing is
	files   filePicker
	// impatient: the visit is to end though the network check has not ended.
	impatient bool
}

func newVisit(u *UI) *visit {
	s := &visit{u: u, all: container.NewStack(), files: u}
	if u.deps.Records == nil {
		s.alone(u.say("terminal.none"))
		return s
	}
	if u.visiting == nil {
		u.visiting = &visiting{u: u, typed: map[string]string{}}
		u.visiting.load()
	}
	s.v = u.visiting
	s.refresh()
	u.win.SetOnDropped(func(_ fyne.Position, dropped []fyne.URI) { s.dropped(dropped) })
	u.win.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { s.pasted() })
	return s
}

// startVisit begins a visit of some terminals, or goes on with the one under way.
func (u *UI) startVisit(terminals []string) {
	if v := u.visiting; v == nil || !v.begun() || !v.visit.Open() {
		u.visiting = nil
		if u.deps.Records != nil {
			u.visiting = &visiting{u: u, wanted: terminals, typed: map[string]string{}}
			u.visiting.load()
		}
	}
	u.Show("visit")
}

func (s *visit) object() fyne.CanvasObject { return s.all }

// show gives the keyboard to what the page begins with: it cannot have it before
// the page is on the screen.
func (s *visit) show(checks.Snapshot) {
	if s.begins && s.focus != nil {
		s.beginTyping()
		s.begins = false
	}
}

func (s *visit) leave() {
	s.settle()
	s.u.win.Canvas().Unfocus() // or keys would go where nobody looks
	s.u.win.SetOnDropped(func(fyne.Position, []fyne.URI) {})
	s.u.win.Canvas().RemoveShortcut(&fyne.ShortcutPaste{})
}

// settle saves what was typed a moment ago.
func (s *visit) settle() {
	for _, l := range s.lines {
		l.input.done()
	}
	for _, n := range s.notes {
		n.done()
	}
}

// alone is one sentence in the place of the visit, with ways on.
func (s *visit) alone(text string, ways ...fyne.CanvasObject) {
	u := s.u
	s.drawn = false
	back := newPress(u.say("visit.leave"), plain, u.colors, func() { u.Show(careScreen) })
	page, _ := screenOf(u.card(newColumn(2*grid, newProse(text, sizeBody, false, u.colors.ink), newRow(grid, -1, append(ways, back)...))))
	s.all.Objects = []fyne.CanvasObject{page}
	s.all.Refresh()
}

// refresh shows the visit as it stands.
func (s *visit) refresh() {
	u, v := s.u, s.v
	switch {
	case v.failed != nil:
		s.alone(u.recordTrouble(v.failed), newPress(u.say("visit.again"), primary, u.colors, func() {
			v.failed = nil
			v.load()
			s.refresh()
		}))
	case !v.loaded:
		s.alone(u.say("terminal.loading"))
	case v.theirs != nil || v.gone:
		s.conflict()
	case !v.visit.Open():
		s.done()
	case !v.begun() && len(v.offered()) == 0:
		s.alone(u.say("visit.no_terminals"), newPress(u.say("visit.first_terminal"), primary, u.colors, func() { u.editTerminal("") }))
	default:
		s.build()
	}
}

// conflict: another window wrote the visit meanwhile. Nothing is lost either way.
func (s *visit) conflict() {
	u, v := s.u, s.v
	mine := newPress(u.say("visit.keep_mine"), primary, u.colors, v.keepMine)
	theirs := newPress(u.say("visit.load_theirs"), plain, u.colors, v.takeTheirs)
	switch {
	case v.gone:
		s.alone(u.say("visit.gone"), mine)
	case !v.theirs.Open():
		s.alone(u.say("visit.ended_there"), theirs)
	default:
		s.alone(u.say("visit.changed"), mine, theirs)
	}
}

// build makes the open page; one that is open already stays where it was scrolled
// to, and keeps what has the focus on it.
func (s *visit) build() {
	_, page := openPage(s.v.visit)
	offset, same, typing := float32(0), s.drawn && s.shown == page, typingPlace{}
	if same {
		offset, typing = scrolled(s.page).Offset.Y, s.typingAt()
	}
	s.lines, s.notes, s.strips, s.rows, s.focus, s.asking = map[string]*labelled{}, map[string]*notes{}, nil, nil, nil, nil
	s.runBox = nil
	s.shown, s.drawn = page, true
	s.said = newProse("", sizeSmall, true, s.u.colors.mark[checks.Fail])
	parts := s.parts(page)
	s.page, _ = screenOf(parts...)
	foot := s.foot()
	s.all.Objects = []fyne.CanvasObject{framed(s.head(), s.page, foot)}
	s.tellTrouble()
	s.all.Refresh()
	scrolled(s.page).Offset.Y = offset
	scrolled(s.page).Refresh()
	switch {
	case typing.field != "":
		s.typeAt(typing)
	case !same && s.focus != nil:
		s.beginTyping()
	}
}

// beginTyping gives the keyboard to what the page begins with.
func (s *visit) beginTyping() {
	s.u.win.Canvas().Focus(s.focus)
	if s.begins = s.u.win.Canvas().Focused() != s.focus; s.begins {
		return
	}
	if at := s.rowNow(); s.shown.kind == pageItems && at >= 0 {
		bringIntoSight(scrolled(s.page), s.rows[at].all)
	}
	if e, ok := s.focus.(*input); ok && e.Text != "" {
		e.TypedShortcut(&fyne.ShortcutSelectAll{}) // a number that is scanned again takes the old one's place
	}
}

func (s *visit) parts(page visitPage) []fyne.CanvasObject {
	switch page.kind {
	case pageIdentity:
		return s.identity(page.at)
	case pageItems:
		return s.items(page.at)
	case pageVersion:
		return s.version(page.at)
	case pageNetwork:
		return s.network()
	case pageRepairs:
		return s.repairs()
	case pageResult:
		return s.result()
	case pageSign:
		return s.sign()
	default:
		return s.start()
	}
}

// arrange lays the page out anew, after something on it appeared or went.
func (s *visit) arrange() {
	if s.page != nil && s.drawn {
		arrange(s.page)
		canvas.Refresh(s.all)
	}
}

// turn goes some pages on or back.
func (s *visit) turn(pages int) {
	at, _ := openPage(s.v.visit)
	s.goTo(at + pages)
}

// goTo opens a page, unless something on this one cannot be recorded.
func (s *visit) goTo(page int) {
	s.settle()
	if !s.allRight() {
		return
	}
	if page < 0 || page >= len(visitPages(s.v.visit)) {
		return
	}
	s.v.change(func(to *checks.Visit) {
		to.Page = page
		to.Repairs = slices.DeleteFunc(to.Repairs, func(r checks.RepairDone) bool { return r.What == "" })
	})
	s.build()
}

// tell says what could not be done.
func (s *visit) tell(text string) {
	s.said.set(text, s.u.colors.mark[checks.Fail])
	s.arrange()
}

func (s *visit) tellTrouble() {
	err := s.v.trouble
	s.retry.Hidden = err == nil
	if err == nil && s.onward.text == s.u.say("visit.finishing") && !s.v.ending {
		s.onward.say(s.u.say("visit.finish"))
	}
	var text *checks.TextError
	switch {
	case err == nil:
		s.said.set("", s.u.colors.mark[checks.Fail])
	case errors.As(err, &text):
		s.said.set(problemText(s.u.words, err), s.u.colors.mark[checks.Fail])
	default:
		s.said.set(s.u.words.Say("visit.not_saved", map[string]any{"Error": err.Error()}), s.u.colors.mark[checks.Fail])
	}
}

// strip is the open page's strip of some photos.
func (s *visit) strip(key string) *photoStrip {
	for _, p := range s.strips {
		if p.key == key {
			return p
		}
	}
	return nil
}

// dropped photos belong to the fault that was opened last.
func (s *visit) dropped(dropped []fyne.URI) {
	if p := s.openStrip(); p != nil {
		p.take(droppedPaths(dropped))
		return
	}
	s.tell(s.u.say("visit.drop_where"))
}

// pasted: Ctrl+V where nothing is typed.
func (s *visit) pasted() {
	if p := s.openStrip(); p != nil {
		p.paste(s.u.app.Clipboard().Content(), true)
	}
}
