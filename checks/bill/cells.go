package bill

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/width"
)

// separators are what stands between cells; the second and third are how spreadsheet
// programs save. None of them is ever a part of a character in GBK.
const separators = ",\t;"

// trim takes off blanks. No other space is looked for: in GBK its bytes are letters.
func trim(cell []byte) []byte {
	for len(cell) > 0 && isBlank(cell[0]) {
		cell = cell[1:]
	}
	for len(cell) > 0 && isBlank(cell[len(cell)-1]) {
		cell = cell[:len(cell)-1]
	}
	return cell
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// split cuts a line into its cells. A cell in quotation marks may hold separators;
// marks elsewhere are a part of the text, as the issuers do not quote.
func split(line []byte, sep byte, cells [][]byte) [][]byte {
	cells = cells[:0]
	for {
		end := quoted(line, sep)
		if end < 0 {
			end = bytes.IndexByte(line, sep)
		}
		if end < 0 {
			return append(cells, clean(line))
		}
		cells = append(cells, clean(line[:end]))
		line = line[end+1:]
	}
}

// quoted is where a cell in quotation marks ends that does not end the line, -1 for
// none.
func quoted(line []byte, sep byte) int {
	if len(line) == 0 || line[0] != '"' {
		return -1
	}
	for i := 1; i+1 < len(line); i++ {
		if line[i] == '"' && line[i+1] == sep {
			return i + 1
		}
	}
	return -1
}

// clean takes off what issuers and spreadsheet programs put around a cell: blanks,
// tabs, the backquote, quotation marks, an apostrophe, ="...".
func clean(cell []byte) []byte {
	cell = trim(cell)
	if n := len(cell); n > 2 && cell[0] == '=' && cell[1] == '"' && cell[n-1] == '"' {
		cell = cell[1:]
	}
	if n := len(cell); n > 1 && cell[0] == '"' && cell[n-1] == '"' {
		cell = trim(cell[1 : n-1])
	}
	if len(cell) > 0 && (cell[0] == '`' || cell[0] == '\'') {
		cell = trim(cell[1:])
	}
	return cell
}

// isGBK reports that a line is not in UTF-8. It is asked of headers, which are too
// long for a mistake.
func isGBK(line []byte) bool { return !utf8.Valid(line) }

// decode makes a cell's text.
func decode(cell []byte, gbk bool) string {
	if gbk {
		if text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(cell); err == nil {
			return string(text)
		}
	}
	return strings.ToValidUTF8(string(cell), string(unicode.ReplacementChar))
}

// encode is the reverse of it, for words that are looked for.
func encode(text string, gbk bool) string {
	if gbk {
		if coded, err := simplifiedchinese.GB18030.NewEncoder().String(text); err == nil {
			return coded
		}
	}
	return text
}

// longestName is how much of a column's name is kept, in characters.
const longestName = 40

// names are a header's cells as text.
func names(cells [][]byte, gbk bool) []string {
	all := make([]string, len(cells))
	for i, c := range cells {
		all[i] = strings.TrimSpace(decode(c, gbk))
		if short := []rune(all[i]); len(short) > longestName {
			all[i] = string(short[:longestName])
		}
	}
	for len(all) > 0 && all[len(all)-1] == "" { // a separator at the end of the line
		all = all[:len(all)-1]
	}
	return all
}

// plainName is a column's name without what differs between downloads: width, blanks,
// the unit.
func plainName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, width.Narrow.String(name))
	return strings.TrimSuffix(strings.Trim(name, "`'\""), "(元)")
}
