package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// caseFact is one thing that is known of a case, or not.
type caseFact struct {
	Name, Value string
	Known       bool
}

// viewFacts are what people said of a sale; what was left empty is told as that.
func viewFacts(w *assets.Words, c checks.Case, terminal string, now time.Time) (facts []caseFact) {
	add := func(id, value string) {
		f := caseFact{Name: w.Say("case.fact."+id, nil), Value: value, Known: value != ""}
		if !f.Known {
			f.Value = w.Say("case.fact.empty", nil)
		}
		facts = append(facts, f)
	}
	s := c.Sale
	received, way, state, amount := "", "", "", ""
	if s.Received != "" {
		received = w.Say("case.received."+string(s.Received), nil)
	}
	if s.Way != "" {
		way = report.Channel(w, string(s.Way))
	}
	if s.State != "" {
		state = w.Say("triage.state."+string(s.State), nil)
	}
	if s.Amount > 0 {
		amount = "¥" + s.Amount.String()
	}
	add("at", moment(w, s.At.In(now.Location()), now))
	add("received", received)
	add("way", way)
	add("showed", report.ShowedText(w, s))
	add("amount", amount)
	add("order", s.Order)
	if state != "" {
		add("state", state)
	}
	if terminal != "" {
		add("terminal", terminal)
	}
	for _, id := range checks.RefundCauses {
		if a, answered := c.Answers[id]; answered {
			facts = append(facts, caseFact{Name: w.Say("triage.ask."+string(id), nil), Value: w.Say("triage.answer."+string(a), nil), Known: true})
		}
	}
	return facts
}

// saleCard is what people said.
func (p *casePage) saleCard() fyne.CanvasObject {
	u, c := p.u, p.form.saved
	terminal := c.Minute.Records.Terminal
	if u.upkeep != nil {
		if t, ok := u.upkeep.terminal(c.Sale.Terminal); ok {
			terminal = terminalName(u.words, t)
		}
	}
	rows := newColumn(0.75 * grid)
	for _, f := range viewFacts(u.words, c, terminal, u.deps.Now()) {
		ink := u.colors.ink
		if !f.Known {
			ink = u.colors.dim
		}
		name := newProse(f.Name, sizeSmall, false, u.colors.dim)
		rows.Add(container.New(&caseTerms{}, name, newProse(f.Value, sizeBody, false, ink)))
	}
	parts := newColumn(grid, u.heading(u.say("case.sale")), rows)
	if more := p.fillParts(); more != nil {
		parts.Add(more)
	}
	if !c.Concluded.IsZero() {
		parts.Add(newProse(u.words.Say("case.concluded", map[string]any{"When": caseWhen(u.words, c.Concluded, u.deps.Now())}), sizeSmall, false, u.colors.dim))
	}
	return u.card(parts)
}

// minuteCard is what was measured.
func (p *casePage) minuteCard() fyne.CanvasObject {
	u, c := p.u, p.form.saved
	said := report.SayMinute(u.words, c.Minute, c.Sale.Way, c.Sale.At, u.deps.Now())
	parts := newColumn(grid, u.heading(u.say("case.minute")), u.levelLine(said.Level, said.Line))
	for _, more := range said.More {
		parts.Add(newProse(more, sizeBody, false, u.colors.ink))
	}
	if channel, ok := survivalOf(c); ok {
		parts.Add(newProse(u.words.Say("triage.survival", map[string]any{"Channel": report.Channel(u.words, channel.ID)}), sizeSmall, true, u.colors.ink))
		cells := newColumns(grid)
		rests := 0
		for _, s := range channel.Survival {
			level := survivalLevel(s.Would)
			cells.Add(newColumn(2, newRow(0.5*grid, 1, levelIcon(level, u.colors.mark[level], 16), newProse(report.Length(u.words, time.Duration(s.Waits)), sizeSmall, false, u.colors.dim)),
				newProse(u.say("triage.survives."+string(s.Would)), sizeSmall, true, u.colors.mark[level])))
			rests = max(rests, s.Rests)
		}
		parts.Add(cells)
		parts.Add(newProse(u.words.Say("triage.samples", map[string]any{"Samples": rests}), sizeSmall, false, u.colors.dim))
	}
	return u.card(parts)
}

// survivalOf is the way of paying whose sales are asked about: the sale's, or the
// worst where nobody said which it was.
func survivalOf(c checks.Case) (worst checks.ChannelMinute, ok bool) {
	if !c.Minute.Measured || c.Minute.PCOnly {
		return worst, false
	}
	for _, one := range c.Minute.Channels {
		switch {
		case len(one.Survival) == 0:
		case c.Sale.Way != "" && c.Sale.Way != checks.WayCard && one.ID != string(c.Sale.Way):
		case !ok || one.Level > worst.Level:
			worst, ok = one, true
		}
	}
	return worst, ok
}

func survivalLevel(s checks.Survives) checks.Level {
	switch s {
	case checks.SurvivesYes:
		return checks.OK
	case checks.SurvivesRisk:
		return checks.Warn
	case checks.SurvivesNo:
		return checks.Fail
	default:
		return checks.Unknown
	}
}

// likelyCard is what it comes to: the causes with their reasons, and what to do.
func (p *casePage) likelyCard() fyne.CanvasObject {
	u, c := p.u, p.form.saved
	parts := newColumn(1.25*grid, u.heading(u.say("triage.likely")))
	if len(c.Likely) == 0 {
		parts.Add(newProse(u.say("triage.nothing"), sizeBody, false, u.colors.dim))
	}
	for i, l := range c.Likely {
		one := newColumn(3, newProse(number(i)+". "+causeName(u.words, l.Cause), sizeBody, true, u.colors.ink), newProse(report.Reason(u.words, l), sizeSmall, false, u.colors.ink))
		for _, do := range l.Actions {
			one.Add(newRow(0.75*grid, 1, words("·", sizeSmall, true, u.colors.dim), newProse(u.say("triage.do."+do), sizeSmall, false, u.colors.dim)))
		}
		if l.Call != "" {
			one.Add(newProse(u.words.Say("case.call", map[string]any{"Whom": u.say("triage.call." + string(l.Call))}), sizeSmall, false, u.colors.dim))
		}
		parts.Add(one)
	}
	return u.card(parts)
}

// caseTerms puts a term before what is said of it.
type caseTerms struct{ width float32 }

const termShare = 0.36

func (l *caseTerms) split(width float32) (term, said float32) {
	term = width * termShare
	return term, max(width-term-grid, 0)
}

func (l *caseTerms) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	l.width = width
	term, said := l.split(width)
	return max(heightOf(objects[0], term), heightOf(objects[1], said))
}

func (l *caseTerms) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	term, said := l.split(size.Width)
	objects[0].Move(fyne.NewPos(0, 1))
	objects[0].Resize(fyne.NewSize(term, heightOf(objects[0], term)))
	objects[1].Move(fyne.NewPos(term+grid, 0))
	objects[1].Resize(fyne.NewSize(said, heightOf(objects[1], said)))
}

func (l *caseTerms) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := widest(objects) / (1 - termShare)
	return fyne.NewSize(least, l.heightFor(objects, max(l.width, least)))
}
