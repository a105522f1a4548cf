package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// demo is the screen 演示: a choice of what can be shown, and then the played shop's
// own screens under a band of another colour that says so and ends it at a press.
type demo struct {
	u   *UI
	all *fyne.Container
}

// demoGround is the band's: no level has it. White text on it has 9:1.
var demoGround = rgb(0x5B2A86)

func newDemo(u *UI) *demo {
	d := &demo{u: u, all: container.NewStack()}
	if u.demo != nil {
		u.demo.renew()
		u.demo.changed = d.rebuild
	}
	d.rebuild()
	return d
}

func (d *demo) object() fyne.CanvasObject { return d.all }
func (d *demo) leave()                    {}

// show is told of this shop, which is not shown here; passing time changes the
// played one's screens, too.
func (d *demo) show(checks.Snapshot) {
	if d.u.demo != nil && d.u.demo.run != nil {
		d.u.demo.inner.now.show(d.u.demo.inner.last)
	}
}

func (d *demo) rebuild() {
	switch {
	case d.u.demo == nil:
		page, _ := screenOf(newProse(d.u.say("demo.none"), sizeBody, false, d.u.colors.ink))
		d.all.Objects = []fyne.CanvasObject{page}
	case d.u.demo.run != nil:
		d.all.Objects = []fyne.CanvasObject{newFrame(d.band(), nil, d.u.demo.inner.body, nil)}
	default:
		d.all.Objects = []fyne.CanvasObject{d.choice()}
	}
	d.all.Refresh()
}

// band stands over every screen of the played shop.
func (d *demo) band() fyne.CanvasObject {
	u, scene := d.u, d.u.demo.scene
	key := "demo.scene." + scene.ID + "."
	mark := canvas.NewRectangle(white)
	mark.CornerRadius = radius / 2
	title := newRow(1.5*grid, 1,
		newInset(0, 0, mark, newInset(grid, 2, words(u.say("demo.mark"), sizeBody, true, demoGround))),
		newProse(u.say(key+"name"), sizeTitle, true, white))
	var story []string
	for _, part := range []string{"happens", "counter", "learn"} {
		story = append(story, u.words.Say("demo.console.line", map[string]any{"Label": u.say("demo." + part), "Text": u.say(key + part)}))
	}
	lines := newColumn(0.5*grid, title,
		newProse(strings.Join(story, "  "), sizeSmall, false, white),
		newProse(u.say("demo.kind."+scene.Kind), sizeSmall, false, white))
	another := newPress(u.say("demo.another"), soft, u.colors, d.stop)
	stop := newPress(u.say("demo.stop"), solid, u.colors, func() { u.Show(firstScreen) })
	return newInset(0, 0, canvas.NewRectangle(demoGround), newInset(3*grid, grid, newRow(1.5*grid, 0, lines, another, stop)))
}

// stop ends what is shown and goes back to the choice.
func (d *demo) stop() {
	d.u.demo.end()
	d.rebuild()
}

// The groups of the choice, in its order; demoGroup says where a scene belongs.
var demoGroups = []string{"line", "names", "trust", "pay", "pc", "care"}

func demoGroup(id string) string {
	layer, _, _ := strings.Cut(id, ".")
	switch layer {
	case "link", "lan", "wan", "healthy":
		return "line"
	case "dns":
		return "names"
	case "tls":
		return "trust"
	case "provider":
		return "pay"
	case "pc":
		return "pc"
	default:
		return "care"
	}
}

// choice lists what can be shown.
func (d *demo) choice() fyne.CanvasObject {
	u := d.u
	back := newPress(u.say("demo.back"), plain, u.colors, func() { u.Show("settings") })
	parts := []fyne.CanvasObject{newRow(1.5*grid, 1, back, newColumn(2,
		newProse(u.say("demo.title"), sizeTitle, true, u.colors.ink),
		newProse(u.say("demo.intro"), sizeSmall, false, u.colors.dim)))}
	if u.demo.starting {
		parts = append(parts, newProse(u.say("demo.starting"), sizeBody, true, u.colors.ink))
	}
	if u.demo.failed != "" {
		parts = append(parts, newProse(u.demo.failed, sizeBody, true, u.colors.mark[checks.Fail]))
	}
	all := u.deps.Demo.Scenes()
	for _, group := range demoGroups {
		chips := container.New(&flow{gap: grid})
		for _, scene := range all {
			if demoGroup(scene.ID) == group {
				chips.Add(newPress(d.name(scene), plain, u.colors, func() { u.demo.start(scene) }))
			}
		}
		if len(chips.Objects) > 0 {
			parts = append(parts, u.card(newColumn(grid, u.heading(u.say("demo.group."+group)), chips)))
		}
	}
	page, _ := screenOf(parts...)
	return page
}

// name of a scene, with a word where it is not shown live.
func (d *demo) name(scene DemoScene) string {
	name := d.u.say("demo.scene." + scene.ID + ".name")
	if scene.Kind != "live" {
		name += between + d.u.say("demo.kind_short."+scene.Kind)
	}
	return name
}

// typed: Esc goes back a step at a time, F5 checks the played shop again.
func (d *demo) typed(e *fyne.KeyEvent) bool {
	if d.u.demo == nil || d.u.demo.run == nil {
		return false
	}
	switch {
	case e.Name == fyne.KeyF5:
		d.u.demo.run.Now()
	case e.Name == fyne.KeyEscape && d.u.demo.inner.open != firstScreen:
		d.u.demo.inner.Show(firstScreen)
	case e.Name == fyne.KeyEscape:
		d.stop()
	default:
		return false
	}
	return true
}

// playable: a screen that is there in a demonstration, too.
func (u *UI) playable(id string) bool { return !u.staged || slices.Contains(withinDemo, id) }
