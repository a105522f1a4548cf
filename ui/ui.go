// Package ui shows what the core decided: the screens, the theme, the parts they
// are made of. It decides nothing, asks the network nothing and keeps nothing; a
// screen is a plain view made by a pure function, and widgets that copy it.
package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// Deps is what the window is wired to.
type Deps struct {
	Watch     Watch
	Settings  Settings
	History   History // nil: nothing is remembered
	Rescue    Rescue  // nil: not offered
	Records   Records // nil: not offered
	Cases     Cases   // nil: nothing is kept of refunds
	Desktop   Desktop // nil: none
	Demo      Demo    // nil: not offered
	Catalogue checks.Catalogue
	// Checks are what is watched now, in the plan's order: for the history's names.
	Checks func() []checks.Check
	// Notice is a plain sentence for the top of every screen, made in the
	// language asked for: what was wrong with the settings file, what is not
	// remembered now. It is asked for again and again. nil: none.
	Notice func(*assets.Words) string
	// TryWebhook sends a message to a webhook now; nil: not offered.
	TryWebhook func(context.Context, checks.Webhook) error
	// FirstQuestions: the questions of the first start are put before anything
	// else, if the settings say that nobody has answered them.
	FirstQuestions bool
	// Quit ends the program.
	Quit func()
	// Now is the clock; nil: time.Now.
	Now func() time.Time
}

// UI is the window's content. All of it belongs to the screen's goroutine; what
// comes from elsewhere comes over the bridge.
type UI struct {
	app    fyne.App
	win    fyne.Window
	deps   Deps
	bridge *bridge
	remove func() // ends the listening

	words  *assets.Words
	colors palette
	last   checks.Snapshot
	open   string // id of the open screen
	now    screen
	rail   map[string]*press
	body   *fyne.Container

	tray     *tray // nil: there never is one here
	alert    *alert
	follower follower
	followed checks.DesktopSettings // what the desktop was last made to do
	trouble  []said                 // what was set and does not work on this desktop
	hidden   bool                   // in the tray: nothing is drawn
	behind   bool                   // another program has the keyboard

	changes       changes // of the settings, on their way to the disk
	settingsGroup group   // the open one
	gun           gun     // what is typed faster than by hand
	first         *first  // the questions of the first start, nil once they are answered

	demo   *demoing // nil: not offered
	staged bool     // these are a played shop's screens, within a demonstration

	upkeep   *upkeep                  // the checklist and the devices; nil: not offered
	forms    map[string]*terminalForm // what is typed into devices' records, by id
	editing  string                   // the device whose record is open
	visiting *visiting                // the technician's visit; nil: not looked for yet
	log      *caseLog                 // the refund cases; nil: nothing is kept of them
	triages  []*triaging              // sales whose refund is being looked into, the open one first
	learning learnPlace               // where one is on why refunds happen
	bills    *billDesk                // the bills that were read; nil: not looked for yet

	noticed string // what stands on top of every screen
	read    string // what was read there and put away
}

// minuteBeat is how often the times on the screen are told anew.
const minuteBeat = 10 * time.Second

// New fills a window: its content, title, theme and language follow the settings
// at once whenever they change. Close ends what it started.
func New(app fyne.App, win fyne.Window, deps Deps) *UI {
	b := newBridge(onScreen)
	b.woken = make(chan struct{}, 1)
	return newUI(app, win, deps, b)
}

func newUI(app fyne.App, win fyne.Window, deps Deps, bridge *bridge) *UI {
	if deps.Now == nil {
		deps.Now = time.Now
	}
	u := &UI{app: app, win: win, deps: deps, bridge: bridge, open: firstScreen}
	u.alert, u.tray, u.follower.desktop = &alert{u: u}, newTray(u), deps.Desktop
	u.upkeep, u.log = newUpkeep(u), newCaseLog(u)
	if deps.FirstQuestions && !deps.Settings.Current().Asked {
		u.first = newFirst(u)
	}
	if deps.Demo != nil {
		u.demo = &demoing{u: u, changed: func() {}}
	}
	u.rebuild()
	win.SetCloseIntercept(u.closed)
	win.SetPadded(false)
	win.Canvas().SetOnTypedKey(u.typed)
	u.remove = deps.Watch.Listen(func(s checks.Snapshot) { u.bridge.show(func() { u.heard(s) }) })
	u.upkeep.look()
	u.log.look()
	u.bridge.every(minuteBeat, u.beat)
	u.followDesktop(nil)
	app.Lifecycle().SetOnEnteredForeground(func() { u.bridge.show(func() { u.behind = false }) })
	app.Lifecycle().SetOnExitedForeground(func() { u.bridge.show(func() { u.behind = true }) })
	app.Settings().AddListener(func(fyne.Settings) { u.bridge.show(u.recolor) })
	return u
}

// Close ends the listening and waits for whatever was started.
func (u *UI) Close() {
	u.remove()
	u.bridge.close()
	u.demo.close()
	u.follower.end()
}

