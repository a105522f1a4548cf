package bill_test

import (
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/bill"
)

// Rows of files that overlap count once, as the later file has them.
func TestRowsInSeveralBills(t *testing.T) {
	october := read(t, wechat(lunch...), bill.Options{})
	week := strings.ReplaceAll(wechat(append(lunch[:4:4], sale{at: at("2026-10-05 12:00:00"), state: "REFUND", amount: 3_00})...), "ORIGINAL,`SUCCESS", "ORIGINAL,`CHANGE")
	overlapping := read(t, week, bill.Options{})
	resaved := read(t, strings.NewReplacer("`", "", "4200001111202610031234567890", "4.2E+27", "42000011112026100399", "4.2E+19").Replace(wechat(lunch...)), bill.Options{})
	for name, c := range map[string]struct {
		bills    []checks.Bill
		rows     int
		repeated int
	}{
		"one":                      {[]checks.Bill{october}, 2, 0},
		"the same file twice":      {[]checks.Bill{october, october}, 2, 0},
		"overlapping":              {[]checks.Bill{october, overlapping}, 3, 2},
		"resaved, then whole":      {[]checks.Bill{resaved, october}, 2, 2},
		"whole, then resaved":      {[]checks.Bill{october, resaved}, 2, 2},
		"resaved, whole and again": {[]checks.Bill{resaved, october, overlapping}, 3, 4},
		"none":                     {nil, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			rows, repeated := bill.Returned(c.bills)
			if len(rows) != c.rows || repeated != c.repeated {
				t.Fatalf("%d rows, %d repeated: %+v", len(rows), repeated, rows)
			}
			for _, row := range rows {
				if row.Broken {
					t.Errorf("the whole row did not stay: %+v", row)
				}
			}
		})
	}
	if rows, _ := bill.Returned([]checks.Bill{october, overlapping}); rows[1].State != "CHANGE" {
		t.Errorf("not as the later file has it: %+v", rows[1])
	}
}

// Two refunds of the same amount in the same minute are two, though their numbers are
// destroyed.
func TestDestroyedRowsAreNotOne(t *testing.T) {
	two := []sale{{state: "REFUND", amount: 5_00, at: at("2026-10-05 12:00:10")}, {state: "REFUND", amount: 5_00, at: at("2026-10-05 12:00:40")}}
	whole := wechat(two...)
	broken := read(t, withoutDigits(whole), bill.Options{})
	if rows, repeated := bill.Returned([]checks.Bill{broken, read(t, whole, bill.Options{})}); len(broken.Returned) != 2 || len(rows) != 2 || repeated != 2 {
		t.Errorf("%+v in the one, %+v in both, %d repeated", broken.Returned, rows, repeated)
	}
	key := bill.Key(broken.Returned[0])
	later := broken.Returned[0]
	later.At = later.At.Add(time.Second)
	if key == bill.Key(later) {
		t.Error("another second has the same key")
	}
}

// withoutDigits leaves of the providers' numbers what a spreadsheet program leaves.
func withoutDigits(all string) string {
	lines := strings.Split(all, "\r\n")
	for i, line := range lines {
		if cells := strings.Split(line, ",`"); len(cells) > 20 {
			cells[5] = "4.2E+27"
			lines[i] = strings.Join(cells, ",`")
		}
	}
	return strings.Join(lines, "\r\n")
}
