package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// repairs: what was put right, a press for each fault that was found; the line is
// measured again after it.
func (s *visit) repairs() []fyne.CanvasObject {
	u, v := s.u, s.v
	faults := faultsOf(u.words, v.visit)
	rows := []fyne.CanvasObject{u.heading(u.say("visit.repairs"))}
	if len(faults) == 0 {
		rows = append(rows, newProse(u.say("visit.no_faults"), sizeBody, false, u.colors.dim))
	}
	for n, f := range faults {
		if n > 0 {
			rows = append(rows, u.rule())
		}
		rows = append(rows, s.faultRow(f))
	}
	for n, r := range v.visit.Repairs {
		if !slices.ContainsFunc(faults, func(f visitFault) bool { return repairFor(v.visit, f.Terminal, f.Item) == n }) {
			rows = append(rows, s.repairLine(n, r))
		}
	}
	more := newPress(u.say("visit.repair_more"), plain, u.colors, func() {
		v.change(func(to *checks.Visit) { to.Repairs = append(to.Repairs, checks.RepairDone{Kind: checks.ToRepair}) })
		s.build()
		u.win.Canvas().Focus(s.lines[repairField(len(v.visit.Repairs)-1)].input)
	})
	rows = append(rows, newRow(0, -1, more))
	parts := []fyne.CanvasObject{u.card(newColumn(1.25*grid, rows...))}
	if len(v.visit.Repairs) > 0 && v.visit.Survey != nil {
		parts = append(parts, s.surveyCard(true))
	}
	problem := newProse("", sizeSmall, true, u.colors.mark[checks.Fail])
	problem.Hide()
	note := newNotes(u.bridge, v.textAt("note", v.visit.Note), u.say("visit.like.note"), func(text string) {
		err := v.try("note", text, func(to *checks.Visit, text string) { to.Note = text })
		problem.set(problemText(u.words, err), u.colors.mark[checks.Fail])
		problem.Hidden = err == nil
		s.arrange()
	}, v.save)
	s.notes["note"] = note
	return append(parts, u.card(newColumn(grid, u.heading(u.say("visit.field.note")), note, problem)))
}

// faultRow asks what was done about a fault.
func (s *visit) faultRow(f visitFault) fyne.CanvasObject {
	u, v := s.u, s.v
	text := f.Name + between + f.Item
	about := newColumn(2, newProse(text, sizeBody, true, u.colors.ink))
	if f.Note != "" {
		about.Add(newProse(f.Note, sizeSmall, false, u.colors.dim))
	}
	done := repairFor(v.visit, f.Terminal, f.Item)
	var cells []fyne.CanvasObject
	for _, kind := range []checks.Repair{checks.ToRepair, checks.ToReplace, ""} {
		word := "visit.repair.none"
		if kind != "" {
			word = "visit.repair." + string(kind)
		}
		b := newPress("", plain, u.colors, func() { s.repair(f, kind) })
		b.chosen = done >= 0 && v.visit.Repairs[done].Kind == kind || done < 0 && kind == ""
		b.text = u.ticked(u.say(word), b.chosen)
		cells = append(cells, b)
	}
	line := newRow(grid, 0, append([]fyne.CanvasObject{about}, cells...)...)
	if done < 0 {
		return line
	}
	what := s.repairInput(done)
	what.all.Objects[0].Hide() // the fault stands right above
	return newColumn(0.5*grid, line, what.all)
}

// repairInput is what was done, in the technician's words.
func (s *visit) repairInput(n int) *labelled {
	return s.lineNamed(repairField(n), "repair", s.v.visit.Repairs[n].What, func(to *checks.Visit, text string) {
		if n < len(to.Repairs) {
			to.Repairs[n].What = text
		}
	})
}

// repair takes down what was done about a fault, "" for nothing.
func (s *visit) repair(f visitFault, kind checks.Repair) {
	s.settle()
	s.v.change(func(to *checks.Visit) {
		at := repairFor(*to, f.Terminal, f.Item)
		switch {
		case at >= 0 && kind == "":
			to.Repairs = slices.Delete(to.Repairs, at, at+1)
		case at >= 0:
			to.Repairs[at].Kind = kind
		case kind != "":
			to.Repairs = append(to.Repairs, checks.RepairDone{Terminal: f.Terminal, Kind: kind, What: f.Item})
		}
	})
	s.build()
}

func repairField(n int) string { return "repair" + number(n) }

// repairLine is what was done beside the faults.
func (s *visit) repairLine(n int, r checks.RepairDone) fyne.CanvasObject {
	u, v := s.u, s.v
	l := s.repairInput(n)
	about := u.say("visit.repair_line")
	if at := v.inspected(r.Terminal); at >= 0 {
		about = terminalName(u.words, v.visit.Terminals[at].Terminal)
	}
	row := []fyne.CanvasObject{l.input}
	for _, kind := range []checks.Repair{checks.ToRepair, checks.ToReplace} {
		b := newPress(u.ticked(u.say("visit.repair."+string(kind)), r.Kind == kind), plain, u.colors, func() {
			v.change(func(to *checks.Visit) { to.Repairs[n].Kind = kind })
			s.build()
		})
		b.chosen = r.Kind == kind
		row = append(row, b)
	}
	away := newPress(u.say("photo.remove"), link, u.colors, func() {
		s.settle()
		delete(v.typed, repairField(n))
		v.change(func(to *checks.Visit) { to.Repairs = slices.Delete(to.Repairs, n, n+1) })
		s.build()
	})
	l.all.Objects = []fyne.CanvasObject{newProse(about, sizeBody, false, u.colors.ink), newRow(grid, 0, append(row, away)...), l.problem}
	return l.all
}
