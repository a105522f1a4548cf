package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"countercheck/checks"
)

// Text writes a verdict in plain words, for a console or to be pasted into a chat
// with support: the sentence, the steps, the channels, the road, and every check
// that was not good with its figures.
func Text(out io.Writer, w Words, plan checks.Plan, round checks.Round, v checks.Verdict) error {
	said := Explain(w, v, plan.Profile)
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", w.Say("text.mark."+v.Level.String(), nil), said.Headline)
	fmt.Fprintf(&b, "   %s\n", w.Say("text.when", map[string]any{"Time": round.Started.Format("2006-01-02 15:04:05"), "Took": Figure(w, round.Took)}))
	fmt.Fprintf(&b, "   %s\n", said.Effect)
	if said.Seen != "" {
		fmt.Fprintf(&b, "   %s\n", said.Seen)
	}
	section(&b, w.Say("text.do", nil))
	for i, step := range said.Actions {
		fmt.Fprintf(&b, "   %d %s\n", i+1, step)
	}
	if len(said.Actions) == 0 {
		fmt.Fprintf(&b, "   %s\n", w.Say("text.nothing", nil))
	}
	section(&b, w.Say("text.channels", nil))
	for _, c := range v.Channels {
		fmt.Fprintf(&b, "   %s %s %s\n", Channel(w, c.ID), w.Say("text.channel."+c.Level.String(), nil), Figure(w, c.Took))
	}
	section(&b, w.Say("text.path", nil))
	for _, s := range v.Path {
		fmt.Fprintf(&b, "   %s %s %s\n", w.Say("text.mark."+s.Level.String(), nil), w.Say("station."+string(s.ID), nil), Figure(w, s.Took))
	}
	if len(said.Also) > 0 {
		section(&b, w.Say("text.also", nil))
		for _, also := range said.Also {
			fmt.Fprintf(&b, "   %s\n", also)
		}
	}
	troubles(&b, w, said.Tech, round)
	_, err := io.WriteString(out, b.String())
	return err
}

func section(b *strings.Builder, title string) { fmt.Fprintf(b, "\n%s\n", title) }

// troubles lists the checks that were not good, with what a technician needs.
func troubles(b *strings.Builder, w Words, tech string, round checks.Round) {
	first := true
	if tech != "" {
		section(b, w.Say("text.troubles", nil))
		fmt.Fprintf(b, "   %s\n", tech)
		first = false
	}
	for _, r := range round.Results {
		if r.Finding.Level != checks.Fail && r.Finding.Level != checks.Warn {
			continue
		}
		if first {
			section(b, w.Say("text.troubles", nil))
			first = false
		}
		fmt.Fprintf(b, "   %-5s %s", r.Finding.Level, r.ID())
		if r.Finding.Failed != "" {
			fmt.Fprintf(b, " %s", r.Finding.Failed)
		}
		if r.Finding.Class != "" {
			fmt.Fprintf(b, " %s", r.Finding.Class)
		}
		for _, phase := range checks.AllPhases {
			if took, ran := r.Finding.Phases[phase]; ran {
				fmt.Fprintf(b, " %s=%.1fms", phase, took.Milliseconds())
			}
		}
		if r.Finding.Err != "" {
			fmt.Fprintf(b, ": %s", strings.ReplaceAll(r.Finding.Err, "\n", "; "))
		}
		b.WriteByte('\n')
	}
}

// Figure is a length of time with at most three digits and its unit: 86 ms,
// 1.2 s, 12 s; "" for none.
func Figure(w Words, d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Millisecond:
		return w.Say("figure.ms", map[string]any{"Value": "<1"})
	case d < time.Second-500*time.Microsecond:
		return w.Say("figure.ms", map[string]any{"Value": fmt.Sprint(d.Round(time.Millisecond).Milliseconds())})
	case d < 10*time.Second-50*time.Millisecond:
		return w.Say("figure.s", map[string]any{"Value": fmt.Sprintf("%.1f", d.Seconds())})
	default:
		return w.Say("figure.s", map[string]any{"Value": fmt.Sprintf("%.0f", d.Seconds())})
	}
}
