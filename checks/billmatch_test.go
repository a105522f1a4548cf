package checks

import (
	"testing"
	"time"
)

func TestARowFindsItsCase(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	row := BillRow{At: at, Way: WayWeChat, Kind: BillReversal, Order: "M100", Number: "4200001", Amount: 36_80}
	broken := row
	broken.Order, broken.Number, broken.Broken = "4.20E+27", "4.20E+27", true
	sale := func(id string, minutes int, amount Money, order string) Case {
		return Case{ID: id, Sale: Sale{At: at.Add(time.Duration(minutes) * time.Minute), Amount: amount, Order: order}}
	}
	mistake := sale("mistake", 0, 36_80, "M100")
	mistake.Follow.Mistake = true
	alipay := sale("alipay", 0, 36_80, "")
	alipay.Sale.Way = WayAlipay
	for name, c := range map[string]struct {
		row   BillRow
		cases []Case
		want  string
	}{
		"no cases":                  {row, nil, ""},
		"its order number":          {row, []Case{sale("near", 0, 36_80, ""), sale("order", 300, 0, "M100")}, "order"},
		"the provider's number":     {row, []Case{sale("order", -300, 0, " 4200001 ")}, "order"},
		"another order":             {row, []Case{sale("other", 0, 36_80, "M101")}, ""},
		"time and amount":           {row, []Case{sale("near", 5, 36_80, "")}, "near"},
		"too late":                  {row, []Case{sale("far", 6, 36_80, "")}, ""},
		"another amount":            {row, []Case{sale("other", 0, 36_81, "")}, ""},
		"time alone":                {row, []Case{sale("near", -4, 0, "")}, "near"},
		"the nearest":               {row, []Case{sale("far", 4, 36_80, ""), sale("near", 1, 36_80, ""), sale("mid", -1, 36_80, "")}, "near"},
		"an amount before a minute": {row, []Case{sale("time", 0, 0, ""), sale("amount", 4, 36_80, ""), sale("again", 1, 0, "")}, "amount"},
		"a mistake":                 {row, []Case{mistake}, ""},
		"another way":               {row, []Case{alipay}, ""},
		"destroyed numbers":         {broken, []Case{sale("wrong", 100, 0, "4.20E+27"), sale("near", 1, 36_80, "M100")}, "near"},
		"a masked number":           {BillRow{At: at, Amount: 36_80, Order: "****4567"}, []Case{sale("near", 1, 36_80, "6222021234567")}, "near"},
		"another masked number":     {BillRow{At: at, Amount: 36_80, Order: "****4568"}, []Case{sale("near", 1, 36_80, "6222021234567")}, ""},
		"a row without numbers":     {BillRow{At: at, Amount: 36_80}, []Case{sale("near", 1, 36_80, "M100")}, "near"},
		"a case without a number":   {BillRow{At: at, Amount: 36_80}, []Case{sale("near", 1, 0, "")}, "near"},
	} {
		if got := MatchRow(c.row, c.cases); got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}
