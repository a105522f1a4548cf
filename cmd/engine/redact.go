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
	// hardware is the address of a network card, with either separator.
	hardware = regexp.MustCompile(`(?i)\b[0-9a-f]{2}([:-][0-9a-f]{2}){5}\b`)
	// named are the values of keys that name one device, network or person, or open
	// something; in quotes, which may be escaped, or without.
	named = regexp.MustCompile(`(?i)\b((?:e|b)?ssid|serial(?:[ _-]?(?:number|no))?|mac(?:[ _-]?addr(?:ess)?)?|password|passwd|secret|token|access[ _-]?token|api[ _-]?key)` +
		`(\\?"?\s*[=:]\s*)(?:(\\?")[^"\\\n]*(\\?")|[^\s,;&"\\]+)`)
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
	text = hardware.ReplaceAllString(text, removed)
	return named.ReplaceAllString(text, "${1}${2}${3}"+removed+"${4}")
}
