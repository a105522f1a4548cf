package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"countercheck/assets"
)

// takeDown is how long the window's process may take to end when it is told to.
const takeDown = 15 * time.Second

// watchWindow runs the window in a process of its own until it ends. Each of the
// two holds one end of a pair of pipes: when ours closes the window ends itself,
// when its own closes we let go of ours. So neither outlives the other, whatever
// becomes of it, on every system alike.
//
// reason is the key of why there is no window any more, "" if it was closed.
func watchWindow(ctx context.Context, opts options, words *assets.Words, args []string) (code int, reason string) {
	program, err := os.Executable()
	if err != nil {
		return exitUsage, windowDied
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(os.Environ(), windowMark+"=1")
	if cache := opts.cache(); cache != "" { // on a stick: for what the window's libraries keep
		for _, place := range []string{"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "AppData", "LocalAppData"} {
			cmd.Env = append(cmd.Env, place+"="+cache)
		}
	}
	cmd.SysProcAttr = ownGroup()
	complaints := &tail{}
	cmd.Stderr = complaints
	hold, err1 := cmd.StdinPipe()
	said, err2 := cmd.StdoutPipe()
	cmd.Cancel = func() error { _ = hold.Close(); return nil }
	cmd.WaitDelay = takeDown
	if errors.Join(err1, err2) != nil || cmd.Start() != nil {
		return exitUsage, windowDied
	}
	sentence, _ := io.ReadAll(said) // until it ends
	_ = hold.Close()
	_ = cmd.Wait() // how it ended says its exit code
	if cmd.ProcessState.ExitCode() == exitShop {
		return watchWindow(ctx, opts, words, append(args, "--shop="+strings.TrimSpace(string(sentence))))
	}
	complaints.keep(opts)
	if len(sentence) > 0 {
		tell(words, strings.TrimSpace(string(sentence)))
	}
	switch code = cmd.ProcessState.ExitCode(); code {
	case exitOK, exitUsage:
		return code, ""
	default:
		return exitUsage, windowDied
	}
}

// tail keeps the end of what a process complained of.
type tail struct{ text []byte }

const longestTail = 256 << 10

// Write never fails and keeps no more than twice longestTail.
func (t *tail) Write(p []byte) (int, error) {
	t.text = append(t.text, p...)
	if extra := len(t.text) - longestTail; extra > longestTail {
		t.text = bytes.Clone(t.text[extra:])
	}
	return len(p), nil
}

// keep leaves the complaints in the data folder for a technician. There is no one
// to tell if that fails: what matters is told on the screen.
func (t *tail) keep(opts options) {
	dir := opts.dir()
	if len(t.text) == 0 || os.MkdirAll(dir, 0o700) != nil {
		return
	}
	_ = os.WriteFile(filepath.Join(dir, "window.log"), t.text, 0o600)
}
