package ui

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// pastYear stands in for the store: a shop that is open from nine to ten at night,
// watched since June, slow in the evenings, cut off now and then.
type pastYear struct {
	mu    sync.Mutex
	asked []checks.Window // of series
	notes map[int64]string
	fail  error
	wait  chan struct{} // nil, or what an answer waits for
	since time.Time
	cuts  []checks.Incident
}

func newPastYear() *pastYear {
	f := &pastYear{notes: map[int64]string{}, since: wallClock.AddDate(0, -5, -20)}
	cut := func(days, hour, minute int, d time.Duration, level checks.Level, cause checks.Code, subject string, channels ...string) {
		from := time.Date(2026, 11, 23-days, hour, minute, 0, 0, wallClock.Location())
		f.cuts = append(f.cuts, checks.Incident{
			ID: from.UnixMilli(), From: from, Seen: from.Add(d), To: from.Add(d), Level: level, Cause: cause, Subject: subject,
			Causes: []checks.Code{cause}, Channels: channels, Facts: map[string]any{"Count": 2, "Seconds": 3.4},
		})
	}
	all := []string{"wechat", "alipay", "unionpay"}
	cut(0, 9, 31, 2*time.Minute, checks.Fail, checks.DNSNoAnswer, "", all...)
	cut(1, 12, 31, 19*time.Minute, checks.Fail, checks.WANDown, "", all...)
	cut(1, 19, 5, 95*time.Minute, checks.Warn, checks.ProviderSlow, "wechat", "wechat")
	cut(3, 18, 20, 7*time.Minute, checks.Fail, checks.LANGatewayUnreachable, "", all...)
	for week := range 20 {
		cut(8+7*week, 12, 10, time.Duration(3+week)*time.Minute, checks.Fail, checks.WANDown, "", all...)
	}
	return f
}

func (f *pastYear) Series(ctx context.Context, ids []string, in checks.Window, points int) (all []checks.Series, err error) {
	f.mu.Lock()
	f.asked = append(f.asked, in)
	wait := f.wait
	f.mu.Unlock()
	if wait != nil {
		<-wait
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if f.fail != nil {
		return nil, f.fail
	}
	usual := map[string]time.Duration{"ping:gateway": 2 * ms, "ping:223.5.5.5": 18 * ms, "dns:192.168.1.1:53": 12 * ms}
	for i, id := range ids {
		mid, other := usual[id]
		if !other {
			mid = time.Duration(86-7*i) * ms
		}
		all = append(all, f.series(id, in, points, mid, !other))
	}
	return all, nil
}

func (f *pastYear) series(id string, in checks.Window, points int, usual time.Duration, phases bool) checks.Series {
	s := checks.Series{Check: id, Step: 30 * time.Second}
	for _, step := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 12 * time.Hour, day} {
		if s.Step = step; in.Length()/step <= time.Duration(points) {
			break
		}
	}
	dice := rand.New(rand.NewPCG(7, uint64(usual)))
	for t := in.From; t.Before(in.To) && t.Before(wallClock); t = t.Add(s.Step) {
		noise := time.Duration(dice.ExpFloat64() * float64(usual) / 12)
		lost := dice.IntN(170) == 0
		if t.Before(f.since) || s.Step < 12*time.Hour && (t.In(wallClock.Location()).Hour() < 9 || t.In(wallClock.Location()).Hour() >= 22) {
			continue
		}
		p := checks.Point{From: t, Count: max(int(s.Step/(30*time.Second)), 1)}
		down := slices.ContainsFunc(f.cuts, func(i checks.Incident) bool { return i.Level == checks.Fail && !t.Before(i.From) && t.Before(i.To) })
		if down && id != "ping:gateway" {
			p.Failed = p.Count
			s.Points = append(s.Points, p)
			continue
		}
		mid := usual + noise
		if hour := t.In(wallClock.Location()).Hour(); hour == 19 || hour == 20 {
			mid += usual / 2
		}
		p.Min, p.Median, p.P95, p.Max = mid*8/10, mid, mid*12/10, mid*14/10+3*noise
		if lost && p.Count > 1 {
			p.Failed = 1
		}
		if phases {
			p.Phases = checks.Phases{
				checks.Resolve: checks.Span(mid / 10), checks.Connect: checks.Span(mid / 4), checks.TLS: checks.Span(mid * 3 / 10),
				checks.Processing: checks.Span(mid / 4), checks.Transfer: checks.Span(mid / 10),
			}
		}
		s.Points = append(s.Points, p)
	}
	return s
}

func (f *pastYear) Changes(_ context.Context, in checks.Window) (all []checks.Change, err error) {
	state := func(at time.Time, i *checks.Incident) checks.Change {
		c := checks.Change{At: at, Level: checks.OK, Cause: checks.None}
		if i != nil {
			c.Level, c.Cause = i.Level, i.Cause
		}
		for _, id := range []string{"wechat", "alipay", "unionpay"} {
			level := checks.OK
			if i != nil && slices.Contains(i.Channels, id) {
				level = i.Level
			}
			c.Channels = append(c.Channels, checks.ChannelState{ID: id, Provider: id, Level: level})
		}
		return c
	}
	for d := f.since; !d.After(wallClock); d = d.AddDate(0, 0, 1) {
		y, m, n := d.Date()
		all = append(all, state(time.Date(y, m, n, 9, 0, 0, 0, wallClock.Location()), nil))
	}
	for _, i := range f.cuts {
		all = append(all, state(i.From, &i), state(i.To, nil))
	}
	slices.SortFunc(all, func(a, b checks.Change) int { return a.At.Compare(b.At) })
	first := 0
	for i, c := range all {
		if !c.At.After(in.From) {
			first = i
		}
	}
	return slices.DeleteFunc(all[first:], func(c checks.Change) bool { return !c.At.Before(in.To) }), f.fail
}

