package report_test

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

var (
	shown = time.Date(2026, 11, 20, 12, 31, 0, 0, beijing)
	made  = time.Date(2026, 11, 23, 9, 30, 0, 0, beijing)
)

const order = "4200002345202611200012345678"

// dossier is a week with one case on a slow line, an incident, two terminals, a bill
// and a full network check.
func dossier() checks.Dossier {
	survey := surveyed(made.Add(-2*time.Minute), 240, 5)
	one := checks.Case{
		ID: "c1", Recorded: shown.Add(2 * time.Minute), Concluded: shown.Add(5 * time.Minute),
		Sale: checks.Sale{
			At: shown, Received: checks.ReceivedNo, Way: checks.WayWeChat, Showed: checks.ShowedReversed, State: checks.StateRevoked,
			Amount: 3680, Order: order, Terminal: "T1",
		},
		Answers: checks.Answers{checks.CauseNetwork: checks.AnswerUnknown, checks.CauseVerify: checks.AnswerNo},
		Minute:  slowMinute(),
		Likely: []checks.Likely{
			{Cause: checks.CauseNetwork, Weight: 0.88, Reason: "slow", Facts: map[string]any{"Channel": "wechat", "Failed": false, "Seconds": 6.2, "Usual": 86.0}, Actions: []string{"other_network", "wait_line"}},
			{Cause: checks.CauseVerify, Weight: 0.3, Reason: "code_also", Facts: map[string]any{"Code": "USERPAYING"}, Actions: []string{"customer_enters"}},
		},
		Follow: checks.FollowUp{Status: checks.CaseWaiting, Note: "客人说钱还没退,电话 13800138000"},
	}
	entry := checks.CaseEntry{Number: 12, At: shown.Add(5 * time.Minute), Case: one, Seal: strings.Repeat("ab12345678901234", 4)}
	return checks.Dossier{
		Made: made, Window: checks.Window{From: made.Add(-7 * 24 * time.Hour), To: made}, Program: "countercheck/1.4.0.22", System: "windows/amd64", Zone: "UTC+08:00",
		Entries:   []checks.CaseEntry{entry},
		Incidents: []checks.Incident{{ID: 1, From: shown.Add(-time.Minute), To: shown.Add(4 * time.Minute), Level: checks.Warn, Cause: checks.WANSlow, Layer: checks.LayerWAN, Channels: []string{"wechat", "alipay"}, Note: "宽带师傅来过"}},
		Uptime:    checks.Uptime{Good: 100 * time.Hour, Risky: time.Hour, Unwatched: 67 * time.Hour},
		Now:       checks.Verdict{Level: checks.OK, Cause: checks.None}, Survey: &survey,
		Terminals: []checks.Terminal{
			{ID: "T1", Name: "前台 POS", Brand: "PAX", Model: "A920", Line: checks.OnThisNetwork, Merchant: "898110048160001", Number: "10023456", Version: checks.VersionReading{Version: "10.2.1.10", At: shown}, Visited: shown.Add(-90 * 24 * time.Hour)},
			{ID: "T2", Name: "扫码盒", Line: checks.OnThisPC},
		},
		Judged:  map[string]checks.VersionVerdict{"T1": {State: checks.VersionOutdated, Newest: "10.2.1.12"}, "T2": {State: checks.VersionUnread}},
		Visited: shown.Add(-90 * 24 * time.Hour), Clock: &checks.ClockOffset{Off: checks.Span(-3200 * time.Millisecond), At: made.Add(-time.Minute)},
		Bills: []checks.BillMatch{{Row: checks.BillRow{Line: 7, At: shown.Add(-30 * time.Second), Way: checks.WayWeChat, Kind: checks.BillReversal, Order: order, Number: "42000123452026112077777777", Amount: 3680}, Minute: slowMinute(), Case: "c1"}},
		Chain: checks.ChainState{Entries: 14},
	}
}

