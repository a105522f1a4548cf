package engine

import (
	"time"

	"countercheck/checks"
)

// Now begins a round. While one is under way it does nothing.
func (d *Demo) Now() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.snapshot.Checking || d.ctx.Err() != nil {
		return
	}
	d.snapshot.Checking, d.snapshot.Done, d.snapshot.Total = true, 0, len(d.plan.Checks)
	d.tell()
	d.running.Go(d.check)
}

// check is one round and what it comes to. What is not well is believed at once:
// who is shown a fault does not wait for three rounds of it.
func (d *Demo) check() {
	round, verdict, whole := d.Round(d.ctx, func(checks.Result) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.snapshot.Done++
		d.tell()
	})
	d.mu.Lock()
	defer d.mu.Unlock()
	d.snapshot.Checking = false
	if !whole {
		return
	}
	if d.snapshot.Since.IsZero() && verdict.Level > checks.OK {
		d.snapshot.Since = round.Started
	}
	d.snapshot.Verdict, d.snapshot.Round, d.snapshot.Checked = verdict, round, time.Now()
	d.tell()
}

// Listen calls f with what is shown now and with every change, one at a time. The
// function returned ends it.
func (d *Demo) Listen(f func(checks.Snapshot)) (remove func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last++
	id := d.last
	d.listeners[id] = f
	f(d.snapshot)
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.listeners, id)
	}
}

// tell is called with the lock held.
func (d *Demo) tell() {
	for id := 1; id <= d.last; id++ {
		if f, ok := d.listeners[id]; ok {
			f(d.snapshot)
		}
	}
}
