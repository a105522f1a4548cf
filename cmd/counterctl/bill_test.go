package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/store"
	"countercheck/cmd/engine"
)

// billAnswer is what the contract promises of bill --json.
type billAnswer struct {
	Rows, Refunded, Reversed, Matched, Payments, Repeated int
	Paid, Back, Note                                      string
	Damaged                                               []struct {
		Line            int
		Why, Code, File string
	}
	Patterns []struct {
		Kind, Text string
		From, To   time.Time
		Rows       int
	}
	Doubts   []struct{ Code, Why string }
	Returned []struct {
		At                              time.Time
		Kind, Order, Number, Said, Case string
		Measured                        bool
		Level                           string
	}
	Files []struct {
		Name, Issuer string
		Same         string `json:"same_as"`
		Rows         int
	}
	Not []struct {
		Name, Code, Why, Issuer string
		Columns                 []string
	} `json:"not_bills"`
}

// madeRow is a row of a made trade bill.
type madeRow struct {
	at     time.Time
	state  string
	amount checks.Money
	order  string
}

const madeHeader = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额," +
	"微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n"

// madeBill writes a bill as WeChat Pay would.
func madeBill(t *testing.T, name string, rows ...madeRow) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("\ufeff" + madeHeader)
	var paid, back checks.Money
	for n, r := range rows {
		order, refund, refundNumber := r.amount, checks.Money(0), "0"
		if r.state != "SUCCESS" {
			order, refund, refundNumber = 0, r.amount, fmt.Sprint("503000", n)
		}
		paid, back = paid+order, back+refund
		fmt.Fprintf(&b, "`%s,`wx1,`1900000001,`0,`,`42000022222026100300%08d,`%s,`openid,`MICROPAY,`%s,`OTHERS,`CNY,`%s,`0.00,`%s,`%s,`%s,`0.00,`,`SUCCESS,`面,`,`0.00000,`0.60%%,`%s,`%s,`\r\n",
			r.at.UTC().Add(8*time.Hour).Format(time.DateTime), n, r.order, r.state, order, refundNumber, refundNumber, refund, order, refund)
	}
	fmt.Fprintf(&b, "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n`%d,`%s,`%s,`0.00,`0.00000,`%s,`%s\r\n", len(rows), paid, back, paid, back)
	return put(t, name, b.String())
}

