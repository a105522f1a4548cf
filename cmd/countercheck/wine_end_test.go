//go:build window && wine && linux

package main

import (
	"bytes"
	"context"
	"database/sql"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"countercheck/checks/store"
)

// noNamesSentence is said of name servers that are silent. Of a pulled cable wine tells no
// program.
const noNamesSentence = "查不到支付平台的地址"

// Where things stand in a window of 1024x600, wherever that is.
var railNow, settingsBroadband = point{40, 40}, point{906, 540}

// pidOf is the process of a file /proc/PID/...
func pidOf(file string) int {
	pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file))) // 0 is no process
	return pid
}

// recorded counts the single results on record.
func (pc *windowsPC) recorded() (samples int) {
	pc.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(pc.data(), store.DatabaseName)+"?_pragma=busy_timeout(5000)&mode=ro")
	if err != nil {
		pc.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT COUNT(*) FROM sample").Scan(&samples); err != nil {
		pc.t.Fatal(err)
	}
	return samples
}

// warned reports that the warning stands on the screen beside the window, too.
func warned(t *testing.T, w *running) bool {
	t.Helper()
	beside := image.Rect(1040, 0, 1366, 768)
	seen, ok := w.look(t).(interface {
		SubImage(r image.Rectangle) image.Image
	})
	return ok && shareOf(seen.SubImage(beside), red) > 0.1
}

// hasNoOpenGL starts it on a display without OpenGL, in a shop whose name servers are silent:
// a box says so in words, Enter closes it, and the page is there.
func (pc *windowsPC) hasNoOpenGL() {
	pc.t.Helper()
	display := plainDisplay(pc.t)
	breaks(pc.t, pc.shop, "dns.no_answer")
	ctx, cancel := context.WithTimeout(pc.t.Context(), 2*time.Minute)
	defer cancel()
	cmd := pc.wine(ctx, pc.program("countercheck.exe"))
	cmd.Env = append(cmd.Env, "DISPLAY="+display, "BROWSER=true")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		pc.t.Fatal(err)
	}
	on := func(args ...string) string {
		tool := exec.CommandContext(ctx, args[0], args[1:]...)
		tool.Env = append(os.Environ(), "DISPLAY="+display)
		said, _ := tool.Output() // no window yet
		return strings.TrimSpace(string(said))
	}
	box := ""
	pc.until("box that says why there is no window", func() bool {
		box = on("xdotool", "search", "--onlyvisible", "--name", "收银体检")
		return box != ""
	})
	before := ""
	pc.until("box drawn to its end", func() bool { // two looks at it are the same
		now := on("import", "-window", box, "ppm:-")
		drawn := now == before && now != ""
		before = now
		return drawn
	})
	on("import", "-window", "root", filepath.Join(pictures, "wine-8-no-opengl.png"))
	on("xdotool", "windowfocus", box, "key", "Return")
	_ = cmd.Wait() // its exit code is the verdict's
	told(pc.t, out.String(), "OpenGL", noNamesSentence)
	if code := cmd.ProcessState.ExitCode(); code != 2 {
		pc.t.Errorf("silent name servers end with %d, want 2", code)
	}
	text, err := os.ReadFile(filepath.Join(pc.data(), pageName))
	if err != nil || !bytes.Contains(text, []byte("</html>")) || !bytes.Contains(text, []byte(noNamesSentence)) {
		pc.t.Errorf("no whole page: %v", err)
	}
}

// uninstalls takes the program away and leaves what was remembered.
func (pc *windowsPC) uninstalls() {
	pc.t.Helper()
	if _, code := pc.runs(pc.program("uninstall.exe"), "/S"); code != 0 {
		pc.t.Errorf("the uninstaller ended with %d", code)
	}
	pc.until("program gone", func() bool { // its work is done by a copy of it
		_, err := os.Stat(filepath.Dir(pc.program("countercheck.exe")))
		return os.IsNotExist(err)
	})
	if err := store.CheckDatabase(pc.t.Context(), filepath.Join(pc.data(), store.DatabaseName)); err != nil || !pc.set("asked = true") {
		pc.t.Errorf("the records after uninstalling: %v", err)
	}
}
