package version

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"countercheck/checks"
)

const (
	mostWord    = 200
	mostBlocked = 100
)

var ruleKeys = []string{"brand", "model", "software", "newest", "minimum", "blocked", "ends"}

// value is a piece of JSON and where it stands. encoding/json lets pass a key that
// stands twice or in other letters, and says of no value where it stood.
type value struct {
	raw   []byte
	at    int    // its offset in the list
	place string // its path: rules[3]
}

// object takes an object apart. Keys other than the known are refused, unless none
// are given.
func (l list) object(v value, known []string) (map[string]value, error) {
	if v.raw[0] != '{' {
		return nil, l.bad(v, v.place, BadRule, errors.New("an object { } is expected"))
	}
	decoder := json.NewDecoder(bytes.NewReader(v.raw))
	_, err := decoder.Token()
	members := map[string]value{}
	for err == nil && decoder.More() {
		var token json.Token
		var raw json.RawMessage
		if token, err = decoder.Token(); err != nil {
			break
		}
		key, at := fmt.Sprint(token), v.at+int(decoder.InputOffset())
		place := strings.TrimPrefix(v.place+"."+shown(key), ".")
		if _, twice := members[key]; twice {
			return nil, l.bad(value{at: at}, place, BadRule, errors.New("the key stands here twice"))
		}
		if len(known) > 0 && !slices.Contains(known, key) {
			if len(key) <= mostWord {
				place += nearest(key, known)
			}
			return nil, l.bad(value{at: at}, place, UnknownKey, nil)
		}
		err = decoder.Decode(&raw)
		members[key] = value{raw, v.at + int(decoder.InputOffset()) - len(raw), place}
	}
	if err != nil {
		return nil, l.bad(v, v.place, Broken, err)
	}
	return members, nil
}

// elements takes an array apart, up to one more than so many.
func (v value) elements(most int) ([]value, error) {
	if len(v.raw) == 0 || v.raw[0] != '[' {
		return nil, errors.New("a list [ ] is expected")
	}
	decoder := json.NewDecoder(bytes.NewReader(v.raw))
	_, err := decoder.Token()
	var all []value
	for err == nil && decoder.More() && len(all) <= most {
		var raw json.RawMessage
		err = decoder.Decode(&raw)
		all = append(all, value{raw, v.at + int(decoder.InputOffset()) - len(raw), v.place})
	}
	return all, err
}

// rule reads one rule.
func (l list) rule(v value) (r checks.VersionRule, err error) {
	members, err := l.object(v, ruleKeys)
	if err != nil {
		return r, err
	}
	for key, into := range map[string]*string{
		"brand": &r.Brand, "model": &r.Model, "software": &r.Software,
		"newest": &r.Newest, "minimum": &r.Minimum, "ends": &r.Ends,
	} {
		if m, ok := members[key]; ok {
			if *into, err = m.word(); err != nil {
				return r, l.bad(m, m.place, BadRule, err)
			}
		}
	}
	if m, ok := members["blocked"]; ok {
		if r.Blocked, err = m.words(); err != nil {
			return r, l.bad(m, m.place, BadRule, err)
		}
	}
	return r, l.sound(v, r)
}

// sound refuses a rule that says nothing, contradicts itself or stands twice.
func (l list) sound(v value, r checks.VersionRule) error {
	if r.Newest == "" && r.Minimum == "" && r.Ends == "" && len(r.Blocked) == 0 {
		return l.bad(v, v.place, BadRule, errors.New("it says nothing: newest, minimum, blocked or ends is missing"))
	}
	if r.Ends != "" {
		if _, err := time.Parse(time.DateOnly, r.Ends); err != nil {
			return l.bad(v, v.place+".ends", BadRule, errors.New("a day is written like 2027-12-31"))
		}
	}
	if r.Minimum != "" && r.Newest != "" && checks.CompareVersions(r.Minimum, r.Newest) == checks.VersionNewer {
		return l.bad(v, v.place+".minimum", BadRule, errors.New("the minimum is newer than the newest"))
	}
	same := checks.PlainNumber(r.Brand) + "\n" + checks.PlainNumber(r.Model) + "\n" + checks.PlainNumber(r.Software)
	if l.seen[same] {
		return l.bad(v, v.place, SameRule, nil)
	}
	l.seen[same] = true
	return nil
}

// word reads a text.
func (v value) word() (text string, err error) {
	if len(v.raw) == 0 || v.raw[0] != '"' {
		return "", errors.New(`a text "…" is expected`)
	}
	if err := json.Unmarshal(v.raw, &text); err != nil {
		return "", err
	}
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "", errors.New("it is empty: leave the key out")
	case len([]rune(text)) > mostWord:
		return "", fmt.Errorf("it has more than %d characters", mostWord)
	case strings.ContainsFunc(text, unseen):
		return "", errors.New("it holds control characters")
	}
	return text, nil
}

// words reads a list of texts.
func (v value) words() ([]string, error) {
	elements, err := v.elements(mostBlocked)
	if err == nil && len(elements) > mostBlocked {
		err = fmt.Errorf("it has more than %d entries", mostBlocked)
	}
	if err != nil {
		return nil, err
	}
	var all []string
	for _, e := range elements {
		text, err := e.word()
		if err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, nil
}

// nearest is the key that a mistyped one most likely meant, in brackets.
func nearest(key string, known []string) string {
	if near := checks.Nearest(key, known); near != "" {
		return " (" + near + "?)"
	}
	return ""
}

// shown is a key as it may be shown to a person.
func shown(key string) string {
	if len(key) > mostWord || strings.ContainsFunc(key, unseen) {
		return "?"
	}
	return key
}
