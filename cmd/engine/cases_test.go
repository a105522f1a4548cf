package engine

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/store"
)

// caseBook is what a console sees of a data folder's cases.
func caseBook(t *testing.T, dir string) Cases {
	t.Helper()
	c, end, err := OpenCases(t.Context(), dir, settingsIn(t, "", Chosen{}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = end() })
	c.plan = func() checks.Plan { return (&line{}).plan(c.records.settings.Current(), checks.Catalogue{}, nil) }
	return c
}

func minuteOf(t *testing.T, c Cases, at time.Time, terminal string) checks.Minute {
	t.Helper()
	m, err := c.Minute(t.Context(), at, terminal)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func refund(t *testing.T, c Cases, one checks.Case) checks.Case {
	t.Helper()
	out, err := c.SaveCase(t.Context(), one)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The minute in which the line broke is told as that, by the window that watched and
// by a console beside it, and a minute before the program was there as not measured.
func TestTheMinuteOfASaleIsTheOneThatWasMeasured(t *testing.T) {
	dir, l := t.TempDir(), &line{}
	s := start(t, dir, "window", l)
	s.believes(t, checks.OK)
	window, console := s.Cases(), caseBook(t, dir)
	until(t, "a good minute", func() bool { return minuteOf(t, window, time.Now(), "").Measured })
	if m := minuteOf(t, window, time.Now(), ""); m.Level != checks.OK || len(m.Channels) != 1 || m.Channels[0].Host != "pay.example" {
		t.Errorf("%+v", m)
	}
	l.down.Store(true)
	s.believes(t, checks.Fail)
	for name, c := range map[string]Cases{"window": window, "console": console} {
		until(t, name+" sees the break", func() bool {
			m := minuteOf(t, c, time.Now(), "")
			return m.Level == checks.Fail && m.Cause == checks.LinkDown && m.Incident != 0 && m.Channels[0].Worst.Failing()
		})
		if m := minuteOf(t, c, time.Now().Add(-time.Hour), ""); m.Measured || m.Level != checks.Unknown {
			t.Errorf("%s: an hour ago nobody watched: %+v", name, m)
		}
	}
}

// A case that was concluded within seconds has its minute completed later, once, and
// one whose samples still come in waits for them.
func TestAMinuteIsCompletedAfterwards(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir, "window", &line{})
	s.believes(t, checks.OK)
	c := s.Cases()
	at := time.Now().Add(-checks.MinuteSettle - time.Minute)
	old := refund(t, c, checks.Case{Concluded: at.Add(5 * time.Second), Sale: checks.Sale{At: at, Received: checks.ReceivedNo}})
	young := refund(t, c, checks.Case{Sale: checks.Sale{At: time.Now()}})
	for range 2 {
		if err := c.SettleCases(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]struct {
		id       string
		revision int
		settled  bool
	}{"old": {old.ID, 2, true}, "young": {young.ID, 1, false}} {
		got, err := c.Case(t.Context(), want.id)
		if err != nil || got.Revision != want.revision || got.Minute.Settled != want.settled || got.Minute.Window.From.IsZero() == want.settled {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// Where the history cannot be read nothing was measured, which is no error.
func TestAMinuteThatCannotBeReadWasNotMeasured(t *testing.T) {
	dir := t.TempDir()
	c := caseBook(t, dir)
	if m := minuteOf(t, c, time.Now(), "nobody's"); m.Measured {
		t.Errorf("of an empty folder: %+v", m)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, store.DatabaseName))
	if err != nil {
		t.Fatal(err)
	}
	_, err1 := db.Exec("DROP TABLE change")
	if err := errors.Join(err1, db.Close()); err != nil {
		t.Fatal(err)
	}
	if m := minuteOf(t, c, time.Now(), ""); m.Measured {
		t.Errorf("of a broken database: %+v", m)
	}
	file := filepath.Join(dir, "file")
	write(t, file, "no folder")
	s, err := OpenShared(Options{Dir: filepath.Join(file, "below"), Kind: "window", Settings: settingsIn(t, "", Chosen{}), Plan: (&line{}).plan})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if m := minuteOf(t, s.Cases(), time.Now(), ""); m.Measured {
		t.Errorf("where nothing can be remembered: %+v", m)
	}
	if _, err := s.Cases().SaveCase(t.Context(), checks.Case{Sale: checks.Sale{At: time.Now()}}); err == nil {
		t.Error("a case is saved where nothing can be")
	}
}

// What the records say of the terminal goes with its minute.
func TestTheMinuteKnowsTheTerminal(t *testing.T) {
	dir := t.TempDir()
	terminal := saved(t, notebook(t, dir), checks.Terminal{Name: "前台", Kind: checks.SmartPOS, Line: checks.OnOwnSIM, Merchant: "8221"})
	c := caseBook(t, dir)
	for range 2 {
		refund(t, c, checks.Case{Sale: checks.Sale{At: time.Now().Add(-time.Minute), Amount: 36_80}})
	}
	m := minuteOf(t, c, time.Now(), terminal.ID)
	if !m.PCOnly || m.Records.Terminal != "前台" || m.Records.Merchant != "8221" || m.Records.Alike != 2 {
		t.Errorf("%+v", m.Records)
	}
}

func TestCasesOfAConsoleAreThoseOfTheWindow(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir, "window", &line{})
	window, console := s.Cases(), caseBook(t, dir)
	now := time.Now()
	in := checks.Window{From: now.Add(-time.Hour), To: now.Add(time.Hour)}
	mine := refund(t, window, checks.Case{Sale: checks.Sale{At: now}})
	theirs := mine
	theirs.Follow.Status = checks.CaseClosed
	refund(t, console, theirs)
	if _, err := window.SaveCase(t.Context(), mine); !errors.Is(err, checks.ErrChanged) {
		t.Errorf("the console's change is overwritten: %v", err)
	}
	all, err1 := window.Cases(t.Context(), in)
	open, err2 := window.OpenCases(t.Context())
	if err := errors.Join(err1, err2); err != nil || len(all) != 1 || all[0].Revision != 2 || len(open) != 0 {
		t.Errorf("%+v, %d open, %v", all, len(open), err)
	}
}

// A bill's rows are joined to the minutes and to the cases; however many there are,
// what is read is bounded.
func TestABillsRowsAreJoined(t *testing.T) {
	dir := t.TempDir()
	c := caseBook(t, dir)
	now := time.Now().Truncate(time.Second)
	one := refund(t, c, checks.Case{Sale: checks.Sale{At: now, Amount: 36_80}})
	bill := checks.Bill{ID: "a", Issuer: checks.BillWeChat, Read: now}
	for n := range mostJoined + 20 {
		bill.Returned = append(bill.Returned, checks.BillRow{
			Line: n, At: now.Add(time.Duration(-n) * time.Hour), Kind: checks.BillReversal, Amount: 36_80, Number: time.Duration(n).String(),
		})
	}
	s, err := c.records.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveBill(t.Context(), bill); err != nil {
		t.Fatal(err)
	}
	rows, err := c.Returned(t.Context(), checks.Window{From: now.AddDate(-1, 0, 0), To: now.Add(time.Hour)})
	if err != nil || len(rows) != mostJoined || rows[0].Case != one.ID || rows[1].Case != "" || rows[0].Minute.Measured {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// A bill that is read is kept, once however often it is read and whatever it is
// called; a file that is none is said to be none, and nothing is kept of it.
func TestABillIsReadAndKept(t *testing.T) {
	c, files := caseBook(t, t.TempDir()), t.TempDir()
	march := filepath.Join(files, "march.csv")
	write(t, march, "\ufeff交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"+
		"微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n"+
		"`2026-03-01 12:00:00,`wx1,`1,`0,`,`4200000001,`M1,`o1,`MICROPAY,`SUCCESS,`OTHERS,`CNY,`36.80,`0.00,`0,`0,`0.00,`0.00,`,`,`面,`,`0.22000,`0.60%,`36.80,`0.00,`\r\n"+
		"`2026-03-01 12:05:00,`wx1,`1,`0,`,`4200000001,`M1,`o1,`MICROPAY,`REVOKED,`OTHERS,`CNY,`0.00,`0.00,`0,`0,`36.80,`0.00,`ORIGINAL,`SUCCESS,`面,`,`-0.22000,`0.60%,`0.00,`36.80,`\r\n"+
		"总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n`2,`36.80,`36.80,`0.00,`0.00000,`36.80,`36.80\r\n")
	var told int64
	first, err := c.ReadBill(t.Context(), march, nil, func(read, of int64) { told = max(told, read*100/of) })
	if err != nil || first.Issuer != checks.BillWeChat || first.Payments != 1 || first.Reversed != 1 || told != 100 {
		t.Fatalf("%+v, %d%% told, %v", first, told, err)
	}
	text, err := os.ReadFile(march)
	if err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(files, "again.csv")
	write(t, again, string(text))
	second, err := c.ReadBill(t.Context(), again, nil, nil)
	if err != nil || !second.Read.Equal(first.Read) {
		t.Errorf("read at %s, and again at %s, %v", first.Read, second.Read, err)
	}
	at := time.Date(2026, 3, 1, 4, 0, 0, 0, time.UTC)
	rows, err1 := c.Returned(t.Context(), checks.Window{From: at, To: at.Add(time.Hour)})
	bills, err2 := c.Bills(t.Context())
	if err := errors.Join(err1, err2); err != nil || len(rows) != 1 || rows[0].Row.Amount != 36_80 || len(bills) != 1 {
		t.Errorf("%+v, %d bills, %v", rows, len(bills), err)
	}
	letter := filepath.Join(files, "letter.csv")
	write(t, letter, "Dear shop,\n")
	var not *checks.BillError
	if _, err := c.ReadBill(t.Context(), letter, nil, nil); !errors.As(err, &not) {
		t.Errorf("a letter: %v", err)
	}
	if _, err := c.ReadBill(t.Context(), filepath.Join(files, "gone.csv"), nil, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err := c.ReadBill(t.Context(), files, nil, nil); err == nil {
		t.Error("a folder is read")
	}
	if bills, err := c.Bills(t.Context()); err != nil || len(bills) != 1 {
		t.Errorf("%d bills, %v", len(bills), err)
	}
}

// All that was measured, written and recorded is in the dossier; of one case only
// what belongs to it.
func TestADossierHoldsWhatItShould(t *testing.T) {
	dir, l := t.TempDir(), &line{}
	l.down.Store(true)
	saved(t, notebook(t, dir), checks.Terminal{Name: "前台", Kind: checks.SmartPOS, Line: checks.OnOwnSIM, Photos: []string{"a.jpg"}})
	s := start(t, dir, "window", l)
	s.believes(t, checks.Fail)
	until(t, "the incident is on record", func() bool { return len(recorded(t, dir)) == 1 })
	c, now := s.Cases(), time.Now()
	mine := refund(t, c, checks.Case{Sale: checks.Sale{At: now, Amount: 36_80}})
	other := refund(t, c, checks.Case{Sale: checks.Sale{At: now.Add(-48 * time.Hour)}})
	in := checks.Window{From: now.Add(-time.Hour), To: now.Add(time.Hour)}
	d, err := c.Dossier(t.Context(), in, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Entries) != 1 || d.Entries[0].Case.ID != mine.ID || d.Chain != (checks.ChainState{Entries: 2}) {
		t.Errorf("entries %+v, chain %+v", d.Entries, d.Chain)
	}
	if len(d.Incidents) != 1 || d.Uptime.Down == 0 || d.Now.Level != checks.Fail || d.Program != "Countercheck/test" || d.Zone == "" {
		t.Errorf("%+v", d)
	}
	if len(d.Terminals) != 1 || d.Terminals[0].Photos != nil || d.Judged[d.Terminals[0].ID].State == "" || d.Clock != nil {
		t.Errorf("%+v, %+v", d.Terminals, d.Clock)
	}
	if d, err = c.Dossier(t.Context(), in, other.ID, nil); err != nil || len(d.Entries) != 1 || d.Entries[0].Case.ID != other.ID {
		t.Errorf("%+v, %v", d.Entries, err)
	}
	if _, err := c.Dossier(t.Context(), in, "nobody's", nil); !errors.Is(err, checks.ErrGone) {
		t.Errorf("of a case that never was: %v", err)
	}
}

// The clock of a PC that is a minute fast is a minute fast, and one voice more or
// less does not change that.
func TestHowFarTheClockIsOff(t *testing.T) {
	at := time.Now()
	behind := func(d time.Duration) *checks.Span { s := checks.Span(d); return &s }
	seen := checks.Snapshot{Checked: at}
	for _, facts := range []any{
		checks.ClockFacts{Offset: checks.Span(-61 * time.Second)},
		checks.EndpointFacts{ClockOffset: behind(-60 * time.Second)},
		checks.PortalFacts{ClockOffset: behind(time.Hour)},
		checks.EndpointFacts{},
		checks.LinkFacts{},
	} {
		seen.Round.Results = append(seen.Round.Results, checks.Result{Finding: checks.Finding{Facts: facts}})
	}
	if got := clockOf(seen); got == nil || *got != (checks.ClockOffset{Off: checks.Span(time.Minute), At: at}) {
		t.Errorf("%+v", got)
	}
	if got := clockOf(checks.Snapshot{}); got != nil {
		t.Errorf("a clock that nobody measured: %+v", got)
	}
}

// The evidence is written whole in each of its forms, and a form that is none leaves
// nothing behind.
func TestTheEvidenceIsWrittenWhole(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	c := caseBook(t, dir)
	one := refund(t, c, checks.Case{Sale: checks.Sale{At: time.Now(), Amount: 36_80, Order: "4200001234567890"}})
	in := checks.Window{From: time.Now().Add(-time.Hour), To: time.Now().Add(time.Hour)}
	for ending, begins := range map[string]string{".pdf": "%PDF-", ".html": "<!", ".csv": ""} {
		file := filepath.Join(out, "evidence"+ending)
		if err := c.Evidence(t.Context(), in, one.ID, nil, file); err != nil {
			t.Fatalf("%s: %v", ending, err)
		}
		text, err := os.ReadFile(file)
		if err != nil || len(text) < 500 || !strings.HasPrefix(string(text), begins) {
			t.Errorf("%s: %d bytes, %v", ending, len(text), err)
		}
		if ending != ".pdf" && strings.Contains(string(text), one.Sale.Order) { // a PDF is packed
			t.Errorf("%s: the order number is in it", ending)
		}
	}
	if err := c.Evidence(t.Context(), in, "", nil, filepath.Join(out, "evidence.docx")); err == nil {
		t.Error("a form that there is none of")
	}
	files, err := os.ReadDir(out)
	if err != nil || len(files) != 3 {
		t.Errorf("%v, %v", files, err)
	}
}

// A long list of cases is cut to the newest, and the report says that it is.
func TestADossierSaysWhatItLeavesOut(t *testing.T) {
	c, now := caseBook(t, t.TempDir()), time.Now()
	for n := range mostInDossier + 3 {
		refund(t, c, checks.Case{Sale: checks.Sale{At: now.Add(-time.Duration(n+1) * time.Minute)}})
	}
	d, err := c.Dossier(t.Context(), checks.Window{From: now.Add(-48 * time.Hour), To: now}, "", nil)
	if err != nil || len(d.Entries) != mostInDossier || d.Left != 3 {
		t.Fatalf("%d entries, %d left out, %v", len(d.Entries), d.Left, err)
	}
	file := filepath.Join(t.TempDir(), "evidence.html")
	if err := c.WriteDossier(d, file); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), "更早的 3 笔没有写进来") {
		t.Errorf("the report does not say that cases are left out (%v)", err)
	}
}
