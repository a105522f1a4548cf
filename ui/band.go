package ui

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// band says in one colour, one mark and one sentence whether the shop can take
// money, and holds the two buttons that are always there.
type band struct {
	ground   *canvas.Rectangle
	icon     *fyne.Container
	level    checks.Level
	headline *prose
	second   *prose
	progress *canvas.Rectangle
	done     float64
	shown    bool // something was shown yet
	all      *fyne.Container
}

func newBand(u *UI) *band {
	b := &band{
		ground:   canvas.NewRectangle(bandColors[checks.Unknown]),
		icon:     container.NewStack(levelIcon(checks.Unknown, white, 56)),
		headline: newProse("", sizeHero, true, white),
		second:   newProse("", sizeBody, false, white),
		progress: canvas.NewRectangle(white),
		done:     -1,
	}
	b.ground.CornerRadius = radius
	b.headline.smaller = sizeHeroLong
	buttons := newRow(1.5*grid, -1)
	if !u.staged { // a played shop has no sales to look into
		buttons.Add(newPress(u.say("now.refund"), soft, u.colors, u.startTriage))
	}
	buttons.Add(newPress(u.say("now.check"), solid, u.colors, u.deps.Watch.Now))
	line := newRow(2*grid, 1, b.icon, newColumn(0.5*grid, b.headline, b.second), buttons)
	b.all = newInset(0, 0, b.ground, newInset(3*grid, 2*grid, line), container.New(&progressLine{b}, b.progress))
	return b
}

func (b *band) show(v nowView) {
	if b.level != v.Level {
		b.level = v.Level
		b.icon.Objects = []fyne.CanvasObject{levelIcon(v.Level, white, 56)}
		b.ground.FillColor = bandColors[v.Level]
		b.ground.Refresh()
		b.icon.Refresh()
	}
	done := v.Progress
	if done >= 0 {
		done = math.Floor(done*progressSteps) / progressSteps
	}
	if b.shown && v.Headline == b.headline.text && v.Second == b.second.text && done == b.done {
		return // drawing costs more than the round that changed nothing
	}
	b.shown = true
	b.headline.set(v.Headline, white)
	b.second.set(v.Second, white)
	b.done = done
	b.progress.Hidden = done < 0
	b.all.Refresh()
}

// progressSteps is in how many steps the line of progress grows: a round has some
// fifty checks, and each step draws the window once.
const progressSteps = 5

// height is what the band takes of the window at its present width.
func (b *band) height() float32 { return heightOf(b.all, b.all.Size().Width) }

// progressLine is the thin line at the band's foot, as long as the share of
// checks that have answered.
type progressLine struct{ b *band }

func (l *progressLine) heightFor([]fyne.CanvasObject, float32) float32 { return 0 }

func (l *progressLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const inner = radius
	objects[0].Move(fyne.NewPos(inner, size.Height-5))
	objects[0].Resize(fyne.NewSize((size.Width-2*inner)*float32(max(l.b.done, 0)), 3))
}

func (l *progressLine) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }
