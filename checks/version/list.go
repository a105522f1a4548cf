package version

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"countercheck/checks"
)

const (
	mostList  = 1 << 20
	mostRules = 10_000
)

// FetchList reads the list of versions that a service company keeps, from an https
// address or a file of this computer. Without a client it trusts the certificates
// that the system does. A list with anything wrong in it gives no rules at all and
// a *Problem that names the place, so that half a list never takes over.
//
//	{
//	  "schema": "countercheck/versions/v1",
//	  "rules": [
//	    {
//	      "brand": "…", "model": "…", "software": "…",  left out: any
//	      "newest": "V2.1.10",
//	      "minimum": "V2.0.0",                          below it, it must not be used
//	      "blocked": ["V2.1.9"],                        known to be faulty
//	      "ends": "2027-12-31"                          the last day of support
//	    }
//	  ]
//	}
//
// A rule says at least one of the last four. The file is UTF-8 of at most 1 MiB,
// with at most 10,000 rules, and no text in it is longer than 200 characters.
func FetchList(ctx context.Context, where string, client *http.Client) ([]checks.VersionRule, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	name, fetch, err := listAt(where, client)
	if err != nil {
		return nil, err
	}
	text, err := within(ctx, name, func() ([]byte, error) { return fetch(ctx) })
	if err != nil {
		return nil, err
	}
	rules, err := parseList(text, path.Base(filepath.ToSlash(name)))
	if err != nil {
		return nil, err
	}
	now := time.Now()
	for i := range rules {
		rules[i].At, rules[i].By, rules[i].Listed = now, name, true
	}
	return rules, nil
}

// listAt says how a list is to be had, and what its place may be called.
func listAt(where string, client *http.Client) (name string, fetch func(context.Context) ([]byte, error), err error) {
	if !strings.Contains(where, "://") {
		return where, func(context.Context) ([]byte, error) { return wholeFile(where) }, nil
	}
	at, err := url.Parse(where)
	switch {
	case err != nil || at.Host == "":
		return "", nil, &Problem{Why: Unusable, What: "https://"}
	case at.Scheme != "https":
		return "", nil, &Problem{Why: NotHTTPS, What: bare(at)}
	}
	if client == nil {
		client = &http.Client{Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true, DisableCompression: true,
			MaxResponseHeaderBytes: 16 << 10, ForceAttemptHTTP2: true,
		}}
	}
	only := *client
	only.CheckRedirect = stay
	return bare(at), func(ctx context.Context) ([]byte, error) { return get(ctx, &only, at, mostList) }, nil
}

// wholeFile reads a file of at most a list's size; a larger one not at all.
func wholeFile(path string) ([]byte, error) {
	f, size, err := open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	if size > mostList {
		return nil, &Problem{Why: TooLarge, What: path}
	}
	text, err := io.ReadAll(io.LimitReader(f, mostList+1))
	if err == nil && len(text) > mostList {
		err = &Problem{Why: TooLarge, What: path}
	}
	return text, err
}

// list is a version list as it is being read; name is how its places begin.
type list struct {
	text []byte
	name string
	seen map[string]bool // what rules there were for
}

// parseList reads a list, strictly.
func parseList(text []byte, name string) ([]checks.VersionRule, error) {
	if !utf8.Valid(text) {
		return nil, &Problem{Why: Broken, What: name, Err: errors.New("it is not UTF-8")}
	}
	l := list{bytes.TrimPrefix(text, []byte("\ufeff")), name, map[string]bool{}}
	var whole json.RawMessage
	if err := json.Unmarshal(l.text, &whole); err != nil {
		var syntax *json.SyntaxError
		at := 0
		if errors.As(err, &syntax) {
			at = int(syntax.Offset)
		}
		return nil, &Problem{Why: Broken, What: l.line(at), Err: err}
	}
	document := value{raw: whole, at: bytes.Index(l.text, whole)}
	members, err := l.object(document, nil)
	if err != nil {
		return nil, err
	}
	var schema string
	if v, ok := members["schema"]; ok {
		_ = json.Unmarshal(v.raw, &schema) // what is no text is not the schema either
	}
	if schema != "countercheck/versions/v1" {
		return nil, &Problem{Why: WrongSchema, What: name}
	}
	if members, err = l.object(document, []string{"schema", "rules"}); err != nil {
		return nil, err
	}
	return l.rules(members["rules"])
}

// rules reads all the rules.
func (l list) rules(v value) ([]checks.VersionRule, error) {
	elements, err := v.elements(mostRules)
	if err != nil {
		return nil, l.bad(v, "rules", BadRule, err)
	}
	if len(elements) > mostRules {
		return nil, l.bad(v, "rules", TooMany, nil)
	}
	all := make([]checks.VersionRule, 0, len(elements))
	for i, e := range elements {
		e.place = fmt.Sprintf("rules[%d]", i+1)
		r, err := l.rule(e)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// line is a place in the list, as compilers write it.
func (l list) line(at int) string {
	return fmt.Sprintf("%s:%d", l.name, 1+bytes.Count(l.text[:min(max(at, 0), len(l.text))], []byte("\n")))
}

// bad is a problem with a value.
func (l list) bad(v value, place, why string, err error) error {
	return &Problem{Why: why, What: l.line(v.at) + " " + place, Err: err}
}
