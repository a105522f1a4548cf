package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/probe"
	"countercheck/checks/report"
	"countercheck/cmd/engine"
)

const (
	// askWithin bounds the one round that is made without a window, and
	// confirmWithin is how long after its start a failure is still asked again.
	askWithin     = 20 * time.Second
	confirmWithin = 9 * time.Second
)

// pageName is the page's file in the data folder: the newest replaces the last.
const pageName = "verdict.html"

// withoutWindow is what a person gets where no window opens: why, the verdict in
// one sentence, and all of it as a page. It returns the verdict's exit code.
func withoutWindow(ctx context.Context, opts options, words *assets.Words, reason string) int {
	settings, err := engine.OpenSettings(opts.chosen())
	if err != nil {
		tell(words, words.Say("start.failed", map[string]any{"Why": err.Error()}))
		return exitUsage
	}
	words = settings.Words()
	plan := probe.New(settings.Current(), settings.Catalogue, assets.RootsPEM)
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	round, whole := checks.Run(ctx, plan.Checks, checks.RunOptions{ConfirmWithin: confirmWithin})
	verdict := checks.Verdict{Cause: checks.None}
	if whole {
		verdict = checks.Diagnose(plan, round)
	}
	var page bytes.Buffer
	err = report.HTML(&page, words, plan, round, verdict)
	lines := []string{words.Say(reason, nil), report.Explain(words, verdict, plan.Profile).Headline}
	path := ""
	if err == nil {
		path, err = writePage(opts.dir(), page.Bytes())
	}
	if err != nil {
		lines = append(lines, words.Say("start.no_page", map[string]any{"Why": err.Error()}))
	} else {
		lines = append(lines, words.Say("start.page", map[string]any{"Path": path}))
	}
	if notice := settings.Notice(words); notice != "" {
		lines = append(lines, notice)
	}
	if path != "" && reason != noDisplayReason {
		openPage(path)
	}
	tell(words, strings.Join(lines, "\n"))
	return verdict.Level.ExitCode()
}

// writePage puts the page into the data folder, or into a temporary one.
func writePage(dir string, page []byte) (string, error) {
	path, first := writeIn(dir, page)
	if first == nil {
		return path, nil
	}
	temp, err := os.MkdirTemp("", "countercheck-")
	if err == nil {
		path, err = writeIn(temp, page)
	}
	if err != nil {
		return "", errors.Join(first, err)
	}
	return path, nil
}

// writeIn writes beside the last page and then replaces it, so that a browser
// never shows half of one.
func writeIn(dir string, page []byte) (string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("page: %w", err)
	}
	path, err := filepath.Abs(filepath.Join(dir, pageName))
	if err != nil {
		return "", err
	}
	half := path + ".tmp"
	if err := os.WriteFile(half, page, 0o600); err != nil {
		return "", fmt.Errorf("page: %w", err)
	}
	return path, os.Rename(half, path)
}

// openPage shows the page in the browser. Nothing waits for the browser, and
// where there is none the person has the path.
func openPage(path string) {
	name, args := opener(path)
	cmd := exec.Command(name, args...)
	if cmd.Start() == nil {
		_ = cmd.Process.Release()
	}
}
