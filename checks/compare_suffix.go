package checks

import (
	"slices"
	"strings"
)

// suffixReader reads what follows a version's number, token by token.
type suffixReader struct {
	version *versionText
	waiting bool // the last part is a stage or a service pack whose number may follow
	tilde   bool // Debian's ~ stood before
	words   strings.Builder
}

// take reads the token at i, with those that belong to it, and says how many.
func (r *suffixReader) take(all []versionToken, i int) int {
	t := all[i]
	if !t.attached() {
		ahead, _, found := strings.Cut(t.gap, "~")
		r.tilde = found && !strings.Contains(ahead, "+")
	}
	if t.number() {
		return r.number(all, i)
	}
	numbered := i+1 < len(all) && all[i+1].number() && all[i+1].attached()
	switch t.means.kind {
	case wordStage:
		if i+1 < len(all) && all[i+1].means.kind == wordStage {
			return r.unknown(all, i, 2) // a pre-alpha is not both
		}
		r.add(versionPart{rank: t.means.rank}, true)
	case wordFix:
		r.add(versionPart{rank: rankPatch, word: t.word}, true)
	case wordMark, wordNeutral, wordBuild:
	default:
		switch {
		case t.word == "r" && numbered: // a revision
		case isLetter(all, i):
			r.letter(t, numbered)
		default:
			return r.unknown(all, i, 1)
		}
	}
	return 1
}

func (r *suffixReader) add(p versionPart, waits bool) {
	if r.tilde && p.rank >= rankRelease {
		p.rank = rankTilde
	}
	r.version.suffix, r.waiting = append(r.version.suffix, p), waits
}

// number adds a number, or gives it to the stage that waits for it. One of several
// parts after a plus sign is another version than this one.
func (r *suffixReader) number(all []versionToken, i int) int {
	t := all[i]
	if t.dotted() && t.value.kind == valueNumber && strings.Contains(t.gap, "+") {
		return r.unknown(all, i, 1)
	}
	value := t.value
	if value.kind == valueDottedDate {
		value.kind = valueDate
	}
	if last := len(r.version.suffix) - 1; r.waiting && (r.version.suffix[last].rank != rankLetter || t.attached()) {
		r.version.suffix[last].value = value
		r.waiting = false
		return 1
	}
	r.add(versionPart{value: value}, false)
	return 1
}

// letter adds a single letter. Of a, b and c with a number nobody can say whether
// they follow the release or, as alpha, beta and candidate, come before it.
func (r *suffixReader) letter(t versionToken, numbered bool) {
	r.add(versionPart{rank: rankLetter, word: t.word, ambiguous: numbered && !t.plus && strings.Contains("abc", t.word)}, numbered)
}

// isLetter: a single letter that counts: attached to a number (1.2.3a, 9.2p1) or by
// itself; b and p also with a small number. The letter of a model or of a processor
// (A920, x64) does not.
func isLetter(all []versionToken, i int) bool {
	t := all[i]
	if len(t.word) != 1 {
		return false
	}
	if i+1 >= len(all) || !all[i+1].attached() {
		return true
	}
	next := all[i+1]
	switch {
	case !next.number():
		return false
	case t.attached():
		return t.word != "x"
	default:
		return strings.Contains("bp", t.word) && len(next.raw[0]) <= 2
	}
}

// unknown takes a word that says nothing of the order, with at least n tokens and
// all that is attached to it. Words alone at the end, after a plus sign, only
// describe (semver.org, rule 10).
func (r *suffixReader) unknown(all []versionToken, i, n int) int {
	if all[i].plus && !slices.ContainsFunc(all[i:], versionToken.number) {
		return len(all) - i
	}
	var word strings.Builder
	end := i
	for end < len(all) && (end < i+n || all[end].attached()) {
		word.WriteString(all[end].spelt())
		end++
	}
	if !all[i].plus {
		r.words.WriteString(word.String())
	}
	r.add(versionPart{rank: rankUnknown, word: word.String()}, false)
	return end - i
}
