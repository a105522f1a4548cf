package ui

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// On every screen Tab comes to all that can be pressed or typed into, and Esc leads
// away from it, a page at a time.
func TestTabReachesEverythingAndEscLeadsAway(t *testing.T) {
	for _, s := range sights() {
		t.Run(s.name, func(t *testing.T) {
			u, win, watch := s.open(t, "zh-CN", "light")
			win.Canvas().Unfocus()
			reached := map[fyne.Focusable]bool{}
			for range 400 {
				win.Canvas().FocusNext()
				f := win.Canvas().Focused()
				if f == nil || reached[f] {
					break
				}
				reached[f] = true
				if o, ok := f.(fyne.CanvasObject); ok && !inSight(win, o) {
					t.Errorf("%s has the keyboard and is out of sight", whatOf(o))
				}
			}
			for _, o := range pressables(win.Content()) {
				f, ok := o.(fyne.Focusable)
				if !ok {
					t.Errorf("%s can be pressed with the mouse alone", whatOf(o))
				} else if !reached[f] {
					t.Errorf("Tab never comes to %s", whatOf(o))
				}
			}
			const mostPages = 12 // of a visit, one after the other
			for range mostPages {
				win.Canvas().Unfocus()
				win.Canvas().FocusNext()
				visitKey(win, fyne.KeyEscape)
				watch.queue.pump()
			}
			if u.first == nil && u.open != firstScreen {
				t.Errorf("Esc never leads away from %s", u.open)
			}
		})
	}
}

// inSight: an object stands within the window, and within the scroll it is in.
func inSight(win fyne.Window, o fyne.CanvasObject) bool {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	top, foot := float32(0), win.Canvas().Size().Height
	if s := scrollAround(win.Content(), o, nil); s != nil {
		top = fyne.CurrentApp().Driver().AbsolutePositionForObject(s).Y
		foot = min(foot, top+s.Size().Height)
	}
	high := min(o.Size().Height, foot-top-2*grid) // of a list as much as there is room for
	return at.Y >= top-slack && at.Y+high <= foot+slack
}

// pressables are what can be pressed or typed into; what is in a list or in a field
// is its own affair, and the chart's figures stand in a table, too.
func pressables(o fyne.CanvasObject) (all []fyne.CanvasObject) {
	if !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *input, *picker, interface{ ScrollTo(widget.ListItemID) }:
		return []fyne.CanvasObject{o}
	case *plot:
		return nil
	case *container.Scroll: // its bar is the mouse's; what has the keyboard comes into sight
		return pressables(o.Content)
	}
	if _, ok := o.(fyne.Tappable); ok {
		all = append(all, o)
	}
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, part := range inside {
		all = append(all, pressables(part)...)
	}
	return all
}

// varied are the sights that have every kind of thing between them.
var varied = []string{
	"now warn", "details", "history", "care today", "care own", "visit 0", "visit 2", "terminal",
	"cases", "figures", "triage received", "triage amount", "learn causes", "bill columns", "settings warn", "settings hours", "settings data", "first terminals",
}

// Whoever has the keyboard is seen to have it: each kind of thing looks different
// with the focus than without, light and dark.
func TestTheFocusIsSeen(t *testing.T) {
	for _, theme := range []string{"light", "dark"} {
		looked := map[string]bool{}
		for _, s := range sights() {
			if !slices.Contains(varied, s.name) {
				continue
			}
			_, win, _ := s.open(t, "zh-CN", theme)
			win.Canvas().Unfocus()
			for _, o := range pressables(win.Content()) {
				f, ok := o.(fyne.Focusable)
				kind := fmt.Sprint(reflect.TypeOf(o))
				if b, is := o.(*press); is {
					kind += fmt.Sprint(b.kind, b.chosen)
				}
				if !ok || looked[kind] {
					continue
				}
				looked[kind] = true
				win.Canvas().Focus(f) // which may bring it into sight first
				win.Canvas().Unfocus()
				before := win.Canvas().Capture()
				win.Canvas().Focus(f)
				if n := differing(before, win.Canvas().Capture()); n < 50 {
					t.Errorf("%s, %s: %s differs by %d pixels with the focus", theme, s.name, kind, n)
				}
				win.Canvas().Unfocus()
			}
		}
		if len(looked) < 12 {
			t.Errorf("only %d kinds of things were looked at", len(looked))
		}
	}
}
