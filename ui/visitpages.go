package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// start: which terminals, which shop, and whether the network is checked beside.
func (s *visit) start() []fyne.CanvasObject {
	u, v := s.u, s.v
	var picks []fyne.CanvasObject
	for _, t := range v.offered() {
		b := newPress("", answer, u.colors, func() { s.pick(t) })
		b.chosen = v.inspected(t.ID) >= 0
		b.text, b.below = u.ticked(terminalName(u.words, t), b.chosen), u.pickText(t)
		picks = append(picks, b)
	}
	parts := []fyne.CanvasObject{newProse(u.say("visit.pick"), sizeBody, true, u.colors.ink)}
	for line := range slices.Chunk(picks, pickedAcross) {
		for len(line) < pickedAcross {
			line = append(line, container.NewStack()) // the last ones are as wide as the others
		}
		parts = append(parts, newColumns(1.5*grid, line...))
	}
	shop := s.line("shop", v.visit.Shop, func(to *checks.Visit, text string) { to.Shop = text })
	address := s.line("address", v.visit.Address, func(to *checks.Visit, text string) { to.Address = text })
	shop.input.enter = func() { u.win.Canvas().Focus(address.input) }
	address.input.enter = func() { u.win.Canvas().Focus(s.onward) }
	parts = append(parts, u.card(newColumns(2*grid, top(shop.all), top(address.all))))
	if !v.begun() {
		about := newColumn(2, newProse(u.say("visit.beside"), sizeBody, false, u.colors.ink), newProse(u.say("visit.beside_about"), sizeSmall, false, u.colors.dim))
		parts = append(parts, u.card(newRow(2*grid, 0, about, u.newToggle(!v.skip, func(on bool) { v.skip = !on }))))
	}
	return parts
}

// pickedAcross is how many devices are offered in a line.
const pickedAcross = 3

// pickText is where a device stands, and when it was looked at last.
func (u *UI) pickText(t checks.Terminal) string {
	last := u.say("visit.never")
	if !t.Visited.IsZero() {
		last = u.words.Say("visit.last", map[string]any{"Date": u.dayOf(t.Visited)})
	}
	if t.Place == "" {
		return last
	}
	return t.Place + between + last
}

// inspected is a terminal's place in the visit, -1 where it is not in it.
func (v *visiting) inspected(id string) int {
	return slices.IndexFunc(v.visit.Terminals, func(i checks.Inspection) bool { return i.Terminal.ID == id })
}

// pick takes a terminal into the visit or out of it; one that was looked at stays.
func (s *visit) pick(t checks.Terminal) {
	s.settle()
	at := s.v.inspected(t.ID)
	if at >= 0 && started(s.v.visit.Terminals[at]) {
		s.tell(s.u.say("visit.looked_at"))
		return
	}
	s.v.change(func(to *checks.Visit) {
		if at >= 0 {
			to.Terminals = slices.Delete(to.Terminals, at, at+1)
		} else {
			to.Terminals = append(to.Terminals, checks.InspectionOf(t))
		}
	})
	s.build()
}

// line is a line of the visit to type into.
func (s *visit) line(id, kept string, put func(to *checks.Visit, text string)) *labelled {
	return s.lineNamed(id, id, kept, put)
}

// lineNamed is a line whose words stand elsewhere than its field.
func (s *visit) lineNamed(field, name, kept string, put func(to *checks.Visit, text string)) *labelled {
	u, v := s.u, s.v
	say := lineWords{title: u.say("visit.field." + name), text: v.textAt(field, kept)}
	if key := "visit.hint." + name; u.words.Has(key) {
		say.hint = u.say(key)
	}
	if key := "visit.like." + name; u.words.Has(key) {
		say.like = u.say(key)
	}
	l := u.newLabelled(say, func(text string) string {
		return problemText(u.words, v.try(field, text, put))
	}, v.save, s.arrange)
	if text, wrong := v.typed[field]; wrong {
		l.problem.set(problemText(u.words, v.try(field, text, put)), u.colors.mark[checks.Fail])
		l.problem.Hidden = false
	}
	s.lines[field] = l
	return l
}

