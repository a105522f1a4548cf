package bill_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/bill"
)

// lunch is a noon with a refund and a reversal in it.
var lunch = []sale{
	{at: at("2026-10-03 12:01:02"), amount: 12_00},
	{at: at("2026-10-03 12:05:00"), amount: 36_80, number: "4200001111202610031234567890"},
	{at: at("2026-10-03 12:05:00"), amount: 36_80, number: "4200001111202610031234567890", state: "REVOKED", order: "A1"},
	{at: at("2026-10-03 13:30:59"), amount: 8_50, state: "REFUND", order: "A0", number: "42000011112026100399"},
}

func utf16(text string) string {
	out := []byte{0xff, 0xfe}
	for _, r := range text {
		out = append(out, byte(r), byte(r>>8))
	}
	return string(out)
}

// Every shape in which the same noon is downloaded says the same.
func TestWeChatShapes(t *testing.T) {
	all := wechat(lunch...)
	lf := strings.ReplaceAll(all, "\r\n", "\n")
	shapes := map[string]string{
		"CRLF":                        all,
		"LF":                          lf,
		"no line end at the end":      strings.TrimSuffix(lf, "\n"),
		"byte order mark":             "\ufeff" + all,
		"GBK":                         gbk(all),
		"backquotes lost":             strings.ReplaceAll(all, "`", ""),
		"GBK, backquotes lost":        gbk(strings.ReplaceAll(all, "`", "")),
		"gzip":                        gzipped(all),
		"gzip of GBK":                 gzipped(gbk(all)),
		"zip":                         zipped(member{"账单.csv", all}),
		"zip of gzip":                 zipped(member{"账单.csv.gz", gzipped(all)}),
		"zip with a note":             zipped(member{"说明.txt", "请用 Excel 打开"}, member{"账单.csv", gbk(all)}),
		"two blanks in times":         strings.ReplaceAll(all, "2026-10-03 ", "2026-10-03  "),
		"quotation marks":             quotedCells(all),
		"tabs, as Unicode":            utf16(strings.ReplaceAll(strings.ReplaceAll(all, "`", ""), ",", "\t")),
		"separators at every end":     strings.ReplaceAll(all, "\r\n", ",,\r\n"),
		"empty lines":                 strings.ReplaceAll(all, "\r\n", "\r\n\r\n"),
		"dates with strokes":          strings.ReplaceAll(strings.ReplaceAll(all, "2026-10-03", "2026/10/3"), "`", ""),
		"=\"\" around numbers":        strings.ReplaceAll(all, "`4200001111202610031234567890", `="4200001111202610031234567890"`),
		"full-width colons":           strings.ReplaceAll(all, ":05:", "\uff1a05\uff1a"),
		"a remark before the header":  "我的账单\r\n\r\n" + all,
		"columns in another order":    reordered(all),
		"an older header, less known": strings.ReplaceAll(all, "特约商户号", "子商户号"),
	}
	for shape, text := range shapes {
		t.Run(shape, func(t *testing.T) { isLunch(t, read(t, text, bill.Options{})) })
	}
}

// quotedCells has every cell in quotation marks, as spreadsheet programs may write it.
func quotedCells(all string) string {
	lines := strings.Split(strings.ReplaceAll(all, "`", ""), "\r\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = `"` + strings.ReplaceAll(strings.ReplaceAll(line, "牛肉面", "面,牛肉"), ",", `","`) + `"`
			lines[i] = strings.ReplaceAll(lines[i], `面","牛肉`, "面,牛肉")
		}
	}
	return strings.Join(lines, "\r\n")
}

// reordered has the columns of the details from the last to the first.
func reordered(all string) string {
	lines := strings.Split(all, "\r\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "总") {
			break
		}
		cells := strings.Split(line, ",")
		for a, b := 0, len(cells)-1; a < b; a, b = a+1, b-1 {
			cells[a], cells[b] = cells[b], cells[a]
		}
		lines[i] = strings.Join(cells, ",")
	}
	return strings.Join(lines, "\r\n")
}

