package version

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"countercheck/checks"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// why is the reason of an error, "" if there is none.
func why(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var p *Problem
	if !errors.As(err, &p) {
		t.Fatalf("%v is no Problem", err)
	}
	return p.Why
}

// written writes a file of a test's own and returns its path.
func written(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// stands expects a source to say a version.
func stands(t *testing.T, s checks.VersionSource, version string) checks.VersionReading {
	t.Helper()
	got, err := Read(t.Context(), s)
	if err != nil {
		t.Fatalf("%+v: %v", s, err)
	}
	if got.Version != version {
		t.Errorf("%+v says %q, want %q", s, got.Version, version)
	}
	return got
}

// fails expects a source to fail for a reason, and to name what failed.
func fails(t *testing.T, s checks.VersionSource, reason string) {
	t.Helper()
	got, err := Read(t.Context(), s)
	if r := why(t, err); r != reason {
		t.Errorf("%+v says %q, %v; want %s", s, got.Version, err, reason)
	}
	if got != (checks.VersionReading{}) {
		t.Errorf("%+v failed, and gave %+v all the same", s, got)
	}
	var p *Problem
	if errors.As(err, &p) && p.What == "" {
		t.Errorf("%v does not say what it is about", err)
	}
}

func TestEveryWayButAPersonIsRead(t *testing.T) {
	for _, from := range []checks.VersionFrom{
		checks.FromProgram, checks.FromRegistry, checks.FromFile, checks.FromHTTP, checks.FromADB, checks.FromPackage,
	} {
		if sources[from] == nil {
			t.Errorf("nothing reads %s", from)
		}
	}
	for _, from := range []checks.VersionFrom{checks.FromPerson, "", "telepathy"} {
		if _, err := Read(t.Context(), checks.VersionSource{From: from}); why(t, err) != Unusable {
			t.Errorf("%q is read: %v", from, err)
		}
	}
}

func TestAReadingSaysWhenAndWhere(t *testing.T) {
	path := written(t, "VERSION", []byte("\ufeffV3.2.1\r\n"))
	before := time.Now()
	got := stands(t, checks.VersionSource{From: checks.FromFile, Path: path}, "V3.2.1")
	if got.At.Before(before) || got.From != checks.FromFile || got.Where != path || got.By != "" {
		t.Errorf("it is noted as %+v", got)
	}
}

func TestWhatIsNoVersion(t *testing.T) {
	for said, want := range map[string]string{
		"  V2.1 \t build 7\x00\x00": "",
		"Ⅴ２.１":                      "", // full-width digits are digits
		strings.Repeat("1", 100):    "",
		"":                          NoVersion,
		"正式版":                       NoVersion,
		strings.Repeat("1", 101):    TooLarge,
		"1.2\x1b[31m.3":             Broken,
		"1.2\u202e.3":               Broken, // turns the direction of writing
		"1.2.\xff":                  Broken,
	} {
		_, err := plain(said)
		if got := why(t, err); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

func TestLeavingCharactersOutJoinsNoNumbers(t *testing.T) {
	if got, err := plain("\ufeffV1.2\x003\n"); got != "V1.2 3" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// stuck is a source whose system never answers; dead one that falls over.
type (
	stuck struct{ until <-chan struct{} }
	dead  struct{}
)

func (s stuck) read(context.Context, checks.VersionSource) (string, string, error) {
	<-s.until
	return "1.0", "", nil
}

func (dead) read(context.Context, checks.VersionSource) (said, where string, err error) {
	var none []string
	return none[3], "", nil
}

func TestAReadEndsEvenIfTheSystemDoesNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until := make(chan struct{})
		defer close(until)
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		start := time.Now()
		_, err := read(ctx, stuck{until}, checks.VersionSource{Path: "/gone/drive"})
		if why(t, err) != Timeout || time.Since(start) != patience {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
		stop, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := read(stop, stuck{until}, checks.VersionSource{}); !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled read ends with %v", err)
		}
	})
}

func TestASourceThatFallsOverTakesNothingWithIt(t *testing.T) {
	if _, err := read(t.Context(), dead{}, checks.VersionSource{Name: "till"}); why(t, err) != Broken {
		t.Errorf("it ended with %v", err)
	}
}

func TestOnlyATillIsAskedOverADB(t *testing.T) {
	for _, kind := range append([]checks.TerminalKind{""}, checks.TerminalKinds...) {
		for from := range sources {
			allowed := Allowed(kind, from) == nil
			if want := from != checks.FromADB || kind == checks.CashierProgram; allowed != want {
				t.Errorf("%q over %s: allowed %v", kind, from, allowed)
			}
		}
	}
}