// slowMinute is one in which WeChat's host was slow, and once not reached.
func slowMinute() checks.Minute {
	ms := func(n int) checks.Span { return checks.Span(time.Duration(n) * time.Millisecond) }
	at := func(s int) time.Time { return shown.Add(time.Duration(s) * time.Second) }
	fine := func(s, n int) checks.Sample {
		return checks.Sample{At: at(s), Level: checks.OK, Took: time.Duration(4*n) * time.Millisecond, Phases: checks.Phases{checks.Resolve: ms(n), checks.Connect: ms(n), checks.TLS: ms(n), checks.Processing: ms(n)}}
	}
	slow := fine(-45, 1550)
	slow.Level = checks.Warn
	lost := checks.Sample{At: at(-15), Level: checks.Fail, Failed: checks.Connect, Class: checks.Timeout, Phases: checks.Phases{checks.Resolve: ms(12)}}
	survival := func(all ...checks.Survives) (s []checks.Survival) {
		for i, waits := range checks.SaleWaits {
			s = append(s, checks.Survival{Waits: checks.Span(waits), Would: all[i], Rests: 3 + i})
		}
		return s
	}
	return checks.Minute{
		Window: checks.SaleWindow(shown), Measured: true, Level: checks.Warn, Cause: checks.WANSlow, Layer: checks.LayerWAN, Facts: map[string]any{"Seconds": 6.2}, Incident: 1,
		Channels: []checks.ChannelMinute{
			{ID: "alipay", Provider: "alipay", Level: checks.OK, Host: "openapi.alipay.com", Samples: []checks.Sample{fine(-50, 24), fine(-20, 26)}, Worst: fine(-20, 26), Usual: ms(91), Survival: survival("yes", "yes", "yes", "yes")},
			{ID: "wechat", Provider: "wechat", Level: checks.Warn, Host: "api.mch.weixin.qq.com", Samples: []checks.Sample{fine(-75, 22), slow, lost, fine(15, 21)}, Worst: slow, Usual: ms(86), Survival: survival("no", "at_risk", "at_risk", "yes")},
			{ID: "unionpay", Provider: "unionpay"},
		},
		Pings: checks.PingMinute{Sent: 240, Lost: 9}, Terminal: &checks.TerminalMinute{ID: "T1", Title: "前台 POS", Asked: 4, Lost: 1},
	}
}

// without is a case for which nothing was measured.
func without() checks.Dossier {
	d := dossier()
	d.Entries[0].Case.Minute = checks.Minute{Window: checks.SaleWindow(shown), Gap: checks.GapOff}
	d.Entries[0].Case.Likely, d.Incidents, d.Bills, d.Survey, d.Now, d.Clock, d.Uptime = nil, nil, nil, nil, checks.Verdict{}, nil, checks.Uptime{Unwatched: time.Hour}
	return d
}

// ownLine is a shop whose terminals are online by themselves.
func ownLine() checks.Dossier {
	d := dossier()
	d.PCOnly, d.Entries[0].Case.Minute.PCOnly = true, true
	return d
}

