package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
	"countercheck/ui/chart"
)

// build makes the chart's page: what time, which lines, the chart with its
// incidents, and how much of the time money could be taken.
func (h *history) build() {
	u := h.u
	h.plot = newPlot(u.colors)
	h.plot.say = func(at time.Time) []string { c := h.plot.chart; return readingLines(u.words, &c, at, u.deps.Now()) }
	h.plot.choose, h.plot.zoom = h.zoomTo, h.scale
	h.plot.back = func() { h.back() }
	h.plot.open = h.openIncident
	h.title = newProse("", sizeBody, true, u.colors.ink)
	h.said = newProse("", sizeSmall, false, u.colors.dim)
	h.news = newProse("", sizeSmall, false, u.colors.dim)
	h.empty = u.newEmptyState()
	h.row = newRow(0.5*grid, -1)
	h.makeChips()
	h.list = newLines(func() int { return len(h.told.incidents) }, func() fyne.CanvasObject { return u.newIncidentLine() }, h.fill)
	h.list.OnSelected = h.chooseIncident
	h.look = newPress(u.say("history.look"), plain, u.colors, h.openChosen)
	h.legend = newRow(2*grid, -1)
	table := newPress(u.say("history.table"), plain, u.colors, h.saveTable)
	picture := newPress(u.say("history.picture"), plain, u.colors, h.savePicture)
	h.news.Hide()
	foot := newRow(grid, 0, newColumn(2, h.said, h.news), table, picture)
	h.page = container.New(&historyLayout{}, h.makeTimes(), h.choices(), h.chartCard(), h.incidentCard(), foot)
}

// inPlace keeps a button's size whatever it looks like.
func inPlace(b *press) fyne.CanvasObject {
	return container.NewGridWrap(fyne.NewSize(touch, touch), b)
}

// makeTimes is the row that says and chooses what time is shown.
func (h *history) makeTimes() fyne.CanvasObject {
	u := h.u
	var parts []fyne.CanvasObject
	for _, r := range reaches {
		b := newPress(u.say("history.span."+string(r)), plain, u.colors, func() { h.choose(r) })
		h.reaches[r] = b
		parts = append(parts, b)
	}
	h.earlier = newPress(u.say("history.earlier"), plain, u.colors, func() { h.step(-1) })
	h.later = newPress(u.say("history.later"), plain, u.colors, func() { h.step(1) })
	h.present = newPress(u.say("history.present"), link, u.colors, func() { h.choose(h.reach) })
	h.wider = newPress(u.say("history.back"), plain, u.colors, func() { h.back() })
	return newRow(2*grid, 1, newRow(0.5*grid, -1, parts...), h.title, h.present, h.wider, newRow(0.5*grid, -1, inPlace(h.earlier), inPlace(h.later)))
}

// makeChips makes the row of lines that can be drawn.
func (h *history) makeChips() {
	h.chips, h.row.Objects = nil, nil
	for _, s := range h.subjects {
		c := h.u.newChip(s, func() { h.toggle(s.Check) })
		h.chips = append(h.chips, c)
		h.row.Add(c.all)
	}
	h.row.Refresh()
}

// choices are the chips, to be pushed along where they are too many, and at their
// end the single hosts for the technician.
func (h *history) choices() fyne.CanvasObject {
	names := make([]string, len(h.extra))
	for i, s := range h.extra {
		names[i] = s.Name
	}
	more := newPicker(names)
	more.PlaceHolder = h.u.say("history.more")
	more.OnChanged = func(string) { h.single(more.SelectedIndex()) }
	return newRow(grid, 0, container.New(&edged{}, container.NewHScroll(newInset(edge, edge, h.row))), container.New(&pickerSize{}, more))
}

func (h *history) chartCard() fyne.CanvasObject {
	ground := canvas.NewRectangle(h.u.colors.card)
	ground.CornerRadius, ground.StrokeColor, ground.StrokeWidth = radius, h.u.colors.line, 1
	inside := container.New(&underLayout{}, h.plot, h.legend)
	return newInset(0, 0, ground, newInset(grid, grid, container.NewStack(inside, h.empty.all)))
}

func (h *history) incidentCard() fyne.CanvasObject {
	u := h.u
	ground := canvas.NewRectangle(u.colors.card)
	ground.CornerRadius, ground.StrokeColor, ground.StrokeWidth = radius, u.colors.line, 1
	h.times = words("", sizeSmall, false, u.colors.dim)
	h.fine = newProse("", sizeBody, false, u.colors.dim)
	heading := newInset(1.5*grid, 1.25*grid, newRow(grid, 0, words(u.say("history.incidents"), sizeBody, true, u.colors.ink), h.times))
	foot := newInset(grid, grid, h.look)
	h.lookFoot = foot
	return container.NewStack(ground, container.New(&listLayout{}, heading, h.list, newInset(1.5*grid, 0, h.fine), foot))
}

// showChosen marks what is chosen and offers only what leads anywhere.
func (h *history) showChosen() {
	for r, b := range h.reaches {
		b.chosen = r == h.reach
		b.Refresh()
	}
	for i, s := range h.subjects {
		h.chips[i].choose(slices.Contains(h.chosen, s.Check))
	}
	h.wider.Hidden = len(h.before) == 0
	h.present.Hidden = h.live || len(h.before) > 0
	h.later.kind = plain
	if !h.window.To.Before(h.latest()) {
		h.later.kind = link // it leads nowhere now, and does not look as if
	}
	h.later.Refresh()
	h.page.Refresh()
}

// showIncidents fills the list, or says that there is nothing to fill it with.
func (h *history) showIncidents() {
	u := h.u
	h.times.Text = ""
	if n := len(h.told.incidents); n > 0 {
		h.times.Text = u.words.Say("history.times", map[string]any{"Count": n})
	}
	h.times.Refresh()
	fine := ""
	if len(h.told.incidents) == 0 && !h.told.at.IsZero() {
		fine = u.say("history.empty.fine")
		if h.told.uptime[""].Watched() == 0 {
			fine = u.say("history.empty.unknown")
		}
	}
	h.fine.set(fine, u.colors.dim)
	_, chosen := h.chosenIncident()
	h.lookFoot.Hidden, h.look.Hidden = !chosen, !chosen
}

// showEmpty says why there is no chart, if there is none.
func (h *history) showEmpty(c chart.Chart) {
	u := h.u
	h.legend.Objects = nil
	if c.Stacked {
		for i, name := range phaseNames(u.words) {
			h.legend.Add(u.swatch(name, c.Look.Phases[i]))
		}
	}
	measured := false
	for _, l := range c.Lines {
		measured = measured || len(l.Series.Points) > 0
	}
	switch {
	case h.told.at.IsZero():
		h.empty.tell(u.say("history.reading"), "")
	case len(h.chosen) == 0:
		h.empty.tell(u.say("history.empty.pick"), "")
	case !measured && h.told.uptime[""].Watched() == 0 && h.live:
		h.empty.tell(u.say("history.empty.title"), u.say("history.empty.why"))
	case !measured:
		h.empty.tell(u.say("history.empty.here"), u.say("history.empty.here_why"))
	default:
		h.empty.all.Hide()
		return
	}
	h.empty.all.Show()
}

func (h *history) tellError(key string, err error) {
	h.report(h.u.words.Say(key, map[string]any{"Error": err.Error()}), checks.Fail)
}

// report says in the foot what came of something that was asked for.
func (h *history) report(text string, level checks.Level) {
	h.news.set(text, h.u.colors.mark[level])
	h.news.Show()
	h.page.Refresh()
}
