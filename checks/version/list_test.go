package version

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"countercheck/checks"
)

const goodList = `{
  "schema": "countercheck/versions/v1",
  "rules": [
    {"brand": "示例", "model": "N910", "newest": "V2.1.10", "minimum": "V2.0.0", "blocked": ["V2.1.9", "V2.1.8"], "ends": "2027-12-31"},
    {"software": "示例收银", "newest": "3.2.1"},
    {"minimum": "1.0"}
  ]
}`

var goodRules = []checks.VersionRule{
	{Brand: "示例", Model: "N910", Newest: "V2.1.10", Minimum: "V2.0.0", Blocked: []string{"V2.1.9", "V2.1.8"}, Ends: "2027-12-31", Listed: true},
	{Software: "示例收银", Newest: "3.2.1", Listed: true},
	{Minimum: "1.0", Listed: true},
}

// company serves a list, and says how to reach it.
func company(t *testing.T, answer http.HandlerFunc) (string, *http.Client) {
	t.Helper()
	server := httptest.NewTLSServer(answer)
	t.Cleanup(server.Close)
	return server.URL, server.Client()
}

func TestAListIsFetched(t *testing.T) {
	url, client := company(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, goodList) })
	path := written(t, "versions.json", []byte("\ufeff"+goodList))
	for where, by := range map[string]string{url + "/versions.json?key=secret": url + "/versions.json", path: path} {
		got, err := FetchList(t.Context(), where, client)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(goodRules, got, cmpopts.IgnoreFields(checks.VersionRule{}, "At", "By")); diff != "" {
			t.Error(diff)
		}
		for _, r := range got {
			if r.By != by || r.At.IsZero() {
				t.Errorf("it is noted as from %q at %v", r.By, r.At)
			}
		}
	}
}

func TestAListThatCannotBeFetched(t *testing.T) {
	var followed atomic.Bool
	var sent atomic.Int64
	url, client := company(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/list", http.StatusMovedPermanently)
		case "/list":
			followed.Store(true)
		case "/large": // ten million rows
			fmt.Fprint(w, `{"schema":"countercheck/versions/v1","rules":[`)
			for range 10_000_000 {
				if _, err := fmt.Fprint(w, `{"software":"till","newest":"1.0"},`); err != nil {
					return
				}
				sent.Add(1)
			}
		default:
			http.NotFound(w, r)
		}
	})
	large := written(t, "large.json", []byte(goodList))
	if err := os.Truncate(large, 400<<20); err != nil {
		t.Fatal(err)
	}
	for where, want := range map[string]string{
		url + "/moved": Redirected,
		url + "/none":  Refused,
		url + "/large": TooLarge,
		"http://" + strings.TrimPrefix(url, "https://"): NotHTTPS,
		"ftp://example.com/v":                           NotHTTPS,
		"https://":                                      Unusable,
		"file:///etc/hostname":                          Unusable,
		"versions.json":                                 Unusable,
		large:                                           TooLarge,
		filepath.Join(t.TempDir(), "none.json"):         NotFound,
		t.TempDir():                                     NotAFile,
	} {
		if rules, err := FetchList(t.Context(), where, client); why(t, err) != want || rules != nil {
			t.Errorf("%s: %v, want %s", where, err, want)
		}
	}
	if followed.Load() {
		t.Error("a redirect was followed")
	}
	if n := sent.Load(); n == 0 || n > 1_000_000 {
		t.Errorf("%d of ten million rows were sent before it gave up", n)
	}
	// Without a client the certificate of a stranger is not trusted.
	if _, err := FetchList(t.Context(), url, nil); why(t, err) != Unreachable {
		t.Error(err)
	}
}

// rulesOf is a list of these rules, one a line from line 3 on.
func rulesOf(rules ...string) string {
	return "{\"schema\":\"countercheck/versions/v1\",\n\"rules\":[\n" + strings.Join(rules, ",\n") + "\n]}"
}