// evidence is a report in a format.
func evidence(t *testing.T, lang, format string, d checks.Dossier) []byte {
	t.Helper()
	var out bytes.Buffer
	var err error
	switch w := assets.Speak(lang); format {
	case "html":
		err = report.EvidenceHTML(&out, w, d)
	case "pdf":
		err = report.EvidencePDF(&out, w, font, d)
	case "csv":
		err = report.EvidenceCSV(&out, w, d)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// readable is what a person reads in a report, its letters without spaces.
func readable(t *testing.T, format string, data []byte) string {
	t.Helper()
	text := string(data)
	if format == "pdf" {
		text = pdfText(t, data)
	}
	return strings.NewReplacer(" ", "", "\n", "", "\r", "", "&#43;", "+", "&#34;", `"`, "&lt;", "<").Replace(text)
}

var (
	pdfStream = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	pdfShown  = regexp.MustCompile(`(?s)\(((?:[^\\)]|\\.)*)\) ?Tj`)
)

// pdfText reads what stands on a PDF's pages, in the order it was written.
func pdfText(t *testing.T, data []byte) string {
	t.Helper()
	var text strings.Builder
	for _, stream := range pdfStream.FindAllSubmatch(data, -1) {
		z, err := zlib.NewReader(bytes.NewReader(stream[1]))
		if err != nil {
			continue // not packed: a table of the font's
		}
		plain, _ := io.ReadAll(z)
		for _, part := range pdfShown.FindAllSubmatch(plain, -1) {
			raw := unescaped(part[1])
			units := make([]uint16, 0, len(raw)/2)
			for i := 0; i+1 < len(raw); i += 2 {
				units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
			}
			text.WriteString(string(utf16.Decode(units)))
		}
	}
	if text.Len() == 0 {
		t.Fatal("no text in the PDF")
	}
	return text.String()
}

func unescaped(raw []byte) (plain []byte) {
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 == len(raw) {
			plain = append(plain, raw[i])
			continue
		}
		i++
		plain = append(plain, map[byte]byte{'r': '\r', 'n': '\n'}[raw[i]])
		if last := len(plain) - 1; plain[last] == 0 {
			plain[last] = raw[i]
		}
	}
	return plain
}

var formats = []string{"html", "pdf", "csv"}

func TestTheEvidenceSaysWhatSupportAsksFor(t *testing.T) {
	for lang, said := range map[string][]string{
		"zh-CN": {
			"检测记录", "仅供排查,不作责任认定", "已撤销 (REVOKED)", "微信", "36.80 元", "****5678", "2026-11-20 12:31 +08:00", "撤销", "没收到",
			"本报告测的是这台电脑到各支付平台的网络,不代表自带 SIM 卡", "没有付过一笔款", "api.mch.weixin.qq.com", "6200", "不通:连接(TCP) 超时", "12:30:15",
			"完不成(3)", "有风险(4)", "能完成(6)", "网络慢或断了(R1)", "6.2 秒", "换一个网试试", "发 240 个数据包,丢 9 个(3.8%)", "问了 4 次,1 次没有回应",
			"云闪付:当时没有检测,无法判断", "95% 在内", "不通 5 次", "超时 × 5", "宽带师傅来过", "10.2.1.10 (该升级,最新是 10.2.1.12)", "慢 3.2 秒", "countercheck/1.4.0.22", "windows/amd64", "2026-08-22",
			"共 14 条", "第 12 条", "ab123456 78901234", "不证明报告是谁写的", "客人说钱还没退,电话 ****8000", "****0001", "****3456", "输密码", "不是", "没看过", "60.1",
		},
		"en": {"Test record", "it settles no liability", "reversed (REVOKED)", "36.80 yuan", "failed: connecting (TCP) timed out", "at risk (4)", "no payment was made", "Terminal showed", "3.2 s slow"},
	} {
		for _, format := range formats {
			text := readable(t, format, evidence(t, lang, format, dossier()))
			for _, part := range said {
				if !strings.Contains(text, strings.ReplaceAll(part, " ", "")) {
					t.Errorf("%s %s: no %q", lang, format, part)
				}
			}
			for _, wrong := range []string{"evidence.", "<novalue>", "triage.reason", order, "13800138000"} {
				if strings.Contains(text, wrong) {
					t.Errorf("%s %s: %q in it", lang, format, wrong)
				}
			}
		}
	}
}

func TestOrderNumbersAreWrittenOutWhereThatWasAskedFor(t *testing.T) {
	d := dossier()
	d.ShowOrder = true
	for _, format := range formats {
		if text := readable(t, format, evidence(t, "zh-CN", format, d)); !strings.Contains(text, order) {
			t.Errorf("%s: no order number", format)
		}
	}
	if !strings.Contains(string(evidence(t, "zh-CN", "csv", d)), "'"+order) {
		t.Error("a spreadsheet program would make a number of it")
	}
}

func TestAMinuteThatWasNotMeasuredIsNeverCalledGood(t *testing.T) {
	good := []string{"网络正常", "% 正常", "能完成", "当时正常", "没有记到断网"}
	for _, format := range formats {
		text := readable(t, format, evidence(t, "zh-CN", format, without()))
		for _, part := range []string{"当时没有检测,无法判断", "这次没有做", "现在怎么样不知道", "这段时间没有检测,无法判断"} {
			if !strings.Contains(text, part) {
				t.Errorf("%s: no %q", format, part)
			}
		}
		for _, wrong := range good {
			if strings.Contains(text, wrong) {
				t.Errorf("%s: says %q", format, wrong)
			}
		}
	}
}

func TestNothingHereSpeaksForTerminalsWithALineOfTheirOwn(t *testing.T) {
	for _, format := range formats {
		text := readable(t, format, evidence(t, "zh-CN", format, ownLine()))
		for _, part := range []string{"POS机自己上网,这台电脑测不到", "不代表这一笔走的路", "电脑网络正常;POS机自己上网,测不到"} {
			if !strings.Contains(text, part) {
				t.Errorf("%s: no %q", format, part)
			}
		}
		if strings.Contains(text, "能完成") {
			t.Errorf("%s: says whether a sale would have got its result", format)
		}
	}
}

func TestAnEmptyReport(t *testing.T) {
	for _, lang := range assets.Languages {
		for _, format := range formats {
			data := evidence(t, lang, format, checks.Dossier{Made: made, Window: checks.Window{From: made.Add(-time.Hour), To: made}})
			if text := readable(t, format, data); strings.Contains(text, "evidence.") || strings.Contains(text, "NaN") {
				t.Errorf("%s %s: %s", lang, format, text)
			}
			if v, err := report.VerifySeal(bytes.NewReader(data)); err != nil || v.State != report.SealFits {
				t.Errorf("%s %s: %+v %v", lang, format, v, err)
			}
		}
	}
}

// Whatever names the shop's network, its devices or a customer stays here, by
// whichever way it came into the dossier.
func TestNothingPersonalLeaves(t *testing.T) {
	secrets := []string{
		"LaoWang-5G", "3c:22:fb:aa:bb:cc", "3C-22-FB-AA-BB-CC", "192.168.31.77", "8.134.56.78", "fe80::1ff:fe23:4567:890a", "2408:8207:1234::77", "10.11.12.13",
		"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "2088102146225135", "13800138000", "138 0013 8000", "6222 0212 3456 7890 123", "11010519491231002X", "134567890123456789",
		"wang@example.com", "hunter2", "SN0000570228",
	}
	typed := "SSID: LaoWang-5G, wifi 密码:hunter2; MAC 3c:22:fb:aa:bb:cc / 3C-22-FB-AA-BB-CC, 192.168.31.77:8080, 8.134.56.78, [fe80::1ff:fe23:4567:890a%eth0], 2408:8207:1234::77, 10.11.12.13 " +
		"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o 2088102146225135 13800138000 138 0013 8000 6222 0212 3456 7890 123 11010519491231002X 134567890123456789 wang@example.com"
	d := dossier()
	facts := map[string]any{"SSID": "LaoWang-5G", "Address": "192.168.31.77", "Server": "10.11.12.13", "Name": "LaoWang-5G", "Root": typed, "Terminal": typed, "Channel": typed, "Code": typed, "MAC": "3c:22:fb:aa:bb:cc"}
	c := &d.Entries[0].Case
	c.Follow.Note, c.Sale.Order, c.Sale.Code, c.Sale.Showed = typed, "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", typed, checks.ShowedCode
	c.Minute.Facts, c.Minute.Cause, c.Minute.Records.Terminal, c.Minute.Records.Merchant = facts, checks.DNSHijacked, typed, typed
	c.Minute.Channels[1].Host, c.Minute.Channels[0].Host = "192.168.31.77", "fe80::1ff:fe23:4567:890a"
	c.Minute.Terminal = &checks.TerminalMinute{Title: typed, Asked: 2}
	c.Sale.Terminal = ""
	for i := range c.Likely {
		c.Likely[i].Facts = facts
	}
	c.Likely = append(c.Likely, checks.Likely{Cause: checks.CauseSystem, Reason: "terminal_lost", Facts: facts})
	d.Incidents[0].Note, d.Incidents[0].Facts, d.Incidents[0].Cause = typed, facts, checks.LANGatewayUnreachable
	d.Now = checks.Verdict{Level: checks.Fail, Cause: checks.DNSHijacked, Facts: facts, Also: []checks.Also{{Cause: checks.TLSIntercepted, Facts: facts}}}
	d.Survey.Hosts[0].Host, d.Survey.Hosts[1].Name = "10.11.12.13", typed
	d.Terminals[0].Name, d.Terminals[0].Model, d.Terminals[0].Serial, d.Terminals[0].IP, d.Terminals[0].Place = typed, typed, "SN0000570228", "192.168.31.77", typed
	d.Terminals[0].Unread, d.Terminals[0].Source = "open http://192.168.31.77/LaoWang-5G", &checks.VersionSource{URL: "http://192.168.31.77"}
	d.Terminals[0].Merchant, d.Terminals[0].Seen = "898110048160001", checks.TerminalSeen{Serial: "SN0000570228"}
	d.Bills[0].Row.Order, d.Bills[0].Row.State, d.Bills[0].Minute.Facts = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", typed, facts
	for _, lang := range assets.Languages {
		for _, format := range formats {
			data := evidence(t, lang, format, d)
			text := string(data) + readable(t, format, data)
			for _, secret := range secrets {
				if strings.Contains(text, secret) || strings.Contains(text, strings.ReplaceAll(secret, " ", "")) {
					t.Errorf("%s %s: %q leaves", lang, format, secret)
				}
			}
			if !strings.Contains(text, "10.2.1.10") || !strings.Contains(text, "12:31") {
				t.Errorf("%s %s: versions and times were taken for addresses", lang, format)
			}
		}
	}
}

// A table opens in a spreadsheet program as it is meant: as text, with the same
// number of cells in every row, and without a formula.
func TestTheTableForASpreadsheet(t *testing.T) {
	d := dossier()
	d.Entries[0].Case.Follow.Note, d.Terminals[1].Name = `=HYPERLINK("http://x")`, "@SUM(A1)"
	d.Incidents[0].Note, d.Terminals[0].Name = "-1+1", "=1+1"
	text, marked := strings.CutPrefix(string(evidence(t, "zh-CN", "csv", d)), "\ufeff")
	if !marked {
		t.Error("no byte-order mark: Excel shows Chinese as rubbish")
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%q is a formula", cell)
			}
		}
	}
	if !strings.Contains(text, `'=1+1`) || !strings.Contains(text, `'@SUM(A1)`) {
		t.Error("what looks like a formula is lost")
	}
}

