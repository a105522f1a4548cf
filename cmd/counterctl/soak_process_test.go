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
	at []time.Time
	// kB: its own pages, its share of all it has in memory (PSS); counts.
	memory, share, handles, threads []int
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
	rollup, failed := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	handles, gone := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil || failed != nil || gone != nil {
		return // it has ended: what is missing at the end is told by who waits for it
	}
	f.at = append(f.at, time.Now())
	f.memory = append(f.memory, field(status, "RssAnon"))
	f.share = append(f.share, field(rollup, "Pss"))
	f.threads = append(f.threads, field(status, "Threads"))
	f.handles = append(f.handles, len(handles))
}

// field is a number that the kernel tells of a process.
func field(text []byte, name string) int {
	_, rest, _ := strings.Cut(string(text), "\n"+name+":")
	words := strings.Fields(rest)
	if len(words) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(words[0]) // 0 stands out
	return n
}

func (f *processFigures) say() string {
	if len(f.at) == 0 {
		return "no figures"
	}
	last := len(f.at) - 1
	return fmt.Sprintf("own memory %d to %d kB at the end, its share of all %d to %d kB, file handles %d to %d, threads %d to %d;",
		slices.Min(f.memory), f.memory[last], slices.Min(f.share), f.share[last], slices.Min(f.handles), f.handles[last], slices.Min(f.threads), f.threads[last])
}

// flat fails where, from the second minute on, the process holds more and more: the
// least of the last third is held against the least of the first. While a fault lasts
// connections wait side by side, and memory goes up and down with the collector of
// garbage; a leak raises what lies under all that. Beside it the trend is told: the
// median of the slopes between all pairs of figures (Theil and Sen), which single peaks
// do not move.
func (f *processFigures) flat(t *testing.T) {
	t.Helper()
	from := slices.IndexFunc(f.at, func(at time.Time) bool { return at.Sub(f.at[0]) >= time.Minute })
	if from < 0 || len(f.at)-from < 24 {
		t.Log("too short to tell whether it stays flat")
		return
	}
	for _, of := range []struct {
		what    string
		figures []int
		more    int // that comes and goes
	}{
		{"kB of own memory", f.memory, 2048}, {"kB of its share of all", f.share, 4096}, {"file handles", f.handles, 2}, {"threads", f.threads, 4},
	} {
		third := (len(of.figures) - from) / 3
		first, last := slices.Min(of.figures[from:from+third]), slices.Min(of.figures[len(of.figures)-third:])
		t.Logf("%s: at the least %d in the first third after the first minute, %d in the last; at the most %d; trend %+.1f a minute",
			of.what, first, last, slices.Max(of.figures), trend(f.at[from:], of.figures[from:]))
		if last > first+of.more {
			t.Errorf("%s grow: %v", of.what, of.figures)
		}
	}
}

// trend is by how much a figure grows in a minute, by the median of the slopes between
// all pairs.
func trend(at []time.Time, figures []int) float64 {
	var slopes []float64
	for i := range figures {
		for j := range i {
			slopes = append(slopes, float64(figures[i]-figures[j])/at[i].Sub(at[j]).Minutes())
		}
	}
	if len(slopes) == 0 {
		return 0
	}
	slices.Sort(slopes)
	return slopes[len(slopes)/2]
}
