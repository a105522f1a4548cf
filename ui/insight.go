package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Tab leads on to what lies below the window's edge as well; a person has to see
// where it led.

// intoSight scrolls, as little as it takes, until what has got the keyboard is seen.
func intoSight(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(o)
	if c == nil {
		return
	}
	s := scrollAround(c.Content(), o, nil)
	if s == nil || s.Content == nil {
		return
	}
	at := driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(s.Content))
	to := fyne.NewPos(
		nearest(s.Offset.X, at.X, o.Size().Width, s.Size().Width, s.Content.Size().Width),
		nearest(s.Offset.Y, at.Y, o.Size().Height, s.Size().Height, s.Content.Size().Height))
	if to != s.Offset {
		s.ScrollToOffset(to)
	}
}

// nearest is how far to have scrolled: as far as now, unless what is looked for
// would not be whole in sight then.
func nearest(now, at, size, room, whole float32) float32 {
	now = max(now, at+size+grid-room)
	now = min(now, at-grid)
	return max(min(now, whole-room), 0)
}

// scrollAround is the scroll that an object is in, nil for none.
func scrollAround(in, o fyne.CanvasObject, around *container.Scroll) *container.Scroll {
	if in == o {
		return around
	}
	var parts []fyne.CanvasObject
	switch in := in.(type) {
	case *fyne.Container:
		parts = in.Objects
	case *container.Scroll:
		around, parts = in, []fyne.CanvasObject{in.Content}
	case *container.Split:
		parts = []fyne.CanvasObject{in.Leading, in.Trailing}
	case *tile:
		parts = []fyne.CanvasObject{in.all}
	}
	for _, part := range parts {
		if s := scrollAround(part, o, around); s != nil {
			return s
		}
	}
	return nil
}
