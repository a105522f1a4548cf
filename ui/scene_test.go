package ui

import (
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

// fakeWatch stands in for the monitor.
type fakeWatch struct {
	pressed int
	tell    func(checks.Snapshot)
	first   checks.Snapshot
	queue   *queue
}

// queue stands in for the screen's goroutine: what comes from elsewhere waits
// until the test, which is the screen here, takes it.
type queue struct {
	mu      sync.Mutex
	waiting []func()
}

func (q *queue) add(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, f)
}

func (q *queue) pump() {
	q.mu.Lock()
	all := q.waiting
	q.waiting = nil
	q.mu.Unlock()
	for _, f := range all {
		f()
	}
}

func (f *fakeWatch) Now() { f.pressed++ }

func (f *fakeWatch) Listen(tell func(checks.Snapshot)) func() {
	f.tell = func(s checks.Snapshot) { tell(s); f.queue.pump() }
	tell(f.first)
	return func() { f.tell = func(checks.Snapshot) {} }
}

// fakeSettings stands in for the store. Its Save is called beside the screen.
type fakeSettings struct {
	mu   sync.Mutex
	set  checks.Settings
	fail error
	// What Import tells, and where Export wrote to.
	imported    checks.Settings
	importError error
	exported    string
}

func (f *fakeSettings) Current() checks.Settings {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.set
}

func (f *fakeSettings) Save(set checks.Settings) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail != nil {
		return f.fail
	}
	f.set = set
	return nil
}

func (f *fakeSettings) Shipped() checks.Settings { return shipped() }

func (f *fakeSettings) Export(path string) error { f.exported = path; return f.fail }

func (f *fakeSettings) Import(string) (checks.Settings, error) { return f.imported, f.importError }

// shipped are the settings as they come with the program, in short.
func shipped() checks.Settings {
	const s = checks.Duration(time.Second)
	return checks.Settings{
		Language: "zh-CN", Theme: "auto", Text: checks.TextStandard,
		Shop:    checks.ShopSettings{Terminals: "unknown", Compare: []string{"wechat", "alipay", "unionpay"}},
		Watch:   checks.WatchSettings{Every: 30 * s, LineEvery: 5 * s, CustomEvery: 30 * s},
		Warn:    checks.WarnSettings{Desktop: true, Over: true, Hourly: 6, Digest: "21:30", Ahead: 600 * s},
		Desktop: checks.DesktopSettings{Tray: true, Key: "ctrl+alt+t"},
		Keep:    checks.KeepSettings{RawDays: 30, FineDays: 400, HourDays: 1826, MaxMB: 300},
		Care:    checks.CareSettings{ReadingDays: 30, NewestDays: 90},
		Thresholds: checks.Thresholds{
			Request: checks.Grade{Good: s, Bad: 3 * s}, Connect: checks.Grade{Good: 3 * s / 10, Bad: s},
			Resolve: checks.Grade{Good: s / 2, Bad: 2 * s}, Jitter: checks.Grade{Good: 3 * s / 100, Bad: s / 10},
			Clock: checks.Grade{Good: 60 * s, Bad: 300 * s}, Loss: checks.ShareGrade{Good: 1, Bad: 5},
			GiveUp:          checks.Limits{Resolve: 5 * s, Connect: 4 * s, TLS: 4 * s, Answer: 4 * s, Request: 9 * s, Ping: 3 * s},
			CertificateDays: 30, DiskFreeMB: 1024, DiskHardMB: 200, MemoryFree: 10, MemoryHard: 3, CPUBusy: 90,
		},
	}
}

// wallClock is ten in the morning, always.
var wallClock = time.Date(2026, 11, 23, 10, 2, 0, 0, time.FixedZone("CST", 8*3600))

