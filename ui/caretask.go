package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// mostRecords is how many of an item's records are shown.
const mostRecords = 6

// taskPage is one item: what, why and how, what was recorded of it, and how often
// it is to come round.
func (c *care) taskPage() fyne.CanvasObject {
	u := c.u
	i, there := c.k.item(c.k.stay.task)
	if !there {
		return c.alone(u.say("care.gone"), c.backPress())
	}
	v := viewTask(u.words, i, u.deps.Now())
	title := newColumn(2, newProse(v.Title, sizeTitle, true, u.colors.ink),
		newProse(taskAbout(u.words, i.Task), sizeSmall, false, u.colors.dim))
	parts := []fyne.CanvasObject{newRow(1.5*grid, 1, c.backPress(), title), c.said}
	if form := c.k.stay.looks[i.Task.ID]; form != nil { // one thing at a time
		parts = append(parts, c.lookCard(i, form))
	} else {
		parts = append(parts, c.taskHow(i, v))
	}
	parts = append(parts, c.taskHistory(i), c.taskSet(i))
	return c.sheet(parts...)
}

func (c *care) backPress() *press {
	b := newPress(c.u.say("care.back"), plain, c.u.colors, func() { c.back() })
	c.keep("back", b)
	return b
}

// taskHow is why an item matters, how it is done, and what to press then.
func (c *care) taskHow(i checks.CareItem, v taskView) fyne.CanvasObject {
	u := c.u
	parts := newColumn(1.25*grid, u.marked(v.When, v.Level, v.Mark || i.Measured != nil))
	if v.Why != "" {
		parts.Add(newProse(v.Why, sizeBody, false, u.colors.ink))
	}
	for n, step := range v.Steps {
		parts.Add(u.step(number(n), step))
	}
	if i.Task.Retired {
		return u.card(parts)
	}
	row := newRow(grid, -1)
	act := func(key, word string, kind pressKind, do func()) {
		b := newPress(u.say(word), kind, u.colors, do)
		c.keep(key, b)
		row.Add(b)
	}
	if v.Done {
		act("do", "care.wrong_press", plain, func() { c.k.tick(i, checks.CareTakenBack, c.told) })
	} else {
		act("do", "care.done", primary, func() { c.k.tick(i, checks.CareDone, c.told) })
	}
	act("bad", "care.bad", plain, func() { c.openTask(i.Task.ID, true) })
	if !v.Done {
		act("none", "care.not_applicable", plain, func() { c.k.tick(i, checks.CareNotApplicable, c.told) })
	}
	parts.Add(row)
	return u.card(parts)
}

// taskHistory is what was recorded of an item, the newest first.
func (c *care) taskHistory(i checks.CareItem) fyne.CanvasObject {
	u := c.u
	all := c.k.history(i.Task.ID)
	parts := newColumn(0.75*grid, u.heading(u.say("care.history")))
	if len(all) == 0 {
		parts.Add(newProse(u.say("care.history_none"), sizeBody, false, u.colors.dim))
	}
	for n, r := range all {
		if n == mostRecords && c.k.stay.past != i.Task.ID {
			more := newPress(u.words.Say("care.history_more", map[string]any{"Count": len(all) - n}), link, u.colors, func() {
				c.open(func(s *carePlace) { s.past = i.Task.ID })
			})
			c.keep("more", more)
			parts.Add(newRow(0, -1, more))
			break
		}
		level := recordLevel(r)
		parts.Add(newRow(grid, 1, levelIcon(level, u.colors.mark[level], 20), newProse(recordText(u.words, r, u.deps.Now()), sizeBody, false, u.colors.ink)))
	}
	return u.card(parts)
}

