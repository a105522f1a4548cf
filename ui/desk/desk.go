// Package desk speaks to the desktop around the window: the tray's host,
// notifications, sounds, starting with the system, a key that works in every
// program, a window above all others. It never decides what is told or when,
// shows no window of its own, and knows nothing of the line it tells about.
//
// The files of a system only fetch; what they fetched is understood in the files
// without one, which are tested everywhere.
package desk

import (
	"errors"
	"sync"
)

// Options are what the desktop is told about the program.
type Options struct {
	Name    string // as people know it
	Icon    []byte // PNG
	Program string // the file that starts it
	Open    func() // a notification was pressed; called from any goroutine
}

// Desk is the desktop around the window. Close ends what it started.
type Desk struct {
	options Options
	keys    sync.WaitGroup
	native
}

// Hidden is the flag that has the program start without its window, in the tray.
const Hidden = "--hidden"

// What a key can fail with; everything else is the system's own error.
var (
	// ErrBadKey: the name is none of a key.
	ErrBadKey = errors.New("not the name of a key")
	// ErrTaken: another program has the key.
	ErrTaken = errors.New("another program uses this key")
	// ErrNotHere: this desktop offers it to nobody.
	ErrNotHere = errors.New("this desktop does not offer it")
)

// New looks around on the desktop. What is missing there shows when it is used.
func New(o Options) *Desk {
	if o.Open == nil {
		o.Open = func() {}
	}
	d := &Desk{options: o}
	d.open(o)
	return d
}

// Close ends everything that was started and waits for it; keys that were not
// released are waited for.
func (d *Desk) Close() {
	d.close()
	d.keys.Wait()
}
