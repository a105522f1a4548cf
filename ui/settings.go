package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// settings is the screen 设置: an index of groups, and the page of the open one,
// made when it is opened. What is changed is checked as it is typed and holds at
// once.
type settings struct {
	u       *UI
	all     fyne.CanvasObject
	index   map[group]*press
	place   *fyne.Container // of the open page
	page    *fyne.Container
	content *fyne.Container
	trouble *prose // why the last change was not saved
	saved   *prose
	forget  func() // takes "saved" away before its time
	lines   []*fieldLine
	inputs  []*input
	expert  string // the open part of the technician's page
	heads   map[string]*press
	files   filePicker
	said    *prose // what became of the last thing that was started
	asking  func() // gives up what is being asked; nil: nothing is
	desk    *prose // what does not work on this desktop
	shown   group
	visit   int // counts the pages, so that an answer for another one is dropped
}

func newSettings(u *UI) *settings {
	s := &settings{u: u, index: map[group]*press{}, heads: map[string]*press{}, place: container.NewStack(), forget: func() {}, expert: partOwn, files: u}
	s.saved = newProse(u.say("settings.saved"), sizeSmall, true, u.colors.mark[checks.OK])
	var tabs []fyne.CanvasObject
	for _, g := range groups {
		b := newPress("", tab, u.colors, func() { s.choose(g) })
		s.index[g] = b
		tabs = append(tabs, b)
	}
	if u.deps.Demo != nil {
		tabs = append(tabs, newPress(u.say("demo.title"), tab, u.colors, func() { u.Show(demoScreen) }))
	}
	tabs = append(tabs, newPress(u.say("settings.quit"), tab, u.colors, u.deps.Quit))
	s.all = newFrame(nil, newInset(grid, 2*grid, newColumn(4, tabs...)), s.place, nil)
	s.mark()
	if u.settingsGroup == "" {
		u.settingsGroup = groups[0]
	}
	s.choose(u.settingsGroup)
	return s
}

func (s *settings) object() fyne.CanvasObject { return s.all }
func (s *settings) show(checks.Snapshot)      {}

// leave takes what is still being typed.
func (s *settings) leave() {
	s.settle()
	s.forget()
	s.visit++
}

// settle takes what was typed a moment ago.
func (s *settings) settle() {
	for _, e := range s.inputs {
		e.done()
	}
}

// choose opens a group.
func (s *settings) choose(g group) {
	s.settle()
	s.u.settingsGroup = g
	s.rebuildPage()
}

// rebuildPage makes the open page anew.
func (s *settings) rebuildPage() {
	u, g := s.u, s.u.settingsGroup
	s.visit++
	s.lines, s.inputs, s.asking, s.desk = nil, nil, nil, nil
	for id, b := range s.index {
		b.chosen = id == g
		b.Refresh()
	}
	s.forget()
	s.saved.Hide()
	s.trouble = newProse("", sizeBody, true, u.colors.mark[checks.Fail])
	s.trouble.Hide()
	s.said = newProse("", sizeBody, false, u.colors.ink)
	s.said.Hide()
	title := newProse(u.say("settings.group."+string(g)), sizeTitle, true, u.colors.ink)
	parts := []fyne.CanvasObject{newRow(grid, 0, title, s.saved), s.trouble, s.said}
	s.page, s.content = screenOf(append(parts, s.build(g)...)...)
	if len(s.place.Objects) > 0 && s.shown == g { // it stays where one has scrolled to
		scrolled(s.page).Offset = scrolled(s.place.Objects[0]).Offset
	}
	s.shown = g
	s.place.Objects = []fyne.CanvasObject{s.page}
	s.place.Refresh()
}

// scrolled is what scrolls of a page.
func scrolled(page fyne.CanvasObject) *container.Scroll {
	if all, ok := page.(*fyne.Container); ok {
		if scroll, ok := all.Objects[0].(*container.Scroll); ok {
			return scroll
		}
	}
	return container.NewVScroll(container.NewStack())
}

