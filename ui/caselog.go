package ui

import (
	"cmp"
	"context"
	"errors"
	"reflect"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// caseLog is what is known of the refund cases, and what is being written down of
// them. It outlives the screens, so that looking elsewhere loses nothing; the rail
// and the place 退款 show a little of it.
type caseLog struct {
	u        *UI
	open     []checks.Case // somebody still waits for something, the oldest first; then who was told already
	month    []checks.Case // of this month, the newest first
	told     int           // how often something was told; 0: nothing is known yet
	broken   error         // why it could not be read the last time
	asked    time.Time
	question int
	reminded string // on which day somebody was

	home    *casesLower          // under the big button; nil: never shown
	stay    caseStay             // where one is on the screen of all cases
	seen    casesSeen            // what it showed the last time
	forms   map[string]*caseForm // what is being written of cases, by their id
	editing string               // the case that is open
	from    string               // the screen from where it was opened
	survey  *checks.Survey       // the last run of 100 probes that was made for a report
}

// The screens of the log; both belong to the place 退款.
const (
	refundScreen = "refund"
	casesScreen  = "cases"
	caseScreen   = "case"
)

// newCaseLog is nil where nothing is kept of refunds.
func newCaseLog(u *UI) *caseLog {
	if u.deps.Cases == nil {
		return nil
	}
	return &caseLog{u: u, forms: map[string]*caseForm{}, stay: caseStay{tab: casesList, filter: casesOpen, period: periodMonth}}
}

// look asks for what is recorded, if that is not known well enough.
func (l *caseLog) look() {
	if l == nil {
		return
	}
	often := everyMinute
	if l.u.hidden {
		often = upkeepHidden
	}
	if since := l.u.deps.Now().Sub(l.asked); since < 0 || since >= often {
		l.ask()
	}
}

// ask asks for what is recorded.
func (l *caseLog) ask() {
	if l == nil {
		return
	}
	l.asked = l.u.deps.Now()
	l.question++
	mine, cases, month := l.question, l.u.deps.Cases, periodMonth.window(l.asked, 0)
	l.u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(l.u.bridge.life, patience)
		defer cancel()
		_ = cases.SettleCases(ctx) // it is tried again in a minute, and the list is right without
		open, err := cases.OpenCases(ctx)
		all, failed := cases.Cases(ctx, month)
		return func() {
			if mine == l.question {
				l.take(open, all, errors.Join(err, failed))
			}
		}
	})
}

// take shows what was told; what was known stays where nothing could be read.
func (l *caseLog) take(open, month []checks.Case, err error) {
	told := func(c checks.Case) bool { return c.Follow.Status == checks.CaseAnswered }
	slices.SortStableFunc(open, func(a, b checks.Case) int { // who was told waits for nothing
		return cmp.Or(boolOrder(told(a), told(b)), a.Sale.At.Compare(b.Sale.At))
	})
	if err == nil && l.broken == nil && l.told > 0 && reflect.DeepEqual(open, l.open) && reflect.DeepEqual(month, l.month) {
		l.remind()
		return
	}
	l.broken = err
	if err == nil {
		l.open, l.month = open, month
	}
	l.told++
	u := l.u
	u.mark()
	l.remind()
	if l.home != nil {
		l.home.show()
	}
	if !u.hidden {
		u.now.show(u.last)
	}
}

// waiting is how many cases are open, and how many customers should have been told
// long ago.
func (l *caseLog) waiting() (open, late int) {
	if l == nil {
		return 0, 0
	}
	for _, c := range l.open {
		if answerLate(c, l.u.deps.Now()) {
			late++
		}
	}
	return len(l.open), late
}

// remind has the tray say what is open, and tells once a day, while the shop is open and nobody looks here, that customers
// should have been told why.
func (l *caseLog) remind() {
	u, set := l.u, l.u.deps.Settings.Current()
	u.tray.show(u.last)
	now := u.deps.Now()
	today := now.Format(time.DateOnly)
	_, late := l.waiting()
	if late == 0 || l.reminded == today || u.deps.Desktop == nil || !set.Warn.Desktop || !u.hidden && !u.behind || !set.Hours.OpenAt(now) {
		return
	}
	l.reminded = today
	title, body := u.words.Say("case.tray.late", map[string]any{"Count": late}), u.say("case.tray.late_why")
	u.bridge.aside(func() func() {
		_ = u.deps.Desktop.Notify(title, body, false) // the tray and the rail say it too
		return func() {}
	})
}

// ever is a window that no case lies outside of.
func ever(now time.Time) checks.Window {
	return checks.Window{From: time.Unix(0, 0), To: now.AddDate(10, 0, 0)}
}

// openCase opens the page of a case.
func (u *UI) openCase(id string) {
	if u.log == nil {
		return
	}
	if u.open != caseScreen {
		u.log.from = u.open
	}
	if f := u.log.forms[id]; f != nil && f.idle() {
		delete(u.log.forms, id) // it may have changed since
	}
	u.log.editing = id
	u.Show(caseScreen)
}

// caseTrouble says why something of the cases was not read or written.
func (u *UI) caseTrouble(err error) string {
	switch {
	case errors.Is(err, checks.ErrConcluded):
		return u.say("case.trouble.concluded")
	case errors.Is(err, checks.ErrChanged):
		return u.say("case.trouble.changed")
	case errors.Is(err, checks.ErrGone):
		return u.say("case.trouble.gone")
	default:
		return u.words.Say("case.trouble.failed", map[string]any{"Error": err.Error()})
	}
}

// tall is a place of a fixed height, for a list within a page.
type tall struct{ height float32 }

func (l *tall) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (l *tall) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widest(objects), l.height)
}
