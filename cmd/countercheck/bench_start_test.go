//go:build window && bench && linux

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"countercheck/checks/lab/netns"
)

// TestBenchStart measures the first minute on a slow PC: the window is started in a
// control group that is given half a core, on a healthy line, and the screen is looked at
// until the window and the green of its verdict are on it. It asserts nothing about
// either time.
func TestBenchStart(t *testing.T) {
	needs(t)
	program, shop := build(t), open(t)
	bus := desktopBus(t)
	fmt.Printf("\nFrom the start of the program until it is on the screen (three starts each)\n")
	for _, held := range []bool{false, true} {
		for range 3 {
			window, verdict := startSeen(t, shop, bus, program, held)
			what := "a whole machine"
			if held {
				what = "half a core"
			}
			fmt.Printf("  %-52s the window after %.1f s, the verdict after %.1f s\n", what, window.Seconds(), verdict.Seconds())
		}
	}
}

// What is looked for on the screen, in the order of its bytes.
var (
	groundSeen = [3]byte{0xF7, 0xF6, 0xF5}
	greenSeen  = [3]byte{0x43, 0x6B, 0x17}
)

// startSeen starts the window and tells when it and its verdict were seen.
func startSeen(t *testing.T, shop *netns.Net, bus, program string, held bool) (window, verdict time.Duration) {
	t.Helper()
	home := t.TempDir()
	settings := filepath.Join(home, "settings.toml")
	if err := os.WriteFile(settings, []byte("asked = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	enter := ""
	if held {
		enter = "echo $$ >" + halfCore(t) + "; "
	}
	cmd := shop.Command(ctx, "sh", "-c", enter+`exec "$0" "$@"`, program, "--config", settings, "--theme", "light")
	cmd.Env = append(cmd.Env, "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+home, "LC_ALL=C.UTF-8", "LANGUAGE=",
		"DBUS_SESSION_BUS_ADDRESS="+bus)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	window, verdict = until(t, ctx, began, groundSeen), until(t, ctx, began, greenSeen)
	cancel()
	_ = cmd.Wait() // it was told to end
	return window, verdict
}

// until looks at the screen until so much of a colour is on it as a part of the window
// has.
func until(t *testing.T, ctx context.Context, began time.Time, colour [3]byte) time.Duration {
	t.Helper()
	x, err := xgb.NewConn()
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	screen := xproto.Setup(x).DefaultScreen(x)
	for ctx.Err() == nil {
		image, err := xproto.GetImage(x, xproto.ImageFormatZPixmap, xproto.Drawable(screen.Root), 0, 0, screen.WidthInPixels, screen.HeightInPixels, ^uint32(0)).Reply()
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for i := 0; i+4 <= len(image.Data); i += 4 {
			if [3]byte(image.Data[i:i+3]) == colour {
				seen++
			}
		}
		if seen > 20_000 {
			return time.Since(began)
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("it was not on the screen within two minutes")
	return 0
}

// halfCore makes a control group of half a core and returns the file that takes its
// processes.
func halfCore(t *testing.T) (processes string) {
	t.Helper()
	name, limits, processes := "/sys/fs/cgroup/cpu/countercheck-bench", map[string]string{"cpu.cfs_period_us": "100000", "cpu.cfs_quota_us": "50000"}, "tasks"
	if _, err := os.Stat("/sys/fs/cgroup/cgroup.controllers"); err == nil { // the second version
		name, limits, processes = "/sys/fs/cgroup/countercheck-bench", map[string]string{"cpu.max": "50000 100000"}, "cgroup.procs"
		_ = os.WriteFile("/sys/fs/cgroup/cgroup.subtree_control", []byte("+cpu"), 0o600) // it may be on already
	}
	if err := os.Mkdir(name, 0o755); err != nil && !os.IsExist(err) {
		t.Fatalf("no control group can be made here: %v", err)
	}
	t.Cleanup(func() { _ = os.Remove(name) }) // its processes may take a moment to end
	for file, limit := range limits {
		if err := os.WriteFile(filepath.Join(name, file), []byte(limit), 0o600); err != nil {
			t.Fatalf("%s: %v", strings.TrimPrefix(name, "/sys/fs/cgroup"), err)
		}
	}
	return filepath.Join(name, processes)
}
