package checks

import (
	"strings"
	"time"
)

// keptOf is how much stays of a number that looks personal.
const keptOf = 4

// Veil hides an order number that looks like a bank card's, an identity card's or a
// mobile telephone's: shops make their order numbers as they like, and some make them
// of these. What is hidden by mistake still has the provider's number beside it.
func Veil(order string) (kept string, hidden bool) {
	for rest := order; rest != ""; {
		begin := strings.IndexFunc(rest, isDigit)
		if begin < 0 {
			return order, false
		}
		end := begin + 1
		for end < len(rest) && isDigit(rune(rest[end])) {
			end++
		}
		run, next := rest[begin:end], rest[end:]
		if isCard(run) || isPhone(run) || isIdentity(run) || len(run) == 17 && next != "" && strings.ContainsRune("Xx", rune(next[0])) && isIdentity(run+"X") {
			return masked + run[len(run)-keptOf:], true
		}
		rest = next
	}
	return order, false
}

// VeilTyped hides what Veil does, and a payment code: what a scan gun reads at a counter
// can be a customer's.
func VeilTyped(order string) string {
	if isPaymentCode(order) {
		return masked + order[len(order)-keptOf:]
	}
	kept, _ := Veil(order)
	return kept
}

// VeilNote hides in what a person wrote the numbers of cards and identity cards, and
// payment codes. A telephone number stays: it is noted down to call back.
func VeilNote(note string) string {
	var kept strings.Builder
	for note != "" {
		begin := strings.IndexFunc(note, isDigit)
		if begin < 0 {
			break
		}
		end := begin + 1
		for end < len(note) && (isDigit(rune(note[end])) || end == begin+17 && strings.ContainsRune("Xx", rune(note[end]))) {
			end++
		}
		run := note[begin:end]
		kept.WriteString(note[:begin])
		if isCard(run) || isPaymentCode(run) || isIdentity(strings.ToUpper(run)) {
			run = masked + run[len(run)-keptOf:]
		}
		kept.WriteString(run)
		note = note[end:]
	}
	return kept.String() + note
}

// isPaymentCode: WeChat Pay's have 18 digits and begin with 10 to 15, Alipay's 16 to 24
// and begin with 25 to 30 (the providers' documents of payments by code).
func isPaymentCode(order string) bool {
	if len(order) < 16 || strings.Trim(order, "0123456789") != "" {
		return false
	}
	begin := order[:2]
	return len(order) == 18 && begin >= "10" && begin <= "15" || len(order) <= 24 && begin >= "25" && begin <= "30"
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// cards are the beginnings of bank cards that are used in China.
var cards = []string{"62", "60", "81", "4", "51", "52", "53", "54", "55", "34", "35", "37"}

// isCard: as long as a card's number, begun as one, and its check digit is right. One
// order number in about forty that is made of as many digits is taken for a card too.
func isCard(run string) bool {
	if len(run) < 15 || len(run) > 19 || !startsLikeCard(run) {
		return false
	}
	sum := 0
	for i := range len(run) {
		d := int(run[len(run)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

func startsLikeCard(run string) bool {
	for _, c := range cards {
		if strings.HasPrefix(run, c) {
			return true
		}
	}
	return false
}

// isPhone: a mobile number in China has eleven digits, the first 1, the second 3 to 9.
func isPhone(run string) bool {
	return len(run) == 11 && run[0] == '1' && run[1] >= '3'
}

// isIdentity: a resident's number holds a day of birth and ends in a check digit, by
// GB 11643.
func isIdentity(run string) bool {
	if len(run) != 18 || run[0] < '1' || run[0] > '9' {
		return false
	}
	born, err := time.Parse("20060102", run[6:14])
	if err != nil || born.Year() < 1900 || born.After(time.Now()) {
		return false
	}
	sum, weight := 0, 1
	for i := 16; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += int(run[i]-'0') * weight
	}
	return run[17] == "10X98765432"[sum%11]
}
