package ui

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
	return newColumn(0.5*grid, line, s.repairInput(done).all)
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
	l.all.Objects[0] = newProse(about, sizeBody, false, u.colors.ink)
	row := []fyne.CanvasObject{l.all}
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
	return newRow(grid, 0, append(row, away)...)
}

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

// sign: who was here, when the next visit is due, and a name put to it.
func (s *visit) sign() []fyne.CanvasObject {
	u, v := s.u, s.v
	technician := s.line("technician", v.visit.Technician, func(to *checks.Visit, text string) { to.Technician = text })
	company := s.line("company", v.visit.Company, func(to *checks.Visit, text string) { to.Company = text })
	witness := s.line("witness", v.visit.Witness, func(to *checks.Visit, text string) { to.Witness = text })
	next := s.line("next", v.visit.Next, func(to *checks.Visit, text string) { to.Next = text })
	next.input.changed = func(text string) {
		date, ok := readDate(text)
		if !ok {
			date = text
		}
		next.tell(problemText(u.words, v.try("next", date, func(to *checks.Visit, text string) { to.Next = text })))
	}
	chain := []*labelled{technician, company, witness, next}
	for n, l := range chain[:len(chain)-1] {
		l.input.enter = func() { l.input.done(); u.win.Canvas().Focus(chain[n+1].input) }
	}
	if v.visit.Technician == "" {
		s.focus = technician.input
	}
	people := u.card(newColumn(grid, technician.all, company.all, witness.all, next.all))
	return []fyne.CanvasObject{container.New(&twoParts{first: 0.36, gap: 2 * grid}, people, s.signCard())}
}

// twoParts shares the width unequally.
type twoParts struct{ first, gap float32 }

func (l *twoParts) widths(width float32) [2]float32 {
	first := (width - l.gap) * l.first
	return [2]float32{first, width - l.gap - first}
}

func (l *twoParts) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	w := l.widths(width)
	return max(heightOf(objects[0], w[0]), heightOf(objects[1], w[1]))
}

func (l *twoParts) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := l.widths(size.Width)
	x := float32(0)
	for n, o := range objects {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w[n], heightOf(o, w[n])))
		x += w[n] + l.gap
	}
}

func (l *twoParts) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width+l.gap+objects[1].MinSize().Width, l.heightFor(objects, 600))
}

// signCard: drawn, typed, or later on paper.
func (s *visit) signCard() fyne.CanvasObject {
	u, v := s.u, s.v
	signed := v.visit.Signed
	way := signed.Way
	if way == "" {
		way = checks.SignedDrawn
	}
	var ways []fyne.CanvasObject
	for _, w := range []checks.SignedWay{checks.SignedDrawn, checks.SignedTyped, checks.SignedPaper} {
		b := newPress("", plain, u.colors, func() { s.signBy(w) })
		b.chosen = w == way
		b.text = u.ticked(u.say("visit.sign."+string(w)), b.chosen)
		ways = append(ways, b)
	}
	parts := []fyne.CanvasObject{newRow(grid, -1, ways...)}
	switch way {
	case checks.SignedTyped:
		l := s.lineNamed("signed.name", "signed_name", signed.Name, func(to *checks.Visit, text string) {
			to.Signed = checks.Signature{Way: checks.SignedTyped, Name: text, At: u.deps.Now()}
		})
		parts = append(parts, l.all)
	case checks.SignedPaper:
		parts = append(parts, newProse(u.say("visit.sign.paper_about"), sizeBody, false, u.colors.ink))
	default:
		clear := newPress(u.say("visit.sign.clear"), plain, u.colors, nil)
		pad := newSignPad(u.colors, u.say("visit.sign.here"), signed.Lines, func(lines [][]checks.Dot) {
			v.change(func(to *checks.Visit) {
				to.Signed = checks.Signature{Way: checks.SignedDrawn, Lines: lines, At: u.deps.Now()}
				if len(lines) == 0 {
					to.Signed = checks.Signature{}
				}
			})
		})
		clear.do = pad.clear
		parts = append(parts, pad, newRow(grid, 0, newProse(u.say("visit.sign.only"), sizeSmall, false, u.colors.dim), clear))
		return u.card(newColumn(grid, parts...))
	}
	return u.card(newColumn(grid, append(parts, newProse(u.say("visit.sign.only"), sizeSmall, false, u.colors.dim))...))
}

