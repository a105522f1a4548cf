package report

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"

	"countercheck/checks"
)

//go:embed blocks.html
var blocksText string

// blocksPage is what blocks.html shows, one block at a time.
type blocksPage struct {
	sheet
	Block block
}

// html writes a report as one page that needs nothing else: its beginning, each of
// its parts, and its end.
func (s sheet) html() ([]piece, error) {
	tmpl, err := template.New("blocks").Parse(blocksText)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	write := func(name string, b block) {
		err = errors.Join(err, tmpl.ExecuteTemplate(&out, name, blocksPage{s, b}))
	}
	write("begin", block{})
	pieces := []piece{{Name: partBegin, Data: bytes.Clone(out.Bytes())}}
	for _, p := range s.parts {
		out.Reset()
		for _, b := range p.Blocks {
			write("block", b)
		}
		pieces = append(pieces, piece{Name: p.Name, Data: bytes.Clone(out.Bytes())})
	}
	out.Reset()
	write("end", block{})
	return append(pieces, piece{Name: partEnd, Data: out.Bytes()}), err
}

// writeHTML writes it without a seal.
func (s sheet) writeHTML(out io.Writer) error {
	pieces, err := s.html()
	for _, p := range pieces {
		if err == nil {
			_, err = out.Write(p.Data)
		}
	}
	return err
}

// Lang is the tag of the language.
func (p blocksPage) Lang() string { return p.w.Say(p.topic+".lang", nil) }

// Title is the report's, with whose it is.
func (p blocksPage) Title() string { return p.title }

// Of is whose report it is.
func (p blocksPage) Of() string { return p.of }

// Schema says to programs what sort of file it is.
func (p blocksPage) Schema() string { return p.schema }

// Foot stands at the end of every page.
func (p blocksPage) Foot() string { return p.foot }

// Mark is a level's mark.
func (p blocksPage) Mark(l checks.Level) string { return p.w.Say("text.mark."+l.String(), nil) }

// Figure reports that a table's column is one of figures.
func (p blocksPage) Figure(column int) bool { return column >= p.Block.Texts }

// Picture is a photo inside the page.
func (p blocksPage) Picture(photo reportPhoto) template.URL {
	return template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(photo.Data)) //nolint:gosec // base64 alone
}

// Path draws the probes that were answered, or the marks of those that failed, in a
// box of 1000 by 100.
func (p blocksPage) Path(bars []bar, failed bool) string {
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
func (p blocksPage) Stroke(lines [][]checks.Dot) string {
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
