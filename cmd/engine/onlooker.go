package engine

import (
	"context"
	"sync"
	"time"

	"countercheck/checks"
	"countercheck/checks/store"
)

// lookEvery is how often an onlooker looks.
const lookEvery = 5 * time.Second

// Onlooker shows what another program, which holds the lock, has seen: the
// newest that it recorded. It asks the network nothing.
type Onlooker struct {
	store *store.Store

	mu        sync.Mutex // guards what follows, and the order of telling
	snapshot  checks.Snapshot
	listeners map[int]func(checks.Snapshot)
	last      int
}

// LookOn opens the database of a program that watches.
func LookOn(dir string) (*Onlooker, error) {
	s, err := store.OpenReader(dir)
	if err != nil {
		return nil, err
	}
	return &Onlooker{store: s, listeners: map[int]func(checks.Snapshot){}, snapshot: checks.Snapshot{Verdict: checks.Verdict{Cause: checks.None}}}, nil
}

// Store is what was remembered, to be read.
func (o *Onlooker) Store() *store.Store { return o.store }

// Now does nothing: only the program that watches can ask.
func (o *Onlooker) Now() {}

// Listen calls f with what is known now and with every change, one at a time. The
// function returned ends it.
func (o *Onlooker) Listen(f func(checks.Snapshot)) (remove func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last++
	id := o.last
	o.listeners[id] = f
	f(o.snapshot)
	return func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		delete(o.listeners, id)
	}
}

// Run looks until ctx ends.
func (o *Onlooker) Run(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		o.look(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Close ends the reading. Run must have ended.
func (o *Onlooker) Close() error { return o.store.Close() }

func (o *Onlooker) look(ctx context.Context) {
	change, last, ok, err := o.store.Newest(ctx)
	if err != nil || !ok {
		return // the next look may see more; what is old turns unknown on the screen by its time
	}
	next := checks.Snapshot{
		Verdict: checks.Verdict{Level: change.Level, Cause: change.Cause, Layer: change.Layer, Subject: change.Subject, Channels: change.Channels},
		Since:   change.At, Checked: last.Alive, Incident: last.Incident,
	}
	if i := last.Incident; i != nil && i.Cause == change.Cause {
		next.Verdict.Facts = i.Facts
	}
	if time.Since(last.Alive) > LongSilent { // it died, and nobody watches
		next.Verdict = checks.Verdict{Cause: checks.None}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.snapshot = next
	for id := 1; id <= o.last; id++ {
		if f, ok := o.listeners[id]; ok {
			f(next)
		}
	}
}

// LongSilent is how old the newest record may be before it says nothing about now:
// three rounds that are asked half as often.
const LongSilent = 3 * time.Minute
