package report

import (
	"net/netip"
	"regexp"
	"strings"
)

// redaction takes out of a text what a report for others must not hold: addresses of
// networks and network cards, and numbers that may be a person's.
type redaction struct{ keep map[string]bool }

// What is taken out, and what stands in its place.
var (
	redactHardware = regexp.MustCompile(`(?i)(?:[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})`)
	redactIPv4     = regexp.MustCompile(`\d{1,3}(?:\.\d{1,3}){3}`)
	redactIPv6     = regexp.MustCompile(`(?i)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f.]{0,15}(?:%\w+)?`)
	// redactOpenID is how WeChat calls a customer to a merchant.
	redactOpenID = regexp.MustCompile(`\bo[A-Za-z0-9_-]{27}\b`)
	// redactLong may be a phone, a card, a payment code or a person's number.
	redactLong = regexp.MustCompile(`\p{Nd}{11,}[Xx]?`)
	// Of what people type: such numbers in groups, mail, and the name or password of
	// a wireless network.
	redactGroups  = regexp.MustCompile(`\p{Nd}(?:[ \-.·]{0,2}\p{Nd}){10,}[Xx]?`)
	redactMail    = regexp.MustCompile(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)
	redactNetwork = regexp.MustCompile(`(?i)((?:b?ssid|wi-?fi ?名称?|无线名称?|openid|密码|password)\s*(?:是|[:=:])\s*)[^\s,;,;。]+`)
	// redactToken is what is looked up among the words to keep.
	redactToken = regexp.MustCompile(`[0-9A-Za-z._+-]+`)
)

const (
	redactedAddress = "[IP]"
	redactedCard    = "[MAC]"
	redactedText    = "[…]"
)

// keepWords exempts versions, order numbers that are to be shown, and seals: they
// look like addresses and numbers, and are none.
func (r redaction) keepWords(texts ...string) {
	for _, text := range texts {
		for _, token := range redactToken.FindAllString(text, -1) {
			r.keep[token] = true
		}
	}
}

// blocks cleans all texts of a part; whatever led there, nothing passes by.
func (r redaction) blocks(all []block) {
	for i := range all {
		b := &all[i]
		b.Text, b.Note = r.text(b.Text), r.text(b.Note)
		for _, row := range b.Rows {
			for c := range row {
				row[c] = r.text(row[c])
			}
		}
	}
}

// text cleans what the program itself put together.
func (r redaction) text(text string) string {
	text = redactHardware.ReplaceAllString(text, redactedCard)
	text = redactIPv6.ReplaceAllStringFunc(text, address)
	return redactToken.ReplaceAllStringFunc(text, func(token string) string {
		if r.keep[token] {
			return token
		}
		token = redactIPv4.ReplaceAllStringFunc(token, address)
		token = redactOpenID.ReplaceAllString(token, redactedText)
		return redactLong.ReplaceAllStringFunc(token, lastFour)
	})
}

// typed cleans what a person wrote.
func (r redaction) typed(text string) string {
	text = redactNetwork.ReplaceAllString(text, "${1}"+redactedText)
	text = redactMail.ReplaceAllString(text, redactedText)
	text = redactHardware.ReplaceAllString(text, redactedCard)
	text = redactIPv4.ReplaceAllStringFunc(text, address)
	text = redactOpenID.ReplaceAllString(text, redactedText)
	text = redactGroups.ReplaceAllStringFunc(text, lastFour)
	return r.text(text)
}

// address is what stands in place of one; whatever is none stays.
func address(text string) string {
	if _, err := netip.ParseAddr(strings.TrimRight(text, ".:")); err == nil {
		return redactedAddress
	}
	if _, err := netip.ParseAddr(text); err == nil {
		return redactedAddress
	}
	return text
}
