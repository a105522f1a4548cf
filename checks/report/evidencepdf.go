package report

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// pdf writes a report for paper, in its pages: what was changed in a PDF is told by
// the page and by what stands on it.
func (s sheet) pdf(font []byte) ([]piece, error) {
	var out bytes.Buffer
	spans, err := s.writePDF(&out, font)
	if err != nil {
		return nil, err
	}
	return pagesOf(out.Bytes(), func(page int) string {
		var on []string
		for i, span := range spans {
			if span.first <= page && page <= span.last {
				on = append(on, s.parts[i].Name)
			}
		}
		return fmt.Sprintf("%s%d:%s", partPage, page, strings.Join(on, "+"))
	}), nil
}

// pageBegins is where a page's object begins; its content is the object after it.
var pageBegins = regexp.MustCompile(`(?m)^\d+ 0 obj\n<</Type /Page\n`)

// pagesOf cuts a PDF into its pages, what stands before them, and fonts and tables
// after them.
func pagesOf(data []byte, name func(page int) string) []piece {
	begins := pageBegins.FindAllIndex(data, -1)
	if len(begins) == 0 {
		return []piece{{Name: partBegin, Data: data}}
	}
	pieces := []piece{{Name: partBegin, Data: data[:begins[0][0]]}}
	last := len(begins) - 1
	for n, at := range begins[:last] {
		pieces = append(pieces, piece{Name: name(n + 1), Data: data[at[0]:begins[n+1][0]]})
	}
	const object = "\nendobj\n"
	end := begins[last][0]
	for range 2 { // the page, its content
		if next := bytes.Index(data[end:], []byte(object)); next >= 0 {
			end += next + len(object)
		}
	}
	pieces = append(pieces, piece{Name: name(last + 1), Data: data[begins[last][0]:end]}, piece{Name: partFonts, Data: data[end:]})
	return pieces
}
