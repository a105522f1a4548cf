//go:build lab && linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/lab/netns"
	"countercheck/checks/store"
)

// TestTheAgentRemembers lets the built agent watch a shop whose cable is pulled,
// kills it, starts it again, and asks a second process what was recorded.
func TestTheAgentRemembers(t *testing.T) {
	shop := shopUp(t)
	a := &agentInShop{t: t, shop: shop, program: build(t), home: t.TempDir()}

	first := a.start()
	first.says("[正常]", 30*time.Second)
	a.second() // while the first has the lock
	cable, _ := netns.Find("link.down")
	if err := shop.Do(cable); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shop.Undo(cable) }) // undone already, if the test came that far
	first.says("[故障]", 20*time.Second)
	a.lists("the open incident, read beside the agent", func(l incidentList) bool {
		return len(l.Incidents) == 1 && l.Incidents[0].Open && l.Incidents[0].Cause == checks.LinkDown && l.Incidents[0].Level == checks.Fail
	})
	if err := first.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.cmd.Wait() // it was killed
	if err := shop.Undo(cable); err != nil {
		t.Fatal(err)
	}
	again := a.start()
	again.says("[正常]", 30*time.Second)
	a.lists("the incident whose end nobody saw, closed", func(l incidentList) bool {
		return len(l.Incidents) == 1 && !l.Incidents[0].Open && l.Incidents[0].Unsure
	})
	a.wasClosed()
	if err := again.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := again.cmd.Wait(); err != nil {
		t.Errorf("told to stop, it ended with %v\n%s", err, again.out.String())
	}
	a.lists("the same after a clean stop", func(l incidentList) bool {
		return len(l.Incidents) == 1 && l.Coverage > 0.01 && l.Coverage < 0.9 // a minute of ten
	})
}

// shopUp is the lab's shop, healthy; it is taken down with the test.
func shopUp(t *testing.T) *netns.Net {
	t.Helper()
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
	return shopUpWith(t, netns.Options{Catalogue: catalogue})
}

// shopUpWith is a shop as the options have it; it is taken down with the test.
func shopUpWith(t *testing.T, opt netns.Options) *netns.Net {
	t.Helper()
	shop, err := netns.Up(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := shop.Close(); err != nil {
			t.Error(err)
		}
	})
	return shop
}

type agentInShop struct {
	t       *testing.T
	shop    *netns.Net
	program string
	home    string
}

// watching is an agent that runs.
type watching struct {
	t   *testing.T
	cmd *exec.Cmd
	out *locked
}

func (a *agentInShop) command(args ...string) *exec.Cmd {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(a.t.Context()), time.Hour)
	a.t.Cleanup(cancel)
	cmd := a.shop.Command(ctx, a.program, args...)
	cmd.Env = append(cmd.Env, "HOME="+a.home, "XDG_CONFIG_HOME="+a.home, "XDG_DATA_HOME="+a.home)
	return cmd
}

func (a *agentInShop) start() *watching {
	a.t.Helper()
	w := &watching{t: a.t, cmd: a.command("agent"), out: &locked{}}
	w.cmd.Stdout, w.cmd.Stderr = w.out, w.out
	if err := w.cmd.Start(); err != nil {
		a.t.Fatal(err)
	}
	return w
}

// second starts another agent for the same folder, which must not watch too.
func (a *agentInShop) second() {
	a.t.Helper()
	out, err := a.command("agent").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "another Countercheck watches already: agent, process") {
		a.t.Errorf("a second agent: %v, %s", err, out)
	}
}

// says waits for a word in what the agent prints.
func (w *watching) says(word string, within time.Duration) {
	w.t.Helper()
	for end := time.Now().Add(within); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if strings.Contains(w.out.String(), word) {
			return
		}
	}
	w.t.Fatalf("within %s it did not say %s:\n%s", within, word, w.out.String())
}

// incidentList is what the command prints, as its readers know it.
type incidentList struct {
	Schema    string           `json:"schema"`
	Coverage  float64          `json:"coverage"`
	Incidents []listedIncident `json:"incidents"`
}

type listedIncident struct {
	Open   bool         `json:"open"`
	Unsure bool         `json:"end_unsure"`
	Level  checks.Level `json:"level"`
	Cause  checks.Code  `json:"cause"`
	From   time.Time    `json:"from"`
	To     time.Time    `json:"to"`
}

// lists asks until the list is as it should be; a round may still be on its way
// to the disk.
func (a *agentInShop) lists(what string, good func(incidentList) bool) {
	a.t.Helper()
	var out []byte
	for range 60 {
		cmd := a.command("incidents", "--json", "--from", "10m")
		var trouble bytes.Buffer
		cmd.Stderr = &trouble
		var err error
		if out, err = cmd.Output(); err != nil {
			a.t.Fatalf("%s: %v\n%s", what, err, trouble.String())
		}
		var list incidentList
		if err := json.Unmarshal(out, &list); err != nil || list.Schema != "countercheck/incidents/v1" {
			a.t.Fatalf("%s: no list: %v\n%s", what, err, out)
		}
		if good(list) {
			return
		}
		time.Sleep(500 * time.Millisecond)
	}
	a.t.Errorf("%s: not in\n%s", what, out)
}

// wasClosed looks for the time between the two agents: it was not watched.
func (a *agentInShop) wasClosed() {
	a.t.Helper()
	s, err := store.OpenReader(filepath.Join(a.home, "countercheck"))
	if err != nil {
		a.t.Fatal(err)
	}
	defer s.Close()
	gaps, err := s.Gaps(a.t.Context(), checks.Window{From: time.Now().Add(-10 * time.Minute), To: time.Now()})
	if err != nil || len(gaps) != 1 || gaps[0].Kind != checks.GapClosed || !gaps[0].To.After(gaps[0].From) {
		a.t.Errorf("between the two agents: %+v, %v", gaps, err)
	}
}

// locked is a buffer that is read while a process writes into it.
type locked struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
