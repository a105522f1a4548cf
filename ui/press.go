package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
)

// kind of button, by how much it asks to be pressed.
type pressKind uint8

const (
	plain   pressKind = iota // on a card: a border
	primary                  // on the ground: what to do next
	solid                    // on the band: the one primary action
	soft                     // on the band: beside it
	link                     // words alone
	place                    // in the rail: an icon over a word
	answer                   // as large as a finger, with a line below
	tab                      // in an index: words alone, from the left
	danger                   // what cannot be undone
	great                    // what a place is for: as large as an answer, and primary
)

// press is everything that can be pressed. It is never smaller than a finger,
// answers Enter and Space when it has the focus, and shows that it has it.
type press struct {
	widget.BaseWidget
	text, below string
	kind        pressKind
	colors      palette
	icon        string // of the rail
	count       int    // how much waits there, on its badge
	urgent      bool   // some of it for long
	chosen      bool
	do          func()

	focused, hovered bool
}

func newPress(text string, kind pressKind, p palette, do func()) *press {
	b := &press{text: text, kind: kind, colors: p, do: do}
	b.ExtendBaseWidget(b)
	return b
}

// say changes the word on it.
func (b *press) say(text string) {
	b.text = text
	b.Refresh()
}

// Tapped implements fyne.Tappable.
func (b *press) Tapped(*fyne.PointEvent) { b.do() }

// FocusGained implements fyne.Focusable.
func (b *press) FocusGained() { b.focused = true; b.Refresh(); intoSight(b) }

// FocusLost implements fyne.Focusable.
func (b *press) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune implements fyne.Focusable.
func (b *press) TypedRune(r rune) {
	if r == ' ' {
		b.do()
	}
}

// TypedKey implements fyne.Focusable.
func (b *press) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		b.do()
		return
	}
	passOn(b, e)
}

// MouseIn implements desktop.Hoverable.
func (b *press) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (b *press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *press) MouseOut() { b.hovered = false; b.Refresh() }

// Cursor implements desktop.Cursorable.
func (b *press) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (b *press) fill() color.Color {
	switch b.kind {
	case solid:
		if b.hovered {
			return color.NRGBA{0xEE, 0xF1, 0xF3, 0xFF}
		}
		return white
	case primary, great:
		return bandColors[checks.OK]
	case danger:
		return bandColors[checks.Fail]
	case soft:
		if b.hovered {
			return over(white, 0x10)
		}
		return over(white, 0x28) // more, and the word on it could hardly be read
	case plain, answer, link, place, tab:
	}
	switch {
	case b.hovered, b.chosen && b.kind != link:
		return b.colors.chosen
	case b.kind == link || b.kind == place || b.kind == tab:
		return color.Transparent
	default:
		return b.colors.card
	}
}

func (b *press) ink() color.Color {
	switch {
	case b.kind == solid:
		return light.ink
	case b.kind == soft || b.kind == primary || b.kind == danger || b.kind == great:
		return white
	case (b.kind == place || b.kind == tab) && b.chosen:
		return b.colors.mark[checks.OK]
	case b.kind == place || b.kind == link:
		return b.colors.dim
	default:
		return b.colors.ink
	}
}

// ring is the colour around who has the keyboard: on the window's own ground that of
// text, since white would be lost there.
func (b *press) ring() color.Color {
	if b.kind == primary || b.kind == danger || b.kind == great {
		return b.colors.ink
	}
	return b.ink()
}

// quiet is the colour of the line below.
func (b *press) quiet() color.Color {
	if b.kind == great {
		return white
	}
	return b.colors.dim
}

// wordSize is the size of the word on it.
func (b *press) wordSize() float32 {
	switch b.kind {
	case answer, great:
		return sizeTitle
	case place, link:
		return sizeSmall
	case plain, primary, solid, soft, tab, danger:
	}
	return sizeBody
}

// boldKinds have their word in bold.
var boldKinds = []pressKind{solid, soft, primary, danger, answer, great}

