//go:build lab && bench && linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"sync"
	"syscall"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/probe"
)

// inShop tells a second copy of this test program that it runs on the shop's PC.
const inShop = "COUNTERCHECK_BENCH_IN_SHOP"

// rounds measures what the engine uses for a round while it lives, as the window
// does: all checks at one instant, and the same checks spread over the time.
func (b *bench) rounds() {
	b.t.Helper()
	fmt.Printf("\nCPU time of one round in a program that lives on, mean of %d\n", benchRuns)
	ctx, cancel := context.WithTimeout(b.t.Context(), 5*time.Minute)
	defer cancel()
	cmd := b.net.Command(ctx, os.Args[0], "-test.run=^TestRoundsInShop$", "-test.count=1")
	cmd.Env = append(cmd.Env, inShop+"=yes", "HOME="+b.t.TempDir())
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.t.Fatalf("rounds: %v\n%s", err, out)
	}
	var together, apart int64
	if _, err := fmt.Fscanf(bytes.NewReader(out), "together=%d apart=%d\n", &together, &apart); err != nil {
		b.t.Fatalf("rounds: %v in:\n%s", err, out)
	}
	b.round = time.Duration(together)
	row("started at one instant, as it is", milliseconds(b.round))
	row("started one after the other over 5 s", milliseconds(time.Duration(apart)))
}

// TestRoundsInShop is the copy on the shop's PC.
func TestRoundsInShop(t *testing.T) {
	if os.Getenv(inShop) == "" {
		t.Skip("only runs inside the benchmark's network")
	}
	catalogue, settings, err := configuration(&options{})
	if err != nil {
		t.Fatal(err)
	}
	plan := probe.New(settings, catalogue, nil)
	together := func() { checks.Run(t.Context(), plan.Checks, checks.RunOptions{}) }
	together() // what is only done once is not counted
	mean := func(round func()) time.Duration {
		before := used(t)
		for range benchRuns {
			round()
		}
		return (used(t) - before) / benchRuns
	}
	fmt.Printf("together=%d apart=%d\n", mean(together), mean(func() { apart(t.Context(), plan.Checks, 5*time.Second) }))
}

// apart asks each check once, their starts spread evenly.
func apart(ctx context.Context, all []checks.Check, over time.Duration) {
	var wait sync.WaitGroup
	for i, check := range all {
		wait.Go(func() {
			time.Sleep(over * time.Duration(i) / time.Duration(len(all)))
			ctx, cancel := context.WithTimeout(ctx, check.Timeout)
			defer cancel()
			check.Ask(ctx)
		})
	}
	wait.Wait()
}

// used is the CPU time of this process so far.
func used(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
