package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// The first pages: was the money received, and what to do now.

// received is page one: before anything else, was the money received?
func (s *triage) received() []fyne.CanvasObject {
	u, t := s.u, s.t
	title, question := u.say("refund.stop"), u.say("refund.question")
	if t.c.Sale.Received != "" {
		title = u.say("refund.again")
		question = u.words.Say("refund.again_question", map[string]any{"At": saleMoment(u.words, t.c.Sale.At, u.deps.Now())})
	}
	var all []choice
	for _, r := range checks.ReceivedAnswers {
		key := receivedKeys[r]
		all = append(all, choice{u.say(key + ".answer"), u.say(key + ".means"), t.c.Sale.Received == r, func() {
			t.answer(r)
			s.goOn()
		}})
	}
	parts := s.otherLines()
	return append(parts,
		s.title(title, question),
		s.answers(3, all),
		s.times(),
		s.measuredCard(s.measured()),
		s.forCustomer(),
	)
}

// others are the sales that are not finished, in a line each.
func (s *triage) others() (all []string) {
	for _, t := range s.u.triageUnderway(s.t) {
		all = append(all, s.u.underwayText(t))
	}
	return all
}

// mostUnderway is how many of them are shown.
const mostUnderway = 2

func (s *triage) otherLines() (lines []fyne.CanvasObject) {
	for i, t := range s.u.triageUnderway(s.t) {
		if i < mostUnderway {
			lines = append(lines, s.u.underwayLine(t))
		}
	}
	return lines
}

// underwayText says how far a sale is that was left.
func (u *UI) underwayText(t *triaging) string {
	left, waits, over := t.left()
	key := "refund.resume.asking"
	switch {
	case over:
		key = "refund.resume.over"
	case waits:
		key = "refund.resume.waiting"
	case u.deps.Cases != nil && t.saver.trouble != nil:
		key = "refund.resume.unsaved"
	}
	return u.words.Say(key, map[string]any{"At": saleMoment(u.words, t.c.Sale.At, u.deps.Now()), "Seconds": left})
}

func (u *UI) underwayLine(t *triaging) fyne.CanvasObject {
	kind, ink := plain, u.colors.ink
	if _, _, over := t.left(); over {
		kind, ink = primary, u.colors.mark[checks.Warn]
	}
	return newRow(2*grid, 0, newProse(u.underwayText(t), sizeBody, true, ink),
		newPress(u.say("refund.resume.go"), kind, u.colors, func() { u.openTriage(t) }))
}

// times: now, unless somebody says otherwise.
func (s *triage) times() fyne.CanvasObject {
	u, t := s.u, s.t
	row := []fyne.CanvasObject{newProse(u.words.Say("refund.when.line", map[string]any{"At": saleMoment(u.words, t.c.Sale.At, u.deps.Now())}), sizeBody, false, u.colors.dim)}
	for _, v := range viewTimes(u.words, t.began, t.when, t.c.Sale.At, u.deps.Now()) {
		b := newPress(v.Text, plain, u.colors, func() {
			if v.At.IsZero() {
				s.turnStep(stepWhen)
				return
			}
			t.setTime(v.ID, v.At)
			s.build()
		})
		b.chosen = t.when == v.ID
		row = append(row, b)
	}
	return newRow(grid, 0, row...)
}

// measuredCard is what was measured in that minute. What is not known is quiet.
func (s *triage) measuredCard(v measuredView) fyne.CanvasObject {
	u := s.u
	mark := fyne.CanvasObject(levelIcon(v.Level, u.colors.mark[v.Level], 22))
	ink := u.colors.ink
	if v.Level == checks.Unknown {
		ink = u.colors.dim
	} else {
		mark = solidIcon(v.Level, 22)
	}
	text := newColumn(2, newProse(v.Text, sizeBody, false, ink))
	for _, more := range v.More {
		text.Add(newProse(more, sizeSmall, false, u.colors.dim))
	}
	return u.card(newRow(1.5*grid, 1, mark, text))
}

// forCustomer is the polite sentence, and the way to show it large.
func (s *triage) forCustomer() fyne.CanvasObject {
	u := s.u
	text := newColumn(0.5*grid, u.heading(u.say("refund.show")), newProse(customerText(u.words, s.t.c.Sale), 17, false, u.colors.ink))
	return u.card(newRow(2*grid, 0, text, newPress(u.say("refund.enlarge"), plain, u.colors, func() { s.turnStep(stepCustomer) })))
}

// sizeShown is the size of what is read across the counter.
const sizeShown float32 = 42