// build makes the cards of a group.
func (s *settings) build(g group) []fyne.CanvasObject {
	switch g {
	case groupHours:
		return s.hours()
	case groupWarn:
		return s.warnings()
	case groupPC:
		return s.thisPC()
	case groupData:
		return s.data()
	case groupWhole:
		return s.whole()
	case groupExpert:
		return s.experts()
	case groupShop:
		return []fyne.CanvasObject{s.card(g.of("")), s.u.heading(s.u.say("settings.contacts")), s.card(g.of(partContacts))}
	case groupLook:
		return []fyne.CanvasObject{s.card(g.of(""))}
	}
	return nil
}

// card holds some fields under each other.
func (s *settings) card(all []field) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i, f := range all {
		if i > 0 {
			rows = append(rows, s.rule())
		}
		rows = append(rows, s.field(f))
	}
	return s.u.card(newColumn(grid, rows...))
}

// rule is a thin line between what is said about different things.
func (s *settings) rule() fyne.CanvasObject {
	r := canvas.NewRectangle(s.u.colors.line)
	r.SetMinSize(fyne.NewSize(1, 1))
	return r
}

// field adds a field to the page.
func (s *settings) field(f field) fyne.CanvasObject {
	l := newFieldLine(s, f)
	s.lines = append(s.lines, l)
	return l.all
}

// input adds a line to type into to the page.
func (s *settings) input(text string, changed func(string), take func(text string, left bool)) *input {
	e := newInput(s.u.bridge, text, changed, take)
	s.inputs = append(s.inputs, e)
	return e
}

// mark has the index say in which groups something is not as recommended.
func (s *settings) mark() {
	now, shipped := s.u.deps.Settings.Current(), s.u.deps.Settings.Shipped()
	changed := map[group]bool{}
	for _, f := range fields() {
		if f.advised && !f.same(now, shipped) {
			changed[f.group] = true
		}
	}
	for g, b := range s.index {
		name := s.u.say("settings.group." + string(g))
		if changed[g] {
			name = s.u.words.Say("settings.marked", map[string]any{"Name": name})
		}
		b.say(name)
	}
}

// change saves a change and shows that it is saved; done may be nil.
func (s *settings) change(do func(*checks.Settings), done func()) {
	visit := s.visit
	s.u.change(do, func(err error) {
		if visit != s.visit {
			return // another page is open by now
		}
		s.tellSaved(err)
		if err == nil && done != nil {
			done()
		}
	})
}

// remake is change for what puts more or less on the page.
func (s *settings) remake(do func(*checks.Settings)) {
	s.change(do, func() { s.rebuildPage(); s.tellSaved(nil) })
}

func (s *settings) tellSaved(err error) {
	u := s.u
	now := u.deps.Settings.Current()
	for _, l := range s.lines { // what was not saved does not look as if it were
		l.put(now)
	}
	if err != nil {
		s.trouble.set(u.words.Say("settings.not_saved", map[string]any{"Error": err.Error()}), u.colors.mark[checks.Fail])
		s.trouble.Show()
		s.saved.Hide()
		s.arrange()
		return
	}
	s.trouble.Hide()
	s.saved.Show()
	s.forget()
	cancel := u.bridge.every(copiedFor, func() { s.forget(); s.saved.Hide(); s.arrange() })
	s.forget = cancel
	s.mark()
	s.arrange()
}

// arrange lays the page out anew, after something on it appeared or went.
func (s *settings) arrange() {
	arrange(s.page)
	canvas.Refresh(s.place)
}

// tell says what became of something that was started.
func (s *settings) tell(text string, level checks.Level) {
	c := s.u.colors.ink
	if level != checks.OK {
		c = s.u.colors.mark[level]
	}
	s.said.set(text, c)
	s.said.Show()
	s.arrange()
}

// aside does work that may block, and shows its end if the page is still open.
func (s *settings) aside(work func() (show func())) {
	visit := s.visit
	s.u.bridge.aside(func() func() {
		show := work()
		return func() {
			if visit == s.visit {
				show()
			}
		}
	})
}

// typed: Esc gives up what is being asked, before it leads back.
func (s *settings) typed(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyEscape || s.asking == nil {
		return false
	}
	s.asking()
	return true
}

// patience is how long work on the disk or a message to elsewhere may take.
const patience = time.Minute
