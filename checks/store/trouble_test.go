package store

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"countercheck/checks"
)

// shop is a Store whose clock is moved by hand.
type shop struct {
	*Store
	t     *testing.T
	clock atomic.Int64 // Unix nanoseconds; the Store looks at it too
	all   int          // rounds recorded
}

func (w *shop) now() time.Time          { return time.Unix(0, w.clock.Load()).UTC() }
func (w *shop) pass(span time.Duration) { w.clock.Add(int64(span)) }

// watching opens a Store in a folder, which is closed at the end of the test.
func watching(t *testing.T, dir string, keep checks.KeepSettings) *shop {
	t.Helper()
	w := &shop{t: t}
	w.clock.Store(noon.UnixNano())
	w.Store = Open(dir, Options{Keep: keep, Location: time.UTC, Now: w.now})
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// round records a round of so many hosts, and waits until it was tried to be
// written.
func (w *shop) round(hosts int, e checks.Entry) {
	w.t.Helper()
	w.all++
	e.At, e.Whole, e.Last = w.now(), true, checks.Last{Alive: w.now()}
	for i := range hosts {
		r := endpoint(w.now(), time.Duration(50+i)*time.Millisecond, checks.OK)
		r.Check.ID = fmt.Sprintf("endpoint:%d", i)
		e.Results = append(e.Results, r)
	}
	before := time.Now()
	w.Record(e)
	if took := time.Since(before); took > time.Second {
		w.t.Errorf("Record waited %s", took)
	}
}

// until waits for something to be so.
func (w *shop) until(what string, so func() bool) {
	w.t.Helper()
	for range 4000 {
		if so() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	w.t.Fatalf("never: %s; health %+v", what, w.Health())
}

// rows is how many results a database holds.
func rows(t *testing.T, dir string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, DatabaseName)+reading)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT count(*) FROM sample").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNothingIsLeftRunning(t *testing.T) {
	defer goleak.VerifyNone(t)
	s := Open(t.TempDir(), Options{})
	s.Record(checks.Entry{Whole: true, Results: []checks.Result{endpoint(time.Now(), time.Millisecond, checks.OK)}})
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestADamagedDatabaseIsSetAside(t *testing.T) {
	for name, damage := range map[string]func(*testing.T, string){
		"no database at all": func(t *testing.T, path string) {
			put(t, path, bytes.Repeat([]byte("this was no database "), 1000))
		},
		"cut off": func(t *testing.T, path string) {
			text := get(t, path)
			put(t, path, text[:len(text)/2])
		},
		"overwritten in the middle": func(t *testing.T, path string) {
			text := get(t, path)
			for i := 5000; i < len(text)-4000; i++ {
				text[i] ^= 0x5a
			}
			put(t, path, text)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			w := watching(t, dir, checks.KeepSettings{})
			for range 20 {
				w.pass(30 * time.Second)
				w.round(50, checks.Entry{})
			}
			w.until("written", func() bool { return w.idle() })
			// A power cut, as far as a running process can make one: the files as they
			// are, with the mark of a program that did not end in peace.
			if _, err := w.db.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
				t.Fatal(err)
			}
			other := t.TempDir()
			path := filepath.Join(other, DatabaseName)
			put(t, path, get(t, filepath.Join(dir, DatabaseName)))
			damage(t, path)
			broken := get(t, path)

			again := watching(t, other, checks.KeepSettings{})
			again.round(3, checks.Entry{})
			again.until("set aside, and recording", func() bool {
				h := again.Health()
				return h.Aside != "" && h.Reason == Recording && again.idle()
			})
			if kept := get(t, again.Health().Aside); !mostlyEqual(kept, broken) {
				t.Errorf("what was set aside is not what was found (%d bytes, %d)", len(kept), len(broken))
			}
			if n := rows(t, other); n != 3 {
				t.Errorf("the new one holds %d results, want 3", n)
			}
		})
	}
}

