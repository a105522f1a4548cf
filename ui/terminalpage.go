package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// line is a field of the record.
func (t *terminal) line(id string) *labelled {
	u, f := t.u, t.form
	name := strings.ReplaceAll(id, ".", "_")
	say := lineWords{title: u.say("terminal.field." + name), text: f.text(id)}
	if key := "terminal.hint." + name; u.words.Has(key) {
		say.hint = u.say(key)
	}
	if key := "terminal.like." + name; u.words.Has(key) {
		say.like = u.say(key)
	}
	l := u.newLabelled(say, func(text string) string {
		err := f.put(id, text, u.deps.Now())
		f.trouble = nil
		t.tellState()
		if id == "ip" && err != nil && farAddress(text) {
			return u.say("terminal.wrong.ip_far")
		}
		return problemText(u.words, err)
	}, nil, t.arrange)
	if text, wrong := f.typed[id]; wrong {
		_, err := withText(f.draft, id, text)
		l.problem.set(problemText(u.words, err), u.colors.mark[checks.Fail])
		l.problem.Hidden = false
	}
	t.lines[id] = l
	return l
}

// lineRows puts fields beside each other, so many in a row; one that is alone has
// the whole row. Enter moves on to the next.
func (t *terminal) lineRows(across int, ids ...string) fyne.CanvasObject {
	var rows, cells []fyne.CanvasObject
	var before *labelled
	for i, id := range ids {
		l := t.line(id)
		if before != nil {
			before.input.enter = func() { t.moveTo(l) }
		}
		before = l
		if cells = append(cells, top(l.all)); len(cells) == across || i == len(ids)-1 {
			rows = append(rows, newColumns(2*grid, cells...))
			cells = nil
		}
	}
	if before != nil {
		before.input.enter = func() { t.u.win.Canvas().FocusNext() }
	}
	return newColumn(1.5*grid, rows...)
}

// moveTo goes on to another line and brings it into sight.
func (t *terminal) moveTo(l *labelled) {
	t.u.win.Canvas().Focus(l.input)
	bringIntoSight(scrolled(t.page), l.all)
}

// bringIntoSight scrolls as little as shows an object whole. It goes by the layout,
// since nobody knows where a thing is on the screen before it was painted.
func bringIntoSight(scroll *container.Scroll, o fyne.CanvasObject) {
	y, found := placeWithin(scroll.Content, o)
	if !found {
		return
	}
	top := y - scroll.Offset.Y
	below := top + o.Size().Height - scroll.Size().Height
	switch {
	case top < grid:
		scroll.Offset.Y = max(0, y-grid)
	case below > -grid:
		scroll.Offset.Y = min(scroll.Offset.Y+below+grid, max(0, scroll.Content.Size().Height-scroll.Size().Height))
	default:
		return
	}
	scroll.Refresh()
}

// placeWithin is how far down a container an object stands.
func placeWithin(root, o fyne.CanvasObject) (y float32, found bool) {
	if root == o {
		return 0, true
	}
	if c, ok := root.(*fyne.Container); ok {
		for _, child := range c.Objects {
			if y, found = placeWithin(child, o); found {
				return y + child.Position().Y, true
			}
		}
	}
	return 0, false
}

// whatItIs: kind, make and name.
func (t *terminal) whatItIs() fyne.CanvasObject {
	u, f := t.u, t.form
	var kinds []fyne.CanvasObject
	for _, kind := range checks.TerminalKinds {
		b := newPress("", answer, u.colors, func() {
			f.draft.Kind = kind
			if kind == checks.CashierProgram && f.draft.Line == checks.LineUnknown {
				f.draft.Line = checks.OnThisPC
			}
			t.build()
		})
		b.chosen = f.draft.Kind == kind
		b.text, b.below = u.ticked(u.say("terminal.kind."+string(kind)), b.chosen), u.say("terminal.kind_means."+string(kind))
		kinds = append(kinds, b)
	}
	ids, across := []string{"brand", "model", "name"}, 3
	if f.draft.Kind == checks.CashierProgram {
		ids, across = []string{"software", "name", "brand", "model"}, 2
	}
	return u.card(newColumn(1.5*grid, u.heading(u.say("terminal.group.what")), newColumns(1.25*grid, kinds...), t.lineRows(across, ids...)))
}

