package main

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"countercheck/cmd/engine"
	"countercheck/ui"
)

// alone: there is one such window at a time. A picture is taken beside one.
func (o options) alone() bool { return o.screenshot == "" }

// word is what a second start says to the window that is open already.
func (o options) word() string {
	switch {
	case o.screen != "":
		return o.screen
	case o.hidden: // it started with the system: nobody wants to see it
		return engine.WordHello
	default:
		return engine.WordShow
	}
}

// errShown: another window was there already and is in front now.
var errShown = errors.New("another window is open and was brought to the front")

// errStuck: another window is there and does not answer.
var errStuck = errors.New("another window is open and does not answer")

// A window that is just opening or closing is given some time.
const (
	knocksWithin = 10 * time.Second
	knockEvery   = 200 * time.Millisecond
)

// openDoor makes this window the only one, or has the other one shown. Where the
// data folder refuses, nobody can knock, and the window opens all the same.
func openDoor(ctx context.Context, opts options, screens *atomic.Pointer[ui.UI]) (*engine.Door, error) {
	if !opts.alone() {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, knocksWithin)
	defer cancel()
	for {
		door, err := engine.OpenDoor(opts.dir(), func(word string) bool { return hear(screens.Load(), word) })
		if !errors.Is(err, engine.ErrOpen) {
			return door, nil
		}
		if engine.Knock(opts.dir(), opts.word()) == nil {
			return nil, errShown
		}
		select {
		case <-ctx.Done():
			return nil, errStuck
		case <-time.After(knockEvery):
		}
	}
}

// hear does what a second start asks for, and reports whether it means anything.
func hear(screens *ui.UI, word string) bool {
	shows := slices.Contains(ui.Screens(), word)
	switch {
	case word != engine.WordShow && !shows:
		return false
	case screens == nil: // it is opening this moment
	case shows:
		screens.Open(word)
	default:
		screens.Raise()
	}
	return true
}
