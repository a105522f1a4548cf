package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// road draws the stops from this PC to the payment companies, the broken one
// marked, what lies behind it dashed.
func (u *UI) road(stops []stopView) fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for i, s := range stops {
		if i > 0 {
			objects = append(objects, u.stretch(stops[i-1].Level, s.Level))
		}
	}
	for _, s := range stops {
		objects = append(objects, u.stop(s))
	}
	return container.New(&roadLayout{stops: len(stops)}, objects...)
}

// stop is a mark over a name over a state.
func (u *UI) stop(s stopView) fyne.CanvasObject {
	mark := fyne.CanvasObject(levelIcon(s.Level, u.colors.mark[s.Level], 28))
	if s.Level == checks.Fail || s.Level == checks.Warn {
		mark = solidIcon(s.Level, 28)
	}
	name := words(s.Name, sizeBody, s.Level == checks.Fail || s.Level == checks.Warn, u.colors.ink)
	state := words(s.State, sizeSmall, false, u.stateColor(s.Level))
	name.Alignment, state.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	return newColumn(2, mark, name, state)
}

func (u *UI) stateColor(level checks.Level) color.Color {
	if level == checks.Fail || level == checks.Warn {
		return u.colors.mark[level]
	}
	return u.colors.dim
}

// stretch is the line between two stops: whole where both are passed, dashed
// where the road ends.
func (u *UI) stretch(from, to checks.Level) fyne.CanvasObject {
	whole := from != checks.Fail && from != checks.Unknown && to != checks.Unknown
	if whole {
		line := canvas.NewRectangle(u.colors.mark[checks.OK])
		return line
	}
	d := &dashes{color: u.colors.dim}
	d.ExtendBaseWidget(d)
	return d
}

// roadLayout spreads the stops evenly and joins their marks.
type roadLayout struct{ stops int }

const (
	markSize  float32 = 28
	markSpace float32 = 14 // between a mark and its lines
)

func (l *roadLayout) height(objects []fyne.CanvasObject) (h float32) {
	for _, o := range objects[max(l.stops-1, 0):] {
		h = max(h, o.MinSize().Height)
	}
	return h
}

func (l *roadLayout) heightFor(objects []fyne.CanvasObject, _ float32) float32 {
	return l.height(objects)
}

func (l *roadLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	each := size.Width / float32(max(l.stops, 1))
	for i, o := range objects {
		if i < l.stops-1 {
			o.Move(fyne.NewPos(each*(float32(i)+0.5)+markSize/2+markSpace, markSize/2-1))
			o.Resize(fyne.NewSize(max(each-markSize-2*markSpace, 0), 2))
			continue
		}
		narrow(o, each-grid/2)
		o.Move(fyne.NewPos(each*float32(i-l.stops+1), 0))
		o.Resize(fyne.NewSize(each, size.Height))
	}
}

// narrow sets a stop's name and state smaller where they are wider than the stop.
func narrow(stop fyne.CanvasObject, width float32) {
	lines, ok := stop.(*fyne.Container)
	if !ok {
		return
	}
	for i, size := range []float32{sizeBody, sizeSmall} {
		if t, ok := lines.Objects[i+1].(*canvas.Text); ok {
			fit(t, size, width)
		}
	}
}

func (l *roadLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widest(objects)*float32(l.stops), l.height(objects))
}
