package ui

import (
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// What is said about refund cases: pure functions over them.

// answerWithin is how long a customer waits for a reason before that is said as
// urgent (the article's S5).
const answerWithin = 24 * time.Hour

// answerLate reports that a customer should have been told why long ago.
func answerLate(c checks.Case, now time.Time) bool {
	return c.Open() && c.Follow.Answered.IsZero() && now.Sub(c.Sale.At) > answerWithin
}

// daysBetween counts midnights.
func daysBetween(from, to time.Time) int {
	y, m, d := from.In(to.Location()).Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, to.Location())
	return max(0, int((to.Sub(midnight) / day)))
}

// caseWords is a case in a few words, as a list shows it.
type caseWords struct {
	When  string // the day and the time
	What  string // how much, how it was paid, what the terminal showed
	Cause string // the likeliest; "" where none is
	Stand string // how far it is
	Level checks.Level
	Gone  bool // begun by mistake: struck through
}

// viewCase says a case in a line.
func viewCase(w *assets.Words, c checks.Case, now time.Time) caseWords {
	v := caseWords{When: caseWhen(w, c.Sale.At, now), What: caseWhat(w, c.Sale), Gone: c.Follow.Mistake}
	if l, points := c.Likeliest(); points {
		v.Cause = causeName(w, l.Cause)
	}
	v.Stand, v.Level = caseStand(w, c, now)
	return v
}

func caseWhen(w *assets.Words, at, now time.Time) string {
	at = at.In(now.Location())
	if sameDay(at, now) {
		return w.Say("case.today", map[string]any{"Time": at.Format("15:04")})
	}
	return moment(w, at, now)
}

func caseWhat(w *assets.Words, s checks.Sale) string {
	var parts []string
	if s.Amount > 0 {
		parts = append(parts, "¥"+s.Amount.String())
	}
	if s.Way != "" {
		parts = append(parts, report.Channel(w, string(s.Way)))
	}
	if text := report.ShowedText(w, s); text != "" {
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return w.Say("case.nothing_said", nil)
	}
	return strings.Join(parts, between)
}

// causeName is what a cause is called; one that has no words yet is called by its id.
func causeName(w *assets.Words, id checks.RefundCause) string {
	if key := "triage.cause." + string(id); w.Has(key) {
		return w.Say(key, nil)
	}
	return string(id)
}

// caseStand is how far a case is, in words that grow clearer.
func caseStand(w *assets.Words, c checks.Case, now time.Time) (string, checks.Level) {
	days := daysBetween(c.Sale.At, now)
	said := map[string]any{"Count": days}
	key, level := string(c.Follow.Status), checks.Unknown
	switch {
	case c.Follow.Mistake:
		return w.Say("case.stand.mistake", nil), checks.Unknown
	case c.Follow.Status == checks.CaseClosed:
		return w.Say("case.stand.closed", nil), checks.OK
	case c.Follow.Status == checks.CaseAnswered:
		return w.Say("case.stand.answered", nil), checks.OK
	case c.Follow.Status == checks.CaseWaiting && days > 0:
		key, level = "waiting_days", checks.Warn
	case c.Follow.Status == checks.CaseWaiting:
		level = checks.Warn
	case answerLate(c, now):
		key, level = "late", checks.Warn
	case days > 0:
		key = "open_days"
	default:
		key = "open"
	}
	return w.Say("case.stand."+key, said), level
}

// homeWords are the log in a few lines, under the big button.
type homeWords struct {
	Title, About string
	Level        checks.Level // of About
	Money, Month string       // this month
}

// viewHome says how many cases are open, who waits, and what this month has cost.
func viewHome(w *assets.Words, open, month []checks.Case, now time.Time) homeWords {
	v := homeWords{}
	waiting, late, longest := 0, 0, 0
	for _, c := range open {
		if c.Follow.Status == checks.CaseWaiting {
			waiting++
			longest = max(longest, daysBetween(c.Sale.At, now))
		}
		if answerLate(c, now) {
			late++
		}
	}
	switch {
	case len(open) == 0 && len(month) == 0:
		v.Title, v.About = w.Say("case.home.none", nil), w.Say("case.home.none_why", nil)
	case len(open) == 0:
		v.Title, v.About = w.Say("case.home.done", nil), w.Say("case.home.done_why", nil)
	default:
		v.Title = w.Say("case.home.open", map[string]any{"Count": len(open)})
	}
	switch {
	case late > 0:
		v.About, v.Level = w.Say("case.home.late", map[string]any{"Count": late}), checks.Warn
	case waiting > 0 && longest > 0:
		v.About = w.Say("case.home.waiting_days", map[string]any{"Count": waiting, "Longest": w.Say("unit.day", map[string]any{"Count": longest})})
	case waiting > 0:
		v.About = w.Say("case.home.waiting", map[string]any{"Count": waiting})
	}
	e := checks.EffectsOf(month, nil, nil, periodMonth.window(now, 0), now)
	v.Money = moneyText(w, e)
	v.Month = w.Say("case.home.month", map[string]any{"Count": e.Cases})
	if e.NoAmount > 0 {
		v.Month += between + w.Say("case.no_amount", map[string]any{"Count": e.NoAmount})
	}
	return v
}

// moneyText is what the refunds came to; where no amount was written down, nobody
// knows.
func moneyText(w *assets.Words, e checks.Effects) string {
	if e.Cases > 0 && e.NoAmount == e.Cases {
		return w.Say("case.figure.unknown", nil)
	}
	return "¥" + e.Money.String()
}

// caseFilter is which cases are listed.
type caseFilter string

// The filters, in the screen's order.
const (
	casesOpen    caseFilter = "open"
	casesAll     caseFilter = "all"
	casesSuspect caseFilter = "suspected"
)

var caseFilters = []caseFilter{casesOpen, casesAll, casesSuspect}

// filtered are the cases that a filter lets through; those begun by mistake are seen
// among all alone.
func filtered(all []checks.Case, f caseFilter) (some []checks.Case) {
	for _, c := range all {
		if f == casesAll || f == casesOpen && c.Open() || f == casesSuspect && c.Counts() && c.Follow.Suspect != "" {
			some = append(some, c)
		}
	}
	return some
}
