package engine

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"time"

	"countercheck/checks"
	"countercheck/checks/notify"
	"countercheck/checks/store"
)

// Shared is what a window stands on: the engine, or what can be seen of it while
// another program watches, and the engine again as soon as that one has ended.
type Shared struct {
	opt Options

	mu        sync.Mutex // guards what follows, and the order of telling
	engine    *Engine    // nil while another program watches
	by        store.Holder
	looking   *store.Store // nil where nothing was recorded yet
	snapshot  checks.Snapshot
	listeners map[int]func(checks.Snapshot)
	last      int
}

// OpenShared opens the engine, or finds out who has it.
func OpenShared(opt Options) (*Shared, error) {
	s := &Shared{
		opt: opt, listeners: map[int]func(checks.Snapshot){},
		snapshot: checks.Snapshot{Verdict: checks.Verdict{Cause: checks.None}},
	}
	return s, s.try()
}

// try takes the engine if nobody has it. That somebody has it is no error.
func (s *Shared) try() error {
	e, err := Open(s.opt)
	s.mu.Lock()
	defer s.mu.Unlock()
	var held *store.HeldError
	switch {
	case errors.As(err, &held):
		s.by = held.By
		return nil
	case err != nil:
		return err
	}
	s.engine, s.by = e, store.Holder{}
	return nil
}

// Run watches, or looks on until it can, until ctx ends. It returns when
// everything it started has ended.
func (s *Shared) Run(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	defer s.endLooking()
	for {
		if e := s.Engine(); e != nil {
			s.endLooking()
			defer e.Listen(s.tell)()
			return e.Run(ctx)
		}
		s.look(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		_, _ = s.opt.Settings.Reread() // whoever watches says what is wrong with them
		if err := s.try(); err != nil {
			return err
		}
	}
}

// look shows what the other program has seen.
func (s *Shared) look(ctx context.Context) {
	s.mu.Lock()
	looking := s.looking
	s.mu.Unlock()
	if looking == nil {
		var err error
		if looking, err = store.OpenReader(s.opt.Dir); err != nil {
			return // nothing was recorded yet, or it cannot be read now: the next look may see more
		}
		s.mu.Lock()
		s.looking = looking
		s.mu.Unlock()
	}
	if seen, ok := newest(ctx, looking); ok {
		s.tell(seen)
	}
}

func (s *Shared) endLooking() {
	s.mu.Lock()
	looking := s.looking
	s.looking = nil
	s.mu.Unlock()
	if looking != nil {
		_ = looking.Close() // it was only read from
	}
}

// Close ends the recording, if it was ours. Run must have ended.
func (s *Shared) Close() error {
	s.endLooking()
	if e := s.Engine(); e != nil {
		return e.Close()
	}
	return nil
}

// Engine is nil while another program watches.
func (s *Shared) Engine() *Engine {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.engine
}

// Holder is the other program that watches; ok is false where there is none.
func (s *Shared) Holder() (by store.Holder, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.by, s.engine == nil
}

// Now asks for a whole round at once. While another program watches it does
// nothing: the notice says who does the checking.
func (s *Shared) Now() {
	if e := s.Engine(); e != nil {
		e.Now()
	}
}

// Listen calls f with what is known now and with every change, one at a time and
// in order. The function returned ends it.
func (s *Shared) Listen(f func(checks.Snapshot)) (remove func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last++
	id := s.last
	s.listeners[id] = f
	f(s.snapshot)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, id)
	}
}

func (s *Shared) tell(next checks.Snapshot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.snapshot = next
	for id := 1; id <= s.last; id++ {
		if f, ok := s.listeners[id]; ok {
			f(next)
		}
	}
}

// Snapshot is the newest.
func (s *Shared) Snapshot() checks.Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.snapshot
}

// Plan is what is watched, by whomever.
func (s *Shared) Plan() checks.Plan {
	if e := s.Engine(); e != nil {
		return e.Plan()
	}
	plan := s.opt.Plan
	if plan == nil {
		plan = probed
	}
	return plan(s.opt.Settings.Current(), s.opt.Settings.Catalogue, func() checks.Records {
		known, _ := s.Records().Records(context.Background()) // none that can be read is none there is to show
		return known
	})
}

// Checks are what is watched, by whomever.
func (s *Shared) Checks() []checks.Check { return s.Plan().Checks }

// TryWebhook sends a message to a webhook now, to see whether it arrives.
func (s *Shared) TryWebhook(ctx context.Context, hook checks.Webhook) error {
	words := s.opt.Settings.Words()
	return notify.New(notify.Options{Agent: s.opt.Agent}).Test(ctx, hook, words.Say("message.test.title", nil), words.Say("message.test.body", nil))
}

// store is what was remembered, by whomever.
func (s *Shared) store() (*store.Store, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.engine != nil:
		return s.engine.Store(), nil
	case s.looking != nil:
		return s.looking, nil
	default:
		return nil, fs.ErrNotExist
	}
}
