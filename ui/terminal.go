package ui

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// terminal is the record of one device, to be looked at and changed. What is typed
// is kept until it is saved or given up, also where another screen is looked at.
type terminal struct {
	u       *UI
	form    *terminalForm
	all     *fyne.Container
	page    *fyne.Container
	lines   map[string]*labelled // by field
	strips  []*photoStrip
	said    *prose // what became of saving
	save    *press
	asking  func()          // gives up what is being asked; nil: nothing is
	usual   *fyne.Container // the foot, and what may be asked in its place
	away    *fyne.Container
	retired *fyne.Container
}

// careScreen is where a record and a visit lead back to.
const careScreen = "care"

func newTerminal(u *UI) *terminal {
	t := &terminal{u: u, all: container.NewStack()}
	if u.forms == nil {
		u.forms = map[string]*terminalForm{}
	}
	if u.deps.Records == nil {
		t.alone(u.say("terminal.none"))
		return t
	}
	t.form = u.forms[u.editing]
	switch {
	case t.form != nil && t.form.loaded:
		t.build()
	case u.editing == "":
		t.form = newTerminalForm(newTerminalRecord())
		u.forms[""] = t.form
		t.build()
	default:
		t.alone(u.say("terminal.loading"))
		t.load()
	}
	u.win.SetOnDropped(func(_ fyne.Position, dropped []fyne.URI) { t.dropped(dropped) })
	u.win.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { t.pasted() })
	return t
}

// editTerminal opens the record of a device; "" is a new one.
func (u *UI) editTerminal(id string) {
	if f := u.forms[id]; f != nil && !f.dirty() && !f.saving {
		delete(u.forms, id) // it may have changed since
	}
	u.editing = id
	u.Show("terminal")
}

func (t *terminal) object() fyne.CanvasObject { return t.all }
func (t *terminal) show(checks.Snapshot)      {}

func (t *terminal) leave() {
	t.u.win.Canvas().Unfocus() // or keys would go where nobody looks
	t.u.win.SetOnDropped(func(fyne.Position, []fyne.URI) {})
	t.u.win.Canvas().RemoveShortcut(&fyne.ShortcutPaste{})
}

// alone is one sentence in the place of the record.
func (t *terminal) alone(text string) {
	u := t.u
	back := newPress(u.say("terminal.back"), plain, u.colors, func() { u.Show(careScreen) })
	page, _ := screenOf(u.card(newColumn(grid, newProse(text, sizeBody, false, u.colors.ink), newRow(0, -1, back))))
	t.all.Objects = []fyne.CanvasObject{page}
	t.all.Refresh()
}

// load asks for what is recorded.
func (t *terminal) load() {
	u, id := t.u, t.u.editing
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		record, err := recordOf(ctx, u.deps.Records, id)
		return func() {
			if u.now != screen(t) {
				return
			}
			if err != nil {
				t.alone(u.recordTrouble(err))
				return
			}
			t.form = newTerminalForm(record)
			u.forms[id] = t.form
			t.build()
		}
	})
}

func recordOf(ctx context.Context, records Records, id string) (checks.Terminal, error) {
	all, err := records.Records(ctx)
	if err != nil {
		return checks.Terminal{}, err
	}
	i := slices.IndexFunc(all.Terminals, func(t checks.Terminal) bool { return t.ID == id })
	if i < 0 {
		return checks.Terminal{}, checks.ErrGone
	}
	return all.Terminals[i], nil
}

// recordTrouble says why a record could not be read or written.
func (u *UI) recordTrouble(err error) string {
	var text *checks.TextError
	switch {
	case errors.Is(err, checks.ErrGone):
		return u.say("terminal.gone")
	case errors.As(err, &text):
		return problemText(u.words, err)
	default:
		return u.words.Say("terminal.not_done", map[string]any{"Error": err.Error()})
	}
}

