package bill_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"countercheck/checks"
	"countercheck/checks/bill"
)

// beijing is where bills are written.
var beijing = time.FixedZone("Beijing", 8*60*60)

func at(text string) time.Time {
	t, err := time.ParseInLocation(time.DateTime, text, beijing)
	if err != nil {
		panic(err)
	}
	return t
}

// sale is a row to be put into a made bill.
type sale struct {
	at     time.Time
	state  string // SUCCESS, REFUND, REVOKED
	amount checks.Money
	number string
	order  string
}

func (s sale) withDefaults(n int) sale {
	if s.state == "" {
		s.state = "SUCCESS"
	}
	if s.number == "" {
		s.number = fmt.Sprintf("42000011%020d", n)
	}
	if s.order == "" {
		s.order = fmt.Sprintf("A%d", n)
	}
	if s.at.IsZero() {
		s.at = at("2026-10-03 12:00:00").Add(time.Duration(n) * 7 * time.Minute)
	}
	if s.amount == 0 {
		s.amount = checks.Money(12_00 + n)
	}
	return s
}

const allHeader = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额," +
	"微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"

const totalsHeader = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"

// wechat makes a trade bill of kind ALL.
func wechat(sales ...sale) string {
	var b strings.Builder
	b.WriteString(allHeader + "\r\n")
	var paid, back checks.Money
	for n, s := range sales {
		s = s.withDefaults(n)
		order, refund, refundNo, state, kind := s.amount, checks.Money(0), "0", "", ""
		if s.state != "SUCCESS" {
			order, refund, refundNo, state, kind = 0, s.amount, fmt.Sprintf("5030%d", n), "SUCCESS", "ORIGINAL"
		}
		paid, back = paid+order, back+refund
		fields := []string{
			s.at.In(beijing).Format(time.DateTime), "wx0000000000000000", "1900000001", "0", "", s.number, s.order, "oOpenIDofaperson" + fmt.Sprint(n), "MICROPAY", s.state,
			"CMB_DEBIT", "CNY", order.String(), "0.00", refundNo, refundNo, refund.String(), "0.00", kind, state, "牛肉面", "", "0.00000", "0.60%",
			order.String(), refund.String(), "",
		}
		b.WriteString("`" + strings.Join(fields, ",`") + "\r\n")
	}
	b.WriteString(totalsHeader + "\r\n")
	fmt.Fprintf(&b, "`%d,`%s,`%s,`0.00,`0.00000,`%s,`%s\r\n", len(sales), paid, back, paid, back)
	return b.String()
}

const alipayHeader = "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）," +
	"支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）," +
	"退款批次号/请求号,服务费（元）,分润（元）,备注"

// alipay makes the details of a business bill.
func alipay(sales ...sale) string {
	var b strings.Builder
	b.WriteString("#支付宝业务明细查询\r\n#账号：[20880000000000000156]\r\n#起始日期：[2026年10月03日 00:00:00]   终止日期：[2026年10月04日 00:00:00]\r\n")
	b.WriteString("#-----------------------------------------业务明细列表----------------------------------------\r\n" + alipayHeader + "\r\n")
	var rows, backs int
	var paid, back checks.Money
	for n, s := range sales {
		s = s.withDefaults(n)
		kind, batch, amount := "交易", "", s.amount
		if s.state == "SUCCESS" {
			rows, paid = rows+1, paid+amount
		} else {
			kind, batch, amount = "退款", fmt.Sprintf("R%d", n), -s.amount
			backs, back = backs+1, back+amount
		}
		when := s.at.In(beijing).Format(time.DateTime)
		fmt.Fprintf(&b, "%s\t, %s\t, %s, 牛肉面, %s, %s, , , , , *三(138****0000), %s, %s, 0.00,0.00,0.00,0.00,0.00,,0.00,0.00,%s,0.00,0.00,堂食\r\n",
			s.number, s.order, kind, when, when, amount, amount, batch)
	}
	b.WriteString("#-----------------------------------------业务明细列表结束------------------------------------\r\n")
	fmt.Fprintf(&b, "#交易合计：%d笔，商家实收共%s元，商家优惠共0.00元\r\n#退款合计：%d笔，商家实收退款共%s元\r\n#导出时间：[2026年10月04日 10:00:00]\r\n", rows, paid, backs, back)
	return b.String()
}

// alipaySummary makes the other member of Alipay's zip.
func alipaySummary(rows, backs int) string {
	return "#支付宝业务汇总查询\r\n#账号：[20880000000000000156]\r\n#---业务汇总列表---\r\n" +
		"门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）\r\n" +
		fmt.Sprintf("S1,面馆,%d,%d,0.00,0.00\r\n合计,,%d,%d,0.00,0.00\r\n", rows, backs, rows, backs)
}

func gbk(text string) string {
	coded, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return coded
}

func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err1 := z.Write([]byte(text))
	if err := errors.Join(err1, z.Close()); err != nil {
		panic(err)
	}
	return b.String()
}

// member is a file in a made zip.
type member struct{ name, text string }

// zipped packs members whose names are not in UTF-8, as Alipay does.
func zipped(members ...member) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.CreateHeader(&zip.FileHeader{Name: gbk(m.name), NonUTF8: true, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write([]byte(m.text))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func read(t *testing.T, text string, opt bill.Options) checks.Bill {
	t.Helper()
	b, err := bill.Read(t.Context(), "/home/shop/bill.csv", strings.NewReader(text), int64(len(text)), opt)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func refused(t *testing.T, text string, opt bill.Options) *checks.BillError {
	t.Helper()
	b, err := bill.Read(t.Context(), "bill.csv", strings.NewReader(text), int64(len(text)), opt)
	var not *checks.BillError
	if !errors.As(err, &not) {
		t.Fatalf("it was read as %+v, %v", b, err)
	}
	return not
}
