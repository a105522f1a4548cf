package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
	"countercheck/checks/report"
)

// The pages on the sale itself; every one of them can stay empty.

// pick asks for one of a few: how it was paid, what was shown, which device.
func (s *triage) pick(step triageStep) []fyne.CanvasObject {
	u := s.u
	var all []choice
	switch step {
	case stepWay:
		all = s.payWays()
	case stepShowed:
		all = s.shown()
	default:
		all = s.terminals()
	}
	across := 3
	if len(all) == 4 {
		across = 2
	}
	return []fyne.CanvasObject{s.title(u.say("refund."+string(step)+".title"), ""), s.answers(across, all)}
}

func (s *triage) payWays() (all []choice) {
	sale := s.t.c.Sale
	for _, way := range checks.Ways {
		all = append(all, choice{s.u.say("refund.way." + string(way)), "", sale.Way == way, func() {
			s.take(func(c *checks.Case) { c.Sale.Way = way })
		}})
	}
	return all
}

func (s *triage) shown() (all []choice) {
	u, sale := s.u, s.t.c.Sale
	for _, showed := range checks.AllShowed {
		c := choice{text: report.ShowedName(u.words, showed), chosen: sale.Showed == showed, do: func() {
			s.take(func(c *checks.Case) {
				c.Sale.Showed = showed
				if showed != checks.ShowedCode {
					c.Sale.Code = ""
				}
			})
		}}
		if key := "refund.showed." + string(showed) + "_means"; u.words.Has(key) {
			c.below = u.say(key)
		}
		all = append(all, c)
	}
	return all
}

func (s *triage) terminals() (all []choice) {
	for _, t := range s.u.saleTerminals() {
		all = append(all, choice{terminalName(s.u.words, t), t.Place, s.t.c.Sale.Terminal == t.ID, func() {
			s.take(func(c *checks.Case) { c.Sale.Terminal = t.ID })
		}})
	}
	return all
}

// askCode asks which error code it was: those of the way it was paid, found by a few
// of their letters.
func (s *triage) askCode() []fyne.CanvasObject {
	u := s.u
	list := newColumn(0)
	fill := func() {
		list.Objects = nil
		for _, code := range codesFor(s.t.c.Sale.Way, s.search, func(code string) string { return report.CodeMeans(u.words, code) }) {
			text := code.Code + between + report.CodeMeans(u.words, code.Code)
			b := newPress(u.ticked(text, s.t.c.Sale.Code == code.Code), tab, u.colors, func() {
				s.take(func(c *checks.Case) { c.Sale.Showed, c.Sale.Code = checks.ShowedCode, code.Code })
			})
			b.chosen = s.t.c.Sale.Code == code.Code
			list.Add(b)
		}
		if len(list.Objects) == 0 {
			list.Add(newProse(u.say("refund.code.none"), sizeBody, false, u.colors.dim))
		}
	}
	fill()
	find := newInput(u.bridge, s.search, func(text string) { s.search = text; fill(); s.arrange() }, func(string, bool) {})
	find.PlaceHolder = u.say("refund.code.like")
	find.enter = func() {
		if b, ok := list.Objects[0].(*press); ok && s.search != "" {
			b.do()
		}
	}
	missing := newPress(u.say("refund.code.missing"), plain, u.colors, func() {
		s.take(func(c *checks.Case) { c.Sale.Showed, c.Sale.Code = checks.ShowedOther, "" })
	})
	return []fyne.CanvasObject{s.title(u.say("refund.code.title"), ""), newRow(grid, 0, find, missing), u.card(list)}
}

// codesFor are the codes that a sale paid in a way can show and that fit what was
// typed: letters of the code, or of what it means.
func codesFor(way checks.Way, typed string, means func(code string) string) (all []checks.ErrorCode) {
	want := plainCode(typed)
	for _, code := range checks.ErrorCodes {
		other := way != "" && way != checks.WayCard && code.Way != "" && code.Way != way
		fits := strings.Contains(plainCode(code.Code), want) || typed != "" && strings.Contains(means(code.Code), strings.TrimSpace(typed))
		if fits && !other {
			all = append(all, code)
		}
	}
	return all
}

// plainCode is a code as people type it.
func plainCode(text string) string {
	return strings.NewReplacer("_", "", " ", "", ".", "", "-", "").Replace(strings.ToUpper(strings.TrimSpace(text)))
}

// askAmount asks how much it was.
func (s *triage) askAmount() []fyne.CanvasObject {
	u, t := s.u, s.t
	text, typed := t.typed["amount"]
	if !typed && t.c.Sale.Amount > 0 {
		text = t.c.Sale.Amount.String()
	}
	shown := words("", 44, true, u.colors.ink)
	say := func(text string) {
		shown.Text = u.words.Say("refund.amount.yuan", map[string]any{"Amount": text})
		if text == "" {
			shown.Text = u.say("refund.amount.empty")
		}
		shown.Refresh()
	}
	say(text)
	s.pad = u.newPad(text, padPoint, typeAmount, func(text string) {
		t.typed["amount"] = text
		say(text)
		s.tellOn()
	}, s.takeAmount)
	return []fyne.CanvasObject{s.title(u.say("refund.amount.title"), ""), padBeside(shown, s.pad)}
}