// mostlyEqual: the same but for what SQLite itself notes in a file that it opens.
func mostlyEqual(a, b []byte) bool {
	if len(a) != len(b) {
		return false
	}
	differ := 0
	for i := range a {
		if a[i] != b[i] {
			differ++
		}
	}
	return differ < len(a)/100
}

// idle: nothing waits to be written.
func (w *shop) idle() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.queue.empty() && !w.busy && w.health.Since.IsZero()
}

func get(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func put(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestADatabaseThatAnotherHoldsIsWaitedForAndNothingIsLost(t *testing.T) {
	dir := t.TempDir()
	w := watching(t, dir, checks.KeepSettings{})
	w.round(5, checks.Entry{})
	w.until("written", w.idle)
	other, err := sql.Open("sqlite", filepath.Join(dir, DatabaseName))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxOpenConns(1)
	if _, err := other.Exec("BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		w.pass(30 * time.Second)
		w.round(5, checks.Entry{})
	}
	w.until("told as locked", func() bool { return w.Health().Reason == Locked })
	if _, err := other.Exec("ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	w.until("written after all", w.idle)
	if n := rows(t, dir); n != 55 || w.Health().Dropped != 0 {
		t.Errorf("%d results, %d dropped; want 55 and none", n, w.Health().Dropped)
	}
}

// A program that looks on beside the one that records, and ends in peace, says nothing
// of the other, which may be killed a moment later.
func TestWhoLooksOnDoesNotSayThatTheOtherEndedInPeace(t *testing.T) {
	dir := t.TempDir()
	w := watching(t, dir, checks.KeepSettings{})
	w.round(5, checks.Entry{})
	w.until("written", w.idle)
	for _, open := range []func() (*Store, error){
		func() (*Store, error) { return OpenReader(dir) },
		func() (*Store, error) { return OpenPeople(t.Context(), dir) },
	} {
		other, err := open()
		if err != nil {
			t.Fatal(err)
		}
		if err := other.Close(); err != nil {
			t.Fatal(err)
		}
		next, err := openDatabase(t.Context(), filepath.Join(dir, DatabaseName)) // as after a power cut
		if err != nil {
			t.Fatal(err)
		}
		if !next.unclean {
			t.Error("the one that records is taken for one that has ended in peace")
		}
		if err := next.close(); err != nil {
			t.Error(err)
		}
	}
}

func TestANewerDatabaseIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	w := watching(t, dir, checks.KeepSettings{})
	w.round(5, checks.Entry{})
	w.until("written", w.idle)
	if _, err := w.db.write.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	before := get(t, filepath.Join(dir, DatabaseName))
	again := watching(t, dir, checks.KeepSettings{})
	again.round(5, checks.Entry{})
	if h := again.Health(); h.Reason != Newer || h.Aside != "" {
		t.Errorf("health: %+v", h)
	}
	if _, err := again.Incidents(t.Context(), checks.Window{}); err == nil {
		t.Error("it is read all the same")
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	if !bytes.Equal(before, get(t, filepath.Join(dir, DatabaseName))) {
		t.Error("the file was touched")
	}
}

// TestTheSizeHolds floods a small database with twice the checks of a shop: its
// files stay below the cap, and what is never thrown away is all there.
func TestTheSizeHolds(t *testing.T) {
	dir := t.TempDir()
	keep := checks.KeepSettings{RawDays: 30, FineDays: 400, HourDays: 1826, MaxMB: 11}
	w := watching(t, dir, keep)
	failures, largest := 0, int64(0)
	const rounds, hosts = 1500, 100
	for i := range rounds {
		w.pass(30 * time.Second)
		e := checks.Entry{}
		if i%150 == 0 {
			failures++
			e.Results = []checks.Result{endpoint(w.now(), 0, checks.Fail)}
			e.Incident = &checks.Incident{ID: w.now().UnixMilli(), From: w.now(), Seen: w.now(), To: w.now().Add(time.Second), Level: checks.Fail, Cause: checks.ProviderDown}
		}
		w.round(hosts, e)
		if i%20 == 19 {
			w.until("written", w.idle)
			size, err := w.Size(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			largest = max(largest, size)
		}
	}
	if most := int64(keep.MaxMB) * 1_000_000; largest > most {
		t.Errorf("it took up to %d bytes, over the cap of %d", largest, most)
	}
	incidents, err := w.Incidents(t.Context(), checks.Window{From: noon, To: w.now().Add(time.Hour)})
	if err != nil || len(incidents) != failures {
		t.Errorf("%d incidents, want %d, %v", len(incidents), failures, err)
	}
	var kept int
	if err := w.db.read.QueryRow("SELECT count(*) FROM failure").Scan(&kept); err != nil || kept != failures {
		t.Errorf("%d failures, want %d, %v", kept, failures, err)
	}
	if n := rows(t, dir); n == 0 || n == rounds*hosts+failures || w.Health().Dropped != 0 {
		t.Errorf("%d results of %d are left, %d dropped", n, rounds*hosts+failures, w.Health().Dropped)
	}
	t.Logf("at most %.1f MB; %d of %d results are left", float64(largest)/1e6, rows(t, dir), rounds*hosts+failures)
}

// TestTheQueueIsBounded: where nothing can be written for hours, the oldest results
// are dropped and counted, and what happened is not.
func TestTheQueueIsBounded(t *testing.T) {
	file := filepath.Join(t.TempDir(), "no folder")
	put(t, file, nil)
	w := watching(t, filepath.Join(file, "data"), checks.KeepSettings{})
	for i := range 600 {
		w.pass(30 * time.Second)
		e := checks.Entry{}
		if i == 3 {
			change := checks.ChangeOf(checks.Verdict{Level: checks.Fail}, w.now())
			e.Change = &change
		}
		w.round(50, e)
	}
	h := w.Health()
	if h.Reason == Recording || h.Dropped != 600*50-mostWaiting {
		t.Errorf("health %+v, want %d dropped", h, 600*50-mostWaiting)
	}
	w.mu.Lock()
	waiting, events := len(w.queue.samples), len(w.queue.events)
	w.mu.Unlock()
	if waiting != mostWaiting || events != 1 {
		t.Errorf("%d results and %d events wait", waiting, events)
	}
	// The folder can be made now: it goes on by itself.
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	w.until("recording by itself", w.idle)
}

func TestASecondProgramIsToldWhoWatches(t *testing.T) {
	dir := t.TempDir()
	first, err := TakeLock(dir, "agent")
	if err != nil {
		t.Fatal(err)
	}
	_, err = TakeLock(dir, "window")
	var held *HeldError
	if !errors.As(err, &held) || held.By.PID != os.Getpid() || held.By.Kind != "agent" {
		t.Errorf("the second: %v", err)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	second, err := TakeLock(dir, "window")
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Release(); err != nil {
		t.Error(err)
	}
}

// TestWhatIsTooOldGoes: results after their days, figures stay.
func TestWhatIsTooOldGoes(t *testing.T) {
	dir := t.TempDir()
	w := watching(t, dir, checks.KeepSettings{RawDays: 2, FineDays: 400, HourDays: 1826, MaxMB: 300})
	for range 6 * 24 * 4 {
		w.pass(15 * time.Minute)
		w.round(1, checks.Entry{})
		w.until("written", w.idle) // no clock runs by a quarter of an hour while something is written
	}
	for range 200 { // an hour of results at once
		w.round(0, checks.Entry{})
		w.until("trimmed", w.idle)
	}
	n := rows(t, dir)
	if want := 2*24*4 + 1; n < want-8 || n > want+8 {
		t.Errorf("%d results are left of two days, want about %d", n, want)
	}
	all, err := w.Series(t.Context(), []string{"endpoint:0"}, checks.Window{From: noon, To: noon.Add(24 * time.Hour)}, 200)
	if err != nil || len(all[0].Points) < 90 {
		t.Errorf("the first day's figures: %d steps, %v", len(all[0].Points), err)
	}
}

// seeded is the same chance every time.
func seeded(n uint64) *rand.Rand { return rand.New(rand.NewPCG(n, n)) }
