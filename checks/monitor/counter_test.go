package monitor

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"countercheck/checks"
)

// counter is a PC whose clocks a test can set, and which it can put to sleep; it
// keeps what the monitor hands over. Timers stand still while it sleeps.
type counter struct {
	*stage
	opt Options
	m   *Monitor

	mu       sync.Mutex
	start    time.Time
	slept    time.Duration // since the boot
	off      time.Duration // by how much the wall clock was set
	zone     *time.Location
	entries  []checks.Entry
	told     []checks.Message
	heard    []checks.Snapshot
	upBefore time.Duration // how long it had been up when the test began
}

func newCounter() *counter {
	return &counter{stage: newStage(), zone: time.UTC, upBefore: time.Hour}
}

func (c *counter) read() checks.Reading {
	c.mu.Lock()
	defer c.mu.Unlock()
	awake := c.upBefore + time.Since(c.start)
	return checks.Reading{
		Wall:  time.Now().Round(0).Add(c.slept + c.off).In(c.zone),
		Awake: awake, Boot: awake + c.slept,
	}
}

func (c *counter) sleep(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.slept += d }
func (c *counter) setClock(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.off += by
}

func (c *counter) recorded() []checks.Entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.entries)
}

func (c *counter) messages() []checks.Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.told)
}

func (c *counter) shown() []checks.Snapshot {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.heard)
}

func (c *counter) gaps() (all []checks.Gap) {
	for _, e := range c.recorded() {
		if e.Gap != nil {
			all = append(all, *e.Gap)
		}
	}
	return all
}

// incidents are the newest states of all that were recorded, in order.
func (c *counter) incidents() (all []checks.Incident) {
	for _, e := range c.recorded() {
		if e.Incident == nil {
			continue
		}
		if at := slices.IndexFunc(all, func(i checks.Incident) bool { return i.ID == e.Incident.ID }); at >= 0 {
			all[at] = *e.Incident
			continue
		}
		all = append(all, *e.Incident)
	}
	return all
}

func (c *counter) changes() (all []checks.Change) {
	for _, e := range c.recorded() {
		if e.Change != nil {
			all = append(all, *e.Change)
		}
	}
	return all
}

func (c *counter) scenes() (all []checks.Scene) {
	for _, e := range c.recorded() {
		if e.Scene != nil {
			all = append(all, *e.Scene)
		}
	}
	return all
}

func (c *counter) last() checks.Last {
	entries := c.recorded()
	return entries[len(entries)-1].Last
}

// watch runs the monitor in virtual time until the test is over. It may be called
// again within one test, for the next start of the program.
func (c *counter) watch(t *testing.T, test func()) {
	t.Helper()
	c.mu.Lock()
	if c.start.IsZero() {
		c.start = time.Now()
	}
	c.mu.Unlock()
	opt := c.opt
	opt.Diagnose, opt.Clock = diagnose, c.read
	opt.Record = func(e checks.Entry) { c.mu.Lock(); defer c.mu.Unlock(); c.entries = append(c.entries, e) }
	opt.Tell = func(m checks.Message) { c.mu.Lock(); defer c.mu.Unlock(); c.told = append(c.told, m) }
	c.m = New(c.plan(), opt)
	c.m.Listen(func(s checks.Snapshot) { c.mu.Lock(); defer c.mu.Unlock(); c.heard = append(c.heard, s) })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- c.m.Run(ctx) }()
	defer func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run ended with %v", err)
		}
	}()
	time.Sleep(time.Second)
	test()
}

// atCounter is a test with one start of the program.
func atCounter(t *testing.T, c *counter, test func(*testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { c.watch(t, func() { test(t) }) })
}

// about reports that a duration is d or up to slack more.
func about(got, d, slack time.Duration) bool { return got >= d && got <= d+slack }
