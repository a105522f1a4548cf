//go:build lab && linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/lab"
	"countercheck/checks/lab/netns"
	"countercheck/checks/store"
)

// labs work side by side: most of a scenario is waiting.
const labs = 3

// TestLabMatrix stages every fault for real and asks the built counterctl, as a
// process on the shop's PC, what is wrong.
func TestLabMatrix(t *testing.T) {
	if err := netns.Ready(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the lab cannot run: %v", err)
		}
		t.Skipf("the lab cannot run: %v", err)
	}
	catalogue, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		t.Fatal(err)
	}
	authority, err := lab.NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	m := &matrix{program: build(t), knowing: buildKnowing(t, authority.KnownPEM())}
	queue := make(chan scenario)
	var working sync.WaitGroup
	for range labs {
		n, err := netns.Up(t.Context(), netns.Options{Catalogue: catalogue, Authority: authority})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := n.Close(); err != nil {
				t.Error(err)
			}
		})
		working.Go(func() {
			for s := range queue {
				t.Run(s.title(), func(t *testing.T) { m.play(t, n, s) })
			}
		})
	}
	for _, s := range slices.Concat(healthy, causes, pairs) {
		queue <- s
	}
	close(queue)
	working.Wait()
	m.tell(t)
}

func (s scenario) title() string {
	if s.name != "" {
		return s.name
	}
	return strings.Join(s.faults, "+")
}

// matrix is what all scenarios share.
type matrix struct {
	program, knowing string // counterctl, and one that knows a further public root

	mu   sync.Mutex
	took []took
}

type took struct {
	name    string
	verdict time.Duration
}

// play stages a scenario, asks for the verdict, and restores the network.
func (m *matrix) play(t *testing.T, n *netns.Net, s scenario) {
	for _, name := range s.faults {
		fault, known := netns.Find(name)
		if !known {
			t.Fatalf("no fault %q", name)
		}
		if err := n.Do(fault); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := n.Undo(fault); err != nil {
				t.Error(err)
			}
		})
	}
	program := m.program
	if s.knownRoot {
		program = m.knowing
	}
	a := ask(t, n, program, s.config)
	m.mu.Lock()
	m.took = append(m.took, took{s.title(), a.took})
	m.mu.Unlock()
	t.Logf("%s %s after %.2f s", a.Verdict.Level, a.Verdict.Cause, a.took.Seconds())
	a.compare(t, s)
}

// tell logs how long each verdict took, the slowest first.
func (m *matrix) tell(t *testing.T) {
	slices.SortFunc(m.took, func(a, b took) int { return int(b.verdict - a.verdict) })
	var lines strings.Builder
	for _, one := range m.took {
		fmt.Fprintf(&lines, "\n%6.2f s  %s", one.verdict.Seconds(), one.name)
	}
	t.Logf("time to verdict, %d labs side by side:%s", labs, lines.String())
}

// answer is what counterctl said.
type answer struct {
	Schema  string `json:"schema"`
	Verdict struct {
		Level checks.Level `json:"level"`
		Cause checks.Code  `json:"cause"`
		Title string       `json:"title"`
		Also  []struct {
			Cause checks.Code `json:"cause"`
		} `json:"also"`
	} `json:"verdict"`
	Checks []json.RawMessage `json:"checks"`

	exit   int
	took   time.Duration
	stdout string
	stderr string
}

// ask runs `counterctl check --json` on the shop's PC, for a user without any
// settings but the given ones.
func ask(t *testing.T, n *netns.Net, program, config string) answer {
	t.Helper()
	home := t.TempDir()
	args := []string{"check", "--json"}
	if config != "" {
		file := filepath.Join(home, "settings.toml")
		if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, "--config", file)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := n.Command(ctx, program, args...)
	cmd.Env = append(cmd.Env, "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+home)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	a := answer{took: time.Since(start), stdout: stdout.String(), stderr: stderr.String()}
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		a.exit = ended.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	// Unmarshal also refuses anything that follows the report.
	if err := json.Unmarshal(stdout.Bytes(), &a); err != nil {
		t.Fatalf("standard output is not one JSON report: %v\n%s\nstandard error: %s", err, a.stdout, a.stderr)
	}
	return a
}

func (a answer) compare(t *testing.T, s scenario) {
	t.Helper()
	var also []checks.Code
	for _, one := range a.Verdict.Also {
		// The processor is the testing machine's own, and its load is no scenario.
		if one.Cause != checks.PCCPUBusy {
			also = append(also, one.Cause)
		}
	}
	wanted := slices.Sorted(slices.Values(s.also))
	slices.Sort(also)
	switch {
	case a.Schema != "countercheck/report/v1":
		t.Errorf("schema %q", a.Schema)
	case a.Verdict.Cause != s.cause || a.Verdict.Level != s.level:
		t.Errorf("verdict %s %s, want %s %s", a.Verdict.Level, a.Verdict.Cause, s.level, s.cause)
	case a.exit != s.level.ExitCode():
		t.Errorf("exit code %d, want %d", a.exit, s.level.ExitCode())
	case !s.chance && !slices.Equal(also, wanted):
		t.Errorf("beside the verdict stands %v, want %v", also, wanted)
	case a.Verdict.Title == "":
		t.Error("the verdict has no words")
	default:
		return
	}
	t.Log(a.troubled())
}

// troubled is the part of the report that explains a wrong verdict.
func (a answer) troubled() string {
	var out strings.Builder
	fmt.Fprintf(&out, "standard error: %s\nchecks that are not ok, and those of the line:", a.stderr)
	for _, raw := range a.Checks {
		var c struct{ Level, Kind string }
		_ = json.Unmarshal(raw, &c) // shown as it is in any case
		if c.Level != "ok" || c.Kind == "ping" {
			var line bytes.Buffer
			_ = json.Compact(&line, raw)
			fmt.Fprintf(&out, "\n%s", line.String())
		}
	}
	return out.String()
}

// build makes counterctl as it is shipped.
func build(t *testing.T, options ...string) string {
	t.Helper()
	return buildOf(t, "counterctl", ".", options...)
}

// packed are the options with which .ci/package.sh builds what is shipped.
var packed = []string{"-trimpath", "-tags", "nethttpomithttp2", "-ldflags", "-s -w -funcalign=16"}

// buildOf makes the program of a package, under a name.
func buildOf(t *testing.T, name, what string, options ...string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), name)
	cmd := exec.CommandContext(t.Context(), "go", append(append([]string{"build"}, options...), "-o", program, what)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return program
}

// buildKnowing makes a counterctl whose list of public roots holds one more; the
// list in the source tree is not touched.
func buildKnowing(t *testing.T, root []byte) string {
	t.Helper()
	dir := t.TempDir()
	roots := filepath.Join(dir, "roots.pem")
	list, err := filepath.Abs("../../assets/roots.pem")
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {list: roots}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "overlay.json")
	for name, data := range map[string][]byte{roots: slices.Concat(assets.RootsPEM, root), file: overlay} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return build(t, "-overlay", file)
}
