package checks

import (
	"encoding/json"
	"math"
	"slices"
	"testing"
	"time"
)

// surveyedIn is a host whose probes took the given milliseconds; 0 timed out.
func surveyedIn(provider string, took ...int) SurveyHost {
	h := SurveyHost{Provider: provider, Owner: provider, Host: provider + ".example", Port: 443, InUse: true, Role: Primary}
	for _, ms := range took {
		p := SurveyProbe{Phases: Phases{Connect: milliseconds(ms / 4), Processing: milliseconds(ms - ms/4)}}
		if ms == 0 {
			p = SurveyProbe{Phases: Phases{Connect: milliseconds(4000)}, Failed: Connect, Class: Timeout}
		}
		h.Probes = append(h.Probes, p)
	}
	return h
}

func milliseconds(ms int) Span { return Span(time.Duration(ms) * time.Millisecond) }

func TestSurveyFigures(t *testing.T) {
	var took []int
	for ms := 400; ms >= 4; ms -= 4 {
		took = append(took, ms) // 4, 8, ... 400
	}
	h := surveyedIn("wechat", append(took, 0, 0)...)
	h.Probes = append(h.Probes, SurveyProbe{Class: Internal}, SurveyProbe{Class: Denied})
	f := h.Figures()
	if f.Count != 102 || f.Failed != 2 {
		t.Errorf("%d of %d failed", f.Failed, f.Count)
	}
	if want := (SpanFigures{Min: milliseconds(4), Median: milliseconds(204), P95: milliseconds(384), Max: milliseconds(400)}); f.Total != want {
		t.Errorf("totals %+v, want %+v", f.Total, want)
	}
	if want := (SpanFigures{Min: milliseconds(1), Median: milliseconds(51), P95: milliseconds(96), Max: milliseconds(100)}); f.Phases[Connect] != want {
		t.Errorf("connects %+v, want %+v: a probe that was given up has no part in them", f.Phases[Connect], want)
	}
	if _, there := f.Phases[TLS]; there {
		t.Error("a phase that never ran has figures")
	}
	none := SurveyHost{}.Figures()
	if _, ok := none.Share(); none.Count != 0 || none.Total != (SpanFigures{}) || ok {
		t.Errorf("no probes give %+v", none)
	}
}

func TestSurveyAllowed(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		last time.Time
		want bool
	}{
		{time.Time{}, true},
		{now.Add(-10 * time.Minute), true},
		{now.Add(-10*time.Minute + time.Second), false},
		{now, false},
		{now.Add(5 * time.Minute), false},
		{now.Add(24 * time.Hour), true}, // the clock was put back since
	} {
		if got := SurveyAllowed(c.last, now); got != c.want {
			t.Errorf("after one that ended at %v: %t", c.last, got)
		}
	}
}

