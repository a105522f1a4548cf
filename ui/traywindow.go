package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"countercheck/checks"
)

// How long a hidden start waits for somebody to show tray icons.
const (
	waitsForTray = 15
	betweenTries = 2 * time.Second
)

// Begin shows the window, or leaves it in the tray when it was started hidden and
// somebody shows tray icons. Nobody may be there yet who does: a program that
// starts with the system waits a while before it shows itself.
func (u *UI) Begin(hidden bool) {
	if !hidden || u.tray == nil {
		u.win.Show()
		return
	}
	u.hidden = true
	u.awaitTray(waitsForTray)
}

func (u *UI) awaitTray(tries int) {
	u.bridge.aside(func() func() {
		there := u.deps.Desktop.HasTray()
		return func() {
			switch {
			case there || !u.hidden:
			case tries == 0:
				u.hidden = false
				u.now.show(u.last)
				u.win.Show()
			default:
				var cancel func()
				cancel = u.bridge.every(betweenTries, func() { cancel(); u.awaitTray(tries - 1) })
			}
		}
	})
}

// Raise shows the window in front of the others. It may be called from any
// goroutine.
func (u *UI) Raise() { u.bridge.show(u.raise) }

// Open shows the window in front of the others, at one of its screens. It may be
// called from any goroutine.
func (u *UI) Open(id string) { u.bridge.show(func() { u.goTo(id) }) }

func (u *UI) raise() {
	u.hidden = false
	u.now.show(u.last)
	u.win.Show()
	u.win.RequestFocus()
	if handle := handleOf(u.win); handle != 0 && u.deps.Desktop != nil {
		u.bridge.aside(func() func() {
			_ = u.deps.Desktop.Raise(handle) // the system may keep another in front; the window is there
			return func() {}
		})
	}
}

func (u *UI) goTo(id string) {
	u.helpFirst()
	u.Show(id)
	u.raise()
}

// goToTriage shows the window in front of the others, at a sale that just showed a
// refund.
func (u *UI) goToTriage() {
	u.helpFirst()
	u.startTriage()
	u.raise()
}

// helpFirst puts the questions of the first start off.
func (u *UI) helpFirst() {
	if u.first != nil { // somebody needs help now; the questions come again at the next start
		u.first = nil
		u.rebuild()
	}
}

// closed is what the window's close button does: the window goes into the tray
// where there is one and the shop wants it, or the program ends.
func (u *UI) closed() {
	set := u.deps.Settings.Current().Desktop
	if u.deps.Desktop == nil || u.tray == nil || !set.Tray {
		u.deps.Quit()
		return
	}
	u.bridge.aside(func() func() {
		there := u.deps.Desktop.HasTray()
		return func() {
			if !there {
				u.deps.Quit()
				return
			}
			u.hidden = true
			u.win.Hide()
			u.sayWhereItWent()
		}
	})
}

// sayWhereItWent tells a person once that the program goes on.
func (u *UI) sayWhereItWent() {
	if u.deps.Settings.Current().Desktop.Told {
		return
	}
	title, body := u.say("desk.hidden.title"), u.say("desk.hidden.body")
	u.bridge.aside(func() func() {
		if u.deps.Desktop.Notify(title, body, false) != nil {
			return func() {} // it is told the next time
		}
		return func() {
			u.change(func(to *checks.Settings) { to.Desktop.Told = true }, func(error) {}) // told again, then
		}
	})
}

// handleOf is the system's handle of a window, 0 where there is none.
func handleOf(win fyne.Window) (handle uintptr) {
	native, ok := win.(driver.NativeWindow)
	if !ok {
		return 0
	}
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			handle = c.WindowHandle
		case driver.WindowsWindowContext:
			handle = c.HWND
		case driver.MacWindowContext:
			handle = c.NSWindow
		}
	})
	return handle
}
