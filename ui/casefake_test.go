package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

// keptCases stands in for the log of refunds: it keeps the rules of the real one, in
// memory. It is asked beside the screen.
type keptCases struct {
	mu      sync.Mutex
	all     []checks.Case
	minute  checks.Minute
	fail    error // what every write fails with
	unread  error // what every reading fails with
	saves   int
	written []writtenEvidence
	bills   []checks.Bill
	rows    []checks.BillMatch
	wait    chan struct{} // saving waits for it; nil: it does not
}

// writtenEvidence is a report that was asked for.
type writtenEvidence struct {
	in     checks.Window
	only   string
	probed bool
	path   string
}

func (f *keptCases) Minute(_ context.Context, at time.Time, _ string) (checks.Minute, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.minute
	m.Window = checks.SaleWindow(at)
	return m, f.unread
}

func (f *keptCases) Cases(_ context.Context, in checks.Window) (some []checks.Case, err error) {
	return f.which(func(c checks.Case) bool { return !c.Sale.At.Before(in.From) && c.Sale.At.Before(in.To) })
}

func (f *keptCases) OpenCases(context.Context) ([]checks.Case, error) {
	return f.which(checks.Case.Open)
}

func (f *keptCases) which(fits func(checks.Case) bool) (some []checks.Case, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.unread != nil {
		return nil, f.unread
	}
	for _, c := range f.all {
		if fits(c) {
			some = append(some, c.ForList())
		}
	}
	slices.SortFunc(some, func(a, b checks.Case) int { return b.Sale.At.Compare(a.Sale.At) })
	return some, nil
}

func (f *keptCases) Case(_ context.Context, id string) (checks.Case, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return caseOf(f.all, id, f.unread)
}

func (f *keptCases) SettleCases(context.Context) error { return nil }

// caseOf is one of some cases.
func caseOf(all []checks.Case, id string, unread error) (checks.Case, error) {
	i := slices.IndexFunc(all, func(c checks.Case) bool { return c.ID == id })
	switch {
	case unread != nil:
		return checks.Case{}, unread
	case i < 0:
		return checks.Case{}, checks.ErrGone
	default:
		return all[i], nil
	}
}

func (f *keptCases) SaveCase(_ context.Context, c checks.Case) (checks.Case, error) {
	if f.wait != nil {
		<-f.wait
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.saves++
	if err := errors.Join(f.fail, checks.ValidateCase(c)); err != nil {
		return c, err
	}
	return keep(&f.all, c)
}

// keep writes a case by the rules of the real log.
func keep(all *[]checks.Case, c checks.Case) (checks.Case, error) {
	if c.ID == "" {
		c.ID, c.Revision = fmt.Sprint("case-", len(*all)+1), 1
		*all = append(*all, c)
		return c, nil
	}
	i := slices.IndexFunc(*all, func(o checks.Case) bool { return o.ID == c.ID })
	switch {
	case i < 0:
		return c, checks.ErrGone
	case (*all)[i].Revision != c.Revision:
		return c, checks.ErrChanged
	}
	if err := checks.ChangeCase((*all)[i], c); err != nil {
		return c, err
	}
	c.Revision++
	(*all)[i] = c
	return c, nil
}

func (f *keptCases) ReadBill(_ context.Context, path string, _ *checks.BillColumns, progress func(read, of int64)) (checks.Bill, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	progress(1, 1)
	if len(f.bills) == 0 {
		return checks.Bill{}, f.fail
	}
	return f.bills[0], f.fail
}

func (f *keptCases) Bills(context.Context) ([]checks.Bill, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.bills), f.unread
}

func (f *keptCases) Returned(context.Context, checks.Window) ([]checks.BillMatch, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.rows), f.unread
}

func (f *keptCases) Evidence(_ context.Context, in checks.Window, only string, survey *checks.Survey, path string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail == nil {
		f.written = append(f.written, writtenEvidence{in, only, survey != nil, path})
	}
	return f.fail
}

// change is another window's doing.
func (f *keptCases) change(id string, do func(*checks.Case)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.all {
		if f.all[i].ID == id {
			do(&f.all[i])
			f.all[i].Revision++
		}
	}
}

func (f *keptCases) kept(id string) checks.Case {
	f.mu.Lock()
	defer f.mu.Unlock()
	i := slices.IndexFunc(f.all, func(c checks.Case) bool { return c.ID == id })
	if i < 0 {
		return checks.Case{}
	}
	return f.all[i]
}

func (f *keptCases) failing(err error) { f.mu.Lock(); defer f.mu.Unlock(); f.fail = err }

func (f *keptCases) reports() []writtenEvidence {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.written)
}

// slowMinute is a minute in which WeChat Pay took 6.2 seconds.
func slowMinute(at time.Time) checks.Minute {
	slow := checks.Sample{Check: "endpoint:wechat:api.mch.weixin.qq.com:443", At: at.Add(-20 * time.Second), Level: checks.Warn, Took: 6200 * ms}
	return checks.Minute{
		Window: checks.SaleWindow(at), Measured: true, Level: checks.Warn, Cause: checks.ProviderSlow, Layer: checks.LayerProvider, Subject: "wechat",
		Channels: []checks.ChannelMinute{{
			ID: "wechat", Provider: "wechat", Level: checks.Warn, Samples: []checks.Sample{slow}, Worst: slow, Usual: checks.Span(86 * ms),
			Survival: []checks.Survival{
				{Waits: checks.Span(15 * time.Second), Would: checks.SurvivesNo, Rests: 4},
				{Waits: checks.Span(30 * time.Second), Would: checks.SurvivesRisk, Rests: 4},
				{Waits: checks.Span(45 * time.Second), Would: checks.SurvivesYes, Rests: 4},
				{Waits: checks.Span(60 * time.Second), Would: checks.SurvivesUnknown},
			},
		}},
		Pings: checks.PingMinute{Sent: 40, Lost: 3},
	}
}

