package report

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"countercheck/checks"
)

//go:embed visit.html
var visitText string

// visitPage is what visit.html shows.
type visitPage struct {
	words  Words
	Shop   string
	Blocks []block
}

// VisitHTML writes the report of a visit as one page that needs nothing else, to be
// looked at or printed.
func VisitHTML(out io.Writer, w Words, v checks.Visit, photo Photo) error {
	tmpl, err := template.New("visit").Parse(visitText)
	if err != nil {
		return err
	}
	blocks, err := visitBlocks(w, v, photo)
	if err != nil {
		return err
	}
	return tmpl.Execute(out, visitPage{words: w, Shop: v.Shop, Blocks: blocks})
}

// Say gives the template a text without facts.
func (p visitPage) Say(key string) string { return p.words.Say("visitreport."+key, nil) }

// Mark is a level's mark.
func (p visitPage) Mark(l checks.Level) string { return p.words.Say("text.mark."+l.String(), nil) }

// Picture is a photo inside the page.
func (p visitPage) Picture(photo reportPhoto) template.URL {
	return template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(photo.Data)) //nolint:gosec // base64 alone
}

// Path draws the probes that were answered, or the marks of those that failed, in a
// box of 1000 by 100.
func (p visitPage) Path(bars []bar, failed bool) string {
	var b strings.Builder
	width := 1000/float64(max(len(bars), 1)) - 1
	for _, one := range bars {
		switch {
		case one.Failed && failed:
			fmt.Fprintf(&b, "M%.1f 0h%.1fv12h-%.1fz", one.X*1000, width, width)
		case !one.Failed && !failed:
			height := max(1, one.Height*84)
			fmt.Fprintf(&b, "M%.1f %.1fh%.1fV100h-%.1fz", one.X*1000, 100-height, width, width)
		}
	}
	return b.String()
}

// Stroke draws a signature's lines.
func (p visitPage) Stroke(lines [][]checks.Dot) string {
	var b strings.Builder
	for _, line := range lines {
		for n, dot := range line {
			letter := "L"
			if n == 0 {
				letter = "M"
			}
			fmt.Fprintf(&b, "%s%.4f %.4f", letter, dot.X, dot.Y)
		}
		if len(line) == 1 {
			b.WriteString("h0.001") // a point
		}
	}
	return b.String()
}
