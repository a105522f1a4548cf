package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"countercheck/checks"
)

// visiting is the technician's visit as it is being written down. It outlives its
// pages: another screen, another language or a network check that takes its time
// lose nothing of it. Every answer is saved at once.
type visiting struct {
	u       *UI
	visit   checks.Visit
	records checks.Records
	loaded  bool
	failed  error             // why nothing could be read
	wanted  []string          // the terminals to begin with; nil: all
	typed   map[string]string // what was typed and cannot be recorded, by field

	saving  bool // one save is on its way,
	again   bool // and another has to follow it
	ending  bool // the visit ends with it
	giving  bool // it is given up once the save is through
	trouble error
	theirs  *checks.Visit // what another window made of it meanwhile
	gone    bool          // another window gave it up
	quick   time.Time     // when the last answer was given by a key

	run    *surveyRun // the network check that runs; nil: none
	missed error      // why the last one came to nothing
	skip   bool       // the network is not to be checked beside
	// allHosts: the hosts that the shop's money does not go to are shown too.
	allHosts bool
}

// begun reports that the visit is on record.
func (v *visiting) begun() bool { return !v.visit.Started.IsZero() }

// nextVisit is after how many days the next visit is due, unless somebody says
// otherwise.
const nextVisit = 90

// load asks for what is recorded, and goes on with the visit under way, if there is
// one.
func (v *visiting) load() {
	u := v.u
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		records, err := u.deps.Records.Records(ctx)
		visits, failed := u.deps.Records.Visits(ctx)
		return func() {
			if v.failed = errors.Join(err, failed); v.failed == nil {
				v.take(records, visits)
			}
			v.refresh()
		}
	})
}

func (v *visiting) take(records checks.Records, visits []checks.Visit) {
	v.loaded, v.records = true, records
	for _, old := range visits {
		if old.Open() {
			v.visit = old
			return
		}
	}
	v.visit = v.fresh(visits)
}

// fresh is a visit that has not begun, with what is as it was the last time.
func (v *visiting) fresh(past []checks.Visit) checks.Visit {
	next := checks.Visit{Next: v.u.deps.Now().AddDate(0, 0, nextVisit).Format(time.DateOnly)}
	for _, old := range past {
		if !old.Open() {
			next.Shop, next.Address, next.Technician, next.Company = old.Shop, old.Address, old.Technician, old.Company
			break
		}
	}
	for _, t := range v.offered() {
		if v.wanted == nil || slices.Contains(v.wanted, t.ID) {
			next.Terminals = append(next.Terminals, checks.InspectionOf(t))
		}
	}
	return next
}

// offered are the terminals that can be visited.
func (v *visiting) offered() []checks.Terminal {
	return slices.DeleteFunc(slices.Clone(v.records.Terminals), func(t checks.Terminal) bool { return !t.Retired.IsZero() })
}

// copyOf is a visit that shares nothing that is ever written into.
func copyOf(v checks.Visit) checks.Visit {
	v.Terminals = slices.Clone(v.Terminals)
	for i := range v.Terminals {
		v.Terminals[i].Findings = slices.Clone(v.Terminals[i].Findings)
	}
	v.Repairs = slices.Clone(v.Repairs)
	v.Signed.Lines = slices.Clone(v.Signed.Lines)
	return v
}

// change changes the visit, and saves it once it has begun.
func (v *visiting) change(do func(*checks.Visit)) {
	next := copyOf(v.visit)
	do(&next)
	v.visit = next
	v.save()
}

// try is change for what a person typed; what cannot be recorded is kept as it was
// typed, and told.
func (v *visiting) try(field, text string, do func(to *checks.Visit, text string)) error {
	next := copyOf(v.visit)
	do(&next, strings.TrimSpace(text))
	if err := checks.ValidateVisit(next); err != nil {
		v.typed[field] = text
		return err
	}
	delete(v.typed, field)
	v.visit = next
	return nil
}

