//go:build unix

package engine

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestADeepDataFolderHasADoorToo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("deep/", 30))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	d, words := asked(t, dir)
	path := socketPath(dir)
	if err := Knock(dir, WordShow); err != nil || <-words != WordShow {
		t.Errorf("nobody answers at %s: %v", path, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may knock: %v, %v", info.Mode(), err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Errorf("%s is left behind", path)
	}
}

// A window that was killed leaves its socket behind.
func TestWhatAKilledWindowLeftIsInNobodysWay(t *testing.T) {
	dir := t.TempDir()
	stale, err := net.ListenUnix("unix", &net.UnixAddr{Name: socketPath(dir), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	stale.SetUnlinkOnClose(false)
	if err := stale.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Knock(dir, WordShow); err == nil {
		t.Error("somebody answers")
	}
	_, words := asked(t, dir)
	if err := Knock(dir, WordShow); err != nil || <-words != WordShow {
		t.Errorf("the new window is not reached: %v", err)
	}
}