func isLunch(t *testing.T, b checks.Bill) {
	t.Helper()
	if b.Issuer != checks.BillWeChat || b.Rows != 4 || b.Payments != 2 || b.Refunded != 1 || b.Reversed != 1 {
		t.Fatalf("%s: %d rows, %d paid, %d refunded, %d reversed; %+v", b.Issuer, b.Rows, b.Payments, b.Refunded, b.Reversed, b.Damaged)
	}
	if b.Paid != 48_80 || b.Back != 45_30 {
		t.Errorf("paid %s, back %s", b.Paid, b.Back)
	}
	if len(b.Damaged) > 0 || len(b.Doubts) > 0 || len(b.Patterns) > 0 {
		t.Errorf("damaged %+v, doubts %+v, patterns %+v", b.Damaged, b.Doubts, b.Patterns)
	}
	if !b.From.Equal(lunch[0].at) || !b.To.Equal(lunch[3].at) {
		t.Errorf("from %s to %s", b.From, b.To)
	}
	if len(b.Hours) != 2 || b.Hours[0] != (checks.BillHour{From: b.Hours[0].From, Payments: 2, Reversed: 1}) || !b.Hours[0].From.Equal(at("2026-10-03 12:00:00")) {
		t.Errorf("hours %+v", b.Hours)
	}
	reversal, refund := b.Returned[0], b.Returned[1]
	if reversal.Kind != checks.BillReversal || !reversal.At.Equal(lunch[2].at) || reversal.Amount != 36_80 || reversal.Number != lunch[2].number ||
		reversal.Order != "A1" || reversal.Way != checks.WayWeChat || !reversal.Code || reversal.Broken {
		t.Errorf("%+v", reversal)
	}
	if refund.Kind != checks.BillRefund || refund.State != "SUCCESS" || refund.Refund != "50303" || refund.Amount != 8_50 {
		t.Errorf("%+v", refund)
	}
}

func TestAlipayShapes(t *testing.T) {
	day := []sale{{amount: 36_80}, {amount: 20_00}, {amount: 15_00, state: "REFUND", at: at("2026-10-03 15:00:00"), order: "A1"}}
	text := gbk(alipay(day...))
	for shape, text := range map[string]string{
		"bare":                  text,
		"in UTF-8":              alipay(day...),
		"zip":                   zipped(member{"20880000000000000156_20261003_业务明细.csv", text}, member{"20880000000000000156_20261003_业务明细(汇总).csv", gbk(alipaySummary(2, 1))}),
		"zip, the totals first": zipped(member{"业务明细(汇总).csv", gbk(alipaySummary(2, 1))}, member{"业务明细.csv", text}),
		"a comma in the remark": strings.ReplaceAll(text, gbk("堂食"), gbk("堂食,靠窗")),
	} {
		t.Run(shape, func(t *testing.T) {
			b := read(t, text, bill.Options{})
			if b.Issuer != checks.BillAlipay || b.Rows != 3 || b.Payments != 2 || b.Refunded != 1 || b.Paid != 56_80 || b.Back != 15_00 {
				t.Fatalf("%+v", b)
			}
			if len(b.Damaged)+len(b.Doubts) > 0 {
				t.Errorf("%+v, %+v", b.Damaged, b.Doubts)
			}
			r := b.Returned[0]
			if r.Way != checks.WayAlipay || r.Order != "A1" || r.Refund != "R2" || !r.At.Equal(at("2026-10-03 15:00:00")) || r.Line != 8 {
				t.Errorf("%+v", r)
			}
		})
	}
}

