package ui

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"countercheck/checks"
)

// caseForm is what becomes of a case, as it is being written down. It outlives its
// page, so that looking elsewhere loses nothing; all of it is saved as it comes.
type caseForm struct {
	saved checks.Case       // as it is recorded
	draft checks.FollowUp   // with what was chosen and typed
	typed map[string]string // what was typed and cannot be recorded, by field

	saving  bool // one save is on its way,
	again   bool // and another has to follow it
	done    bool // the last one came through
	trouble error
	theirs  *checks.Case // what another window made of it, where both changed the same
	merged  bool         // another window's changes were taken in

	fill   caseFill
	report caseReport
}

func newCaseForm(c checks.Case) *caseForm {
	return &caseForm{saved: c, draft: c.Follow, typed: map[string]string{}}
}

// dirty reports that something is not saved yet.
func (f *caseForm) dirty() bool { return len(f.typed) > 0 || f.unsaved() }

// idle reports that nothing would be lost with it.
func (f *caseForm) idle() bool {
	return !f.dirty() && !f.saving && f.theirs == nil && f.report.run == nil && !f.fill.open
}

// draftCase is the case as it is to be saved.
func (f *caseForm) draftCase() checks.Case {
	c := f.saved
	c.Follow = f.draft
	if f.fill.put {
		c.Sale = f.fill.into(c.Sale)
		c.Likely = checks.TriageOf(c.Sale, c.Answers, c.Minute).Likely
	}
	return c
}

// unsaved reports that something can be saved that is not.
func (f *caseForm) unsaved() bool { return f.fill.put || !sameFollow(f.draft, f.saved.Follow) }

func sameFollow(a, b checks.FollowUp) bool {
	times := a.Answered.Equal(b.Answered) && a.Closed.Equal(b.Closed)
	a.Answered, a.Closed, b.Answered, b.Closed = time.Time{}, time.Time{}, time.Time{}, time.Time{}
	return times && a == b
}

// withStatus is what a status makes of the rest. The customer counts as told from
// the first time somebody said so. Who closes a case did not say that anybody was
// told: that stays as it is. before is what was recorded, so that a wrong press can
// be taken back.
func withStatus(f, before checks.FollowUp, to checks.CaseStatus, now time.Time) checks.FollowUp {
	f.Status = to
	switch to {
	case checks.CaseAnswered:
		f = wasTold(f, before, now)
	case checks.CaseOpen:
		f.Answered = time.Time{}
	case checks.CaseWaiting, checks.CaseClosed:
	}
	switch {
	case to != checks.CaseClosed:
		f.Closed = time.Time{}
	case f.Closed.IsZero() && !before.Closed.IsZero():
		f.Closed = before.Closed
	case f.Closed.IsZero():
		f.Closed = now
	}
	return f
}

// wasTold: the customer knows why.
func wasTold(f, before checks.FollowUp, now time.Time) checks.FollowUp {
	switch {
	case !f.Answered.IsZero():
	case !before.Answered.IsZero():
		f.Answered = before.Answered
	default:
		f.Answered = now
	}
	return f
}

// errStaff: what was typed is no number of minutes.
var errStaff = errors.New("no number of minutes")

// put takes what was typed into a field: "staff" or "note". What cannot be recorded
// stays as it was typed, and is told.
func (f *caseForm) put(field, text string) error {
	next := f.draftCase()
	switch field {
	case "staff":
		minutes, ok := readMinutes(text)
		if !ok {
			f.typed[field] = text
			return errStaff
		}
		next.Follow.Staff = minutes
	default:
		next.Follow.Note = strings.TrimSpace(text)
	}
	if err := checks.ValidateCase(next); err != nil {
		f.typed[field] = text
		return err
	}
	delete(f.typed, field)
	f.draft = next.Follow
	return nil
}

// readMinutes reads how long something took; nothing is no time.
func readMinutes(text string) (minutes int, ok bool) {
	if strings.TrimSpace(text) == "" {
		return 0, true
	}
	d, ok := readLength(text, time.Minute)
	return int(d / time.Minute), ok
}

// text is what stands in a field: what was typed, also where it cannot be kept.
func (f *caseForm) text(field string) string {
	if text, wrong := f.typed[field]; wrong {
		return text
	}
	if field == "note" {
		return f.draft.Note
	}
	if f.draft.Staff == 0 {
		return ""
	}
	return strconv.Itoa(f.draft.Staff)
}

// followPart is one thing about a case that two windows can both change.
type followPart struct {
	id   string
	same func(a, b checks.FollowUp) bool
	copy func(to *checks.FollowUp, from checks.FollowUp)
}

// followParts are all of them; the words of id stand under case.field.
var followParts = []followPart{
	{"status", func(a, b checks.FollowUp) bool {
		return a.Status == b.Status && a.Answered.Equal(b.Answered) && a.Closed.Equal(b.Closed)
	}, func(to *checks.FollowUp, from checks.FollowUp) {
		to.Status, to.Answered, to.Closed = from.Status, from.Answered, from.Closed
	}},
	{"staff", func(a, b checks.FollowUp) bool { return a.Staff == b.Staff }, func(to *checks.FollowUp, from checks.FollowUp) { to.Staff = from.Staff }},
	{"repeat", func(a, b checks.FollowUp) bool { return a.Repeat == b.Repeat }, func(to *checks.FollowUp, from checks.FollowUp) { to.Repeat = from.Repeat }},
	{"suspect", func(a, b checks.FollowUp) bool { return a.Suspect == b.Suspect }, func(to *checks.FollowUp, from checks.FollowUp) { to.Suspect = from.Suspect }},
	{"mistake", func(a, b checks.FollowUp) bool { return a.Mistake == b.Mistake }, func(to *checks.FollowUp, from checks.FollowUp) { to.Mistake = from.Mistake }},
	{"note", func(a, b checks.FollowUp) bool { return a.Note == b.Note }, func(to *checks.FollowUp, from checks.FollowUp) { to.Note = from.Note }},
}

// clashes are the parts that were changed here and in the other window, to different
// things.
func (f *caseForm) clashes(theirs checks.FollowUp) (ids []string) {
	for _, p := range followParts {
		if !p.same(f.draft, f.saved.Follow) && !p.same(theirs, f.saved.Follow) && !p.same(f.draft, theirs) {
			ids = append(ids, p.id)
		}
	}
	return ids
}

// merge puts what was changed here over what another window saved.
func (f *caseForm) merge(theirs checks.Case) {
	merged := theirs.Follow
	for _, p := range followParts {
		if !p.same(f.draft, f.saved.Follow) {
			p.copy(&merged, f.draft)
		}
	}
	f.saved, f.draft, f.theirs, f.trouble, f.merged = theirs, merged, nil, nil, true
}

// takeTheirs gives up what was changed here.
func (f *caseForm) takeTheirs() {
	f.saved, f.draft, f.theirs, f.trouble = *f.theirs, f.theirs.Follow, nil, nil
	clear(f.typed)
}
