package ui

import (
	"image"
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
	"countercheck/ui/chart"
)

// plot is the chart under a pointer. The picture is painted anew only when what
// it shows has changed; the pointer's line, its figures and what is being chosen
// lie over it.
type plot struct {
	widget.BaseWidget
	chart   chart.Chart
	colors  palette
	drawn   int // how often the picture was painted
	picture *image.RGBA
	fresh   bool // the picture shows the chart as it is

	raster        *canvas.Raster
	cross, choice *canvas.Rectangle
	tip           *tip

	from     float32 // where dragging began
	dragging bool

	say    func(at time.Time) []string // what stands beside the pointer
	choose func(checks.Window)         // a stretch was dragged over
	back   func()
	open   func(checks.Incident) // a flag was pressed
	zoom   func(at time.Time, in bool)
}

func newPlot(p palette) *plot {
	w := &plot{colors: p, tip: newTip(p), cross: canvas.NewRectangle(p.dim), choice: canvas.NewRectangle(over(p.mark[checks.OK], 0x40))}
	w.raster = canvas.NewRaster(w.paint)
	w.cross.Hide()
	w.choice.Hide()
	w.ExtendBaseWidget(w)
	return w
}

// draw shows a chart.
func (w *plot) draw(c chart.Chart) {
	w.chart, w.fresh = c, false
	w.raster.Refresh()
}

// paint is asked for the picture by whoever shows it, and only while it is shown.
func (w *plot) paint(width, height int) image.Image {
	size := image.Pt(width, height)
	if w.picture == nil || w.picture.Bounds().Size() != size {
		w.picture, w.fresh = image.NewRGBA(image.Rectangle{Max: size}), false
	}
	if !w.fresh {
		w.chart.Scale = float64(width) / max(float64(w.Size().Width), 1)
		w.chart.Draw(w.picture)
		w.fresh = true
		w.drawn++
	}
	return w.picture
}

// area is where the curves stand, in the screen's own units.
func (w *plot) area() (plot fyne.Size, at fyne.Position) {
	c := w.chart
	c.Scale = 1
	r := c.Plot(image.Pt(int(w.Size().Width), int(w.Size().Height)))
	return fyne.NewSize(float32(r.Dx()), float32(r.Dy())), fyne.NewPos(float32(r.Min.X), float32(r.Min.Y))
}

func (w *plot) timeAt(x float32) time.Time {
	c := w.chart
	c.Scale = 1
	return c.TimeAt(image.Pt(int(w.Size().Width), int(w.Size().Height)), float64(x))
}

// MouseIn implements desktop.Hoverable.
func (w *plot) MouseIn(e *desktop.MouseEvent) { w.point(e.Position) }

// MouseMoved implements desktop.Hoverable.
func (w *plot) MouseMoved(e *desktop.MouseEvent) { w.point(e.Position) }

// MouseOut implements desktop.Hoverable.
func (w *plot) MouseOut() {
	w.cross.Hide()
	w.tip.hide()
}

// point shows what the chart says of the moment under the pointer.
func (w *plot) point(pos fyne.Position) {
	size, at := w.area()
	if pos.X < at.X || pos.X >= at.X+size.Width || size.Width <= 0 {
		w.MouseOut()
		return
	}
	w.cross.Move(fyne.NewPos(pos.X, at.Y))
	w.cross.Resize(fyne.NewSize(1, size.Height))
	w.cross.Show()
	w.tip.tell(w.say(w.timeAt(pos.X)))
	w.tip.place(pos, w.Size())
}

// Dragged implements fyne.Draggable.
func (w *plot) Dragged(e *fyne.DragEvent) {
	size, at := w.area()
	within := func(x float32) float32 { return min(max(x, at.X), at.X+size.Width) }
	if !w.dragging {
		w.dragging, w.from = true, within(e.Position.X-e.Dragged.DX)
	}
	to := within(e.Position.X)
	w.choice.Move(fyne.NewPos(min(w.from, to), at.Y))
	w.choice.Resize(fyne.NewSize(max(w.from, to)-min(w.from, to), size.Height))
	w.choice.Show()
	w.point(fyne.NewPos(min(to, at.X+size.Width-1), e.Position.Y))
}

