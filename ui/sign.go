package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
)

// signPad is a field to draw one's name in with the mouse or a finger. It is 1 wide
// and signHigh high in the units of checks.Dot, whatever its size on the screen.
type signPad struct {
	widget.BaseWidget
	colors palette
	hint   string
	lines  [][]checks.Dot
	signed func([][]checks.Dot) // a line was drawn, or all were taken away
	down   bool
}

const (
	signHigh  float32 = 0.4
	signApart float32 = 0.004 // dots that are nearer than this look like one
	signMost          = 10_000
	signThick float32 = 2.5
)

func newSignPad(p palette, hint string, lines [][]checks.Dot, signed func([][]checks.Dot)) *signPad {
	s := &signPad{colors: p, hint: hint, lines: lines, signed: signed}
	s.ExtendBaseWidget(s)
	return s
}

// clear takes away what was drawn.
func (s *signPad) clear() {
	s.lines, s.down = nil, false
	s.Refresh()
	s.signed(nil)
}

// heightFor keeps the pad's shape.
func (s *signPad) heightFor(width float32) float32 { return width * signHigh }

// dot is a place on the pad, if it is one.
func (s *signPad) dot(at fyne.Position) (d checks.Dot, on bool) {
	width := s.Size().Width
	if width <= 0 {
		return d, false
	}
	d = checks.Dot{X: at.X / width, Y: at.Y / width}
	return d, d.X >= 0 && d.X <= 1 && d.Y >= 0 && d.Y <= signHigh
}

// press begins a line.
func (s *signPad) press(at fyne.Position) {
	if d, on := s.dot(at); on && s.room() {
		s.down = true
		s.lines = append(s.lines[:len(s.lines):len(s.lines)], []checks.Dot{d})
		s.Refresh()
	}
}

// draw goes on with it. A line that leaves the pad ends there.
func (s *signPad) draw(at fyne.Position) {
	d, on := s.dot(at)
	if !on {
		s.lift()
		return
	}
	if !s.down {
		s.press(at)
		return
	}
	line := s.lines[len(s.lines)-1]
	last := line[len(line)-1]
	if dx, dy := d.X-last.X, d.Y-last.Y; dx*dx+dy*dy < signApart*signApart || !s.room() {
		return
	}
	s.lines[len(s.lines)-1] = append(line, d)
	s.Refresh()
}

// lift ends a line.
func (s *signPad) lift() {
	if !s.down {
		return
	}
	s.down = false
	all := make([][]checks.Dot, len(s.lines))
	copy(all, s.lines)
	s.signed(all)
}

// room: a signature is never so long; a sleeve on the screen is.
func (s *signPad) room() bool {
	n := 0
	for _, line := range s.lines {
		n += len(line)
	}
	return n < signMost
}

// MouseDown implements desktop.Mouseable.
func (s *signPad) MouseDown(e *desktop.MouseEvent) { s.press(e.Position) }

// MouseUp implements desktop.Mouseable.
func (s *signPad) MouseUp(*desktop.MouseEvent) { s.lift() }

// Dragged implements fyne.Draggable.
func (s *signPad) Dragged(e *fyne.DragEvent) { s.draw(e.Position) }

// DragEnd implements fyne.Draggable.
func (s *signPad) DragEnd() { s.lift() }

// TouchDown implements mobile.Touchable.
func (s *signPad) TouchDown(e *mobile.TouchEvent) { s.press(e.Position) }

// TouchUp implements mobile.Touchable.
func (s *signPad) TouchUp(*mobile.TouchEvent) { s.lift() }

// TouchCancel implements mobile.Touchable.
func (s *signPad) TouchCancel(*mobile.TouchEvent) { s.lift() }

// Cursor implements desktop.Cursorable.
func (s *signPad) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// CreateRenderer implements fyne.Widget.
func (s *signPad) CreateRenderer() fyne.WidgetRenderer {
	r := &signRenderer{s: s, ground: canvas.NewRectangle(color.Transparent), rule: canvas.NewLine(s.colors.line), hint: words(s.hint, sizeSmall, false, s.colors.dim)}
	r.Refresh()
	return r
}

type signRenderer struct {
	s      *signPad
	ground *canvas.Rectangle
	rule   *canvas.Line
	hint   *canvas.Text
	ink    []fyne.CanvasObject
	drawn  int // dots
	lines  int
	width  float32
}

func (r *signRenderer) Destroy() {}
func (r *signRenderer) MinSize() fyne.Size {
	return fyne.NewSize(200, max(200, r.s.Size().Width)*signHigh)
}

func (r *signRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.ground, r.rule, r.hint}, r.ink...)
}

func (r *signRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	line := size.Height * 0.78
	r.rule.Position1, r.rule.Position2 = fyne.NewPos(3*grid, line), fyne.NewPos(size.Width-3*grid, line)
	r.hint.Move(fyne.NewPos(3*grid, line+grid/2))
	r.hint.Resize(r.hint.MinSize())
	if size.Width != r.width {
		r.forget()
	}
	r.width = size.Width
	r.trace()
}

func (r *signRenderer) forget() { r.ink, r.drawn, r.lines = nil, 0, 0 }

// trace draws what is not drawn yet.
func (r *signRenderer) trace() {
	n := 0
	for _, line := range r.s.lines {
		for i, d := range line {
			if n++; n <= r.drawn {
				continue
			}
			if i == 0 {
				r.ink = append(r.ink, r.blot(d))
			} else {
				r.ink = append(r.ink, r.stroke(line[i-1], d))
			}
		}
	}
	if n < r.drawn {
		r.forget()
		if n > 0 {
			r.trace()
		}
	}
	r.drawn = n
}

func (r *signRenderer) at(d checks.Dot) fyne.Position { return fyne.NewPos(d.X*r.width, d.Y*r.width) }

func (r *signRenderer) stroke(from, to checks.Dot) fyne.CanvasObject {
	l := canvas.NewLine(r.s.colors.ink)
	l.StrokeWidth, l.Position1, l.Position2 = signThick, r.at(from), r.at(to)
	return l
}

// blot is where a line begins, and all there is of a dot on an i.
func (r *signRenderer) blot(d checks.Dot) fyne.CanvasObject {
	c := canvas.NewCircle(r.s.colors.ink)
	at := r.at(d)
	c.Move(fyne.NewPos(at.X-signThick/2, at.Y-signThick/2))
	c.Resize(fyne.NewSquareSize(signThick))
	return c
}

func (r *signRenderer) Refresh() {
	s := r.s
	r.ground.FillColor, r.ground.StrokeColor, r.ground.StrokeWidth, r.ground.CornerRadius = s.colors.card, s.colors.dim, 1, radius
	r.hint.Hidden = len(s.lines) > 0
	r.Layout(s.Size())
	canvas.Refresh(s)
}
