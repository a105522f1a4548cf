package chart

import (
	"image"
	"time"

	"countercheck/checks"
)

// span is a stretch of columns of the picture.
type span struct{ from, to int }

// leastHatched is the narrowest stretch that is hatched, in units; closer ones
// would only make a fence of the chart. The line under the loss breaks all the
// same.
const leastHatched = 3

// unwatched are the stretches in which nobody watched: the gaps, and where not
// one line was measured though nothing was wrong.
func (c *Chart) unwatched(f frame, all []columns) []span {
	marked := make([]bool, f.plot.Dx())
	mark := func(from, to time.Time, value bool) {
		for x := f.column(from); x < f.column(to); x++ {
			marked[x-f.plot.Min.X] = value
		}
	}
	if len(all) > 0 {
		for x := range marked {
			marked[x] = true
			for _, cols := range all {
				marked[x] = marked[x] && !known(cols.loss[x])
			}
		}
		for _, i := range c.Incidents {
			mark(i.From, c.endOf(i), false)
		}
	}
	for _, g := range c.Gaps {
		mark(g.From, g.To, true)
	}
	mark(c.Now, c.Window.To, false)
	var spans []span
	for x := 0; x < len(marked); x++ {
		from := x
		for x < len(marked) && marked[x] {
			x++
		}
		if x-from >= f.px(leastHatched) {
			spans = append(spans, span{f.plot.Min.X + from, f.plot.Min.X + x})
		}
	}
	return spans
}

func (c *Chart) drawUnwatched(p *paper, f frame, spans []span) {
	for _, s := range spans {
		r := image.Rect(s.from, f.plot.Min.Y, s.to, f.strip.Max.Y)
		p.rect(r, faded(c.Look.Unwatched, 0x18))
		p.hatch(r, faded(c.Look.Unwatched, 0x60), f.px(8), f.px(1))
	}
}

// labelUnwatched says what the hatching means, where there is room to.
func (c *Chart) labelUnwatched(p *paper, f frame, spans []span) {
	size := f.text
	wide := c.Type.measure(c.Words.Unwatched, size, false)
	for _, s := range spans {
		if float64(s.to-s.from) < wide+24*f.scale {
			continue
		}
		x, y := float64(s.from+s.to)/2, float64(f.plot.Min.Y+f.plot.Max.Y)/2
		ground := image.Rect(int(x-wide/2-6*f.scale), int(y-11*f.wide*f.scale), int(x+wide/2+6*f.scale), int(y+11*f.wide*f.scale))
		p.rect(ground, c.Look.Ground)
		p.write(c.Type, c.Words.Unwatched, x, y, size, false, c.Look.Dim, centred)
	}
}

func (c *Chart) endOf(i checks.Incident) time.Time {
	if i.Open() {
		return c.Now
	}
	return i.To
}

// drawIncidents lays their colour under the curves.
func (c *Chart) drawIncidents(p *paper, f frame) {
	for _, i := range c.Incidents {
		from, to, in := c.place(f, i)
		if !in {
			continue
		}
		alpha := uint8(0x20)
		if i.ID == c.Chosen {
			alpha = 0x34
		}
		p.rect(image.Rect(from, f.plot.Min.Y, to, f.strip.Max.Y), faded(c.levelColor(i.Level), alpha))
	}
}

// place is where an incident stands; one that is too short to see is widened.
func (c *Chart) place(f frame, i checks.Incident) (from, to int, in bool) {
	end := c.endOf(i)
	if !i.From.Before(c.Window.To) || end.Before(c.Window.From) {
		return 0, 0, false
	}
	from, to = f.column(i.From), f.column(end)
	return from, max(to, from+f.px(2)), true
}

// drawFlags puts a flag over each incident: a full one for an outage, an open one
// for a risk, and a bar as long as it lasted.
func (c *Chart) drawFlags(p *paper, f frame) {
	pole, size := f.px(1.5), f.px(7)
	for _, i := range c.Incidents {
		from, to, in := c.place(f, i)
		if !in {
			continue
		}
		ink := c.levelColor(i.Level)
		top := f.plot.Min.Y - f.px(14)
		p.rect(image.Rect(from, top, from+pole, f.plot.Min.Y), ink)
		p.rect(image.Rect(from, f.plot.Min.Y-pole, to, f.plot.Min.Y), ink)
		for row := range size {
			wide := size - abs(2*row-size+1)*size/(size+1)
			r := image.Rect(from+pole, top+row, from+pole+wide, top+row+1)
			if i.Level != checks.Fail && row > f.px(1)-1 && row < size-f.px(1) {
				r.Min.X = max(r.Max.X-f.px(1.5), r.Min.X)
			}
			p.rect(r, ink)
		}
	}
}

func abs(n int) int { return max(n, -n) }
