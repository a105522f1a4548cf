package ui

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
)

// On every screen, at every size of window and of text, in both languages: no text
// is wider than its place or stands beyond what can be reached, nothing lies over
// a text or a button, and the window asks for no more room than there is.
func TestNothingIsCutOrOverlaps(t *testing.T) {
	sizes := []fyne.Size{fyne.NewSize(1024, 600), fyne.NewSize(1024, 768), fyne.NewSize(1366, 768), fyne.NewSize(1920, 1080)}
	for _, s := range sights() {
		for _, lang := range []string{"zh-CN", "en"} {
			t.Run(s.name+" "+lang, func(t *testing.T) {
				u, win, watch := s.open(t, lang, "light")
				for _, text := range []string{checks.TextStandard, checks.TextLarge} {
					if text != checks.TextStandard {
						inLetters(t, u, watch, text)
					}
					for _, size := range sizes {
						win.Resize(size)
						for _, fault := range whatIsCut(win.Content(), size) {
							t.Errorf("%vx%v, %s: %s", size.Width, size.Height, text, fault)
						}
					}
				}
			})
		}
	}
}

// seen is a text or a button where it stands.
type seen struct {
	what    string
	at      fyne.Position
	size    fyne.Size
	itself  fyne.CanvasObject
	within  fyne.CanvasObject   // the scroll it moves with
	parents []fyne.CanvasObject // the widgets it is a part of
}

func (s seen) right() float32  { return s.at.X + s.size.Width }
func (s seen) bottom() float32 { return s.at.Y + s.size.Height }

// sightseer walks over what is shown.
type sightseer struct {
	all    []seen
	faults []string
}

// surround is what holds the object that is walked over.
type surround struct {
	at          fyne.Position
	left, right float32 // what can be seen of it, or scrolled to
	low         float32
	within      fyne.CanvasObject
	parents     []fyne.CanvasObject
}

// slack is what rounding makes.
const slack = 1.5

// leastRoom is how high a part that scrolls must be for something to be read in it.
const leastRoom = 2 * touch

func whatIsCut(content fyne.CanvasObject, size fyne.Size) []string {
	s := &sightseer{}
	if least := content.MinSize(); least.Width > size.Width || least.Height > size.Height {
		s.fault("the window cannot be smaller than %v", least)
	}
	s.walk(content, surround{right: size.Width, low: size.Height})
	for i, a := range s.all {
		for _, b := range s.all[i+1:] {
			if a.within == b.within && !a.partOf(b) && !b.partOf(a) && a.over(b) {
				s.fault("%q and %q lie over each other", a.what, b.what)
			}
		}
	}
	return s.faults
}

func (s *sightseer) fault(format string, values ...any) {
	s.faults = append(s.faults, fmt.Sprintf(format, values...))
}

func (s *sightseer) walk(o fyne.CanvasObject, in surround) {
	if !o.Visible() {
		return
	}
	in.at = in.at.Add(o.Position())
	switch o := o.(type) {
	case *canvas.Text:
		s.text(o, in)
		return
	case *container.Scroll:
		s.scroll(o, in)
		return
	case *fyne.Container:
		for _, part := range o.Objects {
			s.walk(part, in)
		}
		return
	}
	w, ok := o.(fyne.Widget)
	if !ok {
		return
	}
	if s.widget(o, in) {
		in.parents = append(in.parents[:len(in.parents):len(in.parents)], o)
		if _, ok := o.(*press); ok {
			in.left, in.right = in.at.X, in.at.X+o.Size().Width
		}
		for _, part := range test.WidgetRenderer(w).Objects() {
			s.walk(part, in)
		}
	}
}

// widget notes what can be pressed, and tells whether its parts are looked at, too:
// what is typed moves under its own frame.
func (s *sightseer) widget(o fyne.CanvasObject, in surround) bool {
	_, presses := o.(fyne.Tappable)
	_, focuses := o.(fyne.Focusable)
	if presses && focuses && o.Size().Width > 0 {
		it := seen{what: whatOf(o), at: in.at, size: o.Size(), itself: o, within: in.within, parents: in.parents}
		s.all = append(s.all, it)
		s.bounds(it, in)
		if o.Size().Height < touch-slack {
			s.fault("%q is only %v high", it.what, it.size.Height)
		}
	}
	switch o := o.(type) {
	case *picker:
		for _, text := range textIn(o) {
			if strings.HasSuffix(text, "…") && text != o.PlaceHolder {
				s.fault("of what is chosen only %q can be read", text)
			}
		}
		return false
	case *input, *widget.Entry:
		return false
	}
	return true
}

func whatOf(o fyne.CanvasObject) string {
	if b, ok := o.(*press); ok {
		return b.text
	}
	return fmt.Sprint(reflect.TypeOf(o), textIn(o))
}

func (s *sightseer) text(o *canvas.Text, in surround) {
	if o.Text == "" {
		return
	}
	least := o.MinSize()
	if least.Width > o.Size().Width+slack {
		s.fault("%q needs %v, and has %v", o.Text, least.Width, o.Size().Width)
	}
	x := in.at.X
	switch o.Alignment {
	case fyne.TextAlignCenter:
		x += (o.Size().Width - least.Width) / 2
	case fyne.TextAlignTrailing:
		x += o.Size().Width - least.Width
	case fyne.TextAlignLeading:
	}
	high := 0.86 * o.TextSize // of the letters themselves
	it := seen{what: o.Text, at: fyne.NewPos(x, in.at.Y+(o.Size().Height-high)/2), size: fyne.NewSize(least.Width, high), itself: o, within: in.within, parents: in.parents}
	s.all = append(s.all, it)
	s.bounds(it, in)
}

func (s *sightseer) bounds(it seen, in surround) {
	if it.at.X < in.left-slack || it.right() > in.right+slack || it.at.Y < -slack && in.within == nil || it.bottom() > in.low+slack {
		s.fault("%q ends at %v, %v of %v, %v", it.what, it.right(), it.bottom(), in.right, in.low)
	}
}

// scroll looks at all that can be scrolled to.
func (s *sightseer) scroll(o *container.Scroll, in surround) {
	inside := o.Content.Size()
	if inside.Height > o.Size().Height+slack && o.Size().Height < leastRoom {
		s.fault("only %v of %v can be seen at a time", o.Size().Height, inside.Height)
	}
	in.within = o
	in.left, in.right, in.low = in.at.X, in.at.X+o.Size().Width, in.at.Y+inside.Height
	if o.Direction != container.ScrollVerticalOnly {
		in.right = in.at.X + max(inside.Width, o.Size().Width)
	}
	in.at = in.at.Subtract(o.Content.Position()) // as if nobody had scrolled yet
	s.walk(o.Content, in)
}

// partOf: a word stands on its button, a button on its tile.
func (s seen) partOf(other seen) bool { return slices.Contains(s.parents, other.itself) }

func (s seen) over(o seen) bool {
	const least = 2
	x := min(s.right(), o.right()) - max(s.at.X, o.at.X)
	y := min(s.bottom(), o.bottom()) - max(s.at.Y, o.at.Y)
	return x > least && y > least
}
