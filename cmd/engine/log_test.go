package engine

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestALogStaysWithinItsBounds(t *testing.T) {
	t.Cleanup(func() { goleak.VerifyNone(t) })
	dir := t.TempDir()
	log, file := openLog(dir, slog.LevelInfo)
	long := strings.Repeat("line ", 2000)
	for i := range 1200 { // 12 MB
		log.Info(long, "i", i)
	}
	log.Debug("not for this level")
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "countercheck*.log"))
	if err != nil || len(files) != 1+olderLogs {
		t.Errorf("%d files: %v, %v", len(files), files, err)
	}
	var all int64
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		all += info.Size()
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s may be read by others: %v", name, info.Mode())
		}
	}
	if most := int64(1+olderLogs) * logMegabytes << 20; all > most {
		t.Errorf("%d bytes, want %d at most", all, most)
	}
	text, err := os.ReadFile(filepath.Join(dir, logName))
	if err != nil || !strings.Contains(string(text), "i=1199") || strings.Contains(string(text), "not for this level") {
		t.Errorf("the newest is not in the newest file, or what is not to be logged is: %v", err)
	}
}

func TestNoKeyComesIntoTheLog(t *testing.T) {
	dir := t.TempDir()
	log, file := openLog(dir, slog.LevelInfo)
	hook := "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=SECRET-IN-URL"
	log.Warn("posting to "+hook, "url", hook, "error", fmt.Errorf("post: %w", errors.New(`Post "`+hook+`": refused`)))
	log.With("proxy", "http://user:SECRET-PASSWORD@10.0.0.1:8080").Info("via", slog.Group("g", "u", "telegram://SECRET-TOKEN@telegram?chats=1"))
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, logName))
	if err != nil || strings.Contains(string(text), "SECRET") || !strings.Contains(string(text), "qyapi.weixin.qq.com") {
		t.Errorf("%v: %s", err, text)
	}
}

// breakMark has the test's own program break, as its own process.
const breakMark = "COUNTERCHECK_TEST_BREAK"

func TestMain(m *testing.M) {
	if dir := os.Getenv(breakMark); dir != "" {
		if _, _, err := keepCrash(dir); err != nil {
			os.Exit(0)
		}
		panic("broken on purpose")
	}
	os.Exit(m.Run())
}

func TestWhatBreaksIsKeptAndTold(t *testing.T) {
	dir := t.TempDir()
	breakOnce := func() {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), breakMark+"="+dir)
		if err := cmd.Run(); err == nil {
			t.Fatal("it did not break")
		}
	}
	breakOnce()
	broke, end, err := keepCrash(dir)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(broke); err != nil || !strings.Contains(string(text), "broken on purpose") || !strings.Contains(string(text), "goroutine") {
		t.Errorf("%s does not say what broke: %v", broke, err)
	}
	if at := crashedAt(broke); time.Since(at) > time.Minute {
		t.Errorf("it broke at %s", at)
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	if broke, end, err = keepCrash(dir); err != nil || broke != "" {
		t.Errorf("a start that ended well: %q, %v", broke, err)
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	for day := range 5 {
		name := filepath.Join(dir, time.Date(2026, 1, 1+day, 8, 0, 0, 0, time.Local).Format(crashTime))
		if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	breakOnce()
	if _, end, err = keepCrash(dir); err != nil {
		t.Fatal(err)
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob(filepath.Join(dir, "crash*"))
	if err != nil || len(kept) != crashesMax {
		t.Errorf("%v are kept, %v", kept, err)
	}
}
