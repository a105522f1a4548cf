package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// casePeriod is how much time the figures are of.
type casePeriod string

// The periods, in the screen's order.
const (
	periodWeek  casePeriod = "week" // from Monday
	periodMonth casePeriod = "month"
)

var casePeriods = []casePeriod{periodWeek, periodMonth}

// window is the week or the month of now, or one so many before it.
func (p casePeriod) window(now time.Time, back int) checks.Window {
	y, m, d := now.Date()
	if p == periodWeek {
		monday := time.Date(y, m, d-(int(now.Weekday())+6)%7-7*back, 0, 0, 0, 0, now.Location())
		return checks.Window{From: monday, To: monday.AddDate(0, 0, 7)}
	}
	first := time.Date(y, m-time.Month(back), 1, 0, 0, 0, 0, now.Location())
	return checks.Window{From: first, To: first.AddDate(0, 1, 0)}
}

// title names a period.
func (p casePeriod) title(w *assets.Words, in checks.Window, now time.Time) string {
	if p == periodWeek {
		return windowTitle(w, in, now)
	}
	said := map[string]any{"Year": in.From.Year(), "Month": w.Say("history.date.month", dateFacts(w, in.From))}
	return w.Say("case.month", said)
}

// figureTile is one of the article's M1 to M5, with what it leaves open.
type figureTile struct {
	Name, Value, About string
}

// viewEffects are the figures of a period.
func viewEffects(w *assets.Words, e checks.Effects) []figureTile {
	count := func(key string, n int) string { return w.Say("case."+key, map[string]any{"Count": n}) }
	tile := func(id, value string, about ...string) figureTile {
		about = slices.DeleteFunc(about, func(s string) bool { return s == "" })
		return figureTile{Name: w.Say("case.figure."+id, nil), Value: value, About: strings.Join(about, between)}
	}
	noAmount, repeats := "", ""
	if e.NoAmount > 0 {
		noAmount = count("no_amount", e.NoAmount)
	}
	if e.Repeats > 0 {
		repeats = count("repeats", e.Repeats)
	}
	answer, answered := w.Say("case.figure.unknown", nil), w.Say("case.nobody_told", nil)
	if e.Answered > 0 {
		answer, answered = report.Length(w, e.MedianAnswer), w.Say("case.answered", map[string]any{"Count": e.Answered, "Of": e.Cases})
	}
	return []figureTile{
		tile("money", moneyText(w, e), count("cases", e.Cases), noAmount),
		tile("customers", count("people", e.Customers), repeats),
		tile("answer", answer, answered),
		tile("staff", report.Length(w, time.Duration(e.Staff)*time.Minute)),
		tile("suspected", count("cases", e.Suspected)),
		tile("waiting", count("people", e.Waiting)),
	}
}

// causeBar is a cause with how many cases it is the likeliest of.
type causeBar struct {
	Name  string
	Count int
	Share float32 // of the longest bar
	Known bool
}

// viewCauses are the causes, the most frequent first; cases without one come last.
func viewCauses(w *assets.Words, e checks.Effects) (bars []causeBar) {
	rest, most := e.Cases, 0
	for _, id := range checks.RefundCauses {
		if n := e.Causes[id]; n > 0 {
			bars = append(bars, causeBar{Name: causeName(w, id), Count: n, Known: true})
			rest -= n
			most = max(most, n)
		}
	}
	slices.SortStableFunc(bars, func(a, b causeBar) int { return cmp.Compare(b.Count, a.Count) })
	if rest > 0 {
		bars = append(bars, causeBar{Name: w.Say("case.no_cause", nil), Count: rest})
		most = max(most, rest)
	}
	for i := range bars {
		bars[i].Share = float32(bars[i].Count) / float32(max(most, 1))
	}
	return bars
}

// fewestMeasured is how many cases have to be measured before a word is said of
// whether they follow the network: fewer are chance.
const fewestMeasured = 5

// followWords say whether refunds follow the bad network, and show it: two shares
// to compare.
type followWords struct {
	Text  string
	Shown bool    // there is enough to compare
	Time  float32 // share of the time that was bad
	Cases float32 // share of the measured cases in bad time
	// TimeText and CasesText say what the shares are.
	TimeText, CasesText string
}

func viewFollows(w *assets.Words, l checks.LineEffects) followWords {
	measured := l.Good + l.Bad
	said := map[string]any{"Count": measured, "Bad": l.Bad, "Unknown": l.Unknown}
	expected, ok := l.Expected()
	switch {
	case measured+l.Unknown == 0:
		return followWords{Text: w.Say("case.follows.none", said)}
	case measured < fewestMeasured || !ok:
		return followWords{Text: w.Say("case.follows.too_few", said)}
	}
	share := float64(l.BadTime) / float64(l.Watched)
	said["Share"], said["Expected"] = percent(share, 0), expectedText(expected)
	v := followWords{Text: w.Say("case.follows.line", said), Shown: true, Time: float32(share), Cases: float32(l.Bad) / float32(measured)}
	if l.Unknown > 0 {
		v.Text += w.Say("case.follows.unknown", map[string]any{"Count": l.Unknown})
	}
	v.TimeText = w.Say("case.follows.time", said)
	said["Share"] = percent(float64(v.Cases), 0)
	v.CasesText = w.Say("case.follows.cases", said)
	return v
}

// expectedText is a number of cases that chance would bring; a little is never told
// as none.
func expectedText(n float64) string {
	switch {
	case n == 0:
		return "0"
	case n < 0.1:
		return "<0.1"
	default:
		return fmt.Sprintf("%.1f", n)
	}
}