// A cell that nobody asked for is in nothing that is kept.
func TestNothingPersonalIsKept(t *testing.T) {
	for _, text := range []string{wechat(lunch...), gbk(alipay(lunch...))} {
		var rows []checks.BillRow
		b := read(t, text, bill.Options{Each: func(row checks.BillRow) error { rows = append(rows, row); return nil }})
		kept, err := json.Marshal([]any{b, rows})
		if err != nil {
			t.Fatal(err)
		}
		for _, never := range []string{"oOpenID", "牛肉面", "CMB", "三", "1900000001", "0000****"} {
			if strings.Contains(string(kept), never) {
				t.Errorf("%s is kept: %s", never, kept)
			}
		}
		if len(rows) != 4 || rows[0].Order == "" || rows[0].Number == "" {
			t.Errorf("rows %+v", rows)
		}
	}
}

// The other kinds of WeChat Pay's bill.
func TestKindsOfBill(t *testing.T) {
	success := "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注\n" +
		"`2026-10-03 12:00:00,`wx,`1,`0,`,`42000011112026100300000001,`A1,`o,`MICROPAY,`SUCCESS,`CMB,`CNY,`12.00,`0.00,`面,`,`0.00000,`0.60%,`12.00,`\n" +
		totalsHeader + "\n`1,`12.00,`0.00,`0.00,`0.00000,`12.00,`0.00\n"
	b := read(t, success, bill.Options{})
	if b.Payments != 1 || b.Paid != 12_00 || len(b.Doubts) > 0 {
		t.Errorf("SUCCESS: %+v", b)
	}
	refund := "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\n" +
		"`2026-10-02 12:00:00,`wx,`1,`0,`,`42000011112026100300000001,`A1,`o,`MICROPAY,`REFUND,`CMB,`CNY,`12.00,`0.00,`2026-10-03 09:00:00,`2026-10-03 09:00:07,`5030001,`R1,`12.00,`0.00,`ORIGINAL,`PROCESSING,`面,`,`-0.07000,`0.60%,`12.00,`12.00,`\n" +
		totalsHeader + "\n`1,`0.00,`12.00,`0.00,`-0.07,`0.00,`12.00\n"
	b = read(t, refund, bill.Options{})
	if b.Refunded != 1 || b.Back != 12_00 || len(b.Doubts) > 0 || !b.Returned[0].At.Equal(at("2026-10-03 09:00:00")) || b.Returned[0].State != "PROCESSING" {
		t.Errorf("REFUND: %+v", b)
	}
	old := "交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,微信退款单号,商户退款单号,退款金额,代金券或立减优惠退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率\n" +
		"`2015-10-03 12:00:00,`wx,`1,`0,`,`1000001111201510030000000001,`A1,`o,`MICROPAY,`SUCCESS,`CMB,`CNY,`12.00,`0.00,`0,`0,`0.00,`0.00,`,`,`面,`,`0.07000,`0.60%\n" +
		"总交易单数,总交易额,总退款金额,总代金券或立减优惠退款金额,手续费总金额\n`1,`12.00,`0.00,`0.00,`0.07\n"
	b = read(t, old, bill.Options{})
	if b.Payments != 1 || b.Paid != 12_00 || len(b.Doubts) > 0 {
		t.Errorf("an old one: %+v", b)
	}
}

// Months that somebody has joined: a second header, in another coding even, and its
// totals.
func TestMonthsJoined(t *testing.T) {
	october, november := wechat(lunch...), wechat(sale{at: at("2026-11-01 08:00:00")}, sale{at: at("2026-11-02 09:00:00"), state: "REFUND"})
	for name, text := range map[string]string{
		"in a file":         october + november,
		"with both marks":   "\ufeff" + october + "\ufeff" + november,
		"in two codings":    october + gbk(november),
		"in a zip":          zipped(member{"10.csv", october}, member{"11.csv", november}),
		"without a second":  october + strings.SplitN(november, "\r\n", 2)[1],
		"in two gzip parts": gzipped(october) + gzipped(november),
	} {
		t.Run(name, func(t *testing.T) {
			b := read(t, text, bill.Options{})
			if b.Rows != 6 || b.Refunded != 2 || b.Reversed != 1 || !b.To.Equal(at("2026-11-02 09:00:00")) || len(b.Damaged) > 0 {
				t.Errorf("%+v", b)
			}
			if name != "without a second" && len(b.Doubts) > 0 {
				t.Errorf("doubts %+v", b.Doubts)
			}
		})
	}
	twice := read(t, october+october, bill.Options{})
	if twice.Refunded != 1 || twice.Reversed != 1 || twice.Back != 45_30 || !has(twice, "repeated") {
		t.Errorf("joined with itself: %+v", twice)
	}
}