// identity: the number on the label against the record. A scan gun types it and
// presses Enter.
func (s *visit) identity(at int) []fyne.CanvasObject {
	u, i := s.u, s.v.visit.Terminals[at]
	serialField, modelField := fmt.Sprintf("%d.serial", at), fmt.Sprintf("%d.model", at)
	told := newColumn(1.5 * grid)
	tell := func(typing bool) { s.tellIdentity(told, at, typing) }
	judged := func(put func(i *checks.Inspection, text string)) func(*checks.Visit, string) {
		return func(to *checks.Visit, text string) {
			put(&to.Terminals[at], text)
			setState(&to.Terminals[at], "identity", identityState(to.Terminals[at]))
		}
	}
	serial := s.lineNamed(serialField, "serial", i.Serial, judged(func(i *checks.Inspection, text string) { i.Serial = text }))
	model := s.lineNamed(modelField, "model", i.Model, judged(func(i *checks.Inspection, text string) { i.Model = text }))
	for _, l := range []*labelled{serial, model} {
		usual := l.input.changed
		l.input.changed = func(text string) { usual(text); tell(true) }
		l.input.take = func(string, bool) { s.v.save(); tell(false) }
		l.input.enter = func() { s.moveOn(l) }
	}
	tell(false)
	s.focus = serial.input
	return []fyne.CanvasObject{
		u.card(newColumn(2*grid, newColumns(2*grid, top(serial.all), top(model.all)), told)),
	}
}

// tellIdentity says whether it is the recorded device, and what to do if not; what
// nobody could read is answered by hand.
func (s *visit) tellIdentity(told *fyne.Container, at int, typing bool) {
	u, i := s.u, s.v.visit.Terminals[at]
	view := viewIdentity(u.words, i)
	if typing && strings.HasPrefix(checks.PlainNumber(i.Terminal.Serial), checks.PlainNumber(i.Serial)) && view.Do && i.Model == "" {
		view = identityView{checks.Unknown, u.words.Say("visit.identity.recorded", map[string]any{"Recorded": i.Terminal.Serial}), false}
	}
	told.Objects = []fyne.CanvasObject{u.levelLine(view.Level, view.Text)}
	if view.Level == checks.Unknown {
		told.Objects[0] = newProse(view.Text, sizeBody, false, u.colors.dim)
	}
	if view.Do {
		told.Objects = append(told.Objects, u.step("1", u.say("visit.replaced.do1")), u.step("2", u.say("visit.replaced.do2")), u.step("3", u.say("visit.replaced.do3")))
	}
	s.byHand(told, at, "identity", i.Serial == "" && !view.Do, typing)
	s.arrange()
}

// byHand is the answer that a person gives where nothing gave it, and what belongs
// to a fault.
func (s *visit) byHand(told *fyne.Container, at int, item string, ask, typing bool) {
	u, c := s.u, s.v.finding(at, item)
	s.rows, s.notes, s.strips = nil, map[string]*notes{}, nil
	row := &itemRow{s: s, at: at, item: item, all: told}
	if ask {
		key := "visit." + item + ".by_hand"
		if item == "version" && s.v.visit.Terminals[at].Version == "" {
			key = "visit.version.unseen"
		}
		by := newColumn(2, newProse(u.say(key), sizeBody, false, u.colors.ink), newProse(u.say(key+"_about"), sizeSmall, false, u.colors.dim))
		told.Objects = append(told.Objects, u.rule(), newRow(2*grid, 0, by, row.buttons(c.State)))
		s.rows = []*itemRow{row}
	}
	if c.State == checks.CheckedFaulty && !typing {
		told.Objects = append(told.Objects, u.rule())
		told.Objects = append(told.Objects, row.fault(c)...)
		s.rows = []*itemRow{row}
	}
}

