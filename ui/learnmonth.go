package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// learnMonth is what this month shows of the causes and effects.
type learnMonth struct {
	told    bool  // something was told
	cases   bool  // refund cases are kept
	history bool  // what was measured is kept
	unread  error // why something could not be read

	effects  checks.Effects
	late     int // cases whose customer was not told yet
	uptime   checks.Uptime
	trouble  map[trouble]spell
	inLine   int // cases in minutes whose trouble was the network
	patterns int // in bills, what a platform may look at
}

// trouble is where an incident lies, as the causes tell them apart.
type trouble string

// The places of an incident.
const (
	troubleLine     trouble = "line"
	troubleProvider trouble = "provider"
	troubleTerminal trouble = "terminal"
	troublePC       trouble = "pc"
)

// spell is how often something was so, and for how long in all.
type spell struct {
	Times  int
	Length time.Duration
}

// troubleIn sorts a layer under one of them, "" for what is no trouble of taking money.
func troubleIn(l checks.Layer) trouble {
	switch l {
	case checks.LayerLink, checks.LayerLAN, checks.LayerWAN, checks.LayerDNS:
		return troubleLine
	case checks.LayerProvider:
		return troubleProvider
	case checks.LayerTerminal:
		return troubleTerminal
	case checks.LayerPC, checks.LayerTLS:
		return troublePC
	default:
		return ""
	}
}

// learnMonthOf asks what this month shows. It runs beside the screen.
func learnMonthOf(ctx context.Context, h History, c Cases, now time.Time) learnMonth {
	in := periodMonth.window(now, 0)
	m := learnMonth{told: true, cases: c != nil, history: h != nil, trouble: map[trouble]spell{}}
	var changes []checks.Change
	var gaps []checks.Gap
	if h != nil {
		var incidents []checks.Incident
		var err1, err2, err3 error
		changes, err1 = h.Changes(ctx, in)
		gaps, err2 = h.Gaps(ctx, in)
		incidents, err3 = h.Incidents(ctx, in)
		m.unread = errors.Join(err1, err2, err3)
		m.uptime = checks.Account(changes, gaps, in, now, "")
		m.count(incidents, in, now)
	}
	if c != nil {
		all, err1 := c.Cases(ctx, in)
		bills, err2 := c.Bills(ctx)
		m.unread = errors.Join(m.unread, err1, err2)
		m.effects = checks.EffectsOf(all, changes, gaps, in, now)
		m.countCases(all, in)
		m.patterns = patternsIn(bills, in)
	}
	return m
}

// count adds up the incidents, as far as they lie in the window.
func (m *learnMonth) count(incidents []checks.Incident, in checks.Window, now time.Time) {
	for _, i := range incidents {
		from, to := i.From, i.To
		if i.Open() {
			to = now
		}
		if from.Before(in.From) {
			from = in.From
		}
		if to.After(in.To) {
			to = in.To
		}
		if where := troubleIn(i.Layer); where != "" && from.Before(to) {
			s := m.trouble[where]
			m.trouble[where] = spell{s.Times + 1, s.Length + to.Sub(from)}
		}
	}
}

func (m *learnMonth) countCases(all []checks.Case, in checks.Window) {
	for _, c := range all {
		if !c.Counts() || c.Sale.At.Before(in.From) || !c.Sale.At.Before(in.To) {
			continue
		}
		if c.Open() && c.Follow.Answered.IsZero() {
			m.late++
		}
		if c.Minute.Measured && !c.Minute.PCOnly && c.Minute.Level >= checks.Warn && troubleIn(c.Minute.Layer) == troubleLine {
			m.inLine++
		}
	}
}

func patternsIn(bills []checks.Bill, in checks.Window) (n int) {
	for _, b := range bills {
		for _, p := range b.Patterns {
			if p.From.Before(in.To) && !p.To.Before(in.From) {
				n++
			}
		}
	}
	return n
}

// learnFact is a line of what this month shows.
type learnFact struct {
	Text  string
	Level checks.Level
}

