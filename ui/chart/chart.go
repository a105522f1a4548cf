package chart

import (
	"image"
	"image/color"
	"math"
	"time"

	"countercheck/checks"
)

// Chart is latency over a stretch of time. Draw it as often as it changes: what
// it holds is only read.
type Chart struct {
	Window    checks.Window
	Now       time.Time // what lies after it has not happened yet
	Zone      *time.Location
	Lines     []Line
	Gaps      []checks.Gap
	Incidents []checks.Incident
	Chosen    int64 // the incident that stands out, 0 for none
	// Stacked draws the phases of the only line upon each other.
	Stacked bool

	Look  Look
	Words Words
	Type  *Type
	Scale float64 // pixels for each unit of length; 1 on an ordinary screen
	// Letters is how large letters are to the usual ones; 0: as those.
	Letters float64
}

// Line is the history of one check.
type Line struct {
	Name   string
	Series checks.Series
	Slot   int // which of the look's lines it is drawn as, so that it keeps its colour
}

// Look is the colours of one theme.
type Look struct {
	Ground, Grid, Ink, Dim color.NRGBA
	Unwatched              color.NRGBA   // hatching of what nobody watched
	Warn, Fail             color.NRGBA   // incidents and loss
	Lines                  []color.NRGBA // by slot
	Phases                 []color.NRGBA // in the order of checks.AllPhases
}

// Words are the few that stand in the picture.
type Words struct {
	Unwatched string
	Tick      func(time.Time, Unit) string // under the chart
	Value     func(time.Duration) string   // beside it
}

// Draw paints the whole chart over into.
func (c *Chart) Draw(into *image.RGBA) {
	f := c.frame(into.Bounds().Dx(), into.Bounds().Dy())
	p := newPaper(into)
	p.fill(c.Look.Ground)
	if f.plot.Empty() {
		return
	}
	all := make([]columns, len(c.Lines))
	for i, l := range c.Lines {
		all[i] = f.columnsOf(l.Series, c.Gaps, c.Stacked && len(c.Lines) == 1)
	}
	f.top = topOf(all)
	unwatched := c.unwatched(f, all)
	c.drawUnwatched(p, f, unwatched)
	c.drawIncidents(p, f)
	c.drawValueAxis(p, f)
	c.drawTimeAxis(p, f)
	for i := range all {
		c.drawLine(p, f, all, i)
	}
	c.drawLoss(p, f, all)
	c.drawFlags(p, f)
	c.labelUnwatched(p, f, unwatched)
	c.drawNow(p, f)
}

// frame is where things stand in a picture of one size.
type frame struct {
	in    checks.Window
	plot  image.Rectangle // the curves
	strip image.Rectangle // the loss under them
	scale float64
	text  float64 // the size of letters
	wide  float64 // how large they are to the usual ones
	top   float64 // the value at the plot's upper edge, in milliseconds
}

// Distances in units of length.
const (
	left, right  = 58, 14
	above, below = 18, 26 // the incidents' flags; the time axis
	rowHigh      = 16     // of the loss of one line
	rowLow       = 9      // of one among several
)

func (c *Chart) frame(width, height int) frame {
	s := c.Scale
	if s <= 0 {
		s = 1
	}
	px := func(units float64) int { return int(math.Round(units * s)) }
	f := frame{in: c.Window, scale: s, wide: max(c.Letters, 1)}
	f.text = textSize * f.wide * s
	f.plot = image.Rectangle{image.Pt(px(left*f.wide), px(above)), image.Pt(width-px(right), height-px(below*f.wide))}
	rows := px(rowHigh)
	if n := len(c.Lines); n > 1 {
		rows = px(rowLow) * n
	}
	f.strip = f.plot
	f.strip.Min.Y = f.plot.Max.Y - rows
	f.plot.Max.Y = f.strip.Min.Y - px(5)
	if f.plot.Dx() < px(40) || f.plot.Dy() < px(40) || c.Window.Length() <= 0 {
		f.plot = image.Rectangle{}
	}
	return f
}

// x is where a moment stands, as a fraction of pixels from the picture's left.
func (f frame) x(at time.Time) float64 {
	return float64(f.plot.Min.X) + float64(at.Sub(f.in.From))/float64(f.in.Length())*float64(f.plot.Dx())
}

// column is where a moment stands in the plot, not beyond its edges.
func (f frame) column(at time.Time) int {
	return min(max(int(math.Floor(f.x(at))), f.plot.Min.X), f.plot.Max.X)
}

// y is where a value in milliseconds stands, not above the plot.
func (f frame) y(value float64) float64 {
	return float64(f.plot.Max.Y) - min(value/f.top, 1)*float64(f.plot.Dy())
}

// px is a length in pixels, one at least.
func (f frame) px(units float64) int { return max(int(math.Round(units*f.scale)), 1) }

// Plot is where the curves stand in a picture of a size, for a pointer over it;
// empty where the picture is too small for any.
func (c *Chart) Plot(size image.Point) image.Rectangle {
	f := c.frame(size.X, size.Y)
	if f.plot.Empty() {
		return f.plot
	}
	return image.Rect(f.plot.Min.X, f.plot.Min.Y, f.plot.Max.X, f.strip.Max.Y)
}

// TimeAt is the moment at a place in a picture of a size, not beyond the window.
func (c *Chart) TimeAt(size image.Point, x float64) time.Time {
	plot := c.Plot(size)
	if plot.Empty() {
		return c.Window.From
	}
	share := min(max((x-float64(plot.Min.X))/float64(plot.Dx()), 0), 1)
	return c.Window.From.Add(time.Duration(share * float64(c.Window.Length())))
}
