package chart

import (
	"fmt"
	"image"
	"image/color"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Type is the font that is written in, at any size. It may be shared.
type Type struct {
	regular, bold *opentype.Font
	mu            sync.Mutex // a face belongs to one writer at a time
	faces         map[faceKey]font.Face
}

type faceKey struct {
	size float64
	bold bool
}

// NewType reads a font in two weights.
func NewType(regular, bold []byte) (*Type, error) {
	r, err := opentype.Parse(regular)
	if err != nil {
		return nil, fmt.Errorf("the chart's font: %w", err)
	}
	b, err := opentype.Parse(bold)
	if err != nil {
		return nil, fmt.Errorf("the chart's bold font: %w", err)
	}
	return &Type{regular: r, bold: b, faces: map[faceKey]font.Face{}}, nil
}

// face is one size of the font; nil where it cannot be made. The lock is held.
func (t *Type) face(key faceKey) font.Face {
	if f, ok := t.faces[key]; ok {
		return f
	}
	source := t.regular
	if key.bold {
		source = t.bold
	}
	f, err := opentype.NewFace(source, &opentype.FaceOptions{Size: key.size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil
	}
	t.faces[key] = f
	return f
}

// align says which point of a text stands at its place.
type align uint8

const (
	fromLeft align = iota
	centred
	fromRight
)

// write puts a text on the paper; y is the middle of its capitals. Without a font
// the chart is without words.
func (p *paper) write(t *Type, text string, x, y, size float64, bold bool, c color.NRGBA, a align) (width float64) {
	if t == nil || text == "" {
		return 0
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	face := t.face(faceKey{size, bold})
	if face == nil {
		return 0
	}
	wide := font.MeasureString(face, text)
	at := fixed.Int26_6(x * 64)
	switch a {
	case centred:
		at -= wide / 2
	case fromRight:
		at -= wide
	case fromLeft:
	}
	base := fixed.Int26_6((y + size*0.36) * 64)
	corner := p.img.Bounds().Min
	d := font.Drawer{Dst: p.img, Src: image.NewUniform(c), Face: face, Dot: fixed.Point26_6{
		X: at + fixed.I(corner.X), Y: fixed.I(base.Round() + corner.Y), // letters stand on a row of pixels
	}}
	d.DrawString(text)
	return float64(wide) / 64
}

// measure is how wide a text is.
func (t *Type) measure(text string, size float64, bold bool) float64 {
	if t == nil {
		return 0
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if face := t.face(faceKey{size, bold}); face != nil {
		return float64(font.MeasureString(face, text)) / 64
	}
	return 0
}