func TestASurveySurvivesBeingWrittenDown(t *testing.T) {
	s := Survey{
		Started: time.Date(2026, 11, 23, 10, 0, 0, 123e6, time.UTC), Ended: time.Date(2026, 11, 23, 10, 1, 40, 0, time.UTC),
		Planned: 100, Stopped: true, Level: Warn, Cause: ProviderSlow,
		Hosts: []SurveyHost{surveyedIn("wechat", 40, 0, 3120)},
	}
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back Survey
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	again, _ := json.Marshal(back)
	if string(again) != string(text) || back.Hosts[0].Figures().Total != s.Hosts[0].Figures().Total {
		t.Errorf("written\n%s\nand read\n%s", text, again)
	}
	for _, bad := range []string{`{"hosts":[{"probes":[{"phases_ms":{"tls":"soon"}}]}]}`, `{"hosts":[{"probes":[{"phases_ms":{"tls":1e300}}]}]}`} {
		if err := json.Unmarshal([]byte(bad), &back); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

// times is n times the same number of milliseconds.
func times(n, ms int) []int { return slices.Repeat([]int{ms}, n) }

func TestWhatASurveyMeans(t *testing.T) {
	thresholds := Thresholds{
		Request: Grade{Good: Duration(time.Second), Bad: Duration(3 * time.Second)},
		Loss:    ShareGrade{Good: 1, Bad: 5},
	}
	fine, slow, dead := times(100, 60), times(100, 1500), times(100, 0)
	lossy, seldomSlow := slices.Concat(times(90, 60), times(10, 0)), slices.Concat(times(90, 60), times(10, 4000))
	backup := func(took []int) SurveyHost {
		h := surveyedIn("wechat", took...)
		h.Role, h.Host = Backup, "backup.example"
		return h
	}
	compared := func(took []int) SurveyHost {
		h := surveyedIn("unionpay", took...)
		h.InUse = false
		return h
	}
	for _, c := range []struct {
		name  string
		hosts []SurveyHost
		level Level
		cause Code
	}{
		{"all fine", []SurveyHost{surveyedIn("wechat", fine...), surveyedIn("alipay", fine...)}, OK, None},
		{"nothing asked", nil, Unknown, ""},
		{"too few probes", []SurveyHost{surveyedIn("wechat", times(19, 60)...)}, Unknown, ""},
		{"one provider dead", []SurveyHost{surveyedIn("wechat", dead...), surveyedIn("alipay", fine...)}, Fail, ProviderDown},
		{"all dead", []SurveyHost{surveyedIn("wechat", dead...), surveyedIn("alipay", dead...)}, Fail, ""},
		{"the only one dead", []SurveyHost{surveyedIn("wechat", dead...)}, Fail, ""},
		{"the backup works", []SurveyHost{surveyedIn("wechat", dead...), backup(fine), surveyedIn("alipay", fine...)}, Warn, ProviderPrimaryDown},
		{"the backup is dead", []SurveyHost{surveyedIn("wechat", fine...), backup(dead), surveyedIn("alipay", fine...)}, OK, None},
		{"one in ten lost", []SurveyHost{surveyedIn("wechat", lossy...), surveyedIn("alipay", fine...)}, Warn, ""},
		{"one provider slow", []SurveyHost{surveyedIn("wechat", slow...), surveyedIn("alipay", fine...)}, Warn, ProviderSlow},
		{"one in ten very slow", []SurveyHost{surveyedIn("wechat", seldomSlow...), surveyedIn("alipay", fine...)}, Warn, ProviderSlow},
		{"all slow", []SurveyHost{surveyedIn("wechat", slow...), surveyedIn("alipay", slow...)}, Warn, WANSlow},
		{"a host for comparison dead", []SurveyHost{surveyedIn("wechat", fine...), compared(dead)}, OK, None},
		{"only hosts for comparison", []SurveyHost{compared(dead)}, Fail, ""},
	} {
		if level, cause := JudgeSurvey(Survey{Hosts: c.hosts}, thresholds); level != c.level || cause != c.cause {
			t.Errorf("%s: %s %q, want %s %q", c.name, level, cause, c.level, c.cause)
		}
	}
}

func TestSurveysAreComparedByTheHostsBothAsked(t *testing.T) {
	survey := func(hosts ...SurveyHost) Survey { return Survey{Hosts: hosts} }
	dead, fine, half := surveyedIn("wechat", times(100, 0)...), surveyedIn("wechat", times(100, 60)...), surveyedIn("wechat", times(100, 30)...)
	compared := surveyedIn("alipay", times(100, 500)...)
	compared.InUse = false
	quicker := surveyedIn("alipay", times(100, 50)...)
	quicker.InUse = false
	for _, c := range []struct {
		name           string
		before, after  Survey
		time, failures Effect
	}{
		{"nothing changed", survey(fine), survey(fine), EffectSame, EffectSame},
		{"twice as quick", survey(fine), survey(half), EffectBetter, EffectSame},
		{"twice as slow", survey(half), survey(fine), EffectWorse, EffectSame},
		{"dead before", survey(dead), survey(fine), EffectUnknown, EffectBetter},
		{"dead after", survey(fine), survey(dead), EffectUnknown, EffectWorse},
		{"no host in common", survey(fine), survey(compared), EffectUnknown, EffectUnknown},
		{"nothing asked", survey(), survey(), EffectUnknown, EffectUnknown},
		{"too few before", survey(surveyedIn("wechat", times(19, 60)...)), survey(half), EffectUnknown, EffectUnknown},
		{"too few after", survey(fine), survey(surveyedIn("wechat", times(19, 30)...)), EffectUnknown, EffectUnknown},
		{"only a host for comparison is quicker", survey(fine, compared), survey(fine, quicker), EffectSame, EffectSame},
		{"a tenth quicker is not worth a word", survey(surveyedIn("wechat", times(100, 100)...)), survey(surveyedIn("wechat", times(100, 90)...)), EffectSame, EffectSame},
	} {
		got := CompareSurveys(c.before, c.after)
		if got.Time != c.time || got.Failures != c.failures {
			t.Errorf("%s: time %s, failures %s, want %s and %s", c.name, got.Time, got.Failures, c.time, c.failures)
		}
	}
	got := CompareSurveys(survey(dead, compared), survey(fine, compared))
	if want := (SurveySide{Count: 100, Failed: 100}); got.Before != want {
		t.Errorf("before %+v, want %+v", got.Before, want)
	}
	if want := (SurveySide{Count: 100, Median: milliseconds(60)}); got.After != want {
		t.Errorf("after %+v, want %+v", got.After, want)
	}
}

// TestStudentPoint against a printed table of the distribution.
func TestStudentPoint(t *testing.T) {
	for _, c := range []struct{ normal, freedom, want float64 }{
		{2.5758, 3, 5.841},
		{2.5758, 5, 4.032},
		{2.5758, 10, 3.169},
		{2.5758, 30, 2.750},
		{2.2414, 4, 3.495},
		{2.2414, 10, 2.634},
		{2.2414, 1e9, 2.2414},
		{1.96, 8, 2.306},
	} {
		if got := studentPoint(c.normal, c.freedom); math.Abs(got/c.want-1) > 0.01 {
			t.Errorf("%g at %g degrees of freedom: %.3f, want %.3f", c.normal, c.freedom, got, c.want)
		}
	}
}