func has(b checks.Bill, why string) bool {
	for _, d := range b.Doubts {
		if d.Why == why {
			return true
		}
	}
	return false
}

func TestTotalsThatDoNotFit(t *testing.T) {
	all := wechat(lunch...)
	lines := strings.SplitAfter(all, "\r\n")
	whole := alipay(sale{amount: 36_80}, sale{amount: 5_00, state: "REFUND"})
	for name, c := range map[string]struct {
		text string
		want checks.BillDoubt
	}{
		"a row is missing":          {strings.Join(append(append([]string{}, lines[:1]...), lines[2:]...), ""), checks.BillDoubt{Why: "rows", Field: "总交易单数", Said: "4", Found: "3"}},
		"an amount was changed":     {strings.Replace(all, ",`12.00,`0.00,`\r\n", ",`11.00,`0.00,`\r\n", 1), checks.BillDoubt{Why: "sum", Field: "订单总金额", Said: "48.80", Found: "47.80"}},
		"cut off before the totals": {strings.Join(lines[:4], ""), checks.BillDoubt{Why: "totals_missing"}},
		"cut off, packed":           {gzipped(wechat(many(3000)...))[:8000], checks.BillDoubt{Why: "cut_off"}},
		"totals that are no number": {strings.Replace(all, "`4,", "`four,", 1), checks.BillDoubt{Why: "totals", Field: "总交易单数"}},
		"Alipay, a count":           {strings.Replace(whole, "交易合计\uff1a1笔", "交易合计\uff1a7笔", 1), checks.BillDoubt{Why: "rows", Field: "交易合计", Said: "7", Found: "1"}},
		"Alipay, a sum":             {strings.Replace(whole, "退款共-5.00", "退款共-6.00", 1), checks.BillDoubt{Why: "sum", Field: "退款合计", Said: "-6.00", Found: "-5.00"}},
		"Alipay, cut off":           {strings.SplitAfter(whole, "堂食\r\n")[0], checks.BillDoubt{Why: "totals_missing"}},
		"Alipay, the other member":  {zipped(member{"a", whole}, member{"b", alipaySummary(3, 1)}), checks.BillDoubt{Why: "rows", Field: "交易订单总笔数", Said: "3", Found: "1"}},
		"a member that is locked":   {locked(t, zipped(member{"b.csv", wechat()}, member{"十月.csv", all})), checks.BillDoubt{Why: "member", Field: "b.csv"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := read(t, c.text, bill.Options{})
			for _, d := range b.Doubts {
				if d == c.want {
					return
				}
			}
			t.Errorf("doubts %+v", b.Doubts)
		})
	}
}

// locked marks the first member of a zip as one with a password.
func locked(t *testing.T, text string) string {
	t.Helper()
	i := strings.Index(text, "PK\x01\x02")
	if i < 0 {
		t.Fatal("no list of members")
	}
	return text[:i+8] + "\x01" + text[i+9:]
}

func many(n int) (all []sale) {
	for i := range n {
		all = append(all, sale{at: at("2026-10-01 07:00:00").Add(time.Duration(i) * 97 * time.Second)})
	}
	return all
}

