package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"countercheck/checks"
	"countercheck/checks/report"
)

// experts is the page 高级: parts folded away, of which one is open.
func (s *settings) experts() []fyne.CanvasObject {
	u := s.u
	parts := []fyne.CanvasObject{newProse(u.say("settings.expert_hint"), sizeSmall, false, u.colors.dim)}
	for _, id := range expertParts {
		open := id == s.expert
		name := u.say("settings.part." + id)
		if s.changedIn(id) {
			name = u.words.Say("settings.marked", map[string]any{"Name": name})
		}
		head := newPress(u.folded(name, open), tab, u.colors, func() { s.unfold(id, !open) })
		s.heads[id] = head
		head.chosen = open
		parts = append(parts, head)
		if open {
			parts = append(parts, s.expertPart(id))
		}
	}
	return []fyne.CanvasObject{newColumn(4, parts...)}
}

// unfold opens a part, or none, and has it stand where it is seen whole.
func (s *settings) unfold(id string, open bool) {
	s.settle()
	if s.expert = id; !open {
		s.expert = ""
	}
	s.rebuildPage()
	scroll, driver := scrolled(s.page), fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(s.heads[id]).Y - driver.AbsolutePositionForObject(scroll.Content).Y
	scroll.ScrollToOffset(fyne.NewPos(0, min(max(top-grid, 0), max(scroll.Content.Size().Height-scroll.Size().Height, 0))))
}

// changedIn reports that something of a part is not as recommended.
func (s *settings) changedIn(part string) bool {
	now, shipped := s.u.deps.Settings.Current(), s.u.deps.Settings.Shipped()
	for _, f := range groupExpert.of(part) {
		if !f.same(now, shipped) {
			return true
		}
	}
	return false
}

// folded is the name of what can be opened, with the sign whether it is.
func (u *UI) folded(name string, open bool) string {
	key := "settings.folded"
	if open {
		key = "settings.unfolded"
	}
	return u.words.Say(key, map[string]any{"Name": name})
}

func (s *settings) expertPart(id string) fyne.CanvasObject {
	switch id {
	case partOwn:
		return s.endpoints()
	case partHosts:
		return s.hosts()
	default:
		return s.card(groupExpert.of(id))
	}
}

// hosts are shown and not edited here: four lists that a technician copies from
// elsewhere are better kept in the file.
func (s *settings) hosts() fyne.CanvasObject {
	u := s.u
	set := u.deps.Settings.Current().Hosts
	rows := []fyne.CanvasObject{newProse(u.say("settings.hosts.about"), sizeSmall, false, u.colors.dim)}
	for _, line := range hostLines(u.words, set) {
		rows = append(rows, newProse(line, sizeBody, false, u.colors.ink))
	}
	return u.card(newColumn(grid, rows...))
}

// hostLines say for each list whether it is the built-in one.
func hostLines(w report.Words, h checks.HostSettings) (all []string) {
	for _, list := range []struct {
		id   string
		many int
	}{{"controls", len(h.Controls)}, {"anchors", len(h.Anchors)}, {"portals", len(h.Portals)}, {"clocks", len(h.Clocks)}} {
		said := w.Say("settings.hosts.shipped", nil)
		if list.many > 0 {
			said = w.Say("settings.hosts.own", map[string]any{"Number": strconv.Itoa(list.many)})
		}
		all = append(all, w.Say("settings.hosts."+list.id, nil)+between+said)
	}
	return all
}

func hostsText(w report.Words, h checks.HostSettings) string {
	if sameHosts(h, checks.HostSettings{}) {
		return w.Say("settings.hosts.shipped", nil)
	}
	return w.Say("settings.hosts.own", map[string]any{"Number": strconv.Itoa(len(h.Controls) + len(h.Anchors) + len(h.Portals) + len(h.Clocks))})
}
