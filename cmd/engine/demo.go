package engine

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"sync"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/lab"
	"countercheck/checks/probe"
	"countercheck/checks/store"
)

// DemoHealthy is the scenario in which nothing is the matter.
const DemoHealthy = "healthy"

// DemoScenario is something that can be shown without it having happened. Its id
// is the cause that it ends in.
type DemoScenario struct {
	ID   string
	Kind DemoKind
}

// DemoKind says where a demonstration's figures come from. It is said wherever one
// is shown.
type DemoKind string

// The kinds of demonstration.
const (
	DemoLive     DemoKind = "live"     // hosts staged on this PC, asked for real; what lies before them is recorded
	DemoRecorded DemoKind = "recorded" // a round that was measured once, in a small network made for it
	DemoWritten  DemoKind = "written"  // such a round, and what a device or a PC might have said written into it
)

// DemoScenarios is THE list of what can be shown, in the order of the causes.
func DemoScenarios() []DemoScenario {
	return []DemoScenario{
		{DemoHealthy, DemoLive},
		{"link.down", DemoRecorded},
		{"link.no_address", DemoRecorded},
		{"lan.no_gateway", DemoRecorded},
		{"lan.gateway_unreachable", DemoRecorded},
		{"wan.down", DemoRecorded},
		{"lan.gateway_lossy", DemoRecorded},
		{"wan.lossy", DemoRecorded},
		{"wan.slow", DemoLive},
		{"wan.proxy_broken", DemoRecorded},
		{"wan.captive_portal", DemoLive},
		{"dns.no_answer", DemoLive},
		{"dns.first_server_dead", DemoLive},
		{"dns.refused", DemoLive},
		{"dns.hosts_override", DemoRecorded},
		{"dns.hijacked", DemoLive},
		{"dns.slow", DemoLive},
		{"wan.port_443_blocked", DemoRecorded},
		{"wan.mtu_blackhole", DemoRecorded},
		{"pc.clock_wrong", DemoLive},
		{"tls.intercepted", DemoLive},
		{"tls.root_missing", DemoLive},
		{"tls.certificate_invalid", DemoLive},
		{"wan.ipv6_broken", DemoRecorded},
		{"provider.all_down", DemoLive},
		{"provider.errors", DemoLive},
		{"provider.down", DemoLive},
		{"provider.primary_down", DemoLive},
		{"provider.slow", DemoLive},
		{"provider.backup_down", DemoLive},
		{"terminal.replaced", DemoWritten},
		{"terminal.outdated", DemoWritten},
		{"terminal.unreachable", DemoWritten},
		{"terminal.version_stale", DemoWritten},
		{"pc.cashier_not_running", DemoWritten},
		{"pc.disk_full", DemoWritten},
		{"pc.memory_low", DemoWritten},
		{"pc.cpu_busy", DemoWritten},
		{"care.overdue", DemoWritten},
	}
}

// Demo is a scenario that is being shown. It asks nobody beyond this PC, and keeps
// nothing: it knows neither a store nor who is told.
type Demo struct {
	Scenario  DemoScenario
	Settings  checks.Settings // as shipped, in the language asked for
	Catalogue checks.Catalogue

	plan   checks.Plan
	before map[string]checks.Past // what a recorded round was judged with
	world  *lab.World             // nil where nothing is asked for real

	ctx     context.Context
	cancel  context.CancelFunc
	running sync.WaitGroup

	mu        sync.Mutex // guards what follows, and the order of telling
	snapshot  checks.Snapshot
	listeners map[int]func(checks.Snapshot)
	last      int
}

// OpenDemo stages a scenario. Nothing is asked before Round or Now. Close ends it.
func OpenDemo(id, language string) (*Demo, error) {
	all := DemoScenarios()
	i := slices.IndexFunc(all, func(s DemoScenario) bool { return s.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("there is no demonstration %q", id)
	}
	catalogue, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		return nil, fmt.Errorf("built-in catalogue: %w", err)
	}
	settings, err := store.ReadSettings(assets.SettingsTOML, "", catalogue)
	if err != nil {
		return nil, fmt.Errorf("built-in settings: %w", err)
	}
	settings.Language = language
	d := &Demo{
		Scenario: all[i], Settings: settings, Catalogue: catalogue, listeners: map[int]func(checks.Snapshot){},
		snapshot: checks.Snapshot{Verdict: checks.Verdict{Cause: checks.None}},
	}
	d.ctx, d.cancel = context.WithCancel(context.Background())
	if d.Scenario.Kind == DemoLive {
		err = d.stage()
	} else {
		err = d.replay()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the demonstration %s: %w", id, err), d.Close())
	}
	return d, nil
}

// Plan is what is shown to be asked.
func (d *Demo) Plan() checks.Plan { return d.plan }

// Checks are the plan's.
func (d *Demo) Checks() []checks.Check { return d.plan.Checks }

// Close ends what was staged and waits for it.
func (d *Demo) Close() error {
	d.mu.Lock() // no round begins from here on
	d.cancel()
	d.mu.Unlock()
	d.running.Wait()
	if d.world != nil {
		d.world.Close()
	}
	return nil
}

// demoServers are the name servers of the staged shop.
var demoServers = []netip.AddrPort{
	netip.AddrPortFrom(lab.FirstResolver, 53), netip.AddrPortFrom(lab.SecondResolver, 53),
}

// stage serves the world on loopback and plans to ask it. What loopback cannot
// show, the PC's adapter, its router and the pings, is as it was recorded of a
// healthy shop.
func (d *Demo) stage() error {
	authority, err := lab.NewAuthority()
	if err != nil {
		return err
	}
	if d.world, err = lab.NewWorld(d.Catalogue, authority); err != nil {
		return err
	}
	here := lab.NewLoopback(d.world)
	if err := d.world.Open(here); err != nil {
		return err
	}
	for _, f := range lab.Faults {
		if f.Name == d.Scenario.ID {
			f.On(d.world)
		}
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority.TrustedPEM())
	d.plan = probe.New(d.Settings, d.Catalogue, authority.KnownPEM(), probe.Over(probe.Network{
		Dial: here.Dial, Servers: demoServers, Roots: roots,
	}))
	recorded, err := readRecording(DemoHealthy)
	if err != nil {
		return err
	}
	d.plan.Checks = slices.DeleteFunc(d.plan.Checks, func(c checks.Check) bool { return c.Kind == checks.KindComputer })
	for i := range d.plan.Checks {
		c := &d.plan.Checks[i]
		if f, have := recorded.find(c.ID); have && slices.Contains(notOnLoopback, c.Kind) {
			c.Ask = f.ask
		}
	}
	return nil
}

// notOnLoopback are the kinds that servers on this PC cannot answer for.
var notOnLoopback = []checks.Kind{
	checks.KindLink, checks.KindRoute, checks.KindGateway, checks.KindPing, checks.KindHosts, checks.KindProxy,
}

// confirmDemo is how long after a round's start a failure is asked again, as
// counterctl does it.
const confirmDemo = 9 * time.Second

// Round asks once and judges, as for a real shop.
func (d *Demo) Round(ctx context.Context, done func(checks.Result)) (checks.Round, checks.Verdict, bool) {
	round, whole := checks.Run(ctx, d.plan.Checks, checks.RunOptions{ConfirmWithin: confirmDemo, Done: done})
	if !whole {
		return round, checks.Verdict{Cause: checks.None}, false
	}
	round.Before = d.before
	for id, past := range d.before {
		if !past.Heard.IsZero() {
			past.Heard = round.Started
			d.before[id] = past
		}
	}
	return round, checks.Diagnose(d.plan, round), true
}
