package engine

import (
	"context"
	"reflect"
	"time"

	"countercheck/checks"
)

// readEvery is how often the records are looked at: a technician's console, or
// another window, may have changed them.
const readEvery = time.Minute

// records are what people wrote down, as it was last read.
func (e *Engine) records() checks.Records {
	known := e.known.Load()
	if known == nil {
		return checks.Records{}
	}
	all := *known
	all.Ages, all.Care.Measured = e.opt.Settings.ages(), e.measured()
	return all
}

// read reads them. What cannot be read leaves what was known.
func (e *Engine) read(ctx context.Context) {
	all, err := e.store.Records(ctx, e.opt.Settings.Checklist)
	if err != nil {
		e.log.Warn("what people wrote down cannot be read", "error", err)
		return
	}
	e.known.Store(&all)
}

// learn reads the records anew, and has other terminals watched where those there
// are have changed.
func (e *Engine) learn(ctx context.Context) {
	asked := asksOf(e.records())
	if e.read(ctx); !reflect.DeepEqual(asked, asksOf(e.records())) {
		e.monitor.Replan(e.renew())
	}
}

// asks is what of the records decides which checks there are.
type asks struct {
	terminals []checks.Terminal
	care      bool
}

func asksOf(r checks.Records) (a asks) {
	for _, t := range r.Terminals {
		if t.InUse() {
			a.terminals = append(a.terminals, checks.Terminal{
				ID: t.ID, Name: t.Title(), Kind: t.Kind, Line: t.Line, IP: t.IP, Port: t.Port, Sleeps: t.Sleeps,
			})
		}
	}
	a.care = len(r.Care.Tasks) > 0
	return a
}

// measure notes what a whole round answers of the checklist.
func (e *Engine) measure(s checks.Snapshot) {
	if s.Checking || s.Checked.IsZero() || s.Doubt > 0 {
		return
	}
	all := checks.Measured(s.Round, s.Verdict, s.Checked)
	e.seen.Store(&all)
}

func (e *Engine) measured() []checks.Measurement {
	if all := e.seen.Load(); all != nil {
		return *all
	}
	return e.store.Last().Measured // of before this start; its age tells whether it still answers
}
