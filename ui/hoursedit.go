package ui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// hours is the page 营业时间: what many shops keep as one press, else a line for
// each day, and the days off.
func (s *settings) hours() []fyne.CanvasObject {
	u := s.u
	now := u.deps.Settings.Current().Hours
	var quick []fyne.CanvasObject
	for _, openings := range usualHours() {
		b := newPress("", plain, u.colors, func() {
			s.remake(func(to *checks.Settings) { to.Hours = everyDay(to.Hours, openings) })
		})
		b.chosen = alike(now, openings)
		b.text = u.ticked(openingText(u.words, openings), b.chosen)
		quick = append(quick, b)
	}
	parts := []fyne.CanvasObject{u.card(newColumn(grid,
		newProse(u.say("settings.hours.about"), sizeSmall, false, u.colors.dim),
		container.New(&flow{gap: grid}, quick...),
	))}
	if alwaysOpen(now) {
		return parts
	}
	var days []fyne.CanvasObject
	for _, d := range weekdays() {
		days = append(days, newDayLine(s, d).all)
	}
	return append(parts, u.card(newColumn(4, days...)), s.holidays())
}

// dayLine is one day: its openings, another one, and the same for all days.
type dayLine struct {
	s       *settings
	day     weekday
	all     *fyne.Container
	pairs   [][2]string
	inputs  [][2]*input
	tells   []*prose // past midnight
	problem *prose
}

const timeWidth float32 = 74

func newDayLine(s *settings, day weekday) *dayLine {
	u := s.u
	d := &dayLine{s: s, day: day, problem: newProse("", sizeSmall, true, u.colors.mark[checks.Fail])}
	d.problem.Hide()
	now := u.deps.Settings.Current().Hours
	openings := *day.at(&now)
	var row []fyne.CanvasObject
	for i, opening := range openings {
		d.pairs = append(d.pairs, pairOf(opening))
		row = append(row, d.opening(i))
	}
	if len(openings) == 0 {
		row = append(row, newInset(grid, 12, newProse(u.say("settings.hours.closed"), sizeBody, false, u.colors.dim)))
	}
	row = append(row, newPress(u.say("settings.hours.more"), link, u.colors, func() {
		s.remake(func(to *checks.Settings) {
			at := day.at(&to.Hours)
			*at = append(slices.Clone(*at), nextOpening(*at))
		})
	}))
	if len(openings) > 0 {
		row = append(row, newPress(u.say("settings.hours.copy"), link, u.colors, func() {
			s.settle()
			s.remake(func(to *checks.Settings) { to.Hours = everyDay(to.Hours, *day.at(&to.Hours)) })
		}))
	}
	name := newCell(dayWidth, touch, newInset(0, 12, newProse(u.say("settings.day."+day.id), sizeBody, true, u.colors.ink)))
	d.all = newColumn(0, newRow(grid, 1, name, container.New(&flow{gap: 4}, row...)), d.problem)
	return d
}

const dayWidth float32 = 56

// opening is from when, until when, and away with it.
func (d *dayLine) opening(i int) fyne.CanvasObject {
	u := d.s.u
	d.inputs = append(d.inputs, [2]*input{})
	var cells [2]fyne.CanvasObject
	for side := range 2 {
		e := d.s.input(d.pairs[i][side], func(text string) { d.pairs[i][side] = text; d.judge() }, func(_ string, left bool) { d.take(left) })
		d.inputs[i][side] = e
		cells[side] = newCell(timeWidth, touch+2, e)
	}
	tell := newProse("", sizeSmall, false, u.colors.dim)
	d.tells = append(d.tells, tell)
	d.tellOvernight(i)
	remove := newPress(u.say("settings.hours.away"), link, u.colors, func() {
		d.s.remake(func(to *checks.Settings) {
			if at := d.day.at(&to.Hours); i < len(*at) {
				*at = slices.Delete(slices.Clone(*at), i, i+1)
			}
		})
	})
	square := container.NewGridWrap(fyne.NewSize(touch, touch), remove)
	return newRow(4, -1, cells[0], words("–", sizeBody, false, u.colors.ink), cells[1], tell, square)
}

