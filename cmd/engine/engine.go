package engine

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/monitor"
	"countercheck/checks/notify"
	"countercheck/checks/probe"
	"countercheck/checks/report"
	"countercheck/checks/store"
)

// Planner makes the plan that is watched. known is what people wrote down, as it is
// whenever it is called.
type Planner func(s checks.Settings, c checks.Catalogue, known func() checks.Records) checks.Plan

// thrifty has garbage collected early: a program that runs all day beside a till
// allocates little, so that this costs no time that could be measured, and takes a
// fourth less memory.
const thrifty = 25

// Options are what varies between the window and the agent.
type Options struct {
	Dir      string // the data folder
	Kind     string // who holds the lock: "window" or "agent"
	Settings *Settings
	Plan     Planner              // nil: the probe's
	Tell     func(checks.Message) // beside the webhooks; must not block; nil: nobody
	Agent    string               // the product and its version, for those who are asked
}

// Engine watches, remembers and tells. There is one at a time for a data folder.
type Engine struct {
	opt      Options
	lock     *store.Lock // nil where the folder refuses one: nothing is recorded then either
	store    *store.Store
	monitor  *monitor.Monitor
	notifier *notify.Notifier
	log      *slog.Logger
	crashed  string         // what the last start left behind, "" if it ended well
	ends     []func() error // in the order they are to be called

	known atomic.Pointer[checks.Records]       // what people wrote down, as it was last read
	seen  atomic.Pointer[[]checks.Measurement] // what the last whole round answers of the checklist

	list atomic.Pointer[checks.ListFetched] // how the last fetching of a list of versions went

	mu   sync.Mutex
	plan checks.Plan // the newest
}

// Open takes the lock of the data folder and puts everything together; nothing is
// asked before Run. Where another program watches already it fails with a
// *store.HeldError. A disk that refuses is no error: the line is watched all the
// same, and Health says what is not remembered.
func Open(opt Options) (*Engine, error) {
	if opt.Plan == nil {
		opt.Plan = probed
	}
	var held *store.HeldError
	lock, err := store.TakeLock(opt.Dir, opt.Kind)
	if errors.As(err, &held) {
		return nil, held
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(thrifty)
	}
	e := &Engine{opt: opt, lock: lock}
	if err == nil {
		err = deleteIfAsked(opt.Dir, opt.Settings)
	}
	e.openLog()
	if err != nil {
		e.log.Warn("the data folder", "error", err)
	}
	e.takeRestored()
	e.store = store.Open(opt.Dir, store.Options{Keep: opt.Settings.Current().Keep})
	e.notifier = notify.New(notify.Options{
		Hooks: func() []checks.Webhook { return opt.Settings.Current().Webhooks },
		Agent: opt.Agent, Log: e.log, Late: e.late,
	})
	e.read(context.Background())
	e.monitor = monitor.New(e.renew(), monitor.Options{
		Clock: probe.Clock, Fingerprint: probe.Fingerprint, Renew: e.renew,
		Resume: e.store.Last(), Record: e.record, Trace: e.trace, Tell: e.tell, Warn: e.warn,
	})
	e.ends = append([]func() error{unfollowing(opt.Settings.Follow(e.follow)), e.store.Close}, e.ends...)
	return e, nil
}

func unfollowing(remove func()) func() error { return func() error { remove(); return nil } }

// openLog has what happens written down, and what breaks.
func (e *Engine) openLog() {
	log, file := openLog(e.opt.Dir, slog.LevelInfo)
	e.log = log
	crashed, end, err := keepCrash(e.opt.Dir)
	if err != nil {
		log.Warn("what breaks will not be written down", "error", err)
	} else {
		e.ends = append(e.ends, end)
	}
	e.crashed = crashed
	if crashed != "" {
		log.Error("the last start broke", "file", crashed)
	}
	e.ends = append(e.ends, file.Close)
}

// takeRestored puts a back-up in place that was laid ready before this start.
func (e *Engine) takeRestored() {
	if e.lock == nil {
		return
	}
	aside, err := TakeRestored(e.opt.Dir, e.opt.Settings)
	if err != nil {
		e.log.Error("a back-up was not put in place", "error", err)
	}
	if aside != "" {
		e.log.Info("what was there before a back-up was restored", "file", aside)
	}
}

