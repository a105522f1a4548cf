package engine

import (
	"context"
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/store"
)

// line is a line that a test breaks and mends: its cable, and one payment host.
type line struct{ down atomic.Bool }

func (l *line) plan(s checks.Settings, _ checks.Catalogue, _ func() checks.Records) checks.Plan {
	link := func(context.Context) checks.Finding {
		f := checks.Finding{Level: checks.OK, Facts: checks.LinkFacts{Interfaces: []checks.Interface{
			{Name: "eth0", Kind: checks.Ethernet, Up: true, Carrier: !l.down.Load(), DefaultRoute: true, Addresses: []netip.Prefix{netip.MustParsePrefix("192.168.1.7/24")}},
		}}}
		if l.down.Load() {
			f.Level, f.Cause = checks.Fail, checks.LinkDown
		}
		return f
	}
	host := func(context.Context) checks.Finding {
		if l.down.Load() {
			return checks.Finding{Level: checks.Fail, Cause: checks.ProviderDown, Failed: checks.Connect, Class: checks.Unreachable, Facts: checks.EndpointFacts{}}
		}
		return checks.Finding{Level: checks.OK, Phases: checks.Phases{checks.Connect: 1e6}, Facts: checks.EndpointFacts{Status: 200}}
	}
	return checks.Plan{
		Checks: []checks.Check{
			{ID: "link", Kind: checks.KindLink, Beat: checks.FastBeat, Timeout: time.Second, Ask: link},
			{
				ID: "endpoint:wechat", Kind: checks.KindEndpoint, Timeout: time.Second, Ask: host,
				Target: checks.Target{Provider: "wechat", Owner: "tencent", Host: "pay.example", Port: 443, Role: checks.Primary, InUse: true},
			},
		},
		Channels:   []checks.Channel{{ID: "wechat", Provider: "wechat"}},
		Thresholds: s.Thresholds,
		Beats:      checks.Beats{Slow: 200 * time.Millisecond, Fast: 100 * time.Millisecond, Own: 200 * time.Millisecond},
	}
}

// told collects messages.
type told struct {
	mu  sync.Mutex
	all []checks.Message
}

func (m *told) tell(one checks.Message) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all = append(m.all, one)
}

func (m *told) kinds() (kinds []checks.MessageKind) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, one := range m.all {
		kinds = append(kinds, one.Kind)
	}
	return kinds
}

// started is a program that runs until its end is called.
type started struct {
	*Shared
	told told
	end  func()
}

