//go:build window && linux

package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/checks/lab/netns"
)

// secondStart: whoever starts the program twice gets the window that is there, at
// the page that was asked for.
func secondStart(t *testing.T, shop *netns.Net, program string) {
	w := start(t, shop, program)
	w.shows(t, healthySentence, green, 40*time.Second)
	again := startIn(t, w.home, shop, program, "--screen", "triage")
	if err := again.cmd.Wait(); err != nil || again.out.String() != "" {
		t.Errorf("the second start ended with %v and printed %q", err, again.out.String())
	}
	left := false
	for range 50 {
		if left = shareOf(w.look(t), green) < 0.02; left { // the refund page has no band
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	w.picture(t, "window-second-start.png")
	if !left {
		t.Error("the window still shows its first page")
	}
	if windows := strings.Fields(w.id()); len(windows) != 1 {
		t.Errorf("windows: %v", windows)
	}
	hidden := startIn(t, w.home, shop, program, "--hidden")
	if err := hidden.cmd.Wait(); err != nil || hidden.out.String() != "" {
		t.Errorf("one that starts with the system ended with %v and printed %q", err, hidden.out.String())
	}
	w.ends(t, func() error { return w.cmd.Process.Signal(os.Interrupt) })
}

// lookingOn: a window beside an agent shows what that one sees, and goes on
// watching when it ends.
func lookingOn(t *testing.T, shop *netns.Net, program string) {
	agent := filepath.Join(t.TempDir(), "counterctl")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", agent, "../counterctl")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	home := t.TempDir()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 5*time.Minute)
	t.Cleanup(cancel)
	watching := shop.Command(ctx, agent, "agent")
	watching.Env = append(watching.Env, "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home)
	if err := watching.Start(); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(home, "countercheck"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "countercheck", "settings.toml"), []byte("asked = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second) // it takes its lock
	w := startIn(t, home, shop, program)
	w.shows(t, healthySentence, green, time.Minute)
	w.picture(t, "window-looking-on.png")
	if err := watching.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := watching.Wait(); err != nil {
		t.Errorf("the agent ended with %v", err)
	}
	time.Sleep(7 * time.Second) // the window looks every five
	cable := breaks(t, shop, "link.down")
	w.shows(t, pulledSentence, red, 30*time.Second)
	w.picture(t, "window-took-over.png")
	if err := shop.Undo(cable); err != nil {
		t.Fatal(err)
	}
	w.ends(t, func() error { return w.cmd.Process.Signal(os.Interrupt) })
}
