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
		return 10
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1000 {
		t.Fatalf("SOAK_KILLS=%s: write a number up to 1000", text)
	}
	return n
}

// TestSoakKills kills the built agent at random moments of its life in a shop whose cable
// is pulled now and then, while refund cases are written beside it. After each kill the
// database is looked through: it is whole, nothing that was there is gone or another, the
// log of the cases is unbroken, and the folder is free for the next agent.
func TestSoakKills(t *testing.T) {
	t.Parallel() // beside the faults: most of the time is waiting
	kills, seed := soakKills(t), soakSeed(t)
	t.Logf("%d kills, SOAK_SEED=%d", kills, seed)
	k := &killing{
		agentInShop: agentInShop{t: t, shop: shopUp(t), program: build(t), home: t.TempDir()},
		chance:      rand.New(rand.NewPCG(seed, 0)),
	}
	for n := range kills {
		k.kill(n + 1)
		if after, there := k.look(n + 1); there {
			k.before = after
		}
		if (n+1)%20 == 0 || n+1 == kills {
			t.Logf("%d kills, %s after the start on the average; on record: %+v", n+1, (k.lives / time.Duration(n+1)).Round(time.Millisecond), k.before)
		}
	}
	last := k.start()
	last.says("[正常]", 60*time.Second)
	if err := last.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = last.cmd.Wait()
	if k.before.Samples == 0 || k.before.Changes == 0 || k.before.Cases == 0 {
		t.Error("nothing was recorded that could have been lost")
	}
}

type killing struct {
	agentInShop
	chance *rand.Rand
	before onRecord
	saved  int64 // refund cases that were told as kept
	lives  time.Duration
}

// kill lets an agent live for a moment.
func (k *killing) kill(n int) {
	k.t.Helper()
	cable, _ := netns.Find("link.down")
	life := time.Duration(30+k.chance.IntN(2500)) * time.Millisecond
	k.lives += life
	if k.chance.IntN(4) == 0 {
		if err := k.shop.Do(cable); err != nil {
			k.t.Fatal(err)
		}
	}
	agent := k.start()
	if k.chance.IntN(5) == 0 {
		k.refundCase(life)
	} else {
		time.Sleep(life)
	}
	if err := agent.cmd.Process.Kill(); err != nil {
		k.t.Fatalf("kill %d: it had ended by itself: %v\n%s", n, err, agent.out.String())
	}
	_ = agent.cmd.Wait() // it was killed
	if err := k.shop.Undo(cable); err != nil {
		k.t.Fatal(err)
	}
}

// refundCase keeps a case as the window does, beside the agent. The agent is killed
// right after it; that the writer itself is killed has a test of its own, at the store.
func (k *killing) refundCase(life time.Duration) {
	k.t.Helper()
	time.Sleep(life)
	s, err := store.OpenPeople(k.t.Context(), filepath.Join(k.home, "countercheck"))
	if err != nil {
		k.t.Errorf("a refund case beside the agent: %v", err)
		return
	}
	defer s.Close()
	_, err = s.SaveCase(k.t.Context(), checks.Case{
		Sale:   checks.Sale{At: time.Now(), Way: checks.WayWeChat, Showed: checks.ShowedRefund, Amount: 36_80},
		Follow: checks.FollowUp{Status: checks.CaseOpen},
	})
	if err != nil {
		k.t.Errorf("a refund case beside the agent: %v", err)
		return
	}
	k.saved++
}

// onRecord is what the database holds.
type onRecord struct {
	Samples, Changes, Incidents, Cases int64
	newest, sum                        int64 // of the samples: the last of them, and what all add up to
}

// look goes through the database as a reader beside the agent does; false where there is
// none yet.
func (k *killing) look(kill int) (r onRecord, there bool) {
	k.t.Helper()
	dir := filepath.Join(k.home, "countercheck")
	lock, err := store.TakeLock(dir, "soak")
	if err != nil {
		k.t.Errorf("kill %d: the folder is held by somebody: %v", kill, err)
	} else if err := lock.Release(); err != nil {
		k.t.Error(err)
	}
	file := filepath.Join(dir, store.DatabaseName)
	if info, err := os.Stat(file); err != nil || info.Size() == 0 {
		return r, false
	}
	db, err := sql.Open("sqlite", file+"?_pragma=busy_timeout(5000)")
	if err != nil {
		k.t.Fatal(err)
	}
	defer db.Close()
	number := func(query string, args ...any) (n int64) {
		if err := db.QueryRow(query, args...).Scan(&n); err != nil {
			k.t.Errorf("kill %d: %s: %v", kill, query, err)
		}
		return n
	}
	var sound string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&sound); err != nil || sound != "ok" {
		k.t.Fatalf("kill %d: the database is %q (%v)", kill, sound, err)
	}
	if n := number("SELECT COUNT(*) FROM pragma_foreign_key_check"); n > 0 {
		k.t.Errorf("kill %d: %d rows belong to nothing", kill, n)
	}
	if number("SELECT COUNT(*) FROM sqlite_master WHERE name IN ('sample', 'change', 'incident', 'case_entry')") < 4 {
		return r, false // killed before the tables were made
	}
	const added = "SELECT COALESCE(SUM(series * 31 + at % 1000003 + COALESCE(took, 0) + COALESCE(resolve, 0) + COALESCE(connect, 0)), 0) FROM sample WHERE at <= ?"
	r = onRecord{
		Samples: number("SELECT COUNT(*) FROM sample"), Changes: number("SELECT COUNT(*) FROM change"),
		Incidents: number("SELECT COUNT(*) FROM incident"), Cases: number("SELECT COUNT(*) FROM case_entry"),
		newest: number("SELECT COALESCE(MAX(at), 0) FROM sample"),
	}
	r.sum = number(added, r.newest)
	b := k.before
	if r.Samples < b.Samples || r.Changes < b.Changes || r.Incidents < b.Incidents || r.Cases < b.Cases || r.Cases < k.saved {
		k.t.Errorf("kill %d: %+v were on record, and %d cases told as kept; now %+v", kill, b, k.saved, r)
	}
	if was := number(added, b.newest); was != b.sum {
		k.t.Errorf("kill %d: what was measured before is another now: %d, %d", kill, b.sum, was)
	}
	k.chain(kill, dir, r.Cases)
	return r, true
}

// chain opens the database as the programs do, and goes through the log of the cases.
func (k *killing) chain(kill int, dir string, lines int64) {
	k.t.Helper()
	s, err := store.OpenReader(dir)
	if err != nil {
		k.t.Errorf("kill %d: a reader cannot open it: %v", kill, err)
		return
	}
	defer s.Close()
	if state, err := s.CheckChain(k.t.Context()); err != nil || state != (checks.ChainState{Entries: lines}) {
		k.t.Errorf("kill %d: the log of the cases is %+v of %d lines, %v", kill, state, lines, err)
	}
	if _, err := s.Incidents(k.t.Context(), checks.Window{From: time.Now().Add(-time.Hour), To: time.Now()}); err != nil {
		k.t.Errorf("kill %d: %v", kill, err)
	}
}
