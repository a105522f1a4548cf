package main

import (
	"strings"
	"testing"
)

func TestCompareVersionPrintsOneWord(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"V2.1.9", "V2.1.10"}, "older"},
		{[]string{"V2.1.10", "V2.1.9"}, "newer"},
		{[]string{"Release 0.73 (with embedded help)", "0.73"}, "same"},
		{[]string{"A920_1.2.3", "A80_1.2.3"}, "unknown"},
		{[]string{"", "1.2"}, "unknown"},
		{[]string{"--", "-1.2", "1.3"}, "older"},
	} {
		code, stdout, stderr := ctl(t, append([]string{"compare-version"}, c.args...)...)
		if code != 0 || stdout != c.want+"\n" || stderr != "" {
			t.Errorf("%q: exit code %d, prints %q and says %q, want %s", c.args, code, stdout, stderr, c.want)
		}
	}
}

func TestCompareVersionWronglyUsed(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{nil, "two versions"},
		{[]string{"1.2"}, "two versions"},
		{[]string{"1.2", "1.3", "1.4"}, "in quotes"},
		{[]string{"1.2", "1.3", "--jsno"}, "--jsno"},
		{[]string{"-1.2", "1.3"}, "compare-version --help"},
	} {
		code, stdout, stderr := ctl(t, append([]string{"compare-version"}, c.args...)...)
		if code != 3 || stdout != "" || !strings.Contains(stderr, c.says) {
			t.Errorf("%q: exit code %d, prints %q and says %q, want 3 and %q", c.args, code, stdout, stderr, c.says)
		}
	}
}

func TestCompareVersionHelpShowsAnExample(t *testing.T) {
	code, stdout, _ := ctl(t, "compare-version", "--help")
	if code != 0 || !strings.Contains(stdout, "Examples:") || !strings.Contains(stdout, "unknown, never older") {
		t.Errorf("ends with %d and prints\n%s", code, stdout)
	}
}
