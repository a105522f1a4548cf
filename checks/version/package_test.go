package version

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"countercheck/checks"
)

// The database is dpkg's own work; see dpkg.sh in testdata.
func TestADatabaseOfDpkg(t *testing.T) {
	root := t.TempDir()
	data, err := os.ReadFile(filepath.Join("testdata", "dpkg-status"))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, "var", "lib", "dpkg")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "status"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct{ version, why string }{
		"till":       {"1:3.2.1-2+uos", ""},
		"till:i386":  {"1:3.2.1-2+uos", ""},
		"till:arm64": {"", NotFound},
		"old-till":   {"", NotFound}, // removed; its settings are still there
		"til":        {"", NotFound},
		"":           {"", Unusable},
		"../till":    {"", Unusable},
		"--help":     {"", Unusable},
	} {
		got, err := read(t.Context(), packages{root}, checks.VersionSource{Name: name})
		if got.Version != want.version || why(t, err) != want.why {
			t.Errorf("%q: %q, %v; want %+v", name, got.Version, err, want)
		}
	}
}

func TestAComputerWithoutDpkg(t *testing.T) {
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "var", "lib", "rpm"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := read(t.Context(), packages{root}, checks.VersionSource{Name: "till"})
	if why(t, err) != NotDebian || !strings.Contains(err.Error(), "rpm") {
		t.Errorf("it says %v", err)
	}
}

// Every package of this computer, as dpkg itself tells it.
func TestThisComputersPackages(t *testing.T) {
	query, err := exec.LookPath("dpkg-query")
	if err != nil {
		t.Skip("this computer has no dpkg to compare with")
	}
	out, err := exec.CommandContext(t.Context(), query, "-W", "-f", `${Package}\t${Architecture}\t${Version}\t${db:Status-Status}\n`).Output()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(out)), "\n")
	f, err := os.Open("/var/lib/dpkg/status")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var got []string
	err = eachPackage(t.Context(), f, func(d debian) bool {
		if d.version != "" && d.state != "not-installed" {
			got = append(got, strings.Join([]string{d.name, d.architecture, d.version, d.state}, "\t"))
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	slices.Sort(got)
	if len(got) < 20 || !slices.Equal(got, want) {
		t.Errorf("%d packages, dpkg-query has %d", len(got), len(want))
		for _, line := range got {
			if !slices.Contains(want, line) {
				t.Errorf("dpkg-query has no %q", line)
			}
		}
	}
	stands(t, checks.VersionSource{From: checks.FromPackage, Name: "dpkg"}, strings.Split(want[slices.IndexFunc(want, func(l string) bool { return strings.HasPrefix(l, "dpkg\t") })], "\t")[2])
}

// lines never end: a database that is one line, and one that is only empty lines.
type endless struct{ of byte }

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.of
	}
	return len(p), nil
}

func TestADatabaseWithoutEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := eachPackage(ctx, endless{'\n'}, func(debian) bool { return true }); err == nil {
		t.Error("it was read to its end")
	}
	var seen []debian
	text := "Package: till\nDescription: " + strings.Repeat("x", 1<<20) + "\nVersion: 2.0\nStatus: install ok installed\n"
	if err := eachPackage(t.Context(), strings.NewReader(text), func(d debian) bool { seen = append(seen, d); return true }); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 1 || seen[0] != (debian{name: "till", version: "2.0", state: "installed"}) {
		t.Errorf("%+v", seen)
	}
}
