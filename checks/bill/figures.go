package bill

import (
	"bytes"
	"strings"
	"time"
	"unicode"

	"countercheck/checks"
)

// longestNumber bounds an order number, in bytes. The longest that is known has 64.
const longestNumber = 128

// fen reads an amount in yuan. Nearly all are plain; the others are left to the
// reader of amounts that people write.
func fen(cell []byte) (amount checks.Money, ok bool) {
	digits, negative := bytes.CutPrefix(cell, []byte("-"))
	whole, part, _ := bytes.Cut(digits, []byte("."))
	if len(whole) == 0 || len(whole) > 12 {
		return 0, false
	}
	for len(part) > 2 && part[len(part)-1] == '0' {
		part = part[:len(part)-1]
	}
	if len(part) > 2 {
		return 0, false
	}
	for _, c := range whole {
		if c < '0' || c > '9' {
			read, err := checks.ReadMoney(string(cell))
			return read, err == nil
		}
		amount = amount*10 + checks.Money(c-'0')
	}
	for i := range 2 {
		amount *= 10
		if i >= len(part) {
			continue
		}
		if part[i] < '0' || part[i] > '9' {
			return 0, false
		}
		amount += checks.Money(part[i] - '0')
	}
	if negative {
		amount = -amount
	}
	return amount, true
}

// clock reads times in Beijing. It remembers the day, as rows come day by day.
type clock struct {
	in    *time.Location
	day   [10]byte
	dawns int64
}

// The years in which bills can have been made.
const (
	firstYear = 2005
	lastYear  = 2100
)

// layouts are how other times are written, by issuers and by spreadsheet programs. A
// date alone is no time: midnight would be guessed.
var layouts = []string{
	"2006-1-2 15:4:5", "2006-1-2 15:4", "2006/1/2 15:4:5", "2006/1/2 15:4", "2006.1.2 15:4:5", "20060102 15:4:5",
	"20060102150405", "20060102 150405", "2006年1月2日 15:4:5", "2006年1月2日 15时4分5秒",
}

// read reads a time.
func (c *clock) read(cell []byte) (time.Time, bool) {
	if at, ok := c.usual(cell); ok {
		return at, true
	}
	text := strings.Join(strings.Fields(strings.ReplaceAll(string(cell), "\uff1a", ":")), " ")
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at.In(c.in), plausible(at)
	}
	text, _, _ = strings.Cut(strings.Replace(text, "T", " ", 1), ".") // parts of a second
	for _, layout := range layouts {
		if at, err := time.ParseInLocation(layout, text, c.in); err == nil {
			return at, plausible(at)
		}
	}
	return time.Time{}, false
}

// usual reads 2026-01-02 23:59:59, with as many blanks as there are.
func (c *clock) usual(cell []byte) (time.Time, bool) {
	if len(cell) < 19 || cell[10] != ' ' {
		return time.Time{}, false
	}
	hms := bytes.TrimLeft(cell[11:], " ")
	if len(hms) != 8 || hms[2] != ':' || hms[5] != ':' {
		return time.Time{}, false
	}
	hour, ok1 := two(hms)
	minute, ok2 := two(hms[3:])
	second, ok3 := two(hms[6:])
	if !ok1 || !ok2 || !ok3 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	if !bytes.Equal(c.day[:], cell[:10]) {
		dawn, err := time.ParseInLocation(time.DateOnly, string(cell[:10]), c.in)
		if err != nil || !plausible(dawn) {
			return time.Time{}, false
		}
		copy(c.day[:], cell)
		c.dawns = dawn.Unix()
	}
	return time.Unix(c.dawns+int64(hour*3600+minute*60+second), 0).In(c.in), true
}

func plausible(at time.Time) bool { return at.Year() >= firstYear && at.Year() <= lastYear }

func two(b []byte) (int, bool) {
	if b[0] < '0' || b[0] > '9' || b[1] < '0' || b[1] > '9' {
		return 0, false
	}
	return int(b[0]-'0')*10 + int(b[1]-'0'), true
}

// number reads an order number. One that holds what no number can is not read.
func number(cell []byte, gbk bool) (text string, ok bool) {
	if len(cell) > longestNumber {
		return "", false
	}
	text = decode(cell, gbk)
	return text, !strings.ContainsFunc(text, func(r rune) bool { return r == unicode.ReplacementChar || !unicode.IsPrint(r) })
}

// readable is number for those whose text is not kept.
func readable(cell []byte, gbk bool) bool {
	for _, c := range cell {
		if c <= ' ' || c > '~' {
			_, ok := number(cell, gbk)
			return ok
		}
	}
	return len(cell) <= longestNumber
}

// destroyed reports that a spreadsheet program has made a figure of a number:
// 4.00123E+27, or, of a provider's long one, all noughts after the fifteenth digit.
func destroyed(cell []byte, providers bool) bool {
	if i := bytes.Index(cell, []byte("E+")); i > 0 {
		return isDigits(bytes.Replace(cell[:i], []byte("."), nil, 1)) && isDigits(cell[i+2:])
	}
	const kept, shortest = 15, 20
	return providers && len(cell) >= shortest && isDigits(cell) && len(bytes.Trim(cell[kept:], "0")) == 0 &&
		len(bytes.Trim(cell[kept-3:kept], "0")) > 0 // else it is noughts all along
}

func isDigits(text []byte) bool {
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(text) > 0
}
