//go:build window && wine && linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/lab/netns"
	"countercheck/checks/store"
)

// TestTheWindowsProgram lives with the program as it is packed for Windows, under wine, on
// the counter PC of the lab's shop: installed, its first questions answered by mouse, a
// setting typed, an outage and a refund lived through, killed, started again, without
// OpenGL, uninstalled. .ci/wine.sh makes what it needs.
func TestTheWindowsProgram(t *testing.T) {
	needs(t)
	pc := newWindowsPC(t)
	pc.refusesWindows7()
	pc.installs()
	pc.checksInAConsole()

	w := pc.opens()
	pc.answersTheQuestions(w)
	w.shows(t, healthySentence, green, 40*time.Second)
	w.picture(t, "wine-2-healthy.png")
	pc.typesASetting(w)
	pc.livesThroughAnOutage(w)
	pc.keepsARefund(w)
	before := pc.recorded()
	pc.isKilled(w)

	w = pc.opens()
	w.shows(t, healthySentence, green, time.Minute)
	w.picture(t, "wine-7-again.png")
	pc.until("more on record than before the kill", func() bool { return pc.recorded() > before })
	if c, ok := pc.walk(w).refund(); !ok || c.Sale.Received != checks.ReceivedNo {
		t.Errorf("the refund from before the kill: %+v", c.Sale)
	}
	pc.isKilled(w)

	pc.hasNoOpenGL()
	pc.uninstalls()
}

// windowsPC is the shop's PC as wine plays it. Its drive is the prefix.
type windowsPC struct {
	t      *testing.T
	shop   *netns.Net
	prefix string
	setup  string // the installer
	local  string // %LocalAppData%
	config string // the settings file
}

func newWindowsPC(t *testing.T) *windowsPC {
	t.Helper()
	pc := &windowsPC{t: t, shop: open(t), prefix: os.Getenv("WINEPREFIX"), setup: os.Getenv("WINE_SETUP")}
	users, err := filepath.Glob(filepath.Join(pc.prefix, "drive_c/users/*/AppData"))
	if err != nil || len(users) != 1 || pc.setup == "" {
		t.Fatalf("WINEPREFIX and WINE_SETUP say which PC and which installer; make wine-check sets them (%v, %v)", users, err)
	}
	pc.local, pc.config = filepath.Join(users[0], "Local"), filepath.Join(users[0], "Roaming", "countercheck", "settings.toml")
	// The shop's programs first: its network lives as long as they do.
	t.Cleanup(func() { _ = exec.Command("wineserver", "-k").Run() }) // it may have ended by itself
	return pc
}

// program is an installed file.
func (pc *windowsPC) program(name string) string {
	return filepath.Join(pc.local, "Programs", "Countercheck", name)
}

// data is the folder in which it remembers.
func (pc *windowsPC) data() string { return filepath.Join(pc.local, "countercheck") }

// wine is a Windows program on the shop's PC.
func (pc *windowsPC) wine(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := pc.shop.Command(ctx, "wine", append([]string{program}, args...)...)
	cmd.Dir = "/"
	return cmd
}

