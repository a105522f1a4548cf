package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/store"
)

// shopFolder is a data folder with one incident in it.
func shopFolder(t *testing.T) string {
	t.Helper()
	dir, from := t.TempDir(), time.Now().Add(-2*time.Hour)
	s := store.Open(dir, store.Options{})
	change := checks.ChangeOf(checks.Verdict{Level: checks.OK, Cause: checks.None}, from.Add(-time.Hour))
	incident := checks.Incident{
		ID: from.UnixMilli(), From: from, Seen: from.Add(time.Minute), To: from.Add(time.Minute), Level: checks.Fail, Cause: checks.LinkDown,
		Layer: checks.LayerLink, Causes: []checks.Code{checks.LinkDown}, Channels: []string{"wechat"},
	}
	s.Record(checks.Entry{At: from, Change: &change, Incident: &incident, Last: checks.Last{Alive: from.Add(time.Hour)}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func listed(t *testing.T, dir string, args ...string) (list struct {
	Schema    string
	Coverage  float64
	Incidents []struct {
		Cause string
		Open  bool
	}
}, said string,
) {
	t.Helper()
	code, stdout, stderr := ctl(t, append([]string{"incidents", "--json", "--data", dir}, args...)...)
	if err := json.Unmarshal([]byte(stdout), &list); code != 0 || err != nil {
		t.Fatalf("it ends with %d, %v: %s%s", code, err, stdout, stderr)
	}
	return list, stderr
}

func TestIncidentsAreListedAndCovered(t *testing.T) {
	dir := shopFolder(t)
	list, _ := listed(t, dir)
	if list.Schema != "countercheck/incidents/v1" || len(list.Incidents) != 1 || list.Incidents[0].Cause != "link.down" || list.Incidents[0].Open {
		t.Errorf("%+v", list)
	}
	if list, _ = listed(t, dir, "--from", "3h", "--to", "1h"); list.Coverage < 0.9 || len(list.Incidents) != 1 {
		t.Errorf("while it was watched: %+v", list)
	}
	if list, _ = listed(t, dir, "--from", "30m"); list.Coverage > 0.1 || len(list.Incidents) != 0 {
		t.Errorf("after it ended: %+v", list)
	}
	list, said := listed(t, filepath.Join(t.TempDir(), "none"))
	if list.Incidents == nil || len(list.Incidents) != 0 || list.Coverage != 0 || !strings.Contains(said, "nothing was recorded") {
		t.Errorf("of a folder that is not there: %+v, %q", list, said)
	}
}

func TestABackupIsRestored(t *testing.T) {
	old, fresh := shopFolder(t), t.TempDir()
	file := filepath.Join(t.TempDir(), "shop.zip")
	if code, stdout, stderr := ctl(t, "backup", "--data", old, "--out", file); code != 0 || !strings.Contains(stdout, file) {
		t.Fatalf("backup ends with %d: %s", code, stderr)
	}
	if code, _, stderr := ctl(t, "restore", "--data", fresh, file); code != 0 {
		t.Fatalf("restore ends with %d: %s", code, stderr)
	}
	if list, _ := listed(t, fresh); len(list.Incidents) != 1 {
		t.Errorf("after restoring: %+v", list)
	}
}

func TestWhatCannotBeRescuedIsSaid(t *testing.T) {
	dir := shopFolder(t)
	lock, err := store.TakeLock(dir, "agent")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Release() }()
	text := filepath.Join(t.TempDir(), "text.zip")
	if err := os.WriteFile(text, []byte("my holiday"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"backup"}, 3, "out"},
		{[]string{"support"}, 3, "out"},
		{[]string{"restore"}, 3, "arg"},
		{[]string{"backup", "--out", text, "--data", filepath.Join(t.TempDir(), "none")}, 1, "nothing was recorded"},
		{[]string{"backup", "--out", filepath.Join(text, "x.zip"), "--data", dir}, 1, "back-up"},
		{[]string{"restore", text, "--data", t.TempDir()}, 1, "no back-up"},
		{[]string{"restore", filepath.Join(dir, "none.zip"), "--data", t.TempDir()}, 1, "none.zip"},
		{[]string{"restore", text, "--data", dir}, 3, "agent"},
		{[]string{"agent", "--data", dir}, 3, "agent"},
		{[]string{"incidents", "--from", "yesterday"}, 3, "yesterday"},
		{[]string{"incidents", "--from", "1h", "--to", "2h"}, 3, "--to"},
		{[]string{"incidents", "--jsn"}, 3, "--json"},
	} {
		code, stdout, stderr := ctl(t, c.args...)
		if code != c.code || stdout != "" || !strings.Contains(stderr, c.says) {
			t.Errorf("%v ends with %d, says %q and prints %q", c.args, code, stderr, stdout)
		}
	}
}