// customer is the sentence for the customer and nothing else.
func (s *triage) customer() []fyne.CanvasObject {
	u := s.u
	return []fyne.CanvasObject{u.card(newInset(2*grid, 4*grid, newProse(customerText(u.words, s.t.c.Sale), sizeShown, true, u.colors.ink)))}
}

// advice is what to do now.
func (s *triage) advice() []fyne.CanvasObject {
	u, t := s.u, s.t
	v := viewAdvice(u.words, t.c, t.triage(), u.last)
	do := newColumn(grid, u.heading(u.say("now.do")))
	for i, text := range v.Steps {
		do.Add(u.step(number(i), text))
	}
	for _, no := range v.Withheld {
		do.Add(newProse(no, sizeSmall, false, u.colors.dim))
	}
	customer := newColumn(0.5*grid,
		u.heading(u.say("refund.show"), newPress(u.say("refund.enlarge"), plain, u.colors, func() { s.turnStep(stepCustomer) })),
		newProse(v.Customer, sizeBody, false, u.colors.ink))
	queue := newColumn(0.5*grid, u.heading(u.say("refund.queue")), newProse(v.Queue, sizeBody, false, u.colors.ink))
	return []fyne.CanvasObject{
		newColumn(0.25*grid, newProse(v.Title, sizeHero, true, u.colors.ink), newProse(v.Why, sizeBody, false, u.colors.dim)),
		newColumns(1.5*grid, u.card(do), u.card(newColumn(grid, customer, u.rule(), queue))),
		s.stateCard(v),
	}
}

// stateCard offers the merchant app's own words.
func (s *triage) stateCard(v adviceView) fyne.CanvasObject {
	u, t := s.u, s.t
	technician := newPress(u.say("refund.technician.link"), link, u.colors, func() { s.turnStep(stepTechnician) })
	row := []fyne.CanvasObject{}
	for _, state := range appStates {
		take := func() {
			t.change(func(c *checks.Case) {
				if c.Sale.State == state {
					c.Sale.State = "" // pressed again, it is taken back
					return
				}
				c.Sale.State, c.Sale.Received = state, receivedBy(state, c.Sale.Received)
			})
			s.build()
		}
		b := newPress(u.ticked(u.say("triage.state."+string(state)), v.State == state), plain, u.colors, take)
		b.chosen = v.State == state
		s.choices = append(s.choices, take)
		row = append(row, b)
	}
	row = append(row, newProse(v.Means, sizeSmall, false, u.colors.dim), technician)
	return u.card(newColumn(0.75*grid, u.heading(u.say("refund.state")), newRow(grid, len(appStates), row...)))
}

// technician is what an order's state is called and how long to wait for it.
func (s *triage) technician() []fyne.CanvasObject {
	u := s.u
	states := newColumn(0.25*grid, u.heading(u.say("refund.technician.states")))
	for _, state := range checks.TradeStates {
		states.Add(container.New(&shares{gap: grid, of: []float32{3, 4, 6}},
			newProse(string(state), sizeSmall, true, u.colors.ink),
			newProse(u.say("triage.state."+string(state)), sizeSmall, false, u.colors.ink),
			newProse(u.say("triage.state_means."+string(state)), sizeSmall, false, u.colors.dim)))
	}
	waits := newColumn(0.5*grid, u.heading(u.say("refund.technician.waits")))
	for _, key := range []string{"query", "password", "reverse", "poll", "phone"} {
		waits.Add(newProse(u.say("refund.technician."+key), sizeSmall, false, u.colors.ink))
	}
	waits.Add(newProse(u.say("refund.technician.source"), sizeSmall, false, u.colors.dim))
	return []fyne.CanvasObject{
		newProse(u.say("refund.technician.title"), sizeTitle, true, u.colors.ink),
		u.card(states), u.card(waits),
	}
}

// shares puts objects beside each other, each with its share of the width and at
// the upper edge.
type shares struct {
	gap   float32
	of    []float32
	width float32 // at the last layout
}

func (l *shares) widths(width float32) []float32 {
	sum := float32(0)
	for _, share := range l.of {
		sum += share
	}
	out := make([]float32, len(l.of))
	for i, share := range l.of {
		out[i] = max((width-l.gap*float32(len(l.of)-1))*share/sum, 0)
	}
	return out
}

func (l *shares) heightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	l.width = width
	for i, w := range l.widths(width) {
		height = max(height, heightOf(objects[i], w))
	}
	return height
}

func (l *shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	x := float32(0)
	for i, w := range l.widths(size.Width) {
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(w, heightOf(objects[i], w)))
		x += w + l.gap
	}
}

func (l *shares) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := widest(objects) // each can wrap
	return fyne.NewSize(least, l.heightFor(objects, max(l.width, least)))
}
