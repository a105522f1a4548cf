package bill_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"countercheck/checks"
	"countercheck/checks/bill"
)

// Whatever is put into a bill, and however it is packed, is counted to the last row
// and the last fen.
func TestWhatIsPutInIsCounted(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		sales := rapid.SliceOfN(rapid.Custom(anySale), 1, 60).Draw(r, "sales")
		var want checks.Bill
		for i := range sales {
			sales[i] = sales[i].withDefaults(i)
			switch s := sales[i]; s.state {
			case "SUCCESS":
				want.Payments++
				want.Paid += s.amount
			case "REFUND":
				want.Refunded++
				want.Back += s.amount
			default:
				want.Reversed++
				want.Back += s.amount
			}
		}
		text := rapid.SampledFrom([]func(...sale) string{wechat, alipay}).Draw(r, "issuer")(sales...)
		if strings.HasPrefix(text, "#") { // Alipay knows refunds only
			want.Refunded, want.Reversed = want.Refunded+want.Reversed, 0
		}
		if rapid.Bool().Draw(r, "GBK") {
			text = gbk(text)
		}
		switch rapid.IntRange(0, 2).Draw(r, "packed") {
		case 1:
			text = gzipped(text)
		case 2:
			text = zipped(member{"业务明细.csv", text})
		}
		rows := 0
		got, err := bill.Read(t.Context(), "a", strings.NewReader(text), int64(len(text)), bill.Options{Each: func(checks.BillRow) error { rows++; return nil }})
		if err != nil {
			r.Fatal(err)
		}
		if got.Payments != want.Payments || got.Refunded != want.Refunded || got.Reversed != want.Reversed || got.Paid != want.Paid || got.Back != want.Back {
			r.Errorf("got %+v, want %+v", got, want)
		}
		hours := 0
		for _, h := range got.Hours {
			hours += h.Payments + h.Refunded + h.Reversed
		}
		if rows != len(sales) || got.Rows != rows || hours != rows || len(got.Returned) != got.Refunded+got.Reversed || len(got.Damaged)+len(got.Doubts) > 0 {
			r.Errorf("%d rows of %d, %d in hours, %d returned, %+v, %+v", got.Rows, len(sales), hours, len(got.Returned), got.Damaged, got.Doubts)
		}
	})
}

func anySale(r *rapid.T) sale {
	return sale{
		at:     at("2026-01-01 00:00:00").Add(time.Duration(rapid.IntRange(0, 364*86400).Draw(r, "at")) * time.Second),
		state:  rapid.SampledFrom([]string{"SUCCESS", "SUCCESS", "SUCCESS", "REFUND", "REVOKED"}).Draw(r, "state"),
		amount: checks.Money(rapid.IntRange(1, 5_000_00).Draw(r, "amount")),
	}
}