func TestDamagedRows(t *testing.T) {
	lines := strings.SplitAfter(wechat(many(6)...), "\r\n")
	lines[1] = strings.Replace(lines[1], "2026-10-01", "2026-13-01", 1)
	lines[2] = strings.Replace(lines[2], "SUCCESS", "WHATEVER", 1)
	lines[3] = "`2026-10-01 07:00:00,`wx\r\n"
	lines[4] = strings.ReplaceAll(lines[4], "`12.03", "`12.o3")
	lines[5] = strings.Replace(lines[5], "`A4", "`A4\x00\xff", 1)
	b := read(t, strings.Join(lines, ""), bill.Options{})
	want := []checks.BillDamage{{Line: 2, Why: "time", Field: "交易时间"}, {Line: 3, Why: "state", Field: "交易状态"}, {Line: 4, Why: "columns"}, {Line: 5, Why: "amount", Field: "订单金额"}, {Line: 6, Why: "characters", Field: "商户订单号"}}
	if b.Rows != 1 || len(b.Damaged) != len(want) || len(b.Doubts) != 0 {
		t.Fatalf("%d rows, %+v, %+v", b.Rows, b.Damaged, b.Doubts)
	}
	for i, d := range want {
		if b.Damaged[i] != d {
			t.Errorf("%+v, not %+v", b.Damaged[i], d)
		}
	}
	long := strings.Replace(wechat(many(6)...), "牛肉面", strings.Repeat("面", 100_000), 1)
	if b = read(t, long, bill.Options{}); b.Rows != 5 || len(b.Damaged) != 1 || b.Damaged[0] != (checks.BillDamage{Line: 2, Why: "too_long"}) {
		t.Errorf("a line without end: %d rows, %+v", b.Rows, b.Damaged)
	}
}

// Of very many damaged rows a hundred are listed; where nearly all are, it is no bill.
func TestManyDamagedRows(t *testing.T) {
	all := wechat(many(600)...)
	some := strings.Replace(all, "`SUCCESS", "`?", 250)
	if b := read(t, some, bill.Options{}); len(b.Damaged) != 100 || b.Worse != 150 || b.Rows != 350 {
		t.Errorf("%d listed, %d more, %d rows", len(b.Damaged), b.Worse, b.Rows)
	}
	if e := refused(t, strings.Replace(all, "`SUCCESS", "`?", 570), bill.Options{}); e.Why != "damaged" || e.Line != 2 || e.Issuer != "wechat" {
		t.Errorf("%+v", e)
	}
}

// What a spreadsheet program has destroyed is said and not guessed.
func TestDestroyedNumbers(t *testing.T) {
	all := strings.ReplaceAll(wechat(lunch...), "`", "")
	for _, bad := range []string{"4.20000111120261E+27", "4.2E+27", "4200001111202610000000000000"} {
		b := read(t, strings.ReplaceAll(all, "4200001111202610031234567890", bad), bill.Options{})
		r := b.Returned[0]
		if !r.Broken || r.Number != "" || r.Order != "A1" || !has(b, "numbers") || b.Returned[1].Broken {
			t.Errorf("%s: %+v, %+v", bad, r, b.Doubts)
		}
	}
}

