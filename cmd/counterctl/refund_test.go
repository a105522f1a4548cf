package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/checks/store"
	"countercheck/cmd/engine"
)

// refundAnswer is what the contract promises of refund --json.
type refundAnswer struct {
	At       time.Time
	Measured bool
	PCOnly   bool `json:"pc_only"`
	Level    string
	Cause    string
	Said     string
	Survival map[string]string
	Causes   []struct {
		ID      string
		Weight  float64
		Reason  string
		Actions []string
	}
	Withheld []struct{ Advice, Why, Text string }
	Ask      []struct{ ID, Text string }
}

func asked(t *testing.T, args ...string) (a refundAnswer) {
	t.Helper()
	text := says(t, append([]string{"refund", "--json"}, args...)...)
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return a
}

// emptySettings is a settings file that changes nothing.
func emptySettings(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings.toml")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A PC on which nothing was recorded claims nothing, and writes nothing.
func TestRefundOfAMinuteNobodyMeasured(t *testing.T) {
	dir := t.TempDir()
	a := asked(t, "--data", dir, "--config", emptySettings(t), "--channel", "wechat", "--showed", "reversed")
	if a.Measured || a.Level != "unknown" || a.Survival["15s"] != "unknown" || a.Survival["45s"] != "unknown" {
		t.Errorf("got %+v", a)
	}
	if !strings.Contains(a.Said, "无法判断") {
		t.Errorf("it says %q", a.Said)
	}
	for _, c := range a.Causes {
		if c.ID != "R1" || c.Weight > 0.3 {
			t.Errorf("a cause out of nothing: %+v", c)
		}
	}
	if found, _ := filepath.Glob(filepath.Join(dir, "*")); len(found) > 0 {
		t.Errorf("it left %v", found)
	}
}

// A slow half minute, as it was recorded, is found again by its time.
func TestRefundOfARecordedMinute(t *testing.T) {
	dir, at := t.TempDir(), time.Now().Add(-10*time.Minute).Truncate(time.Second)
	s := store.Open(dir, store.Options{})
	hosts := []checks.Check{
		{ID: "endpoint:wechat:api.mch.weixin.qq.com:443", Kind: checks.KindEndpoint},
		{ID: "endpoint:alipay:openapi.alipay.com:443", Kind: checks.KindEndpoint},
	}
	for after := -5 * time.Minute; after <= 5*time.Minute; after += 30 * time.Second {
		took := checks.Span(90 * time.Millisecond)
		if after >= -time.Minute && after <= 0 {
			took = checks.Span(6200 * time.Millisecond)
		}
		entry := checks.Entry{At: at.Add(after), Whole: true, Last: checks.Last{Alive: at.Add(after)}}
		for _, host := range hosts {
			entry.Results = append(entry.Results, checks.Result{
				Check: host, At: at.Add(after), Finding: checks.Finding{Level: checks.OK, Cause: checks.None, Phases: checks.Phases{checks.Processing: took}, Facts: checks.EndpointFacts{}},
			})
		}
		if after == -5*time.Minute {
			entry.Change = &checks.Change{At: entry.At, Level: checks.OK, Cause: checks.None}
		}
		s.Record(entry)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	flags := []string{"--data", dir, "--config", emptySettings(t), "--at", at.Format(time.DateTime), "--channel", "wechat", "--showed", "reversed", "--answer", "H1=no"}
	a := asked(t, flags...)
	if !a.Measured || a.Level != "warn" || a.Cause != "wan.slow" {
		t.Fatalf("got %+v", a)
	}
	if len(a.Causes) == 0 || a.Causes[0].ID != "R1" || !strings.Contains(a.Causes[0].Reason, "6.2 秒") {
		t.Errorf("the causes are %+v", a.Causes)
	}
	if a.Survival["15s"] == "unknown" || a.Survival["60s"] != "yes" {
		t.Errorf("survival: %v", a.Survival)
	}
	if text := says(t, append([]string{"refund"}, flags...)...); !strings.Contains(text, "6.2 秒") || !strings.Contains(text, "R1") {
		t.Errorf("it says:\n%s", text)
	}
	// An hour before the first record nothing was measured.
	if a := asked(t, append(slices.Clone(flags), "--at", at.Add(-time.Hour).Format(time.DateTime))...); a.Measured || a.Level != "unknown" {
		t.Errorf("an hour before: %+v", a)
	}
}

func TestRefundRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, test := range []struct{ flag, value, says string }{
		{"--channel", "cash", "wechat, alipay"},
		{"--showed", "NOTENOGH", "NOTENOUGH"},
		{"--answer", "R9=yes", "there is no question R9"},
		{"--answer", "R1=perhaps", "yes, no or unknown"},
		{"--amount", "lots", "no amount"},
		{"--amount", "-5", "no amount"},
		{"--at", "soon", "is no time"},
		{"--at", "2199-01-01", "lies ahead"},
		{"--state", "GONE", "none that a provider has"},
	} {
		var out, complaints strings.Builder
		code := run(t.Context(), []string{"refund", "--data", t.TempDir(), test.flag, test.value}, &out, &complaints)
		if code != exitUsage || !strings.Contains(complaints.String(), test.says) {
			t.Errorf("%s %s: exit code %d, %q", test.flag, test.value, code, complaints.String())
		}
	}
}

// A terminal is meant by its name or number; for one with a line of its own this PC's
// line says nothing, and one that is not on record is refused.
func TestRefundOnATerminal(t *testing.T) {
	dir := t.TempDir()
	records, err := store.OpenPeople(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []checks.Terminal{
		{Name: "外卖", Number: "10000001", Kind: checks.SmartPOS, Line: checks.OnOwnSIM},
		{Name: "前台", Number: "10000002", Kind: checks.SmartPOS, Line: checks.OnThisNetwork},
	} {
		if _, err := records.SaveTerminal(t.Context(), one); err != nil {
			t.Fatal(err)
		}
	}
	if err := records.Close(); err != nil {
		t.Fatal(err)
	}
	flags := []string{"--data", dir, "--config", emptySettings(t)}
	for called, pcOnly := range map[string]bool{"外卖": true, "10000001": true, "前台": false, "10000002": false} {
		if a := asked(t, append(slices.Clone(flags), "--terminal", called)...); a.PCOnly != pcOnly {
			t.Errorf("%s: for this PC only: %v", called, a.PCOnly)
		}
	}
	var out, complaints strings.Builder
	code := run(t.Context(), append(append([]string{"refund"}, flags...), "--terminal", "后厨"), &out, &complaints)
	if code != exitUsage || !strings.Contains(complaints.String(), "外卖, 前台") && !strings.Contains(complaints.String(), "前台, 外卖") {
		t.Errorf("one that there is none of: exit code %d, %q", code, complaints.String())
	}
}

// Whatever a triage can name has words in every language.
func TestATriageHasWords(t *testing.T) {
	reasons, advice, withheld := checks.TriageKeys()
	var keys []string
	add := func(prefix string, names ...string) {
		for _, name := range names {
			keys = append(keys, "triage."+prefix+"."+name)
		}
	}
	add("reason", reasons...)
	add("do", advice...)
	add("withheld", withheld...)
	add("withheld", "charge_again", "restart_terminal")
	for _, cause := range checks.RefundCauses {
		add("cause", string(cause))
		add("ask", string(cause))
	}
	for _, state := range checks.TradeStates {
		add("state", string(state))
		add("state_means", string(state))
	}
	for _, callee := range []checks.Callee{checks.CallAcquirer, checks.CallProvider, checks.CallBroadband, checks.CallCashier, checks.CallBank} {
		add("call", string(callee))
		add("asks", string(callee))
	}
	for _, lang := range assets.Languages {
		words := assets.Speak(lang)
		for _, key := range keys {
			if !words.Has(key) {
				t.Errorf("%s: %s has no words", lang, key)
			}
		}
		for _, code := range checks.ErrorCodes {
			if means := report.CodeMeans(words, code.Code); means == "" || strings.HasPrefix(means, "triage.") {
				t.Errorf("%s: the code %s has no words", lang, code.Code)
			}
		}
		for _, showed := range checks.AllShowed {
			if name := report.ShowedName(words, showed); strings.HasPrefix(name, "triage.") {
				t.Errorf("%s: %s has no words", lang, showed)
			}
		}
	}
}

// A case stands among what is recorded, and one begun by mistake does not.
func TestIncidentsListRefundCases(t *testing.T) {
	dir, config := t.TempDir(), emptySettings(t)
	settings, err := engine.ReadSettings(engine.Chosen{Config: config})
	if err != nil {
		t.Fatal(err)
	}
	cases, end, err := engine.OpenCases(t.Context(), dir, settings)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []checks.Case{
		{Sale: checks.Sale{At: time.Now(), Way: checks.WayWeChat, Amount: 3680, Showed: checks.ShowedReversed}, Likely: []checks.Likely{{Cause: checks.CauseNetwork, Weight: 0.9}}, Follow: checks.FollowUp{Status: checks.CaseWaiting}},
		{Sale: checks.Sale{At: time.Now(), Amount: 9999}, Follow: checks.FollowUp{Mistake: true}},
	} {
		if _, err := cases.SaveCase(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	text := says(t, "incidents", "--data", dir, "--config", config)
	for _, part := range []string{"微信", "¥36.80", "撤销", "网络慢或断了", "客人在等钱"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in:\n%s", part, text)
		}
	}
	if strings.Contains(text, "99.99") {
		t.Errorf("a mistake is listed:\n%s", text)
	}
	var list struct {
		Refunds []struct {
			Amount string `json:"amount_yuan"`
			Status string
			Causes []string
		}
	}
	if err := json.Unmarshal([]byte(says(t, "incidents", "--json", "--data", dir, "--config", config)), &list); err != nil {
		t.Fatal(err)
	}
	if len(list.Refunds) != 1 || list.Refunds[0].Amount != "36.80" || list.Refunds[0].Status != "waiting" || !slices.Equal(list.Refunds[0].Causes, []string{"R1"}) {
		t.Errorf("got %+v", list)
	}
}