// textAt is what stands in a line: what was typed, also where it cannot be kept.
func (v *visiting) textAt(field, kept string) string {
	if text, wrong := v.typed[field]; wrong {
		return text
	}
	return kept
}

// save writes the visit as it stands: one write at a time, and the last one last.
func (v *visiting) save() {
	if !v.begun() || v.theirs != nil || v.gone || (!v.visit.Open() && !v.ending) {
		return
	}
	if v.saving {
		v.again = true
		return
	}
	v.saving, v.again, v.trouble = true, false, nil
	u, sent, end := v.u, v.visit, v.ending
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		write := u.deps.Records.SaveVisit
		if end {
			write = u.deps.Records.EndVisit
		}
		saved, err := write(ctx, sent)
		var theirs *checks.Visit
		if errors.Is(err, checks.ErrChanged) {
			theirs, err = visitNow(ctx, u.deps.Records, sent.ID)
		}
		return func() { v.saved(saved, theirs, end, err) }
	})
}

// visitNow is a visit as another window left it; nil where it cannot be had.
func visitNow(ctx context.Context, records Records, id string) (*checks.Visit, error) {
	all, err := records.Visits(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(o checks.Visit) bool { return o.ID == id })
	if i < 0 {
		return nil, checks.ErrGone
	}
	return &all[i], nil
}

// saved takes in what became of a save. What was answered meanwhile stays, and is
// saved next.
func (v *visiting) saved(saved checks.Visit, theirs *checks.Visit, end bool, err error) {
	v.saving, v.trouble, v.theirs = false, err, theirs
	v.gone = errors.Is(err, checks.ErrGone)
	switch {
	case err != nil || theirs != nil:
		v.ending = false
	case end:
		v.visit, v.ending = saved, false
		v.again = false
	default:
		v.visit.ID, v.visit.Revision = saved.ID, saved.Revision
	}
	if v.giving {
		v.give()
		return
	}
	if err == nil && theirs == nil && (v.again || v.ending) {
		v.save()
		return
	}
	if v.theirs != nil || v.gone || !v.visit.Open() {
		v.refresh()
		return
	}
	if s, ok := v.u.now.(*visit); ok && s.v == v && s.drawn {
		s.tellTrouble() // the page stays as it is under the fingers
		s.arrange()
	}
}

// keepMine puts what was answered here over what the other window saved.
func (v *visiting) keepMine() {
	if v.gone {
		v.visit.ID, v.visit.Revision = "", 0
	} else if v.theirs != nil {
		v.visit.Revision = v.theirs.Revision
	}
	v.theirs, v.gone, v.trouble = nil, false, nil
	v.refresh()
	v.save()
}

// takeTheirs goes on with what the other window saved.
func (v *visiting) takeTheirs() {
	v.visit = *v.theirs
	v.theirs, v.trouble = nil, nil
	clear(v.typed)
	v.refresh()
}

// begin puts the visit on record.
func (v *visiting) begin() {
	v.change(func(to *checks.Visit) { to.Started, to.Page = v.u.deps.Now(), 1 })
	if !v.skip && v.visit.Survey == nil && v.run == nil {
		v.survey(false)
	}
}

// end ends the visit for good.
func (v *visiting) end() {
	if v.run != nil {
		v.run.cancel()
	}
	v.ending = true
	v.save()
}

// give gives the visit up: nothing of it stays.
func (v *visiting) give() {
	if v.run != nil {
		v.run.cancel()
	}
	if v.giving = v.saving; v.giving {
		return
	}
	u, id := v.u, v.visit.ID
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		err := u.deps.Records.DropVisit(ctx, id)
		return func() {
			if err != nil && !errors.Is(err, checks.ErrGone) {
				v.trouble = err
				v.refresh()
				return
			}
			u.visiting = nil
			u.Show(careScreen)
		}
	})
}

// refresh shows the visit as it stands, where its screen is open.
func (v *visiting) refresh() {
	if s, ok := v.u.now.(*visit); ok && s.v == v {
		s.refresh()
	}
}
