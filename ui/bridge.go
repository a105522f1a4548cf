package ui

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// bridge is the only place where goroutines and the screen meet. What it starts
// it waits for.
type bridge struct {
	do      func(func()) // runs a function on the screen's goroutine: onScreen, or a test's queue
	mu      sync.Mutex
	closed  bool
	stop    chan struct{}
	running sync.WaitGroup
	life    context.Context // ends with the bridge: for work beside the screen that can be given up
	end     context.CancelFunc

	// woken has a nap end: there is something to do. nil: the screen never naps, as
	// in tests, whose queue is emptied by hand.
	woken   chan struct{}
	napping bool // these two belong to the screen's goroutine
	asking  bool
}

func newBridge(do func(func())) *bridge {
	b := &bridge{do: do, stop: make(chan struct{})}
	b.life, b.end = context.WithCancel(context.Background())
	return b
}

// onScreen is Fyne's way to the screen's goroutine.
func onScreen(f func()) { fyne.Do(f) }

// nap has the screen's goroutine wait for work while rest says so, instead of
// looking for events sixty times a second, which is most of what a program costs
// that nobody looks at. rest says for how long an event can wait, 0 for not at all;
// events are looked for after every such time. It is called on the screen's
// goroutine, and so is rest.
func (b *bridge) nap(rest func() time.Duration) {
	if b.woken == nil || b.napping || rest() == 0 {
		return
	}
	b.napping = true
	b.doze(rest)
}

func (b *bridge) doze(rest func() time.Duration) {
	b.asking = true
	b.do(func() {
		length := rest()
		if b.asking || length == 0 { // asking still: the screen has ended, and nothing waits its turn
			b.napping = false
			return
		}
		wait := time.NewTimer(length)
		defer wait.Stop()
		select {
		case <-wait.C:
			b.doze(rest)
		case <-b.woken:
			b.doze(rest)
		case <-b.stop:
		}
	})
	b.asking = false
}

// show runs f on the screen's goroutine, in order. After close it does nothing.
func (b *bridge) show(f func()) {
	b.do(func() {
		b.mu.Lock()
		closed := b.closed
		b.mu.Unlock()
		if !closed {
			f()
		}
	})
	select {
	case b.woken <- struct{}{}:
	default: // it is awake, or will wake up
	}
}

// aside runs work that may block beside the screen, and then shows what it made.
func (b *bridge) aside(work func() (show func())) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return
	}
	b.running.Go(func() { b.show(work()) })
}

// every calls f on the screen's goroutine at an interval, until the function
// returned is called or the bridge is closed.
func (b *bridge) every(interval time.Duration, f func()) (cancel func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return func() {}
	}
	end := make(chan struct{})
	var once sync.Once
	b.running.Go(func() {
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			select {
			case <-b.stop:
				return
			case <-end:
				return
			case <-tick.C:
				b.show(f)
			}
		}
	})
	return func() { once.Do(func() { close(end) }) }
}

// close ends everything and waits for it.
func (b *bridge) close() {
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		return
	}
	b.closed = true
	close(b.stop)
	b.end()
	b.mu.Unlock()
	b.running.Wait()
}
