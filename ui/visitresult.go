package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// result is what the visit found, before anybody puts a name to it.
func (s *visit) result() []fyne.CanvasObject {
	u, v := s.u, s.v
	var parts []fyne.CanvasObject
	if left := leftOver(u.words, v.visit); len(left) > 0 {
		parts = append(parts, s.leftCard(left))
	}
	rows := []fyne.CanvasObject{}
	for _, i := range v.visit.Terminals {
		rows = append(rows, s.resultRow(i))
	}
	parts = append(parts, u.card(newColumn(1.25*grid, rows...)))
	parts = append(parts, u.card(s.surveyLine()))
	if len(v.visit.Repairs) > 0 {
		done := []fyne.CanvasObject{u.heading(u.say("visit.repairs"))}
		for _, r := range v.visit.Repairs {
			done = append(done, newProse(u.say("visit.repair."+string(r.Kind))+between+r.What, sizeBody, false, u.colors.ink))
		}
		parts = append(parts, u.card(newColumn(0.5*grid, done...)))
	}
	return parts
}

func (s *visit) leftCard(left []leftItem) fyne.CanvasObject {
	u := s.u
	var names []string
	for _, l := range left[:min(len(left), 6)] {
		names = append(names, l.name)
	}
	text := u.words.Say("visit.left", map[string]any{"Count": len(left)})
	return u.card(newRow(grid, 1, solidIcon(checks.Warn, 22),
		newColumn(2, newProse(text, sizeBody, true, u.colors.mark[checks.Warn]), newProse(strings.Join(names, u.say("list.comma")), sizeSmall, false, u.colors.dim)),
		newPress(u.say("visit.look"), plain, u.colors, func() { s.goTo(left[0].page) })))
}

// resultRow is a terminal in a line or two.
func (s *visit) resultRow(i checks.Inspection) fyne.CanvasObject {
	u := s.u
	level, text := checks.OK, u.say("visit.all_fine")
	switch faults := i.Faults(); {
	case i.Replaced():
		level, text = checks.Fail, u.say("terminal.replaced")
	case len(faults) > 0:
		level = checks.Warn
		var names []string
		for _, c := range faults {
			name := u.say("visit.item." + c.Item + ".name")
			if c.Note != "" {
				name += u.say("settings.colon") + c.Note
			}
			names = append(names, name)
		}
		text = strings.Join(names, between)
	case i.Left() > 0:
		level, text = checks.Unknown, u.words.Say("visit.left", map[string]any{"Count": i.Left()})
	}
	mark := solidIcon(level, 22)
	if level == checks.Unknown {
		mark = levelIcon(level, u.colors.mark[level], 22)
	}
	return newRow(grid, 1, mark, newColumn(2, newProse(terminalName(u.words, i.Terminal), sizeBody, true, u.colors.ink), newProse(text, sizeBody, false, u.colors.mark[level])))
}
