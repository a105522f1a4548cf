package report

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"strings"
)

// byteOrderMark begins a CSV, without which Excel takes Chinese for something else.
const byteOrderMark = "\ufeff"

// csv writes a report as a CSV: its title, each of its parts, and its foot. All rows
// have as many cells as the longest, as programs expect that read tables.
func (s sheet) csv() ([]piece, error) {
	wide := 2
	for _, p := range s.parts {
		for _, b := range p.Blocks {
			for _, row := range rowsOf(s.w, b) {
				wide = max(wide, len(row))
			}
		}
	}
	begin, err := table(wide, [][]string{{s.title, s.schema}})
	pieces := []piece{{Name: partBegin, Data: append([]byte(byteOrderMark), begin...)}}
	for _, p := range s.parts {
		var rows [][]string
		for _, b := range p.Blocks {
			rows = append(rows, rowsOf(s.w, b)...)
		}
		data, wrong := table(wide, rows)
		if wrong != nil {
			err = wrong
		}
		pieces = append(pieces, piece{Name: p.Name, Data: data})
	}
	end, wrong := table(wide, [][]string{{s.foot}})
	if wrong != nil {
		err = wrong
	}
	return append(pieces, piece{Name: partEnd, Data: end}), err
}

// rowsOf is a block in rows; a heading has an empty row before it.
func rowsOf(w Words, b block) [][]string {
	switch b.Kind {
	case blockHeading, blockSub:
		return [][]string{{}, {b.Text}}
	case blockSentence:
		return [][]string{{w.Say("text.mark."+b.Level.String(), nil) + " " + b.Text}}
	case blockFacts, blockTable:
		return b.Rows
	case blockText:
		return [][]string{filled(b.Text, b.Note)}
	default:
		return nil // pictures: what they show stands in the tables
	}
}

// table writes rows, each filled up with empty cells.
func table(wide int, rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	for _, row := range rows {
		line := make([]string, wide)
		for c, text := range row {
			line[c] = cell(text)
		}
		if err := w.Write(line); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// asNumber is what a spreadsheet program would take for a number and spoil: it keeps
// 15 digits, and drops noughts at the front.
var asNumber = regexp.MustCompile(`^(0\d+|\d{12,})$`)

// cell keeps a spreadsheet program from taking a text for a formula or a number.
// Lines inside of a cell are ended in one way only.
func cell(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if asNumber.MatchString(text) || strings.HasPrefix(text, "=") || strings.HasPrefix(text, "+") ||
		strings.HasPrefix(text, "-") || strings.HasPrefix(text, "@") {
		return "'" + text
	}
	return harmless(text)
}