// The fingerprint in print is what anybody can work out from the CSV, and is the
// same in every format.
func TestTheFingerprintIsOfWhatStandsBeforeIt(t *testing.T) {
	data := evidence(t, "zh-CN", "csv", dossier())
	at := bytes.Index(data, []byte("这份报告有没有被改过"))
	at = bytes.LastIndex(data[:at], []byte("\r\n")) + 2
	at = bytes.LastIndex(data[:at-2], []byte("\r\n")) + 2 // the empty row before the heading
	sum := sha256.Sum256(data[:at])
	want := hex.EncodeToString(sum[:])
	for _, format := range formats {
		text := readable(t, format, evidence(t, "zh-CN", format, dossier()))
		if !strings.Contains(text, want) {
			t.Errorf("%s: %s is not in it", format, want)
		}
	}
}

func TestTheSameDossierGivesTheSameFile(t *testing.T) {
	for _, format := range formats {
		if !bytes.Equal(evidence(t, "zh-CN", format, dossier()), evidence(t, "zh-CN", format, dossier())) {
			t.Errorf("%s: two files", format)
		}
	}
}

func TestTypedTextIsShownAsText(t *testing.T) {
	d := dossier()
	d.Entries[0].Case.Follow.Note = hostile + " --> <!-- \x00\x1b[2J😀 countercheck-seal/1 html 3"
	d.Terminals[0].Name = `"><img src=x onerror=alert(1)>`
	for _, format := range formats {
		data := evidence(t, "zh-CN", format, d)
		if format == "html" && (bytes.Contains(data, []byte("<script>")) || bytes.Contains(data, []byte("<img src=x"))) {
			t.Error("it runs")
		}
		if v, err := report.VerifySeal(bytes.NewReader(data)); err != nil || v.State != report.SealFits {
			t.Errorf("%s: %+v %v", format, v, err)
		}
	}
}