func TestOtherFilesAreNamed(t *testing.T) {
	fund := "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号\n`2026-10-03 12:00:00,`1,`2,`交易,`交易,`收入,`12.00,`99.00,`x,`,`\n"
	lakala := "拉卡拉商户对账单\n商户号,终端号,交易日期时间,交易类型,交易金额,手续费,流水号,订单号\n8221,9901,2026-10-03 12:00:00,消费,12.00,0.05,000123,L1\n"
	for name, c := range map[string]struct {
		text, why, issuer string
	}{
		"empty":               {"", "empty", ""},
		"blank":               {"\ufeff \r\n\r\n", "empty", ""},
		"fund flow":           {fund, "fund_flow", "wechat"},
		"fund flow, packed":   {zipped(member{"a", gbk(fund)}), "fund_flow", "wechat"},
		"Alipay's fund flow":  {gbk("#支付宝账务明细查询\n账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额(+元),支出金额(-元)\n"), "fund_flow", "alipay"},
		"totals":              {totalsHeader + "\n`1,`1.00,`0,`0,`0,`1.00,`0\n", "totals_only", "wechat"},
		"Alipay's totals":     {gbk(alipaySummary(2, 1)), "totals_only", "alipay"},
		"a person's":          {"微信支付账单明细,,,\n----,,\n交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n", "personal", ""},
		"another's":           {gbk(lakala), "unknown", "lakala"},
		"a web page":          {"<!DOCTYPE html><html><body>请登录</body></html>", "web_page", ""},
		"no bill exists":      {"<xml><return_code>FAIL</return_code><return_msg>No Bill Exist</return_msg></xml>", "answer", ""},
		"an answer":           {`{"code":"NO_STATEMENT_EXIST"}`, "answer", ""},
		"PDF":                 {"%PDF-1.7\n%\xe2\xe3", "pdf", ""},
		"PNG":                 {"\x89PNG\r\n\x1a\n\x00\x00", "picture", ""},
		"JPEG":                {"\xff\xd8\xff\xe0\x00\x10JFIF", "picture", ""},
		"an old spreadsheet":  {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), "spreadsheet", ""},
		"a spreadsheet":       {zipped(member{"[Content_Types].xml", "<xml/>"}, member{"xl/workbook.xml", "<xml/>"}), "spreadsheet", ""},
		"a text":              {zipped(member{"[Content_Types].xml", "<xml/>"}, member{"word/document.xml", "<xml/>"}), "document", ""},
		"RAR":                 {"Rar!\x1a\x07\x01\x00", "archive", ""},
		"with a password":     {locked(t, zipped(member{"a.csv", wechat(lunch...)})), "locked", ""},
		"an empty zip":        {zipped(), "empty", ""},
		"a cut-off zip":       {zipped(member{"a.csv", wechat(many(500)...)})[:3000], "broken", ""},
		"a cut-off gzip":      {gzipped(wechat(lunch...))[:40], "broken", ""},
		"gzip in gzip":        {gzipped(gzipped(wechat(lunch...))), "archive", ""},
		"a program":           {"MZ\x90\x00\x03\x00\x00\x00", "binary", ""},
		"prose":               {strings.Repeat("今天天气不错。\n", 1000), "unknown", ""},
		"prose, in one line":  {strings.Repeat("今天天气不错。", 20_000), "unknown", ""},
		"an unpacking bomb":   {gzipped(strings.SplitAfter(wechat(), "\r\n")[0] + strings.Repeat(strings.Repeat(" ", 4000)+"\r\n", 60_000)), "too_big", ""},
		"a header by halves":  {"交易时间,微信订单号,交易状态\n`2026-10-03 12:00:00,`1,`SUCCESS\n", "unknown", "wechat"},
		"all rows are broken": {wechatHeaderWith("`x,`y\r\n"), "damaged", "wechat"},
	} {
		t.Run(name, func(t *testing.T) {
			e := refused(t, c.text, bill.Options{})
			if e.Why != c.why || e.Issuer != c.issuer || e.Name != "bill.csv" {
				t.Errorf("%+v", e)
			}
		})
	}
	if e := refused(t, gbk(lakala), bill.Options{}); len(e.Header) != 8 || e.Header[2] != "交易日期时间" || e.Line != 2 {
		t.Errorf("the columns to choose from: %+v", e)
	}
}

func wechatHeaderWith(rows string) string { return allHeader + "\r\n" + rows }

