package ui

import (
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// lookForm is an item that is not as it should be, as it is being written down.
type lookForm struct {
	note, by string
	repair   checks.Repair
	until    string            // as typed
	wrong    map[string]string // by field, what is said under it
}

// mendWithin is until when something is put right, unless somebody says otherwise.
const mendWithin = 7

func newLookForm(now time.Time) *lookForm {
	return &lookForm{repair: checks.ToRepair, until: now.AddDate(0, 0, mendWithin).Format(time.DateOnly), wrong: map[string]string{}}
}

// record is what the form says, or what of it cannot be recorded.
func (f *lookForm) record(base checks.CareRecord) (checks.CareRecord, error) {
	until, ok := readDate(f.until)
	if !ok {
		return base, &checks.TextError{Field: "until", Wrong: true}
	}
	if until != "" && until < base.At.Format(time.DateOnly) {
		return base, &checks.TextError{Field: "past", Wrong: true}
	}
	base.State, base.Note, base.By = checks.CareFailed, strings.TrimSpace(f.note), strings.TrimSpace(f.by)
	base.Repair, base.Until = f.repair, until
	return base, checks.ValidateCare(base)
}

// lookCard asks what is wrong with an item, and what follows.
func (c *care) lookCard(i checks.CareItem, f *lookForm) fyne.CanvasObject {
	u := c.u
	about := map[string]*prose{}
	problem := func(field string) *prose {
		p := newProse(f.wrong[field], sizeSmall, true, u.colors.mark[checks.Fail])
		p.Hidden = f.wrong[field] == ""
		about[field] = p
		return p
	}
	clear := func(field string) {
		if f.wrong[field] != "" {
			f.wrong[field] = ""
			about[field].Hide()
			c.arrange()
		}
	}
	note := newNotes(u.bridge, f.note, u.say("care.look.like"), func(text string) { f.note = text; clear("note") }, func() {})
	repair := choicesOf(c, "repair", []checks.Repair{checks.ToRepair, checks.ToReplace}, f.repair,
		func(r checks.Repair) string { return u.say("care.look." + string(r)) },
		func(r checks.Repair) { f.repair = r; c.build() })
	until := newInput(u.bridge, f.until, func(text string) { f.until = text; clear("until") }, func(string, bool) {})
	by := newInput(u.bridge, f.by, func(text string) { f.by = text; clear("by") }, func(string, bool) {})
	write := func() { c.writeLook(i, f) }
	until.enter, by.enter = write, write
	save := newPress(u.say("care.look.save"), primary, u.colors, write)
	drop := newPress(u.say("care.look.drop"), plain, u.colors, func() {
		delete(c.k.stay.looks, i.Task.ID)
		c.build()
	})
	c.keep("note", note)
	c.keep("until", until)
	c.keep("by", by)
	c.keep("save", save)
	c.keep("drop", drop)
	return u.card(newColumn(1.5*grid,
		u.heading(u.say("care.look.title")),
		newColumn(4, newProse(u.say("care.look.what"), sizeBody, false, u.colors.ink), note, problem("note")),
		newColumn(4, newProse(u.say("care.look.follows"), sizeBody, false, u.colors.ink), repair),
		pair(newColumn(4, newProse(u.say("care.field.until"), sizeBody, false, u.colors.ink), until, c.soon(f), problem("until")),
			newColumn(4, newProse(u.say("care.look.by"), sizeBody, false, u.colors.ink), by, problem("by"))),
		newRow(grid, -1, save, drop)))
}

// soon are days that are often meant.
func (c *care) soon(f *lookForm) fyne.CanvasObject {
	u := c.u
	row := newRow(0.5*grid, -1)
	for _, s := range []struct {
		key  string
		days int
	}{{"today", 0}, {"days3", 3}, {"week", 7}, {"month", 30}} {
		b := newPress(u.say("care.look."+s.key), link, u.colors, func() {
			f.until = u.deps.Now().AddDate(0, 0, s.days).Format(time.DateOnly)
			f.wrong["until"] = ""
			c.build()
		})
		c.keep("soon."+s.key, b)
		row.Add(b)
	}
	return row
}

// writeLook records what the form says. What cannot be recorded is said under its
// line, and stays.
func (c *care) writeLook(i checks.CareItem, f *lookForm) {
	u := c.u
	r, err := f.record(checks.CareRecord{Task: i.Task.ID, Text: taskText(u.words, i.Task), Every: i.Task.Every, At: u.deps.Now()})
	if err != nil {
		c.wrongLook(f, err)
		return
	}
	c.k.record(r, func(err error) {
		if err != nil {
			c.wrongLook(f, err)
			return
		}
		delete(c.k.stay.looks, i.Task.ID)
		c.fresh = true
		if c.u.now == screen(c) {
			c.build()
			c.tell(u.say("care.look.saved"), checks.OK)
		}
	})
}

func (c *care) wrongLook(f *lookForm, err error) {
	var text *checks.TextError
	if !errors.As(err, &text) {
		c.told(err)
		return
	}
	field := text.Field
	switch field {
	case "note", "by":
	case "past":
		field = "until"
	default:
		if field != "until" {
			c.told(err)
			return
		}
	}
	f.wrong[field] = c.u.careTrouble(err)
	c.build()
	if o := c.buttons[field]; o != nil {
		c.u.win.Canvas().Focus(o)
	}
}
