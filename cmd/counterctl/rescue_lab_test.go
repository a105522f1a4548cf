//go:build lab && linux

package main

import (
	"archive/zip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// mostBytes is what the shipped counterctl may take on the disk, with the font of its
// PDFs. 20 MB were wanted: docs/figures.md says what keeps it from there.
const mostBytes = 25_200_000

// TestSupportInTheShop has the built program make its support file where a
// technician would: in the shop, while an agent watches.
func TestSupportInTheShop(t *testing.T) {
	shop := shopUp(t)
	a := &agentInShop{t: t, shop: shop, program: build(t, packed...), home: t.TempDir()}
	if info, err := os.Stat(a.program); err != nil {
		t.Error(err)
	} else if info.Size() > mostBytes {
		t.Errorf("counterctl takes %d bytes", info.Size())
	} else {
		t.Logf("counterctl takes %.1f MB, stripped", float64(info.Size())/1e6)
	}
	watching := a.start()
	watching.says("[正常]", 30*time.Second)
	file := filepath.Join(t.TempDir(), "support.zip")
	if out, err := a.command("support", "--out", file).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := watching.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = watching.cmd.Wait() // it was killed
	parts := partsOf(t, file)
	var round struct {
		Schema  string
		Verdict struct{ Level, Cause string }
		Checks  []json.RawMessage
	}
	if err := json.Unmarshal([]byte(parts["round.json"]), &round); err != nil {
		t.Fatalf("%v: %s", err, parts["round.json"])
	}
	if round.Schema != "countercheck/report/v1" || round.Verdict.Cause != "none" || len(round.Checks) < 10 {
		t.Errorf("the round: %s %+v, %d checks", round.Schema, round.Verdict, len(round.Checks))
	}
	for name, part := range map[string]string{"about.txt": "linux", "log/countercheck.log": "watching", "incidents.json": "countercheck/incidents/v1", "settings.toml": "raw_days"} {
		if !strings.Contains(parts[name], part) {
			t.Errorf("%s lacks %q: %q", name, part, parts[name])
		}
	}
	for name, text := range parts {
		if strings.Contains(text, a.home) {
			t.Errorf("%s tells where the user is at home", name)
		}
	}
}

func partsOf(t *testing.T, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}
