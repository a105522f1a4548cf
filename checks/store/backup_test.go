package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"countercheck/checks"
)

// recording is a store with an hour of results and an incident in it, still open.
func recording(t *testing.T, dir string) *Store {
	t.Helper()
	s := Open(dir, Options{Now: func() time.Time { return noon.Add(time.Hour) }, Location: time.UTC})
	t.Cleanup(func() { _ = s.Close() })
	incident := &checks.Incident{ID: noon.UnixMilli(), From: noon, Seen: noon, Level: checks.Fail, Cause: checks.ProviderDown}
	for i := range 120 {
		at := noon.Add(time.Duration(i) * 30 * time.Second)
		s.Record(checks.Entry{
			At: at, Whole: true, Incident: incident, Last: checks.Last{Alive: at},
			Results: []checks.Result{endpoint(at, time.Millisecond, checks.OK)},
		})
	}
	return s
}

// holds reports how many incidents and steps of the endpoint a database has.
func holds(t *testing.T, dir string) (incidents, points int) {
	t.Helper()
	s, err := OpenReader(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	in := checks.Window{From: noon, To: noon.Add(time.Hour)}
	all, err1 := s.Incidents(t.Context(), in)
	series, err2 := s.Series(t.Context(), []string{"endpoint:wechat"}, in, 120)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return len(all), len(series[0].Points)
}

func TestABackupIsWholeAndComesBackElsewhere(t *testing.T) {
	s := recording(t, t.TempDir())
	copied := filepath.Join(t.TempDir(), "copy.db")
	for range 100 { // until what was recorded is on the disk
		if all, err := s.Incidents(t.Context(), checks.Window{From: noon, To: noon.Add(time.Hour)}); err == nil && len(all) == 1 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err := s.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	if err := CheckDatabase(t.Context(), copied); err != nil {
		t.Errorf("a good copy is refused: %v", err)
	}
	dir := t.TempDir()
	if aside, err := PutInPlace(dir, copied); err != nil || aside != "" {
		t.Fatalf("into an empty folder: %q, %v", aside, err)
	}
	if incidents, points := holds(t, dir); incidents != 1 || points == 0 {
		t.Errorf("it holds %d incidents and %d points", incidents, points)
	}
	fresh := Open(dir, Options{Location: time.UTC})
	if db, err := fresh.reader(); err != nil || db.unclean {
		t.Errorf("the copy counts as left in the middle: %v", err)
	}
	if err := fresh.Close(); err != nil {
		t.Error(err)
	}
}

func TestWhatWasThereIsSetAsideAndCanBeDeleted(t *testing.T) {
	dir := t.TempDir()
	s := recording(t, dir)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.db")
	if err := copyInto(t.Context(), s.path, other); err != nil {
		t.Fatal(err)
	}
	aside, err := PutInPlace(dir, other)
	if err != nil || aside == "" {
		t.Fatalf("%q, %v", aside, err)
	}
	if _, err := os.Stat(aside); err != nil {
		t.Errorf("what was there is gone: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a person's own.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := DeleteDatabase(dir); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
	if err := DeleteDatabase(filepath.Join(dir, "none")); err != nil {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestWhatIsNoBackupIsRefused(t *testing.T) {
	dir := t.TempDir()
	s := recording(t, dir)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"text": []byte("not a database at all"), "half": whole[:len(whole)/2], "empty": nil} {
		path := filepath.Join(t.TempDir(), "x.db")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := CheckDatabase(t.Context(), path); reasonOf(err) != Damaged {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := CheckDatabase(t.Context(), filepath.Join(dir, "none.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	newer := Open(dir, Options{})
	db, err := newer.reader()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.write.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := newer.Close(); err != nil {
		t.Fatal(err)
	}
	if err := CheckDatabase(t.Context(), s.path); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer one: %v", err)
	}
}
