package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// ownForm is an item of the shop's own, as it is being written.
type ownForm struct {
	text  string
	every checks.Every // "": a month
	who   checks.Who   // "": the owner
	busy  bool
}

func (f ownForm) change() checks.TaskChange {
	on := true
	c := checks.TaskChange{Text: strings.TrimSpace(f.text), Every: f.every, Who: f.who, On: &on}
	if c.Every == "" {
		c.Every = checks.EveryMonth
	}
	if c.Who == "" {
		c.Who = checks.Owner
	}
	return c
}

// ownPage adds an item of the shop's own.
func (c *care) ownPage() fyne.CanvasObject {
	u, f := c.u, &c.k.stay.own
	now := f.change()
	l := u.newLabelled(lineWords{title: u.say("care.own.what"), like: u.say("care.own.like"), text: f.text}, func(text string) string {
		f.text = text
		return careProblem(u, checks.ValidateTask(f.change()))
	}, nil, c.arrange)
	save := newPress(u.say("care.own.save"), primary, u.colors, nil)
	save.do = func() {
		if f.change().Text == "" {
			l.tell(u.say("care.wrong.text"))
			u.win.Canvas().Focus(l.input)
			return
		}
		c.writeOwn()
	}
	l.input.enter = save.do
	c.keep("text", l.input)
	c.keep("save", save)
	every := choicesOf(c, "every", checks.AllEvery, now.Every, func(e checks.Every) string { return everyText(u.words, e) },
		func(e checks.Every) { f.every = e; c.build() })
	who := choicesOf(c, "whose", []checks.Who{checks.Owner, checks.Technician}, now.Who, func(w checks.Who) string { return whoText(u.words, w) },
		func(w checks.Who) { f.who = w; c.build() })
	title := newProse(u.say("care.own.add"), sizeTitle, true, u.colors.ink)
	return c.sheet(newRow(1.5*grid, 1, c.backPress(), title), c.said,
		u.card(newColumn(1.5*grid, l.all, c.line(u.say("care.set.every"), "", every), c.line(u.say("care.set.who"), "", who), newRow(grid, -1, save))))
}

func (c *care) writeOwn() {
	f := &c.k.stay.own
	change := f.change()
	if err := checks.ValidateTask(change); err != nil || f.busy {
		c.told(err)
		return
	}
	f.busy = true
	records := c.u.deps.Records
	c.k.write(func(ctx context.Context) error { return records.SaveTask(ctx, change) }, func(err error) {
		f.busy = false
		if err != nil {
			c.told(err)
			return
		}
		c.k.stay.own = ownForm{}
		if c.u.now == screen(c) {
			c.back()
			c.tell(c.u.say("care.own.saved"), checks.OK)
		}
	})
}