// viewCauseMonth is what this month shows of a cause. merchants are the recorded
// merchant numbers.
func viewCauseMonth(w *assets.Words, id checks.RefundCause, m learnMonth, merchants []string) (facts []learnFact) {
	say := func(level checks.Level, key string, said map[string]any) {
		facts = append(facts, learnFact{w.Say("learn.figure."+key, said), level})
	}
	switch {
	case !m.told:
		return nil
	case m.unread != nil:
		say(checks.Unknown, "unread", nil)
		return facts
	}
	switch id {
	case checks.CauseNetwork:
		facts = lineFacts(w, m)
	case checks.CauseSystem:
		facts = systemFacts(w, m)
	case checks.CauseRisk:
		if m.patterns > 0 {
			say(checks.Warn, "moved", map[string]any{"Count": m.patterns})
		}
	case checks.CauseMerchant:
		if len(merchants) > 0 {
			say(checks.Unknown, "merchants", map[string]any{"Numbers": strings.Join(merchants, "、")})
		} else {
			say(checks.Unknown, "merchants_none", nil)
		}
	default:
	}
	said := map[string]any{"Count": m.effects.Causes[id], "Of": m.effects.Cases}
	switch {
	case !m.cases:
		say(checks.Unknown, "off", nil)
	case m.effects.Cases == 0:
		say(checks.Unknown, "none", nil)
	case m.effects.Causes[id] == 0:
		say(checks.Unknown, "not_likeliest", said)
	default:
		say(checks.Warn, "likeliest", said)
	}
	return facts
}

// lineFacts are how the network was, and how much of the month that speaks for.
func lineFacts(w *assets.Words, m learnMonth) (facts []learnFact) {
	if m.uptime.Watched() == 0 {
		return []learnFact{{w.Say("learn.figure.unwatched", nil), checks.Unknown}}
	}
	facts = append(facts, spellFact(w, "line", m.trouble[troubleLine]))
	if m.inLine > 0 {
		facts = append(facts, learnFact{w.Say("learn.figure.line_cases", map[string]any{"Count": m.inLine}), checks.Warn})
	}
	return append(facts, coveredFact(w, m))
}

// systemFacts are the faults that are measured from here.
func systemFacts(w *assets.Words, m learnMonth) (facts []learnFact) {
	if m.uptime.Watched() == 0 {
		return []learnFact{{w.Say("learn.figure.unwatched", nil), checks.Unknown}}
	}
	facts = append(facts, spellFact(w, "provider", m.trouble[troubleProvider]))
	for _, where := range []trouble{troubleTerminal, troublePC} {
		if s := m.trouble[where]; s.Times > 0 {
			facts = append(facts, spellFact(w, string(where), s))
		}
	}
	return append(facts, coveredFact(w, m))
}

func spellFact(w *assets.Words, key string, s spell) learnFact {
	if s.Times == 0 {
		return learnFact{w.Say("learn.figure."+key+"_fine", nil), checks.OK}
	}
	return learnFact{w.Say("learn.figure."+key+"_bad", map[string]any{"Times": s.Times, "Length": report.Length(w, s.Length)}), checks.Warn}
}

// coveredFact says how much of the month the other facts speak for.
func coveredFact(w *assets.Words, m learnMonth) learnFact {
	return learnFact{w.Say("learn.figure.covered", map[string]any{"Share": percent(m.uptime.Coverage(), 0)}), checks.Unknown}
}

// viewEffectMonth is what this month shows of an effect.
func viewEffectMonth(w *assets.Words, id string, m learnMonth) string {
	say := func(key string, said map[string]any) string { return w.Say("learn.figure."+key, said) }
	count := func(key string, n int) string { return say(key, map[string]any{"Count": n}) }
	e := m.effects
	switch {
	case !m.told:
		return ""
	case !m.cases:
		return say("off", nil)
	case m.unread != nil:
		return say("unread", nil)
	case e.Cases == 0:
		return say("none", nil)
	}
	switch id {
	case "M1":
		return say("money", map[string]any{"Money": e.Money.String(), "Cases": e.Cases, "NoAmount": e.NoAmount})
	case "M2":
		if e.Answered == 0 {
			return count("customers_untold", e.Customers)
		}
		return say("customers", map[string]any{"Count": e.Customers, "Answer": report.Length(w, e.MedianAnswer)})
	case "M3":
		return say("staff", map[string]any{"Length": report.Length(w, time.Duration(e.Staff)*time.Minute)})
	case "M4":
		return count("suspected", e.Suspected)
	case "M5":
		return count("waiting", e.Waiting)
	case effectRights:
		return count("rights", m.late)
	case effectTrust:
		return count("trust", e.Repeats)
	default:
		return count("experience", e.Customers)
	}
}

// merchantNumbers are those that are recorded of the terminals in the shop.
func merchantNumbers(all []checks.Terminal) (numbers []string) {
	for _, t := range all {
		if t.Merchant != "" && t.Retired.IsZero() && !slices.Contains(numbers, t.Merchant) {
			numbers = append(numbers, t.Merchant)
		}
	}
	return numbers
}