// Crashed is the file in which the last start left why it broke, "" if it ended
// well.
func (e *Engine) Crashed() string { return e.crashed }

func probed(s checks.Settings, c checks.Catalogue, known func() checks.Records) checks.Plan {
	return probe.New(s, c, assets.RootsPEM, probe.Watching(), probe.Knowing(known))
}

// Run watches until ctx ends, and returns when everything it started has ended.
func (e *Engine) Run(ctx context.Context) error {
	e.log.Info("watching", "as", e.opt.Kind, "folder", e.opt.Dir)
	ctx, cancel := context.WithCancel(ctx)
	var telling sync.WaitGroup
	telling.Go(func() { _ = e.notifier.Run(ctx) }) // it ends with ctx
	telling.Go(func() { e.reread(ctx) })
	telling.Go(func() { e.readVersions(ctx) })
	defer e.monitor.Listen(e.measure)()
	err := e.monitor.Run(ctx)
	cancel()
	telling.Wait()
	e.log.Info("watching has ended")
	return err
}

// Close ends the recording and lets go of the data folder. Run must have ended.
func (e *Engine) Close() (err error) {
	for _, end := range e.ends {
		err = errors.Join(err, end())
	}
	if e.lock == nil {
		return err
	}
	return errors.Join(err, deleteIfAsked(e.opt.Dir, e.opt.Settings), e.lock.Release())
}

// Now asks for a whole round at once.
func (e *Engine) Now() { e.monitor.Now() }

// Listen calls f with what is known now and with every change.
func (e *Engine) Listen(f func(checks.Snapshot)) (remove func()) { return e.monitor.Listen(f) }

// Store is what remembers.
func (e *Engine) Store() *store.Store { return e.store }

// Checks are what is watched now.
func (e *Engine) Checks() []checks.Check { return e.Plan().Checks }

// Plan is what is watched now.
func (e *Engine) Plan() checks.Plan {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.plan
}

// renew makes the plan anew, for other settings or another network.
func (e *Engine) renew() checks.Plan {
	plan := e.opt.Plan(e.opt.Settings.Current(), e.opt.Settings.Catalogue, e.records)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.plan = plan
	return plan
}

// follow has what runs do what the settings say now.
func (e *Engine) follow() {
	e.store.Keep(e.opt.Settings.Current().Keep)
	e.monitor.Replan(e.renew())
}

func (e *Engine) record(entry checks.Entry) {
	if c := entry.Change; c != nil {
		e.log.Info("believed", "level", c.Level.String(), "cause", string(c.Cause), "subject", c.Subject)
	}
	if g := entry.Gap; g != nil {
		e.log.Info("not watched", "from", g.From, "to", g.To, "why", string(g.Kind), "moved", g.Moved)
	}
	entry.Last.Measured = e.measured()
	e.store.Record(entry)
}

func (e *Engine) trace(ctx context.Context) ([]checks.Hop, string, error) {
	return probe.Trace(ctx, e.opt.Settings.Catalogue.With(e.opt.Settings.Current().Hosts).Anchors)
}

func (e *Engine) warn() (checks.WarnSettings, checks.Hours) {
	now := e.opt.Settings.Current()
	return now.Warn, now.Hours
}

// tell hands a message to the webhooks and to whoever else wants it.
func (e *Engine) tell(m checks.Message) {
	title, body := report.Message(e.opt.Settings.Words(), m, e.Plan().Profile)
	e.log.Info("told", "what", string(m.Kind), "cause", string(m.Incident.Cause))
	if title != "" {
		e.notifier.Send(title, body)
	}
	if e.opt.Tell != nil {
		e.opt.Tell(m)
	}
}

// late says of a message that could not be sent at once when it is from.
func (e *Engine) late(from time.Time) string {
	return e.opt.Settings.Words().Say("message.late.note", map[string]any{"Time": from.Format("15:04")})
}
