package checks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/agnivade/levenshtein"
)

// Reason says in what way a setting cannot be used, as a stable word; the words
// for people stand under settings.problem.<reason>.
type Reason string

// The reasons. Those down to WrongType are about the file's form, the rest about
// what it says.
const (
	BadEncoding       Reason = "bad_encoding"       // not UTF-8
	BadSyntax         Reason = "bad_syntax"         // no TOML from here on
	UnknownKey        Reason = "unknown_key"        // no such setting
	DuplicateKey      Reason = "duplicate_key"      // said twice
	WrongType         Reason = "wrong_type"         // a number where a text belongs...
	UnknownValue      Reason = "unknown_value"      // none of a fixed few words
	UnknownProvider   Reason = "unknown_provider"   // no payment company of this id
	UnknownChannel    Reason = "unknown_channel"    // no way to pay of this id
	TooShort          Reason = "too_short"          // an interval under the allowed one
	NotPositive       Reason = "not_positive"       // a limit of nothing or less
	TooSmall          Reason = "too_small"          // under the least that is allowed
	OutOfRange        Reason = "out_of_range"       // over the most that is allowed
	WrongOrder        Reason = "wrong_order"        // the milder limit is not the smaller
	MissingName       Reason = "missing_name"       // an endpoint that nobody could recognize
	DuplicateEndpoint Reason = "duplicate_endpoint" // the same host and port, or name, again
	ImpossibleHost    Reason = "impossible_host"    // empty, or more than a host's name
	ImpossiblePort    Reason = "impossible_port"    // outside 1 to 65535
	ImpossibleScheme  Reason = "impossible_scheme"  // none of https, tls, tcp
	ImpossiblePath    Reason = "impossible_path"    // does not start with /
	ImpossibleAddress Reason = "impossible_address" // not an IP address
	ImpossibleURL     Reason = "impossible_url"     // not http://host/...
	ImpossibleHours   Reason = "impossible_hours"   // not 09:00-21:00
	ImpossibleDate    Reason = "impossible_date"    // not 2026-02-17 or 2026-02-17/2026-02-23
	ImpossibleTime    Reason = "impossible_time"    // not 21:30
	ImpossibleKey     Reason = "impossible_key"     // not ctrl+alt+t
	ImpossibleList    Reason = "impossible_list"    // neither an https address nor a file
	ImpossiblePhone   Reason = "impossible_phone"   // not 95017 or 010-1234567
	ImpossibleWebhook Reason = "impossible_webhook" // not as its kind's URLs are
)

// The shortest intervals that are allowed ("Manners", causes.md).
const (
	ShortestEvery       = 30 * time.Second // hosts that are not the shop's
	ShortestLineEvery   = 5 * time.Second
	ShortestCustomEvery = 10 * time.Second
)

// Card is the channel that no provider of the catalogue carries by itself.
const Card = "card"

// Invalid is a setting that cannot be used.
type Invalid struct {
	Key     string // dotted, elements of lists counted from 1: endpoint[1].port
	Reason  Reason
	Why     string // short and technical, in English
	Nearest string // the nearest value that is right, "" if there is none
}

// Validate returns everything in the settings that cannot be used, nil if they
// are fine. Whom they may name is what the catalogue holds.
func (s Settings) Validate(c Catalogue) []Invalid {
	v := validation{}
	v.oneOf("language", s.Language, "zh-CN", "en")
	v.oneOf("theme", s.Theme, "auto", "light", "dark")
	v.oneOf("text", s.Text, TextStandard, TextLarge)
	v.shop(s, c)
	v.hours(s.Hours)
	v.watch(s.Watch)
	v.warn(s.Warn)
	v.desktop(s.Desktop)
	v.keep(s.Keep)
	v.care(s.Care)
	v.contacts(s.Contacts)
	v.webhooks(s.Webhooks)
	v.thresholds(s.Thresholds)
	v.endpoints(s.Custom, c)
	v.hosts(s.Hosts)
	return v.found
}

// Nearest is the known word that a mistyped one most likely meant, "" if none is
// near enough to be worth naming.
func Nearest(word string, known []string) string {
	best, least := "", max(2, len([]rune(word))/2)+1
	for _, k := range known {
		distance := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(k))
		if len(word) > 2 && strings.HasPrefix(k, strings.ToLower(word)) {
			distance = 1 // cut short: "lang" for "language"
		}
		if distance < least {
			best, least = k, distance
		}
	}
	return best
}

// validation collects what is wrong.
type validation struct{ found []Invalid }

func (v *validation) add(key string, reason Reason, nearest, why string, args ...any) {
	v.found = append(v.found, Invalid{Key: key, Reason: reason, Why: fmt.Sprintf(why, args...), Nearest: nearest})
}

func (v *validation) oneOf(key, value string, known ...string) {
	if !slices.Contains(known, value) {
		v.add(key, UnknownValue, Nearest(value, known), "%q is none of %s", value, strings.Join(known, ", "))
	}
}

func (v *validation) shop(s Settings, c Catalogue) {
	var acquirers, providers, own []string
	for _, p := range c.Providers {
		providers = append(providers, p.ID)
		if p.Acquirer {
			acquirers = append(acquirers, p.ID)
		}
		if p.Channel != "" {
			own = append(own, p.Channel)
		}
	}
	for _, e := range s.Custom {
		acquirers = append(acquirers, e.Name)
	}
	if a := s.Shop.Acquirer; a != "" && !slices.Contains(acquirers, a) {
		v.add("shop.acquirer", UnknownProvider, Nearest(a, acquirers), "no acquirer or endpoint is called %q", a)
	}
	for i, id := range s.Shop.Compare {
		if !slices.Contains(providers, id) {
			v.add(element("shop.compare", i), UnknownProvider, Nearest(id, providers), "no provider has the id %q", id)
		}
	}
	v.channels("shop.direct", s.Shop.Direct, own)
	v.oneOf("shop.terminals", s.Shop.Terminals, "shop", "sim", "mixed", "unknown")
}

func (v *validation) channels(key string, ids, known []string) {
	for i, id := range ids {
		if !slices.Contains(known, id) {
			v.add(element(key, i), UnknownChannel, Nearest(id, known), "no such channel %q here", id)
		}
	}
}

func (v *validation) watch(w WatchSettings) {
	v.atLeast("watch.every", w.Every, ShortestEvery)
	v.atLeast("watch.line_every", w.LineEvery, ShortestLineEvery)
	v.atLeast("watch.custom_every", w.CustomEvery, ShortestCustomEvery)
}

func (v *validation) atLeast(key string, d Duration, least time.Duration) {
	if d.Std() < least {
		v.add(key, TooShort, least.String(), "%v is shorter than the allowed %v", d.Std(), least)
	}
}

func element(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i+1) }