// numbers: what stands on its label and on the slip.
func (t *terminal) numbers() fyne.CanvasObject {
	u := t.u
	return u.card(newColumn(1.5*grid, u.heading(u.say("terminal.group.numbers")), t.lineRows(2, "serial", "acquirer", "merchant", "number")))
}

func (t *terminal) whereItIs() fyne.CanvasObject {
	u := t.u
	return u.card(newColumn(1.5*grid, u.heading(u.say("terminal.group.where")), t.lineRows(2, "place", "bought", "address")))
}

// howConnected: only a device on this network can be asked from here, and nothing
// else is ever said to be fine.
func (t *terminal) howConnected() fyne.CanvasObject {
	u, f := t.u, t.form
	var choices []fyne.CanvasObject
	for _, line := range checks.TerminalLines {
		b := newPress("", plain, u.colors, func() { f.draft.Line = line; t.build() })
		b.chosen = f.draft.Line == line
		b.text = u.ticked(u.say("terminal.line."+string(line)), b.chosen)
		choices = append(choices, b)
	}
	parts := []fyne.CanvasObject{
		u.heading(u.say("terminal.group.line")), container.New(&flow{gap: grid}, choices...),
		newProse(u.say("terminal.line_means."+string(f.draft.Line)), sizeSmall, false, u.colors.dim),
	}
	if f.draft.Line == checks.OnThisNetwork {
		sleeps := u.newToggle(f.draft.Sleeps, func(on bool) { f.draft.Sleeps = on; t.tellState() })
		about := newColumn(2, newProse(u.say("terminal.field.sleeps"), sizeBody, false, u.colors.ink), newProse(u.say("terminal.hint.sleeps"), sizeSmall, false, u.colors.dim))
		parts = append(parts, t.lineRows(2, "ip", "port"), newRow(grid, 0, about, sleeps))
	}
	return u.card(newColumn(1.5*grid, parts...))
}

// photos of the device; they are not needed.
func (t *terminal) photos() fyne.CanvasObject {
	u, f := t.u, t.form
	strip := u.newPhotoStrip("terminal", func() []string { return f.draft.Photos }, func(all []string) { f.draft.Photos = all }, t.arrange)
	t.strips = append(t.strips, strip)
	return u.card(newColumn(grid, u.heading(u.say("terminal.group.photos")), newProse(u.say("photo.remind"), sizeSmall, true, u.colors.mark[checks.Warn]), strip.all))
}

// strip is the open page's strip of some photos.
func (t *terminal) strip(key string) *photoStrip {
	for _, s := range t.strips {
		if s.key == key {
			return s
		}
	}
	return nil
}

func (t *terminal) dropped(dropped []fyne.URI) {
	if s := t.strip("terminal"); s != nil {
		bringIntoSight(scrolled(t.page), s.all)
		s.take(droppedPaths(dropped))
	}
}

// pasted: Ctrl+V where nothing is typed.
func (t *terminal) pasted() {
	if s := t.strip("terminal"); s != nil {
		bringIntoSight(scrolled(t.page), s.all)
		s.paste(t.u.app.Clipboard().Content(), true)
	}
}

// seen says that the last visit found another device in its place, and what to do;
// nil where it did not.
func (t *terminal) seen() fyne.CanvasObject {
	u, f := t.u, t.form
	if f.draft.Seen == (checks.TerminalSeen{}) {
		return nil
	}
	renew := newPress(u.say("terminal.is_new"), plain, u.colors, func() {
		if f.draft.Seen.Serial != "" {
			_ = f.put("serial", f.draft.Seen.Serial, u.deps.Now()) // it was recorded once already
		}
		if f.draft.Seen.Model != "" {
			_ = f.put("model", f.draft.Seen.Model, u.deps.Now())
		}
		f.draft.Seen = checks.TerminalSeen{}
		t.build()
	})
	same := newPress(u.say("terminal.is_same"), plain, u.colors, func() { f.draft.Seen = checks.TerminalSeen{}; t.build() })
	return u.card(newColumn(grid,
		newRow(grid, 1, solidIcon(checks.Fail, 24), newProse(u.say("terminal.replaced"), sizeBody, true, u.colors.mark[checks.Fail])),
		newProse(seenText(u.words, f.draft, u.dayOf(f.draft.Seen.At)), sizeBody, false, u.colors.ink),
		u.step("1", u.say("visit.replaced.do1")), u.step("2", u.say("visit.replaced.do2")), u.step("3", u.say("terminal.replaced_do3")),
		newRow(grid, -1, renew, same)))
}
