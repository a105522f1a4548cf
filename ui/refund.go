package ui

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// refund is the home of 退款: the big button, what was begun and not finished, and
// what became of the others.
type refund struct {
	u     *UI
	all   *fyne.Container
	page  *fyne.Container
	lower fyne.CanvasObject
	drawn []string
}

func newRefund(u *UI) *refund {
	r := &refund{u: u, all: container.NewStack(), lower: u.casesHome()}
	r.build()
	return r
}

func (r *refund) object() fyne.CanvasObject { return r.all }
func (r *refund) show(checks.Snapshot)      { r.ticked() }
func (r *refund) leave()                    {}

// ticked: a second has passed.
func (r *refund) ticked() {
	if !reflect.DeepEqual(r.texts(), r.drawn) {
		r.build()
	}
}

// texts are what is said of the sales that were begun.
func (r *refund) texts() (all []string) {
	for _, t := range r.u.triageUnderway(nil) {
		all = append(all, r.u.underwayText(t))
	}
	return all
}

func (r *refund) build() {
	u := r.u
	r.drawn = r.texts()
	big := newPress(u.say("refund.big"), great, u.colors, u.startTriage)
	big.below = u.say("refund.big_means")
	parts := []fyne.CanvasObject{big}
	for _, t := range u.triageUnderway(nil) {
		parts = append(parts, u.card(u.underwayLine(t)))
	}
	r.page, _ = screenOf(append(parts, r.lower)...)
	r.all.Objects = []fyne.CanvasObject{r.page}
	r.all.Refresh()
}

// typed: Enter and the figure one are the big button.
func (r *refund) typed(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.Key1:
		r.u.startTriage()
		return true
	default:
		return false
	}
}
