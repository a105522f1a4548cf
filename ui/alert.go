package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"countercheck/checks"
	"countercheck/checks/report"
)

// alertWidth is what the warning takes of the till's screen.
const alertWidth float32 = 440

// alert is the small window that stands above everything, a till program that
// fills the screen too. There is one, kept for the next time: the desktop asks
// for the keyboard only when a window is new.
type alert struct {
	u     *UI
	win   fyne.Window
	shown bool
}

// Warn tells a person what the core decided to tell, in the ways the settings
// allow. It may be called from any goroutine.
func (u *UI) Warn(m checks.Message) { u.bridge.show(func() { u.warn(m) }) }

func (u *UI) warn(m checks.Message) {
	set := u.deps.Settings.Current().Warn
	title, body := report.Message(u.words, m, u.profile())
	if title == "" {
		return
	}
	level := levelOf(m)
	bad := m.Kind == checks.MessageBegan || m.Kind == checks.MessageWorse || m.Kind == checks.MessageAhead
	if u.deps.Desktop != nil {
		u.bridge.aside(func() func() {
			if set.Desktop {
				_ = u.deps.Desktop.Notify(title, body, bad && level == checks.Fail) // the tray and the window above say it too
			}
			if set.Sound && bad {
				_ = u.deps.Desktop.Sound() // nobody could be told that nothing was heard
			}
			return func() {}
		})
	}
	switch {
	case bad && set.Over:
		u.alert.open(title, body, level)
	case m.Kind == checks.MessageOver:
		u.alert.close()
	}
}

// levelOf is how bad what a message tells of is.
func levelOf(m checks.Message) checks.Level {
	return max(m.Verdict.Level, m.Incident.Level)
}

func (a *alert) open(title, body string, level checks.Level) {
	u := a.u
	if a.win == nil {
		a.win = newAlertWindow(u.app)
	}
	content := u.alertContent(title, body, level)
	a.win.SetTitle(title)
	a.win.SetContent(content)
	a.win.Resize(fyne.NewSize(alertWidth, heightOf(content, alertWidth)))
	a.shown = true
	if u.deps.Desktop == nil {
		a.win.Show()
		return
	}
	giveBack := u.deps.Desktop.KeepFocus()
	a.win.Show()
	if handle := handleOf(a.win); handle != 0 {
		_ = u.deps.Desktop.OnTop(handle) // then it is a window among others
	}
	giveBack()
}

func (a *alert) close() {
	if a.shown {
		a.win.Hide()
	}
	a.shown = false
}

// heard closes the warning when what it told of is over.
func (a *alert) heard(s checks.Snapshot) {
	if s.Verdict.Level == checks.OK && s.Incident == nil {
		a.close()
	}
}

// stayOnTop puts the warning above a program that came to the front since.
func (a *alert) stayOnTop() {
	if !a.shown || a.u.deps.Desktop == nil {
		return
	}
	if handle := handleOf(a.win); handle != 0 {
		a.u.bridge.aside(func() func() {
			_ = a.u.deps.Desktop.OnTop(handle) // then it is a window among others
			return func() {}
		})
	}
}

// newAlertWindow is a window without a frame where there are such.
func newAlertWindow(app fyne.App) fyne.Window {
	if d, ok := app.Driver().(desktop.Driver); ok {
		return d.CreateSplashWindow()
	}
	win := app.NewWindow("")
	win.SetPadded(false)
	return win
}

// alertContent is in the level's own colour on every theme: it has to be seen from
// where the till stands.
func (u *UI) alertContent(title, body string, level checks.Level) fyne.CanvasObject {
	ground := canvas.NewRectangle(bandColors[level])
	ground.StrokeColor, ground.StrokeWidth = white, 2
	do := newPress(u.say("desk.alert.do"), solid, u.colors, func() { u.alert.close(); u.goTo(firstScreen) })
	read := newPress(u.say("desk.alert.read"), soft, u.colors, func() { u.alert.close() })
	head := newRow(1.5*grid, 1, levelIcon(level, white, 40), newProse(title, sizeTitle, true, white))
	var lines []fyne.CanvasObject
	for line := range strings.SplitSeq(body, "\n") {
		lines = append(lines, newProse(line, sizeBody, false, white))
	}
	return newInset(0, 0, ground, newInset(2*grid, 2*grid, newColumn(1.5*grid,
		head,
		newColumn(grid, lines...),
		newRow(grid, 0, container.NewStack(), do, read),
	)))
}
