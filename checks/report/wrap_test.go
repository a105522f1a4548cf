package report

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// wide counts a Chinese character as two.
func wide(text string) (n float64) {
	for _, r := range text {
		if n++; r >= 0x2E80 {
			n++
		}
	}
	return n
}

func TestLinesBreakWherePeopleWouldBreakThem(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", []string{""}},
		{"short", []string{"short"}},
		{"two words here", []string{"two words", "here"}},
		{"一二三四五六七", []string{"一二三四五", "六七"}},
		{"一二三四五,六", []string{"一二三四", "五,六"}},
		{"abcdefghijklmnop", []string{"abcdefghij", "klmnop"}},
		{"first\nsecond", []string{"first", "second"}},
		{"扫码盒 FR2020231109", []string{"扫码盒", "FR20202311", "09"}},
	} {
		if got := wrapped(c.text, 10, wide); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzWrapped(f *testing.F) {
	f.Add("扫码盒 FR2020231109, one two\n三", 5.0)
	f.Fuzz(func(t *testing.T, text string, width float64) {
		if !utf8.ValidString(text) || len(text) > 2000 {
			return
		}
		lines := wrapped(text, width, wide)
		squeeze := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if squeeze(strings.Join(lines, "")) != squeeze(text) {
			t.Errorf("%q became %q", text, lines)
		}
	})
}
