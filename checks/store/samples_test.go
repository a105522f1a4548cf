package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countercheck/checks"
)

func TestSingleResultsComeBackAsTheyWereKept(t *testing.T) {
	w := watching(t, t.TempDir(), checks.KeepSettings{})
	ping := checks.Result{
		Check: checks.Check{ID: "ping:a", Kind: checks.KindPing}, At: noon.Add(time.Second),
		Finding: checks.Finding{Level: checks.Warn, Cause: checks.WANLossy, Facts: checks.PingFacts{Sent: 5, Received: 3, Median: checks.Span(30 * time.Millisecond)}},
	}
	results := []checks.Result{
		endpoint(noon, 80*time.Millisecond, checks.OK), ping, endpoint(noon.Add(30*time.Second), time.Second, checks.Fail),
		endpoint(noon.Add(60*time.Second), time.Second, checks.OK),
	}
	var want []checks.Sample
	for _, r := range results[:3] {
		s, _ := checks.SampleOf(r)
		want = append(want, s)
	}
	want[0].Cause = ""
	w.Record(checks.Entry{At: noon, Whole: true, Results: results, Last: checks.Last{Alive: noon}})
	w.until("written", w.idle)
	in := checks.Window{From: noon, To: noon.Add(time.Minute)}
	got, err := w.Samples(t.Context(), []string{"ping:a", "endpoint:wechat", "endpoint:never"}, in)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v, %s", err, diff)
	}
	if got, err := w.Samples(t.Context(), []string{"endpoint:wechat"}, checks.Window{From: noon.AddDate(-1, 0, 0), To: noon}); err != nil || len(got) != 0 {
		t.Errorf("of a time that is not kept: %+v, %v", got, err)
	}
}

// TestWhatIsUsual: an hour of trouble, and results that failed, do not make the
// usual figure a bad one.
func TestWhatIsUsual(t *testing.T) {
	w := watching(t, t.TempDir(), checks.KeepSettings{})
	if _, ok, err := w.Usual(t.Context(), "endpoint:wechat", noon); ok || err != nil {
		t.Errorf("something is usual before anything was measured: %v", err)
	}
	for w.now().Before(noon.Add(26 * time.Hour)) {
		took, level := 80*time.Millisecond, checks.OK
		switch hour := w.now().Sub(noon) / time.Hour; {
		case hour == 20:
			took = 6 * time.Second
		case hour == 21:
			level = checks.Fail
		case hour < 2:
			took = 3 * time.Second // more than a day before
		}
		w.Record(checks.Entry{At: w.now(), Whole: true, Results: []checks.Result{endpoint(w.now(), took, level)}, Last: checks.Last{Alive: w.now()}})
		w.pass(5 * time.Minute)
	}
	w.until("written", w.idle)
	took, ok, err := w.Usual(t.Context(), "endpoint:wechat", w.now())
	if err != nil || !ok || took != 80*time.Millisecond {
		t.Errorf("usual: %s, %v, %v", took, ok, err)
	}
}
