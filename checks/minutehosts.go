package checks

import (
	"slices"
	"time"
)

// What each host, the pings and the terminal say of a minute.

// channel is a way of paying: its first host that the shop's money travels to.
func (w *moment) channel(c Channel, believed Change) ChannelMinute {
	m := ChannelMinute{ID: c.ID, Provider: c.Provider, Level: believed.level(c.ID)}
	for _, check := range w.Plan.Checks {
		t := check.Target
		if check.Kind != KindEndpoint || t.Provider != c.Provider || !t.InUse || t.Role == Backup {
			continue
		}
		if all := w.Samples[check.ID]; len(all) > 0 {
			m.Host, m.Samples, m.Usual = t.Host, all, Span(w.Usual[check.ID])
			break
		}
	}
	if !slices.ContainsFunc(m.Samples, w.within) {
		m.Samples = nil // the line was watched, this host was not
		return m
	}
	m.Level = Worse(m.Level, w.sampled(m.Samples))
	for _, s := range m.Samples {
		if w.within(s) && (m.Worst.At.IsZero() || worseSample(s, m.Worst)) {
			m.Worst = s
		}
	}
	for _, waits := range SaleWaits {
		would, rests := Survive(m.Samples, w.At, waits)
		m.Survival = append(m.Survival, Survival{Waits: Span(waits), Would: would, Rests: rests})
	}
	return m
}

func worseSample(a, b Sample) bool {
	if a.Failing() != b.Failing() {
		return a.Failing()
	}
	return a.Took > b.Took
}

// sampled is the level that a host's samples of the window come to: Fail where all
// of several failed, Warn where any failed or was slow.
func (w *moment) sampled(all []Sample) Level {
	count, failed, slow := 0, 0, 0
	for _, s := range all {
		if !w.within(s) {
			continue
		}
		count++
		switch {
		case s.Failing():
			failed++
		case w.slow(s):
			slow++
		}
	}
	switch {
	case count == 0:
		return Unknown
	case failed == count && count > 1:
		return Fail
	case failed+slow > 0:
		return Warn
	default:
		return OK
	}
}

// slow: over WeChat Pay's own limit of normal, as a whole or while connecting.
func (w *moment) slow(s Sample) bool {
	t := w.Plan.Thresholds
	connect, ran := s.Phases[Connect]
	return t.Request.Of(s.Took) == Fail || ran && t.Connect.Of(time.Duration(connect)) == Fail
}

// pings adds up what was sent beyond the router.
func (w *moment) pings() (p PingMinute) {
	for _, c := range w.Plan.Checks {
		if c.Kind != KindPing {
			continue
		}
		for _, s := range w.Samples[c.ID] {
			if w.within(s) {
				p.Sent, p.Lost = p.Sent+s.Sent, p.Lost+s.Lost
			}
		}
	}
	return p
}

// terminal is how the sale's terminal answered; nil where it is not asked, and for
// units that sleep, whose silence says nothing.
func (w *moment) terminal() *TerminalMinute {
	t := w.Terminal
	if t == nil || !t.Asked() || t.Sleeps {
		return nil
	}
	m := &TerminalMinute{ID: t.ID, Title: t.Title()}
	for _, s := range w.Samples[TerminalSubject+t.ID] {
		if w.within(s) {
			m.Asked++
			if s.Failing() {
				m.Lost++
			}
		}
	}
	if m.Asked == 0 {
		return nil
	}
	m.Answered = m.Lost == 0
	return m
}
