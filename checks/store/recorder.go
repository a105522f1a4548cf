package store

import (
	"context"
	"time"

	"countercheck/checks"
)

const (
	// mostWaiting results may wait for the disk: those of about two hours.
	mostWaiting = 20_000
	// mostEvents bounds changes, incidents, scenes and gaps that wait; they are
	// few, and dropped last.
	mostEvents = 4_000
	// longestWait is how long the line's own beats wait for the next whole round,
	// so that a round is one transaction.
	longestWait = 40 * time.Second
	// tryAgain is how soon a disk that refused is asked again.
	tryAgain = 5 * time.Second
)

// queue is what waits for the disk.
type queue struct {
	samples []checks.Sample
	events  []checks.Entry // without their results
	last    *checks.Last
	urgent  bool // a whole round has ended, or something happened
}

func (q *queue) empty() bool { return len(q.samples) == 0 && len(q.events) == 0 && q.last == nil }

// bound drops the oldest of what is too much, and counts the results among it.
func (q *queue) bound() (dropped int) {
	if extra := len(q.samples) - mostWaiting; extra > 0 {
		q.samples = append([]checks.Sample(nil), q.samples[extra:]...)
		dropped = extra
	}
	if extra := len(q.events) - mostEvents; extra > 0 {
		q.events = append([]checks.Entry(nil), q.events[extra:]...)
	}
	return dropped
}

// Record takes an entry to be written. It never waits for the disk.
func (s *Store) Record(e checks.Entry) {
	s.mu.Lock()
	for _, r := range e.Results {
		if sample, ok := checks.SampleOf(r); ok {
			s.queue.samples = append(s.queue.samples, sample)
		}
	}
	e.Results = nil
	event := e.Change != nil || e.Incident != nil || e.Scene != nil || e.Gap != nil
	if event {
		s.queue.events = append(s.queue.events, e)
	}
	s.queue.last = &e.Last
	s.queue.urgent = s.queue.urgent || e.Whole || event
	s.health.Dropped += s.queue.bound()
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// run is the one goroutine that writes.
func (s *Store) run() {
	ctx := context.Background() // a transaction is never cut off in the middle
	s.check(ctx)
	first := longestWait
	if !s.Health().Since.IsZero() {
		first = tryAgain
	}
	wait := time.NewTimer(first)
	defer wait.Stop()
	for {
		select {
		case <-s.stop:
			s.flush(ctx)
			return
		case <-s.wake:
			if !s.due() {
				continue
			}
		case <-wait.C:
		}
		next := longestWait
		if !s.flush(ctx) {
			next = tryAgain
		}
		wait.Reset(next)
	}
}

// due: something waits that should not wait longer, and the disk did not refuse a
// moment ago.
func (s *Store) due() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.urgent && s.health.Since.IsZero()
}

// check looks through a database whose last user did not end in peace.
func (s *Store) check(ctx context.Context) {
	db, err := s.reader()
	if err != nil || !db.unclean {
		return
	}
	s.trouble(s.renew(ctx, db.sound(ctx)))
}

// renew sets a database aside that why says is damaged, and begins a new one. It
// returns what is still wrong.
func (s *Store) renew(ctx context.Context, why error) error {
	if reasonOf(why) != Damaged {
		return why
	}
	s.mu.Lock()
	db := s.db
	s.db = nil
	s.mu.Unlock()
	if db != nil {
		_ = db.close() // it is damaged: that is why
	}
	if err := s.aside(why); err != nil {
		return err
	}
	return s.open(ctx)
}

// flush writes what waits, in one transaction. What cannot be written waits on.
func (s *Store) flush(ctx context.Context) (written bool) {
	s.mu.Lock()
	db, batch, opt := s.db, s.queue, s.opt
	s.queue, s.busy = queue{}, true
	s.mu.Unlock()
	var err error
	if db == nil {
		if err = s.open(ctx); err == nil {
			db, err = s.reader()
		}
	}
	if err == nil && !batch.empty() {
		err = db.keep(ctx, batch, opt)
	}
	if err != nil {
		s.putBack(batch)
	} else {
		err = db.shrink(ctx, opt) // what was written stays written
	}
	refused := err != nil
	s.trouble(s.renew(ctx, err))
	return !refused
}

// putBack lets a batch that could not be written wait before what came since.
func (s *Store) putBack(batch queue) {
	s.mu.Lock()
	defer s.mu.Unlock()
	batch.samples = append(batch.samples, s.queue.samples...)
	batch.events = append(batch.events, s.queue.events...)
	if s.queue.last != nil {
		batch.last = s.queue.last
	}
	s.health.Dropped += batch.bound()
	s.queue = batch
}

// trouble notes why nothing can be written, or that it can again.
func (s *Store) trouble(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy = false
	reason := reasonOf(err)
	switch {
	case reason == Recording:
		s.health.Since = time.Time{}
	case s.health.Since.IsZero():
		s.health.Since = s.opt.Now()
	}
	s.health.Reason = reason
	if err != nil {
		s.health.Err = err.Error()
	}
}
