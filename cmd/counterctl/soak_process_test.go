//go:build lab && linux

package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// processFigures are what a process held, every five seconds.
type processFigures struct {
	at                       []time.Time
	memory, handles, threads []int // kB of its own pages; counts
}

// watchProcess looks at a process from outside until the function returned is called.
func watchProcess(pid int) (end func() *processFigures) {
	f, stop, ended := &processFigures{}, make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(5 * time.Second)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				f.look(pid)
			}
		}
	}()
	return func() *processFigures { close(stop); <-ended; return f }
}

func (f *processFigures) look(pid int) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	handles, failed := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil || failed != nil {
		return // it has ended: what is missing at the end is told by who waits for it
	}
	field := func(name string) int {
		_, rest, _ := strings.Cut(string(status), "\n"+name+":")
		words := strings.Fields(rest)
		if len(words) == 0 {
			return 0
		}
		n, _ := strconv.Atoi(words[0]) // 0 stands out
		return n
	}
	f.at = append(f.at, time.Now())
	f.memory = append(f.memory, field("RssAnon"))
	f.threads = append(f.threads, field("Threads"))
	f.handles = append(f.handles, len(handles))
}

func (f *processFigures) say() string {
	if len(f.at) == 0 {
		return "no figures"
	}
	last := len(f.at) - 1
	return fmt.Sprintf("memory %d to %d kB, file handles %d to %d, threads %d to %d;",
		slices.Min(f.memory), f.memory[last], slices.Min(f.handles), f.handles[last], slices.Min(f.threads), f.threads[last])
}

// flat fails where, from the second minute on, the process holds more and more: the
// least of the last third is held against the least of the first. While a fault lasts
// connections wait side by side, and memory goes up and down with the collector of
// garbage; a leak raises what lies under all that.
func (f *processFigures) flat(t *testing.T) {
	t.Helper()
	from := slices.IndexFunc(f.at, func(at time.Time) bool { return at.Sub(f.at[0]) >= time.Minute })
	if from < 0 || len(f.at)-from < 12 {
		t.Log("too short to tell whether it stays flat")
		return
	}
	for what, all := range map[string]struct {
		figures []int
		more    int // that comes and goes
	}{
		"kB of memory": {f.memory, 2048}, "file handles": {f.handles, 2}, "threads": {f.threads, 4},
	} {
		third := (len(all.figures) - from) / 3
		first, last := slices.Min(all.figures[from:from+third]), slices.Min(all.figures[len(all.figures)-third:])
		t.Logf("%s: at the least %d in the first third after the first minute, %d in the last; at the most %d",
			what, first, last, slices.Max(all.figures))
		if last > first+all.more {
			t.Errorf("%s grow: %v", what, all.figures)
		}
	}
}