func TestAnythingWrongInAListIsNamed(t *testing.T) {
	const fine = `{"model":"N910","newest":"1.0"}`
	for _, c := range []struct{ text, why, what string }{
		{"", Broken, "list:1"},
		{"<html>", Broken, "list:1"},
		{"\r\n\n" + rulesOf(fine, `{"model":"S1000"}`) + "\n\n", BadRule, "list:6 rules[2]"},
		{"\n" + rulesOf(fine, `{`) + "\n", Broken, "list:6"},
		{rulesOf(fine, `{"model":"S1000" "newest":"2"}`), Broken, "list:4"},
		{rulesOf(fine) + "\n{}", Broken, "list:5"},
		{"\xff\xfe{\x00", Broken, "list"},
		{`[]`, BadRule, "list:1 "},
		{`{"rules":[]}`, WrongSchema, "list"},
		{`{"schema":"countercheck/versions/v2","roles":{}}`, WrongSchema, "list"},
		{`{"schema":1,"rules":[]}`, WrongSchema, "list"},
		{`{"schema":"countercheck/versions/v1","rule":[]}`, UnknownKey, "list:1 rule (rules?)"},
		{`{"schema":"countercheck/versions/v1"}`, BadRule, "list:1 rules"},
		{`{"schema":"countercheck/versions/v1","rules":null}`, BadRule, "list:1 rules"},
		{"{\"schema\":\"countercheck/versions/v1\",\n\"rules\":[],\n\"rules\":[]}", BadRule, "list:3 rules"},
		{rulesOf(fine, `{"model":"S1000","newset":"2"}`), UnknownKey, "list:4 rules[2].newset (newest?)"},
		{rulesOf(fine, `{"Model":"S1000","newest":"2"}`), UnknownKey, "list:4 rules[2].Model (model?)"},
		{rulesOf(fine, `{"model":"S1000","\u0000":"2"}`), UnknownKey, "list:4 rules[2].?"},
		{rulesOf(fine, `{"model":"S1000","newest":"2","newest":"3"}`), BadRule, "list:4 rules[2].newest"},
		{rulesOf(fine, `{"model":"S1000","newest":2}`), BadRule, "list:4 rules[2].newest"},
		{rulesOf(fine, `{"model":"S1000","newest":null}`), BadRule, "list:4 rules[2].newest"},
		{rulesOf(fine, `{"model":"S1000","newest":" "}`), BadRule, "list:4 rules[2].newest"},
		{rulesOf(fine, `{"model":"S1000","newest":"2\u001b[0m"}`), BadRule, "list:4 rules[2].newest"},
		{rulesOf(fine, `{"model":"S1000","newest":"2\ud800"}`), BadRule, "list:4 rules[2].newest"},
		{rulesOf(fine, `{"model":"`+strings.Repeat("型", 201)+`","newest":"2"}`), BadRule, "list:4 rules[2].model"},
		{rulesOf(fine, `{"model":"S1000","blocked":"2"}`), BadRule, "list:4 rules[2].blocked"},
		{rulesOf(fine, `{"model":"S1000","blocked":["2",3]}`), BadRule, "list:4 rules[2].blocked"},
		{rulesOf(fine, `{"model":"S1000","blocked":[`+strings.TrimSuffix(strings.Repeat(`"1",`, 101), ",")+`]}`), BadRule, "list:4 rules[2].blocked"},
		{rulesOf(fine, `{"model":"S1000","ends":"2027-02-30"}`), BadRule, "list:4 rules[2].ends"},
		{rulesOf(fine, `{"model":"S1000"}`), BadRule, "list:4 rules[2]"},
		{rulesOf(fine, `{"model":"S1000","newest":"2.0","minimum":"3.0"}`), BadRule, "list:4 rules[2].minimum"},
		{rulesOf(fine, `"N910"`), BadRule, "list:4 rules[2]"},
		{rulesOf(fine, `null`), BadRule, "list:4 rules[2]"},
		{rulesOf(fine, `{"model":"n 910","newest":"2"}`), SameRule, "list:4 rules[2]"},
	} {
		rules, err := parseList([]byte(c.text), "list")
		if rules != nil {
			t.Errorf("%.200s gave rules", c.text)
		}
		if got := why(t, err); got != c.why {
			t.Errorf("%.200s: %v, want %s", c.text, err, c.why)
		} else if p := err.(*Problem); p.What != c.what { //nolint:errorlint // parseList's own
			t.Errorf("%.200s: at %q, want %q", c.text, p.What, c.what)
		}
	}
}

func TestAListOfManyRules(t *testing.T) {
	many := make([]string, mostRules+1)
	for i := range many {
		many[i] = fmt.Sprintf(`{"model":"%d","newest":"1"}`, i)
	}
	if rules, err := parseList([]byte(rulesOf(many[:mostRules]...)), "list"); err != nil || len(rules) != mostRules {
		t.Errorf("%d rules, %v", len(rules), err)
	}
	if rules, err := parseList([]byte(rulesOf(many...)), "list"); why(t, err) != TooMany || rules != nil {
		t.Error(err)
	}
}

func FuzzList(f *testing.F) {
	f.Add([]byte(goodList))
	f.Add([]byte(rulesOf(`{"model":"S1000","newest":2}`)))
	f.Add([]byte(rulesOf(`{"model":"S1000","blocked":[[]]}`, `{}`)))
	f.Add([]byte("\ufeff{\"schema\":\"countercheck/versions/v1\",\"rules\":[]}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		rules, err := parseList(text, "list")
		if err != nil {
			if why(t, err) == "" || rules != nil {
				t.Errorf("%v, and %d rules", err, len(rules))
			}
			return
		}
		for _, r := range rules { // what was taken is taken again as it was
			if r.Newest == "" && r.Minimum == "" && r.Ends == "" && len(r.Blocked) == 0 {
				t.Errorf("a rule that says nothing: %+v", r)
			}
		}
		document := map[string]any{"schema": "countercheck/versions/v1", "rules": without(rules)}
		again, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		if twice, err := parseList(again, "list"); err != nil || cmp.Diff(rules, twice, cmpopts.EquateEmpty()) != "" {
			t.Errorf("%s: %v", again, err)
		}
	})
}

// without leaves out of rules what a list does not say.
func without(rules []checks.VersionRule) []map[string]any {
	all := []map[string]any{}
	for _, r := range rules {
		m := map[string]any{}
		for key, text := range map[string]string{
			"brand": r.Brand, "model": r.Model, "software": r.Software, "newest": r.Newest, "minimum": r.Minimum, "ends": r.Ends,
		} {
			if text != "" {
				m[key] = text
			}
		}
		if len(r.Blocked) > 0 {
			m["blocked"] = r.Blocked
		}
		all = append(all, m)
	}
	return all
}
