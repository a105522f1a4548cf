package ui

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/ui/chart"
)

// subject is a line that the chart can draw, under a plain name.
type subject struct {
	Check string
	Name  string
	Slot  int // of the chart's colours
}

// extraSlot is the colour of the one host that is chosen under 更多.
const extraSlot = 7

// plainSubjects are what an owner knows: the ways to pay, the router, the line,
// the addresses. One check stands for each.
func plainSubjects(w *assets.Words, plan []checks.Check, channels []checks.Channel) (all []subject) {
	add := func(check, name string) {
		if check != "" && !slices.ContainsFunc(all, func(s subject) bool { return s.Check == check }) && len(all) < extraSlot {
			all = append(all, subject{Check: check, Name: name, Slot: len(all)})
		}
	}
	for _, c := range channels {
		name := report.Channel(w, c.ID)
		if c.Provider != c.ID {
			name = report.Provider(w, c.Provider)
		}
		add(firstCheck(plan, func(k checks.Check) bool {
			return k.Kind == checks.KindEndpoint && k.Target.Provider == c.Provider && k.Target.Role != checks.Backup
		}), name)
	}
	add(firstOf(plan, checks.KindPing, "ping:gateway", checks.KindGateway), w.Say("history.subject.router", nil))
	add(lineCheck(plan), w.Say("history.subject.line", nil))
	add(firstCheck(plan, func(k checks.Check) bool { return k.Kind == checks.KindDNS }), w.Say("history.subject.names", nil))
	return all
}

func firstCheck(plan []checks.Check, fits func(checks.Check) bool) string {
	if i := slices.IndexFunc(plan, fits); i >= 0 {
		return plan[i].ID
	}
	return ""
}

// firstOf is the check of a kind and id, or else the first of another kind.
func firstOf(plan []checks.Check, kind checks.Kind, id string, otherwise checks.Kind) string {
	if found := firstCheck(plan, func(k checks.Check) bool { return k.Kind == kind && k.ID == id }); found != "" {
		return found
	}
	return firstCheck(plan, func(k checks.Check) bool { return k.Kind == otherwise })
}

// lineCheck is what stands for the line: a ping beyond the router, or else an
// address that is asked by number.
func lineCheck(plan []checks.Check) string {
	far := firstCheck(plan, func(k checks.Check) bool { return k.Kind == checks.KindPing && k.ID != "ping:gateway" })
	if far != "" {
		return far
	}
	return firstCheck(plan, func(k checks.Check) bool { return k.Kind == checks.KindAnchor })
}

// extraSubjects are single checks for the technician, by what they ask.
func extraSubjects(w *assets.Words, plan []checks.Check) (all []subject) {
	for _, k := range plan {
		switch k.Kind {
		case checks.KindGateway, checks.KindAnchor, checks.KindPing, checks.KindDNS, checks.KindControl, checks.KindEndpoint:
			_, what, _ := strings.Cut(k.ID, ":")
			name := strings.TrimSpace(w.Say("page.kind."+string(k.Kind), nil) + " " + strings.TrimPrefix(what, k.Target.Provider+":"))
			all = append(all, subject{Check: k.ID, Name: name, Slot: extraSlot})
		default:
		}
	}
	return all
}

// uptimeLine is how much of a window money could be taken in, channel by channel,
// always with how much of it was watched.
func uptimeLine(w *assets.Words, channels []checks.Channel, up map[string]checks.Uptime) string {
	parts := make([]string, 0, len(channels))
	for _, c := range channels {
		said := map[string]any{"Name": report.Channel(w, c.ID)}
		share, ok := up[c.ID].Available()
		if !ok {
			parts = append(parts, w.Say("history.uptime.none", said))
			continue
		}
		said["Share"], said["Covered"] = percent(share, 1), percent(up[c.ID].Coverage(), 0)
		parts = append(parts, w.Say("history.uptime.share", said))
	}
	if len(parts) == 0 {
		return ""
	}
	return w.Say("history.uptime.lead", map[string]any{"All": strings.Join(parts, between)})
}

// percent is a share rounded down, since 99.96 % of the time is not all of it; a
// little is never told as nothing.
func percent(share float64, digits int) string {
	unit := math.Pow(10, float64(digits))
	value := math.Floor(share*100*unit+1e-9) / unit
	if share > 0 && value == 0 {
		return "<" + fmt.Sprintf("%.*f%%", digits, 1/unit)
	}
	if share >= 1 {
		digits = 0
	}
	return fmt.Sprintf("%.*f%%", digits, value)
}

// lossPercent is a share rounded up: what was lost is never told as nothing.
func lossPercent(share float64) string {
	if share > 0 && share < 0.01 {
		return "<1%"
	}
	return fmt.Sprintf("%.0f%%", max(math.Ceil(share*100-1e-9), 0))
}

// readingLines is what stands beside the pointer: when, and each line's figures.
func readingLines(w *assets.Words, c *chart.Chart, at time.Time, now time.Time) []string {
	at = at.In(now.Location())
	lines := []string{moment(w, at, now)}
	if at.After(now) {
		return append(lines, w.Say("history.read.to_come", nil))
	}
	if len(c.Lines) == 0 || !c.Watched(at) && !slices.ContainsFunc(c.At(at), func(r chart.Reading) bool { return r.Known }) {
		return append(lines, w.Say("history.unwatched", nil))
	}
	for _, r := range c.At(at) {
		value := readingOf(w, r)
		lines = append(lines, w.Say("history.read.value", map[string]any{"Name": r.Line.Name, "Value": value}))
		if c.Stacked && r.Known {
			lines = append(lines, phaseLines(w, r.Point.Phases)...)
		}
	}
	return lines
}

func readingOf(w *assets.Words, r chart.Reading) string {
	p := r.Point
	if !r.Known {
		return w.Say("history.read.none", nil)
	}
	var parts []string
	if p.Median > 0 {
		parts = append(parts, report.Figure(w, p.Median))
		if p.Max > p.Median && p.Count > 1 {
			parts = append(parts, w.Say("history.read.slowest", map[string]any{"Value": report.Figure(w, p.Max)}))
		}
	} else {
		parts = append(parts, w.Say("history.read.silent", nil))
	}
	if loss := p.Loss(); loss > 0 && p.Median > 0 {
		parts = append(parts, w.Say("history.read.lost", map[string]any{"Share": lossPercent(loss)}))
	}
	return strings.Join(parts, between)
}

// phaseLines are the phases, the last on top as they are drawn.
func phaseLines(w *assets.Words, phases checks.Phases) (lines []string) {
	for _, phase := range slices.Backward(checks.AllPhases) {
		if took, ran := phases[phase]; ran {
			lines = append(lines, "   "+w.Say("history.phase."+string(phase), nil)+" "+report.Figure(w, time.Duration(took)))
		}
	}
	return lines
}

// phaseNames are the legend of the phases.
func phaseNames(w *assets.Words) (names []string) {
	for _, phase := range checks.AllPhases {
		names = append(names, w.Say("history.phase."+string(phase), nil))
	}
	return names
}
