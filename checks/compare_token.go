package checks

import (
	"regexp"
	"slices"
	"strings"
)

// versionToken is a number or a word of a version.
type versionToken struct {
	value   versionValue // of a number
	raw     []string     // its dotted parts as written; nil for a word
	cut     bool         // a date that stood among dotted parts follows it
	word    string       // of a word
	means   wordMeaning  // of a word
	gap     string       // what stands before it; "" where it is attached to the one before
	bracket int          // the outermost bracket it stands in, 0 for none
	plus    bool         // after a plus sign
}

func (t versionToken) number() bool { return t.raw != nil }

func (t versionToken) attached() bool { return t.gap == "" }

// dotted reports a number of several parts, such as a version has.
func (t versionToken) dotted() bool { return len(t.raw) > 1 && t.value.kind <= valueDottedDate }

// single reports a plain number of one part.
func (t versionToken) single() bool { return len(t.raw) == 1 && t.value.kind == valueNumber && !t.cut }

// spelt is the token as it was written.
func (t versionToken) spelt() string {
	if t.number() {
		return strings.Join(t.raw, ".")
	}
	return t.word
}

// versionTokens reads a folded text. It is false where a date stands in it of which
// nobody can say what is day and what is month.
func versionTokens(s string) (all []versionToken, ok bool) {
	pieces := cutUp(s)
	for i := 0; i < len(pieces); {
		p := pieces[i]
		blank := versionToken{gap: p.gap, bracket: p.bracket, plus: p.plus}
		if n := hashLength(pieces[i:]); n > 0 {
			for _, part := range pieces[i : i+n] {
				blank.word += part.text
			}
			blank.means = wordMeaning{wordHash, 0}
			all, i = append(all, blank), i+n
			continue
		}
		switch p.class {
		case classDigit:
			n, numbers := runOfNumbers(pieces[i:])
			all, i = append(all, asTokens(numbers, pieces[i:i+n], blank)...), i+n
		case classLatin:
			all, i = append(all, latinWords(p.text, blank, i+1 < len(pieces) && pieces[i+1].gap == "" && pieces[i+1].class == classDigit)...), i+1
		default:
			all, i = append(all, chineseWords(p.text, blank)...), i+1
		}
	}
	return mergeDates(all)
}

// hashLength counts the attached pieces that are the name of a commit: at least
// seven hexadecimal digits that change between figures and letters, or begin with
// Git's g. A date with a letter after it is none.
func hashLength(pieces []versionPiece) int {
	chunk, n := "", 0
	for n < len(pieces) && pieces[n].class != classOther && (n == 0 || pieces[n].gap == "") {
		chunk += pieces[n].text
		if n++; len(chunk) > 64 { // longer than any hash
			return 0
		}
	}
	hex, git := strings.CutPrefix(chunk, "g")
	enough := len(hex) >= 7 && strings.Trim(hex, "0123456789abcdef") == "" && strings.ContainsAny(hex, figures0to9)
	if !enough || isDay(pieces[0].text) || (!git && n < 3) {
		return 0
	}
	return n
}

// runOfNumbers takes the numbers that are joined by dots, commas or colons, but
// never by two of them.
func runOfNumbers(pieces []versionPiece) (n int, numbers []string) {
	joint := ""
	for n = 0; n < len(pieces) && pieces[n].class == classDigit; n++ {
		if n > 0 {
			now := jointOf(pieces[n])
			if (now != "." && now != "," && now != ":") || (n > 1 && now != joint) {
				break
			}
			joint = now
		}
		numbers = append(numbers, pieces[n].text)
	}
	return n, numbers
}

// jointOf is the sign before a number, with the spaces that people leave at a dot. A
// dot, a space and a long number are the end of a sentence and a year.
func jointOf(p versionPiece) string {
	bare := strings.TrimSpace(p.gap)
	if bare != "" && strings.Trim(bare, ".") == "" && (!strings.HasSuffix(p.gap, " ") || len(p.text) <= 3) {
		return "."
	}
	return p.gap
}

