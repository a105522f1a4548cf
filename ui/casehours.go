package ui

import (
	"image"
	"image/color"
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// hoursPicture is the hours of the day: how many cases each had, as narrow bars, over
// how much of it the line was bad, as wide ones. An hour that was never watched is
// hatched, as unwatched time is in the history.
type hoursPicture struct {
	hours             [24]checks.HourEffects
	ground, grid      color.NRGBA
	cases, bad, empty color.NRGBA
}

// tops are what the full height stands for: cases, and the share of bad time.
func (p hoursPicture) tops() (cases int, share float64) {
	cases, share = 2, 0.1
	for _, h := range p.hours {
		cases = max(cases, h.Cases)
		share = max(share, badShare(h))
	}
	return cases, min(math.Ceil(share*10)/10, 1)
}

func (p hoursPicture) paint(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	cases, share := p.tops()
	fill := func(x0, x1, y0 int, c color.NRGBA) {
		for y := max(y0, 0); y < h; y++ {
			for x := x0; x < x1; x++ {
				img.SetRGBA(x, y, color.RGBA{c.R, c.G, c.B, 0xFF})
			}
		}
	}
	fill(0, w, 0, p.ground)
	for i, hour := range p.hours {
		x0, x1 := i*w/24, (i+1)*w/24
		if hour.Watched == 0 {
			hatch(img, x0, x1-1, p.empty)
		} else if bad := badShare(hour); bad > 0 {
			fill(x0, x1-1, h-max(2, int(bad/share*float64(h))), p.bad)
		}
		if hour.Cases > 0 {
			side := max((x1-x0)/3, 1)
			fill(x0+side, x1-side, h-max(3, hour.Cases*h/cases), p.cases)
		}
	}
	fill(0, w, h-1, p.grid)
	return img
}

// hatch draws thin slanting lines.
func hatch(img *image.RGBA, x0, x1 int, c color.NRGBA) {
	for y := range img.Bounds().Dy() {
		for x := x0; x < x1; x++ {
			if (x+y)%7 == 0 {
				img.SetRGBA(x, y, color.RGBA{c.R, c.G, c.B, 0xFF})
			}
		}
	}
}

// newHoursChart is the picture with its figures: cases at its left, the share of bad
// time at its right, the hours under it, and what the colours are.
func (u *UI) newHoursChart(hours [24]checks.HourEffects) fyne.CanvasObject {
	look := lookOf(u.colors)
	p := hoursPicture{hours: hours, ground: look.Ground, grid: look.Dim, cases: look.Lines[0], bad: blend(look.Warn, look.Ground), empty: blend(look.Dim, look.Ground)}
	cases, share := p.tops()
	small := func(text string) *canvas.Text { return words(text, 11, false, u.colors.dim) }
	objects := []fyne.CanvasObject{canvas.NewRaster(p.paint), small(strconv.Itoa(cases)), small(percent(share, 0))}
	for hour := 0; hour <= 24; hour += 6 {
		objects = append(objects, small(strconv.Itoa(hour)))
	}
	legend := container.New(&flow{gap: 1.5 * grid}, u.swatch(u.say("case.hours.cases"), p.cases), u.swatch(u.say("case.hours.bad"), p.bad))
	if p.unwatched() {
		legend.Add(u.swatch(u.say("case.hours.unwatched"), p.empty))
	}
	return newColumn(0.75*grid, container.New(&hoursLayout{}, objects...), legend)
}

func (p hoursPicture) unwatched() bool {
	for _, h := range p.hours {
		if h.Watched == 0 {
			return true
		}
	}
	return false
}

// blend is a colour half as strong on its ground.
func blend(c, ground color.NRGBA) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a) + int(b)) / 2) }
	return color.NRGBA{R: mix(c.R, ground.R), G: mix(c.G, ground.G), B: mix(c.B, ground.B), A: 0xFF}
}

// hoursLayout: the picture, its greatest figures beside it, five hours under it.
type hoursLayout struct{}

const (
	hoursSide float32 = 30
	hoursHigh float32 = 118
	hoursFoot float32 = 16
)

func (l *hoursLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide, high := size.Width-2*hoursSide, size.Height-hoursFoot
	put := func(o fyne.CanvasObject, x, y float32) {
		o.Resize(o.MinSize())
		o.Move(fyne.NewPos(x, y))
	}
	objects[0].Move(fyne.NewPos(hoursSide, 0))
	objects[0].Resize(fyne.NewSize(wide, high))
	put(objects[1], hoursSide-objects[1].MinSize().Width-4, -2)
	put(objects[2], hoursSide+wide+4, -2)
	for i, o := range objects[3:] {
		put(o, hoursSide+wide*float32(i)/4-o.MinSize().Width/2, high+1)
	}
}

func (l *hoursLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(260, hoursHigh+hoursFoot)
}

// shareBar is a bar as long as a share of its place.
type shareBar struct{ share float32 }

func (l *shareBar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(max(3, size.Width*min(l.share, 1)), size.Height))
}

func (l *shareBar) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(40, 14) }

func newShareBar(share float32, c color.Color) fyne.CanvasObject {
	bar := canvas.NewRectangle(c)
	bar.CornerRadius = 3
	return container.New(&shareBar{share}, bar)
}

// badShare is how much of an hour's watched time the line was bad.
func badShare(h checks.HourEffects) float64 {
	if h.Watched == 0 {
		return 0
	}
	return float64(h.Bad) / float64(h.Watched)
}
