package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// refund is the first page of 退款: before anything else, was the money received?
// Three answers as large as a finger, each with what to do and a sentence for the
// customer. It needs no data.
type refund struct {
	u      *UI
	all    *fyne.Container
	cancel func() // of the countdown
	tick   func() // tells it anew
}

// askAgain is how long to wait before looking a sale up again: WeChat Pay's own
// limit for asking about one (pay.weixin.qq.com/doc/v2/merchant/4011937125).
const askAgain = 45 * time.Second

// answers to "did the money arrive?", in the order they are offered.
var answers = []string{"paid", "unpaid", "unsure"}

func newRefund(u *UI) *refund {
	r := &refund{u: u, all: container.NewStack(), cancel: func() {}}
	r.ask()
	return r
}

func (r *refund) object() fyne.CanvasObject { return r.all }
func (r *refund) show(checks.Snapshot)      {}
func (r *refund) leave()                    { r.cancel() }

func (r *refund) put(content ...fyne.CanvasObject) {
	r.cancel()
	r.cancel = func() {}
	all, _ := screenOf(content...)
	r.all.Objects = []fyne.CanvasObject{all}
	r.all.Refresh()
}

// ask is the first page.
func (r *refund) ask() {
	u := r.u
	var choices []fyne.CanvasObject
	for _, id := range answers {
		b := newPress(u.say("refund."+id+".answer"), answer, u.colors, func() { r.advise(id) })
		b.below = u.say("refund." + id + ".means")
		choices = append(choices, b)
	}
	r.put(
		newColumn(0.5*grid,
			newProse(u.say("refund.stop"), sizeHero, true, u.colors.ink),
			newProse(u.say("refund.question"), sizeTitle, false, u.colors.dim)),
		newColumns(2*grid, choices...),
		r.queue(),
		r.forCustomer("refund.customer"),
	)
}

// advise is the page for an answer.
func (r *refund) advise(id string) {
	u := r.u
	lines := []fyne.CanvasObject{u.heading(u.say("now.do"))}
	for i, key := range []string{".do1", ".do2", ".do3"} {
		if full := "refund." + id + key; u.words.Has(full) {
			lines = append(lines, u.step(number(i), u.say(full)))
		}
	}
	content := []fyne.CanvasObject{
		newColumn(0.5*grid,
			newProse(u.say("refund."+id+".title"), sizeHero, true, u.colors.ink),
			newProse(u.say("refund."+id+".why"), sizeBody, false, u.colors.dim)),
	}
	var countdown *press
	if id == "unsure" {
		countdown = newPress(u.words.Say("refund.wait", map[string]any{"Seconds": int(askAgain / time.Second)}), plain, u.colors, r.ask)
		content = append(content, newRow(0, -1, countdown))
	}
	content = append(content, u.card(newColumn(grid, lines...)), r.forCustomer("refund."+id+".customer"),
		newRow(0, -1, newPress(u.say("refund.back"), plain, u.colors, r.ask)))
	r.put(content...)
	if countdown != nil {
		r.count(countdown)
	}
}

// count tells the seconds until the sale is to be looked up again.
func (r *refund) count(b *press) {
	until := r.u.deps.Now().Add(askAgain)
	r.tick = func() {
		left := int(until.Sub(r.u.deps.Now()).Round(time.Second) / time.Second)
		b.text = r.u.say("refund.look_again")
		b.kind = primary
		if left > 0 {
			b.kind, b.text = plain, r.u.words.Say("refund.wait", map[string]any{"Seconds": left})
		}
		b.Refresh()
	}
	r.tick()
	r.cancel = r.u.bridge.every(time.Second, r.tick)
}

// queue says how to go on serving meanwhile.
func (r *refund) queue() fyne.CanvasObject {
	u := r.u
	return u.card(newColumn(0.5*grid, u.heading(u.say("refund.queue")), newProse(u.say("do.serve_cash"), sizeBody, false, u.colors.ink)))
}

// forCustomer is one polite sentence that can be shown across the counter. It
// promises no date.
func (r *refund) forCustomer(key string) fyne.CanvasObject {
	u := r.u
	return u.card(newColumn(0.5*grid, u.heading(u.say("refund.show")), newProse(u.say(key), 18, false, u.colors.ink)))
}
