package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"countercheck/checks"
)

// RefundSchema names the shape of a triage.
const RefundSchema = "countercheck/refund/v1"

type jsonRefund struct {
	Schema   string            `json:"schema"`
	At       string            `json:"at"`
	Scope    string            `json:"scope"`
	Measured bool              `json:"measured"` // something was measured that speaks for the sale
	PCOnly   bool              `json:"pc_only,omitempty"`
	Gap      checks.GapKind    `json:"gap,omitempty"`
	Level    checks.Level      `json:"level"`
	Cause    checks.Code       `json:"cause"`
	Said     string            `json:"said"`
	Survival map[string]string `json:"survival"`
	Rests    int               `json:"survival_samples"`
	Channels []jsonSaleChannel `json:"channels"`
	Causes   []jsonLikely      `json:"causes"`
	First    []string          `json:"first"`
	Withheld []jsonWithheld    `json:"withheld"`
	Ask      []jsonQuestion    `json:"ask"`
}

type jsonSaleChannel struct {
	ID      string         `json:"id"`
	Level   checks.Level   `json:"level"`
	WorstMS float64        `json:"worst_ms,omitempty"`
	Failed  checks.Phase   `json:"failed_phase,omitempty"`
	UsualMS float64        `json:"usual_ms,omitempty"`
	Phases  checks.Phases  `json:"phases_ms,omitempty"`
	Samples []jsonOfSample `json:"samples"`
}

type jsonOfSample struct {
	At     string            `json:"at"`
	Level  checks.Level      `json:"level"`
	MS     float64           `json:"ms"`
	Failed checks.Phase      `json:"failed_phase,omitempty"`
	Class  checks.ErrorClass `json:"error_class,omitempty"`
}

type jsonLikely struct {
	ID      checks.RefundCause `json:"id"`
	Weight  float64            `json:"weight"`
	Title   string             `json:"title"`
	Reason  string             `json:"reason"`
	Actions []string           `json:"actions"`
	Call    checks.Callee      `json:"call,omitempty"`
}

type jsonWithheld struct {
	Advice string `json:"advice"`
	Why    string `json:"why"`
	Text   string `json:"text"`
}

type jsonQuestion struct {
	ID   checks.RefundCause `json:"id"`
	Text string             `json:"text"`
}

// RefundJSON writes what follows from a sale.
func RefundJSON(out io.Writer, w Words, s checks.Sale, m checks.Minute, t checks.Triage, now time.Time) error {
	said := SayMinute(w, m, s.Way, s.At, now)
	doc := jsonRefund{
		Schema: RefundSchema, At: s.At.Format(timeFormat), Scope: "this_pc", Measured: m.Measured && !m.PCOnly, PCOnly: m.PCOnly,
		Gap: m.Gap, Cause: checks.None, Said: said.Line, Survival: map[string]string{},
		Channels: []jsonSaleChannel{}, Causes: []jsonLikely{}, First: advice(w, t.First), Withheld: []jsonWithheld{}, Ask: []jsonQuestion{},
	}
	for _, waits := range checks.SaleWaits {
		doc.Survival[waitKey(waits)] = string(checks.SurvivesUnknown)
	}
	if doc.Measured {
		doc.Level, doc.Cause = m.Level, m.Cause
		for _, c := range m.Channels {
			doc.Channels = append(doc.Channels, saleChannel(c))
		}
		if c, ok := worstChannel(m, s.Way); ok {
			for _, v := range c.Survival {
				doc.Survival[waitKey(time.Duration(v.Waits))] = string(v.Would)
				doc.Rests = max(doc.Rests, v.Rests)
			}
		}
	}
	for _, l := range t.Likely {
		doc.Causes = append(doc.Causes, jsonLikely{
			ID: l.Cause, Weight: l.Weight, Title: w.Say("triage.cause."+string(l.Cause), nil), Reason: Reason(w, l), Actions: advice(w, l.Actions), Call: l.Call,
		})
	}
	for _, no := range t.Withheld {
		doc.Withheld = append(doc.Withheld, jsonWithheld{Advice: no.Advice, Why: no.Why, Text: WithheldText(w, no)})
	}
	for _, id := range t.Ask {
		doc.Ask = append(doc.Ask, jsonQuestion{ID: id, Text: w.Say("triage.ask."+string(id), nil)})
	}
	return indented(out, doc)
}

