package engine

import (
	"archive/zip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/store"
)

// with is a program that runs with settings of its own.
func with(t *testing.T, dir string, settings *Settings, l *line) *Shared {
	t.Helper()
	s, err := OpenShared(Options{Dir: dir, Kind: "window", Settings: settings, Plan: l.plan})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// outage records one in a data folder.
func outage(t *testing.T, dir string, from time.Time) {
	t.Helper()
	s := store.Open(dir, store.Options{})
	incident := checks.Incident{ID: from.UnixMilli(), From: from, Seen: from.Add(time.Minute), To: from.Add(time.Minute), Level: checks.Fail, Cause: checks.LinkDown}
	s.Record(checks.Entry{At: from, Incident: &incident, Last: checks.Last{Alive: from}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestEverythingMovesToANewPC(t *testing.T) {
	was := time.Now().Add(-30 * time.Minute)
	oldDir, newDir := t.TempDir(), t.TempDir()
	outage(t, oldDir, was)
	old := with(t, oldDir, settingsIn(t, "theme = \"dark\"\n[[webhook]]\nkind = \"wecom\"\nurl = \"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1\"\n", Chosen{}), &line{})
	photo, err := old.Records().AddPhoto(t.Context(), aPhoto(t))
	if err != nil {
		t.Fatal(err)
	}
	saved(t, old.Records(), checks.Terminal{Name: "前台", Kind: checks.SmartPOS, Line: checks.OnOwnSIM, Photos: []string{photo}})
	file := filepath.Join(t.TempDir(), "back-up.zip")
	if err := old.Rescue().Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if size, err := old.Rescue().Size(t.Context()); err != nil || size == 0 {
		t.Errorf("the size is %d, %v", size, err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}

	outage(t, newDir, was.Add(-10*time.Minute))
	settings := settingsIn(t, "theme = \"light\"\n", Chosen{})
	fresh := with(t, newDir, settings, &line{})
	if err := fresh.Rescue().Restore(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if settings.Current().Theme != "light" {
		t.Error("it holds before a restart")
	}
	if err := fresh.Close(); err != nil {
		t.Fatal(err)
	}
	again := with(t, newDir, settings, &line{})
	if known := all(t, again.Records()).Terminals; len(known) != 1 || known[0].Name != "前台" {
		t.Errorf("the devices after a restart: %+v", known)
	}
	if _, err := again.Records().Photo(t.Context(), photo); err != nil {
		t.Errorf("the photo after a restart: %v", err)
	}
	if all := recorded(t, newDir); len(all) != 1 || all[0].ID != was.UnixMilli() {
		t.Errorf("after a restart: %+v", all)
	}
	if now := settings.Current(); now.Theme != "dark" || len(now.Webhooks) != 1 {
		t.Errorf("after a restart the settings are %+v", now)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	aside, err := matching(newDir, store.DatabaseName+".bak*")
	if err != nil || len(aside) < 2 {
		t.Errorf("what was there before is not set aside: %v, %v", aside, err)
	}
	if left, err := matching(newDir, "restored*", ".restore*"); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestWhatIsNoBackupChangesNothing(t *testing.T) {
	dir, settings := t.TempDir(), settingsIn(t, "", Chosen{})
	outage(t, dir, time.Now().Add(-time.Minute))
	zipped := func(parts map[string]string) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), "x.zip")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		z := zip.NewWriter(f)
		for name, text := range parts {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(z.Close(), f.Close()); err != nil {
			t.Fatal(err)
		}
		return path
	}
	text := filepath.Join(t.TempDir(), "x.zip")
	if err := os.WriteFile(text, []byte("my holiday"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"a text": text, "another zip": zipped(map[string]string{"a.txt": "b"}),
		"no database in it": zipped(map[string]string{backupSettings: "", backupDatabase: "x"}),
		"a way out":         zipped(map[string]string{"../" + backupDatabase: "x", backupSettings: ""}),
	} {
		if err := Stage(t.Context(), dir, settings, path); !errors.Is(err, ErrNoBackup) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Stage(t.Context(), dir, settings, filepath.Join(dir, "none.zip")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	if left, err := matching(dir, "restored*", ".restore*"); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if aside, err := TakeRestored(dir, settings); err != nil || aside != "" || len(recorded(t, dir)) != 1 {
		t.Errorf("something was put in place: %q, %v", aside, err)
	}
}

func TestAllIsDeletedButWhatIsAPersonsOwn(t *testing.T) {
	dir := t.TempDir()
	settings := settingsIn(t, "theme = \"dark\"\n", Chosen{})
	own := filepath.Join(dir, "photo.jpg")
	if err := os.WriteFile(own, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	outage(t, dir, time.Now())
	s := with(t, dir, settings, &line{})
	if err := s.Rescue().DeleteAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := matching(dir, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range left {
		if path != own && !strings.HasSuffix(path, ".lock") {
			t.Errorf("%s is left", path)
		}
	}
	if _, err := os.Stat(own); err != nil {
		t.Error("a file that is not ours is gone")
	}
	if set, err := filepath.Glob(settings.path + "*"); err != nil || len(set) != 0 {
		t.Errorf("of the settings is left: %v, %v", set, err)
	}
}

func TestAnOnlookerDeletesAndRestoresNothing(t *testing.T) {
	dir := t.TempDir()
	lock, err := store.TakeLock(dir, "agent")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Release() }()
	s := with(t, dir, settingsIn(t, "", Chosen{}), &line{})
	var held *store.HeldError
	if err := s.Rescue().DeleteAll(t.Context()); !errors.As(err, &held) {
		t.Errorf("deleting: %v", err)
	}
	if err := s.Rescue().Restore(t.Context(), "x.zip"); !errors.As(err, &held) {
		t.Errorf("restoring: %v", err)
	}
	if err := s.Rescue().Support(t.Context(), filepath.Join(t.TempDir(), "x.zip")); err != nil {
		t.Errorf("a support file: %v", err)
	}
}
