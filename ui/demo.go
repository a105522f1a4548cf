package ui

import (
	"errors"
	"strings"
	"sync"

	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// Demo is what the window needs to show faults that have not happened.
type Demo interface {
	// Scenes are what can be shown, in the order of the causes.
	Scenes() []DemoScene
	// Open stages one. It may block and is called beside the screen.
	Open(id, language string) (DemoRun, error)
}

// DemoScene is something that can be shown. Its words stand under demo.scene.
type DemoScene struct {
	ID   string // the cause it ends in, or "healthy"
	Kind string // where its figures come from: live, recorded or written
}

// DemoRun is a scene that is being shown. Nothing that it tells is recorded.
type DemoRun interface {
	Watch
	Settings() checks.Settings // of the shop that is played
	Checks() []checks.Check
	Close() error // may block
}

// demoScreen belongs to the place 设置.
const demoScreen = "demo"

// demoing is the demonstration as a whole: what is shown, and the screens on which
// it is shown. They are a UI of their own within the window's, wired to the played
// shop alone: nothing of this shop is within their reach.
type demoing struct {
	u        *UI
	stage    stage
	scene    DemoScene
	run      DemoRun // nil: none is shown
	remove   func()  // ends the listening
	inner    *UI
	starting bool
	failed   string // why none is shown
	changed  func() // the screen is to be made anew
}

// stage holds the run that has to be closed, whoever ends it first.
type stage struct {
	mu    sync.Mutex
	run   DemoRun
	ended bool
}

// take holds on to a run, unless the window has closed meanwhile.
func (s *stage) take(run DemoRun) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return false
	}
	s.run = run
	return true
}

// clear closes the run that is held.
func (s *stage) clear(forGood bool) {
	s.mu.Lock()
	run := s.run
	s.run, s.ended = nil, s.ended || forGood
	s.mu.Unlock()
	if run != nil {
		_ = run.Close() // sockets of this PC: nothing is lost with them
	}
}

// start stages a scene and shows it as soon as it stands.
func (d *demoing) start(scene DemoScene) {
	if d.starting {
		return
	}
	d.starting, d.failed = true, ""
	d.changed()
	language := d.u.words.Lang()
	d.u.bridge.aside(func() func() {
		run, err := d.u.deps.Demo.Open(scene.ID, language)
		if err == nil && !d.stage.take(run) {
			_ = run.Close()
			return func() {}
		}
		return func() { d.started(scene, run, err) }
	})
}

func (d *demoing) started(scene DemoScene, run DemoRun, err error) {
	wanted := d.starting
	d.starting = false
	switch {
	case err != nil:
		d.failed = d.u.words.Say("demo.failed", map[string]any{"Error": err.Error()})
		d.changed()
		return
	case !wanted: // another place was opened meanwhile
		d.end()
		return
	}
	d.scene, d.run = scene, run
	d.inner = d.newInner()
	d.remove = run.Listen(func(s checks.Snapshot) { d.u.bridge.show(func() { d.heard(run, s) }) })
	run.Now()
	d.changed()
}

// newInner makes the screens of the played shop.
func (d *demoing) newInner() *UI {
	u := d.u
	set := d.run.Settings()
	set.Language, set.Theme, set.Text = u.words.Lang(), u.deps.Settings.Current().Theme, u.deps.Settings.Current().Text
	inner := &UI{
		app: u.app, win: u.win, bridge: u.bridge, words: u.words, colors: u.colors, staged: true,
		deps: Deps{Watch: d.run, Settings: played{set}, Catalogue: u.deps.Catalogue, Checks: d.run.Checks, Quit: func() {}, Now: u.deps.Now},
		open: firstScreen, body: container.NewStack(),
	}
	inner.Show(firstScreen)
	return inner
}

// renew makes the screens anew, after the language or the theme changed.
func (d *demoing) renew() {
	if d.run == nil || d.inner.words == d.u.words {
		return
	}
	before := d.inner
	d.inner = d.newInner()
	d.inner.last = before.last
	d.inner.Show(before.open)
}

func (d *demoing) heard(run DemoRun, s checks.Snapshot) {
	if run == d.run {
		d.inner.last = s
		d.inner.now.show(s)
	}
}

// end ends what is shown, and returns at once.
func (d *demoing) end() {
	if d == nil {
		return
	}
	d.starting, d.failed = false, ""
	if d.run != nil {
		d.remove()
		d.inner.now.leave()
		d.run, d.inner = nil, nil
	}
	d.u.bridge.aside(func() func() {
		d.stage.clear(false)
		return func() {}
	})
}

// close ends the demonstration for good and waits for it.
func (d *demoing) close() {
	if d != nil {
		d.stage.clear(true)
	}
}

// sayDemo has every line of a text say that it is a demonstration's: what is copied
// leaves the window and its mark behind.
func (u *UI) sayDemo(text string) string {
	if !u.staged {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(u.say("demo.mark") + " | " + line)
	}
	return b.String()
}

// offersDemo: this PC has no network at all, and there is something to be shown
// without one.
func (u *UI) offersDemo(v checks.Verdict) bool {
	noNetwork := v.Layer == checks.LayerLink || v.Layer == checks.LayerLAN || v.Cause == checks.WANDown
	return u.deps.Demo != nil && v.Level == checks.Fail && noNetwork
}

// played are the settings of a played shop: nobody changes them.
type played struct{ set checks.Settings }

func (p played) Current() checks.Settings               { return p.set }
func (p played) Shipped() checks.Settings               { return p.set }
func (p played) Save(checks.Settings) error             { return errPlayed }
func (p played) Export(string) error                    { return errPlayed }
func (p played) Import(string) (checks.Settings, error) { return p.set, errPlayed }

// errPlayed is never seen: no screen of a demonstration offers to change a setting.
var errPlayed = errors.New("a demonstration has no settings to keep")

// withinDemo are the screens that a played shop has.
var withinDemo = []string{firstScreen, "details"}
