package chart

import (
	"image"
	"image/color"

	"countercheck/checks"
)

// Strip draws levels one after another as bars: the worse, the higher. Where
// nobody watched, it is hatched.
func Strip(into *image.RGBA, levels []checks.Level, look Look, good color.NRGBA) {
	p := newPaper(into)
	p.fill(look.Ground)
	gap := 1
	if p.w < 3*len(levels) {
		gap = 0
	}
	for i, level := range levels {
		from, to := i*p.w/len(levels), (i+1)*p.w/len(levels)
		ink, high := good, p.h*3/10
		switch level {
		case checks.Unknown:
			p.hatch(image.Rect(from, p.h/2, to, p.h), faded(look.Unwatched, 0x90), 5, 1)
			continue
		case checks.Warn:
			ink, high = look.Warn, p.h*6/10
		case checks.Fail:
			ink, high = look.Fail, p.h
		case checks.OK:
		}
		p.rect(image.Rect(from, p.h-high, max(to-gap, from+1), p.h), ink)
	}
}