// taskSet is what the shop can change of an item. What was recorded stays as it is.
func (c *care) taskSet(i checks.CareItem) fyne.CanvasObject {
	u, t := c.u, i.Task
	change := func(do func(*checks.TaskChange)) { c.k.changeTask(t, do, c.ended) }
	every := choicesOf(c, "every", checks.AllEvery, t.Every, func(e checks.Every) string { return everyText(u.words, e) },
		func(e checks.Every) { change(func(to *checks.TaskChange) { to.Every = e }) })
	parts := newColumn(1.25*grid, u.heading(u.say("care.set.title")), c.line(u.say("care.set.every"), "", every))
	if t.Own() {
		who := choicesOf(c, "whose", []checks.Who{checks.Owner, checks.Technician}, t.Who, func(w checks.Who) string { return whoText(u.words, w) },
			func(w checks.Who) { change(func(to *checks.TaskChange) { to.Who = w }) })
		parts.Add(c.line(u.say("care.set.who"), "", who))
		parts.Add(c.rename(t))
	}
	if !t.Retired {
		on := u.newToggle(!t.Off, func(on bool) { change(func(to *checks.TaskChange) { to.On = &on }) })
		c.keep("on", on)
		parts.Add(c.line(u.say("care.set.on"), u.say("care.set.on_hint"), on))
	}
	word, hint := "care.set.retire", "care.set.retire_hint"
	if t.Retired {
		word, hint = "care.set.unretire", "care.set.unretire_hint"
	}
	retire := newPress(u.say(word), plain, u.colors, func() { change(func(to *checks.TaskChange) { to.Retired = !t.Retired }) })
	c.keep("retire", retire)
	parts.Add(c.line(u.say(hint), "", retire))
	return u.card(parts)
}

// line is something to set, with what it is at its beginning.
func (c *care) line(text, hint string, control fyne.CanvasObject) fyne.CanvasObject {
	u := c.u
	about := newColumn(2, newProse(text, sizeBody, false, u.colors.ink))
	if hint != "" {
		about.Add(newProse(hint, sizeSmall, false, u.colors.dim))
	}
	return newRow(1.5*grid, 0, about, control)
}

// rename calls an item of the shop's own something else.
func (c *care) rename(t checks.Task) fyne.CanvasObject {
	u, texts := c.u, c.k.stay.texts
	text, typed := texts[t.ID]
	if !typed {
		text = t.Text
	}
	l := u.newLabelled(lineWords{title: u.say("care.field.text"), text: text}, func(text string) string {
		texts[t.ID] = text
		return careProblem(u, checks.ValidateTask(checks.TaskChange{ID: t.ID, Text: strings.TrimSpace(text)}))
	}, nil, c.arrange)
	use := func() {
		now := strings.TrimSpace(l.input.Text)
		if now == "" {
			l.tell(u.say("care.wrong.text"))
			return
		}
		c.k.changeTask(t, func(to *checks.TaskChange) { to.Text = now }, func(err error) {
			if err == nil {
				delete(texts, t.ID)
			}
			c.ended(err)
		})
	}
	l.input.enter = use
	save := newPress(u.say("care.own.rename"), plain, u.colors, use)
	c.keep("text", l.input)
	c.keep("rename", save)
	return newRow(grid, 0, l.all, newColumn(4, newProse(" ", sizeBody, false, u.colors.ink), save))
}

// careProblem says what is wrong with what is being typed, "" where nothing is.
func careProblem(u *UI, err error) string {
	if err == nil {
		return ""
	}
	return u.careTrouble(err)
}

// choicesOf are a few of which one holds, each as large as a finger.
func choicesOf[T ~string](c *care, key string, all []T, now T, name func(T) string, choose func(T)) fyne.CanvasObject {
	u := c.u
	var presses []fyne.CanvasObject
	for _, o := range all {
		b := newPress("", plain, u.colors, nil)
		b.do = func() {
			if o != now {
				choose(o)
			}
		}
		b.chosen = o == now
		b.text = u.ticked(name(o), b.chosen)
		c.keep(key+"."+string(o), b)
		presses = append(presses, b)
	}
	return newRow(0.5*grid, -1, presses...)
}
