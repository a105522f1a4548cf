package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/ui/chart"
)

// chip switches a line of the chart on and off; it carries the line's own colour
// and dashes, so that it is the legend too.
type chip struct {
	press *press
	all   *fyne.Container
}

const sampleWidth float32 = 22

func (u *UI) newChip(s subject, do func()) *chip {
	c := &chip{press: newPress("        "+s.Name, plain, u.colors, do)}
	c.all = container.New(&chipLayout{}, c.press, sample(s.Slot, lookOf(u.colors).Lines[s.Slot]))
	return c
}

func (c *chip) choose(on bool) {
	c.press.chosen = on
	c.press.Refresh()
}

// sample is a piece of a line as the chart draws it.
func sample(slot int, c color.Color) fyne.CanvasObject {
	all := &fyne.Container{}
	pattern := chart.Dashes(slot)
	if pattern == nil {
		pattern = []float64{float64(sampleWidth), 0}
	}
	x := float32(0)
	for i := 0; x < sampleWidth; i++ {
		length := min(float32(pattern[i%len(pattern)]), sampleWidth-x)
		if i%2 == 0 {
			dash := canvas.NewRectangle(c)
			dash.CornerRadius = 1
			dash.Move(fyne.NewPos(x, 0))
			dash.Resize(fyne.NewSize(length, 3))
			all.Objects = append(all.Objects, dash)
		}
		x += max(float32(pattern[i%len(pattern)]), 0.5)
	}
	return all
}

// chipLayout puts the sample before the word.
type chipLayout struct{}

func (l *chipLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[0].Move(fyne.NewPos(0, 0))
	objects[1].Move(fyne.NewPos(1.5*grid, size.Height/2-1))
	objects[1].Resize(fyne.NewSize(sampleWidth, 3))
}

func (l *chipLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
