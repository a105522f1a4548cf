package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countercheck/checks"
)

func marchBill(id string, rows ...checks.BillRow) checks.Bill {
	return checks.Bill{
		ID: id, Name: "bill.csv", Issuer: checks.BillWeChat, Read: noon, From: noon, To: noon.Add(time.Hour), Rows: 1000,
		Payments: 1000 - len(rows), Refunded: len(rows), Returned: rows,
	}
}

func givenBack(minute int, amount checks.Money, order string) checks.BillRow {
	return checks.BillRow{
		Line: minute + 2, At: noon.Add(time.Duration(minute) * time.Minute), Way: checks.WayWeChat, Kind: checks.BillRefund,
		Amount: amount, Order: order, Number: "42000" + order, Refund: "503" + order, State: "PROCESSING",
	}
}

func savedBill(t *testing.T, s *Store, b checks.Bill) bool {
	t.Helper()
	fresh, err := s.SaveBill(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return fresh
}

func returned(t *testing.T, s *Store) []checks.BillRow {
	t.Helper()
	all, err := s.Returned(t.Context(), checks.Window{From: noon, To: noon.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestABillAndItsRowsCountOnce(t *testing.T) {
	dir := t.TempDir()
	s := notebook(t, dir)
	one, two, three := givenBack(1, 36_80, "1"), givenBack(5, 36_80, "2"), givenBack(9, 12_00, "3")
	if !savedBill(t, s, marchBill("a", one, two)) || savedBill(t, s, marchBill("a", three)) {
		t.Error("the same file is new twice, or never")
	}
	if diff := cmp.Diff([]checks.BillRow{two, one}, returned(t, s)); diff != "" {
		t.Error(diff)
	}
	two.State, two.Line = "SUCCESS", 17 // the next month's file says how it ended
	later := marchBill("b", two, three)
	later.Read = noon.Add(time.Hour)
	if !savedBill(t, notebook(t, dir), later) {
		t.Error("another file is not new")
	}
	if diff := cmp.Diff([]checks.BillRow{three, two, one}, returned(t, s)); diff != "" {
		t.Error(diff)
	}
	later.Returned = nil
	bills, err := s.Bills(t.Context())
	if err != nil || len(bills) != 2 || bills[1].ID != "a" {
		t.Fatalf("%+v, %v", bills, err)
	}
	if diff := cmp.Diff(later, bills[0]); diff != "" {
		t.Error(diff)
	}
}

// TestColumnsCanBeNamedAnew: a person who named the wrong ones names others.
func TestColumnsCanBeNamedAnew(t *testing.T) {
	s := notebook(t, t.TempDir())
	bill := marchBill("a", givenBack(1, 1, "1"), givenBack(2, 2, "2"))
	bill.Issuer = checks.BillMapped
	savedBill(t, s, bill)
	bill.Returned = []checks.BillRow{givenBack(1, 36_80, "1")}
	if savedBill(t, s, bill) {
		t.Error("the same file is new twice")
	}
	if diff := cmp.Diff(bill.Returned, returned(t, s)); diff != "" {
		t.Error(diff)
	}
	if bills, err := s.Bills(t.Context()); err != nil || len(bills) != 1 {
		t.Errorf("%+v, %v", bills, err)
	}
}

// TestARowWhoseNumbersAreDestroyedIsStillTheSame: a bill that a spreadsheet program
// has saved, and the untouched one, in whichever order they are read.
func TestARowWhoseNumbersAreDestroyedIsStillTheSame(t *testing.T) {
	good := marchBill("good", givenBack(1, 36_80, "1"), givenBack(1, 36_80, "2"), givenBack(9, 12_00, "3"))
	spoilt := marchBill("spoilt")
	for _, r := range good.Returned {
		r.Order, r.Number, r.Refund, r.Broken = "4.20E+27", "4.20E+27", "5.03E+27", true
		spoilt.Returned = append(spoilt.Returned, r)
		spoilt.Returned[len(spoilt.Returned)-1].Line = len(spoilt.Returned)
	}
	for name, order := range map[string][]checks.Bill{"good first": {good, spoilt}, "spoilt first": {spoilt, good}, "spoilt alone": {spoilt}} {
		s := notebook(t, t.TempDir())
		for _, b := range order {
			savedBill(t, s, b)
		}
		rows := returned(t, s)
		if len(rows) != 3 {
			t.Errorf("%s: %d rows, not 3: %+v", name, len(rows), rows)
		}
		for _, r := range rows {
			if r.Broken == (len(order) == 2) {
				t.Errorf("%s: %+v", name, r)
			}
		}
	}
}
