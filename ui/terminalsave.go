package ui

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// write saves the record, if all that stands there can be recorded.
func (t *terminal) write() { t.writeThen(func() {}) }

func (t *terminal) writeAndBack() {
	t.ask(nil)
	t.writeThen(func() { t.u.Show(careScreen) })
}

func (t *terminal) writeThen(then func()) {
	u, f, id := t.u, t.form, t.u.editing
	if f.saving || f.theirs != nil {
		return
	}
	if field := t.firstWrong(); field != "" {
		t.toldWrong(field)
		return
	}
	f.saving, f.trouble = true, nil
	t.tellState()
	sent := f.draft
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		record, err := u.deps.Records.SaveTerminal(ctx, sent)
		var theirs *checks.Terminal
		if errors.Is(err, checks.ErrChanged) {
			now, gone := recordOf(ctx, u.deps.Records, sent.ID)
			if gone != nil {
				err = gone
			} else {
				theirs = &now
			}
		}
		return func() {
			u.wrote(f, id, sent, record, theirs, err)
			if err == nil {
				then()
			}
		}
	})
}

// firstWrong is a field that cannot be recorded, "" for none.
func (t *terminal) firstWrong() string {
	for id := range t.lines {
		if _, wrong := t.form.typed[id]; wrong {
			return id
		}
	}
	var text *checks.TextError
	if errors.As(checks.ValidateTerminal(t.form.draft), &text) {
		t.form.trouble = text
		return text.Field
	}
	return ""
}

func (t *terminal) toldWrong(field string) {
	if l := t.lines[field]; l != nil {
		t.u.win.Canvas().Focus(l.input)
	}
	t.form.trouble = &wrongField{}
	if err := checks.ValidateTerminal(t.form.draft); err != nil {
		t.form.trouble = err
	}
	t.tellState()
}

// wrongField: something that was typed cannot be recorded; what, stands beside it.
type wrongField struct{}

func (*wrongField) Error() string { return "a field cannot be recorded" }

// wrote takes in what became of saving. What was typed meanwhile stays.
func (u *UI) wrote(f *terminalForm, id string, sent, record checks.Terminal, theirs *checks.Terminal, err error) {
	f.saving, f.theirs = false, theirs
	if f.trouble = err; theirs != nil {
		f.trouble = nil
	}
	if err == nil {
		if u.editing == id {
			u.editing = record.ID
		}
		delete(u.forms, id)
		u.forms[record.ID] = f
		draft := f.draft
		f.saved, f.draft = sent, record
		f.merge(record)
		f.draft = laidOver(draft, sent, record)
	}
	if t, ok := u.now.(*terminal); ok && t.form == f {
		t.build()
		t.tellSaved(err == nil)
	}
}

// laidOver is what was saved with what was typed since it was sent.
func laidOver(draft, sent, record checks.Terminal) checks.Terminal {
	f := newTerminalForm(sent)
	f.draft = draft
	f.merge(record)
	return f.draft
}

// tellState says in the foot how the record stands.
func (t *terminal) tellState() {
	u, f := t.u, t.form
	if t.said == nil || f == nil {
		return
	}
	text, c := "", u.colors.dim
	var wrong *wrongField
	switch {
	case f.saving:
		text = u.say("terminal.saving")
	case errors.As(f.trouble, &wrong):
		text, c = u.say("terminal.look_above"), u.colors.mark[checks.Fail]
	case f.trouble != nil:
		text, c = u.recordTrouble(f.trouble), u.colors.mark[checks.Fail]
	case f.dirty():
		text, c = u.say("terminal.not_saved_yet"), u.colors.mark[checks.Warn]
	}
	t.said.set(text, c)
}

func (t *terminal) tellSaved(saved bool) {
	if saved && !t.form.dirty() {
		t.said.set(t.u.say("terminal.saved"), t.u.colors.mark[checks.OK])
	}
}

// retire takes a device out of use, or back.
func (t *terminal) retire(on bool) {
	t.ask(nil)
	t.form.draft.Retired = time.Time{}
	if on {
		t.form.draft.Retired = t.u.deps.Now()
	}
	t.write()
}

// theirs is what to do where another window was faster; nil where none was.
func (t *terminal) theirs() fyne.CanvasObject {
	u, f := t.u, t.form
	if f.theirs == nil {
		return nil
	}
	load := newPress(u.say("terminal.load_theirs"), plain, u.colors, func() { f.takeTheirs(); t.build() })
	mine := newPress(u.say("terminal.keep_mine"), primary, u.colors, func() {
		f.merge(*f.theirs)
		t.build()
		t.write()
	})
	changed := u.words.Say("terminal.changed_there", map[string]any{"Fields": changedFields(u.words, f.saved, *f.theirs)})
	return u.card(newColumn(grid,
		newProse(u.say("terminal.changed"), sizeBody, true, u.colors.mark[checks.Warn]),
		newProse(changed, sizeBody, false, u.colors.ink),
		newRow(grid, -1, mine, load)))
}
