package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// data is the page 数据: how much there is and for how long, a copy of it for a new
// PC, what support asks for, and its end.
func (s *settings) data() []fyne.CanvasObject {
	u := s.u
	if u.deps.Rescue == nil {
		return []fyne.CanvasObject{u.card(newProse(u.say("settings.data.none"), sizeBody, false, u.colors.ink))}
	}
	size := newProse(u.say("settings.data.counting"), sizeBody, true, u.colors.ink)
	s.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		bytes, err := u.deps.Rescue.Size(ctx)
		return func() {
			size.set(u.sizeWords(bytes, err), u.colors.ink)
			s.arrange()
		}
	})
	keep := u.deps.Settings.Current().Keep
	kept := newProse(u.words.Say("settings.data.kept", map[string]any{
		"Raw": keep.RawDays, "Fine": keep.FineDays, "Hour": keep.HourDays / 365, "Most": keep.MaxMB,
	}), sizeSmall, false, u.colors.dim)
	return []fyne.CanvasObject{
		u.card(newColumn(4, size, kept)),
		u.card(newColumn(grid,
			s.act("settings.data.backup", plain, s.backup), s.rule(),
			s.act("settings.data.restore", plain, s.restore), s.rule(),
			s.act("settings.data.support", plain, s.support),
		)),
		s.deleteAll(),
	}
}

// act is something to do with a sentence about it: the words of key, key_about
// and key_do.
func (s *settings) act(key string, kind pressKind, do func()) fyne.CanvasObject {
	u := s.u
	about := newColumn(2, newProse(u.say(key), sizeBody, false, u.colors.ink), newProse(u.say(key+"_about"), sizeSmall, false, u.colors.dim))
	return newRow(2*grid, 0, about, newPress(u.say(key+"_do"), kind, u.colors, do))
}

// sizeWords is a size on the disk; one that is not known is not 0.
func (u *UI) sizeWords(bytes int64, err error) string {
	const mb = 1 << 20
	switch {
	case err != nil:
		return u.words.Say("settings.data.unread", map[string]any{"Error": err.Error()})
	case bytes < mb:
		return u.say("settings.data.tiny")
	default:
		return u.words.Say("settings.data.size", map[string]any{"Size": fmt.Sprintf("%.0f", float64(bytes)/mb)})
	}
}

// day is today as it stands in a file's name.
func (s *settings) day() string { return s.u.deps.Now().Format("2006-01-02") }

func (s *settings) backup() {
	s.files.pickSave(s.u.say("app.name")+"-"+s.day()+".zip", func(path string, err error) {
		s.run(err, "settings.data.backup_doing", "settings.data.backup_done", path, s.u.deps.Rescue.Backup)
	})
}

func (s *settings) support() {
	s.files.pickSave(s.u.say("settings.data.support_file")+"-"+s.day()+".zip", func(path string, err error) {
		s.run(err, "settings.data.support_doing", "settings.data.support_done", path, s.u.deps.Rescue.Support)
	})
}

func (s *settings) restore() {
	s.files.pickOpen([]string{".zip"}, func(path string, err error) {
		s.run(err, "settings.data.restore_doing", "settings.data.restore_done", path, s.u.deps.Rescue.Restore)
	})
}

// run does something with a file beside the screen, and says that it does and how
// it ended. It is not given up for taking long: a year of data may be on a slow
// disk.
func (s *settings) run(err error, doing, done, path string, do func(context.Context, string) error) {
	if err != nil {
		s.tellEnd(err, "", "settings.failed")
		return
	}
	s.tell(s.u.say(doing), checks.OK)
	s.u.bridge.aside(func() func() {
		err := do(s.u.bridge.life, path)
		return func() {
			if err != nil {
				s.tellEnd(err, "", "settings.failed")
				return
			}
			s.tell(s.u.words.Say(done, map[string]any{"Path": path}), checks.OK)
		}
	})
}

// deleteAll asks twice; what is deleted is gone.
func (s *settings) deleteAll() fyne.CanvasObject {
	u := s.u
	first := s.act("settings.data.delete", plain, nil)
	sure := newProse(u.say("settings.data.delete_sure"), sizeBody, true, u.colors.mark[checks.Fail])
	really := newPress(u.say("settings.data.delete_really"), danger, u.colors, func() {
		s.u.bridge.aside(func() func() {
			err := u.deps.Rescue.DeleteAll(u.bridge.life)
			return func() {
				if err != nil {
					s.tellEnd(err, "", "settings.failed")
					return
				}
				u.deps.Quit()
			}
		})
	})
	return s.confirmed(first, sure, really)
}

// confirmed is something to do, and in its place, once it was pressed, the
// question whether it is meant; Esc is no.
func (s *settings) confirmed(first fyne.CanvasObject, sure fyne.CanvasObject, really *press) fyne.CanvasObject {
	u := s.u
	var no *press
	question := newColumn(grid, sure)
	ask := func(on bool) {
		first.(*fyne.Container).Hidden, question.Hidden = on, !on
		s.asking = nil
		if on {
			s.asking = no.do
		}
		s.arrange()
	}
	no = newPress(u.say("settings.no"), plain, u.colors, func() { ask(false) })
	question.Add(newRow(grid, -1, no, really))
	question.Hide()
	for _, o := range first.(*fyne.Container).Objects {
		if b, ok := o.(*press); ok {
			b.do = func() { ask(true); u.win.Canvas().Focus(no) }
		}
	}
	return u.card(newColumn(0, first, question))
}
