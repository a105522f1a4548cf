//go:build lab && bench && linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/lab"
	"countercheck/checks/lab/netns"
	"countercheck/checks/probe"
	"countercheck/checks/store"
)

// benchRuns is how often each figure is measured; the median is told.
const benchRuns = 5

// TestBench measures and prints; it asserts nothing about time. It fails only
// where there was nothing to measure.
func TestBench(t *testing.T) {
	if err := netns.Ready(); err != nil {
		t.Fatalf("the lab cannot run: %v", err)
	}
	catalogue, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		t.Fatal(err)
	}
	authority, err := lab.NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	n := shopUpWith(t, netns.Options{Catalogue: catalogue, Authority: authority})
	b := &bench{t: t, net: n, program: build(t), hosts: benchHosts(t, catalogue)}
	b.healthy()
	b.rounds()
	b.peers()
	b.faults(buildKnowing(t, authority.KnownPEM()))
}

// bench is what all measurements share.
type bench struct {
	t       *testing.T
	net     *netns.Net
	program string
	hosts   []string      // that are asked over HTTPS in a round
	round   time.Duration // CPU time of a round in a program that lives on
}

// benchHosts are the HTTPS hosts that a round asks, payment and control.
func benchHosts(t *testing.T, catalogue checks.Catalogue) (hosts []string) {
	t.Helper()
	settings, err := store.ReadSettings(assets.SettingsTOML, "", catalogue)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range probe.New(settings, catalogue, assets.RootsPEM).Checks {
		if (c.Kind == checks.KindEndpoint || c.Kind == checks.KindControl) && c.Target.Port == 443 && !slices.Contains(hosts, c.Target.Host) {
			hosts = append(hosts, c.Target.Host)
		}
	}
	return hosts
}

// healthy measures rounds of the built program on a line without faults.
func (b *bench) healthy() {
	var wall, slowest, over, cpu []time.Duration
	var memory []int
	for range benchRuns {
		file := filepath.Join(b.t.TempDir(), "memory")
		out, used, took := b.run(1, "time", "-o", file, "-f", "%M", b.program, "check", "--json")
		longest := b.slowest(out)
		wall, slowest, over, cpu = append(wall, took), append(slowest, longest), append(over, took-longest), append(cpu, used)
		memory = append(memory, b.number(file))
	}
	fmt.Printf("\nHealthy line, 20 ms there and back, median of %d rounds (smallest to largest)\n", benchRuns)
	row("time to verdict, from the start of the program", spread(wall))
	row("the slowest check of the round", spread(slowest))
	row("the verdict after the slowest check", spread(over))
	row("CPU time of the round, user and system", spread(cpu))
	row("peak memory", fmt.Sprintf("%.1f MB (%.1f to %.1f)", mb(middle(memory)), mb(slices.Min(memory)), mb(slices.Max(memory))))
}

// faults measures the time to the verdict of every fault, one after the other.
func (b *bench) faults(knowing string) {
	fmt.Printf("\nTime to verdict of every fault\n")
	var all []time.Duration
	for _, s := range causes {
		b.t.Run(s.title(), func(t *testing.T) {
			b.stage(t, s)
			program := b.program
			if s.knownRoot {
				program = knowing
			}
			a := ask(t, b.net, program, s.config)
			all = append(all, a.took)
			figure := fmt.Sprintf("%.2f s", a.took.Seconds())
			if a.Verdict.Cause != s.cause {
				figure += fmt.Sprintf(", and wrong: %s", a.Verdict.Cause)
			}
			row(s.title(), figure)
		})
	}
	if len(all) > 0 {
		row("median, and the slowest", fmt.Sprintf("%.2f s, %.2f s", middle(all).Seconds(), slices.Max(all).Seconds()))
	}
}

// stage switches a scenario's faults on until the test ends.
func (b *bench) stage(t *testing.T, s scenario) {
	t.Helper()
	for _, name := range s.faults {
		fault, _ := netns.Find(name)
		if err := b.net.Do(fault); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := b.net.Undo(fault); err != nil {
				t.Error(err)
			}
		})
	}
}

// run runs a program on the shop's PC to its end, which must bring this many
// answers: how much CPU time it and its children used, and how long it took.
func (b *bench) run(attempts int, name string, args ...string) (stdout []byte, cpu, took time.Duration) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	cmd := b.net.Command(ctx, name, args...)
	cmd.Env = append(cmd.Env, "HOME="+b.t.TempDir())
	var out, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trouble
	start := time.Now()
	err := cmd.Run()
	took = time.Since(start)
	if err != nil {
		b.t.Fatalf("%s: %v\n%s%s", name, err, out.String(), trouble.String())
	}
	return out.Bytes(), cpuOf(cmd) / time.Duration(attempts), took
}

func cpuOf(cmd *exec.Cmd) time.Duration {
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// slowest is how long the slowest check of a report took.
func (b *bench) slowest(report []byte) (longest time.Duration) {
	b.t.Helper()
	var told struct {
		Checks []struct {
			Took float64 `json:"took_ms"`
		}
	}
	if err := json.Unmarshal(report, &told); err != nil || len(told.Checks) == 0 {
		b.t.Fatalf("no report: %v\n%s", err, report)
	}
	for _, c := range told.Checks {
		longest = max(longest, time.Duration(c.Took*float64(time.Millisecond)))
	}
	return longest
}

// number reads a file that holds one.
func (b *bench) number(file string) int {
	b.t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

func row(what, figure string) { fmt.Printf("  %-52s %s\n", what, figure) }

func spread(all []time.Duration) string {
	return fmt.Sprintf("%s (%s to %s)", milliseconds(middle(all)), milliseconds(slices.Min(all)), milliseconds(slices.Max(all)))
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}

func mb(kilobytes int) float64 { return float64(kilobytes) / 1024 }

// middle is the median.
func middle[T int | time.Duration](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