func (d *dayLine) tellOvernight(i int) {
	text := ""
	if overnight(d.pairs[i]) {
		text = d.s.u.say("settings.hours.overnight")
	}
	d.tells[i].set(text, d.s.u.colors.dim)
	d.tells[i].Hidden = text == ""
}

// with is the shop's hours with this day as it was typed.
func (d *dayLine) with(h checks.Hours) checks.Hours {
	openings := make([]string, len(d.pairs))
	for i, pair := range d.pairs {
		openings[i] = pair[0] + "-" + pair[1]
	}
	*d.day.at(&h) = openings
	return h
}

// judge says what is wrong with the day, while it is typed.
func (d *dayLine) judge() (fine bool, nearest map[string]string) {
	u := d.s.u
	now := u.deps.Settings.Current()
	problem, nearest := judgeHours(u.words, now, d.with(now.Hours), u.deps.Catalogue)
	d.problem.set(problem, u.colors.mark[checks.Fail])
	d.problem.Hidden = problem == ""
	for i := range d.pairs {
		d.tellOvernight(i)
	}
	d.s.arrange()
	return problem == "", nearest
}

// take saves the day if it is right; when the line is left, times that are only
// written in another way are written as they are meant.
func (d *dayLine) take(left bool) {
	_, nearest := d.judge()
	for i := range d.pairs {
		if near, ok := nearest[fmt.Sprintf("hours.%s[%d]", d.day.id, i+1)]; ok && left {
			d.pairs[i] = pairOf(near)
			d.inputs[i][0].put(d.pairs[i][0])
			d.inputs[i][1].put(d.pairs[i][1])
		}
	}
	if fine, _ := d.judge(); !fine {
		return
	}
	for i := range d.inputs {
		d.inputs[i][0].set, d.inputs[i][1].set = d.pairs[i][0], d.pairs[i][1]
	}
	now := d.with(d.s.u.deps.Settings.Current().Hours)
	openings := slices.Clone(*d.day.at(&now))
	d.s.change(func(to *checks.Settings) { *d.day.at(&to.Hours) = openings }, nil)
}

// holidays are the days off.
func (s *settings) holidays() fyne.CanvasObject {
	u := s.u
	var chips []fyne.CanvasObject
	for _, day := range u.deps.Settings.Current().Hours.Holidays {
		chips = append(chips, newPress(day+"  ×", plain, u.colors, func() {
			s.remake(func(to *checks.Settings) {
				to.Hours.Holidays = slices.DeleteFunc(slices.Clone(to.Hours.Holidays), func(other string) bool { return other == day })
			})
		}))
	}
	problem := newProse("", sizeSmall, true, u.colors.mark[checks.Fail])
	problem.Hide()
	judge := func(text string) (near string, fine bool) {
		now := u.deps.Settings.Current()
		after := now.Hours
		after.Holidays = append(slices.Clone(after.Holidays), text)
		said, nearest := judgeHours(u.words, now, after, u.deps.Catalogue)
		problem.set(said, u.colors.mark[checks.Fail])
		problem.Hidden = said == "" || text == ""
		s.arrange()
		for _, only := range nearest {
			near = only
		}
		return near, said == ""
	}
	e := newInput(u.bridge, "", func(text string) { judge(text) }, func(string, bool) {})
	add := func() {
		text := e.Text
		near, fine := judge(text)
		if !fine && near != "" {
			text = near
			_, fine = judge(near)
		}
		if fine {
			s.remake(func(to *checks.Settings) {
				to.Hours.Holidays = append(slices.Clone(to.Hours.Holidays), text)
				slices.Sort(to.Hours.Holidays)
				to.Hours.Holidays = slices.Compact(to.Hours.Holidays)
			})
		}
	}
	e.PlaceHolder = u.say("settings.hours.holiday_like")
	e.enter = add
	line := newRow(grid, 0, e, newPress(u.say("settings.add"), plain, u.colors, add))
	rows := []fyne.CanvasObject{newRow(grid, 0, newColumn(2, newProse(u.say("settings.hours.holidays"), sizeBody, true, u.colors.ink), newProse(u.say("settings.hours.holidays_about"), sizeSmall, false, u.colors.dim)))}
	if len(chips) > 0 {
		rows = append(rows, container.New(&flow{gap: grid}, chips...))
	}
	return u.card(newColumn(grid, append(rows, line, problem)...))
}
