package chart

import (
	"image"
	"math"
	"time"
)

const textSize = 12 // in units of length

func (c *Chart) drawValueAxis(p *paper, f frame) {
	step := valueStep(f.top)
	for n := 0; ; n++ {
		value := float64(n) * step
		if value > f.top*1.001 {
			return
		}
		y := int(math.Round(f.y(value)))
		thin := c.Look.Grid
		p.rect(image.Rect(f.plot.Min.X, y, f.plot.Max.X, y+f.px(1)), thin)
		p.write(c.Type, c.Words.Value(time.Duration(value*float64(time.Millisecond))),
			float64(f.plot.Min.X)-8*f.scale, float64(y), f.text, false, c.Look.Dim, fromRight)
	}
}

// leastApart is how far the marks of the time axis stand apart at least.
const leastApart = 66

func (c *Chart) drawTimeAxis(p *paper, f frame) {
	zone := c.Zone
	if zone == nil {
		zone = time.Local
	}
	apart := time.Duration(leastApart * f.wide * f.scale / float64(f.plot.Dx()) * float64(c.Window.Length()))
	step := timeStepFor(apart)
	bottom, written := f.strip.Max.Y, 0.0
	for at := step.first(c.Window.From.In(zone)); at.Before(c.Window.To); at = step.next(at) {
		if at.Before(c.Window.From) {
			continue
		}
		x := f.column(at)
		p.rect(image.Rect(x, f.plot.Min.Y, x+f.px(1), f.strip.Max.Y), c.Look.Grid)
		p.rect(image.Rect(x, bottom, x+f.px(1), bottom+f.px(4)), c.Look.Dim)
		text, size := c.Words.Tick(at, step.unit), f.text
		wide := c.Type.measure(text, size, false)
		middle := min(float64(x), float64(p.w)-wide/2-2*f.scale)
		if middle-wide/2 < written { // never one over the other
			continue
		}
		written = middle + wide/2 + 6*f.scale
		p.write(c.Type, text, middle, float64(bottom)+14*f.wide*f.scale, size, false, c.Look.Dim, centred)
	}
	p.rect(image.Rect(f.plot.Min.X, bottom, f.plot.Max.X, bottom+f.px(1)), faded(c.Look.Dim, 0x80))
}

// drawNow marks where the present is, if it lies in the window.
func (c *Chart) drawNow(p *paper, f frame) {
	if c.Now.Before(c.Window.From) || !c.Now.Before(c.Window.To) {
		return
	}
	x := f.column(c.Now)
	for y := f.plot.Min.Y; y < f.strip.Max.Y; y += f.px(5) {
		p.rect(image.Rect(x, y, x+f.px(1), y+f.px(2)), c.Look.Dim)
	}
}
