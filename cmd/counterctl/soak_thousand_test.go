//go:build lab && linux

package main

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"countercheck/checks"
	"countercheck/checks/store"
)

// thousand hosts of the shop's own, beside those that are watched anyway.
const thousand = 1000

// TestSoakThousandHosts has the built agent watch a thousand hosts of the shop's own: no
// check of a round is lost, one host of them that closes is found, and the payment
// providers' hosts are asked no more often than by any other shop.
func TestSoakThousandHosts(t *testing.T) {
	t.Parallel() // most of the time is waiting
	a := &agentInShop{t: t, shop: shopUp(t), program: build(t), home: t.TempDir()}
	a.openPorts()
	settings := filepath.Join(a.home, "countercheck", "settings.toml")
	if err := os.MkdirAll(filepath.Dir(settings), 0o700); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for n := range thousand {
		fmt.Fprintf(&text, "[[endpoint]]\nname = \"own %d\"\nhost = \"192.168.1.1\"\nport = %d\nscheme = \"tcp\"\nchannels = [\"card\"]\n", n, 20_000+n)
	}
	if err := os.WriteFile(settings, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	agent := a.start()
	agent.says("[正常]", 60*time.Second)
	first := time.Since(began)
	taken := watchProcess(agent.cmd.Process.Pid)
	time.Sleep(70 * time.Second) // two more rounds
	figures := taken()
	agent.ends()
	rounds := a.roundsOfAll()
	t.Logf("%d hosts beside the usual ones: the first verdict after %.1f s, %d rounds; %s", thousand, first.Seconds(), rounds, figures.say())
	a.manners(began)
	if said := agent.out.String(); strings.Contains(said, "[故障]") || strings.Contains(said, "[注意]") {
		t.Errorf("on a healthy line it said:\n%s", said)
	}
}

// openPorts has the shop's router answer on as many ports.
func (a *agentInShop) openPorts() {
	a.t.Helper()
	rule := fmt.Sprintf("table ip soak { chain c { type nat hook prerouting priority -100; tcp dport %d-%d redirect to :3128; }; }", 20_000, 20_000+thousand-1)
	cmd := exec.CommandContext(a.t.Context(), "ip", "netns", "exec", a.shop.Name()+"-router", "nft", rule)
	if out, err := cmd.CombinedOutput(); err != nil {
		a.t.Fatalf("%v: %s", err, out)
	}
}

// roundsOfAll: each of the hosts was asked as often as the others, and answered.
func (a *agentInShop) roundsOfAll() (rounds int) {
	a.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(a.home, "countercheck", store.DatabaseName)+"?_pragma=query_only(1)")
	if err != nil {
		a.t.Fatal(err)
	}
	defer db.Close()
	var hosts, most, bad int
	err = db.QueryRow(`SELECT count(*), min(n), max(n), sum(bad) FROM
		(SELECT count(*) AS n, sum(code <> 1) AS bad FROM sample JOIN series ON series.id = sample.series WHERE name LIKE '%192.168.1.1%:2____%' GROUP BY series)`).
		Scan(&hosts, &rounds, &most, &bad)
	if err != nil || hosts != thousand || rounds < 2 || most != rounds || bad > 0 {
		a.t.Errorf("%d of %d hosts are on record, each with %d to %d results, %d of them bad, %v", hosts, thousand, rounds, most, bad, err)
		a.t.Log(a.names(db))
	}
	return rounds
}

func (a *agentInShop) names(db *sql.DB) (some []string) {
	rows, err := db.Query("SELECT name || ' ' || count(*) FROM sample JOIN series ON series.id = sample.series GROUP BY series ORDER BY count(*) LIMIT 40")
	if err != nil {
		return []string{err.Error()}
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if rows.Scan(&name) == nil {
			some = append(some, name)
		}
	}
	return some
}

// manners: a payment provider's host was asked every 30 s and no more often.
func (a *agentInShop) manners(began time.Time) {
	a.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(a.home, "countercheck", store.DatabaseName)+"?_pragma=query_only(1)")
	if err != nil {
		a.t.Fatal(err)
	}
	defer db.Close()
	var hosts int
	var most int64
	err = db.QueryRow(`SELECT count(DISTINCT series), max(n) FROM
		(SELECT series, count(*) AS n FROM sample JOIN series ON series.id = sample.series WHERE name LIKE 'endpoint:%' AND name NOT LIKE '%192.168.1.1%' GROUP BY series)`).Scan(&hosts, &most)
	may := int64(time.Since(began)/checks.ShortestEvery) + 1
	if err != nil || hosts == 0 || most > may {
		a.t.Errorf("%d payment hosts were asked up to %d times, and may be %d times, %v", hosts, most, may, err)
	}
}
