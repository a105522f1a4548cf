package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/systray"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// trayView is what the tray says: made by a pure function, compared before
// anything is touched.
type trayView struct {
	Lang     string
	Level    checks.Level
	Headline string
	Notice   bool // there is something to read in the window
	Told     bool // a round has ended since the program started
	Overdue  int  // items of the upkeep past their date, and long past it
	Clear    int
	Cases    int // refunds for which somebody still waits
	Late     int // of them, customers who should have been told why long ago
}

// viewTray says a snapshot in the tray's few words. What is not known any more is
// not shown as good: time passed without a round, or nobody looked.
func viewTray(w *assets.Words, s checks.Snapshot, set checks.Settings, notice bool, now time.Time) trayView {
	profile := set.Profile()
	v := trayView{
		Lang: w.Lang(), Level: s.Verdict.Level, Notice: notice, Told: !s.Checked.IsZero(),
		Headline: report.Explain(w, s.Verdict, profile).Headline,
	}
	switch {
	case s.Gap != nil:
		v.Level, v.Headline = checks.Unknown, w.Say("desk.tray.woken", nil)
	case s.Checked.IsZero() && s.Verdict.Level == checks.Unknown:
		v.Headline = w.Say("desk.tray.starting", nil)
	case !s.Checked.IsZero() && now.Sub(s.Checked) > longSince(set):
		v.Level, v.Headline = checks.Unknown, w.Say("desk.tray.stopped", map[string]any{"Time": s.Checked.Format("15:04")})
	case profile.SIMOnly && v.Level == checks.OK:
		v.Level = checks.Unknown
	}
	return v
}

// longSince is how old the newest round may be before it says nothing about now:
// a few were missed, not one that took its time.
func longSince(set checks.Settings) time.Duration {
	return max(3*time.Minute, 4*set.Watch.Every.Std())
}

// tray is the icon beside the clock, with its menu.
type tray struct {
	u     *UI
	host  desktop.App
	menu  *fyne.Menu // one for good: the library keeps the first it was given
	shown trayView
	drawn bool
}

// newTray puts the icon there, nil where there never is a place for it. It has to
// come before the app runs, so that it does not wait for somebody who shows it:
// those often start after the programs that start with the system.
func newTray(u *UI) *tray {
	host, ok := u.app.(desktop.App)
	if !ok || u.deps.Desktop == nil || !u.deps.Desktop.TrayMayCome() {
		return nil
	}
	systray.SetOnTapped(u.Raise) // the menu is for the other button
	return &tray{u: u, host: host, menu: fyne.NewMenu("")}
}

// show says what is known now, and touches nothing that says it already.
func (t *tray) show(s checks.Snapshot) {
	if t == nil {
		return
	}
	u := t.u
	v := viewTray(u.words, s, u.deps.Settings.Current(), u.noticed != "", u.deps.Now())
	_, v.Overdue, v.Clear = u.upkeep.waiting()
	v.Cases, v.Late = u.log.waiting()
	if t.drawn && v == t.shown {
		return
	}
	if icon := v.icon(); !t.drawn || icon != t.shown.icon() {
		t.host.SetSystemTrayIcon(fyne.NewStaticResource("tray-"+icon+".png", assets.TrayIcon(v.Level.String(), v.Overdue > 0)))
	}
	t.menu.Items = t.items(v)
	t.host.SetSystemTrayMenu(t.menu)
	if v.Told { // only a tray that is there already takes it
		systray.SetTooltip(u.say("app.name") + between + v.Headline)
	}
	t.shown, t.drawn = v, true
}

// icon names what the icon shows.
func (v trayView) icon() string {
	if v.Overdue > 0 {
		return v.Level.String() + "-due"
	}
	return v.Level.String()
}

// upkeep is the line of what is past its date, "" where nothing is.
func (v trayView) upkeep(w *assets.Words) string {
	switch {
	case v.Clear > 0:
		return w.Say("care.tray.clear", map[string]any{"Count": v.Clear})
	case v.Overdue > 0:
		return w.Say("care.tray.overdue", map[string]any{"Count": v.Overdue})
	default:
		return ""
	}
}

// refunds is the line of the cases that are not done, "" where there are none.
func (v trayView) refunds(w *assets.Words) string {
	switch {
	case v.Late > 0:
		return w.Say("case.tray.late", map[string]any{"Count": v.Late})
	case v.Cases > 0:
		return w.Say("case.tray.open", map[string]any{"Count": v.Cases})
	default:
		return ""
	}
}

func (t *tray) items(v trayView) []*fyne.MenuItem {
	u := t.u
	line := func(key string, do func()) *fyne.MenuItem { return fyne.NewMenuItem(u.say(key), do) }
	headline := fyne.NewMenuItem(v.Headline, nil)
	headline.Disabled = true
	items := []*fyne.MenuItem{headline}
	if v.Notice {
		items = append(items, line("desk.tray.notice", u.raise))
	}
	if text := v.upkeep(u.words); text != "" {
		items = append(items, fyne.NewMenuItem(text, func() { u.goTo(careScreen) }))
	}
	if text := v.refunds(u.words); text != "" {
		items = append(items, fyne.NewMenuItem(text, func() { u.goTo(refundScreen) }))
	}
	quit := line("desk.tray.quit", u.deps.Quit)
	quit.IsQuit = true // or the library adds one of its own
	return append(items,
		fyne.NewMenuItemSeparator(),
		line("now.refund", u.goToTriage),
		line("now.check", u.deps.Watch.Now),
		line("desk.tray.open", u.raise),
		fyne.NewMenuItemSeparator(),
		quit,
	)
}
