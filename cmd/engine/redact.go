package engine

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"countercheck/checks"
)

// removed stands in place of what was taken out.
const removed = "[removed]"

var (
	// anyURL is an address with a scheme, up to where one can end.
	anyURL = regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*://[^\s"'<>\\]+`)
	// hardware is the address of a network card, in the ways systems write it.
	hardware = regexp.MustCompile(`(?i)\b(?:[0-9a-f]{1,2}([:-][0-9a-f]{1,2}){5}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})\b`)
	// number is long enough to be a payment code or a card's, in groups or not; not
	// the rest of a decimal, nor the 13 digits of a time.
	number = regexp.MustCompile(`(^|[^.\w])\d(?:[ -]?\d){14,18}\b`)
	mail   = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+`)
	// person is a folder that is called like the person it belongs to.
	person = regexp.MustCompile(`(?i)((?:/home|/Users|[a-z]:\\{1,2}Users)(?:/|\\{1,2}))([^/\\"'\n:]+)`)
	// named are the values of keys that name one device or person, or open
	// something; network those of a wireless network's name, which may have spaces.
	named   = regexp.MustCompile(`(?i)\b(` + namedKeys + `)` + isValue + `[^\s,;&"'\\]+)`)
	network = regexp.MustCompile(`(?i)\b((?:e|b)?ssid)` + isValue + `[^\n,;"\\]+)`)
)

const (
	namedKeys = `serial(?:[ _-]?(?:number|no))?|mac(?:[ _-]?addr(?:ess)?)?|password|passwd|secret|token|access[ _-]?token|api[ _-]?key|auth[ _-]?code|openid`
	// isValue leads to a value, which may stand in quotes, escaped or not; what
	// follows it is the value without any.
	isValue = `(\\?["']?\s*[=:]\s*)(\\"[^"\n]*?\\"|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|`
)

// redactURLs leaves of a web address its scheme and host, since the rest can be a
// key; of any other address its scheme alone, since there the host can be one too.
func redactURLs(text string) string {
	return anyURL.ReplaceAllStringFunc(text, func(found string) string {
		scheme, _, _ := strings.Cut(found, "://")
		u, err := url.Parse(found)
		switch {
		case err != nil || (u.Scheme != "http" && u.Scheme != "https"):
			return scheme + "://" + removed
		case u.User == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == "":
			return found
		default:
			return u.Scheme + "://" + u.Host + "/" + removed
		}
	})
}

// redactor takes out of a text what names a device, a network or a person, and
// every key to a receiver of messages.
type redactor struct{ replace *strings.Replacer }

// newRedactor knows the receivers of the settings, and other secrets.
func newRedactor(settings checks.Settings, home string) redactor {
	var secrets []string
	for _, hook := range settings.Webhooks {
		secrets = append(secrets, hook.URL)
		secrets = append(secrets, keysOf(hook.URL)...)
	}
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) }) // the whole before its parts
	var pairs []string
	for _, secret := range slices.Compact(secrets) {
		pairs = append(pairs, secret, removed)
	}
	if len(home) > 1 {
		pairs = append(pairs, home, "~") // holds the user's name
	}
	return redactor{replace: strings.NewReplacer(pairs...)}
}

// keysOf are the parts of a receiver's URL that open it. Short ones are words.
func keysOf(hook string) (keys []string) {
	const shortest = 8
	for _, part := range strings.FieldsFunc(hook, func(r rune) bool { return strings.ContainsRune("/?&=#@:,", r) }) {
		if len(part) >= shortest && !strings.Contains(part, ".") {
			keys = append(keys, part)
			if plain, err := url.PathUnescape(part); err == nil && plain != part {
				keys = append(keys, plain)
			}
		}
	}
	return keys
}

func (r redactor) text(text string) string {
	text = r.replace.Replace(text)
	text = redactURLs(text)
	text = mail.ReplaceAllString(text, removed)
	text = person.ReplaceAllString(text, "${1}"+removed)
	text = hardware.ReplaceAllString(text, removed)
	text = number.ReplaceAllString(text, "${1}"+removed)
	return valuesOf(network, valuesOf(named, text))
}

// valuesOf takes out the values of some keys, and leaves their quotes.
func valuesOf(keys *regexp.Regexp, text string) string {
	return keys.ReplaceAllStringFunc(text, func(found string) string {
		parts := keys.FindStringSubmatch(found)
		quote := ""
		for _, q := range []string{`\"`, `"`, `'`} {
			if strings.HasPrefix(parts[3], q) {
				quote = q
				break
			}
		}
		return parts[1] + parts[2] + quote + removed + quote
	})
}
