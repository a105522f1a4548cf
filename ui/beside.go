package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// What stands beside each other, and goes on below where letters are so large, or
// the window so narrow, that it does not fit.

// row puts objects beside each other, centred in height; one of them takes the
// width that the others leave.
type row struct {
	gap     float32
	stretch int // index of the object that stretches, -1 for none
	width   float32
}

func newRow(gap float32, stretch int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap, stretch: stretch}, objects...)
}

// rowCell is an object's index and the width it gets.
type rowCell struct {
	index int
	width float32
}

// lines shares the width out. All stand in one line where the width holds them; a
// hidden object stands in none.
func (l *row) lines(objects []fyne.CanvasObject, width float32) (lines [][]rowCell) {
	var line []rowCell
	left := width
	end := func() {
		for i, b := range line {
			if b.index == l.stretch {
				line[i].width += max(left+l.gap, 0)
			}
		}
		lines, line, left = append(lines, line), nil, width
	}
	whole := l.least(objects) <= width+halfPixel
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize().Width
		if i == l.stretch && whole {
			least = 0 // what the others leave
		}
		if !whole && len(line) > 0 && least > left+halfPixel {
			end()
		}
		if width > 0 { // nothing is narrowed by what has no width yet
			least = min(least, width)
		}
		line = append(line, rowCell{i, least})
		left -= line[len(line)-1].width + l.gap
	}
	end()
	return lines
}

// halfPixel is what adding up widths may err by.
const halfPixel = 0.5

// least is the width that holds all in one line.
func (l *row) least(objects []fyne.CanvasObject) float32 {
	least := -l.gap
	for _, o := range visible(objects) {
		least += o.MinSize().Width + l.gap
	}
	return max(least, 0)
}

func highest(objects []fyne.CanvasObject, line []rowCell) (height float32) {
	for _, b := range line {
		height = max(height, heightOf(objects[b.index], b.width))
	}
	return height
}

func (l *row) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	l.width = width
	height := -lineGap
	for _, line := range l.lines(objects, width) {
		height += highest(objects, line) + lineGap
	}
	return height
}

// lineGap is between the lines of what went on below.
const lineGap = grid / 2

func (l *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	lines := l.lines(objects, size.Width)
	y := float32(0)
	for _, line := range lines {
		high := highest(objects, line)
		if len(lines) == 1 {
			high = size.Height
		}
		x := float32(0)
		for _, b := range line {
			o := objects[b.index]
			h := heightOf(o, b.width)
			o.Move(fyne.NewPos(x, y+(high-h)/2))
			o.Resize(fyne.NewSize(b.width, h))
			x += b.width + l.gap
		}
		y += high + lineGap
	}
}

func (l *row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := l.least(objects)
	return fyne.NewSize(least, l.heightFor(objects, atOr(l.width, least)))
}

// columns shares the width equally; all are as high as the highest of their line.
type columns struct {
	gap   float32
	width float32
}

func newColumns(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{gap: gap}, objects...)
}

// share is how many stand in a line, and how wide each is: all of them, or so many
// lines of as many that the last is as full as can be.
func (l *columns) share(shown []fyne.CanvasObject, width float32) (across int, each float32) {
	n := max(len(shown), 1)
	across = n
	if least := widest(shown); least > 0 {
		across = min(max(int((width+l.gap+halfPixel)/(least+l.gap)), 1), n)
	}
	lines := (n + across - 1) / across
	across = (n + lines - 1) / lines
	return across, max((width-l.gap*float32(across-1))/float32(across), 0)
}

func (l *columns) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	l.width = width
	shown := visible(objects)
	across, each := l.share(shown, width)
	height := float32(0)
	for line := range slices.Chunk(shown, across) {
		if height > 0 {
			height += l.gap
		}
		height += highestOf(line, each)
	}
	return height
}

func highestOf(objects []fyne.CanvasObject, width float32) (height float32) {
	for _, o := range objects {
		height = max(height, heightOf(o, width))
	}
	return height
}

func (l *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	shown := visible(objects)
	across, each := l.share(shown, size.Width)
	y := float32(0)
	for line := range slices.Chunk(shown, across) {
		high := highestOf(line, each)
		if across == len(shown) {
			high = size.Height
		}
		for i, o := range line {
			o.Move(fyne.NewPos(float32(i)*(each+l.gap), y))
			o.Resize(fyne.NewSize(each, high))
		}
		y += high + l.gap
	}
}

func (l *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	n := float32(len(visible(objects)))
	least := widest(objects)*n + l.gap*max(n-1, 0)
	return fyne.NewSize(least, l.heightFor(objects, atOr(l.width, least)))
}
