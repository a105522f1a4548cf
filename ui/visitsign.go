package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

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
