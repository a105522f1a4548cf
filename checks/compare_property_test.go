package checks

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// versions draws what may stand where a version should: made of the pieces that
// versions are made of, few of each so that ties are common; or of the corpus.
func versions() *rapid.Generator[string] {
	number := rapid.SampledFrom([]string{"0", "1", "2", "02", "10", "9", "20240901", "20241001", "2024", "09", "1.2", "1.2.0", "1.10", "2024.9.1", "2024-09-01", "12:30", "1_2", "999999999999999999999"})
	word := rapid.SampledFrom([]string{
		"v", "V", "version ", "版本", "A920", "a80_", "build", "rc", "beta", "alpha", "测试版", "正式版", "release", "a", "b", "p", "x64", "sp", "补丁", "lakala",
		"dfsg", "g1a2b3c4", "+", "~", "(", ")", "（", "【", "】", "年", "月", "日", "64位", "pre", "1:",
	})
	joint := rapid.SampledFrom([]string{"", "", ".", "-", "_", " ", "+", "~", "(", ", ", "/", ":"})
	made := rapid.Custom(func(t *rapid.T) string {
		var s strings.Builder
		for range rapid.IntRange(1, 6).Draw(t, "pieces") {
			if rapid.Bool().Draw(t, "number") {
				s.WriteString(number.Draw(t, "n"))
			} else {
				s.WriteString(word.Draw(t, "w"))
			}
			s.WriteString(joint.Draw(t, "j"))
		}
		return s.String()
	})
	return rapid.OneOf(made, made, rapid.SampledFrom(corpus()), rapid.String())
}

var backwards = map[VersionOrder]VersionOrder{
	VersionOlder: VersionNewer, VersionNewer: VersionOlder, VersionSame: VersionSame, VersionUnknown: VersionUnknown,
}

func TestTheOrderOfVersionsIsAnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		isAnOrder(t, versions().Draw(t, "a"), versions().Draw(t, "b"), versions().Draw(t, "c"))
	})
}

// TestTheCorpusIsInOneOrder asks every three versions of the corpus that any two of
// them can be compared in.
func TestTheCorpusIsInOneOrder(t *testing.T) {
	all := corpus()
	order := make([][]VersionOrder, len(all))
	for i, a := range all {
		order[i] = make([]VersionOrder, len(all))
		for j, b := range all {
			order[i][j] = CompareVersions(a, b)
		}
	}
	for i, a := range all {
		for j, b := range all {
			if order[j][i] != backwards[order[i][j]] {
				t.Fatalf("%q is %s beside %q, and that %s beside it", a, order[i][j], b, order[j][i])
			}
			for k, c := range all {
				if round := circle(order[i][j], order[j][k], order[i][k]); round != "" {
					t.Fatalf("%q is %s beside %q, that %s beside %q, and the first is %s beside the last: %s", a, order[i][j], b, order[j][k], c, order[i][k], round)
				}
			}
		}
	}
}

func isAnOrder(t *rapid.T, a, b, c string) {
	ab, bc, ac := CompareVersions(a, b), CompareVersions(b, c), CompareVersions(a, c)
	if back := CompareVersions(b, a); back != backwards[ab] {
		t.Fatalf("%q is %s beside %q, and that %s beside it", a, ab, b, back)
	}
	if self := CompareVersions(a, a); (self == VersionSame) != strings.ContainsAny(foldVersion(a), figures0to9) {
		t.Fatalf("%q is %s beside itself", a, self)
	}
	if round := circle(ab, bc, ac); round != "" {
		t.Fatalf("%q is %s beside %q, that %s beside %q, and the first is %s beside the last: %s", a, ab, b, bc, c, ac, round)
	}
}

// circle says what is wrong where three orders, of which none is unknown, go round
// in a circle.
func circle(ab, bc, ac VersionOrder) string {
	if ab == VersionUnknown || bc == VersionUnknown || ac == VersionUnknown {
		return ""
	}
	want := ab
	switch {
	case ab == VersionSame:
		want = bc
	case bc != VersionSame && ab != bc:
		return "" // one up, one down: anything follows
	}
	if ac != want {
		return "should be " + string(want)
	}
	return ""
}

func TestHowAVersionIsWrittenChangesNothing(t *testing.T) {
	dotted := rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.StringMatching(`[0-9]{1,3}`), 2, 4).Draw(t, "parts")
		return strings.Join(parts, ".")
	})
	wrapped := rapid.SampledFrom([]func(string) string{
		func(s string) string { return "V" + s },
		func(s string) string { return "版本：" + s },
		func(s string) string { return s + ".0" },
		func(s string) string { return "00" + s },
		func(s string) string { return s + " (with embedded help)" },
		func(s string) string { return "A920_" + s },
		func(s string) string { return s + "正式版" },
		func(s string) string { return "  " + s + "\n" },
		func(s string) string { return strings.NewReplacer("1", "１", "2", "２", ".", "．").Replace(s) },
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := dotted.Draw(t, "a"), dotted.Draw(t, "b")
		want := CompareVersions(a, b)
		if got := CompareVersions(wrapped.Draw(t, "way")(a), b); got != want {
			t.Fatalf("%q is %s beside %q, and otherwise written %s", a, want, b, got)
		}
	})
}

func FuzzNoVersionPanics(f *testing.F) {
	for _, list := range inOrder {
		for i := range list[1:] {
			f.Add(list[i], list[i+1])
		}
	}
	for _, s := range []string{"", "\x00", "\xff1.2", "1:", "(((1)))", "+~1", "年月日1", "2024年"} {
		f.Add(s, "1.2.3")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		ab, ba := CompareVersions(a, b), CompareVersions(b, a)
		if backwards[ab] != ba {
			t.Errorf("%q is %s beside %q, and that %s beside it", a, ab, b, ba)
		}
	})
}
