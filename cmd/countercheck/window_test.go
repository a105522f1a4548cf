//go:build window && linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb"

	"countercheck/assets"
	"countercheck/checks/lab/netns"
	"countercheck/checks/store"
)

const (
	healthySentence = "网络正常,可以收款"
	pulledSentence  = "网线掉了"
)

// TestWindow opens the built program in a simulated shop and looks at it as its
// owner would: at the title and the colour of the band.
func TestWindow(t *testing.T) {
	needs(t)
	program, shop := build(t), open(t)
	for _, c := range []struct {
		name string
		test func(*testing.T, *netns.Net, string)
	}{
		{"the cable is pulled and comes back", pulled},
		{"closed by its button", closedByButton},
		{"its starter is killed", orphaned},
		{"a second start", secondStart},
		{"an agent watches already", lookingOn},
		{"no display", noDisplayAtAll},
		{"a display that is not there", absentDisplay},
		{"a display without OpenGL", withoutOpenGL},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, shop, program) })
	}
}

func pulled(t *testing.T, shop *netns.Net, program string) {
	w := start(t, shop, program)
	w.shows(t, healthySentence, green, 40*time.Second)
	w.picture(t, "window-healthy.png")
	cable := breaks(t, shop, "link.down")
	w.shows(t, pulledSentence, red, 15*time.Second)
	w.picture(t, "window-cable-pulled.png")
	if err := shop.Undo(cable); err != nil {
		t.Fatal(err)
	}
	w.shows(t, healthySentence, green, time.Minute)
	w.picture(t, "window-cable-back.png")
	w.ends(t, func() error { return w.cmd.Process.Signal(os.Interrupt) })
}

func closedByButton(t *testing.T, shop *netns.Net, program string) {
	w := start(t, shop, program, "--lang", "en", "--theme", "light")
	w.shows(t, "You can take payments", green, 40*time.Second)
	w.picture(t, "window-english.png")
	w.ends(t, func() error { return pressClose(w.id()) })
}

// orphaned: the first process is killed and can tell nobody; its window must not
// stay behind.
func orphaned(t *testing.T, shop *netns.Net, program string) {
	w := start(t, shop, program)
	w.shows(t, healthySentence, green, 40*time.Second)
	children := childrenOf(t, w.cmd.Process.Pid)
	if len(children) != 1 {
		t.Fatalf("the window's processes: %v", children)
	}
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = w.cmd.Wait() // it was killed
	for range 100 {
		if !alive(children[0]) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("process %s, the window's, is left", children[0])
}

// needs skips by name where the test cannot run, which fails where nobody would
// see it.
func needs(t *testing.T) {
	t.Helper()
	why := ""
	if err := netns.Ready(); err != nil {
		why = "the lab cannot run: " + err.Error()
	}
	for _, program := range []string{"xdotool", "import"} {
		if _, err := exec.LookPath(program); err != nil {
			why = program + " is not installed"
		}
	}
	// Held to the end: Xvfb starts afresh when the last who used it leaves, and
	// turns others away meanwhile; every look at the screen comes and leaves.
	x, err := xgb.NewConn()
	for range 50 { // it may be starting afresh this moment
		if err == nil || os.Getenv("DISPLAY") == "" {
			break
		}
		time.Sleep(100 * time.Millisecond)
		x, err = xgb.NewConn()
	}
	if err != nil {
		why = "there is no display, xvfb-run gives one: " + err.Error()
	} else {
		t.Cleanup(x.Close)
	}
	switch {
	case why == "":
	case os.Getenv("CI") == "true":
		t.Fatal(why)
	default:
		t.Skip(why)
	}
}

func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "countercheck")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-tags", "migrated_fynedo", "-o", program, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return program
}

func open(t *testing.T) *netns.Net {
	t.Helper()
	catalogue, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		t.Fatal(err)
	}
	shop, err := netns.Up(t.Context(), netns.Options{Catalogue: catalogue})
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

// breaks switches a fault on, until it is undone or the test ends.
func breaks(t *testing.T, shop *netns.Net, name string) netns.Fault {
	t.Helper()
	f, known := netns.Find(name)
	if !known {
		t.Fatalf("no fault %q", name)
	}
	if err := shop.Do(f); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := shop.Undo(f); err != nil {
			t.Error(err)
		}
	})
	return f
}

// running is the program with its window.
type running struct {
	cmd  *exec.Cmd
	home string
	out  bytes.Buffer
}

// start opens the program for somebody who has answered its first questions.
func start(t *testing.T, shop *netns.Net, program string, args ...string) *running {
	t.Helper()
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, "countercheck"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "countercheck", "settings.toml"), []byte("asked = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return startIn(t, home, shop, program, args...)
}

// startIn opens it for somebody with a home.
func startIn(t *testing.T, home string, shop *netns.Net, program string, args ...string) *running {
	t.Helper()
	w := &running{home: home}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	w.cmd = shop.Command(ctx, program, args...)
	w.cmd.Env = append(w.cmd.Env, "HOME="+w.home, "XDG_CONFIG_HOME="+w.home, "XDG_DATA_HOME="+w.home, "XDG_CACHE_HOME="+w.home,
		"LC_ALL=C.UTF-8", "LANGUAGE=")
	w.cmd.Stdout, w.cmd.Stderr = &w.out, &w.out
	w.cmd.Cancel = func() error { return w.cmd.Process.Signal(syscall.SIGTERM) }
	w.cmd.WaitDelay = 10 * time.Second
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		if w.cmd.ProcessState == nil {
			_ = w.cmd.Wait() // only tidied away: the test has failed already
		}
	})
	return w
}

// ends tells the program to end, and looks at what it leaves: the exit code, its
// output, its processes, and the complaints of its libraries.
func (w *running) ends(t *testing.T, how func() error) {
	t.Helper()
	children := childrenOf(t, w.cmd.Process.Pid)
	if err := how(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- w.cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("it ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it did not end within 20 s")
	}
	if out := w.out.String(); out != "" {
		t.Errorf("it printed: %s", out)
	}
	for _, pid := range children {
		if alive(pid) {
			t.Errorf("process %s is left", pid)
		}
	}
	log := w.complaints()
	for line := range strings.Lines(log) {
		// Fyne reads its own preferences while it writes them for the last time.
		if strings.Contains(line, "Fyne error:") && !strings.Contains(line, "Preferences load error") || strings.Contains(line, "panic") {
			t.Errorf("the window complained: %s", log)
		}
	}
}

// complaints is what the window's libraries had to say, "" at best.
func (w *running) complaints() string {
	log, err := os.ReadFile(filepath.Join(w.home, "countercheck", "window.log"))
	if err != nil {
		return ""
	}
	return string(log)
}

func childrenOf(t *testing.T, pid int) []string {
	t.Helper()
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		t.Fatal(err)
	}
	var children []string
	for _, task := range tasks {
		list, err := os.ReadFile(task)
		if err != nil {
			continue // a thread that has ended
		}
		children = append(children, strings.Fields(string(list))...)
	}
	slices.Sort(children)
	return children
}

// alive is false for a process that has ended, reaped or not.
func alive(pid string) bool {
	state, err := os.ReadFile("/proc/" + pid + "/stat")
	return err == nil && !strings.Contains(string(state), ") Z ")
}
