package ui

import (
	"context"
	"errors"

	"countercheck/checks"
)

// change changes what becomes of a case, and saves it.
func (l *caseLog) change(f *caseForm, do func(checks.FollowUp) checks.FollowUp) {
	f.draft = do(f.draft)
	l.save(f)
}

// save writes a case as it stands: one write at a time, and the last one last.
func (l *caseLog) save(f *caseForm) {
	switch {
	case f.theirs != nil || !f.unsaved() && !f.saving:
		return
	case f.saving:
		f.again = true
		return
	}
	f.saving, f.again, f.done, f.trouble = true, false, false, nil
	sent, u := f.draftCase(), l.u
	l.tell(f)
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		saved, err := u.deps.Cases.SaveCase(ctx, sent)
		var theirs *checks.Case
		if errors.Is(err, checks.ErrChanged) {
			now, gone := u.deps.Cases.Case(ctx, sent.ID)
			if gone != nil {
				err = gone
			} else {
				theirs = &now
			}
		}
		return func() { l.wrote(f, sent.Follow, saved, theirs, err) }
	})
}

// wrote takes in what became of a save. What was typed meanwhile stays, and is saved
// next.
func (l *caseLog) wrote(f *caseForm, sent checks.FollowUp, saved checks.Case, theirs *checks.Case, err error) {
	f.saving = false
	switch {
	case theirs != nil && len(f.clashes(theirs.Follow)) > 0:
		f.theirs = theirs
		l.refresh(f)
		return
	case theirs != nil:
		f.merge(*theirs)
		f.again = true
		l.refresh(f)
	case err != nil:
		f.trouble, f.fill.put = err, false
	default:
		f.done = true
		f.saved = saved
		if sameFollow(f.draft, sent) {
			f.draft = saved.Follow
		}
		if f.fill.put {
			f.fill = caseFill{}
			l.refresh(f)
		}
		l.ask()
	}
	if f.again && f.trouble == nil {
		f.again = false
		l.save(f)
	}
	l.tell(f)
}

// tell says on the open page how the saving stands.
func (l *caseLog) tell(f *caseForm) {
	if p, ok := l.u.now.(*casePage); ok && p.form == f {
		p.tellState()
	}
}

// refresh makes the open page anew.
func (l *caseLog) refresh(f *caseForm) {
	if p, ok := l.u.now.(*casePage); ok && p.form == f {
		p.build()
	}
}
