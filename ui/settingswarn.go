package ui

import (
	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// autostart is the field whose truth is the system's and not the file's: a person
// may have switched it off there.
const autostart = "desktop.autostart"

// warnings is the page 提醒.
func (s *settings) warnings() []fyne.CanvasObject {
	u := s.u
	muted := newProse("", sizeBody, true, u.colors.mark[checks.Warn])
	muted.Hide()
	if u.deps.Desktop != nil {
		s.aside(func() func() {
			why := u.deps.Desktop.Muted()
			return func() {
				if why != "" {
					muted.set(u.mutedWords(why), u.colors.mark[checks.Warn])
					muted.Show()
					s.arrange()
				}
			}
		})
	}
	return []fyne.CanvasObject{muted, s.card(groupWarn.of("")), s.webhooks()}
}

// mutedWords says why the system keeps notifications to itself; a reason that has
// no words is told as such.
func (u *UI) mutedWords(why string) string {
	if key := "desk.muted." + why; u.words.Has(key) {
		return u.say(key)
	}
	return u.words.Say("settings.muted", map[string]any{"Why": why})
}

// beside is what stands before a field's switch: a way to hear the sound.
func (s *settings) beside(f field) fyne.CanvasObject {
	u := s.u
	if f.id != "warn.sound" || u.deps.Desktop == nil {
		return nil
	}
	return newPress(u.say("settings.listen"), plain, u.colors, func() {
		s.aside(func() func() {
			err := u.deps.Desktop.Sound()
			return func() { s.tellEnd(err, "", "settings.no_sound") }
		})
	})
}

// tellEnd says how something ended: the words of key, or those of failed with
// what happened. Nothing is said where there is no key.
func (s *settings) tellEnd(err error, key, failed string) {
	switch {
	case err != nil:
		s.tell(s.u.words.Say(failed, map[string]any{"Error": err.Error()}), checks.Fail)
	case key != "":
		s.tell(s.u.say(key), checks.OK)
	}
}

// thisPC is the page 这台电脑: how the program lives on it.
func (s *settings) thisPC() []fyne.CanvasObject {
	u := s.u
	s.desk = newProse("", sizeBody, true, u.colors.mark[checks.Warn])
	s.desk.Hide()
	card := s.card(groupPC.of(""))
	s.readAutostart()
	s.tellTrouble()
	return []fyne.CanvasObject{s.desk, card}
}

// tellDesktop says what does not work on this desktop, when it is known anew.
func (s *settings) tellDesktop() {
	if s.desk == nil {
		return
	}
	s.tellTrouble()
	s.arrange()
}

func (s *settings) tellTrouble() {
	var text string
	for i, line := range s.u.desktopTrouble() {
		if i > 0 {
			text += "\n"
		}
		text += line
	}
	s.desk.set(text, s.u.colors.mark[checks.Warn])
	s.desk.Hidden = text == ""
}

// readAutostart shows whether the program really starts with the system.
func (s *settings) readAutostart() {
	u := s.u
	if u.deps.Desktop == nil {
		return
	}
	s.aside(func() func() {
		on, err := u.deps.Desktop.Autostart()
		return func() {
			if err != nil {
				s.tellEnd(err, "", "settings.autostart_unread")
				return
			}
			s.showAutostart(on)
		}
	})
}

func (s *settings) showAutostart(on bool) {
	now := s.u.deps.Settings.Current()
	now.Desktop.Autostart = on
	for _, l := range s.lines {
		if l.f.id == autostart {
			l.shown(now)
		}
	}
}

// setAutostart asks the system for it, and keeps what came of it.
func (s *settings) setAutostart(on bool) {
	u := s.u
	keep := func(to *checks.Settings) { to.Desktop.Autostart = on }
	if u.deps.Desktop == nil {
		s.change(keep, nil)
		return
	}
	u.bridge.aside(func() func() {
		err := u.deps.Desktop.SetAutostart(on)
		return func() {
			if err != nil {
				s.tell(u.words.Say("desk.trouble.autostart", map[string]any{"Error": err.Error()}), checks.Fail)
				s.showAutostart(!on)
				return
			}
			s.change(keep, nil)
		}
	})
}
