package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// The rail at the left: the places, and how much waits in each.

func (u *UI) makeRail() fyne.CanvasObject {
	u.rail = map[string]*press{}
	var places []fyne.CanvasObject
	for _, s := range screens() {
		if !s.rail || s.id == careScreen && u.upkeep == nil {
			continue
		}
		b := newPress(u.say("place."+s.id), place, u.colors, func() { u.enter(s) })
		b.icon = s.id
		u.rail[s.id] = b
		places = append(places, b)
	}
	u.mark()
	ground := canvas.NewRectangle(u.colors.card)
	edge := canvas.NewRectangle(u.colors.line)
	edge.SetMinSize(fyne.NewSize(1, 1))
	return newFrame(nil, nil, container.NewStack(ground, newInset(grid, 2*grid, newColumn(grid, places...))), edge)
}

// mark has the rail say how much waits in a place.
func (u *UI) mark() {
	due, _, clear := u.upkeep.waiting()
	open, late := u.log.waiting()
	u.markPlace(careScreen, due, clear > 0)
	over := u.triagesOver()
	u.markPlace(refundScreen, max(open, over), late > 0 || over > 0)
}

func (u *UI) markPlace(id string, count int, urgent bool) {
	if b := u.rail[id]; b != nil && (count != b.count || urgent != b.urgent) {
		b.count, b.urgent = count, urgent
		b.Refresh()
	}
}
