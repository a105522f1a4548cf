package ui

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// whole is the page 整套设置: one file for the next shop, and the way back to what
// is recommended.
func (s *settings) whole() []fyne.CanvasObject {
	u := s.u
	now := u.deps.Settings.Current()
	all := u.card(newColumn(grid,
		s.act("settings.whole.export", plain, s.export), s.rule(),
		s.act("settings.whole.import", plain, s.importFile),
	))
	to := recommended(now, u.deps.Settings.Shipped())
	changes := settingsChanges(u.words, now, to, u.deps.Catalogue)
	if len(changes) == 0 {
		return []fyne.CanvasObject{all, u.card(newProse(u.say("settings.whole.as_advised"), sizeBody, false, u.colors.dim))}
	}
	really := newPress(u.say("settings.whole.reset_really"), primary, u.colors, func() {
		s.remake(func(set *checks.Settings) { *set = recommended(*set, u.deps.Settings.Shipped()) })
	})
	sure := newColumn(4, newProse(u.say("settings.whole.would"), sizeBody, true, u.colors.ink), s.list(changes))
	return []fyne.CanvasObject{all, s.confirmed(s.act("settings.whole.reset", plain, nil), sure, really)}
}

// list is lines under each other.
func (s *settings) list(text []string) fyne.CanvasObject {
	return newProse(strings.Join(text, "\n"), sizeBody, false, s.u.colors.ink)
}

func (s *settings) export() {
	u := s.u
	s.files.pickSave(u.say("settings.whole.file")+"-"+s.day()+".toml", func(path string, err error) {
		if err != nil {
			s.tellEnd(err, "", "settings.failed")
			return
		}
		s.aside(func() func() {
			err := u.deps.Settings.Export(path)
			return func() {
				if err != nil {
					s.tellEnd(err, "", "settings.failed")
					return
				}
				s.tell(u.words.Say("settings.whole.exported", map[string]any{"Path": path}), checks.OK)
			}
		})
	})
}

func (s *settings) importFile() {
	u := s.u
	s.files.pickOpen([]string{".toml"}, func(path string, err error) {
		if err != nil {
			s.tellEnd(err, "", "settings.failed")
			return
		}
		s.aside(func() func() {
			set, err := u.deps.Settings.Import(path)
			return func() { s.preview(path, set, err) }
		})
	})
}

// preview takes the page's place: what a file would change, or all that is wrong
// with it. Nothing is changed yet.
func (s *settings) preview(path string, set checks.Settings, err error) {
	u := s.u
	parts := []fyne.CanvasObject{newProse(u.words.Say("settings.whole.preview", map[string]any{"Path": path}), sizeSmall, false, u.colors.dim)}
	back := newPress(u.say("settings.no"), plain, u.colors, s.rebuildPage)
	read := newPress(u.say("notice.read"), plain, u.colors, s.rebuildPage)
	changes := settingsChanges(u.words, u.deps.Settings.Current(), set, u.deps.Catalogue)
	switch {
	case err != nil:
		parts = append(parts,
			newProse(u.say("settings.whole.wrong"), sizeBody, true, u.colors.mark[checks.Fail]),
			s.list(mistakesOf(u.words, err)), newRow(grid, -1, read))
	case len(changes) == 0:
		parts = append(parts, newProse(u.say("settings.whole.same"), sizeBody, true, u.colors.ink), newRow(grid, -1, read))
	default:
		use := newPress(u.say("settings.whole.use"), primary, u.colors, func() {
			s.remake(func(to *checks.Settings) { *to = set })
		})
		parts = append(parts, newProse(u.say("settings.whole.would"), sizeBody, true, u.colors.ink), s.list(changes), newRow(grid, -1, back, use))
	}
	s.content.Objects = append(s.content.Objects[:1:1], s.trouble, u.card(newColumn(grid, parts...)))
	s.asking = s.rebuildPage
	s.arrange()
}

// explained is an error about a file that says each of its mistakes.
type explained interface {
	Lines(say func(key string, facts map[string]any) string) []string
}

// mistakesOf are all mistakes of a file in plain words, each with its line and
// key.
func mistakesOf(w report.Words, err error) []string {
	var all explained
	if errors.As(err, &all) {
		return all.Lines(w.Say)
	}
	return []string{err.Error()}
}

// settingsChanges says what differs between two settings, a line each.
func settingsChanges(w *assets.Words, before, after checks.Settings, c checks.Catalogue) (all []string) {
	add := func(name, from, to string) {
		all = append(all, w.Say("settings.whole.change", map[string]any{"Name": name, "From": orNone(w, from), "To": orNone(w, to)}))
	}
	for _, f := range fields() {
		if !f.same(before, after) {
			add(f.longName(w), f.text(w, before, c), f.text(w, after, c))
		}
	}
	if from, to := hoursText(w, before.Hours), hoursText(w, after.Hours); from != to {
		add(w.Say("settings.group.hours", nil), from, to)
	}
	if !slices.Equal(before.Hours.Holidays, after.Hours.Holidays) {
		add(w.Say("settings.hours.holidays", nil), strings.Join(before.Hours.Holidays, " "), strings.Join(after.Hours.Holidays, " "))
	}
	if from, to := endpointNames(before), endpointNames(after); !slices.EqualFunc(before.Custom, after.Custom, sameEndpoint) {
		add(w.Say("settings.part.own", nil), from, to)
	}
	if !slices.Equal(before.Webhooks, after.Webhooks) {
		add(w.Say("settings.webhook.title", nil), figure(float64(len(before.Webhooks))), figure(float64(len(after.Webhooks))))
	}
	if !sameHosts(before.Hosts, after.Hosts) {
		add(w.Say("settings.part.hosts", nil), hostsText(w, before.Hosts), hostsText(w, after.Hosts))
	}
	return all
}

// longName is a field's name where it stands alone: a limit is that of something.
func (f field) longName(w report.Words) string {
	name := w.Say("settings.field."+f.id, nil)
	if f.part == "" || f.part == partCompare {
		return name
	}
	return w.Say("settings.part."+f.part, nil) + between + name
}

func sameEndpoint(a, b checks.CustomEndpoint) bool {
	channels := slices.Equal(a.Channels, b.Channels)
	a.Channels, b.Channels = nil, nil
	return channels && a.Name == b.Name && a.Host == b.Host && a.Port == b.Port && a.Scheme == b.Scheme && a.Path == b.Path
}

func endpointNames(s checks.Settings) string {
	names := make([]string, len(s.Custom))
	for i, e := range s.Custom {
		names[i] = endpointText(e)
	}
	return strings.Join(names, ", ")
}

func sameHosts(a, b checks.HostSettings) bool {
	return slices.Equal(a.Controls, b.Controls) && slices.Equal(a.Anchors, b.Anchors) && slices.Equal(a.Portals, b.Portals) && slices.Equal(a.Clocks, b.Clocks)
}
