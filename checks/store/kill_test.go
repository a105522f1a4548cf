//go:build unix

package store

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
)

// recordsIn tells a second copy of this test program to record in a folder until
// it is killed.
const recordsIn = "COUNTERCHECK_RECORDS_IN"

const kills = 25

// TestAKillLosesTheLastBatchAtMost kills a process that records as fast as it can,
// at random moments; after each the database is sound, and what is missing is no
// more than what had not been told as written.
func TestAKillLosesTheLastBatchAtMost(t *testing.T) {
	if os.Getenv(recordsIn) != "" {
		t.Skip("this is the copy")
	}
	dir, chance := t.TempDir(), seeded(7)
	for i := range kills {
		written := killed(t, "TestRecordsUntilItIsKilled", dir, time.Duration(20+chance.IntN(400))*time.Millisecond)
		db, err := openDatabase(t.Context(), filepath.Join(dir, DatabaseName))
		if err != nil {
			t.Fatalf("kill %d: %v", i, err)
		}
		if err := db.sound(t.Context()); err != nil || !db.unclean {
			t.Fatalf("kill %d: %v, known as one: %v", i, err, db.unclean)
		}
		var first, last, count sql.NullInt64
		err = db.read.QueryRow("SELECT min(at), max(at), count(*) FROM sample").Scan(&first, &last, &count)
		if err != nil {
			t.Fatal(err)
		}
		if last.Int64 < written {
			t.Errorf("kill %d: round %d was told as written, the newest is %d", i, written, last.Int64)
		}
		if count.Int64 > 0 && count.Int64 != last.Int64-first.Int64+1 {
			t.Errorf("kill %d: %d of rounds %d to %d", i, count.Int64, first.Int64, last.Int64)
		}
		if err := db.close(); err != nil { // not in peace: the next one looks through it
			t.Error(err)
		}
	}
}

// killed runs the copy for a while and kills it; it returns the last round, or what
// else the copy counts, that it told as written.
func killed(t *testing.T, copied, dir string, after time.Duration) (written int64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^"+copied+"$", "-test.count=1")
	cmd.Env = append(os.Environ(), recordsIn+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	began := false
	for lines.Scan() {
		text, ok := strings.CutPrefix(lines.Text(), "written ")
		if !ok {
			continue
		}
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			written = n
		}
		if !began {
			began = true
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait() // it was killed
	if !began {
		t.Fatal("it recorded nothing")
	}
	return written
}

// TestRecordsUntilItIsKilled is the copy: rounds that are numbered by their time.
func TestRecordsUntilItIsKilled(t *testing.T) {
	dir := os.Getenv(recordsIn)
	if dir == "" {
		return // only runs as the copy
	}
	s := Open(dir, Options{Now: func() time.Time { return noon }})
	round := max(s.Last().Alive.UnixMilli(), noon.UnixMilli())
	for range 1_000_000 {
		round++
		at := time.UnixMilli(round)
		s.Record(checks.Entry{At: at, Whole: true, Results: []checks.Result{endpoint(at, time.Millisecond, checks.OK)}, Last: checks.Last{Alive: at}})
		for !settled(s) {
			time.Sleep(100 * time.Microsecond)
		}
		fmt.Println("written", round)
	}
}

const caseKills = 8

// TestAKillNeverLosesACase kills a process that saves cases: what was told as saved
// is there, and the seals of all fit.
func TestAKillNeverLosesACase(t *testing.T) {
	if os.Getenv(recordsIn) != "" {
		t.Skip("this is the copy")
	}
	dir, chance := t.TempDir(), seeded(11)
	for i := range caseKills {
		written := killed(t, "TestSavesCasesUntilItIsKilled", dir, time.Duration(20+chance.IntN(200))*time.Millisecond)
		s, err := OpenPeople(t.Context(), dir)
		if err != nil {
			t.Fatalf("kill %d: %v", i, err)
		}
		state := chained(t, s)
		if state.Broken != 0 || state.Entries < written {
			t.Errorf("kill %d: %d were told as saved; %+v", i, written, state)
		}
		all, err := s.OpenCases(t.Context())
		if err != nil || int64(len(all)) != state.Entries {
			t.Errorf("kill %d: %d cases of %d lines, %v", i, len(all), state.Entries, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestSavesCasesUntilItIsKilled is the copy: it counts the lines of the log.
func TestSavesCasesUntilItIsKilled(t *testing.T) {
	dir := os.Getenv(recordsIn)
	if dir == "" {
		return // only runs as the copy
	}
	s, err := OpenPeople(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	lines := chained(t, s).Entries
	for n := range 1_000_000 {
		logged(t, s, shownAt(n))
		lines++
		fmt.Println("written", lines)
	}
}

// settled: nothing waits, and nothing is being written.
func settled(s *Store) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.empty() && !s.busy
}
