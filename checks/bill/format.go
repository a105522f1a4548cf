package bill

import (
	"slices"
	"strings"

	"countercheck/checks"
)

// role is what a column is read for. Columns without one are never looked at.
type role int

const (
	roleTime   role = iota
	roleAsked       // when a refund was asked for
	roleNumber      // the provider's order number
	roleOrder       // the merchant's
	roleState       // what the row did
	roleType        // how it was paid
	rolePaid
	roleBack
	roleRefund // the refund's own number
	roleRefundState
	roles
)

// format is an issuer's bill of details.
type format struct {
	issuer checks.BillIssuer
	way    checks.Way
	marks  []string                   // the columns that tell its header from any other
	names  map[role][]string          // the columns by their role, the one to prefer first
	needs  []role                     // without which nothing can be said
	kinds  map[string]checks.BillKind // what the words in the state's column mean
	code   string                     // in the type's column: paid with a payment code
	sums   []sum                      // what its totals count
	told   map[string]sum             // what the columns of its totals add up; column "": how many rows
	usual  checks.BillKind            // of a word that is in no list, "": the row is damaged
	footer []string                   // words that begin a line of totals among the rows
}

// sum is a column that totals add up, of rows of a kind ("" for all).
type sum struct {
	column string
	kind   checks.BillKind
}

// formats are the bills that are known. Their columns' names stand here without
// units, in half width.
var formats = []format{
	{
		issuer: checks.BillWeChat, way: checks.WayWeChat,
		marks: []string{"交易时间", "微信订单号", "交易状态"},
		names: map[role][]string{
			roleTime: {"交易时间"}, roleAsked: {"退款申请时间"}, roleNumber: {"微信订单号"}, roleOrder: {"商户订单号"},
			roleState: {"交易状态"}, roleType: {"交易类型"},
			rolePaid: {"订单金额", "总金额", "应结订单金额"}, roleBack: {"申请退款金额", "退款金额"},
			roleRefund: {"微信退款单号"}, roleRefundState: {"退款状态"},
		},
		needs: []role{roleTime, roleNumber, roleState},
		kinds: map[string]checks.BillKind{"SUCCESS": checks.BillPayment, "REFUND": checks.BillRefund, "REVOKED": checks.BillReversal},
		code:  "MICROPAY",
		sums: []sum{
			{column: "应结订单金额"},
			{column: "退款金额"},
			{column: "充值券退款金额"},
			{column: "订单金额"},
			{column: "申请退款金额"},
			{column: "总金额"},
		},
		// Fees are left out: they are rounded one by one and say nothing of the rows.
		told: map[string]sum{
			"总交易单数": {}, "应结订单总金额": {column: "应结订单金额"}, "退款总金额": {column: "退款金额"},
			"充值券退款总金额": {column: "充值券退款金额"}, "订单总金额": {column: "订单金额"}, "申请退款总金额": {column: "申请退款金额"},
			"总交易额": {column: "总金额"}, "总退款金额": {column: "退款金额"},
		},
	},
	{
		issuer: checks.BillAlipay, way: checks.WayAlipay,
		marks: []string{"支付宝交易号", "业务类型", "订单金额"},
		names: map[role][]string{
			roleTime: {"完成时间", "创建时间"}, roleNumber: {"支付宝交易号"}, roleOrder: {"商户订单号"}, roleState: {"业务类型"},
			rolePaid: {"订单金额"}, roleBack: {"订单金额"}, roleRefund: {"退款批次号/请求号", "退款批次号"},
		},
		needs: []role{roleTime, roleNumber, roleState, rolePaid},
		kinds: map[string]checks.BillKind{
			"交易": checks.BillPayment, "退款": checks.BillRefund, "交易退款": checks.BillRefund,
			"撤销": checks.BillReversal, "交易撤销": checks.BillReversal,
		},
		sums: []sum{{"商家实收", checks.BillPayment}, {"商家实收", checks.BillRefund}},
	},
}

// mapped is the format of a bill whose columns a person named. A word in no list is a
// payment, and an amount below nought a refund.
func mapped(c checks.BillColumns) format {
	f := format{
		issuer: checks.BillMapped, names: map[role][]string{}, needs: []role{roleTime, rolePaid},
		kinds: map[string]checks.BillKind{}, usual: checks.BillPayment, footer: []string{"合计", "总计", "小计", "总笔数", "总交易"},
	}
	for r, name := range map[role]string{roleTime: c.Time, roleOrder: c.Order, roleState: c.State, rolePaid: c.Amount} {
		if name = plainName(name); name != "" {
			f.names[r] = []string{name}
			f.marks = append(f.marks, name)
		}
	}
	f.names[roleBack] = f.names[rolePaid]
	for _, word := range c.Refunded {
		f.kinds[strings.TrimSpace(word)] = checks.BillRefund
	}
	for _, word := range c.Reversed {
		f.kinds[strings.TrimSpace(word)] = checks.BillReversal
	}
	return f
}

// stranger is a header of a file that is no bill of details. A file with it is named
// for what it is.
type stranger struct {
	marks  []string
	why    string
	issuer string
}

var strangers = []stranger{
	{[]string{"记账时间", "资金流水单号"}, "fund_flow", "wechat"},
	{[]string{"账务流水号"}, "fund_flow", "alipay"},
	{[]string{"收/支", "交易对方"}, "personal", ""},
	{[]string{"总交易单数"}, "totals_only", "wechat"},
}

// alipaySums is the column that tells the totals in Alipay's second member.
const alipaySums = "交易订单总笔数"

// has reports that a header has all these columns.
func has(header, marks []string) bool {
	for _, m := range marks {
		if !slices.Contains(header, m) {
			return false
		}
	}
	return len(marks) > 0
}

// table is a header that was met: where its columns stand, and how its rows are read.
type table struct {
	format *format
	sep    byte
	gbk    bool
	header []byte   // its line
	names  []string // its columns as they are written
	at     [roles]int
	sums   []int // where the format's sums stand, -1: nowhere
	kinds  map[string]checks.BillKind
	last   bool // the last column is a remark, in which separators may stand
}

// tableOf makes a table of a header that has the format's marks; ok is false where it
// lacks a column that is needed.
func tableOf(f *format, line []byte, sep byte, header []string) (t *table, ok bool) {
	t = &table{format: f, sep: sep, gbk: isGBK(line), header: slices.Clone(line), names: header, kinds: map[string]checks.BillKind{}}
	short := make([]string, len(header))
	for i, name := range header {
		short[i] = plainName(name)
	}
	for r := range t.at {
		t.at[r] = -1
		for _, name := range f.names[role(r)] {
			if t.at[r] < 0 {
				t.at[r] = slices.Index(short, name)
			}
		}
	}
	for _, s := range f.sums {
		i := slices.Index(short, s.column)
		if t.at[roleAsked] >= 0 && !strings.Contains(s.column, "退款") {
			i = -1 // a bill of refunds: what was paid stands beside them, and is in no total
		}
		t.sums = append(t.sums, i)
	}
	for word, kind := range f.kinds {
		t.kinds[encode(word, t.gbk)] = kind
	}
	t.last = len(short) > 0 && short[len(short)-1] == "备注"
	missing := slices.ContainsFunc(f.needs, func(r role) bool { return t.at[r] < 0 })
	return t, !missing && (t.at[rolePaid] >= 0 || t.at[roleBack] >= 0)
}

// name is a column's name as it is written.
func (t *table) name(r role) string {
	if i := t.at[r]; i >= 0 && i < len(t.names) {
		return t.names[i]
	}
	return ""
}
