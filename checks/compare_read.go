package checks

import (
	"regexp"
	"slices"
	"strings"
)

var (
	// wildcard: 2.x stands for many versions.
	wildcard   = regexp.MustCompile(`\d\.+[x*](?:[^a-z0-9]|$)`)
	epochAhead = regexp.MustCompile(`^\d:\d`)
)

// readVersion understands a folded text that holds figures; false where it cannot.
func readVersion(s string) (v versionText, ok bool) {
	if wildcard.MatchString(s) {
		return v, false
	}
	if epochAhead.MatchString(s) {
		v.epoch, s = valueOf(valueNumber, []string{s[:1]}), s[2:]
	}
	all, ok := versionTokens(usualForms(s))
	if !ok {
		return v, false
	}
	at, ok := findNumber(all)
	if !ok {
		return v, false
	}
	main := all[at]
	v.main = main.value
	if main.cut {
		v.cut = len(main.raw)
	}
	v.model = main.single() && main.attached() && at > 0 && all[at-1].means.kind == wordNothing && !all[at-1].number()
	before, after := all[:at], withoutRemarks(all[at+1:])
	if n := joinedNumbers(main, after); n > 0 {
		raw := slices.Clone(main.raw)
		for _, t := range after[:n] {
			raw = append(raw, t.raw...)
		}
		v.main, v.joined, after = valueOf(valueNumber, raw), true, after[n:]
	}
	early, late := v.readBefore(before)
	v.readAfter(after)
	v.suffix = slices.Concat(early, v.suffix, late)
	return v, true
}

// findNumber finds the version's own number among all numbers: not that of a model
// (A920), of a date or of what is said in brackets.
func findNumber(all []versionToken) (at int, ok bool) {
	outside := func(t versionToken) bool { return t.bracket == 0 && !t.plus }
	everywhere := func(versionToken) bool { return true }
	for _, among := range []func(versionToken) bool{outside, everywhere} {
		if at = bestNumber(all, among); at >= 0 {
			return at, true
		}
	}
	at = slices.IndexFunc(all, versionToken.number)
	return at, at >= 0
}

// bestNumber is -1 where none is free of a word.
func bestNumber(all []versionToken, among func(versionToken) bool) int {
	find := func(good func(i int) bool) int {
		for i, t := range all {
			if among(t) && t.number() && good(i) {
				return i
			}
		}
		return -1
	}
	dotted := find(func(i int) bool { return all[i].dotted() })
	marked := find(func(i int) bool { return followsWord(all, i, wordMark) })
	first := slices.IndexFunc(all, among)
	switch {
	case first >= 0 && all[first].dotted() && all[first].value.kind == valueNumber:
		return first
	case marked >= 0:
		return marked
	case first >= 0 && all[first].number() && !aNameBetween(all, first, dotted):
		return first
	case dotted >= 0:
		return dotted
	default:
		return find(func(i int) bool {
			return !all[i].attached() || i == 0 || followsWord(all, i, wordMark, wordNeutral, wordBuild, wordFix, wordStage)
		})
	}
}

// followsWord reports that the token before is a word of one of these kinds.
func followsWord(all []versionToken, i int, kinds ...wordKind) bool {
	return i > 0 && !all[i-1].number() && slices.Contains(kinds, all[i-1].means.kind)
}

// aNameBetween: 360收银 2.1.9 begins with a number that is a name's.
func aNameBetween(all []versionToken, from, to int) bool {
	return to > from && slices.ContainsFunc(all[from:to], func(t versionToken) bool { return !t.number() && t.means.kind == wordNothing && len(t.word) > 1 })
}

// withoutRemarks leaves out brackets that hold anything but numbers, dates, builds
// and stages: (with embedded help).
func withoutRemarks(all []versionToken) (kept []versionToken) {
	remark := map[int]bool{}
	for _, t := range all {
		if !t.number() && (t.means.kind == wordNothing || t.means.kind == wordHash) {
			remark[t.bracket] = true
		}
	}
	for _, t := range all {
		if t.bracket == 0 || !remark[t.bracket] {
			kept = append(kept, t)
		}
	}
	return kept
}

// joinedNumbers counts the numbers that belong to the main one although no dot
// joins them: 2_1_9.
func joinedNumbers(main versionToken, after []versionToken) (n int) {
	if !main.single() {
		return 0
	}
	for n < len(after) && after[n].number() && after[n].value.kind == valueNumber && !after[n].cut &&
		(after[n].gap == "-" || after[n].gap == "_") {
		n++
	}
	return n
}

// readBefore reads what stands before the number: whose version it is, a stage, a
// date.
func (v *versionText) readBefore(before []versionToken) (early, late []versionPart) {
	var name strings.Builder
	for i, t := range before {
		switch {
		case t.number() && t.value.kind == valueDate:
			late = append(late, versionPart{value: t.value})
		case t.number() || t.means.kind == wordNothing || t.means.kind == wordHash || t.means.kind == wordFix:
			name.WriteString(t.spelt())
		case t.means.kind == wordStage && (i == len(before)-1 || before[i+1].means.kind == wordMark):
			early = append(early, versionPart{rank: t.means.rank})
		case t.means.kind == wordStage:
			name.WriteString(t.word)
		}
	}
	v.prefix = name.String()
	return early, late
}

// readAfter reads what follows the number.
func (v *versionText) readAfter(after []versionToken) {
	r := suffixReader{version: v}
	for i := 0; i < len(after); {
		i += r.take(after, i)
	}
	v.words = r.words.String()
}
