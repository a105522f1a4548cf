package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// The tour after the questions: a sentence for each place, all on one page, and one
// press leaves it.

// tourLines are the five sentences with the places they are about.
func (f *first) tourLines() (all []fyne.CanvasObject) {
	u := f.u
	for _, s := range screens() {
		if s.rail {
			icon := container.NewCenter(placeIcon(s.id, u.colors.ink, 28))
			said := newColumn(2, newProse(u.say("place."+s.id), sizeBody, true, u.colors.ink),
				newProse(u.say("first.tour."+s.id), sizeBody, false, u.colors.ink))
			all = append(all, newRow(2*grid, 1, icon, said))
		}
	}
	return all
}

// tour is the page.
func (f *first) tour() fyne.CanvasObject {
	u := f.u
	all, _ := screenOf(
		newColumn(0.5*grid,
			newProse(u.say("first.tour.title"), sizeHero, true, u.colors.ink),
			newProse(u.say("first.tour.why"), sizeBody, false, u.colors.dim)),
		u.card(newColumn(1.5*grid, f.tourLines()...)))
	f.page = all
	begin := newPress(u.say("first.tour.begin"), primary, u.colors, f.end)
	f.focus = begin
	foot := newRow(grid, 0, newProse("", sizeSmall, false, u.colors.dim), begin)
	return container.NewBorder(nil, newInset(looseMargin, looseMargin, foot), nil, nil, all)
}

// guide goes on to the tour, with the keyboard on what leaves it.
func (f *first) guide() {
	f.guided = true
	f.u.rebuild()
	f.u.win.Canvas().Focus(f.focus)
}