func waitKey(d time.Duration) string { return fmt.Sprintf("%ds", int(d.Seconds())) }

func saleChannel(c checks.ChannelMinute) jsonSaleChannel {
	one := jsonSaleChannel{
		ID: c.ID, Level: c.Level, WorstMS: checks.Span(c.Worst.Took).Milliseconds(), Failed: c.Worst.Failed,
		UsualMS: c.Usual.Milliseconds(), Phases: c.Worst.Phases, Samples: []jsonOfSample{},
	}
	for _, s := range c.Samples {
		one.Samples = append(one.Samples, jsonOfSample{
			At: s.At.Format(timeFormat), Level: s.Level, MS: checks.Span(s.Took).Milliseconds(), Failed: s.Failed, Class: s.Class,
		})
	}
	return one
}

// advice puts keys of triage.do. into words.
func advice(w Words, keys []string) []string {
	all := make([]string, len(keys))
	for i, key := range keys {
		all[i] = w.Say("triage.do."+key, nil)
	}
	return all
}

// WithheldText says what is not advised now, and why.
func WithheldText(w Words, no checks.Withheld) string {
	return w.Say("triage.no", map[string]any{"Advice": w.Say("triage.withheld."+no.Advice, nil), "Why": w.Say("triage.withheld."+no.Why, nil)})
}

// RefundText writes it for a console.
func RefundText(out io.Writer, w Words, s checks.Sale, m checks.Minute, t checks.Triage, now time.Time) error {
	var b strings.Builder
	said := SayMinute(w, m, s.Way, s.At, now)
	fmt.Fprintf(&b, "%s\n", said.Line)
	for _, more := range said.More {
		fmt.Fprintf(&b, "   %s\n", more)
	}
	survivalText(&b, w, s, m)
	list := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		section(&b, w.Say(title, nil))
		for i, line := range lines {
			fmt.Fprintf(&b, "   %d. %s\n", i+1, line)
		}
	}
	list("triage.first", advice(w, t.First))
	for _, no := range t.Withheld {
		fmt.Fprintf(&b, "   - %s\n", WithheldText(w, no))
	}
	section(&b, w.Say("triage.likely", nil))
	if len(t.Likely) == 0 {
		fmt.Fprintf(&b, "   %s\n", w.Say("triage.nothing", nil))
	}
	for _, l := range t.Likely {
		fmt.Fprintf(&b, "   %s  %s\n      %s\n", l.Cause, w.Say("triage.cause."+string(l.Cause), nil), Reason(w, l))
		for _, do := range advice(w, l.Actions) {
			fmt.Fprintf(&b, "      - %s\n", do)
		}
	}
	var ask []string
	for _, id := range t.Ask {
		ask = append(ask, fmt.Sprintf("--answer %s=yes|no: %s", id, w.Say("triage.ask."+string(id), nil)))
	}
	list("triage.questions", ask)
	_, err := io.WriteString(out, b.String())
	return err
}

func survivalText(b *strings.Builder, w Words, s checks.Sale, m checks.Minute) {
	c, ok := worstChannel(m, s.Way)
	if !ok || !m.Measured || m.PCOnly {
		return
	}
	section(b, w.Say("triage.survival", map[string]any{"Channel": Channel(w, c.ID)}))
	for _, v := range c.Survival {
		fmt.Fprintf(b, "   %s: %s (%s)\n", Length(w, time.Duration(v.Waits)), w.Say("triage.survives."+string(v.Would), nil),
			w.Say("triage.samples", map[string]any{"Samples": v.Rests}))
	}
}
