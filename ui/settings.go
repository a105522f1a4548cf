package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/assets"
	"countercheck/checks"
)

// settings is the screen 设置: whose terminal it is, how it gets online, the
// language and the colours. What is changed holds at once.
type settings struct {
	u       *UI
	all     *fyne.Container
	trouble *prose // why the last change was not saved
}

func newSettings(u *UI) *settings {
	s := &settings{u: u, trouble: newProse("", sizeBody, true, u.colors.mark[checks.Fail])}
	s.trouble.Hide()
	set := u.deps.Settings.Current()
	quit := newPress(u.say("settings.quit"), plain, u.colors, u.deps.Quit)
	s.all, _ = screenOf(
		newProse(u.say("place.settings"), sizeTitle, true, u.colors.ink),
		s.trouble,
		u.card(newColumn(1.5*grid,
			u.heading(u.say("settings.shop")),
			s.line("settings.acquirer", s.acquirers(), set.Shop.Acquirer, func(to *checks.Settings, id string) { to.Shop.Acquirer = id }),
			s.line("settings.terminals", s.options("settings.terminal.", "unknown", "shop", "sim", "mixed"), set.Shop.Terminals,
				func(to *checks.Settings, id string) { to.Shop.Terminals = id }),
		)),
		u.card(newColumn(1.5*grid,
			u.heading(u.say("settings.look")),
			s.line("settings.language", s.languages(), set.Language, func(to *checks.Settings, id string) { to.Language = id }),
			s.line("settings.theme", s.options("settings.theme_", "auto", "light", "dark"), set.Theme, func(to *checks.Settings, id string) { to.Theme = id }),
		)),
		newRow(0, -1, quit),
	)
	return s
}

func (s *settings) object() fyne.CanvasObject { return s.all }
func (s *settings) show(checks.Snapshot)      {}
func (s *settings) leave()                    {}

// option is one choice of a list.
type option struct{ id, name string }

func (s *settings) options(prefix string, ids ...string) []option {
	all := make([]option, len(ids))
	for i, id := range ids {
		all[i] = option{id, s.u.say(prefix + id)}
	}
	return all
}

// acquirers are the companies a shop can have its terminal from, and "not chosen".
func (s *settings) acquirers() []option {
	all := []option{{"", s.u.say("settings.not_chosen")}}
	for _, p := range s.u.deps.Catalogue.Providers {
		if p.Acquirer {
			name := p.Name.ZH
			if s.u.words.Lang() == "en" {
				name = p.Name.EN
			}
			all = append(all, option{p.ID, name})
		}
	}
	for _, custom := range s.u.deps.Settings.Current().Custom {
		all = append(all, option{custom.Name, custom.Name})
	}
	return all
}

// languages are called by their own names, so that everybody finds theirs.
func (s *settings) languages() []option {
	all := make([]option, len(assets.Languages))
	for i, tag := range assets.Languages {
		all[i] = option{tag, assets.Speak(tag).Say("language.self", nil)}
	}
	return all
}

// line is a question with its choices.
func (s *settings) line(key string, choices []option, present string, change func(*checks.Settings, string)) fyne.CanvasObject {
	u := s.u
	names := make([]string, len(choices))
	chosen := ""
	for i, c := range choices {
		names[i] = c.name
		if c.id == present {
			chosen = c.name
		}
	}
	list := newPicker(names)
	list.Selected, list.PlaceHolder = chosen, u.say("settings.choose")
	list.OnChanged = func(name string) {
		for _, c := range choices {
			if c.name == name && c.id != present {
				present = c.id
				s.save(func(to *checks.Settings) { change(to, c.id) })
			}
		}
	}
	hint := newProse(u.say(key+"_hint"), sizeSmall, false, u.colors.dim)
	question := newColumn(2, newProse(u.say(key), sizeBody, false, u.colors.ink), hint)
	return newRow(2*grid, 0, question, container.NewGridWrap(fyne.NewSize(260, touch), list))
}

// save writes the change beside the screen, since a disk may be slow, and then
// shows everything by it.
func (s *settings) save(change func(*checks.Settings)) {
	u := s.u
	before := u.deps.Settings.Current()
	set := before
	change(&set)
	u.bridge.aside(func() func() {
		err := u.deps.Settings.Save(set)
		return func() {
			if err != nil {
				s.trouble.set(u.words.Say("settings.not_saved", map[string]any{"Error": err.Error()}), u.colors.mark[checks.Fail])
				s.trouble.Show()
				arrange(s.all)
				return
			}
			if set.Language != before.Language || set.Theme != before.Theme {
				u.rebuild()
			}
		}
	})
}
