package ui

import (
	"context"
	"errors"
	"reflect"
	"time"

	"countercheck/checks"
)

// caseSaver writes a case as it grows: one write at a time, the last one last, each
// on top of what the one before left. What cannot be written stays where it is, and
// is told.
type caseSaver struct {
	t       *triaging
	last    checks.Case // as it was saved; ID "": it never was
	saving  bool        // one save is on its way,
	again   bool        // and another has to follow it
	ending  bool        // all is written down with it
	mistake bool        // it was begun by mistake
	ended   bool
	trouble error
	theirs  *checks.Case // what another window made of it meanwhile
	gone    bool
}

// kept reports that all that was answered is on record.
func (s *caseSaver) kept() bool {
	return s.last.ID != "" && !s.saving && s.trouble == nil && s.theirs == nil && !s.gone
}

// save writes the case as it stands, if cases are kept.
func (s *caseSaver) save() {
	t := s.t
	if t.u.deps.Cases == nil || s.theirs != nil || s.gone || s.ended {
		return
	}
	if s.saving {
		s.again = true
		return
	}
	s.saving, s.again, s.trouble = true, false, nil
	sent, ending := t.c, s.ending || s.mistake
	if s.ending {
		sent.Concluded = t.u.deps.Now()
	}
	sent.Follow.Mistake = s.mistake
	u := t.u
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		saved, err := u.deps.Cases.SaveCase(ctx, sent)
		var theirs *checks.Case
		if errors.Is(err, checks.ErrChanged) || errors.Is(err, checks.ErrConcluded) {
			var now checks.Case
			if now, err = u.deps.Cases.Case(ctx, sent.ID); err == nil {
				theirs = &now
			}
		}
		return func() { s.saved(sent, saved, theirs, ending, err) }
	})
}

// saved takes in what became of a save. What was answered meanwhile stays, and is
// saved next.
func (s *caseSaver) saved(sent, saved checks.Case, theirs *checks.Case, ending bool, err error) {
	t := s.t
	s.saving, s.trouble, s.gone = false, err, errors.Is(err, checks.ErrGone)
	switch {
	case theirs != nil && theirs.Concluded.IsZero() && s.sameAnswers(*theirs):
		s.take(*theirs) // only what became of it differs: that is not asked here
		s.save()
		return
	case err != nil || theirs != nil:
		s.theirs, s.ending, s.mistake = theirs, false, false
	default:
		s.last = saved
		t.c.ID, t.c.Revision = saved.ID, saved.Revision
		t.u.log.ask()
		if ending && !s.again {
			s.end(sent.Follow.Mistake)
			return
		}
		if s.again || s.ending || s.mistake {
			s.save()
			return
		}
	}
	t.refresh()
}

// sameAnswers reports that another window changed nothing that is asked for here.
func (s *caseSaver) sameAnswers(theirs checks.Case) bool {
	return reflect.DeepEqual(plainSale(theirs.Sale), plainSale(s.last.Sale)) && theirs.Sale.At.Equal(s.last.Sale.At) &&
		len(theirs.Answers) == len(s.last.Answers) && (len(theirs.Answers) == 0 || reflect.DeepEqual(theirs.Answers, s.last.Answers))
}

func plainSale(s checks.Sale) checks.Sale {
	s.At = time.Time{}
	return s
}

// take builds on what another window saved.
func (s *caseSaver) take(theirs checks.Case) {
	s.last, s.theirs, s.gone, s.trouble = theirs, nil, false, nil
	s.t.c.ID, s.t.c.Revision, s.t.c.Follow = theirs.ID, theirs.Revision, theirs.Follow
}

// end: all is on record, and nothing is left to do here.
func (s *caseSaver) end(mistake bool) {
	s.ended = true
	u, t := s.t.u, s.t
	shown := false
	if p, ok := u.now.(*triage); ok {
		shown = p.t == t
	}
	t.drop()
	switch {
	case !shown:
	case mistake:
		u.Show(t.came)
	default:
		u.Show(refundScreen)
	}
}

// conclude: all is written down.
func (t *triaging) conclude() {
	if t.u.deps.Cases == nil {
		t.saver.end(false)
		return
	}
	t.begun = true
	if t.c.Recorded.IsZero() {
		t.c.Recorded = t.u.deps.Now()
	}
	t.saver.ending = true
	t.saver.save()
}

// mistaken: the button was pressed by mistake. A case that is on record stays
// there, and does not count.
func (t *triaging) mistaken() {
	if t.u.deps.Cases == nil || !t.begun {
		t.saver.end(true)
		return
	}
	t.saver.mistake = true
	t.saver.save()
}

// keepMine puts what was answered here over what the other window saved.
func (t *triaging) keepMine() {
	if t.saver.gone {
		t.c.ID, t.c.Revision = "", 0
		t.saver.gone, t.saver.trouble, t.saver.last = false, nil, checks.Case{}
	} else if t.saver.theirs != nil {
		t.saver.take(*t.saver.theirs)
	}
	t.saver.save()
	t.refresh()
}

// takeTheirs goes on with what the other window saved.
func (t *triaging) takeTheirs() {
	theirs := *t.saver.theirs
	t.saver.take(theirs)
	t.c = theirs
	clear(t.typed)
	t.when = "own"
	t.countDown()
	t.look()
	t.refresh()
}
