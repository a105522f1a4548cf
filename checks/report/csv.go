package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"countercheck/checks"
)

// Table writes series as a CSV for a spreadsheet: a line a step, times with their
// zone, lengths in milliseconds. It begins with a byte-order mark, without which
// Excel takes Chinese for something else.
func Table(out io.Writer, zone *time.Location, series []checks.Series) error {
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	w := csv.NewWriter(out)
	w.UseCRLF = true
	head := []string{"time", "check", "count", "failed", "min_ms", "median_ms", "p95_ms", "max_ms", "sent", "lost"}
	for _, phase := range checks.AllPhases {
		head = append(head, string(phase)+"_ms")
	}
	lines := [][]string{head}
	for _, s := range series {
		for _, p := range s.Points {
			lines = append(lines, tableLine(zone, s.Check, p))
		}
	}
	for _, line := range lines {
		if err := w.Write(line); err != nil {
			return fmt.Errorf("write the table: %w", err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

// tableLine is one step. What brought no figure leaves its cell empty: it was not
// zero.
func tableLine(zone *time.Location, check string, p checks.Point) []string {
	line := []string{p.From.In(zone).Format(time.RFC3339), harmless(check), strconv.Itoa(p.Count), strconv.Itoa(p.Failed)}
	for _, d := range []time.Duration{p.Min, p.Median, p.P95, p.Max} {
		line = append(line, milliseconds(d, d > 0))
	}
	if p.Sent > 0 {
		line = append(line, strconv.Itoa(p.Sent), strconv.Itoa(p.Lost))
	} else {
		line = append(line, "", "")
	}
	for _, phase := range checks.AllPhases {
		took, ran := p.Phases[phase]
		line = append(line, milliseconds(time.Duration(took), ran))
	}
	return line
}

func milliseconds(d time.Duration, known bool) string {
	if !known {
		return ""
	}
	return strconv.FormatFloat(checks.Span(d).Milliseconds(), 'f', -1, 64)
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
