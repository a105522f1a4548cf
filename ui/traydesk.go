package ui

import (
	"errors"
	"sync"

	"countercheck/checks"
	"countercheck/ui/desk"
)

// said is a sentence before it is in a language.
type said struct {
	key   string
	facts map[string]any
}

// follower has the desktop do what the settings say: the key for all programs,
// starting with the system. All of it may block.
type follower struct {
	mu       sync.Mutex
	desktop  Desktop
	key      string // the one that is held
	release  func()
	began    bool
	with     bool // autostart, as it was last asked for
	keyErr   error
	startErr error
	finished bool
}

// follow makes the desktop as the settings say. What starts with the system is
// touched only when the setting changes: a person may have switched it off in the
// system's own list. It returns what does not work.
func (f *follower) follow(set checks.DesktopSettings, pressed func()) []said {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.finished {
		return nil
	}
	if set.Key != f.key || f.keyErr != nil {
		f.hold(set.Key, pressed)
	}
	if f.began && set.Autostart != f.with {
		f.startErr = f.desktop.SetAutostart(set.Autostart)
	}
	f.began, f.with = true, set.Autostart
	return f.trouble()
}

func (f *follower) hold(key string, pressed func()) {
	if f.release != nil {
		f.release()
	}
	f.key, f.release, f.keyErr = key, nil, nil
	if key != "" {
		f.release, f.keyErr = f.desktop.Key(key, pressed)
	}
}

// end gives the key back.
func (f *follower) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.release != nil {
		f.release()
	}
	f.release, f.finished = nil, true
}

func (f *follower) trouble() (all []said) {
	if f.keyErr != nil {
		key := "desk.trouble.key_failed"
		switch {
		case errors.Is(f.keyErr, desk.ErrBadKey):
			key = "desk.trouble.key_bad"
		case errors.Is(f.keyErr, desk.ErrTaken):
			key = "desk.trouble.key_taken"
		case errors.Is(f.keyErr, desk.ErrNotHere):
			key = "desk.trouble.key_not_here"
		}
		all = append(all, said{key, map[string]any{"Key": f.key, "Error": f.keyErr.Error()}})
	}
	if f.startErr != nil {
		all = append(all, said{"desk.trouble.autostart", map[string]any{"Error": f.startErr.Error()}})
	}
	return all
}

// followDesktop has the desktop do what the settings say now, and calls done on
// the screen's goroutine when it has; done may be nil. It is called whenever the
// settings were saved.
func (u *UI) followDesktop(done func()) {
	if u.deps.Desktop == nil {
		return
	}
	set := u.deps.Settings.Current().Desktop
	u.followed = set
	u.bridge.aside(func() func() {
		trouble := u.follower.follow(set, func() { u.bridge.show(u.goToTriage) })
		return func() {
			u.trouble = trouble
			if done != nil {
				done()
			}
		}
	})
}

// desktopTrouble says in sentences what was set and does not work on this
// desktop.
func (u *UI) desktopTrouble() (all []string) {
	for _, s := range u.trouble {
		all = append(all, u.words.Say(s.key, s.facts))
	}
	return all
}