// Many cases flow over pages; nothing runs off the paper's foot.
func TestManyCasesFlowOverPages(t *testing.T) {
	d := dossier()
	one := d.Entries[0]
	for n := range 20 {
		one.Number = int64(20 + n)
		d.Entries = append(d.Entries, one)
	}
	data := evidence(t, "zh-CN", "pdf", d)
	n := pages(data)
	if n < 12 || n > 60 {
		t.Errorf("%d pages", n)
	}
	if got := strings.Count(pdfText(t, data), "仅供排查,不作责任认定"); got != n {
		t.Errorf("the foot stands on %d of %d pages", got, n)
	}
}

// The pictures of a person's look at it.
func TestEvidenceForAPersonToLookAt(t *testing.T) {
	dir := os.Getenv("COUNTERCHECK_PICTURES")
	for _, lang := range assets.Languages {
		for name, d := range map[string]checks.Dossier{"full": dossier(), "without": without(), "own-line": ownLine()} {
			for _, format := range formats {
				data := evidence(t, lang, format, d)
				if len(data) > 1<<20 {
					t.Errorf("%s %s %s: %d bytes", lang, name, format, len(data))
				}
				if dir == "" {
					continue
				}
				if err := os.WriteFile(fmt.Sprintf("%s/evidence-%s-%s.%s", dir, name, lang, format), data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
