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
		head := newPress(u.say("settings.part."+id), tab, u.colors, func() {
			s.settle()
			if s.expert = id; open {
				s.expert = ""
			}
			s.rebuildPage()
		})
		head.chosen = open
		head.text = fold(open) + head.text
		parts = append(parts, head)
		if open {
			parts = append(parts, s.expertPart(id))
		}
	}
	return []fyne.CanvasObject{newColumn(4, parts...)}
}

// fold is the sign before what can be opened.
func fold(open bool) string {
	if open {
		return "▾ "
	}
	return "▸ "
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
