package checks

import (
	"fmt"
	"strconv"
	"strings"
)

// Money is an amount in fen, a hundredth of a yuan.
type Money int64

// String writes it in yuan: "36.80".
func (m Money) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	return fmt.Sprintf("%s%d.%02d", sign, m/100, m%100)
}

// maxMoney bounds what is read: ten million yuan in one sale is a slip of the hand.
const maxMoney = Money(10_000_000_00)

// ReadMoney reads an amount in yuan as people and bills write it: "36.8", "¥36.80",
// "1,036.80". More than two decimals are read where only noughts follow.
func ReadMoney(text string) (Money, error) {
	plain := strings.NewReplacer(",", "", ",", "", "¥", "", "¥", "", "元", "").Replace(strings.TrimSpace(text))
	digits, negative := strings.CutPrefix(strings.TrimSpace(plain), "-")
	whole, part, _ := strings.Cut(digits, ".")
	part = strings.TrimRight(part, "0")
	if whole == "" || len(part) > 2 || strings.Trim(whole+part, "0123456789") != "" {
		return 0, fmt.Errorf("%.40q is no amount in yuan", text)
	}
	fen, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil || Money(fen) > maxMoney {
		return 0, fmt.Errorf("%.40q is no amount in yuan that a shop takes", text)
	}
	if negative {
		fen = -fen
	}
	return Money(fen), nil
}