// padBeside is a pad with what is typed on it.
func padBeside(shown fyne.CanvasObject, p *pad, more ...fyne.CanvasObject) fyne.CanvasObject {
	left := newColumn(2*grid, append([]fyne.CanvasObject{newInset(0, 2*grid, shown)}, more...)...)
	return container.New(&shares{gap: 4 * grid, of: []float32{1, 1}}, left, p.all)
}

// takeAmount keeps what stands on the pad.
func (s *triage) takeAmount() {
	text, typed := s.t.typed["amount"]
	if !typed {
		return
	}
	amount := checks.Money(0)
	if text != "" {
		read, err := checks.ReadMoney(text)
		if err != nil {
			return // the pad lets nothing else be typed
		}
		amount = read
	}
	if amount != s.t.c.Sale.Amount {
		s.t.change(func(c *checks.Case) { c.Sale.Amount = amount })
	}
}

// askOrder asks for the order number. What cannot be kept stays as it was typed.
func (s *triage) askOrder() []fyne.CanvasObject {
	u, t := s.u, s.t
	text, wrong := t.typed["order"]
	if !wrong {
		text = t.c.Sale.Order
	}
	s.order = u.newLabelled(lineWords{title: u.say("refund.order.field"), hint: u.say("refund.order.hint"), text: text}, func(text string) string {
		return s.typeOrder(text)
	}, s.takeOrder, s.arrange)
	s.order.input.enter = func() { s.onward.do() }
	if wrong {
		s.order.tell(s.typeOrder(text))
	}
	u.bridge.show(func() { // the page has to be on the screen first
		if s.order != nil && u.now == screen(s) {
			u.win.Canvas().Focus(s.order.input)
		}
	})
	return []fyne.CanvasObject{s.title(u.say("refund.order.title"), ""), u.card(s.order.all)}
}

// typeOrder says what is wrong with a number that is being typed.
func (s *triage) typeOrder(text string) string {
	s.t.typed["order"] = text
	s.tellOn()
	next := s.t.c
	next.Sale.Order = strings.TrimSpace(text)
	return problemText(s.u.words, checks.ValidateCase(next))
}

// takeOrder keeps the number, if it can be kept.
func (s *triage) takeOrder() {
	text, typed := s.t.typed["order"]
	if !typed || s.typeOrder(text) != "" {
		return
	}
	delete(s.t.typed, "order")
	if order := strings.TrimSpace(text); order != s.t.c.Sale.Order {
		s.t.change(func(c *checks.Case) { c.Sale.Order = order })
	}
}

// daysBack are the days that a time is offered for.
var daysBack = []string{"today", "yesterday", "before"}

// askWhen asks for another time than now.
func (s *triage) askWhen() []fyne.CanvasObject {
	u, t := s.u, s.t
	shown := words(clockText(t.typed["clock"]), 44, true, u.colors.ink)
	s.told = newProse("", sizeBody, true, u.colors.mark[checks.Fail])
	s.pad = u.newPad(t.typed["clock"], padClear, typeClock, func(text string) {
		t.typed["clock"] = text
		shown.Text = clockText(text)
		shown.Refresh()
		s.told.set("", u.colors.mark[checks.Fail])
		s.arrange()
	}, func() {})
	day := t.typed["day"]
	if day == "" {
		day = daysBack[0]
	}
	var days []fyne.CanvasObject
	for _, id := range daysBack {
		b := newPress(u.say("refund.when."+id), plain, u.colors, func() {
			t.typed["day"] = id
			s.build()
		})
		b.chosen = id == day
		days = append(days, b)
	}
	return []fyne.CanvasObject{s.title(u.say("refund.when.title"), ""), padBeside(shown, s.pad, newRow(grid, -1, days...), s.told)}
}

// readClock is the moment that was typed; why, a key, says what is wrong with it.
func readClock(text, day string, now time.Time) (at time.Time, why string) {
	if len(text) == 3 {
		text = "0" + text
	}
	clock, err := time.Parse("1504", text)
	if err != nil {
		return at, "refund.when.bad"
	}
	back := 0
	for i, id := range daysBack {
		if id == day {
			back = i
		}
	}
	y, m, d := now.Date()
	at = time.Date(y, m, d-back, clock.Hour(), clock.Minute(), 0, 0, now.Location())
	if at.After(now) {
		return at, "refund.when.ahead"
	}
	return at, ""
}

// useTime takes the time that was typed.
func (s *triage) useTime() {
	at, why := readClock(s.t.typed["clock"], s.t.typed["day"], s.u.deps.Now())
	if why != "" {
		s.told.set(s.u.say(why), s.u.colors.mark[checks.Fail])
		s.arrange()
		return
	}
	s.t.setTime("own", at)
	s.goBack()
}