// DragEnd implements fyne.Draggable.
func (w *plot) DragEnd() {
	const leastDrag = 6 // less is a finger that trembles
	chosen := w.choice.Size().Width
	from, to := w.timeAt(w.choice.Position().X), w.timeAt(w.choice.Position().X+chosen)
	w.dragging = false
	w.choice.Hide()
	if chosen >= leastDrag {
		w.choose(checks.Window{From: from, To: to})
	}
}

// Tapped implements fyne.Tappable: on an incident it opens it.
func (w *plot) Tapped(e *fyne.PointEvent) {
	size, at := w.area()
	w.point(e.Position) // a finger has no pointer that hovers
	reach := time.Duration(10 / max(size.Width, 1) * float32(w.chart.Window.Length()))
	if i, ok := w.chart.Incident(w.timeAt(e.Position.X), reach); ok && e.Position.Y < at.Y+4 {
		w.open(i)
	}
}

// DoubleTapped implements fyne.DoubleTappable.
func (w *plot) DoubleTapped(*fyne.PointEvent) { w.back() }

// Scrolled implements fyne.Scrollable: the wheel zooms about the pointer.
func (w *plot) Scrolled(e *fyne.ScrollEvent) {
	if e.Scrolled.DY != 0 {
		w.zoom(w.timeAt(e.Position.X), e.Scrolled.DY > 0)
	}
}

// Cursor implements desktop.Cursorable.
func (w *plot) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// CreateRenderer implements fyne.Widget.
func (w *plot) CreateRenderer() fyne.WidgetRenderer { return &plotRenderer{w} }

type plotRenderer struct{ w *plot }

func (r *plotRenderer) Destroy()           {}
func (r *plotRenderer) Refresh()           { canvas.Refresh(r.w) }
func (r *plotRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 120) }

func (r *plotRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.w.raster, r.w.choice, r.w.cross, r.w.tip.all}
}

func (r *plotRenderer) Layout(size fyne.Size) {
	if r.w.raster.Size() != size {
		r.w.raster.Resize(size)
		r.w.MouseOut()
	}
}

// tip is the small card beside the pointer.
type tip struct {
	all    *fyne.Container
	ground *canvas.Rectangle
	colors palette
	said   string
}

func newTip(p palette) *tip {
	t := &tip{colors: p, ground: canvas.NewRectangle(p.card)}
	t.ground.CornerRadius, t.ground.StrokeColor, t.ground.StrokeWidth = radius/2, p.dim, 1
	t.all = &fyne.Container{Objects: []fyne.CanvasObject{t.ground}}
	t.all.Hide()
	return t
}

func (t *tip) tell(lines []string) {
	said := strings.Join(lines, "\n")
	if said != t.said {
		t.said = said
		t.all.Objects = t.all.Objects[:1]
		width, y := float32(0), grid
		for i, line := range lines {
			text := words(line, sizeSmall, i == 0, t.colors.ink)
			text.Move(fyne.NewPos(1.5*grid, y))
			text.Resize(text.MinSize())
			width, y = max(width, text.MinSize().Width), y+enlarged(20)
			t.all.Objects = append(t.all.Objects, text)
		}
		t.ground.Resize(fyne.NewSize(width+3*grid, y+grid))
		t.all.Resize(t.ground.Size())
	}
	t.all.Show()
}

func (t *tip) hide() {
	t.said = ""
	t.all.Objects = t.all.Objects[:1]
	t.all.Hide()
}

// place puts it beside the pointer, on the side that has room.
func (t *tip) place(pos fyne.Position, within fyne.Size) {
	size := t.ground.Size()
	x, y := pos.X+2*grid, pos.Y-size.Height/2
	if x+size.Width > within.Width {
		x = pos.X - 2*grid - size.Width
	}
	t.all.Move(fyne.NewPos(max(x, 0), min(max(y, 0), max(within.Height-size.Height, 0))))
	t.all.Refresh()
}

// over is a colour that lets through what lies under it.
func over(c color.Color, alpha uint8) color.Color {
	n := opaque(c)
	n.A = alpha
	return n
}

func opaque(c color.Color) color.NRGBA {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: 0xFF}
}
