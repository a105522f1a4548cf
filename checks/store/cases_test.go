package store

import (
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"countercheck/checks"
)

// a refund that was shown so many hours after noon.
func shownAt(hours int) checks.Case {
	return checks.Case{
		Sale:    checks.Sale{At: noon.Add(time.Duration(hours) * time.Hour), Way: checks.WayWeChat, Showed: checks.ShowedRefund, Amount: 36_80},
		Answers: checks.Answers{checks.CauseBalance: checks.AnswerNo},
		Minute: checks.Minute{
			Measured: true, Level: checks.Warn, Cause: checks.WANSlow, Facts: map[string]any{"Took": 6200.5},
			Channels: []checks.ChannelMinute{{ID: "wechat", Samples: []checks.Sample{{At: noon, Took: 6200 * time.Millisecond, Phases: checks.Phases{checks.TLS: checks.Span(5 * time.Millisecond)}}}}},
		},
		Follow: checks.FollowUp{Status: checks.CaseOpen},
	}
}

func logged(t *testing.T, s *Store, c checks.Case) checks.Case {
	t.Helper()
	out, err := s.SaveCase(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func chained(t *testing.T, s *Store) checks.ChainState {
	t.Helper()
	state, err := s.CheckChain(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// whole fails unless the log has so many lines and all their seals fit.
func whole(t *testing.T, s *Store, lines int64) {
	t.Helper()
	if state := chained(t, s); state != (checks.ChainState{Entries: lines}) {
		t.Errorf("the log is %+v, not %d whole lines", state, lines)
	}
}

func TestACaseIsWrittenAndComesBackAsItWas(t *testing.T) {
	dir := t.TempDir()
	s := notebook(t, dir)
	first := logged(t, s, shownAt(0))
	if first.ID == "" || first.Revision != 1 || !first.Recorded.Equal(noon) {
		t.Errorf("%+v", first)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = notebook(t, dir)
	got, err := s.Case(t.Context(), first.ID)
	if diff := cmp.Diff(first, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Errorf("%v, %s", err, diff)
	}
	if again := logged(t, s, got); again.Revision != 1 {
		t.Errorf("what did not change became revision %d", again.Revision)
	}
	whole(t, s, 1)
	if _, err := s.Case(t.Context(), "nobody"); !errors.Is(err, checks.ErrGone) {
		t.Errorf("a case that never was: %v", err)
	}
}

func TestTwoWindowsDoNotOverwriteOneAnothersCase(t *testing.T) {
	dir := t.TempDir()
	s, other := notebook(t, dir), notebook(t, dir)
	mine := logged(t, s, shownAt(0))
	theirs := mine
	theirs.Follow.Note = "客户已回电"
	theirs = logged(t, other, theirs)
	mine.Follow.Note = "忘了"
	if _, err := s.SaveCase(t.Context(), mine); !errors.Is(err, checks.ErrChanged) {
		t.Errorf("the other window's note is overwritten: %v", err)
	}
	if got, err := s.Case(t.Context(), mine.ID); err != nil || got.Follow.Note != theirs.Follow.Note {
		t.Errorf("%+v, %v", got.Follow, err)
	}
	whole(t, s, 2)
	mine.ID = "another"
	if _, err := s.SaveCase(t.Context(), mine); !errors.Is(err, checks.ErrGone) {
		t.Errorf("a changed case that is not there is begun: %v", err)
	}
}

func TestOfAConcludedCaseOnlyTheFollowUpChanges(t *testing.T) {
	s := notebook(t, t.TempDir())
	c := shownAt(0)
	c.Concluded = noon.Add(time.Minute)
	c = logged(t, s, c)
	for what, change := range map[string]func(*checks.Case){
		"the amount":    func(c *checks.Case) { c.Sale.Amount = 1 },
		"an answer":     func(c *checks.Case) { c.Answers = checks.Answers{checks.CauseBalance: checks.AnswerYes} },
		"the minute":    func(c *checks.Case) { c.Minute = checks.Minute{} },
		"its end":       func(c *checks.Case) { c.Concluded = time.Time{} },
		"its beginning": func(c *checks.Case) { c.Recorded = noon.Add(-time.Hour) },
	} {
		next := c
		change(&next)
		if _, err := s.SaveCase(t.Context(), next); !errors.Is(err, checks.ErrConcluded) {
			t.Errorf("%s of a concluded case was changed: %v", what, err)
		}
	}
	c.Sale.Order, c.Follow.Status = "4200001234", checks.CaseClosed // left empty before
	if got := logged(t, s, c); got.Sale.Order == "" || got.Revision != 2 {
		t.Errorf("%+v", got)
	}
	whole(t, s, 2)
}

func TestTheLogListsTheNewestFirst(t *testing.T) {
	s := notebook(t, t.TempDir())
	ids := map[string]string{}
	for name, hours := range map[string]int{"old": -30, "middle": 2, "new": 5} {
		c := shownAt(hours)
		if name == "middle" {
			c.Follow.Status = checks.CaseClosed
		}
		ids[logged(t, s, c).ID] = name
	}
	named := func(all []checks.Case, err error) (names []string) {
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			names = append(names, ids[c.ID])
		}
		return names
	}
	day := checks.Window{From: noon, To: noon.Add(12 * time.Hour)}
	if got := named(s.Cases(t.Context(), day)); !slices.Equal(got, []string{"new", "middle"}) {
		t.Errorf("cases of the day: %v", got)
	}
	if got := named(s.OpenCases(t.Context())); !slices.Equal(got, []string{"new", "old"}) {
		t.Errorf("open ones: %v", got)
	}
	latest, err := s.Cases(t.Context(), day)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveCase(t.Context(), latest[0]); err == nil {
		t.Error("a case as the list shows it was written over the whole one")
	}
	one, err := s.Case(t.Context(), latest[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	one.Follow.Mistake = true
	logged(t, s, one)
	if got := named(s.OpenCases(t.Context())); !slices.Equal(got, []string{"old"}) {
		t.Errorf("one begun by mistake is still open: %v", got)
	}
	lines, err := s.NewestEntries(t.Context(), day, 1)
	if n, failed := s.CountCases(t.Context(), day); n != 2 || failed != nil {
		t.Errorf("%d cases of the day, %v", n, failed)
	}
	if err != nil || len(lines) != 1 || lines[0].Number != 4 || !lines[0].Case.Follow.Mistake {
		t.Errorf("%+v, %v", lines, err)
	}
}

// TestTheLogIsSealed: fifty lines by two programs at once fit, and a line that is
// changed, or missing, is found by its number.
func TestTheLogIsSealed(t *testing.T) {
	for name, c := range map[string]struct {
		damage string
		broken int64
	}{
		"an amount":     {"UPDATE case_entry SET data = replace(data, '3680', '3681') WHERE number = 17", 17},
		"a time":        {"UPDATE case_entry SET at = '2026-01-01T00:00:00Z' WHERE number = 23", 23},
		"a seal":        {"UPDATE case_entry SET seal = 'x' WHERE number = 1", 1},
		"a line gone":   {"DELETE FROM case_entry WHERE number = 49", 49},
		"the end gone":  {"DELETE FROM case_entry WHERE number > 47", 48},
		"no JSON left":  {"UPDATE case_entry SET data = '{' WHERE number = 3", 3},
		"no time left":  {"UPDATE case_entry SET at = 'gestern' WHERE number = 4", 4},
		"not yet begun": {"UPDATE case_entry SET number = 0 WHERE number = 1", 1},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, other := notebook(t, dir), notebook(t, dir)
			var both sync.WaitGroup
			for i, at := range []*Store{s, other} {
				both.Go(func() {
					for n := range 25 {
						if _, err := at.SaveCase(t.Context(), shownAt(100*i+n)); err != nil {
							t.Error(err)
						}
					}
				})
			}
			both.Wait()
			whole(t, s, 50)
			if _, err := s.db.write.Exec(c.damage); err != nil {
				t.Fatal(err)
			}
			if state := chained(t, s); state.Broken != c.broken {
				t.Errorf("found at %d, not at %d", state.Broken, c.broken)
			}
		})
	}
}

// TestAnUnfinishedCaseIsNone: when the power goes before the end of a transaction,
// neither half of it is there.
func TestAnUnfinishedCaseIsNone(t *testing.T) {
	dir := t.TempDir()
	s := notebook(t, dir)
	logged(t, s, shownAt(0))
	tx, err := s.db.write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	c := shownAt(1)
	c.ID = "half"
	if err := saveCase(t.Context(), tx, &c, noon); err != nil {
		t.Fatal(err)
	}
	copied := t.TempDir() // the disk as it is at that moment
	for _, tail := range []string{"", "-wal"} {
		put(t, filepath.Join(copied, DatabaseName+tail), get(t, filepath.Join(dir, DatabaseName+tail)))
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	after := notebook(t, copied)
	whole(t, after, 1)
	if _, err := after.Case(t.Context(), "half"); !errors.Is(err, checks.ErrGone) {
		t.Errorf("half a case is there: %v", err)
	}
	logged(t, after, shownAt(2))
	whole(t, after, 2)
}

func TestWhatDoesNotFitIsNoCase(t *testing.T) {
	s := notebook(t, t.TempDir())
	for what, change := range map[string]func(*checks.Case){
		"no time":    func(c *checks.Case) { c.Sale.At = time.Time{} },
		"a long day": func(c *checks.Case) { c.Follow.Staff = 1441 },
		"a control":  func(c *checks.Case) { c.Follow.Note = "a\x1b[2J" },
		"a minus":    func(c *checks.Case) { c.Sale.Amount = -1 },
	} {
		c := shownAt(0)
		change(&c)
		if _, err := s.SaveCase(t.Context(), c); err == nil {
			t.Errorf("%s was written", what)
		}
	}
	whole(t, s, 0)
}

// TestADiskThatRefusesHasNoHalfCase: a full disk, one that only reads and a database
// that somebody else holds are told as that, and nothing is written.
func TestADiskThatRefusesHasNoHalfCase(t *testing.T) {
	dir := t.TempDir()
	s := notebook(t, dir)
	c := logged(t, s, shownAt(0))
	c.Follow.Note = strings.Repeat("长", 2000)
	pragma := func(text string) {
		t.Helper()
		if _, err := s.db.write.Exec("PRAGMA " + text); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(want Reason) {
		t.Helper()
		if got, err := s.SaveCase(t.Context(), c); reasonOf(err) != want || got.Revision != 1 {
			t.Errorf("%q, not %q: %v", reasonOf(err), want, err)
		}
		whole(t, s, 1)
	}
	pragma("max_page_count = 1")
	refused(DiskFull)
	pragma("max_page_count = 100000")
	pragma("query_only = 1")
	refused(ReadOnly)
	pragma("query_only = 0")
	pragma("busy_timeout = 20")
	other := notebook(t, dir)
	held, err := other.db.write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	refused(Locked)
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	logged(t, s, c)
	whole(t, s, 2)
}

// TestCasesAndBillsOutliveWhatWasMeasured: neither age nor space throws them away,
// and they are in the back-up.
func TestCasesAndBillsOutliveWhatWasMeasured(t *testing.T) {
	dir := t.TempDir()
	w := watching(t, dir, checks.KeepSettings{RawDays: 1, FineDays: 1, HourDays: 1, MaxMB: 9}) // near its cap from the first page on
	w.round(5, checks.Entry{})
	w.until("written", w.idle)
	c := logged(t, w.Store, shownAt(0))
	savedBill(t, w.Store, marchBill("a", givenBack(1, 36_80, "1")))
	for range 30 {
		w.pass(200 * 24 * time.Hour)
		w.round(5, checks.Entry{})
		w.until("written", w.idle)
	}
	if n := rows(t, dir); n > 50 {
		t.Fatalf("nothing was thrown away: %d single results", n)
	}
	copied := t.TempDir()
	if err := w.Backup(t.Context(), filepath.Join(copied, DatabaseName)); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Store{w.Store, notebook(t, copied)} {
		whole(t, s, 1)
		if got, err := s.Case(t.Context(), c.ID); err != nil || got.Revision != 1 || len(returned(t, s)) != 1 {
			t.Errorf("%+v, %v", got, err)
		}
	}
}

// TestCasesComeToAnOlderDatabase: records of the version before stay as they are.
func TestCasesComeToAnOlderDatabase(t *testing.T) {
	dir := t.TempDir()
	s := notebook(t, dir)
	terminal, err := s.SaveTerminal(t.Context(), counterPOS())
	if err != nil {
		t.Fatal(err)
	}
	asVersion2(t, s.db.write)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = notebook(t, dir)
	if diff := cmp.Diff([]checks.Terminal{terminal}, records(t, s).Terminals); diff != "" {
		t.Error(diff)
	}
	logged(t, s, shownAt(0))
	whole(t, s, 1)
}

// asVersion2 makes a database one of the version without cases.
func asVersion2(t *testing.T, db *sql.DB) {
	t.Helper()
	for _, query := range []string{
		"DROP TABLE case_entry", "DROP TABLE refund_case", "DROP TABLE bill", "DROP TABLE bill_row",
		"DELETE FROM goose_db_version WHERE version_id > 2",
	} {
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
}

// What a scan gun reads at a counter can be a card or a customer's payment code.
func TestNoCardIsKeptAsAnOrder(t *testing.T) {
	dir := t.TempDir()
	s := notebook(t, dir)
	c := shownAt(0)
	c.Sale.Order = "6222021234567890128"
	c = logged(t, s, c)
	if c.Sale.Order != "****0128" {
		t.Errorf("kept as %s", c.Sale.Order)
	}
	c.Sale.Order = "6222021234567890128" // typed again
	if again := logged(t, s, c); again.Revision != c.Revision {
		t.Error("the same is written again")
	}
	c.Follow.Note = "卡 6222021234567890128,码134567890123456782,回电 13800138000"
	c = logged(t, s, c)
	if c.Follow.Note != "卡 ****0128,码****6782,回电 13800138000" {
		t.Errorf("noted as %s", c.Follow.Note)
	}
	var held int
	if err := s.db.write.QueryRow("SELECT COUNT(*) FROM case_entry WHERE data LIKE '%62220212345%' OR data LIKE '%1345678901234%'").Scan(&held); err != nil || held > 0 {
		t.Errorf("%d lines of the log hold one (%v)", held, err)
	}
}