// version: typed in, the same as on record, or read.
func (s *visit) version(at int) []fyne.CanvasObject {
	u, v := s.u, s.v
	i := v.visit.Terminals[at]
	told := newColumn(1.5 * grid)
	l := s.lineNamed(fmt.Sprintf("%d.version", at), "version", i.Version, func(to *checks.Visit, text string) { putVersion(&to.Terminals[at], text, v.records, u.deps.Now()) })
	usual := l.input.changed
	l.input.changed = func(text string) { usual(text); s.tellVersion(told, at, true) }
	l.input.take = func(string, bool) { v.save(); s.tellVersion(told, at, false) }
	l.input.enter = func() { s.moveOn(l) }
	var ways []fyne.CanvasObject
	set := func(text string) {
		v.change(func(to *checks.Visit) { putVersion(&to.Terminals[at], text, v.records, u.deps.Now()) })
		l.put(text)
		s.tellVersion(told, at, false)
		u.win.Canvas().Focus(s.onward)
	}
	s.focus = l.input
	if recorded := i.Terminal.Version; recorded.Version != "" {
		same := newPress(u.words.Say("visit.version.same", map[string]any{"Version": recorded.Version}), plain, u.colors, func() { set(recorded.Version) })
		ways = append(ways, same)
	}
	if i.Terminal.Source != nil {
		ways = append(ways, newPress(u.say("terminal.read"), plain, u.colors, func() { s.readVersion(i.Terminal, l, told, set) }))
	}
	s.tellVersion(told, at, false)
	hint := newProse(u.versionHint(i.Terminal), sizeSmall, false, u.colors.dim)
	recorded := newProse(versionText(u.words, i.Terminal.Version, u.dayOf(i.Terminal.Version.At)), sizeSmall, false, u.colors.dim)
	parts := []fyne.CanvasObject{l.all, hint}
	if i.Terminal.Version.Version != "" {
		parts = append(parts, recorded)
	}
	if len(ways) > 0 {
		parts = append(parts, newRow(grid, -1, ways...))
	}
	return []fyne.CanvasObject{u.card(newColumn(1.25*grid, append(parts, told)...))}
}

// putVersion takes a version that was seen, and how the item stands by it.
func putVersion(i *checks.Inspection, text string, r checks.Records, now time.Time) {
	i.Version = text
	setState(i, "version", versionState(versionSeen(*i, r, now).State))
}

// tellVersion says how the version stands; what cannot be compared is answered by
// hand.
func (s *visit) tellVersion(told *fyne.Container, at int, typing bool) {
	u, i := s.u, s.v.visit.Terminals[at]
	told.Objects = nil
	state := checks.VersionUnread
	if i.Version != "" {
		seen := versionSeen(i, s.v.records, u.deps.Now())
		state = seen.State
		text := u.words.Say("visit.version."+string(seen.State), map[string]any{"Newest": seen.Newest, "Minimum": seen.Minimum, "Ends": seen.Ends, "Days": seen.Days})
		told.Objects = append(told.Objects, u.levelLine(versionLevel(seen.State), text))
	}
	s.byHand(told, at, "version", versionState(state) == checks.NotLooked, typing)
	s.arrange()
}

// readVersion reads the version from where the record says.
func (s *visit) readVersion(t checks.Terminal, l *labelled, told *fyne.Container, set func(string)) {
	u := s.u
	told.Objects = []fyne.CanvasObject{newProse(u.say("terminal.reading"), sizeBody, true, u.colors.dim)}
	s.arrange()
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		found, err := u.deps.Records.ReadVersion(ctx, t)
		return func() {
			switch {
			case u.now != screen(s) || s.lines[fmt.Sprintf("%d.version", s.shown.at)] != l || errors.Is(err, context.Canceled):
			case err != nil:
				l.tell(u.unreadText(err))
				s.tellVersion(told, s.shown.at, false)
			default:
				set(found.Version)
			}
		}
	})
}
