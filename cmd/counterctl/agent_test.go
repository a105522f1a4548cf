package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/cmd/engine"
)

// TestTheAgentReadsItsSentencesOnlyToSayOne: an agent hears of every answer, several a
// second in a large shop. What changes nothing must cost nothing, which a clock does
// not show on a busy machine but what is allocated does.
func TestTheAgentReadsItsSentencesOnlyToSayOne(t *testing.T) {
	var out strings.Builder
	settings, err := engine.ReadSettings(engine.Chosen{Usual: filepath.Join(t.TempDir(), "settings.toml")})
	if err != nil {
		t.Fatal(err)
	}
	c := &sayer{out: &out, settings: settings, now: func() engine.Trouble { return engine.Trouble{} }}
	up := checks.Snapshot{Checked: time.Now(), Verdict: checks.Verdict{Level: checks.OK, Cause: "none"}}
	c.hear(up)
	if lines := strings.Count(out.String(), "\n"); lines != 1 {
		t.Fatalf("one change was heard and %d lines were said: %q", lines, out.String())
	}
	if allocated := testing.AllocsPerRun(20, func() { c.hear(up) }); allocated > 20 {
		t.Errorf("what changes nothing allocates %.0f times", allocated)
	}
	if lines := strings.Count(out.String(), "\n"); lines != 1 {
		t.Errorf("what changes nothing was said: %q", out.String())
	}
}
