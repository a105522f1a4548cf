package ui

import "countercheck/checks"

// changes are what was changed on the screen: written beside it, one after the
// other, each over what holds by then, so that none undoes another.
type changes struct {
	waiting []change
	busy    bool
}

type change struct {
	do   func(*checks.Settings) // replaces lists, never writes into them
	done func(err error)        // on the screen's goroutine
}

// change has the settings changed; what depends on them follows at once.
func (u *UI) change(do func(*checks.Settings), done func(err error)) {
	u.changes.waiting = append(u.changes.waiting, change{do, done})
	u.saveChanges()
}

func (u *UI) saveChanges() {
	if u.changes.busy || len(u.changes.waiting) == 0 {
		return
	}
	next := u.changes.waiting[0]
	u.changes.waiting, u.changes.busy = u.changes.waiting[1:], true
	u.bridge.aside(func() func() {
		before := u.deps.Settings.Current()
		set := before
		next.do(&set)
		err := u.deps.Settings.Save(set)
		return func() {
			u.changes.busy = false
			if err == nil && (set.Language != before.Language || set.Theme != before.Theme || set.Text != before.Text) {
				u.rebuild()
			}
			if err == nil {
				u.followDesktop(u.toldDesktop)
			}
			next.done(err)
			u.saveChanges()
		}
	})
}

// toldDesktop has the open page say what does not work on this desktop.
func (u *UI) toldDesktop() {
	if s, ok := u.now.(*settings); ok {
		s.tellDesktop()
	}
}