// Show opens a screen by its id: now, refund, settings or details.
func (u *UI) Show(id string) {
	for _, s := range screens() {
		if s.id == id && u.playable(id) {
			u.enter(s)
			return
		}
	}
}

func (u *UI) enter(s placeOf) {
	if s.id != demoScreen {
		u.demo.end()
	}
	if u.now != nil {
		u.now.leave()
	}
	u.open, u.now = s.id, s.make(u)
	for id, b := range u.rail {
		b.chosen = id == s.place()
		b.Refresh()
	}
	u.body.Objects = []fyne.CanvasObject{u.now.object()}
	u.now.show(u.last)
	u.body.Refresh()
}

// heard takes in what the monitor tells.
func (u *UI) heard(s checks.Snapshot) {
	u.last = s
	u.tray.show(s)
	u.alert.heard(s)
	if title := report.Explain(u.words, s.Verdict, u.profile()).Headline + between + u.say("app.name"); title != u.win.Title() {
		u.win.SetTitle(title)
	}
	if !u.hidden {
		u.now.show(s)
	}
}

// beat tells anew what passing time changes.
func (u *UI) beat() {
	if u.noticeNow() != u.noticed {
		u.rebuild()
	}
	u.upkeep.look()
	u.log.look()
	u.mark()
	u.tray.show(u.last)
	u.alert.stayOnTop()
	if u.followed != u.deps.Settings.Current().Desktop { // another program wrote the settings
		u.followDesktop(nil)
	}
	if !u.hidden {
		u.now.show(u.last)
	}
	u.bridge.nap(u.rest)
}

// How long an event can wait where nobody looks, and where nobody types: a press
// there is answered before a person doubts it.
const (
	restHidden = 200 * time.Millisecond
	restBehind = 50 * time.Millisecond
)

// rest is how long an event of the screen can wait now.
func (u *UI) rest() time.Duration {
	switch {
	case u.hidden && !u.alert.shown:
		return restHidden
	case u.hidden || u.behind:
		return restBehind
	default:
		return 0
	}
}

// rebuild makes everything anew, after the language or the theme changed.
func (u *UI) rebuild() {
	set := u.deps.Settings.Current()
	u.words = assets.Speak(set.Language)
	u.app.Settings().SetTheme(newLook(set.Theme, set.Text))
	u.colors = paletteOf(u.app)
	u.body = container.NewStack()
	ground := canvas.NewRectangle(u.colors.ground)
	u.win.SetContent(container.NewStack(ground, newFrame(u.notice(), u.makeRail(), u.body, nil)))
	if u.first != nil {
		u.win.SetContent(container.NewStack(ground, u.first.show()))
	}
	u.Show(u.open)
	u.heard(u.last)
}

// recolor follows the system when it turns dark or light.
func (u *UI) recolor() {
	if paletteOf(u.app).ground != u.colors.ground {
		u.rebuild()
	}
}

// noticeNow is what there is to say on top of every screen, "" if nothing is or
// it was read.
func (u *UI) noticeNow() string {
	if u.deps.Notice == nil {
		return ""
	}
	if text := u.deps.Notice(u.words); text != u.read {
		return text
	}
	return ""
}

// notice is the line on top of every screen, nil where there is nothing to say.
func (u *UI) notice() fyne.CanvasObject {
	u.noticed = u.noticeNow()
	if u.noticed == "" {
		return nil
	}
	ground := canvas.NewRectangle(bandColors[checks.Unknown]) // quieter than the verdict
	read := newPress(u.say("notice.read"), soft, u.colors, func() {
		u.read = u.noticed
		u.rebuild()
	})
	line := newRow(2*grid, 0, newProse(u.noticed, sizeSmall, false, white), read)
	return newInset(0, 0, ground, newInset(3*grid, grid, line))
}

// keyed is a screen with keys of its own; it leaves to the window those it has no
// use for.
type keyed interface {
	typed(e *fyne.KeyEvent) bool
}

// key: Esc goes back to the first screen, F5 checks again.
func (u *UI) key(e *fyne.KeyEvent) {
	if u.first != nil {
		u.first.typed(e)
		return
	}
	if s, ok := u.now.(keyed); ok && s.typed(e) {
		return
	}
	switch e.Name {
	case fyne.KeyEscape:
		u.Show(firstScreen)
	case fyne.KeyF5:
		u.deps.Watch.Now()
	default:
	}
}

// profile is what the shop said about itself, for the words.
func (u *UI) profile() checks.Profile { return u.deps.Settings.Current().Profile() }

func (u *UI) say(key string) string { return u.words.Say(key, nil) }

// copiedFor is how long a button says that it has copied.
const copiedFor = 3 * time.Second

// copy puts a text on the clipboard, and has the button that was pressed say so
// for a moment.
func (u *UI) copy(text string, by *press) {
	u.app.Clipboard().SetContent(u.sayDemo(text))
	usual, copied := by.text, u.say("now.copied")
	if usual == copied {
		return
	}
	by.say(copied)
	var cancel func()
	cancel = u.bridge.every(copiedFor, func() { cancel(); by.say(usual) })
}