func (s *visit) signBy(way checks.SignedWay) {
	s.settle()
	now := s.u.deps.Now()
	s.v.change(func(to *checks.Visit) {
		if to.Signed.Way == way {
			return
		}
		to.Signed = checks.Signature{Way: way, At: now}
		if way == checks.SignedTyped {
			to.Signed.Name = to.Witness
		}
	})
	s.build()
}

// finish ends the visit, if all that stands there can be recorded.
func (s *visit) finish() {
	s.settle()
	if !s.allRight() {
		return
	}
	if s.v.ending {
		return
	}
	s.onward.say(s.u.say("visit.finishing"))
	s.v.end()
}

// done: the visit is on record; what is left is to hand the report over.
func (s *visit) done() {
	u, v := s.u, s.v
	s.drawn = false
	said := newProse("", sizeBody, true, u.colors.ink)
	said.Hide()
	tell := func(text string, level checks.Level) {
		said.set(text, u.colors.mark[level])
		said.Show()
		arrange(s.page)
	}
	save := func(key, ending string, write func(context.Context, string, string) error) fyne.CanvasObject {
		b := newPress(u.say(key), plain, u.colors, func() { s.saveAs(ending, write, tell) })
		return b
	}
	records := u.deps.Records
	pdf := newPress(u.say("visit.save_pdf"), primary, u.colors, func() { s.saveAs(".pdf", records.VisitReport, tell) })
	s.page, _ = screenOf(
		u.card(newColumn(grid,
			newRow(grid, 1, solidIcon(checks.OK, 34), newProse(u.say("visit.done"), sizeHero, true, u.colors.ink)),
			newProse(u.words.Say("visit.done_next", map[string]any{"Date": nextWords(u, v.visit)}), sizeBody, false, u.colors.dim),
			newRow(grid, -1, pdf, save("visit.save_html", ".html", records.VisitReport), save("visit.export", ".visit", records.ExportVisit)),
			newProse(u.say("visit.export_about"), sizeSmall, false, u.colors.dim),
			said)),
		newRow(0, -1, newPress(u.say("visit.leave"), plain, u.colors, func() { u.Show(careScreen) })))
	s.all.Objects = []fyne.CanvasObject{s.page}
	s.all.Refresh()
	u.win.Canvas().Focus(pdf)
}

func nextWords(u *UI, v checks.Visit) string {
	at, err := time.ParseInLocation(time.DateOnly, v.Next, u.deps.Now().Location())
	if err != nil {
		return u.say("settings.none")
	}
	return u.dayOf(at)
}

// saveAs asks where to, and writes beside the screen.
func (s *visit) saveAs(ending string, write func(ctx context.Context, id, path string) error, tell func(string, checks.Level)) {
	u, id := s.u, s.v.visit.ID
	name := u.say("visit.file") + "-" + s.v.visit.Ended.Format(time.DateOnly) + ending
	s.files.pickSave(name, func(path string, err error) {
		if err != nil {
			tell(u.words.Say("settings.failed", map[string]any{"Error": err.Error()}), checks.Fail)
			return
		}
		if filepath.Ext(path) == "" {
			path += ending
		}
		tell(u.say("terminal.saving"), checks.Unknown)
		u.bridge.aside(func() func() {
			ctx, cancel := context.WithTimeout(u.bridge.life, patience)
			defer cancel()
			err := write(ctx, id, path)
			return func() {
				if err != nil {
					tell(u.words.Say("settings.failed", map[string]any{"Error": err.Error()}), checks.Fail)
					return
				}
				tell(u.words.Say("visit.written", map[string]any{"Path": path}), checks.OK)
			}
		})
	})
}