// runs runs one to its end and returns what it printed, and its exit code.
func (pc *windowsPC) runs(program string, args ...string) (said string, code int) {
	pc.t.Helper()
	ctx, cancel := context.WithTimeout(pc.t.Context(), 2*time.Minute)
	defer cancel()
	cmd := pc.wine(ctx, program, args...)
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Run(); cmd.ProcessState == nil || ctx.Err() != nil {
		pc.t.Fatalf("%s: %v", program, err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// refusesWindows7: which is what a new prefix of this wine is. The rest is Windows 10.
func (pc *windowsPC) refusesWindows7() {
	pc.t.Helper()
	for _, version := range []string{"win7", "win81"} {
		pc.is(version)
		if _, code := pc.runs(pc.setup, "/S"); code != 3 {
			pc.t.Errorf("on %s the installer ended with %d, want 3", version, code)
		}
	}
	if _, err := os.Stat(pc.program("countercheck.exe")); !os.IsNotExist(err) {
		pc.t.Errorf("it was installed all the same: %v", err)
	}
	pc.is("win10")
}

// is makes it another Windows.
func (pc *windowsPC) is(version string) {
	pc.t.Helper()
	if _, code := pc.runs("winecfg", "-v", version); code != 0 {
		pc.t.Fatalf("winecfg -v %s ended with %d", version, code)
	}
}

func (pc *windowsPC) installs() {
	pc.t.Helper()
	if _, code := pc.runs(pc.setup, "/S"); code != 0 {
		pc.t.Fatalf("the installer ended with %d", code)
	}
	for _, file := range []string{"countercheck.exe", "counterctl.exe", "uninstall.exe", "README.zh-CN.md"} {
		if _, err := os.Stat(pc.program(file)); err != nil {
			pc.t.Errorf("not installed: %v", err)
		}
	}
}

func (pc *windowsPC) checksInAConsole() {
	pc.t.Helper()
	said, code := pc.runs(pc.program("counterctl.exe"), "check", "--json")
	var answer struct {
		Verdict struct{ Level string }
		Checks  []struct{ Level string }
	}
	if err := json.Unmarshal([]byte(said), &answer); err != nil || code != 0 || answer.Verdict.Level != "ok" || len(answer.Checks) < 10 {
		pc.t.Errorf("counterctl.exe check ended with %d (%v):\n%.2000s", code, err, said)
	}
}

// opens starts the window. wine runs it apart from us, so it is ended by isKilled.
func (pc *windowsPC) opens() *running {
	pc.t.Helper()
	w := &running{}
	ctx, cancel := context.WithCancel(context.WithoutCancel(pc.t.Context()))
	w.cmd = pc.wine(ctx, pc.program("countercheck.exe"), "--theme", "light")
	w.cmd.Stdout, w.cmd.Stderr = &w.out, &w.out
	w.cmd.WaitDelay = 5 * time.Second
	if err := w.cmd.Start(); err != nil {
		pc.t.Fatal(err)
	}
	pc.t.Cleanup(func() {
		cancel()
		if w.cmd.ProcessState == nil {
			_ = w.cmd.Wait() // only tidied away: the test has failed already
		}
	})
	pc.until("window", func() bool { return w.id() != "" })
	return w
}

// walk is somebody at its keyboard.
func (pc *windowsPC) walk(w *running) *walk {
	return &walk{t: pc.t, w: w, dir: pc.data(), config: pc.config}
}

func (pc *windowsPC) answersTheQuestions(w *running) {
	pc.t.Helper()
	k := pc.walk(w)
	pc.until("verdict in the title", func() bool { return strings.Contains(w.title(), healthySentence) })
	w.picture(pc.t, "wine-1-first.png")
	for _, answer := range []point{answerBank, answerShopsNetwork, answerAlways} {
		k.presses(answer)
	}
	pc.until("answers in the settings", func() bool { return pc.set("asked = true") && pc.set("terminals = 'shop'") })
	k.presses(tourBegin)
}

// typesASetting types a telephone number into the page of the shop.
func (pc *windowsPC) typesASetting(w *running) {
	pc.t.Helper()
	k := pc.walk(w)
	k.presses(railSettings)
	w.picture(pc.t, "wine-3-settings.png")
	k.presses(settingsBroadband)
	k.types("10000")
	k.keys("Tab")
	pc.until("typed number in the settings", func() bool { return pc.set("broadband = '10000'") })
	w.picture(pc.t, "wine-3-typed.png")
	k.presses(railNow)
}

func (pc *windowsPC) livesThroughAnOutage(w *running) {
	pc.t.Helper()
	fault := breaks(pc.t, pc.shop, "dns.no_answer")
	w.shows(pc.t, noNamesSentence, red, 2*time.Minute)
	pc.until("warning over all that is on the screen", func() bool { return warned(pc.t, w) })
	w.picture(pc.t, "wine-4-outage.png")
	if err := pc.shop.Undo(fault); err != nil {
		pc.t.Fatal(err)
	}
	pc.until("end of the outage", func() bool { return strings.Contains(w.title(), healthySentence) && !warned(pc.t, w) })
}

func (pc *windowsPC) keepsARefund(w *running) {
	pc.t.Helper()
	k := pc.walk(w)
	k.presses(refundButton)
	k.keys("2")
	k.saved("not received", func(c checks.Case) bool { return c.Sale.Received == checks.ReceivedNo && c.Minute.Measured })
	w.picture(pc.t, "wine-5-refund.png")
}

// isKilled ends it as the Task Manager does, window and all, and looks at what it leaves.
func (pc *windowsPC) isKilled(w *running) {
	pc.t.Helper()
	killed := 0
	for _, p := range pc.processes("countercheck.exe") {
		if err := p.Kill(); err == nil {
			killed++
		}
	}
	if killed < 2 {
		pc.t.Errorf("%d processes were killed, want the program's and its window's", killed)
	}
	_ = w.cmd.Wait() // it was killed
	pc.until("window gone", func() bool { return w.id() == "" })
	if err := store.CheckDatabase(pc.t.Context(), filepath.Join(pc.data(), store.DatabaseName)); err != nil {
		pc.t.Errorf("after a kill: %v", err)
	}
}

// processes are those of a Windows program on this PC and no other: wine's name for it
// stands in its command line, our prefix in its environment.
func (pc *windowsPC) processes(program string) (all []*os.Process) {
	pc.t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		pc.t.Fatal(err)
	}
	for _, file := range lines {
		line, _ := os.ReadFile(file) // it may have ended
		environment, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "environ"))
		first, _, _ := bytes.Cut(line, []byte{0})
		if !bytes.HasSuffix(bytes.ToLower(first), []byte(program)) || !bytes.Contains(environment, []byte("WINEPREFIX="+pc.prefix+"\x00")) {
			continue
		}
		if p, err := os.FindProcess(pidOf(file)); err == nil {
			all = append(all, p)
		}
	}
	return all
}

// set reports that the settings file says something.
func (pc *windowsPC) set(what string) bool {
	text, err := os.ReadFile(pc.config)
	return err == nil && strings.Contains(string(text), what)
}

func (pc *windowsPC) until(what string, so func() bool) {
	pc.t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if so() {
			return
		}
	}
	(&running{}).picture(pc.t, "wine-failed.png")
	pc.t.Fatalf("no %s", what)
}