// someCases are a month of refunds: slow lunch hours, a password, a fake picture of a
// payment, one begun by mistake, one nobody measured.
func someCases() *keptCases {
	f := &keptCases{}
	slow := checks.Likely{
		Cause: checks.CauseNetwork, Weight: 0.8, Reason: "slow", Facts: map[string]any{"Channel": "wechat", "Seconds": 6.2, "Usual": 86},
		Actions: []string{"look_up", "other_network"}, Call: checks.CallBroadband,
	}
	password := checks.Likely{Cause: checks.CauseVerify, Weight: 0.6, Reason: "password_usual", Actions: []string{"customer_enters"}}
	add := func(days, hour, minute int, amount checks.Money, do func(*checks.Case)) {
		at := time.Date(2026, 11, 23-days, hour, minute, 0, 0, wallClock.Location())
		c := checks.Case{
			ID: fmt.Sprint("c", len(f.all)+1), Recorded: at, Concluded: at.Add(3 * time.Minute), Revision: 1,
			Sale:   checks.Sale{At: at, Received: checks.ReceivedNo, Way: checks.WayWeChat, Showed: checks.ShowedRefund, Amount: amount, State: checks.StateRevoked, Order: "1000107" + fmt.Sprint(days)},
			Minute: slowMinute(at), Likely: []checks.Likely{slow, password}, Follow: checks.FollowUp{Status: checks.CaseClosed, Answered: at.Add(40 * time.Minute), Closed: at.AddDate(0, 0, 1), Staff: 10},
		}
		do(&c)
		f.all = append(f.all, c)
	}
	fine := func(c *checks.Case) {
		c.Minute.Level, c.Minute.Channels = checks.OK, nil
		c.Likely = []checks.Likely{password}
	}
	add(0, 9, 32, 36_80, func(c *checks.Case) { c.Follow = checks.FollowUp{Status: checks.CaseOpen} })
	add(1, 12, 40, 128_00, func(c *checks.Case) {
		c.Follow = checks.FollowUp{Status: checks.CaseWaiting, Answered: c.Sale.At.Add(20 * time.Minute), Staff: 15, Note: "客人说下周再来看"}
	})
	add(3, 18, 22, 0, func(c *checks.Case) { c.Follow = checks.FollowUp{Status: checks.CaseWaiting, Repeat: true} })
	add(4, 12, 15, 22_00, func(c *checks.Case) { fine(c); c.Follow = checks.FollowUp{Status: checks.CaseOpen} })
	add(6, 12, 31, 45_50, func(c *checks.Case) { c.Follow.Status, c.Follow.Closed = checks.CaseAnswered, time.Time{} })
	add(8, 12, 12, 18_00, func(*checks.Case) {})
	add(9, 19, 5, 66_00, func(c *checks.Case) {
		fine(c)
		c.Follow.Suspect, c.Likely = checks.SuspectScreenshot, nil
	})
	add(10, 12, 50, 30_00, func(c *checks.Case) { c.Follow.Mistake = true })
	add(12, 20, 10, 15_00, func(c *checks.Case) { c.Minute = checks.Minute{Gap: checks.GapClosed}; c.Likely = nil })
	add(40, 12, 5, 52_00, func(*checks.Case) {})
	return f
}

// casesWindow opens the window with a log of refunds, records and a past.
func casesWindow(t *testing.T, lang, theme string, size fyne.Size, cases *keptCases, change func(*Deps)) (*UI, fyne.Window, *fakeWatch) {
	t.Helper()
	u, win, watch := careWindowOf(t, test.NewTempApp(t), lang, theme, size, aShop(), func(d *Deps) {
		d.Cases, d.History = cases, newPastYear()
		if change != nil {
			change(d)
		}
	})
	waitFor(t, watch, func() bool { return u.log == nil || u.log.told > 0 })
	return u, win, watch
}

// caseOpened opens the page of a case and waits for it.
func caseOpened(t *testing.T, u *UI, watch *fakeWatch, id string) *casePage {
	t.Helper()
	u.openCase(id)
	waitFor(t, watch, func() bool { p, ok := u.now.(*casePage); return ok && p.page != nil })
	watch.queue.waitIdle(t)
	p, _ := u.now.(*casePage)
	return p
}

// casesShown opens all cases and waits for them.
func casesShown(t *testing.T, u *UI, watch *fakeWatch) *casesPage {
	t.Helper()
	u.Show(casesScreen)
	waitFor(t, watch, func() bool { p, ok := u.now.(*casesPage); return ok && p.answered })
	p, _ := u.now.(*casesPage)
	return p
}

// homeShown opens the home of 退款.
func homeShown(t *testing.T, u *UI, watch *fakeWatch) {
	t.Helper()
	u.Show(refundScreen)
	watch.queue.waitIdle(t)
}
