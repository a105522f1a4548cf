package checks

import "testing"

// Numbers of persons and cards are made up, with check digits that are right.
func TestVeil(t *testing.T) {
	for order, want := range map[string]string{
		"":                             "",
		"A20261003001":                 "A20261003001",
		"20261003120102":               "20261003120102",
		"2026100312010200123":          "2026100312010200123",
		"1790000000000000000":          "1790000000000000000",
		"4200001111202610031234567890": "4200001111202610031234567890",
		"4111111111111111":             "****1111",
		"VIP-4111111111111111-3":       "****1111",
		"13800138000":                  "****8000",
		"WX13800138000":                "****8000",
		"12345678901":                  "12345678901", // no mobile number begins so
		"11010519491231002X":           "****1002",
		"110105194912310021":           "110105194912310021", // its check digit is wrong
		"订单8":                          "订单8",
	} {
		got, hidden := Veil(order)
		if got != want || hidden != (got != order) {
			t.Errorf("%q: %q, %v", order, got, hidden)
		}
	}
	shown := 0
	for last := range 10 {
		if _, hidden := Veil("622202000000000000" + string(rune('0'+last))); !hidden {
			shown++
		}
	}
	if shown != 9 {
		t.Errorf("of ten numbers that differ in their last digit one is a card's; %d are shown", shown)
	}
}

func TestVeilTyped(t *testing.T) {
	for order, want := range map[string]string{
		"20261123000117": "20261123000117", "6222021234567890128": "****0128", "134567890123456789": "****6789", "281234567890123456": "****3456",
		"4200001111202610031234567890": "4200001111202610031234567890", "2026112322001412345678901234": "2026112322001412345678901234", "": "",
	} {
		if got := VeilTyped(order); got != want {
			t.Errorf("%q: %q, want %q", order, got, want)
		}
		if again := VeilTyped(VeilTyped(order)); again != want {
			t.Errorf("%q veiled twice: %q", order, again)
		}
	}
}
