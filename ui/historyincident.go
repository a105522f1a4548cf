package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
	"countercheck/checks/report"
)

// incidentPage is everything about one incident: what happened in plain words,
// the user's note, and how the network looked for the technician.
type incidentPage struct {
	h    *history
	what checks.Incident
	all  fyne.CanvasObject
	text *widget.Label
	note *noteBox
	said *prose
}

func (h *history) openIncident(i checks.Incident) {
	h.incident = i.ID
	h.opened = newIncidentPage(h, i)
	h.all.Objects = []fyne.CanvasObject{h.opened.all}
	h.all.Refresh()
	h.readScene(h.opened)
}

func (h *history) closeIncident() {
	h.opened = nil
	h.all.Objects = []fyne.CanvasObject{h.page}
	h.draw()
	h.load()
	h.all.Refresh()
}

// readScene asks for how the network looked, beside the screen.
func (h *history) readScene(p *incidentPage) {
	history, id := h.u.deps.History, p.what.ID
	h.u.bridge.aside(func() func() {
		scene, err := history.Scene(context.Background(), id)
		return func() {
			if err != nil {
				p.text.SetText(h.u.words.Say("history.failed", map[string]any{"Error": err.Error()}))
				return
			}
			p.text.SetText(sceneText(h.u.words, p.what, scene))
		}
	})
}

func newIncidentPage(h *history, i checks.Incident) *incidentPage {
	u := h.u
	p := &incidentPage{h: h, what: i, text: widget.NewLabel(u.say("history.reading")), note: newNoteBox(i.Note), said: newProse("", sizeSmall, false, u.colors.dim)}
	p.text.Wrapping, p.text.SizeName = fyne.TextWrapBreak, theme.SizeNameCaptionText
	p.note.SetPlaceHolder(u.say("incident.note_hint"))
	said := report.IncidentLine(u.words, i, u.deps.Now())
	back := newPress(u.say("incident.back"), plain, u.colors, h.closeIncident)
	copied := newPress(u.say("incident.copy"), plain, u.colors, nil)
	copied.do = func() {
		u.copy(strings.Join([]string{said.Title, said.When + between + said.Length, said.Channels, p.note.Text, "", p.text.Text}, "\n"), copied)
	}
	top := newRow(1.5*grid, 2, back, levelIcon(i.Level, u.colors.mark[i.Level], 28), newProse(said.Title, sizeTitle, true, u.colors.ink), copied)
	ground := canvas.NewRectangle(u.colors.card)
	ground.CornerRadius, ground.StrokeColor, ground.StrokeWidth = radius, u.colors.line, 1
	scene := container.NewStack(ground, newInset(grid, grid, newFrame(
		newInset(grid, 0.5*grid, u.heading(u.say("incident.technician"))), nil, container.NewVScroll(p.text), nil)))
	p.all = container.New(&incidentLayout{}, top, newColumn(2*grid, p.facts(said), p.noteCard()), scene)
	return p
}

// facts are what a shop owner asks: when, how long, what could not be taken.
func (p *incidentPage) facts(said report.Line) fyne.CanvasObject {
	u := p.h.u
	line := func(name, value string) fyne.CanvasObject {
		return newColumn(2, newProse(name, sizeSmall, false, u.colors.dim), newProse(value, sizeBody, false, u.colors.ink))
	}
	if said.Channels == "" {
		said.Channels = u.say("incident.no_channels")
	}
	parts := []fyne.CanvasObject{
		newColumn(2, newProse(said.When, sizeSmall, false, u.colors.dim), newProse(said.Length, sizeTitle, true, u.colors.ink)), line(u.say("incident.channels"), said.Channels),
	}
	if len(p.what.Causes) > 1 {
		var told []string
		for _, code := range p.what.Causes {
			told = append(told, report.IncidentLine(u.words, checks.Incident{Cause: code, Subject: p.what.Subject, Facts: p.what.Facts, From: p.what.From, To: p.what.To}, u.deps.Now()).Title)
		}
		parts = append(parts, line(u.say("incident.told"), strings.Join(told, " → ")))
	}
	return u.card(newColumn(1.5*grid, parts...))
}

func (p *incidentPage) noteCard() fyne.CanvasObject {
	u := p.h.u
	save := newPress(u.say("incident.save"), plain, u.colors, p.save)
	return u.card(newColumn(grid, u.heading(u.say("incident.note")), p.note, newRow(grid, 1, save, p.said)))
}

// save keeps the note, beside the screen.
func (p *incidentPage) save() {
	u, history, id, text := p.h.u, p.h.u.deps.History, p.what.ID, strings.TrimSpace(p.note.Text)
	u.bridge.aside(func() func() {
		err := history.Note(context.Background(), id, text)
		return func() {
			if err != nil {
				p.said.set(u.words.Say("incident.not_saved", map[string]any{"Error": err.Error()}), u.colors.mark[checks.Fail])
			} else {
				p.said.set(u.say("incident.saved"), u.colors.dim)
			}
			p.all.Refresh()
		}
	})
}

// noteBox is a text of several lines; Esc leads back from it, too.
type noteBox struct{ widget.Entry }

func newNoteBox(text string) *noteBox {
	n := &noteBox{}
	n.MultiLine, n.Wrapping = true, fyne.TextWrapWord
	n.SetMinRowsVisible(4)
	n.ExtendBaseWidget(n)
	n.SetText(text)
	return n
}

// TypedKey implements fyne.Focusable.
func (n *noteBox) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		passOn(n, e)
		return
	}
	n.Entry.TypedKey(e)
}

// incidentLayout: a top row, the owner's side, and the technician's as wide.
type incidentLayout struct{}

func (l *incidentLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	margin, y := looseMargin, 1.5*grid
	width := size.Width - 2*margin
	top := max(heightOf(objects[0], width), touch)
	objects[0].Move(fyne.NewPos(margin, y))
	objects[0].Resize(fyne.NewSize(width, top))
	y += top + 2*grid
	left := min(width*2/5, 420)
	objects[1].Move(fyne.NewPos(margin, y))
	objects[1].Resize(fyne.NewSize(left, heightOf(objects[1], left)))
	objects[2].Move(fyne.NewPos(margin+left+1.5*grid, y))
	objects[2].Resize(fyne.NewSize(width-left-1.5*grid, size.Height-y-margin))
}

func (l *incidentLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(600, 400)
}
