package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
	"countercheck/checks/report"
)

// caseFill is what was left empty when a case was written down, as it is being filled
// in. It is saved at a press alone, since what a concluded case says stays.
type caseFill struct {
	open          bool
	way           checks.Way
	showed        checks.Showed
	amount, order string // as typed
	put           bool   // it is to be saved
}

// read is what was filled in; wrong names the field that cannot be recorded.
func (f caseFill) read() (s checks.Sale, wrong string) {
	s = checks.Sale{Way: f.way, Showed: f.showed, Order: strings.TrimSpace(f.order)}
	if strings.TrimSpace(f.amount) != "" {
		amount, err := checks.ReadMoney(plainly(f.amount))
		if err != nil || amount <= 0 {
			return s, "amount"
		}
		s.Amount = amount
	}
	return s, ""
}

// into fills what is empty in a sale, and that alone.
func (f caseFill) into(s checks.Sale) checks.Sale {
	filled, wrong := f.read()
	if wrong != "" {
		return s
	}
	if s.Way == "" {
		s.Way = filled.Way
	}
	if s.Showed == "" {
		s.Showed = filled.Showed
	}
	if s.Amount == 0 {
		s.Amount = filled.Amount
	}
	if s.Order == "" {
		s.Order = filled.Order
	}
	return s
}

// incomplete reports that something of a sale is empty that can be filled in here.
func incomplete(s checks.Sale) bool {
	return s.Way == "" || s.Showed == "" || s.Amount == 0 || s.Order == ""
}

// fillParts lead to the triage that is under way, or have what is empty filled in;
// nil where nothing is.
func (p *casePage) fillParts() fyne.CanvasObject {
	u, f := p.u, p.form
	under := slices.IndexFunc(u.triages, func(t *triaging) bool { return t.c.ID == f.saved.ID })
	switch {
	case under >= 0:
		return newRow(0, -1, p.press("go_on", u.say("case.fill.go_on"), primary, func() { u.openTriage(u.triages[under]) }))
	case !incomplete(f.saved.Sale):
		return nil
	case !f.fill.open:
		return newRow(0, -1, p.press("fill", u.say("case.fill.start"), plain, func() {
			f.fill = caseFill{open: true}
			p.rebuildAt("fill.amount", "fill.order", "fill.save")
		}))
	}
	return p.fillForm()
}

// fillForm asks for what is empty.
func (p *casePage) fillForm() fyne.CanvasObject {
	u, f, s := p.u, &p.form.fill, p.form.saved.Sale
	parts := newColumn(1.25*grid, u.rule())
	ask := func(name string, with fyne.CanvasObject) {
		parts.Add(newColumn(4, newProse(u.say("case.fact."+name), sizeSmall, false, u.colors.dim), with))
	}
	if s.Way == "" {
		ask("way", chosenOf(p, "way", checks.Ways, f.way, func(w checks.Way) string { return report.Channel(u.words, string(w)) },
			func(w checks.Way) { f.way = w; p.build() }))
	}
	if s.Showed == "" {
		shown := slices.DeleteFunc(slices.Clone(checks.AllShowed), func(s checks.Showed) bool { return s == checks.ShowedCode })
		ask("showed", chosenOf(p, "showed", shown, f.showed, func(s checks.Showed) string { return report.ShowedName(u.words, s) },
			func(s checks.Showed) { f.showed = s; p.build() }))
	}
	line := func(name string, text *string) {
		in := newInput(u.bridge, *text, func(now string) { *text = now }, func(string, bool) {})
		in.enter = p.saveFill
		p.keep["fill."+name] = in
		ask(name, in)
	}
	if s.Amount == 0 {
		line("amount", &f.amount)
	}
	if s.Order == "" {
		line("order", &f.order)
	}
	p.unfit = newProse("", sizeSmall, true, u.colors.mark[checks.Fail])
	p.unfit.Hide()
	parts.Add(newProse(u.say("case.fill.about"), sizeSmall, false, u.colors.dim))
	parts.Add(p.unfit)
	save := p.press("fill.save", u.say("case.fill.save"), primary, p.saveFill)
	parts.Add(container.New(&flow{gap: grid}, save, p.press("fill.cancel", u.say("case.fill.cancel"), link, func() {
		*f = caseFill{}
		p.rebuildAt("fill")
	})))
	return parts
}

// saveFill writes down what was filled in, if it can be recorded.
func (p *casePage) saveFill() {
	f := p.form
	filled, wrong := f.fill.read()
	if wrong == "" && filled == (checks.Sale{}) {
		f.fill = caseFill{}
		p.rebuildAt("fill")
		return
	}
	try := f.saved
	try.Sale = f.fill.into(try.Sale)
	if wrong == "" && checks.ValidateCase(try) != nil {
		wrong = "order"
	}
	if wrong != "" {
		p.unfit.set(p.u.say("case.fill."+wrong), p.u.colors.mark[checks.Fail])
		p.unfit.Show()
		p.arrange()
		p.u.win.Canvas().Focus(p.keep["fill."+wrong])
		return
	}
	f.fill.put = true
	p.u.log.save(f)
}
