package chart

import "image"

// Sheet is the chart as a picture of its own, with a title, what it is about,
// a legend and a line below: for a file.
func (c *Chart) Sheet(size image.Point, title, about, foot string, phases []string) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: size})
	p := newPaper(img)
	p.fill(c.Look.Ground)
	s := max(c.Scale, 0.5)
	p.write(c.Type, title, 20*s, 26*s, 18*s, true, c.Look.Ink, fromLeft)
	p.write(c.Type, about, 20*s, 50*s, 13*s, false, c.Look.Dim, fromLeft)
	p.write(c.Type, foot, 20*s, float64(size.Y)-18*s, 13*s, false, c.Look.Dim, fromLeft)
	c.legend(p, 20*s, 76*s, phases)
	if body := image.Rect(0, int(92*s), size.X, size.Y-int(30*s)); !body.Empty() {
		if part, ok := img.SubImage(body).(*image.RGBA); ok {
			c.Draw(part)
		}
	}
	return img
}

// legend names the lines, or the phases of the only one.
func (c *Chart) legend(p *paper, x, y float64, phases []string) {
	s := max(c.Scale, 0.5)
	f := frame{scale: s}
	for _, l := range c.Lines {
		sample := frame{scale: s, plot: image.Rect(int(x), 0, int(x+26*s), p.h)}
		row := make([]float64, sample.plot.Dx())
		for i := range row {
			row[i] = y
		}
		tint := c.color(l.Slot)
		if c.Stacked && len(c.Lines) == 1 {
			tint = c.Look.Ink // as the middle is drawn over the phases
		}
		p.curve(sample, row, tint, 2.2, c.pattern(l.Slot))
		x += 32 * s
		x += p.write(c.Type, l.Name, x, y, 13*s, false, c.Look.Ink, fromLeft) + 22*s
	}
	if !c.Stacked || len(c.Lines) != 1 {
		return
	}
	for i, name := range phases {
		if i < len(c.Look.Phases) {
			p.rect(image.Rect(int(x), int(y)-f.px(6), int(x)+f.px(12), int(y)+f.px(6)), c.Look.Phases[i])
			x += 18 * s
			x += p.write(c.Type, name, x, y, 13*s, false, c.Look.Ink, fromLeft) + 18*s
		}
	}
}
