package version

import (
	"context"
	"errors"
	"testing"

	"countercheck/checks"
)

func TestAProgramIsFoundByItsName(t *testing.T) {
	list := registered{func(context.Context) ([]Program, error) {
		return []Program{
			{"示例收银 3.2.1", "3.2.1", "a"},
			{"7-Zip 23.01 (x64)", "23.01", "b"},
			{"Till", "1.0", "c"},
			{"Till", "1.0", "d"},
			{"Till 2.0", "2.0", "e"},
			{"Client", "4.0", "f"},
			{"client ", "5.0", "g"},
			{"Bad", "1.0\x1b[0m", "h"},
		}, nil
	}}
	for name, want := range map[string]struct{ version, why string }{
		"示例收银 3.2.1":          {"3.2.1", ""},
		"示例收银 3.1.0":          {"3.2.1", ""}, // as it was called before its last update
		"示例收银":                {"3.2.1", ""},
		"7-zip 9.20 (x64)":    {"23.01", ""},
		"7-Zip":               {"", NotFound}, // of 32 bits, say
		"till":                {"1.0", ""},    // that very name comes first
		"Till v3.1":           {"", Several},
		"CLIENT":              {"", Several},
		"Nothing of the kind": {"", NotFound},
		" ":                   {"", Unusable},
		"Bad":                 {"", Broken},
	} {
		got, err := read(t.Context(), list, checks.VersionSource{Name: name})
		if got.Version != want.version || why(t, err) != want.why {
			t.Errorf("%q: %q, %v; want %+v", name, got.Version, err, want)
		}
	}
	broken := registered{func(context.Context) ([]Program, error) { return nil, errors.New("no") }}
	if _, err := read(t.Context(), broken, checks.VersionSource{Name: "Till"}); why(t, err) != Broken {
		t.Error(err)
	}
}
