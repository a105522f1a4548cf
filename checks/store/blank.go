package store

import (
	"bytes"

	"github.com/pelletier/go-toml/v2/unstable"
)

// blank makes a stretch of the text empty without moving anything else.
func (d *document) blank(from, to int) {
	for i := from; i < to; i++ {
		if d.text[i] != '\n' {
			d.text[i] = ' '
		}
	}
}

// blankUnknown empties what was found wrong while scanning.
func (d *document) blankUnknown() {
	for _, p := range d.problems {
		d.blankAt(p.Line, p.Column)
	}
}

// blankAt empties the expression at a place, a header together with all that
// stands under it. It reports whether there was one.
func (d *document) blankAt(line, column int) bool {
	offset := d.offset(line, column)
	for i, e := range d.ranges {
		if offset < e.from || offset >= e.to {
			continue
		}
		end := e.to
		if e.header {
			for _, under := range d.ranges[i+1:] {
				if under.header {
					break
				}
				end = under.to
			}
		}
		if len(bytes.TrimSpace(d.text[e.from:end])) == 0 {
			return false // nothing left to take away
		}
		d.blank(e.from, end)
		return true
	}
	return false
}

// keyAt names the expression at a place.
func (d *document) keyAt(line, column int) string {
	offset := d.offset(line, column)
	for _, e := range d.ranges {
		if offset >= e.from && offset < e.to {
			return e.key
		}
	}
	return ""
}

// offset turns a line and a column, both from 1, into bytes from the start.
func (d *document) offset(line, column int) int {
	start := 0
	for range line - 1 {
		next := bytes.IndexByte(d.text[start:], '\n')
		if next < 0 {
			break
		}
		start += next + 1
	}
	return start + column - 1
}

func (d *document) lineStart(raw unstable.Range) int {
	return bytes.LastIndexByte(d.text[:raw.Offset], '\n') + 1
}

func (d *document) lineEnd(raw unstable.Range) int {
	from := int(raw.Offset)
	if end := bytes.IndexByte(d.text[from:], '\n'); end >= 0 {
		return from + end
	}
	return len(d.text)
}
