package desk

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

// native is nothing: what is asked here is asked of programs of the system.
type native struct{}

func (n *native) open(Options) {}
func (n *native) close()       {}

// HasTray is always true: the menu bar is there.
func (d *Desk) HasTray() bool { return true }

// TrayMayCome is always true.
func (d *Desk) TrayMayCome() bool { return true }

// shownWithin bounds the program that shows a notification.
const shownWithin = 10 * time.Second

// notifyScript takes its words as arguments: nothing in them is ever run.
const notifyScript = `on run argv
display notification (item 2 of argv) with title (item 1 of argv)
end run`

// Notify shows a notification. The system decides how long it stays.
func (d *Desk) Notify(title, body string, _ bool) error {
	ctx, cancel := context.WithTimeout(context.Background(), shownWithin)
	defer cancel()
	if out, err := exec.CommandContext(ctx, "osascript", "-e", notifyScript, title, body).CombinedOutput(); err != nil {
		return fmt.Errorf("the system showed no notification: %w %.200s", err, out)
	}
	return nil
}

// Muted is always "": the system tells nobody.
func (d *Desk) Muted() string { return "" }

// Key fails: a key for all programs needs a right that the person has to give in
// the system's settings.
func (d *Desk) Key(name string, _ func()) (release func(), err error) {
	if _, err := parseChord(name); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("%w: a key for all programs", ErrNotHere)
}

// OnTop fails: only the window's own library could do it.
func (d *Desk) OnTop(uintptr) error { return fmt.Errorf("%w: a window above all others", ErrNotHere) }

// Raise fails: the window's own library does it.
func (d *Desk) Raise(uintptr) error { return fmt.Errorf("%w: raising a window", ErrNotHere) }

// KeepFocus does nothing: the system gives the keyboard to no window that a
// program in the background shows.
func (d *Desk) KeepFocus() (giveBack func()) { return func() {} }
