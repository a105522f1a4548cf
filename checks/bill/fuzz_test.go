package bill_test

import (
	"errors"
	"strings"
	"testing"

	"countercheck/checks"
	"countercheck/checks/bill"
)

// Whatever a file holds, it is read or refused, its rows add up, and nothing grows
// beyond its bounds.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		wechat(lunch...), gbk(alipay(lunch...)), gzipped(wechat(lunch...)), zipped(member{"业务明细.csv", gbk(alipay(lunch...))}),
		"\ufeff" + wechat(), utf16(wechat(lunch[0])), alipaySummary(1, 2), totalsHeader + "\n`1,`2", "a,b,c\n\"1,2\n\x00", "PK\x03\x04", "\x1f\x8b\x08",
		allHeader + "\n" + totalsHeader + "\n" + allHeader + "\n#\n`", "时间,单号,状态,金额\n2026-10-03 12:00:00,1,退,1",
	} {
		f.Add([]byte(text), false)
		f.Add([]byte(text), true)
	}
	f.Fuzz(func(t *testing.T, text []byte, named bool) {
		opt := bill.Options{}
		if named {
			opt.Columns = &checks.BillColumns{Time: "时间", Order: "单号", State: "状态", Amount: "金额", Refunded: []string{"退"}}
		}
		var each checks.Bill
		opt.Each = func(row checks.BillRow) error {
			each.Rows++
			if row.Amount < 0 || row.At.IsZero() || row.Line == 0 || row.Kind == "" {
				t.Errorf("a row without what it needs: %+v", row)
			}
			return nil
		}
		b, err := bill.Read(t.Context(), "a", strings.NewReader(string(text)), int64(len(text)), opt)
		var not *checks.BillError
		if errors.As(err, &not) {
			if not.Why == "" || not.Name != "a" {
				t.Errorf("%+v", not)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if b.Rows != b.Payments+b.Refunded+b.Reversed || b.Rows > each.Rows || b.Issuer == "" || b.Back < 0 || b.Paid < 0 {
			t.Errorf("it does not add up: %d handed out, %+v", each.Rows, b)
		}
		if len(b.Damaged) > 100 || len(b.Doubts) > 20 || len(b.Patterns) > 60 {
			t.Errorf("%d damaged, %d doubts, %d patterns", len(b.Damaged), len(b.Doubts), len(b.Patterns))
		}
	})
}
