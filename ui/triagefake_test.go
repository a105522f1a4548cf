package ui

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

// triageCases stands in for what is kept of refunds: it keeps the rules of the real
// one, in memory.
type triageCases struct {
	mu     sync.Mutex
	all    []checks.Case
	saves  int
	fail   error // what saving fails with
	blind  error // what looking a minute up fails with
	minute checks.Minute
	asked  []time.Time   // the minutes that were asked for
	wait   chan struct{} // saving waits for it; nil: it does not
}

func (f *triageCases) Minute(_ context.Context, at time.Time, _ string) (checks.Minute, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, at)
	return f.minute, f.blind
}

func (f *triageCases) Cases(context.Context, checks.Window) ([]checks.Case, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.all), nil
}

func (f *triageCases) Case(_ context.Context, id string) (checks.Case, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return caseOf(f.all, id, nil)
}

func (f *triageCases) SettleCases(context.Context) error { return nil }

func (f *triageCases) OpenCases(ctx context.Context) ([]checks.Case, error) {
	all, err := f.Cases(ctx, checks.Window{})
	return slices.DeleteFunc(all, func(c checks.Case) bool { return !c.Open() }), err
}

func (f *triageCases) SaveCase(_ context.Context, c checks.Case) (checks.Case, error) {
	if f.wait != nil {
		<-f.wait
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.saves++
	if f.fail != nil {
		return c, f.fail
	}
	if err := checks.ValidateCase(c); err != nil {
		return c, err
	}
	return keep(&f.all, c)
}

func (f *triageCases) ReadBill(context.Context, string, *checks.BillColumns, func(read, of int64)) (checks.Bill, error) {
	return checks.Bill{}, nil
}
func (f *triageCases) Bills(context.Context) ([]checks.Bill, error) { return nil, nil }

func (f *triageCases) Returned(context.Context, checks.Window) ([]checks.BillMatch, error) {
	return nil, nil
}

func (f *triageCases) Evidence(context.Context, checks.Window, string, *checks.Survey, string) error {
	return nil
}

// change is what another window does meanwhile.
func (f *triageCases) change(do func(*checks.Case)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	last := &f.all[len(f.all)-1]
	do(last)
	last.Revision++
}

func (f *triageCases) last(t *testing.T) checks.Case {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.all) == 0 {
		t.Fatal("nothing was saved")
	}
	return f.all[len(f.all)-1]
}

func (f *triageCases) set(do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	do()
}

// slowSale is one in which the way to WeChat Pay was slow.
func slowSale() checks.Minute {
	at := wallClock
	sample := func(seconds int, took time.Duration, level checks.Level) checks.Sample {
		return checks.Sample{At: at.Add(time.Duration(seconds) * time.Second), Level: level, Took: took, Phases: checks.Phases{
			checks.Resolve: checks.Span(12 * ms), checks.Connect: checks.Span(31 * ms), checks.TLS: checks.Span(40 * ms),
			checks.Processing: checks.Span(took - 83*ms),
		}}
	}
	survive := func(would ...checks.Survives) (all []checks.Survival) {
		for i, w := range would {
			all = append(all, checks.Survival{Waits: checks.Span(checks.SaleWaits[i]), Would: w, Rests: 4})
		}
		return all
	}
	const yes, risk, no = checks.SurvivesYes, checks.SurvivesRisk, checks.SurvivesNo
	wechat := []checks.Sample{sample(-75, 6100*ms, checks.Warn), sample(-45, 6200*ms, checks.Warn), sample(-15, 5900*ms, checks.Warn)}
	alipay := []checks.Sample{sample(-70, 91*ms, checks.OK), sample(-40, 95*ms, checks.OK)}
	return checks.Minute{
		Window: checks.SaleWindow(at), Measured: true, Level: checks.Warn, Cause: checks.ProviderSlow, Layer: checks.LayerProvider, Subject: "wechat",
		Channels: []checks.ChannelMinute{
			{ID: "wechat", Provider: "wechat", Level: checks.Warn, Samples: wechat, Worst: wechat[1], Usual: checks.Span(103 * ms), Survival: survive(no, no, risk, yes)},
			{ID: "alipay", Provider: "alipay", Level: checks.OK, Samples: alipay, Worst: alipay[1], Usual: checks.Span(90 * ms), Survival: survive(yes, yes, yes, yes)},
			{ID: "unionpay", Provider: "unionpay", Survival: nil},
		},
		Pings:    checks.PingMinute{Sent: 120, Lost: 4},
		Terminal: &checks.TerminalMinute{ID: "front", Title: "前台 POS", Asked: 4, Answered: true},
		Records:  checks.MinuteRecords{Terminal: "前台 POS", Merchant: "898310012345678"},
	}
}

