package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
	"countercheck/checks/report"
)

// now is the first screen: can I take money, what to do now, which way still
// works, where it breaks.
type now struct {
	u     *UI
	band  *band
	all   *fyne.Container
	parts *fyne.Container // the band and what stands under it
	shown nowView
	drawn bool
	snap  checks.Snapshot
	// The buttons live as long as the screen, so that a new round does not take
	// the focus away from under a finger.
	again, copy, details, choose *press
	today                        *today    // nil: nothing is remembered
	care                         *careCard // nil: not offered
}

func newNow(u *UI) *now {
	n := &now{u: u, band: newBand(u)}
	n.again = newPress(u.say("now.again"), plain, u.colors, u.deps.Watch.Now)
	n.copy = newPress(u.say("now.copy"), plain, u.colors, n.copyReport)
	n.details = newPress(u.say("now.details"), link, u.colors, func() { u.Show("details") })
	n.choose = newPress(u.say("now.choose"), link, u.colors, func() { u.settingsGroup = groupShop; u.Show("settings") })
	if u.deps.History != nil {
		n.today = newToday(u)
	}
	if u.upkeep != nil {
		n.care = newCareCard(u)
	}
	n.all, n.parts = screenOf(n.band.all)
	return n
}

func (n *now) object() fyne.CanvasObject { return n.all }

func (n *now) leave() {
	if n.today != nil {
		n.today.leave()
	}
}

func (n *now) show(s checks.Snapshot) {
	n.snap = s
	if n.care != nil {
		s.Verdict.Also = withoutCare(s.Verdict.Also) // they stand on a card of their own
		n.care.show()
	}
	v := viewNow(n.u.words, s, n.u.deps.Settings.Current(), n.u.deps.Catalogue, n.u.deps.Now())
	before := n.band.height()
	n.band.show(v)
	if !n.drawn || !v.same(n.shown) {
		n.parts.Objects = append([]fyne.CanvasObject{n.band.all}, n.cards(v)...)
		n.drawn = true
		arrange(n.all)
	} else if n.band.height() != before {
		arrange(n.all)
	}
	n.shown = v
	if n.today != nil {
		n.today.look()
	}
}

// cards are in the order of the moment: with a fault first what to do, then where
// it breaks; without one first the ways to pay.
func (n *now) cards(v nowView) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	if len(v.Steps) > 0 {
		all = append(all, n.steps(v), n.road(v), n.channels(v))
	} else {
		if len(v.Channels) > 0 {
			all = append(all, n.channels(v))
		}
		if len(v.Stops) > 0 {
			all = append(all, n.road(v))
		}
		if n.today != nil { // with a fault there are more urgent things to read
			all = append(all, n.today.all)
		}
		if n.care != nil {
			all = append(all, n.care.all)
		}
	}
	if len(v.Also) > 0 {
		also := newProse(n.u.say("now.also")+" "+strings.Join(v.Also, between), sizeSmall, false, n.u.colors.dim)
		all = append(all, newInset(2*grid, 0, also))
	}
	if n.u.offersDemo(n.snap.Verdict) {
		all = append(all, newRow(0, -1, newPress(n.u.say("demo.offer"), link, n.u.colors, func() { n.u.Show(demoScreen) })))
	}
	return all
}

// withoutCare leaves out what nobody has to read twice.
func withoutCare(also []checks.Also) []checks.Also {
	return slices.DeleteFunc(slices.Clone(also), func(a checks.Also) bool {
		return a.Cause == checks.CareIsOverdue || a.Cause == checks.TerminalVersionStale
	})
}

func (n *now) steps(v nowView) fyne.CanvasObject {
	u := n.u
	title := newColumn(2, newProse(u.say("now.do"), sizeBody, true, u.colors.ink))
	if v.Effect != "" {
		title.Add(newProse(v.Effect, sizeSmall, false, u.colors.dim))
	}
	lines := []fyne.CanvasObject{newRow(grid, 0, title, n.again, n.copy)}
	for i, step := range v.Steps {
		lines = append(lines, u.step(number(i), step))
	}
	return u.card(newColumn(0.75*grid, lines...))
}

func (n *now) road(v nowView) fyne.CanvasObject {
	return n.u.card(newColumn(grid, container.New(&low{}, n.u.heading(n.u.say("now.path"), n.details)), n.u.road(v.Stops)))
}

// channels are a card each, and one for the payment company nobody has chosen.
func (n *now) channels(v nowView) fyne.CanvasObject {
	u := n.u
	var cards []fyne.CanvasObject
	for _, c := range v.Channels {
		state := words(c.State, 18, true, u.colors.mark[c.Level])
		figure := words(c.Figure, sizeBody, false, u.colors.dim)
		cards = append(cards, u.card(newColumn(0.5*grid,
			words(c.Name, sizeBody, false, u.colors.dim),
			newRow(grid, 0, container.NewStack(state), figure))))
	}
	if u.deps.Settings.Current().Shop.Acquirer == "" && !u.staged {
		state := newProse(u.say("now.not_chosen"), sizeBody, false, u.colors.dim)
		cards = append(cards, u.card(newColumn(0.5*grid,
			words(u.say("now.acquirer"), sizeBody, false, u.colors.dim),
			container.New(&low{}, newRow(0, 0, state, n.choose)))))
	}
	return newColumns(1.5*grid, cards...)
}

// copyReport puts what support asks for on the clipboard.
func (n *now) copyReport() {
	n.u.copy(n.u.text(n.snap), n.copy)
}

// text is a snapshot as plain text.
func (u *UI) text(s checks.Snapshot) string {
	var b strings.Builder
	round := s.Round
	if round.Started.IsZero() {
		round.Started = s.Checked
	}
	// Writing to a strings.Builder cannot fail.
	_ = report.Text(&b, u.words, checks.Plan{Profile: u.profile()}, round, s.Verdict)
	return b.String()
}

// low keeps a button of full height inside a line of text: the line is as high as
// its words, and the button reaches over it.
type low struct{}

const lineHeight float32 = 24

func (l *low) heightFor([]fyne.CanvasObject, float32) float32 { return enlarged(lineHeight) }

func (l *low) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := heightOf(objects[0], size.Width)
	objects[0].Move(fyne.NewPos(0, (size.Height-h)/2))
	objects[0].Resize(fyne.NewSize(size.Width, h))
}

func (l *low) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, enlarged(lineHeight))
}
