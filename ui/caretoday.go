package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// todayPage is what is due, and under it the devices.
func (c *care) todayPage() fyne.CanvasObject {
	parts := []fyne.CanvasObject{c.tabs()}
	if v, under := openVisit(c.k.visits); under {
		parts = append(parts, c.underWay(v))
	}
	parts = append(parts, c.dueHead())
	if due := c.dueCards(); len(due) > 0 {
		parts = append(parts, inLines(min(2, len(due)), due...))
	}
	return c.sheet(append(parts, c.devices()...)...)
}

// dueHead says how much there is to do.
func (c *care) dueHead() fyne.CanvasObject {
	u, k := c.u, c.k
	due, overdue, clear := k.waiting()
	done := len(k.today()) - due
	title, about, level := careHeadline(u.words, due, done, overdue, clear)
	all := newColumn(2, newProse(title, sizeTitle, true, u.colors.ink))
	if due == 0 {
		about = u.nextText(true)
	}
	if k.broken != nil {
		about, level = u.careTrouble(k.broken), checks.Fail
	}
	if about == "" {
		return all
	}
	line := newProse(about, sizeBody, level > checks.OK, u.colors.mark[level])
	if level > checks.OK {
		all.Add(newRow(0.75*grid, 1, levelIcon(level, u.colors.mark[level], 20), line))
	} else {
		all.Add(line)
	}
	return all
}

// nextText says what comes next where nothing is to be done, and, if that is not
// said beside, what is past its date all the same.
func (u *UI) nextText(rest bool) string {
	k := u.upkeep
	items, now := k.items(), u.deps.Now()
	var parts []string
	if next, found := nextItem(items); found {
		parts = append(parts, u.words.Say("care.next", map[string]any{"Text": taskText(u.words, next.Task), "Date": dueDay(u.words, next.Due, now)}))
	}
	if n := len(checks.Overdue(items)); n > 0 && rest {
		parts = append(parts, u.words.Say("care.overdue.rest", map[string]any{"Count": n}))
	}
	if len(parts) == 0 {
		return u.say("care.nothing")
	}
	return strings.Join(parts, between)
}

func (c *care) dueCards() (cards []fyne.CanvasObject) {
	for _, i := range c.k.today() {
		cards = append(cards, c.dueCard(i))
	}
	return cards
}

// dueCard is one item with one tick; why and how on demand.
func (c *care) dueCard(i checks.CareItem) fyne.CanvasObject {
	u, v := c.u, viewTask(c.u.words, i, c.u.deps.Now())
	if v.Done {
		return c.doneCard(i, v)
	}
	head := newColumn(2, newProse(v.Title, 17, true, u.colors.ink), u.marked(v.When, v.Level, v.Mark))
	parts := newColumn(grid, head)
	if v.Why != "" {
		parts.Add(newProse(v.Why, sizeSmall, false, u.colors.dim))
	}
	open := c.k.stay.steps[v.ID]
	if open {
		for n, step := range v.Steps {
			parts.Add(u.step(number(n), step))
		}
	}
	done := newPress(u.say("care.done"), primary, u.colors, func() { c.k.tick(i, checks.CareDone, c.told) })
	bad := newPress(u.say("care.bad"), plain, u.colors, func() { c.openTask(i.Task.ID, true) })
	c.keep("do."+v.ID, done)
	c.keep("bad."+v.ID, bad)
	row := newRow(grid, 2, done, bad, container.NewStack())
	word := "care.how"
	if open {
		word = "care.how_less"
		none := newPress(u.say("care.not_applicable"), link, u.colors, func() { c.k.tick(i, checks.CareNotApplicable, c.told) })
		c.keep("none."+v.ID, none)
		row.Add(none)
	}
	if len(v.Steps) > 0 || open {
		how := newPress(u.say(word), link, u.colors, func() { c.open(func(s *carePlace) { s.steps[v.ID] = !open }) })
		c.keep("how."+v.ID, how)
		row.Add(how)
	} else {
		more := newPress(u.say("care.more"), link, u.colors, func() { c.openTask(i.Task.ID, false) })
		c.keep("how."+v.ID, more)
		row.Add(more)
	}
	parts.Add(row)
	return u.card(parts)
}

// doneCard is an item that was looked at today, with the way back for a wrong press.
func (c *care) doneCard(i checks.CareItem, v taskView) fyne.CanvasObject {
	u := c.u
	wrong := newPress(u.say("care.wrong_press"), link, u.colors, func() { c.k.tick(i, checks.CareTakenBack, c.told) })
	c.keep("do."+v.ID, wrong)
	about := newColumn(2, newProse(v.Title, 17, true, u.colors.dim), newProse(v.When, sizeSmall, false, u.colors.mark[v.Level]))
	return u.card(newColumn(0, newRow(1.25*grid, 1, levelIcon(v.Level, u.colors.mark[v.Level], 28), about, wrong)))
}

// marked is a few words with the mark of their level before them.
func (u *UI) marked(text string, level checks.Level, mark bool) fyne.CanvasObject {
	line := newProse(text, sizeSmall, level > checks.OK, u.colors.mark[level])
	if !mark {
		return line
	}
	return newRow(0.75*grid, 1, levelIcon(level, u.colors.mark[level], 20), line)
}

// openTask opens an item; bad begins with what is wrong with it.
func (c *care) openTask(id string, bad bool) {
	c.open(func(s *carePlace) {
		s.task = id
		if bad && s.looks[id] == nil {
			s.looks[id] = newLookForm(c.u.deps.Now())
		}
	})
	if f := c.buttons["note"]; bad && f != nil {
		c.u.win.Canvas().Focus(f)
	}
}

// openVisit is the visit that is under way.
func openVisit(all []checks.Visit) (checks.Visit, bool) {
	for _, v := range all {
		if v.Open() {
			return v, true
		}
	}
	return checks.Visit{}, false
}

// underWay says that a visit was begun and not ended.
func (c *care) underWay(v checks.Visit) fyne.CanvasObject {
	u := c.u
	left := 0
	for _, i := range v.Terminals {
		left += i.Left()
	}
	text := u.words.Say("care.visit.under_way", map[string]any{"Date": date(u.words, v.Started.In(u.deps.Now().Location()), u.deps.Now()), "Count": len(v.Terminals), "Left": left})
	on := newPress(u.say("care.visit.go_on"), primary, u.colors, func() { u.startVisit(nil) })
	c.keep("visit", on)
	return u.card(newRow(1.5*grid, 0, newProse(text, sizeBody, true, u.colors.ink), on))
}