func (f *pastYear) Gaps(_ context.Context, in checks.Window) (all []checks.Gap, err error) {
	for d := f.since; d.Before(wallClock.AddDate(0, 0, 1)); d = d.AddDate(0, 0, 1) {
		y, m, n := d.Date()
		g := checks.Gap{From: time.Date(y, m, n-1, 22, 0, 0, 0, wallClock.Location()), To: time.Date(y, m, n, 9, 0, 0, 0, wallClock.Location()), Kind: checks.GapOff}
		if g.From.Before(in.To) && g.To.After(in.From) {
			all = append(all, g)
		}
	}
	return all, f.fail
}

func (f *pastYear) Incidents(_ context.Context, in checks.Window) (all []checks.Incident, err error) {
	for _, i := range f.cuts {
		if i.From.Before(in.To) && i.To.After(in.From) {
			i.Note = f.notes[i.ID]
			all = append(all, i)
		}
	}
	slices.SortFunc(all, func(a, b checks.Incident) int { return b.From.Compare(a.From) })
	return all, f.fail
}

func (f *pastYear) Scene(_ context.Context, id int64) (*checks.Scene, error) {
	router := netip.MustParseAddr("192.168.1.1")
	return &checks.Scene{
		At:         time.UnixMilli(id).In(wallClock.Location()),
		Interfaces: []checks.Interface{{Name: "eth0", Kind: checks.Ethernet, Up: true, Carrier: true, Addresses: []netip.Prefix{netip.MustParsePrefix("192.168.1.20/24")}, DefaultRoute: true, SpeedMbps: 1000}},
		Routes:     []checks.Route{{Interface: "eth0", Gateway: router, Metric: 100}},
		Servers:    []netip.AddrPort{netip.MustParseAddrPort("192.168.1.1:53")},
		Gateway:    &checks.GatewayFacts{Address: router, Neighbour: "reachable", Ping: true, RTT: checks.Span(2 * ms)},
		Pings:      []checks.PingFacts{{Address: "223.5.5.5", Sent: 20, Received: 0}},
		Failing:    []checks.SceneCheck{{ID: "endpoint:wechat:api.mch.weixin.qq.com:443", Level: checks.Fail, Failed: checks.Connect, Class: checks.Timeout, Phases: checks.Phases{checks.Resolve: checks.Span(12 * ms)}, Err: "dial tcp 203.0.113.9:443: i/o timeout"}},
		Trace:      []checks.Hop{{TTL: 1, Address: router, RTT: checks.Span(2 * ms)}, {TTL: 2}},
		TraceTo:    "223.5.5.5",
	}, f.fail
}

func (f *pastYear) Note(_ context.Context, id int64, text string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail != nil {
		return f.fail
	}
	f.notes[id] = text
	return nil
}

// watched is a short plan.
func watched() []checks.Check {
	host := func(provider, host string, role checks.Role) checks.Check {
		return checks.Check{
			ID: "endpoint:" + provider + ":" + host + ":443", Kind: checks.KindEndpoint,
			Target: checks.Target{Provider: provider, Host: host, Port: 443, Role: role, InUse: true},
		}
	}
	return []checks.Check{
		{ID: "gateway", Kind: checks.KindGateway},
		{ID: "anchor:223.5.5.5", Kind: checks.KindAnchor},
		{ID: "ping:gateway", Kind: checks.KindPing},
		{ID: "ping:223.5.5.5", Kind: checks.KindPing},
		{ID: "dns:192.168.1.1:53", Kind: checks.KindDNS},
		host("wechat", "api2.mch.weixin.qq.com", checks.Backup), host("wechat", "api.mch.weixin.qq.com", checks.Primary),
		host("alipay", "openapi.alipay.com", checks.Primary), host("unionpay", "gateway.95516.com", checks.Primary),
	}
}

// remembering is the window with a past year.
func remembering(t *testing.T, lang, theme string, past History) (*UI, fyne.Window, *fakeWatch) {
	t.Helper()
	u, win, watch, _ := window(t, lang, theme, small, snapshots()[checks.OK])
	u.deps.History, u.deps.Checks = past, watched
	u.Show(firstScreen)
	return u, win, watch
}

var errBroken = errors.New("database disk image is malformed")

// answered waits until the screen's newest question has its answer.
func answered(t *testing.T, u *UI, watch *fakeWatch) {
	t.Helper()
	waitFor(t, watch, func() bool {
		switch s := u.now.(type) {
		case *history:
			return s.answer == s.question && (s.opened == nil || s.opened.text.Text != u.say("history.reading"))
		case *now:
			return s.today == nil || s.today.answer == s.today.question
		default:
			return true
		}
	})
}