// asTokens makes tokens of a run of numbers, taking apart what is a date in eight
// figures.
func asTokens(run []string, pieces []versionPiece, blank versionToken) (all []versionToken) {
	add := func(kind valueKind, raw []string) {
		t := blank
		t.raw, t.value = raw, valueOf(kind, raw)
		all = append(all, t)
		blank.gap = "."
	}
	if len(run) > 1 && pieces[1].gap == ":" {
		add(valueTime, run)
		return all
	}
	begin := 0
	for i, figures := range run {
		date, clock := dayAndTime(figures)
		if date == nil {
			continue
		}
		if begin < i {
			add(valueNumber, run[begin:i])
			all[len(all)-1].cut = begin == 0
		}
		add(valueDate, date)
		if clock != nil {
			add(valueTime, clock)
		}
		begin = i + 1
	}
	if begin < len(run) {
		kind := valueNumber
		if begin == 0 && len(run) == 3 && isDate(run[0], run[1], run[2]) {
			kind = valueDottedDate
		}
		add(kind, run[begin:])
	}
	return all
}

// valueOf takes leading zeros off each part and zeros off the end.
func valueOf(kind valueKind, raw []string) versionValue {
	v := versionValue{kind: kind, parts: make([]string, len(raw))}
	for i, figures := range raw {
		v.parts[i] = strings.TrimLeft(figures, "0")
	}
	for len(v.parts) > 0 && v.parts[len(v.parts)-1] == "" {
		v.parts = v.parts[:len(v.parts)-1]
	}
	return v
}

// mergeDates makes one token of 2024-09-01, and of 2024-09.
func mergeDates(all []versionToken) (merged []versionToken, ok bool) {
	for i := 0; i < len(all); i++ {
		t := all[i]
		n := dashed(all[i:])
		switch {
		case n >= 3 && isDate(t.raw[0], all[i+1].raw[0], all[i+2].raw[0]):
			day := all[i+2]
			merged = append(merged, dateToken(t, all[i+1].raw[0], day.raw[0]))
			if i += 2; len(day.raw) > 1 {
				day.raw, day.gap = day.raw[1:], "."
				day.value = valueOf(day.value.kind, day.raw)
				merged = append(merged, day)
			}
		case n == 2 && all[i+1].single() && isDate(t.raw[0], all[i+1].raw[0], "1"):
			merged = append(merged, dateToken(t, all[i+1].raw[0]))
			i++
		case n == 3 && isYear(all[i+2].raw[0]), n > 1 && all[i+1].gap == "/":
			return nil, false
		default:
			merged = append(merged, t)
		}
	}
	return merged, true
}

// dashed counts the numbers, at most four, that one kind of dash joins. Only the
// third may have parts of its own.
func dashed(all []versionToken) (n int) {
	for n = 0; n < min(4, len(all)) && all[n].number() && all[n].value.kind == valueNumber; n++ {
		if n > 0 && (all[n].gap != all[1].gap || !slices.Contains([]string{"-", "/", "_"}, all[n].gap)) {
			break
		}
		if !all[n].single() && n != 2 {
			break
		}
	}
	return n
}

func dateToken(t versionToken, more ...string) versionToken {
	t.raw = append(slices.Clone(t.raw), more...)
	t.value = valueOf(valueDate, t.raw)
	return t
}

// latinWords splits the v off a word that a number follows: POSV2.1.
func latinWords(word string, blank versionToken, numberFollows bool) []versionToken {
	means := meaningOf(word)
	stem, marked := strings.CutSuffix(word, "v")
	if means.kind != wordNothing || !numberFollows || !marked {
		blank.word, blank.means = word, means
		return []versionToken{blank}
	}
	first, v := blank, blank
	first.word, first.means = stem, meaningOf(stem)
	v.word, v.means, v.gap = "v", meaningOf("v"), ""
	return []versionToken{first, v}
}

// knownChinese are the words that are found within others; longer ones first.
var knownChinese = regexp.MustCompile(`测试版|内测版|公测版|预览版|开发版|候选版|候选发布版|正式版|稳定版|发布版|版本号|测试|内测|公测|预览|候选|正式|稳定|当前|最新|版本|补丁|构建|修订|版`)

// chineseWords splits what is written without spaces.
func chineseWords(text string, blank versionToken) (all []versionToken) {
	add := func(word string) {
		if word == "" {
			return
		}
		t := blank
		t.word, t.means = word, meaningOf(word)
		all, blank.gap = append(all, t), ""
	}
	begin := 0
	for _, at := range knownChinese.FindAllStringIndex(text, -1) {
		add(text[begin:at[0]])
		add(text[at[0]:at[1]])
		begin = at[1]
	}
	add(text[begin:])
	return all
}
