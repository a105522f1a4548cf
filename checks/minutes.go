package checks

import (
	"slices"
	"strings"
	"time"
)

// Around is what the history holds around a sale.
type Around struct {
	At        time.Time // when the terminal showed the refund
	Plan      Plan      // what is watched, and how it is judged
	Changes   []Change  // in SaleWindow, and the one that held at its beginning
	Gaps      []Gap
	Incidents []Incident
	Samples   map[string][]Sample      // of SaleChecks in SampleWindow, in the order of time
	Usual     map[string]time.Duration // the median of the day before, by check
	Terminal  *Terminal                // the sale's; nil: not known
	Records   MinuteRecords            // what is recorded of it
	Now       time.Time                // when it is worked out; zero: not all could be read
}

// MinuteSettle is how long after a sale the last sample around it comes in.
const MinuteSettle = 2 * time.Minute

// A sale is looked for a little before and after the moment somebody noted: a till
// waits for up to a minute before it gives up, and people write a time down late.
const (
	saleBefore = 90 * time.Second
	saleAfter  = 30 * time.Second
	// sampleMargin reaches the samples next to it, which come every 30 s and rarer
	// while a failure lasts.
	sampleMargin = time.Minute
)

// SaleWindow is the time that a sale is judged by.
func SaleWindow(at time.Time) Window { return Window{From: at.Add(-saleBefore), To: at.Add(saleAfter)} }

// SampleWindow is the time whose samples are needed for that.
func SampleWindow(at time.Time) Window {
	w := SaleWindow(at)
	return Window{From: w.From.Add(-sampleMargin), To: w.To.Add(sampleMargin)}
}

// SaleChecks are the ids of the checks whose samples say something of a sale.
func SaleChecks(plan Plan, terminal *Terminal) (ids []string) {
	for _, c := range plan.Checks {
		switch c.Kind {
		case KindEndpoint, KindControl, KindPing:
			ids = append(ids, c.ID)
		case KindTerminal:
			if terminal != nil && c.ID == TerminalSubject+terminal.ID {
				ids = append(ids, c.ID)
			}
		}
	}
	return ids
}

// MinuteOf works out what was measured around a sale. A slow half minute is too
// short to be believed by the watch, which waits for three bad rounds; here each
// sample counts.
func MinuteOf(a Around) Minute {
	w := &moment{Around: a, in: SaleWindow(a.At)}
	m := Minute{Window: w.in, PCOnly: a.Plan.Profile.SIMOnly || ownLine(a.Terminal), Channels: []ChannelMinute{}, Records: a.Records}
	m.Settled = !a.Now.Before(a.At.Add(MinuteSettle))
	believed := w.believed()
	m.Measured = w.measured()
	if !m.Measured {
		m.Gap = w.gap()
		return m
	}
	m.Level, m.Cause, m.Layer, m.Subject = believed.Level, believed.Cause, believed.Layer, believed.Subject
	for _, i := range a.Incidents { // the newest first
		if !i.From.Before(w.in.To) || !i.Open() && !i.To.After(w.in.From) {
			continue
		}
		m.Lasts = m.Lasts || i.Open()
		if m.Incident == 0 || i.Cause == m.Cause && m.Facts == nil {
			m.Incident = i.ID
		}
		if i.Cause == m.Cause && m.Facts == nil {
			m.Facts = i.Facts
		}
	}
	for _, c := range a.Plan.Channels {
		m.Channels = append(m.Channels, w.channel(c, believed))
	}
	m.Pings = w.pings()
	m.Terminal = w.terminal()
	w.momentary(&m)
	return m
}

// moment is the work on a minute.
type moment struct {
	Around
	in Window
}

// ownLine: a terminal whose payments do not travel over this network.
func ownLine(t *Terminal) bool { return t != nil && (t.Line == OnOwnSIM || t.Line == OnPhone) }

// believed is the worst that was believed in the window, the first of equals.
func (w *moment) believed() (worst Change) {
	worst.Cause = None
	for i, c := range w.Changes {
		until := w.in.To
		if i+1 < len(w.Changes) && w.Changes[i+1].At.Before(until) {
			until = w.Changes[i+1].At
		}
		held := watched(Window{From: c.At, To: until}, w.Gaps)
		if !held.From.Before(held.To) || !held.To.After(w.in.From) {
			continue
		}
		if c.Level > worst.Level {
			worst = c
		}
	}
	return worst
}

// measured: at least one sample of a host that money travels to, or of a ping, lies
// in the window; where none is kept so long any more, something was believed of it.
func (w *moment) measured() bool {
	for id, all := range w.Samples {
		if !strings.HasPrefix(id, TerminalSubject) && slices.ContainsFunc(all, w.within) {
			return true
		}
	}
	u := Account(w.Changes, w.Gaps, w.in, w.in.To, "")
	return len(w.Samples) == 0 && u.Watched() > 0
}

func (w *moment) within(s Sample) bool { return !s.At.Before(w.in.From) && s.At.Before(w.in.To) }

// gap is why nothing was measured.
func (w *moment) gap() GapKind {
	for _, g := range slices.Backward(w.Gaps) {
		if g.From.Before(w.in.To) && g.To.After(w.in.From) {
			return g.Kind
		}
	}
	return ""
}

// momentary takes in what the samples show and the watch did not believe yet: the
// cause is the line's where hosts of unrelated owners were in trouble at once, and
// the provider's where only its own were.
func (w *moment) momentary(m *Minute) {
	worst := m.Level
	var first *ChannelMinute
	for i, c := range m.Channels {
		if c.Level > worst {
			worst, first = c.Level, &m.Channels[i]
		}
	}
	if first == nil || m.Level >= Warn {
		m.Level = worst
		return
	}
	m.Level = worst
	bad, all := w.owners()
	share, sent := m.Pings.Loss()
	switch {
	case bad >= 2 && 2*bad > all && sent && w.Plan.Thresholds.Loss.Of(share) == Fail:
		m.Cause, m.Layer = WANLossy, LayerWAN
	case bad >= 2 && 2*bad > all:
		m.Cause, m.Layer = WANSlow, LayerWAN
	case first.Worst.Failing() && first.Worst.Cause != "" && first.Worst.Cause != None:
		m.Cause, m.Subject = first.Worst.Cause, first.Provider
		m.Layer = layerOf(m.Cause)
	default:
		m.Cause, m.Layer, m.Subject = ProviderSlow, LayerProvider, first.Provider
	}
}

// owners counts whose hosts were asked in the window, and whose were in trouble.
func (w *moment) owners() (bad, all int) {
	level := map[string]Level{}
	for _, c := range w.Plan.Checks {
		if c.Kind == KindEndpoint || c.Kind == KindControl {
			level[c.Target.Owner] = Worse(level[c.Target.Owner], w.sampled(w.Samples[c.ID]))
		}
	}
	for _, l := range level {
		if l != Unknown {
			all++
		}
		if l >= Warn {
			bad++
		}
	}
	return bad, all
}

func layerOf(code Code) Layer {
	for _, r := range causes {
		if r.Code == code {
			return r.Layer
		}
	}
	return LayerNone
}
