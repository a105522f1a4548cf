package bill

import (
	"strings"
	"unicode"

	"countercheck/checks"
)

// signs are words by which an issuer gives itself away, the most telling first: bills
// of acquirers name WeChat Pay and Alipay too.
var signs = []struct{ word, issuer string }{
	{"拉卡拉", "lakala"},
	{"lakala", "lakala"},
	{"收钱吧", "shouqianba"},
	{"shouqianba", "shouqianba"},
	{"喔噻", "shouqianba"},
	{"银联商务", "chinaums"},
	{"全民付", "chinaums"},
	{"chinaums", "chinaums"},
	{"通联", "allinpay"},
	{"富友", "fuiou"},
	{"随行付", "suixingpay"},
	{"乐刷", "leshua"},
	{"汇付", "huifu"},
	{"易宝", "yeepay"},
	{"美团", "meituan"},
	{"云闪付", "unionpay"},
	{"银联", "unionpay"},
	{"unionpay", "unionpay"},
	{"银行", "bank"},
	{"微信", "wechat"},
	{"支付宝", "alipay"},
}

// guess is what the lines before a header look like, where none is known.
type guess struct {
	sign   int // of signs, from 1; 0: none
	header []string
	line   int
	score  int
	lines  int
}

// look notes what a line gives away.
func (g *guess) look(line []byte, header []string) {
	g.lines++
	text := strings.ToLower(decode(line[:min(len(line), headSize)], isGBK(line)))
	for i, s := range signs {
		if (g.sign == 0 || i+1 < g.sign) && strings.Contains(text, s.word) {
			g.sign = i + 1
			break
		}
	}
	if score := headerScore(header); score > g.score {
		g.score, g.header, g.line = score, header, g.lines
	}
}

// fields are words that a bill's header has in one column or another.
var fields = []string{"时间", "日期", "金额", "单号", "订单", "流水", "状态", "类型", "time", "date", "amount", "order", "status", "type"}

// headerScore is how much a line looks like a header, 0 for not at all: names without
// figures, in three columns or more, and among them some that a bill has.
func headerScore(header []string) (score int) {
	if len(header) < 3 {
		return 0
	}
	known := 0
	for _, name := range header {
		digits := strings.IndexFunc(name, unicode.IsDigit) >= 0
		switch {
		case name == "" || digits:
			score--
		default:
			score++
		}
		for _, f := range fields {
			if strings.Contains(strings.ToLower(name), f) {
				known++
				break
			}
		}
	}
	if known < 2 || score <= 0 {
		return 0
	}
	return score + 3*known
}

// columnsOf cuts a line at whichever separator gives most columns.
func columnsOf(line []byte) (header []string) {
	for _, s := range []byte(separators) {
		if found := names(split(line, s, nil), isGBK(line)); len(found) > len(header) {
			header = found
		}
	}
	return header
}

// strange says what a text without a known header is.
func (r *reading) strange() error {
	e := &checks.BillError{Why: "unknown", Header: r.guess.header}
	if r.opt.Columns != nil {
		e.Why = "columns"
	}
	if r.guess.header != nil {
		e.Line = r.guess.line
	}
	if r.guess.sign > 0 {
		e.Issuer = signs[r.guess.sign-1].issuer
	}
	return e
}