// fineSale is one in which nothing was wrong.
func fineSale() checks.Minute {
	m := slowSale()
	m.Level, m.Cause, m.Layer, m.Subject, m.Pings = checks.OK, checks.None, checks.LayerNone, "", checks.PingMinute{}
	m.Channels[0] = m.Channels[1]
	m.Channels[0].ID, m.Channels[0].Provider = "wechat", "wechat"
	return m
}

// triageWindow opens page one for a sale, with cases that are kept; nil: they are
// not.
func triageWindow(t *testing.T, lang, theme string, cases *triageCases) (*UI, fyne.Window, *fakeWatch) {
	t.Helper()
	u, win, watch := refundWindow(t, lang, theme, cases, nil)
	u.startTriage()
	watch.settle(t, u)
	return u, win, watch
}

// refundWindow opens the window; records may be nil.
func refundWindow(t *testing.T, lang, theme string, cases *triageCases, records *visitRecords) (*UI, fyne.Window, *fakeWatch) {
	t.Helper()
	return refundWindowOf(t, lang, theme, func(d *Deps) {
		if cases != nil {
			d.Cases = cases
		}
		if records != nil {
			d.Records = records
		}
	})
}

// settle gives what is under way beside the screen the time to end.
func (f *fakeWatch) settle(t *testing.T, u *UI) {
	t.Helper()
	waitFor(t, f, func() bool {
		for _, o := range u.triages {
			if o.asking || o.saver.saving {
				return false
			}
		}
		return true
	})
}

// theTriage is the open one.
func theTriage(t *testing.T, u *UI) *triage {
	t.Helper()
	s, ok := u.now.(*triage)
	if !ok {
		t.Fatalf("the screen is %q: %s", u.open, screenText(u.win))
	}
	return s
}

// pressKeys presses keys as a person does.
func pressKeys(win fyne.Window, keys ...fyne.KeyName) {
	for _, key := range keys {
		visitKey(win, key)
	}
}

// refundWindowOf opens the window with a clock that tests move.
func refundWindowOf(t *testing.T, lang, theme string, change func(*Deps)) (*UI, fyne.Window, *fakeWatch) {
	t.Helper()
	app := test.NewTempApp(t)
	win := test.NewTempWindow(t, nil)
	win.SetPadded(false)
	watch := &fakeWatch{first: snapshots()[checks.OK], queue: &queue{}}
	set := &fakeSettings{set: shipped()}
	set.set.Language, set.set.Theme = lang, theme
	set.set.Contacts = checks.ContactSettings{Acquirer: "400-123-4567", Broadband: "10000"}
	known := catalogue
	known.Providers = slices.Clone(known.Providers)
	known.Providers[0].Hotline = "95017"
	deps := Deps{Watch: watch, Settings: set, Quit: func() {}, Catalogue: known, Now: func() time.Time { return wallClock }}
	change(&deps)
	u := newUI(app, win, deps, newBridge(watch.queue.add))
	win.Resize(small)
	t.Cleanup(u.Close)
	waitFor(t, watch, func() bool { return u.upkeep == nil || u.upkeep.told > 0 })
	return u, win, watch
}