// build makes the page from the form.
func (t *terminal) build() {
	u := t.u
	offset := float32(0)
	if t.page != nil {
		offset = scrolled(t.page).Offset.Y
	}
	t.lines, t.strips, t.asking = map[string]*labelled{}, nil, nil
	parts := []fyne.CanvasObject{t.title()}
	for _, card := range []fyne.CanvasObject{t.theirs(), t.seen()} {
		if card != nil {
			parts = append(parts, card)
		}
	}
	parts = append(parts, t.whatItIs(), t.numbers(), t.whereItIs(), t.howConnected(), t.version(), t.photos())
	t.page, _ = screenOf(parts...)
	t.all.Objects = []fyne.CanvasObject{framed(nil, t.page, u.footOf(t.foot()))}
	t.all.Refresh()
	scrolled(t.page).Offset.Y = offset
	scrolled(t.page).Refresh()
}

// arrange lays the page out anew, after something on it appeared or went.
func (t *terminal) arrange() {
	if t.page != nil {
		arrange(t.page)
		canvas.Refresh(t.all)
	}
	t.tellState()
}

func (t *terminal) title() fyne.CanvasObject {
	u, f := t.u, t.form
	text, about := terminalName(u.words, f.saved), u.say("terminal.about")
	if f.saved.ID == "" {
		text, about = u.say("terminal.new"), u.say("terminal.new_about")
	}
	if !f.saved.Retired.IsZero() {
		about = u.words.Say("terminal.retired", map[string]any{"Date": u.dayOf(f.saved.Retired)})
	}
	return newColumn(2, newProse(text, sizeTitle, true, u.colors.ink), newProse(about, sizeSmall, false, u.colors.dim))
}

// foot is what the record's page ends with, always in sight.
func (t *terminal) foot() fyne.CanvasObject {
	u, f := t.u, t.form
	t.said = newProse("", sizeSmall, true, u.colors.dim)
	t.save = newPress(u.say("terminal.save"), primary, u.colors, t.write)
	back := newPress(u.say("terminal.back"), plain, u.colors, t.back)
	objects := []fyne.CanvasObject{back, t.said}
	if f.saved.ID != "" {
		word, do := "terminal.retire", t.askRetire
		if !f.saved.Retired.IsZero() {
			word, do = "terminal.unretire", func() { t.retire(false) }
		}
		objects = append(objects, newPress(u.say(word), plain, u.colors, do))
	}
	t.usual = newRow(grid, 1, append(objects, t.save)...)
	sure := newProse(u.say("terminal.unsaved"), sizeBody, true, u.colors.mark[checks.Warn])
	sure.smaller = sizeSmall
	no := newPress(u.say("terminal.stay"), plain, u.colors, func() { t.ask(nil) })
	t.away = newRow(grid, 0, sure, no, newPress(u.say("terminal.drop"), plain, u.colors, t.drop), newPress(u.say("terminal.save"), primary, u.colors, t.writeAndBack))
	really := newProse(u.say("terminal.retire_sure"), sizeBody, true, u.colors.ink)
	really.smaller = sizeSmall
	t.retired = newRow(grid, 0, really, newPress(u.say("terminal.stay"), plain, u.colors, func() { t.ask(nil) }),
		newPress(u.say("terminal.retire"), danger, u.colors, func() { t.retire(true) }))
	t.away.Hide()
	t.retired.Hide()
	t.tellState()
	return newInset(0, 0, t.usual, t.away, t.retired)
}

// ask puts a question in the foot's place, nil for none; Esc gives it up.
func (t *terminal) ask(question *fyne.Container) {
	for _, o := range []*fyne.Container{t.away, t.retired} {
		o.Hidden = o != question
	}
	t.asking = nil
	if question != nil {
		t.asking = func() { t.ask(nil) }
		if b, ok := question.Objects[1].(*press); ok {
			t.u.win.Canvas().Focus(b)
		}
	}
	t.usual.Hidden = question != nil
	t.all.Refresh()
}

func (t *terminal) askRetire() { t.ask(t.retired) }

// back leads to the devices, where nothing is lost by it.
func (t *terminal) back() {
	if t.form.dirty() {
		t.ask(t.away)
		return
	}
	t.u.Show(careScreen)
}

// drop gives up what was typed.
func (t *terminal) drop() {
	delete(t.u.forms, t.u.editing)
	t.u.Show(careScreen)
}

// typed: Esc gives up what is being asked, before it leads back.
func (t *terminal) typed(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyEscape || t.form == nil {
		return false
	}
	if t.asking != nil {
		t.asking()
	} else {
		t.back()
	}
	return true
}