func put(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func billed(t *testing.T, wants int, args ...string) (a billAnswer) {
	t.Helper()
	code, stdout, stderr := ctl(t, append([]string{"bill", "--json"}, args...)...)
	if err := json.Unmarshal([]byte(stdout), &a); err != nil || code != wants {
		t.Fatalf("exit code %d, want %d: %v: %s%s", code, wants, err, stdout, stderr)
	}
	return a
}

// slowMinute records rounds around a time; the line was slow in the minute before it.
func slowMinute(t *testing.T, dir string, at time.Time) {
	t.Helper()
	s := store.Open(dir, store.Options{})
	host := checks.Check{ID: "endpoint:wechat:api.mch.weixin.qq.com:443", Kind: checks.KindEndpoint}
	for after := -5 * time.Minute; after <= 5*time.Minute; after += 30 * time.Second {
		took := checks.Span(90 * time.Millisecond)
		if after >= -time.Minute && after <= time.Minute {
			took = checks.Span(6200 * time.Millisecond)
		}
		entry := checks.Entry{At: at.Add(after), Whole: true, Last: checks.Last{Alive: at.Add(after)}}
		entry.Results = []checks.Result{{
			Check: host, At: at.Add(after), Finding: checks.Finding{Level: checks.OK, Cause: checks.None, Phases: checks.Phases{checks.Processing: took}, Facts: checks.EndpointFacts{}},
		}}
		if after == -5*time.Minute {
			entry.Change = &checks.Change{At: entry.At, Level: checks.OK, Cause: checks.None}
		}
		s.Record(entry)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// A reversal in a slow minute is joined to it and to its case; a refund of another day
// is not, and nothing is said of the line then.
func TestBillIsJoinedToTheMinuteAndTheCase(t *testing.T) {
	dir, at, config := t.TempDir(), time.Now().Add(-20*time.Minute).Truncate(time.Second), emptySettings(t)
	slowMinute(t, dir, at)
	settings, err := engine.ReadSettings(engine.Chosen{Config: config})
	if err != nil {
		t.Fatal(err)
	}
	cases, end, err := engine.OpenCases(t.Context(), dir, settings)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := cases.SaveCase(t.Context(), checks.Case{Recorded: at, Sale: checks.Sale{At: at.Add(time.Minute), Amount: 36_80, Order: "A1"}, Follow: checks.FollowUp{Status: checks.CaseOpen}})
	if err != nil {
		t.Fatal(err)
	}
	path := madeBill(t, "10月.csv", madeRow{at, "SUCCESS", 36_80, "A1"}, madeRow{at, "REVOKED", 36_80, "A1"}, madeRow{at.AddDate(0, 0, -3), "REFUND", 8_00, "A0"})
	flags := []string{path, "--data", dir, "--config", config}
	a := billed(t, 0, flags...)
	if a.Rows != 3 || a.Payments != 1 || a.Refunded != 1 || a.Reversed != 1 || a.Matched != 1 || a.Paid != "36.80" || a.Back != "44.80" {
		t.Fatalf("got %+v", a)
	}
	refund, reversal := a.Returned[0], a.Returned[1] // in the order of time
	if !reversal.Measured || reversal.Level != "warn" || reversal.Case != kept.ID || !strings.Contains(reversal.Said, "6.2 秒") || !reversal.At.Equal(at) {
		t.Errorf("the reversal: %+v", reversal)
	}
	if refund.Measured || refund.Level != "unknown" || refund.Case != "" || !strings.Contains(refund.Said, "当时没有检测") {
		t.Errorf("the refund: %+v", refund)
	}
	_, text, _ := ctl(t, append([]string{"bill"}, flags...)...)
	for _, part := range []string{"微信支付", "6.2 秒", "已记录", "没有记录", "撤销 36.80 元", "2 行里,1 行"} {
		if !strings.Contains(text, part) {
			t.Errorf("it does not say %s:\n%s", part, text)
		}
	}
	if masked := billed(t, 0, append(flags, "--mask")...); masked.Returned[1].Number != "****0001" || masked.Returned[1].Order != "****" {
		t.Errorf("masked: %+v", masked.Returned[1])
	}
	stored, err := cases.Bills(t.Context())
	if err != nil || len(stored) > 0 || end() != nil {
		t.Errorf("it has kept %+v, %v", stored, err)
	}
}

// Where nothing was recorded the bill is read all the same, and nothing is written.
func TestBillWithoutRecords(t *testing.T) {
	at := time.Date(2026, 10, 3, 12, 0, 0, 0, time.FixedZone("", 8*60*60))
	var rows []madeRow
	for n := range 45 {
		r := madeRow{at.Add(time.Duration(n) * 11 * time.Minute), "SUCCESS", checks.Money(12_00 + 10*n), fmt.Sprint("B", n)}
		switch {
		case n >= 31:
			r.at, r.amount = at.Add(2*time.Hour+time.Duration(n)*30*time.Second), checks.Money(10+n)
		case n == 7 || n == 8:
			r.state = "REFUND"
		case n >= 10 && n <= 12:
			r.state = "REVOKED"
		}
		rows = append(rows, r)
	}
	path := madeBill(t, "day.csv", rows...)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir, config := t.TempDir(), emptySettings(t)
	lines := strings.SplitAfter(string(text), "\r\n")
	damaged := put(t, "damaged.csv", strings.Join(append(append(append([]string{}, lines[:5]...), "`2026-10-03 12:00:00,`half a row\r\n"), lines[5:]...), ""))
	a := billed(t, 1, damaged, "--data", dir, "--config", config)
	if a.Rows != 45 || a.Refunded != 2 || a.Reversed != 3 || a.Matched != 0 || len(a.Damaged) != 1 || a.Damaged[0].Line != 6 || a.Damaged[0].Code != "columns" || a.Damaged[0].Why != "列数和表头对不上" || len(a.Doubts) > 0 {
		t.Errorf("got %+v", a)
	}
	if len(a.Patterns) != 1 || a.Patterns[0].Kind != "many_small" || a.Patterns[0].Rows != 14 || a.Note != "以平台通知为准,到商家助手看风险处理" {
		t.Errorf("patterns %+v, %q", a.Patterns, a.Note)
	}
	code, said, _ := ctl(t, "bill", damaged, "--data", dir, "--config", config)
	for _, part := range []string{"第 6 行:列数和表头对不上", "14 笔小额收款", "以平台通知为准,到商家助手看风险处理", "当时没有检测"} {
		if code != 1 || !strings.Contains(said, part) {
			t.Errorf("exit code %d, and it does not say %s:\n%s", code, part, said)
		}
	}
	twice := billed(t, 0, path, put(t, "copy.csv", string(text)), "--data", dir, "--config", config)
	if twice.Rows != 45 || twice.Refunded != 2 || len(twice.Files) != 2 || twice.Files[1].Same != "day.csv" {
		t.Errorf("the same file twice: %+v", twice)
	}
	part := billed(t, 0, path, madeBill(t, "half.csv", rows[:20]...), "--data", dir, "--config", config)
	if part.Refunded != 2 || part.Reversed != 3 || part.Repeated != 5 || part.Rows != 60 || part.Back != a.Back {
		t.Errorf("files that overlap: %+v", part)
	}
	if found, _ := filepath.Glob(filepath.Join(dir, "*")); len(found) > 0 {
		t.Errorf("it left %v", found)
	}
}

func TestBillThatIsNone(t *testing.T) {
	dir, config := t.TempDir(), emptySettings(t)
	other := put(t, "other.csv", "收钱吧对账单\n交易时间,订单号,类型,金额\n2026-10-03 12:00:00,S1,退款,8.00\n")
	flags := []string{"--data", dir, "--config", config}
	a := billed(t, 3, append(flags, other, madeBill(t, "day.csv", madeRow{time.Now(), "REFUND", 5_00, "A"}))...)
	if a.Refunded != 1 || len(a.Not) != 1 || a.Not[0].Code != "unknown" || a.Not[0].Issuer != "shouqianba" || len(a.Not[0].Columns) != 4 || !strings.Contains(a.Not[0].Why, "收钱吧") {
		t.Errorf("got %+v", a)
	}
	if _, text, _ := ctl(t, append([]string{"bill", other}, flags...)...); !strings.Contains(text, "收钱吧") || !strings.Contains(text, "订单号") {
		t.Errorf("it says %s", text)
	}
	named := append(flags, "--column", "time=交易时间", "--column", "order=订单号", "--column", "state=类型", "--column", "amount=金额", "--column", "refunded=退款")
	if a = billed(t, 0, append(named, other)...); a.Refunded != 1 || a.Back != "8.00" || a.Returned[0].Order != "S1" {
		t.Errorf("with its columns named: %+v", a)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{}, "requires at least 1"},
		{[]string{filepath.Join(dir, "gone.csv")}, "gone.csv"},
		{[]string{dir}, dir},
		{[]string{other, "--column", "time"}, "ROLE=NAME"},
		{[]string{other, "--column", "when=x"}, "no role"},
		{[]string{other, "--column", "time=x"}, "both needed"},
	} {
		code, stdout, stderr := ctl(t, append([]string{"bill", "--config", config}, c.args...)...)
		if code != 3 || stdout != "" || !strings.Contains(stderr, c.says) {
			t.Errorf("%v: exit code %d, %q, %q", c.args, code, stdout, stderr)
		}
	}
}