func start(t *testing.T, dir, kind string, l *line) *started {
	t.Helper()
	s := &started{}
	shared, err := OpenShared(Options{Dir: dir, Kind: kind, Settings: settingsIn(t, "", Chosen{}), Plan: l.plan, Tell: s.told.tell, Agent: "Countercheck/test"})
	if err != nil {
		t.Fatal(err)
	}
	s.Shared = shared
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- shared.Run(ctx) }()
	s.end = sync.OnceFunc(func() {
		cancel()
		if err := errors.Join(<-ended, shared.Close()); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(s.end)
	return s
}

// until waits for something that comes by itself.
func until(t *testing.T, what string, there func() bool) {
	t.Helper()
	for range 300 {
		if there() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("never: %s", what)
}

func (s *started) believes(t *testing.T, level checks.Level) {
	t.Helper()
	for range 300 {
		if s.Snapshot().Verdict.Level == level {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("never %s: %+v", level, s.Snapshot())
}

// recorded are the incidents of the last hour, as another program reads them.
func recorded(t *testing.T, dir string) []checks.Incident {
	t.Helper()
	s, err := store.OpenReader(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := s.Incidents(t.Context(), checks.Window{From: time.Now().Add(-time.Hour), To: time.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAnOutageOutlivesTheProgramAndIsToldOnce(t *testing.T) {
	t.Cleanup(func() { goleak.VerifyNone(t) })
	dir, l := t.TempDir(), &line{}
	first := start(t, dir, "window", l)
	first.believes(t, checks.OK)
	l.down.Store(true)
	first.believes(t, checks.Fail)
	until(t, "told", func() bool { return len(first.told.kinds()) == 1 })
	first.end()
	all := recorded(t, dir)
	if len(all) != 1 || !all[0].Open() || all[0].Cause != checks.LinkDown {
		t.Fatalf("recorded: %+v", all)
	}

	second := start(t, dir, "window", l)
	second.believes(t, checks.Fail)
	time.Sleep(500 * time.Millisecond) // some more rounds
	if kinds := second.told.kinds(); len(kinds) != 0 {
		t.Errorf("told again after a restart: %v", kinds)
	}
	l.down.Store(false)
	second.believes(t, checks.OK)
	until(t, "told that it is over", func() bool { return len(second.told.kinds()) == 1 })
	second.end()
	if kinds := second.told.kinds(); kinds[0] != checks.MessageOver {
		t.Errorf("told: %v", kinds)
	}
	again := recorded(t, dir)
	if len(again) != 1 || again[0].ID != all[0].ID || again[0].Open() {
		t.Errorf("after its end: %+v", again)
	}
	gaps, err := func() ([]checks.Gap, error) {
		s, err := store.OpenReader(dir)
		if err != nil {
			return nil, err
		}
		defer s.Close()
		return s.Gaps(t.Context(), checks.Window{From: time.Now().Add(-time.Hour), To: time.Now().Add(time.Hour)})
	}()
	if err != nil || len(gaps) != 1 || gaps[0].Kind != checks.GapClosed {
		t.Errorf("between the two starts: %+v, %v", gaps, err)
	}
}

func TestAWindowLooksOnAndTakesOver(t *testing.T) {
	t.Cleanup(func() { goleak.VerifyNone(t) })
	dir, l := t.TempDir(), &line{}
	agent := start(t, dir, "agent", l)
	agent.believes(t, checks.OK)
	l.down.Store(true)
	agent.believes(t, checks.Fail)

	window := start(t, dir, "window", &line{}) // its own line would be fine
	if by, other := window.Holder(); !other || by.Kind != "agent" || by.PID != os.Getpid() {
		t.Fatalf("who watches: %+v, %v", by, other)
	}
	window.believes(t, checks.Fail)
	if s := window.Snapshot(); s.Verdict.Cause != checks.LinkDown || s.Incident == nil || s.Checked.IsZero() {
		t.Errorf("it shows %+v", s)
	}
	for _, lang := range assets.Languages {
		if said := window.Notice(assets.Speak(lang)); !strings.Contains(said, "counterctl agent") {
			t.Errorf("%s: it does not say who does the checking: %q", lang, said)
		}
	}
	window.Now() // only says so
	day := checks.Window{From: time.Now().Add(-time.Hour), To: time.Now().Add(time.Hour)}
	if all, err := window.History().Incidents(t.Context(), day); err != nil || len(all) != 1 {
		t.Errorf("its history: %+v, %v", all, err)
	}
	if kinds := window.told.kinds(); len(kinds) != 0 {
		t.Errorf("told by an onlooker: %v", kinds)
	}
	agent.end()
	until(t, "it watches itself", func() bool { _, other := window.Holder(); return !other })
	window.believes(t, checks.OK)
	if said := window.Notice(assets.Speak("en")); said != "" {
		t.Errorf("it still says: %q", said)
	}
}

// A folder that takes nothing is no reason not to check.
func TestALineIsWatchedWhereNothingCanBeWritten(t *testing.T) {
	t.Cleanup(func() { goleak.VerifyNone(t) })
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l := &line{}
	s := start(t, filepath.Join(file, "data"), "window", l)
	s.believes(t, checks.OK)
	l.down.Store(true)
	s.believes(t, checks.Fail)
	for _, lang := range assets.Languages {
		if said := s.Notice(assets.Speak(lang)); said == "" || strings.Contains(said, "store.") {
			t.Errorf("%s: what is not remembered is told as %q", lang, said)
		}
	}
}

func TestHistoryIsEmptyWhereNothingWasRecordedYet(t *testing.T) {
	h := (&Shared{}).History()
	if all, err := h.Incidents(t.Context(), checks.Window{}); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	if h.Note(t.Context(), 1, "x") == nil {
		t.Error("a note that went nowhere was taken")
	}
}

func TestEveryTroubleOfTheDiskHasWords(t *testing.T) {
	for _, lang := range assets.Languages {
		for _, reason := range []store.Reason{store.DiskFull, store.Locked, store.ReadOnly, store.Damaged, store.Newer, store.Broken} {
			h := store.Health{Reason: reason, Since: time.Now().Add(-time.Hour)}
			if said := troubleOf(h, time.Now()).Say(assets.Speak(lang)); said == "" || strings.HasPrefix(said, "store.") {
				t.Errorf("%s: %s is told as %q", lang, reason, said)
			}
		}
		if said := troubleOf(store.Health{Aside: "x.bak"}, time.Now()).Say(assets.Speak(lang)); !strings.Contains(said, "x.bak") {
			t.Errorf("%s: where the damaged file went is told as %q", lang, said)
		}
	}
	if said := troubleOf(store.Health{Reason: store.Locked, Since: time.Now()}, time.Now()).Say(assets.Speak("en")); said != "" {
		t.Errorf("a disk that is busy for a moment is told: %q", said)
	}
}
