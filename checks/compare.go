package checks

import (
	"cmp"
	"slices"
	"strings"
)

// VersionOrder is how one version stands to another, in the contract's words.
type VersionOrder string

// The orders.
const (
	VersionOlder   VersionOrder = "older"
	VersionSame    VersionOrder = "same"
	VersionNewer   VersionOrder = "newer"
	VersionUnknown VersionOrder = "unknown" // they cannot be compared
)

// longestVersion, in bytes, of which sense is made: whole files end up where a
// version should be.
const longestVersion = 1 << 16

// CompareVersions says how a stands to b. What people and programs write around a
// version does not count: v, 版本, brackets, width, case, leading zeros. Where it is
// not clear which of two is older, the answer is unknown.
//
// All versions stand in one order, part by part, and a second question says of each
// pair whether that order means anything for it. That way the answers can never go
// round in a circle.
func CompareVersions(a, b string) VersionOrder {
	foldedA, foldedB := foldVersion(a), foldVersion(b)
	if !strings.ContainsAny(foldedA, figures0to9) || !strings.ContainsAny(foldedB, figures0to9) {
		return VersionUnknown
	}
	if foldedA == foldedB {
		return VersionSame
	}
	if max(len(foldedA), len(foldedB)) > longestVersion {
		return VersionUnknown
	}
	x, readX := readVersion(foldedA)
	y, readY := readVersion(foldedB)
	if !readX || !readY {
		return VersionUnknown
	}
	order, known := x.against(y)
	switch {
	case !known:
		return VersionUnknown
	case order < 0:
		return VersionOlder
	case order > 0:
		return VersionNewer
	default:
		return VersionSame
	}
}

// versionText is a version as it was understood.
type versionText struct {
	prefix string        // product or model, "" for none
	epoch  versionValue  // of a Linux package, "1:2.3"
	main   versionValue  // the number
	joined bool          // its parts were joined by something else than dots
	cut    int           // a date followed after that many dotted parts, 0: none
	suffix []versionPart // what came after, in its order
	model  bool          // the number may be a model's: A920, and nothing else
	words  string        // words after the number that mean nothing to us
}

// against is the order of two versions, and whether it means anything.
func (x versionText) against(y versionText) (order int, known bool) {
	if !x.comparable(y) {
		return 0, false
	}
	if order = cmp.Or(x.epoch.order(y.epoch), x.main.order(y.main)); order != 0 {
		return order, true
	}
	for i := range max(len(x.suffix), len(y.suffix)) {
		if order, known = partAt(x.suffix, i).against(partAt(y.suffix, i)); order != 0 || !known {
			return order, known
		}
	}
	return 0, true
}

// comparable reports whether the numbers of two versions speak of the same thing.
func (x versionText) comparable(y versionText) bool {
	switch {
	case x.prefix != "" && y.prefix != "" && x.prefix != y.prefix:
		return false // two products
	case (x.model || y.model) && x.prefix != y.prefix:
		return false
	case x.words != "" && y.words != "" && x.words != y.words:
		return false // two variants
	case x.epoch.given() != y.epoch.given():
		return false
	case !x.main.sameKind(y.main):
		return false
	default:
		return !x.mayMean(y) && !y.mayMean(x)
	}
}

// mayMean reports that x can be read in two ways which stand to y in two orders:
// 2_1_9 beside 2.1.8, and 1.2.20240901 beside 1.2.3.
func (x versionText) mayMean(y versionText) bool {
	first := func(v versionText, n int) []string { return v.main.parts[:min(n, len(v.main.parts))] }
	if x.joined && !y.joined && len(y.main.parts) > 1 {
		return slices.Equal(first(x, 1), first(y, 1))
	}
	if x.cut > 0 && x.cut != y.cut && len(y.main.parts) > x.cut {
		return slices.Equal(padded(first(x, x.cut), x.cut), first(y, x.cut))
	}
	return false
}

// padded fills up with zeros.
func padded(parts []string, n int) []string {
	parts = slices.Clone(parts)
	for len(parts) < n {
		parts = append(parts, "")
	}
	return parts
}

// versionValue is a number in parts, each without leading zeros and the last not
// zero: "" is zero, none at all is zero too.
type versionValue struct {
	kind  valueKind
	parts []string
}

type valueKind uint8

const (
	valueNumber     valueKind = iota
	valueDottedDate           // 2024.09.01, which can be either
	valueDate                 // 2024-09-01, 20240901
	valueTime                 // 12:30
)

func (v versionValue) given() bool { return len(v.parts) > 0 }

// order compares part by part; a missing part is zero.
func (v versionValue) order(w versionValue) int {
	for i := range min(len(v.parts), len(w.parts)) {
		if order := compareDigits(v.parts[i], w.parts[i]); order != 0 {
			return order
		}
	}
	return cmp.Compare(len(v.parts), len(w.parts))
}

// compareDigits compares numbers of any length without leading zeros.
func compareDigits(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// sameKind reports whether two values can be held against one another: dates with
// dates, numbers with numbers. A dotted date is held against a number only where
// that begins with a year too.
func (v versionValue) sameKind(w versionValue) bool {
	low, high := min(v.kind, w.kind), max(v.kind, w.kind)
	switch {
	case low == high, low == valueDottedDate && high == valueDate:
		return true
	case low == valueNumber && high == valueDottedDate:
		return isYear(v.first()) && isYear(w.first())
	default:
		return false
	}
}

func (v versionValue) first() string {
	if len(v.parts) == 0 {
		return ""
	}
	return v.parts[0]
}

// versionPart is something that follows a version's number.
type versionPart struct {
	rank      partRank
	word      string
	value     versionValue
	ambiguous bool // 1.2b1 is a beta of 1.2 to some and what follows it to others
}

// partRank orders what can follow a number; what is below afterNumber comes before
// the release itself.
type partRank int8

const (
	rankTilde       partRank = iota - 6 // Debian's ~
	rankDevelopment                     // a daily build
	rankAlpha
	rankBeta
	rankPreview
	rankCandidate
	rankRelease // a build or revision, or a date; and nothing at all
	rankLetter  // 1.2.3a
	rankPatch   // SP1
	rankUnknown // a word that says nothing of the order
)

func partAt(parts []versionPart, i int) versionPart {
	if i < len(parts) {
		return parts[i]
	}
	return versionPart{}
}

// against is the order of two parts that stand at the same place.
func (p versionPart) against(q versionPart) (order int, known bool) {
	order = cmp.Or(cmp.Compare(p.rank, q.rank), cmp.Compare(p.word, q.word), p.value.order(q.value))
	switch {
	case order == 0:
		return 0, p.value.sameKind(q.value) || !p.value.given()
	case p.rank != q.rank:
		return order, p.ranksBeside(q) && q.ranksBeside(p)
	case p.word != q.word:
		return order, p.rank == rankLetter
	default:
		return order, !p.value.given() || !q.value.given() || p.value.sameKind(q.value)
	}
}

// ranksBeside reports whether the rank alone puts p before or after q.
func (p versionPart) ranksBeside(q versionPart) bool {
	switch p.rank {
	case rankUnknown:
		return false
	case rankTilde:
		return q.rank >= rankRelease
	case rankLetter, rankPatch:
		return !p.ambiguous && (q.rank < rankRelease || (q.rank == rankRelease && !q.value.given()))
	default:
		return true
	}
}
