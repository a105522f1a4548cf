package report

import (
	"strings"
	"unicode/utf8"
)

// printable replaces what a PDF's font cannot hold: control characters, and what
// lies beyond the basic plane, such as emoji.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r < ' ' || r == 0x7F || (r >= 0x80 && r < 0xA0):
			return -1
		case r > 0xFFFF:
			return '□'
		}
		return r
	}, text)
}

// wrapped breaks a text into lines of a width: at spaces, between characters of
// Chinese, and inside of a word only where it has a line of its own.
func wrapped(text string, width float64, measure func(string) float64) (lines []string) {
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, word := range words(paragraph) {
			if measure(line+word) <= width || line == "" && measure(word) <= width {
				line += word
				continue
			}
			if line != "" {
				lines = append(lines, strings.TrimRight(line, " "))
			}
			line = strings.TrimLeft(word, " ")
			for line != "" && measure(line) > width {
				cut := cutAt(line, width, measure)
				lines, line = append(lines, line[:cut]), line[cut:]
			}
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// cutAt is where the part of a text that fits ends; one character always does.
func cutAt(text string, width float64, measure func(string) float64) int {
	_, first := utf8.DecodeRuneInString(text)
	cut := first
	for at := range text {
		if at > first && measure(text[:at]) > width {
			return cut
		}
		cut = max(cut, at)
	}
	if measure(text) > width {
		return cut
	}
	return len(text)
}

// words are the pieces between which a line may break, their spaces with them.
func words(text string) (all []string) {
	begin := 0
	wide := func(r rune) bool { return r >= 0x2E80 }
	var before rune
	for at, r := range text {
		breaks := at > 0 && (before == ' ' || (wide(before) && !strings.ContainsRune("(《“‘", before)) || wide(r))
		if breaks && r != ' ' && !strings.ContainsRune(",。、;:?!)》”’", r) {
			all, begin = append(all, text[begin:at]), at
		}
		before = r
	}
	return append(all, text[begin:])
}
