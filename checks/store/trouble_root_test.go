//go:build linux

package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"countercheck/checks"
)

// disk mounts a small disk of its own, which only root may.
func disk(t *testing.T, size string) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		if os.Getenv("CI") == "true" && os.Geteuid() == 0 {
			t.Fatalf("no disk of its own: %v", err)
		}
		t.Skipf("a disk of its own needs root: %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestAFullDiskStopsTheRecordingAndNothingElse(t *testing.T) {
	dir := disk(t, "3m")
	w := watching(t, dir, checks.KeepSettings{})
	w.round(5, checks.Entry{})
	w.until("written", w.idle)
	ballast := filepath.Join(dir, "ballast")
	f, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil { // to the last byte
		_, err = f.Write(make([]byte, 4096))
	}
	_ = f.Close()
	for range 100 {
		w.pass(30 * time.Second)
		w.round(50, checks.Entry{})
	}
	w.until("told as full", func() bool { return w.Health().Reason == DiskFull })
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	w.until("written after all", w.idle)
	if n := rows(t, dir); n != 5+100*50 || w.Health().Dropped != 0 || w.Health().Aside != "" {
		t.Errorf("%d results, health %+v; want %d and none dropped", n, w.Health(), 5+100*50)
	}
}

func TestAFolderThatMayNotBeWritten(t *testing.T) {
	dir := disk(t, "8m")
	w := watching(t, dir, checks.KeepSettings{})
	w.round(5, checks.Entry{})
	w.until("written", w.idle)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	again := watching(t, dir, checks.KeepSettings{})
	again.pass(time.Minute)
	again.round(5, checks.Entry{})
	again.until("told as read-only", func() bool { return again.Health().Reason == ReadOnly })
	if again.Health().Aside != "" {
		t.Errorf("a good database was set aside: %+v", again.Health())
	}
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT, ""); err != nil {
		t.Fatal(err)
	}
	again.until("recording by itself", again.idle)
	if n := rows(t, dir); n != 10 {
		t.Errorf("%d results, want 10", n)
	}
}

// What was on record before a stick's switch was put on lock can still be read there.
func TestAFolderThatMayNotBeWrittenIsRead(t *testing.T) {
	dir := filepath.Join(disk(t, "8m"), "店 1%20#") // a name that means something in a URL
	w := watching(t, dir, checks.KeepSettings{})
	w.round(5, checks.Entry{Incident: &checks.Incident{ID: noon.UnixMilli(), From: noon, Seen: noon, To: noon.Add(time.Second), Level: checks.Fail, Cause: checks.LinkDown}})
	w.until("written", w.idle)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("", filepath.Dir(dir), "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	s, err := OpenReader(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := s.Incidents(t.Context(), checks.Window{From: noon.Add(-time.Hour), To: noon.Add(time.Hour)})
	if err != nil || len(all) != 1 || all[0].Cause != checks.LinkDown {
		t.Errorf("%+v, %v", all, err)
	}
	people, err := OpenPeople(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer people.Close()
	if cases, err := people.OpenCases(t.Context()); err != nil || len(cases) != 0 {
		t.Errorf("%+v, %v", cases, err)
	}
	if _, err := people.SaveCase(t.Context(), shownAt(1)); reasonOf(err) != ReadOnly {
		t.Errorf("a case that cannot be kept: %v", err)
	}
}
