package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// figures is the page of what refunds cost, week by week or month by month.
func (p *casesPage) figures() []fyne.CanvasObject {
	u, e := p.u, p.effects
	parts := []fyne.CanvasObject{p.tabs(p.periods())}
	if e.Cases == 0 {
		return append(parts, p.when(), u.card(newProse(u.say("case.quiet"), sizeBody, false, u.colors.dim)))
	}
	var tiles []fyne.CanvasObject
	for _, t := range viewEffects(u.words, e) {
		value := newProse(t.Value, sizeTitle, true, u.colors.ink)
		value.smaller = sizeBody
		one := newColumn(1, newProse(t.Name, sizeSmall, false, u.colors.dim), value)
		if t.About != "" {
			one.Add(newProse(t.About, sizeSmall, false, u.colors.dim))
		}
		tiles = append(tiles, u.card(one))
	}
	return append(parts, p.when(), inLines(3, tiles...), pair(p.causes(), p.hours()), p.follows())
}

// periods chooses between a week and a month.
func (p *casesPage) periods() fyne.CanvasObject {
	row := newRow(0.5*grid, -1)
	for _, period := range casePeriods {
		b := p.press("period."+string(period), p.u.say("case.period."+string(period)), plain, func() {
			p.open(func(s *caseStay) { s.period, s.back = period, 0 })
		})
		b.chosen = p.u.log.stay.period == period
		row.Add(b)
	}
	return row
}

// when says which week or month it is, and leads to the one before and after.
func (p *casesPage) when() fyne.CanvasObject {
	u, stay := p.u, p.u.log.stay
	now := u.deps.Now()
	title := newProse(stay.period.title(u.words, stay.period.window(now, stay.back), now), sizeTitle, true, u.colors.ink)
	row := newRow(grid, 0, title, p.press("earlier", u.say("case.earlier."+string(stay.period)), plain, func() { p.open(func(s *caseStay) { s.back++ }) }))
	if stay.back > 0 {
		row.Add(p.press("later", u.say("case.later."+string(stay.period)), plain, func() { p.open(func(s *caseStay) { s.back-- }) }))
	}
	return row
}

// causes are the likeliest causes, a bar each.
func (p *casesPage) causes() fyne.CanvasObject {
	u := p.u
	parts := newColumn(grid, u.heading(u.say("case.causes")))
	for _, b := range viewCauses(u.words, p.effects) {
		name, bar := newProse(b.Name, sizeSmall, false, u.colors.ink), lookOf(u.colors).Lines[0]
		if !b.Known {
			bar = blend(lookOf(u.colors).Dim, lookOf(u.colors).Ground)
		}
		parts.Add(newRow(grid, 1, container.New(&caseName{}, name), newShareBar(b.Share, bar), words(strconv.Itoa(b.Count), sizeSmall, true, u.colors.ink)))
	}
	return u.card(parts)
}

// hours are the hours of the day beside the quality that was measured in them.
func (p *casesPage) hours() fyne.CanvasObject {
	u := p.u
	return u.card(newColumn(grid, u.heading(u.say("case.hours.title")), u.newHoursChart(p.effects.Hours)))
}

// follows says whether refunds follow the bad network, as far as that can be said.
func (p *casesPage) follows() fyne.CanvasObject {
	u := p.u
	v := viewFollows(u.words, p.effects.Line)
	parts := newColumn(grid, u.heading(u.say("case.follows.title")), newProse(v.Text, sizeBody, false, u.colors.ink))
	if v.Shown {
		look := lookOf(u.colors)
		bar := func(text string, c fyne.CanvasObject) fyne.CanvasObject {
			return newRow(grid, 1, container.New(&wide{enlarged(300)}, words(text, sizeSmall, false, u.colors.dim)), c)
		}
		parts.Add(bar(v.TimeText, newShareBar(v.Time, blend(look.Warn, look.Ground))))
		parts.Add(bar(v.CasesText, newShareBar(v.Cases, look.Lines[0])))
		parts.Add(newProse(u.say("case.follows.limits"), sizeSmall, false, u.colors.dim))
	}
	return u.card(parts)
}

// caseName is the place of a cause's name: as wide as the others', as high as it
// needs.
type caseName struct{}

const causeRoom float32 = 170

func (l *caseName) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return heightOf(objects[0], width)
}

func (l *caseName) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func (l *caseName) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(enlarged(causeRoom), heightOf(objects[0], enlarged(causeRoom)))
}
