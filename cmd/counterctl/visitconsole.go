package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

// console asks the questions of a visit and keeps every answer at once. It knows
// nothing of a terminal's ways: lines come in and sentences go out.
type console struct {
	typed <-chan string // what is typed; closed where nobody types any more
	out   io.Writer
	words *assets.Words
	r     visits
	now   func() time.Time

	v        checks.Visit
	named    bool       // shop and technician were asked for
	declined bool       // no network check is wanted
	run      *surveyRun // nil: none is under way
}

// How a walk through a visit can stop before its end.
var (
	errLeft  = errors.New("nobody answers any more")                  // what was answered is on record
	errAnew  = errors.New("the visit's devices were changed")         // by another window; the walk begins again
	errEnded = errors.New("the visit was ended by another window")    // there is nothing left to ask
	errGone  = errors.New("the visit was given up by another window") // and nobody wanted to keep it
)

// visit walks through all of it. Whoever leaves in the middle goes on another time.
func (k *console) visit(ctx context.Context, out string) error {
	life, cancel := context.WithCancel(ctx)
	err := k.walk(life)
	cancel()
	err = k.leave(ctx, err)
	switch {
	case errors.Is(err, errLeft) && k.v.ID == "":
		fmt.Fprintln(k.out)
		k.say("nothing", nil)
		return nil
	case errors.Is(err, errLeft):
		fmt.Fprintln(k.out)
		k.say("left", nil)
		return nil
	case errors.Is(err, errEnded):
		k.say("ended_there", nil)
		return nil
	case errors.Is(err, errGone):
		k.say("gone_there", nil)
		return nil
	case err != nil:
		return errors.New(k.words.Say("visitconsole.unsaved", map[string]any{"Why": err.Error()}))
	}
	k.say("ended", nil)
	return k.report(ctx, out)
}

// walk takes the steps in their order. Each asks only what was not answered yet.
func (k *console) walk(ctx context.Context) error {
	err := k.begin(ctx)
	for again := err == nil; again; again = errors.Is(err, errAnew) {
		err = k.steps(ctx)
	}
	if errors.Is(err, context.Canceled) {
		return errLeft // between two questions
	}
	return err
}

func (k *console) steps(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		k.who, k.choose, k.startSurvey, k.inspect, k.endSurvey, k.repairs, k.again, k.close, k.end,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// change saves an answer. Where another window was faster, its changes are taken
// over and the answer is given to them; an answer is never lost, and what was
// typed is saved though somebody pressed Ctrl-C.
func (k *console) change(ctx context.Context, answer func(v *checks.Visit)) error {
	ctx = context.WithoutCancel(ctx)
	for {
		next := copyOf(k.v)
		answer(&next)
		saved, err := k.r.SaveVisit(ctx, next)
		if err == nil {
			k.v = saved
			return nil
		}
		if err := k.reread(ctx, err); err != nil {
			return err
		}
	}
}

// reread takes over what another window made of the visit. An error that is not
// about that comes back as it is.
func (k *console) reread(ctx context.Context, why error) error {
	if !errors.Is(why, checks.ErrChanged) && !errors.Is(why, checks.ErrGone) {
		return why
	}
	all, err := k.r.Visits(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(v checks.Visit) bool { return v.ID == k.v.ID })
	switch {
	case at < 0:
		return k.gone(ctx)
	case !all[at].Open():
		k.v = all[at]
		return errEnded
	}
	same := slices.EqualFunc(all[at].Terminals, k.v.Terminals, func(a, b checks.Inspection) bool { return a.Terminal.ID == b.Terminal.ID })
	k.v = all[at]
	k.say("changed", nil)
	if !same {
		return errAnew
	}
	return nil
}

// gone: somebody gave the visit up elsewhere; what was answered here is still here.
func (k *console) gone(ctx context.Context) error {
	keep, err := k.yes(ctx, "gone", nil, true)
	if err != nil {
		keep = true // nobody is there who said no
	}
	if !keep {
		return errGone
	}
	k.v.Revision = 0 // it is written as if it were new
	return nil
}

// copyOf is a visit of its own as far as answers reach into it.
func copyOf(v checks.Visit) checks.Visit {
	v.Terminals = slices.Clone(v.Terminals)
	for n := range v.Terminals {
		v.Terminals[n].Findings = slices.Clone(v.Terminals[n].Findings)
	}
	v.Repairs = slices.Clone(v.Repairs)
	return v
}
