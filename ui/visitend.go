package ui

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// finish ends the visit, if all that stands there can be recorded.
func (s *visit) finish() {
	s.settle()
	if !s.allRight() {
		return
	}
	if s.v.ending {
		return
	}
	if s.v.run != nil && !s.impatient {
		s.impatient = true
		s.tell(s.u.say("visit.still_running"))
		return
	}
	s.onward.say(s.u.say("visit.finishing"))
	s.v.end()
}

// done: the visit is on record; what is left is to hand the report over.
func (s *visit) done() {
	u, v := s.u, s.v
	s.drawn = false
	said := newProse("", sizeBody, true, u.colors.ink)
	said.Hide()
	tell := func(text string, level checks.Level) {
		said.set(text, u.colors.mark[level])
		said.Show()
		arrange(s.page)
	}
	save := func(key, ending string, write func(context.Context, string, string) error) fyne.CanvasObject {
		b := newPress(u.say(key), plain, u.colors, func() { s.saveAs(ending, write, tell) })
		return b
	}
	records := u.deps.Records
	pdf := newPress(u.say("visit.save_pdf"), primary, u.colors, func() { s.saveAs(".pdf", records.VisitReport, tell) })
	s.page, _ = screenOf(
		u.card(newColumn(grid,
			newRow(grid, 1, solidIcon(checks.OK, 34), newProse(u.say("visit.done"), sizeHero, true, u.colors.ink)),
			newProse(u.words.Say("visit.done_next", map[string]any{"Date": nextWords(u, v.visit)}), sizeBody, false, u.colors.dim),
			newRow(grid, -1, pdf, save("visit.save_html", ".html", records.VisitReport), save("visit.export", ".zip", records.ExportVisit)),
			newProse(u.say("visit.export_about"), sizeSmall, false, u.colors.dim),
			said)),
		newRow(0, -1, newPress(u.say("visit.leave"), plain, u.colors, func() { u.Show(careScreen) })))
	s.all.Objects = []fyne.CanvasObject{s.page}
	s.all.Refresh()
	u.win.Canvas().Focus(pdf)
}

func nextWords(u *UI, v checks.Visit) string {
	at, err := time.ParseInLocation(time.DateOnly, v.Next, u.deps.Now().Location())
	if err != nil {
		return u.say("settings.none")
	}
	return u.dayOf(at)
}

// saveAs asks where to, and writes beside the screen.
func (s *visit) saveAs(ending string, write func(ctx context.Context, id, path string) error, tell func(string, checks.Level)) {
	u, id := s.u, s.v.visit.ID
	name := u.say("visit.file") + "-" + s.v.visit.Ended.In(u.deps.Now().Location()).Format(time.DateOnly) + ending
	s.files.pickSave(name, func(path string, err error) {
		if err != nil {
			tell(u.words.Say("settings.failed", map[string]any{"Error": err.Error()}), checks.Fail)
			return
		}
		if !strings.EqualFold(filepath.Ext(path), ending) {
			path += ending // the ending says how it is written
		}
		tell(u.say("terminal.saving"), checks.Unknown)
		u.bridge.aside(func() func() {
			ctx, cancel := context.WithTimeout(u.bridge.life, patience)
			defer cancel()
			err := write(ctx, id, path)
			return func() {
				if err != nil {
					tell(u.words.Say("settings.failed", map[string]any{"Error": err.Error()}), checks.Fail)
					return
				}
				tell(u.words.Say("visit.written", map[string]any{"Path": path}), checks.OK)
			}
		})
	})
}
