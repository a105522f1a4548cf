package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
	"countercheck/checks/report"
)

// incidentLine is one incident in the list: what, when, how long and which ways
// to pay.
type incidentLine struct {
	widget.BaseWidget
	mark              *fyne.Container
	what, when, which *canvas.Text
	all               *fyne.Container
}

func (u *UI) newIncidentLine() *incidentLine {
	l := &incidentLine{
		mark:  container.NewStack(levelIcon(checks.Unknown, u.colors.mark[checks.Unknown], 20)),
		what:  words("", sizeBody, true, u.colors.ink),
		when:  words("", sizeSmall, false, u.colors.dim),
		which: words("", sizeSmall, false, u.colors.dim),
	}
	l.all = newInset(1.5*grid, grid, newRow(grid, 1, l.mark, newColumn(1, l.what, l.when, l.which)))
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *incidentLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.all) }

// lineRoom is the width of an incident's words.
func lineRoom() float32 { return listWide() - 3*grid - 20 - grid - 4 }

func (l *incidentLine) set(u *UI, i checks.Incident) {
	said := report.IncidentLine(u.words, i, u.deps.Now())
	l.mark.Objects = []fyne.CanvasObject{levelIcon(i.Level, u.colors.mark[i.Level], 20)}
	l.what.Text = shortened(said.Title, l.what)
	l.when.Text = shortened(said.When, l.when)
	which := said.Length
	if said.Channels != "" {
		which += between + said.Channels
	}
	l.which.Text = shortened(which, l.which)
	l.all.Refresh()
}

// shortened cuts a text that is too long for its line.
func shortened(text string, in *canvas.Text) string {
	fits := func(s string) bool { return fyne.MeasureText(s, in.TextSize, in.TextStyle).Width <= lineRoom() }
	if fits(text) {
		return text
	}
	letters := []rune(text)
	for len(letters) > 0 && !fits(string(letters)+"…") {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimRight(string(letters), " ·、,") + "…"
}

func (h *history) fill(id widget.ListItemID, o fyne.CanvasObject) {
	if line, ok := o.(*incidentLine); ok && id < len(h.told.incidents) {
		line.set(h.u, h.told.incidents[id])
	}
}

func (h *history) chosenIncident() (checks.Incident, bool) {
	at := slices.IndexFunc(h.told.incidents, func(i checks.Incident) bool { return i.ID == h.incident })
	if at < 0 {
		return checks.Incident{}, false
	}
	return h.told.incidents[at], true
}

func (h *history) openChosen() {
	if i, ok := h.chosenIncident(); ok {
		h.openIncident(i)
	}
}
