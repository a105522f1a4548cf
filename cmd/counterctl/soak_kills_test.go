//go:build lab && linux

package main

import (
	"database/sql"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"countercheck/checks"
	"countercheck/checks/lab/netns"
	"countercheck/checks/store"
)

// soakKills is how often the agent is killed: a few times among the other lab tests,
// SOAK_KILLS in `make soak`.
func soakKills(t *testing.T) int {
	t.Helper()
	text := os.Getenv("SOAK_KILLS")
	if text == "" {
		return 8
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1000 {
		t.Fatalf("SOAK_KILLS=%s: write a number up to 1000", text)
	}
	return n
}

// TestSoakKills kills the built agent at random moments of its life in a shop whose cable
// is pulled now and then. After each kill the database is opened and looked through: it
// is whole, nothing that was there is gone, and the next agent takes over the folder.
func TestSoakKills(t *testing.T) {
	t.Parallel() // beside the faults: most of the time is waiting
	kills, seed := soakKills(t), soakSeed(t)
	chance := rand.New(rand.NewPCG(seed, 0))
	t.Logf("%d kills, SOAK_SEED=%d", kills, seed)
	shop := shopUp(t)
	a := &agentInShop{t: t, shop: shop, program: build(t), home: t.TempDir()}
	cable, _ := netns.Find("link.down")
	var before recordedRows
	lives := time.Duration(0)
	for n := range kills {
		life := time.Duration(30+chance.IntN(2500)) * time.Millisecond
		lives += life
		out := chance.IntN(4) == 0
		if out {
			if err := shop.Do(cable); err != nil {
				t.Fatal(err)
			}
		}
		agent := a.start()
		time.Sleep(life)
		if err := agent.cmd.Process.Kill(); err != nil {
			t.Fatalf("kill %d: it had ended by itself: %v\n%s", n+1, err, agent.out.String())
		}
		_ = agent.cmd.Wait() // it was killed
		if out {
			if err := shop.Undo(cable); err != nil {
				t.Fatal(err)
			}
		}
		if after, there := a.rows(n + 1); there {
			after.keeps(t, n+1, before)
			before = after
		}
	}
	last := a.start()
	last.says("[正常]", 40*time.Second)
	if err := last.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = last.cmd.Wait()
	t.Logf("killed %d times after %s on the average; on record: %+v", kills, (lives / time.Duration(kills)).Round(time.Millisecond), before)
	if before.Samples == 0 || before.Changes == 0 {
		t.Error("nothing was recorded that could have been lost")
	}
}

// recordedRows count what is on record.
type recordedRows struct{ Samples, Changes, Incidents int }

// rows looks through the database as a reader beside the agent does; false where there is
// none yet.
func (a *agentInShop) rows(kill int) (r recordedRows, there bool) {
	a.t.Helper()
	dir := filepath.Join(a.home, "countercheck")
	file := filepath.Join(dir, store.DatabaseName)
	if info, err := os.Stat(file); err != nil || info.Size() == 0 {
		return r, false
	}
	db, err := sql.Open("sqlite", file+"?_pragma=busy_timeout(5000)")
	if err != nil {
		a.t.Fatal(err)
	}
	defer db.Close()
	var sound string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&sound); err != nil || sound != "ok" {
		a.t.Fatalf("kill %d: the database is %q (%v)", kill, sound, err)
	}
	var orphans int
	if err := db.QueryRow("SELECT COUNT(*) FROM pragma_foreign_key_check").Scan(&orphans); err != nil || orphans > 0 {
		a.t.Errorf("kill %d: %d rows belong to nothing (%v)", kill, orphans, err)
	}
	for table, to := range map[string]*int{"sample": &r.Samples, "change": &r.Changes, "incident": &r.Incidents} {
		var tables int
		if err := db.QueryRow("SELECT COUNT(*) FROM sqlite_master WHERE name = ?", table).Scan(&tables); err != nil {
			a.t.Fatal(err)
		}
		if tables == 0 {
			return r, false // killed before the first table was made
		}
		if err := db.QueryRow("SELECT COUNT(*) FROM " + table).Scan(to); err != nil {
			a.t.Fatalf("kill %d: %s: %v", kill, table, err)
		}
	}
	s, err := store.OpenReader(dir)
	if err != nil {
		a.t.Errorf("kill %d: a reader cannot open it: %v", kill, err)
		return r, true
	}
	defer s.Close()
	if _, err := s.Incidents(a.t.Context(), checks.Window{From: time.Now().Add(-time.Hour), To: time.Now()}); err != nil {
		a.t.Errorf("kill %d: %v", kill, err)
	}
	return r, true
}

// keeps fails where something that was on record is gone.
func (r recordedRows) keeps(t *testing.T, kill int, before recordedRows) {
	t.Helper()
	if r.Samples < before.Samples || r.Changes < before.Changes || r.Incidents < before.Incidents {
		t.Errorf("kill %d: %+v were on record, now %+v", kill, before, r)
	}
}
