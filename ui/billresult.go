package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
)

// bill is an open bill.
func (p *billPage) bill() fyne.CanvasObject {
	u, d := p.u, p.d
	v := viewBill(u.words, d.open, d.joined, d.before, u.deps.Now())
	tabs := p.tabs(v.Tabs)
	head := p.head(v.Title, v.File, tabs)
	switch d.place.tab {
	case billReturned:
		return p.returned(head)
	case billDamaged:
		return p.damaged(head)
	default:
		return p.sheet(p.overview(head, v)...)
	}
}

// overview are the figures, what does not fit, what is worth a look, and the hours.
func (p *billPage) overview(head fyne.CanvasObject, v billView) []fyne.CanvasObject {
	u, d := p.u, p.d
	parts := []fyne.CanvasObject{head}
	for _, note := range v.Notes {
		parts = append(parts, u.marked(note, checks.Warn, true))
	}
	var tiles []fyne.CanvasObject
	for _, t := range v.Tiles {
		value := newProse(t.Value, sizeTitle, true, u.colors.ink)
		value.smaller = sizeBody
		one := newColumn(1, newProse(t.Name, sizeSmall, false, u.colors.dim), value)
		if t.About != "" {
			one.Add(newProse(t.About, sizeSmall, false, u.colors.dim))
		}
		tiles = append(tiles, u.card(one))
	}
	parts = append(parts, newColumns(grid, tiles...))
	switch {
	case d.joined.err != nil:
		again := p.press("join", u.say("billscreen.again"), plain, d.join)
		parts = append(parts, newRow(grid, 0, newProse(u.words.Say("billscreen.join_failed", map[string]any{"Error": d.joined.err.Error()}), sizeSmall, true, u.colors.mark[checks.Fail]), again))
	case !d.joined.told:
		parts = append(parts, newProse(u.say("billscreen.joining"), sizeSmall, false, u.colors.dim))
	}
	if len(v.Doubts) > 0 {
		parts = append(parts, p.listCard("bill.doubts", v.Doubts, checks.Warn))
	}
	if len(v.Patterns) > 0 {
		parts = append(parts, p.patterns(v.Patterns))
	}
	if d.joined.told && len(d.joined.rows) > 0 {
		parts = append(parts, u.card(newColumn(grid, u.heading(u.say("billscreen.beside")), u.newHoursChart(d.joined.hours), newProse(u.say("billscreen.beside_about"), sizeSmall, false, u.colors.dim))))
	}
	return parts
}

func (p *billPage) listCard(title string, lines []string, level checks.Level) fyne.CanvasObject {
	u := p.u
	all := newColumn(0.75*grid, u.heading(u.say(title)))
	for _, text := range lines {
		all.Add(newRow(0.75*grid, 1, levelIcon(level, u.colors.mark[level], 20), newProse(text, sizeBody, false, u.colors.ink)))
	}
	return u.card(all)
}

// patterns are only worth a look: no platform publishes its rules.
func (p *billPage) patterns(lines []string) fyne.CanvasObject {
	u := p.u
	all := newColumn(0.75*grid, u.heading(u.say("bill.patterns")))
	for _, text := range lines {
		chip := newProse(u.say("billscreen.sometimes"), sizeSmall, true, u.colors.mark[checks.Warn])
		all.Add(newRow(grid, 1, chip, newProse(text, sizeBody, false, u.colors.ink)))
	}
	all.Add(newProse(u.say("bill.stands"), sizeBody, true, u.colors.ink))
	all.Add(newProse(u.say("bill.ours"), sizeSmall, false, u.colors.dim))
	return u.card(all)
}

// returned lists the rows that gave money back; only those in sight are made.
func (p *billPage) returned(head fyne.CanvasObject) fyne.CanvasObject {
	u, d := p.u, p.d
	list := newTaskLines(func() int { return len(d.joined.rows) }, func() fyne.CanvasObject { return u.newBillLine() }, func(id widget.ListItemID, o fyne.CanvasObject) {
		if line, ok := o.(*billLine); ok && id < len(d.joined.rows) {
			line.set(u, d.joined.rows[id], d.place.full)
		}
	})
	list.OnSelected = func(id widget.ListItemID) {
		list.UnselectAll()
		p.openRow(id)
	}
	p.keep["list"], p.list = list, list
	about := ""
	if back := d.open.Refunded + d.open.Reversed; len(d.joined.rows) < back && len(d.joined.rows) > 0 {
		about = u.words.Say("billscreen.row.newest", map[string]any{"Count": len(d.joined.rows)})
	}
	top := newInset(2*grid, 0.5*grid, newRow(grid, 0, newProse(about, sizeSmall, false, u.colors.dim), p.fullPress()))
	rest := container.NewStack(u.ground(), newFrame(top, nil, newInset(1, 4, list), nil))
	if text := p.emptyList(); text != "" {
		rest.Add(container.NewCenter(newProse(text, sizeBody, false, u.colors.dim)))
	}
	return container.New(&careLayout{}, head, rest)
}

// emptyList says why no row is listed, "" where some are.
func (p *billPage) emptyList() string {
	u, d := p.u, p.d
	switch {
	case len(d.joined.rows) > 0:
		return ""
	case d.joined.err != nil:
		return u.words.Say("billscreen.join_failed", map[string]any{"Error": d.joined.err.Error()})
	case !d.joined.told:
		return u.say("billscreen.joining")
	default:
		return u.say("billscreen.row.none")
	}
}

// fullPress shows whole order numbers, and hides them again.
func (p *billPage) fullPress() fyne.CanvasObject {
	key := "billscreen.row.full"
	if p.d.place.full {
		key = "billscreen.row.masked"
	}
	return p.press("full", p.u.say(key), link, func() { p.d.turn(func(at *billPlace) { at.full = !at.full }) })
}

// damaged lists the rows that could not be read.
func (p *billPage) damaged(head fyne.CanvasObject) fyne.CanvasObject {
	u, b := p.u, p.d.open
	list := newLines(func() int { return len(b.Damaged) }, func() fyne.CanvasObject { return u.newDamageLine() }, func(id widget.ListItemID, o fyne.CanvasObject) {
		if line, ok := o.(*damageLine); ok && id < len(b.Damaged) {
			line.set(damageText(u.words, b.Damaged[id]))
		}
	})
	list.OnSelected = func(widget.ListItemID) { list.UnselectAll() }
	p.keep["list"] = list
	about := u.say("bill.damaged")
	if b.Worse > 0 {
		about += between + u.words.Say("bill.worse", map[string]any{"Rows": b.Worse})
	}
	top := newInset(2*grid, grid, newProse(about, sizeBody, true, u.colors.ink))
	return container.New(&careLayout{}, head, container.NewStack(u.ground(), newFrame(top, nil, newInset(1, 4, list), nil)))
}
