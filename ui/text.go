package ui

import (
	"image/color"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// prose is text that wraps as Chinese does, between any two characters, and as
// English does, between words.
type prose struct {
	widget.BaseWidget
	text  string
	size  float32
	bold  bool
	color color.Color
	// smaller is the size to take where the text needs more than one line; 0: none.
	smaller float32
	lines   []*canvas.Text
	known   []broken // how it was broken lately: a layout asks often
}

// broken is a text in lines, and what they depend on.
type broken struct {
	of    paragraph
	lines []string
	size  float32
}

type paragraph struct {
	text                          string
	width, size, smaller, enlarge float32
	bold                          bool
}

// mostBroken is how many widths a layout tries, more or less.
const mostBroken = 4

func newProse(text string, size float32, bold bool, c color.Color) *prose {
	p := &prose{text: text, size: size, bold: bold, color: c}
	p.ExtendBaseWidget(p)
	return p
}

// set changes what is said; nothing moves where nothing changed.
func (p *prose) set(text string, c color.Color) {
	if p.text == text && p.color == c {
		return
	}
	p.text, p.color = text, c
	p.Refresh()
}

func (p *prose) style() fyne.TextStyle { return fyne.TextStyle{Bold: p.bold} }

func (p *prose) lineHeight(size float32) float32 { return size * 1.4 }

func (p *prose) heightFor(width float32) float32 {
	lines, size := p.broken(width)
	return p.lineHeight(size) * float32(len(lines))
}

// broken is the text in lines for a width, and the size it is set in.
func (p *prose) broken(width float32) (lines []string, size float32) {
	of := paragraph{p.text, width, p.size, p.smaller, enlarged(1), p.bold}
	for _, b := range p.known {
		if b.of == of {
			return b.lines, b.size
		}
	}
	size = enlarged(p.size)
	lines = wrap(p.text, width, p.measurer(size))
	if len(lines) > 1 && p.smaller > 0 {
		size = enlarged(p.smaller)
		lines = wrap(p.text, width, p.measurer(size))
	}
	if len(p.known) >= mostBroken {
		p.known = p.known[1:]
	}
	p.known = append(p.known, broken{of, lines, size})
	return lines, size
}

func (p *prose) measurer(size float32) func(string) float32 {
	return func(text string) float32 { return fyne.MeasureText(text, size, p.style()).Width }
}

// MinSize is narrow, since text wraps; its height is that of the present width.
func (p *prose) MinSize() fyne.Size {
	size := enlarged(p.size)
	letters := float32(6)
	if size > p.size {
		letters = 10 // rather goes on below than is read word by word
	}
	width := min(p.measurer(size)(p.text), letters*size)
	if p.Size().Width > 0 {
		return fyne.NewSize(width, p.heightFor(p.Size().Width))
	}
	return fyne.NewSize(width, p.lineHeight(size))
}

// CreateRenderer implements fyne.Widget.
func (p *prose) CreateRenderer() fyne.WidgetRenderer { return &proseRenderer{p} }

type proseRenderer struct{ p *prose }

func (r *proseRenderer) Destroy()           {}
func (r *proseRenderer) MinSize() fyne.Size { return r.p.MinSize() }

func (r *proseRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.p.lines))
	for i, l := range r.p.lines {
		out[i] = l
	}
	return out
}

func (r *proseRenderer) Layout(size fyne.Size) {
	p := r.p
	p.lines = p.lines[:0]
	lines, textSize := p.broken(size.Width)
	high := p.lineHeight(textSize)
	for i, text := range lines {
		line := canvas.NewText(text, p.color)
		line.TextSize, line.TextStyle = textSize, p.style()
		line.Move(fyne.NewPos(0, float32(i)*high))
		line.Resize(fyne.NewSize(size.Width, high))
		p.lines = append(p.lines, line)
	}
}

func (r *proseRenderer) Refresh() {
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

// fit sets a line as large as it should be and its place lets it be; what was
// enlarged gives way down to the usual size, and large words of a button to those
// of a text.
func fit(line *canvas.Text, size, width float32) {
	line.TextSize = enlarged(size)
	for range 3 { // letters do not grow quite as their size does
		wide := fyne.MeasureText(line.Text, line.TextSize, line.TextStyle).Width
		if width <= 0 || wide <= width {
			return
		}
		line.TextSize = max(line.TextSize*width/wide, min(size, sizeBody))
	}
}

// between stands between the parts of a line that says several things.
const between = " · "

// wrap cuts a text into lines no wider than width: between the parts of what it
// says, unless that takes more lines than breaking within them.
func wrap(text string, width float32, measure func(string) float32) []string {
	fits := func(line string) bool { return width <= 0 || measure(strings.TrimRight(line, " ·")) <= width+0.5 }
	whole := filled(text, fits, func(paragraph string) []string { return strings.SplitAfter(paragraph, between) })
	inside := filled(text, fits, func(paragraph string) []string { return short(pieces(paragraph), fits) })
	if len(whole) > len(inside) || slices.ContainsFunc(whole, func(line string) bool { return !fits(line) }) {
		return inside
	}
	return whole
}

// filled is lines full of pieces.
func filled(text string, fits func(string) bool, cut func(string) []string) (lines []string) {
	for paragraph := range strings.SplitSeq(text, "\n") {
		line := ""
		for _, piece := range cut(paragraph) {
			if line != "" && !fits(line+piece) {
				lines = append(lines, strings.TrimRight(line, " ·"))
				line, piece = "", strings.TrimLeft(piece, " ")
			}
			line += piece
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// wordBytes is a word so short that every line holds it.
const wordBytes = 8

// short cuts what is wider than a whole line, as an address can be, wherever the
// line ends.
func short(pieces []string, fits func(string) bool) (all []string) {
	for _, piece := range pieces {
		for len(piece) > wordBytes && !fits(piece) {
			n := 0
			for i := range piece {
				if i > 0 && !fits(piece[:i]) {
					break
				}
				n = i
			}
			if n == 0 {
				break
			}
			all, piece = append(all, piece[:n]), piece[n:]
		}
		all = append(all, piece)
	}
	return all
}

// pieces are what a line is never broken within, never before a closing mark: a word with the space and the
// closing marks that follow it, or one Chinese character with its marks.
func pieces(text string) []string {
	var all []string
	start := 0
	for i, r := range text {
		if i > start && breaksBefore(text[start:i], r) {
			all = append(all, text[start:i])
			start = i
		}
	}
	return append(all, text[start:])
}

func breaksBefore(piece string, r rune) bool {
	last, _ := utf8.DecodeLastRuneInString(piece)
	switch {
	case r == ' ' || strings.ContainsRune(",。、;:?!)》」』”’%…,.;:?!)]}", r):
		return false
	case strings.ContainsRune("(《「『“‘([", last):
		return false
	case last == ' ':
		return true
	default:
		return unicode.Is(unicode.Han, r) || unicode.Is(unicode.Han, last) || strings.ContainsRune(",。、;:?!)》」』”", last)
	}
}
