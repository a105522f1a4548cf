package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ctl runs a command line as the process would, without asking any network.
func ctl(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	var out, errs bytes.Buffer
	code = run(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestWrongUsageEndsWithThreeAndNamesTheNearest(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "settings.toml")
	if err := os.WriteFile(bad, []byte("language = \"en\"\n\n[shop]\naquirer = \"lakala\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		says []string
	}{
		{[]string{"check", "--jsno"}, []string{"--jsno", "nearest: --json"}},
		{[]string{"chek"}, []string{"chek", "check"}},
		{[]string{"check", "now"}, []string{"now"}},
		{[]string{"check", "--timeout", "0s"}, []string{"--timeout"}},
		{[]string{"check", "--timeout", "soon"}, []string{"soon"}},
		{[]string{"check", "--config", bad}, []string{bad + ":4", "aquirer", "acquirer"}},
		{[]string{"check", "--config", filepath.Join(t.TempDir(), "none.toml")}, []string{"none.toml"}},
	} {
		code, stdout, stderr := ctl(t, c.args...)
		if code != 3 {
			t.Errorf("%v ends with %d, want 3", c.args, code)
		}
		if stdout != "" {
			t.Errorf("%v prints on standard output: %q", c.args, stdout)
		}
		for _, part := range c.says {
			if !strings.Contains(stderr, part) {
				t.Errorf("%v says %q, which lacks %q", c.args, stderr, part)
			}
		}
	}
}

func TestHelpShowsAnExample(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"check", "--help"}, {"agent", "--help"}, {"incidents", "--help"}, {"support", "--help"}, {"backup", "--help"}, {"restore", "--help"}, {"version", "--help"}} {
		code, stdout, _ := ctl(t, args...)
		if code != 0 || !strings.Contains(stdout, "Examples:") {
			t.Errorf("%v ends with %d and shows no example:\n%s", args, code, stdout)
		}
	}
}

func TestVersion(t *testing.T) {
	code, stdout, _ := ctl(t, "version")
	for _, part := range []string{"counterctl ", "commit ", "go1."} {
		if code != 0 || !strings.Contains(stdout, part) {
			t.Errorf("version ends with %d and prints %q, which lacks %q", code, stdout, part)
		}
	}
}
