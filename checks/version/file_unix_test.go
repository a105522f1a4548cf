//go:build unix

package version

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestNeitherDevicesNorPipesAreOpened(t *testing.T) {
	dir := t.TempDir()
	pipe, link, locked := filepath.Join(dir, "pipe"), filepath.Join(dir, "link"), filepath.Join(dir, "locked")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{pipe, link, "/dev/zero", "/dev/tty"} {
		fails(t, fromFile(path, "", ""), NotAFile)
	}
	if err := os.WriteFile(locked, []byte("1.0"), 0); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() != 0 { // to whom nothing is denied
		fails(t, fromFile(locked, "", ""), Denied)
	}
	if err := os.Symlink(filepath.Join(dir, "loop"), filepath.Join(dir, "loop")); err != nil {
		t.Fatal(err)
	}
	fails(t, fromFile(filepath.Join(dir, "loop"), "", ""), Broken)
}
