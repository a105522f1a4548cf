package ui

import (
	"time"

	"fyne.io/fyne/v2"
)

// gun holds back what a scan gun types: to the PC it is a keyboard, and a customer's
// code that is scanned while a question is open would answer it. Signs that follow one
// another faster than a person types are dropped, with the Enter at their end, unless
// they are few. A field that is typed into takes them as they come.
type gun struct {
	held []*fyne.KeyEvent // the screen gets them once it is quiet
	stop func()
}

const (
	// scanGap: guns type a sign within 20 ms or so, people hardly below 80.
	scanGap = 60 * time.Millisecond
	// scanLength: no code is shorter, and no person rolls as many keys at once.
	scanLength = 4
)

// typed takes a key of the window.
func (u *UI) typed(e *fyne.KeyEvent) {
	g := &u.gun
	enter := e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter
	switch {
	case len(e.Name) == 1:
		g.held = append(g.held, e)
		u.holdBack()
	case enter && len(g.held) >= scanLength:
		u.holdBack()
	default:
		u.letGo()
		u.key(e)
	}
}

// holdBack waits for quiet.
func (u *UI) holdBack() {
	if u.gun.stop != nil {
		u.gun.stop()
	}
	u.gun.stop = u.bridge.every(scanGap, u.letGo)
}

// letGo hands on what a person has typed.
func (u *UI) letGo() {
	g := &u.gun
	if g.stop != nil {
		g.stop()
		g.stop = nil
	}
	held := g.held
	g.held = nil
	if len(held) >= scanLength {
		return
	}
	for _, e := range held {
		u.key(e)
	}
}
