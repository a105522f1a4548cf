package chart

import (
	"image"
	"image/color"
	"math"

	"countercheck/checks"
)

// dashes tell lines apart by shape as well as by colour: lengths drawn and left
// out in turn, by slot; none is a whole line.
var dashes = [][]float64{nil, {9, 4}, {3, 3}, {12, 3, 3, 3}, {18, 6}, {6, 6}, {2, 5}, {14, 4, 6, 4}}

// Dashes is the pattern of a slot in units of length: drawn, left out, drawn...;
// nil is a whole line.
func Dashes(slot int) []float64 { return dashes[slot%len(dashes)] }

// pattern is that of a slot; a line that stands alone is whole.
func (c *Chart) pattern(slot int) []float64 {
	if len(c.Lines) == 1 {
		return nil
	}
	return Dashes(slot)
}

func (c *Chart) color(slot int) color.NRGBA {
	if len(c.Look.Lines) == 0 {
		return c.Look.Ink
	}
	return c.Look.Lines[slot%len(c.Look.Lines)]
}

// drawLine is one endpoint: from the lowest to the highest lightly, the middle as
// a line; its phases upon each other where they are asked for.
func (c *Chart) drawLine(p *paper, f frame, all []columns, i int) {
	line, cols := c.Lines[i], all[i]
	ink := c.color(line.Slot)
	low, mid, most, high := f.rows(cols.low), f.rows(cols.mid), f.rows(cols.most), f.rows(cols.high)
	if cols.phases != nil {
		under := f.rows(make([]float64, len(mid)))
		for n, sums := range cols.phases {
			upper := f.rows(sums)
			p.between(f.plot.Min.X, upper, under, c.Look.Phases[n%len(c.Look.Phases)])
			under = upper
		}
		p.between(f.plot.Min.X, mid, most, faded(c.Look.Ink, 0x30))
		p.between(f.plot.Min.X, most, high, faded(c.Look.Ink, 0x18))
		p.curve(f, mid, c.Look.Ink, 1.2, nil)
	} else {
		light := uint8(0x54)
		if len(all) > 1 {
			light = uint8(max(0x40/len(all), 0x12))
		}
		p.between(f.plot.Min.X, low, most, faded(ink, light))
		p.between(f.plot.Min.X, most, high, faded(ink, light/2))
		p.curve(f, mid, ink, 1.8, c.pattern(line.Slot))
	}
	for x, v := range cols.high { // what is higher than the chart is cut off, and seen to be
		if known(v) && v > f.top {
			p.rect(image.Rect(f.plot.Min.X+x, f.plot.Min.Y-f.px(3), f.plot.Min.X+x+1, f.plot.Min.Y-f.px(1)), faded(ink, 0xB0))
		}
	}
}

// rows turns values into places.
func (f frame) rows(values []float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = nothing
		if known(v) {
			out[i] = f.y(v)
		}
	}
	return out
}

// curve draws a line through the columns, broken where one has no value.
func (p *paper) curve(f frame, y []float64, c color.NRGBA, thick float64, pattern []float64) {
	half := thick * f.scale / 2
	along, whole := 0.0, 0.0
	for _, d := range pattern {
		whole += d * f.scale
	}
	for x := range y {
		if !known(y[x]) {
			continue
		}
		a, b := y[x], y[x]
		if x > 0 && known(y[x-1]) {
			m := (y[x-1] + y[x]) / 2
			a, b = min(a, m), max(b, m)
		}
		if x+1 < len(y) && known(y[x+1]) {
			m := (y[x+1] + y[x]) / 2
			a, b = min(a, m), max(b, m)
		}
		along++
		if whole > 0 && !drawn(math.Mod(along, whole), pattern, f.scale) {
			continue
		}
		p.upright(f.plot.Min.X+x, a-half, b+half, c)
	}
}

// drawn reports whether a place along a line is one of its dashes.
func drawn(at float64, pattern []float64, scale float64) bool {
	for i, d := range pattern {
		at -= d * scale
		if at < 0 {
			return i%2 == 0
		}
	}
	return true
}

// drawLoss is the strip under the plot, a row a line: a thin ground where
// something was measured, a bar as high as what was lost, never too small to see.
func (c *Chart) drawLoss(p *paper, f frame, all []columns) {
	rows := max(len(all), 1)
	for i := range all {
		row := f.strip
		row.Min.Y = f.strip.Min.Y + i*f.strip.Dy()/rows
		row.Max.Y = f.strip.Min.Y + (i+1)*f.strip.Dy()/rows - f.px(1)
		if len(all) > 1 {
			p.rect(image.Rect(row.Min.X-f.px(10), row.Max.Y-f.px(4), row.Min.X-f.px(2), row.Max.Y-f.px(1)), c.color(c.Lines[i].Slot))
		}
		for x, loss := range all[i].loss {
			if !known(loss) {
				continue
			}
			tint, high := faded(c.color(c.Lines[i].Slot), 0x70), f.px(1.5)
			if loss > 0 {
				tint, high = c.Look.Warn, f.px(3)+int(math.Sqrt(loss)*float64(row.Dy()-f.px(3)))
			}
			if loss >= mostLost {
				tint, high = c.Look.Fail, row.Dy()
			}
			p.rect(image.Rect(row.Min.X+x, row.Max.Y-high, row.Min.X+x+1, row.Max.Y), tint)
		}
	}
}

// mostLost is the share from which a step counts as broken.
const mostLost = 0.5

func (c *Chart) levelColor(level checks.Level) color.NRGBA {
	if level == checks.Fail {
		return c.Look.Fail
	}
	return c.Look.Warn
}