// A person names the columns of an issuer's bill that is not known.
func TestNamedColumns(t *testing.T) {
	text := "收钱吧对账单\n门店,交易时间,商户订单号,交易类型,金额(元),收款员\n一店,2026/10/3 12:00,S1,收款,12.00,小王\n一店,2026/10/3 12:31:05,S1,退款,12.00,小王\n" +
		"一店,2026-10-03 12:40:00,S2,撤单,8.00,小王\n一店,昨天,S3,收款,8.00,小王\n一店,2026-10-03 13:00:00,S4,收款,-3.50,小王\n合计,,,,12.00,\n"
	columns := &checks.BillColumns{Time: "交易时间", Order: "商户订单号", State: "交易类型", Amount: "金额(元)", Refunded: []string{"退款"}, Reversed: []string{"撤单"}}
	for name, text := range map[string]string{"UTF-8": text, "GBK": gbk(text), "packed": zipped(member{"a", gbk(text)}), "joined": text + text[strings.Index(text, "门店"):strings.Index(text, "一店")]} {
		t.Run(name, func(t *testing.T) {
			b := read(t, text, bill.Options{Columns: columns})
			if b.Issuer != checks.BillMapped || b.Rows != 4 || b.Payments != 1 || b.Refunded != 2 || b.Reversed != 1 || b.Back != 23_50 {
				t.Fatalf("%+v", b)
			}
			if len(b.Doubts) > 0 || len(b.Damaged) != 1 || b.Damaged[0] != (checks.BillDamage{Line: 6, Why: "time", Field: "交易时间"}) {
				t.Errorf("%+v, %+v", b.Doubts, b.Damaged)
			}
			if r := b.Returned[1]; r.Order != "S2" || r.Way != "" || !r.At.Equal(at("2026-10-03 12:40:00")) {
				t.Errorf("%+v", r)
			}
		})
	}
	e := refused(t, text, bill.Options{Columns: &checks.BillColumns{Time: "时间", Amount: "金额(元)"}})
	if e.Why != "columns" || len(e.Header) != 6 {
		t.Errorf("columns that are not there: %+v", e)
	}
}

// The file is the same whatever it is called, and another when a byte differs.
func TestTheSameFileIsTheSameBill(t *testing.T) {
	all := wechat(lunch...)
	one, two := read(t, all, bill.Options{}), read(t, all+"\n", bill.Options{})
	if again := read(t, all, bill.Options{}); again.ID != one.ID || len(one.ID) != 64 || one.Name != "bill.csv" {
		t.Errorf("%q, %q, %q", one.ID, again.ID, one.Name)
	}
	if one.ID == two.ID {
		t.Error("another file has the same name")
	}
}

type failing struct{ err error }

func (f failing) ReadAt([]byte, int64) (int, error) { return 0, f.err }

// Trouble with the file, a person who has had enough, and one who will not take a row
// are told from a file that is no bill.
func TestReadingThatEnds(t *testing.T) {
	all := wechat(many(2000)...)
	pulled := errors.New("the stick was pulled")
	if _, err := bill.Read(t.Context(), "a", failing{pulled}, 100, bill.Options{}); !errors.Is(err, pulled) {
		t.Errorf("got %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, text := range []string{all, zipped(member{"a", all})} {
		if _, err := bill.Read(ctx, "a", strings.NewReader(text), int64(len(text)), bill.Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
	enough := errors.New("enough")
	if _, err := bill.Read(t.Context(), "a", strings.NewReader(all), int64(len(all)), bill.Options{Each: func(checks.BillRow) error { return enough }}); !errors.Is(err, enough) {
		t.Errorf("got %v", err)
	}
}

// How much was read only grows, and ends with all of it.
func TestProgress(t *testing.T) {
	all := wechat(many(20_000)...)
	for _, text := range []string{all, gzipped(all), zipped(member{"a", all})} {
		var told []int64
		read(t, text, bill.Options{Progress: func(n int64) { told = append(told, n) }})
		for i := 1; i < len(told); i++ {
			if told[i] < told[i-1] {
				t.Errorf("it went back: %v", told)
			}
		}
		if len(told) < 2 || len(told) > 110 || told[len(told)-1] != int64(len(text)) {
			t.Errorf("told %d times, the last %v of %d", len(told), told[max(0, len(told)-1):], len(text))
		}
	}
}
