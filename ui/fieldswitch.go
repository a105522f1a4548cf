package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
)

// toggle is a switch that says in words which way it stands.
type toggle struct {
	widget.BaseWidget
	on      bool
	names   [2]string // off, on
	colors  palette
	flipped func(on bool)
	focused bool
}

func (u *UI) newToggle(on bool, flipped func(bool)) *toggle {
	t := &toggle{on: on, names: [2]string{onOff(u.words, false), onOff(u.words, true)}, colors: u.colors, flipped: flipped}
	t.ExtendBaseWidget(t)
	return t
}

// put has it stand one way without anybody having flipped it.
func (t *toggle) put(on bool) {
	if t.on != on {
		t.on = on
		t.Refresh()
	}
}

func (t *toggle) flip() {
	t.put(!t.on)
	t.flipped(t.on)
}

// Tapped implements fyne.Tappable.
func (t *toggle) Tapped(*fyne.PointEvent) { t.flip() }

// FocusGained implements fyne.Focusable.
func (t *toggle) FocusGained() { t.focused = true; t.Refresh(); intoSight(t) }

// FocusLost implements fyne.Focusable.
func (t *toggle) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune implements fyne.Focusable.
func (t *toggle) TypedRune(r rune) {
	if r == ' ' {
		t.flip()
	}
}

// TypedKey implements fyne.Focusable.
func (t *toggle) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		t.flip()
		return
	}
	passOn(t, e)
}

// Cursor implements desktop.Cursorable.
func (t *toggle) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (t *toggle) CreateRenderer() fyne.WidgetRenderer {
	r := &toggleRenderer{t: t, word: canvas.NewText("", t.colors.ink), track: canvas.NewRectangle(color.Transparent), knob: canvas.NewCircle(white)}
	r.word.TextSize = enlarged(sizeBody)
	r.Refresh()
	return r
}

type toggleRenderer struct {
	t     *toggle
	word  *canvas.Text
	track *canvas.Rectangle
	knob  *canvas.Circle
}

const (
	trackWidth  float32 = 48
	trackHeight float32 = 28
	knobInset   float32 = 4
)

func (r *toggleRenderer) Destroy() {}

func (r *toggleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.word, r.track, r.knob}
}

func (r *toggleRenderer) MinSize() fyne.Size {
	var word float32
	for _, name := range r.t.names { // as wide one way as the other, so that nothing jumps
		word = max(word, fyne.MeasureText(name, enlarged(sizeBody), fyne.TextStyle{}).Width)
	}
	return fyne.NewSize(word+grid+trackWidth, touch)
}

func (r *toggleRenderer) Layout(size fyne.Size) {
	word := r.word.MinSize()
	r.word.Resize(word)
	r.word.Move(fyne.NewPos(size.Width-trackWidth-grid-word.Width, (size.Height-word.Height)/2))
	top := (size.Height - trackHeight) / 2
	r.track.Resize(fyne.NewSize(trackWidth, trackHeight))
	r.track.Move(fyne.NewPos(size.Width-trackWidth, top))
	knob := trackHeight - 2*knobInset
	x := size.Width - trackWidth + knobInset
	if r.t.on {
		x = size.Width - knobInset - knob
	}
	r.knob.Resize(fyne.NewSquareSize(knob))
	r.knob.Move(fyne.NewPos(x, top+knobInset))
}

func (r *toggleRenderer) Refresh() {
	t := r.t
	r.word.Text, r.word.Color = t.names[0], t.colors.dim
	r.track.FillColor, r.knob.FillColor = t.colors.mark[checks.Unknown], t.colors.card
	if t.on {
		r.word.Text, r.word.Color = t.names[1], t.colors.ink
		r.track.FillColor, r.knob.FillColor = bandColors[checks.OK], white
	}
	r.track.CornerRadius = trackHeight / 2
	r.track.StrokeWidth, r.track.StrokeColor = 0, color.Transparent
	if t.focused {
		r.track.StrokeWidth, r.track.StrokeColor = 2, t.colors.ink
	}
	r.Layout(t.Size())
	canvas.Refresh(t)
}
