package engine

import (
	"context"
	"errors"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/version"
)

const (
	// versionsEvery is how often a version is read and a list fetched: once a day.
	versionsEvery = 24 * time.Hour
	// dueEvery is how often is looked whether one is due, and firstDue how long
	// after the start: the first minute belongs to the line.
	dueEvery = 10 * time.Minute
	firstDue = time.Minute
)

// readVersions reads each terminal's version where it can be read, and fetches the
// service company's list, until ctx ends. It reads the records anew in between.
func (e *Engine) readVersions(ctx context.Context) {
	due := time.NewTimer(firstDue)
	defer due.Stop()
	known := time.NewTicker(readEvery)
	defer known.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-known.C:
			e.learn(ctx)
		case <-due.C:
			e.readDue(ctx, time.Now())
			due.Reset(dueEvery)
		}
	}
}

func (e *Engine) readDue(ctx context.Context, now time.Time) {
	e.fetchList(ctx, now)
	for _, t := range e.records().Terminals {
		if ctx.Err() == nil && t.InUse() && t.Source != nil && isDue(t.Tried, now) {
			e.readOne(ctx, t, now)
		}
	}
	e.learn(ctx)
}

// isDue: a day has passed, or the clock was set back meanwhile.
func isDue(last, now time.Time) bool { return now.Sub(last) >= versionsEvery || last.After(now) }

// readOne reads a terminal's version and notes what came of it. What was read
// before stays where nothing can be read now: its age says how old it is.
func (e *Engine) readOne(ctx context.Context, t checks.Terminal, now time.Time) {
	reading, err := readVersion(ctx, t)
	if ctx.Err() != nil {
		return
	}
	why := ""
	if err != nil {
		why = whyUnread(e.opt.Settings.Words(), err)
		e.log.Info("a version was not read", "terminal", t.ID, "error", err)
	}
	err = e.store.NoteVersion(ctx, t.ID, func(t *checks.Terminal) {
		t.Tried, t.Unread = now, why
		if why == "" {
			t.Version = reading
		}
	})
	if err != nil {
		e.log.Warn("a version was not noted", "error", err)
	}
}

// fetchList fetches the service company's list of versions. A broken one changes
// nothing, and is told on the screen.
func (e *Engine) fetchList(ctx context.Context, now time.Time) {
	where := e.opt.Settings.Current().Care.List
	last, err := e.store.LastList(ctx)
	e.list.Store(&last)
	if where == "" || err != nil || (last.Where == where && !isDue(last.At, now)) {
		return
	}
	rules, err := version.FetchList(ctx, where, nil)
	if ctx.Err() != nil {
		return
	}
	last = checks.ListFetched{Where: where, At: now}
	if err == nil {
		for i := range rules {
			rules[i].At, rules[i].By, rules[i].Listed = now, where, true
		}
		err = e.store.ReplaceListed(ctx, rules)
	}
	if err != nil {
		last.Why = whyUnread(e.opt.Settings.Words(), err)
		e.log.Warn("the list of versions", "error", err)
	}
	e.list.Store(&last)
	if err := e.store.NoteList(ctx, last); err != nil {
		e.log.Warn("the list of versions was not noted", "error", err)
	}
}

// whyUnread says why a version or a list could not be read, in a sentence.
func whyUnread(words *assets.Words, err error) string {
	var p *version.Problem
	if errors.As(err, &p) {
		return words.Say("version.why."+p.Why, map[string]any{"What": p.What})
	}
	return err.Error()
}
