package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/cmd/engine"
)

const soldAs = "4200002345202611200012345678"

// shopWithCase is a data folder with one refund case of ten minutes ago.
func shopWithCase(t *testing.T) (flags []string, id string) {
	t.Helper()
	flags = shopWith(t, func(engine.Records) {})
	settings, err := engine.ReadSettings(engine.Chosen{Config: flags[3]})
	if err != nil {
		t.Fatal(err)
	}
	cases, end, err := engine.OpenCases(t.Context(), flags[1], settings)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Now().Add(-10 * time.Minute)
	one, err := cases.SaveCase(t.Context(), checks.Case{
		Recorded: at, Sale: checks.Sale{At: at, Received: checks.ReceivedNo, Way: checks.WayWeChat, Showed: checks.ShowedReversed, State: checks.StateRevoked, Amount: 3680, Order: soldAs},
		Follow: checks.FollowUp{Status: checks.CaseOpen, Note: "call 13800138000"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	return flags, one.ID
}

// ends runs a command that may end in any way.
func ends(t *testing.T, args ...string) (code int, out, complaints string) {
	t.Helper()
	var o, c strings.Builder
	code = run(t.Context(), args, &o, &c)
	return code, o.String(), c.String()
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestAReportIsWrittenInEveryFormatAndVerified(t *testing.T) {
	flags, _ := shopWithCase(t)
	base := filepath.Join(t.TempDir(), "evidence")
	says(t, append(flags, "report", "--from", "7d", "--format", "html,pdf,csv", "--out", base)...)
	for _, format := range evidenceFormats {
		path := base + "." + format
		out := says(t, append(flags, "report", "--verify", path)...)
		if !strings.Contains(out, "Unchanged") || !strings.Contains(out, "does not prove who wrote") || !strings.Contains(out, "own log of cases: 1 entries") {
			t.Errorf("%s: %s", format, out)
		}
		data := readFile(t, path)
		if bytes.Contains(data, []byte(soldAs)) || bytes.Contains(data, []byte("13800138000")) {
			t.Errorf("%s: a number leaves", format)
		}
		bad := bytes.Clone(data)
		bad[len(bad)/2] ^= 1
		for _, c := range []struct {
			data []byte
			code int
			says string
		}{{bad, exitChanged, "Changed"}, {data[:len(data)-200], exitChanged, "not whole"}, {[]byte("a shopping list"), 1, "no seal"}} {
			if err := os.WriteFile(path, c.data, 0o600); err != nil {
				t.Fatal(err)
			}
			if code, out, _ := ends(t, append(flags, "report", "--verify", path)...); code != c.code || !strings.Contains(out, c.says) {
				t.Errorf("%s: %d, %s", format, code, out)
			}
		}
	}
}

func TestAReportSaysThatNothingWasMeasured(t *testing.T) {
	flags, id := shopWithCase(t)
	path := filepath.Join(t.TempDir(), "one.html")
	says(t, append(flags, "report", "--case", id, "--orders", "--out", path)...)
	text := string(readFile(t, path))
	for _, part := range []string{"Nothing was measured then", soldAs, "36.80 yuan", "Not taken this time", "Countercheck/" + version, "settles no liability"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q", part)
		}
	}
	if strings.Contains(text, "network is fine") {
		t.Error("a minute that was not measured is called good")
	}
}

func TestWhatCannotBeReportedWritesNothing(t *testing.T) {
	flags, _ := shopWithCase(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "x.pdf")
	empty := []string{"--data", t.TempDir(), "--config", flags[3]}
	for _, c := range []struct {
		flags []string
		args  []string
		code  int
		says  string
	}{
		{empty, []string{"--out", path}, 1, "nothing was recorded yet"},
		{flags, []string{"--out", path, "--case", "nobody"}, 1, "no case"},
		{flags, []string{"--out", filepath.Join(dir, "gone", "x.pdf")}, 1, "no such file"},
		{flags, []string{"--verify", filepath.Join(dir, "gone.pdf")}, 1, "no such file"},
		{flags, nil, exitUsage, "--out"},
		{flags, []string{"--out", filepath.Join(dir, "x.docx")}, exitUsage, ".html"},
		{flags, []string{"--out", path, "--format", "pdf,docx"}, exitUsage, "docx"},
		{flags, []string{"--out", path, "--from", "yesterday"}, exitUsage, "--from"},
		{flags, []string{"--out", path, "--verify", path}, exitUsage, "--verify"},
		{flags, []string{"--verify", ""}, exitUsage, "names nothing"},
		{flags, []string{"--verfy", path}, exitUsage, "--verify"},
	} {
		code, _, complaints := ends(t, append(slices.Concat(c.flags, []string{"report"}), c.args...)...)
		if code != c.code || !strings.Contains(complaints, c.says) {
			t.Errorf("%v: %d, %s", c.args, code, complaints)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestWhereAReportGoes(t *testing.T) {
	for _, c := range []struct {
		out, format string
		want        []string
	}{
		{"a.pdf", "", []string{"a.pdf"}},
		{"a.HTM", "", []string{"a.HTM"}},
		{"a", "html", []string{"a.html"}},
		{"a.htm", "html, pdf", []string{"a.htm", "a.pdf"}},
		{"a.pdf", "html,pdf,csv", []string{"a.html", "a.pdf", "a.csv"}},
		{"shop 2.0", "csv,csv", []string{"shop 2.0.csv"}},
	} {
		got, err := (&evidenceFlags{out: c.out, format: c.format}).paths()
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q %q: %q %v", c.out, c.format, got, err)
		}
	}
}
