package checks

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"
)

const figures0to9 = "0123456789"

// versionSigns are the ways people write the same sign.
var versionSigns = strings.NewReplacer(
	"。", ".", "·", ".", "、", ",",
	"【", "(", "】", ")", "〔", "(", "〕", ")", "「", "(", "」", ")", "《", "(", "》", ")",
	"[", "(", "]", ")", "{", "(", "}", ")", "<", "(", ">", ")",
	"–", "-", "—", "-", "−", "-",
)

// foldVersion takes away width, case, the many kinds of sign, and what cannot be
// seen but is copied along.
func foldVersion(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, width.Fold.String(s))
	return strings.TrimSpace(versionSigns.Replace(s))
}

// Ways of writing that are turned into the usual one before anything is read.
var (
	windowsCommas = regexp.MustCompile(`(\d+), ?(\d+), ?(\d+), ?(\d+)`) // as in a program's version resource
	chineseDate   = regexp.MustCompile(`(\d{4})年(\d{1,2})月(?:(\d{1,2})日?)?`)
	monthFirst    = regexp.MustCompile(`\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* +(\d{1,2}),? +(\d{4})\b`) // as compilers write it
	wordSize      = regexp.MustCompile(`(^|[\s_(-])(32|64)[ -]?(?:bit|位)`)                                                  // says which processor, not which version
	timeAfterT    = regexp.MustCompile(`(\d)t(\d\d:\d\d(?::\d\d)?)z?`)
	dayFirst      = regexp.MustCompile(`\b(\d{1,2})[ -](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -](\d{4})\b`)
)

func usualForms(s string) string {
	s = windowsCommas.ReplaceAllString(s, "$1.$2.$3.$4")
	s = wordSize.ReplaceAllString(s, "${1}bit$2")
	s = timeAfterT.ReplaceAllString(s, "$1 $2")
	s = chineseDate.ReplaceAllString(s, " $1-$2-$3 ")
	s = monthFirst.ReplaceAllStringFunc(s, func(m string) string { return isoDate("Jan 2 2006", m) })
	return dayFirst.ReplaceAllStringFunc(s, func(m string) string { return isoDate("2 Jan 2006", m) })
}

// isoDate rewrites a date that names its month; one that cannot be stays.
func isoDate(layout, text string) string {
	fields := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' || r == ',' })
	for i, f := range fields {
		if f[0] > '9' {
			fields[i] = f[:3]
		}
	}
	day, err := time.Parse(layout, strings.Join(fields, " "))
	if err != nil {
		return text
	}
	return day.Format(time.DateOnly)
}

// versionPiece is a run of digits, Latin letters or other letters.
type versionPiece struct {
	text    string
	class   runeClass
	gap     string
	bracket int
	plus    bool
}

type runeClass uint8

const (
	classNone runeClass = iota
	classDigit
	classLatin
	classOther
)

func classOf(r rune) runeClass {
	switch {
	case '0' <= r && r <= '9':
		return classDigit
	case 'a' <= r && r <= 'z':
		return classLatin
	case r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)):
		return classOther
	default:
		return classNone
	}
}

// longestGap: more signs in a row than this say nothing more.
const longestGap = 8

// cutUp finds the pieces of a folded text.
func cutUp(s string) (all []versionPiece) {
	var depth, group, start int
	var class runeClass
	gap, plus := " ", false
	flush := func(end int) {
		if class == classNone {
			return
		}
		p := versionPiece{text: s[start:end], class: class, gap: gap, plus: plus}
		if depth > 0 {
			p.bracket = group
		}
		all, gap = append(all, p), ""
	}
	for i, r := range s {
		c := classOf(r)
		if c == class && c != classNone {
			continue
		}
		flush(i)
		start, class = i, c
		if c != classNone {
			continue
		}
		if len(gap) < longestGap {
			gap += string(r)
		}
		switch r {
		case '+':
			plus = true
		case '(':
			if depth == 0 {
				group++
			}
			depth++
		case ')':
			depth = max(0, depth-1)
		}
	}
	flush(len(s))
	return all
}
