package store

import (
	"testing"
	"time"

	"countercheck/checks"
)

// noon is a Monday's.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// endpoint is a result of a payment host.
func endpoint(at time.Time, took time.Duration, level checks.Level) checks.Result {
	f := checks.Finding{Level: level, Phases: checks.Phases{checks.Connect: checks.Span(took / 2), checks.TLS: checks.Span(took / 2)}, Facts: checks.EndpointFacts{}}
	if level == checks.Fail {
		f.Cause, f.Failed, f.Class, f.Phases = checks.ProviderDown, checks.Connect, checks.Timeout, nil
	}
	return checks.Result{Check: checks.Check{ID: "endpoint:wechat", Kind: checks.KindEndpoint}, Finding: f, At: at}
}

func TestWhatIsRecordedIsThereAfterARestart(t *testing.T) {
	dir, now := t.TempDir(), noon.Add(time.Hour)
	opt := Options{Now: func() time.Time { return now }, Location: time.UTC}
	s := Open(dir, opt)
	incident := &checks.Incident{ID: noon.UnixMilli(), From: noon, Seen: noon, Level: checks.Fail, Cause: checks.ProviderDown}
	for i := range 120 {
		at := noon.Add(time.Duration(i) * 30 * time.Second)
		level := checks.OK
		if i == 7 {
			level = checks.Fail
		}
		s.Record(checks.Entry{At: at, Whole: true, Results: []checks.Result{endpoint(at, time.Duration(i+1)*time.Millisecond, level)}, Last: checks.Last{Alive: at}})
	}
	change := checks.ChangeOf(checks.Verdict{Level: checks.Fail, Cause: checks.ProviderDown, Channels: []checks.ChannelState{{ID: "wechat", Level: checks.Fail}}}, noon)
	s.Record(checks.Entry{At: noon, Change: &change, Incident: incident, Scene: &checks.Scene{At: noon}, Gap: &checks.Gap{From: noon, To: noon.Add(time.Minute), Kind: checks.GapAsleep}, Last: checks.Last{Alive: noon.Add(time.Hour)}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = Open(dir, opt)
	defer s.Close()
	if !s.Last().Alive.Equal(noon.Add(time.Hour)) {
		t.Errorf("last alive: %s", s.Last().Alive)
	}
	in := checks.Window{From: noon, To: noon.Add(time.Hour)}
	all, err := s.Series(t.Context(), []string{"endpoint:wechat", "never"}, in, 120)
	if err != nil || len(all) != 2 || len(all[0].Points) != 120 || len(all[1].Points) != 0 {
		t.Fatalf("%d series, %v", len(all), err)
	}
	if p := all[0].Points[9]; p.Median != 10*time.Millisecond || p.Phases[checks.Connect] != checks.Span(5*time.Millisecond) {
		t.Errorf("the tenth: %+v", p)
	}
	if p := all[0].Points[7]; p.Failed != 1 || p.Median != 0 {
		t.Errorf("the failed one: %+v", p)
	}
	incidents, err := s.Incidents(t.Context(), in)
	if err != nil || len(incidents) != 1 || incidents[0].Cause != checks.ProviderDown {
		t.Errorf("incidents: %+v, %v", incidents, err)
	}
	if err := s.Note(t.Context(), incident.ID, "called them"); err != nil {
		t.Error(err)
	}
	s.Record(checks.Entry{Incident: incident})
	if scene, err := s.Scene(t.Context(), incident.ID); err != nil || scene == nil {
		t.Errorf("scene: %v, %v", scene, err)
	}
	changes, err := s.Changes(t.Context(), checks.Window{From: noon.Add(30 * time.Minute), To: noon.Add(time.Hour)})
	if err != nil || len(changes) != 1 || changes[0].Channels[0].Level != checks.Fail {
		t.Errorf("what held at the beginning: %+v, %v", changes, err)
	}
	if gaps, err := s.Gaps(t.Context(), in); err != nil || len(gaps) != 1 || gaps[0].Kind != checks.GapAsleep {
		t.Errorf("gaps: %+v, %v", gaps, err)
	}
	if h := s.Health(); h.Reason != Recording || h.Dropped != 0 {
		t.Errorf("health: %+v", h)
	}
}