// catalogue is a short one.
var catalogue = checks.Catalogue{Providers: []checks.Provider{
	{ID: "wechat", Channel: "wechat"},
	{ID: "alipay", Channel: "alipay"},
	{ID: "unionpay", Channel: "unionpay"},
	{ID: "lakala", Acquirer: true, Name: checks.Localized{ZH: "拉卡拉", EN: "Lakala"}},
}}

// window opens the program's window in Fyne's test driver.
func window(t *testing.T, lang, theme string, size fyne.Size, first checks.Snapshot) (*UI, fyne.Window, *fakeWatch, *fakeSettings) {
	t.Helper()
	app := test.NewTempApp(t)
	win := test.NewTempWindow(t, nil)
	win.SetPadded(false)
	watch := &fakeWatch{first: first, queue: &queue{}}
	set := &fakeSettings{set: checks.Settings{Language: lang, Theme: theme, Text: checks.TextStandard, Shop: checks.ShopSettings{Terminals: "unknown"}}}
	u := newUI(app, win, Deps{
		Watch: watch, Settings: set, Quit: func() {}, Now: func() time.Time { return wallClock },
		Catalogue: catalogue,
	}, newBridge(watch.queue.add))
	watch.queue.pump()
	t.Cleanup(u.Close)
	win.Resize(size)
	return u, win, watch, set
}

const ms = time.Millisecond

// snapshots are the four levels as the core would tell them.
func snapshots() map[checks.Level]checks.Snapshot {
	channels := func(levels ...checks.Level) []checks.ChannelState {
		took := []time.Duration{86 * ms, 91 * ms, 77 * ms}
		var all []checks.ChannelState
		for i, id := range []string{"wechat", "alipay", "unionpay"} {
			c := checks.ChannelState{ID: id, Provider: id, Level: levels[i], Took: took[i]}
			if levels[i] == checks.Fail || levels[i] == checks.Unknown {
				c.Took = 0
			}
			all = append(all, c)
		}
		return all
	}
	path := func(levels ...checks.Level) []checks.Station {
		took := []time.Duration{0, 1 * ms, 18 * ms, 12 * ms, 86 * ms}
		var all []checks.Station
		for i, id := range []checks.StationID{checks.StopComputer, checks.StopRouter, checks.StopLine, checks.StopNames, checks.StopPayment} {
			s := checks.Station{ID: id, Level: levels[i], Took: took[i]}
			if levels[i] == checks.Fail || levels[i] == checks.Unknown {
				s.Took = 0
			}
			all = append(all, s)
		}
		return all
	}
	const o, w, f, u = checks.OK, checks.Warn, checks.Fail, checks.Unknown
	ok := checks.Snapshot{Checked: wallClock, Since: wallClock.Add(-time.Hour), Total: 30}
	ok.Verdict = checks.Verdict{Level: o, Cause: checks.None, Channels: channels(o, o, o), Path: path(o, o, o, o, o)}
	fail := checks.Snapshot{Checked: wallClock, Since: wallClock.Add(-2 * time.Minute), Total: 30}
	fail.Verdict = checks.Verdict{
		Level: f, Cause: checks.DNSNoAnswer, Layer: checks.LayerDNS, Facts: map[string]any{"Count": 2},
		Channels: channels(f, f, f), Path: path(o, o, o, f, u),
	}
	warn := checks.Snapshot{Checked: wallClock, Since: wallClock.Add(-4 * time.Minute), Total: 30}
	warn.Verdict = checks.Verdict{
		Level: w, Cause: checks.ProviderSlow, Layer: checks.LayerProvider, Subject: "wechat", Facts: map[string]any{"Seconds": 3.4},
		Channels: channels(w, o, o), Path: path(o, o, o, o, w),
	}
	warn.Verdict.Channels[0].Took, warn.Verdict.Path[4].Took = 3400*ms, 3400*ms
	unknown := checks.Snapshot{Checking: true, Done: 12, Total: 30, Verdict: checks.Verdict{Cause: checks.None}}
	return map[checks.Level]checks.Snapshot{o: ok, w: warn, f: fail, u: unknown}
}