// CreateRenderer implements fyne.Widget.
func (b *press) CreateRenderer() fyne.WidgetRenderer {
	r := &pressRenderer{b: b, ground: canvas.NewRectangle(b.fill()), word: canvas.NewText(b.text, b.ink())}
	r.Refresh()
	return r
}

type pressRenderer struct {
	b      *press
	ground *canvas.Rectangle
	word   *canvas.Text
	below  *canvas.Text
	icon   *canvas.Image
	drawn  string // what the icon shows
	badge  *badge
}

// placeWord is how far below a place's upper edge its word stands, under its icon.
const placeWord float32 = 34

func (r *pressRenderer) Destroy() {}

func (r *pressRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.ground, r.word}
	if r.below != nil {
		all = append(all, r.below)
	}
	if r.icon != nil {
		all = append(all, r.icon)
	}
	if r.badge != nil {
		all = append(all, r.badge.ground, r.badge.figure)
	}
	return all
}

func (r *pressRenderer) MinSize() fyne.Size {
	size := r.b.wordSize()
	if r.b.kind == answer || r.b.kind == great {
		size = sizeBody
	}
	word := fyne.MeasureText(r.word.Text, enlarged(size), r.word.TextStyle)
	switch r.b.kind {
	case place:
		return fyne.NewSize(max(word.Width+grid, 64), max(placeWord+word.Height+grid/2, 60))
	case answer, great:
		high := float32(120)
		if r.b.below == "" {
			high = 96
		}
		below := fyne.MeasureText(r.b.below, enlarged(sizeSmall), fyne.TextStyle{}).Width
		return fyne.NewSize(max(word.Width, below)+4*grid, high)
	case link:
		return fyne.NewSize(max(word.Width+2*grid, touch), touch)
	default:
		return fyne.NewSize(word.Width+4*grid, touch)
	}
}

func (r *pressRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	room := size.Width - grid
	if r.b.kind == tab {
		room -= grid
	}
	fit(r.word, r.b.wordSize(), room)
	if r.below != nil {
		fit(r.below, sizeSmall, size.Width-grid)
	}
	centre := func(o fyne.CanvasObject, y float32) {
		least := o.MinSize()
		o.Resize(least)
		o.Move(fyne.NewPos((size.Width-least.Width)/2, y))
	}
	word := r.word.MinSize().Height
	switch {
	case r.b.kind == tab:
		r.word.Resize(r.word.MinSize())
		r.word.Move(fyne.NewPos(1.5*grid, (size.Height-word)/2))
	case r.icon != nil:
		centre(r.icon, grid)
		centre(r.word, placeWord)
		r.badge.layout(size)
	case r.below != nil && r.b.below != "":
		centre(r.word, size.Height/2-word)
		centre(r.below, size.Height/2+grid/2)
	default:
		centre(r.word, (size.Height-word)/2)
	}
}

func (r *pressRenderer) Refresh() {
	b := r.b
	r.ground.FillColor, r.ground.CornerRadius = b.fill(), radius
	r.ground.StrokeWidth, r.ground.StrokeColor = 0, color.Transparent
	if b.kind == plain || b.kind == answer {
		r.ground.StrokeWidth, r.ground.StrokeColor = 1, b.colors.line
	}
	if b.focused {
		r.ground.StrokeWidth, r.ground.StrokeColor = 2, b.ring()
	}
	r.word.Text, r.word.Color = b.text, b.ink()
	r.word.TextStyle = fyne.TextStyle{Bold: b.chosen || slices.Contains(boldKinds, b.kind)}
	switch b.kind {
	case answer, great:
		if r.below == nil {
			r.below = canvas.NewText("", b.colors.dim)
		}
		r.below.Text, r.below.Color = b.below, b.quiet()
	case place:
		if now := b.icon + hex(b.ink()); now != r.drawn {
			r.icon, r.drawn = placeIcon(b.icon, b.ink(), 22), now
		}
		r.badge = badgeOf(b)
	case link, plain, primary, solid, soft, tab, danger:
	}
	r.Layout(b.Size())
	canvas.Refresh(b)
}
