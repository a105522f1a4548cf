package chart

import (
	"encoding/binary"
	"image"
	"image/color"
)

// paper is an opaque picture that is painted on, addressed from its own corner.
type paper struct {
	img    *image.RGBA
	w, h   int
	stride int
	pix    []uint8
}

func newPaper(img *image.RGBA) *paper {
	b := img.Bounds()
	p := &paper{img: img, w: b.Dx(), h: b.Dy(), stride: img.Stride}
	if !b.Empty() {
		p.pix = img.Pix[img.PixOffset(b.Min.X, b.Min.Y):]
	}
	return p
}

// fill covers everything.
func (p *paper) fill(c color.NRGBA) {
	if p.w == 0 || p.h == 0 {
		return
	}
	first := p.pix[:4*p.w]
	for i := 0; i < len(first); i += 4 {
		first[i], first[i+1], first[i+2], first[i+3] = c.R, c.G, c.B, 0xFF
	}
	for y := 1; y < p.h; y++ {
		copy(p.pix[y*p.stride:], first)
	}
}

// ink is a colour made ready to be laid over pixels: red and blue, green and
// alpha, two at a time, in parts of 256.
type ink struct{ redBlue, greenAlpha, rest uint32 }

// inkOf is a colour that covers so much, 0 to 255, of what its alpha would.
func inkOf(c color.NRGBA, cover uint32) ink {
	a := cover * uint32(c.A) / 255
	a += a >> 7 // 0 to 256
	return ink{
		redBlue:    (uint32(c.R)|uint32(c.B)<<16)*a + 0x800080,
		greenAlpha: (uint32(c.G)|0xFF<<16)*a + 0x800080,
		rest:       256 - a,
	}
}

// over lays it over the first pixel of px, which stays opaque.
func (k ink) over(px []uint8) {
	const both = 0xFF00FF
	was := binary.LittleEndian.Uint32(px)
	redBlue := (was&both*k.rest + k.redBlue) >> 8 & both
	greenAlpha := (was>>8&both*k.rest + k.greenAlpha) & (both << 8)
	binary.LittleEndian.PutUint32(px, redBlue|greenAlpha)
}

// mix lays a colour over one pixel; cover is 0 to 255.
func (p *paper) mix(x, y int, c color.NRGBA, cover uint32) {
	if uint(x) < uint(p.w) && uint(y) < uint(p.h) {
		inkOf(c, cover).over(p.pix[y*p.stride+4*x:])
	}
}

// rect lays a colour over a rectangle, as far as it is on the paper.
func (p *paper) rect(r image.Rectangle, c color.NRGBA) {
	r, k := r.Intersect(image.Rect(0, 0, p.w, p.h)), inkOf(c, 255)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.pix[y*p.stride+4*r.Min.X : y*p.stride+4*r.Max.X]
		for i := 0; i < len(row); i += 4 {
			k.over(row[i:])
		}
	}
}

// hatch draws slanted lines over a rectangle; they meet those of its neighbours.
func (p *paper) hatch(r image.Rectangle, c color.NRGBA, apart, thick int) {
	r, k := r.Intersect(image.Rect(0, 0, p.w, p.h)), inkOf(c, 255)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.pix[y*p.stride : y*p.stride+4*p.w]
		first := r.Min.X + (apart-(r.Min.X+y)%apart)%apart
		for x := first - apart; x < r.Max.X; x += apart {
			for i := max(x, r.Min.X); i < min(x+thick, r.Max.X); i++ {
				k.over(row[4*i:])
			}
		}
	}
}

// upright is a vertical line from a to b whose ends fall between pixels.
func (p *paper) upright(x int, a, b float64, c color.NRGBA) {
	from, to := int(a), int(b)
	if from == to {
		p.mix(x, from, c, uint32((b-a)*255))
		return
	}
	p.mix(x, from, c, uint32((float64(from+1)-a)*255))
	for y := from + 1; y < to; y++ {
		p.mix(x, y, c, 255)
	}
	p.mix(x, to, c, uint32((b-float64(to))*255))
}

// between lays a colour over each column from a to b; a column without a value is
// left out.
func (p *paper) between(fromX int, a, b []float64, c color.NRGBA) {
	k := inkOf(c, 255)
	for i := range a {
		if !known(a[i]) || !known(b[i]) {
			continue
		}
		top, end := max(int(min(a[i], b[i])+0.5), 0), min(int(max(a[i], b[i])+0.5), p.h)
		at := top*p.stride + 4*(fromX+i)
		for range end - top {
			k.over(p.pix[at:])
			at += p.stride
		}
	}
}

// faded is a colour that lets through what lies under it.
func faded(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}
