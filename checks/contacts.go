package checks

import "strings"

// Phone is the number of whoever is to be called: the shop's own where it entered one,
// for a provider the public one of the catalogue. "" where there is none. way is how
// the customer paid, and decides whose provider it is.
func (s Settings) Phone(who Callee, way Way, c Catalogue) string {
	switch who {
	case CallAcquirer:
		if s.Contacts.Acquirer == "" {
			return c.hotline(s.Shop.Acquirer)
		}
		return s.Contacts.Acquirer
	case CallBroadband:
		return s.Contacts.Broadband
	case CallCashier:
		return s.Contacts.Cashier
	case CallBank:
		return s.Contacts.Bank
	case CallProvider:
		if way == "" {
			way = WayWeChat // what most customers pay with, and what the article is about
		}
		return c.hotline(string(way))
	default:
		return ""
	}
}

// hotline is a provider's public number, "" if it has none.
func (c Catalogue) hotline(provider string) string {
	for _, p := range c.Providers {
		if p.ID == provider {
			return p.Hotline
		}
	}
	return ""
}

// The lengths of a phone number, in characters.
const (
	leastPhone = 3 // 110 would be the shortest
	mostPhone  = 24
)

// contacts: digits, and what people put between them.
func (v *validation) contacts(c ContactSettings) {
	for _, one := range []struct{ key, text string }{
		{"contacts.acquirer", c.Acquirer}, {"contacts.broadband", c.Broadband}, {"contacts.cashier", c.Cashier}, {"contacts.bank", c.Bank},
	} {
		digits := strings.Trim(one.text, "0123456789+-() ") == ""
		if one.text != "" && (!digits || len(one.text) < leastPhone || len(one.text) > mostPhone) {
			v.add(one.key, ImpossiblePhone, "95017", "%q is no phone number", one.text)
		}
	}
}
