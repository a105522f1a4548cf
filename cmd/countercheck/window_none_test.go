//go:build window && linux

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/checks/lab/netns"
)

func noDisplayAtAll(t *testing.T, shop *netns.Net, program string) {
	saysWithoutWindow(t, shop, program, "", "没有接图形界面")
}

func absentDisplay(t *testing.T, shop *netns.Net, program string) {
	saysWithoutWindow(t, shop, program, freeDisplay(t), "没有接图形界面")
}

// withoutOpenGL opens the window on a display whose server has no OpenGL.
func withoutOpenGL(t *testing.T, shop *netns.Net, program string) {
	saysWithoutWindow(t, shop, program, plainDisplay(t), "OpenGL")
}

// saysWithoutWindow: plain words, the verdict as a page, and its exit code, in
// a healthy shop and in one whose cable is pulled.
func saysWithoutWindow(t *testing.T, shop *netns.Net, program, display, why string) {
	healthy, code := withoutDisplay(t, shop, program, display)
	told(t, healthy, why, healthySentence)
	if code != 0 {
		t.Errorf("a healthy shop ends with %d, want 0", code)
	}
	breaks(t, shop, "link.down")
	broken, code := withoutDisplay(t, shop, program, display)
	told(t, broken, why, pulledSentence)
	if code != 2 {
		t.Errorf("a pulled cable ends with %d, want 2", code)
	}
}

// withoutDisplay runs the program to its end and returns all that it printed.
func withoutDisplay(t *testing.T, shop *netns.Net, program, display string) (said string, code int) {
	t.Helper()
	home := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := shop.Command(ctx, program)
	cmd.Env = append(cmd.Env, "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+home,
		"LC_ALL=C.UTF-8", "LANGUAGE=", "WAYLAND_DISPLAY=", "DISPLAY="+display, "BROWSER=true")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	page := filepath.Join(home, "countercheck", pageName)
	if !strings.Contains(out.String(), page) {
		t.Errorf("the page's path is not told: %s", out.String())
	}
	text, err := os.ReadFile(page)
	if err != nil || !bytes.Contains(text, []byte("</html>")) {
		t.Errorf("no whole page: %v", err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// told looks for the words, and for what no person should ever see.
func told(t *testing.T, said string, wanted ...string) {
	t.Helper()
	for _, words := range wanted {
		if !strings.Contains(said, words) {
			t.Errorf("nothing of %q in: %s", words, said)
		}
	}
	for _, never := range []string{"panic", "goroutine", "Fyne", ".go:"} {
		if strings.Contains(said, never) {
			t.Errorf("it says %q: %s", never, said)
		}
	}
}

// freeDisplay is the name of a display that nobody serves.
func freeDisplay(t *testing.T) string {
	t.Helper()
	for number := 770; number < 800; number++ {
		name := fmt.Sprintf(":%d", number)
		if _, err := os.Stat(displaySocket(name)); err != nil {
			return name
		}
	}
	t.Fatal("all displays are taken")
	return ""
}

// plainDisplay starts a display without OpenGL, on a number that is free.
func plainDisplay(t *testing.T) string {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1024x600x24", "-extension", "GLX", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{write}
	err = cmd.Start()
	write.Close()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
	})
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb told no display: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}
