package report

import (
	"time"

	"countercheck/checks"
)

// MinuteSaid is what was measured around a sale, in the shop's words.
type MinuteSaid struct {
	// Level is Unknown where nothing was measured, and where what was measured says
	// nothing of the sale.
	Level checks.Level
	Line  string   // one sentence
	More  []string // losses, the terminal
}

// SayMinute says a minute for a sale paid in a way ("" where nobody said in which);
// at is when the refund was shown. A minute that was not measured is never good.
func SayMinute(w Words, m checks.Minute, way checks.Way, at, now time.Time) MinuteSaid {
	switch {
	case !m.Measured:
		line := w.Say("triage.unmeasured", nil)
		if m.Gap != "" {
			line += w.Say("triage.because", map[string]any{"Why": w.Say("triage.gap."+string(m.Gap), nil)})
		}
		return MinuteSaid{Line: line}
	case m.PCOnly:
		return MinuteSaid{Line: w.Say("triage.pc_only", nil)}
	}
	said := MinuteSaid{Level: m.Level}
	facts := map[string]any{"At": moment(at.In(now.Location()), now)}
	c, one := worstChannel(m, way)
	switch {
	case m.Level == checks.Unknown:
		return MinuteSaid{Line: w.Say("triage.unmeasured", nil)}
	case one && c.Level >= checks.Warn:
		said.Level = checks.Worse(m.Level, c.Level)
		said.Line = w.Say("triage.minute."+troubleOf(c), channelFacts(w, c, facts))
	case m.Level >= checks.Warn && (way == "" || m.Layer != checks.LayerProvider):
		facts["Title"] = w.Say("cause."+string(m.Cause)+".title", factsFor(w, m.Subject, m.Facts))
		said.Line = w.Say("triage.minute.line", facts)
	case !one:
		said.Level = checks.Unknown
		facts["Channel"] = Channel(w, string(way))
		said.Line = w.Say("triage.minute.unseen", facts)
	default:
		said.Level = c.Level
		said.Line = w.Say("triage.minute.fine", channelFacts(w, c, facts))
	}
	said.More = moreOfMinute(w, m)
	return said
}

// worstChannel is the sale's channel, or the worst where nobody said which it was, the
// first of equals: what most customers pay with comes first.
func worstChannel(m checks.Minute, way checks.Way) (worst checks.ChannelMinute, ok bool) {
	for _, c := range m.Channels {
		if len(c.Samples) == 0 || way != "" && c.ID != string(way) {
			continue
		}
		if !ok || c.Level > worst.Level {
			worst, ok = c, true
		}
	}
	return worst, ok
}

func troubleOf(c checks.ChannelMinute) string {
	switch {
	case c.Worst.Failing() && c.Level == checks.Fail:
		return "failed"
	case c.Worst.Failing():
		return "once"
	default:
		return "slow"
	}
}

func channelFacts(w Words, c checks.ChannelMinute, facts map[string]any) map[string]any {
	facts["Channel"], facts["Took"], facts["Usual"] = Channel(w, c.ID), Figure(w, c.Worst.Took), ""
	if c.Usual > 0 {
		facts["Usual"] = Figure(w, time.Duration(c.Usual))
	}
	return facts
}

func moreOfMinute(w Words, m checks.Minute) (more []string) {
	if share, enough := m.Pings.Loss(); enough && m.Pings.Lost > 0 {
		more = append(more, w.Say("triage.minute.loss", map[string]any{"Percent": int(share*100 + 0.5)}))
	}
	if t := m.Terminal; t != nil {
		more = append(more, w.Say("triage.minute.terminal", map[string]any{"Terminal": t.Title, "Asked": t.Asked, "Lost": t.Lost}))
	}
	return more
}
