package monitor

import (
	"context"
	"errors"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"countercheck/checks"
)

// tracer counts its traces, each of which takes a while.
func tracer(count *atomic.Int32, takes time.Duration) func(context.Context) ([]checks.Hop, string, error) {
	return func(ctx context.Context) ([]checks.Hop, string, error) {
		count.Add(1)
		hop := checks.Hop{TTL: 1, Address: netip.MustParseAddr("192.0.2.1")}
		select {
		case <-ctx.Done():
			return nil, "203.0.113.9", ctx.Err()
		case <-time.After(takes):
			return []checks.Hop{hop}, "203.0.113.9", nil
		}
	}
}

func TestAnIncidentHasOneSceneFromItsFirstBadRound(t *testing.T) {
	for name, takes := range map[string]time.Duration{"before it opens": time.Second, "after it opened": 9 * time.Second} {
		t.Run("a trace that ends "+name, func(t *testing.T) {
			c := newCounter()
			var traces atomic.Int32
			c.opt.Trace = tracer(&traces, takes)
			atCounter(t, c, func(t *testing.T) {
				time.Sleep(time.Minute)
				c.set("payment", true)
				time.Sleep(30 * time.Minute)
				c.set("payment", false)
				time.Sleep(5 * time.Minute)
				all, incidents := c.scenes(), c.incidents()
				if len(all) != 1 || len(incidents) != 1 || traces.Load() != 1 {
					t.Fatalf("%d scenes and %d traces of %d incidents", len(all), traces.Load(), len(incidents))
				}
				if !all[0].At.Equal(incidents[0].From) || len(all[0].Failing) != 1 || all[0].Failing[0].ID != "payment" {
					t.Errorf("scene %+v of an incident from %s", all[0], incidents[0].From)
				}
				if len(all[0].Trace) != 1 || all[0].TraceTo == "" || all[0].TraceError != "" {
					t.Errorf("its trace is %v to %q: %s", all[0].Trace, all[0].TraceTo, all[0].TraceError)
				}
			})
		})
	}
}

func TestATraceHasTenSeconds(t *testing.T) {
	c := newCounter()
	var traces atomic.Int32
	c.opt.Trace = tracer(&traces, time.Hour)
	atCounter(t, c, func(t *testing.T) {
		c.set("payment", true)
		time.Sleep(time.Minute)
		if all := c.scenes(); len(all) != 1 || all[0].TraceError == "" {
			t.Errorf("scenes %+v", all)
		}
	})
}

func TestATraceThatBreaksIsAnErrorInTheScene(t *testing.T) {
	c := newCounter()
	c.opt.Trace = func(context.Context) ([]checks.Hop, string, error) { panic(errors.New("broken")) }
	atCounter(t, c, func(t *testing.T) {
		c.set("payment", true)
		time.Sleep(time.Minute)
		if all := c.scenes(); len(all) != 1 || all[0].TraceError == "" {
			t.Errorf("scenes %+v", all)
		}
	})
}

func TestWithoutALinkNothingIsTraced(t *testing.T) {
	c := newCounter()
	var traces atomic.Int32
	c.opt.Trace = tracer(&traces, time.Second)
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(10 * time.Second)
		c.set("link", true)
		time.Sleep(time.Minute)
		all := c.scenes()
		if len(all) != 1 || traces.Load() != 0 {
			t.Fatalf("%d scenes, %d traces", len(all), traces.Load())
		}
		if len(all[0].Failing) != 1 || all[0].Failing[0].ID != "link" {
			t.Errorf("failing in the scene: %v", all[0].Failing)
		}
	})
}

func TestADoubtThatClearsLeavesNoScene(t *testing.T) {
	c := newCounter()
	var traces, ended atomic.Int32
	find := tracer(&traces, 9*time.Second)
	c.opt.Trace = func(ctx context.Context) ([]checks.Hop, string, error) {
		hops, to, err := find(ctx)
		if err != nil {
			ended.Add(1)
		}
		return hops, to, err
	}
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(28 * time.Second)
		c.set("payment", true)
		time.Sleep(4 * time.Second)
		c.set("payment", false)
		time.Sleep(5 * time.Minute)
		if len(c.scenes()) != 0 || len(c.incidents()) != 0 {
			t.Errorf("a blip left %d scenes and %d incidents", len(c.scenes()), len(c.incidents()))
		}
		if traces.Load() != 1 || ended.Load() != 1 {
			t.Errorf("%d traces, of which %d were called off", traces.Load(), ended.Load())
		}
	})
}

// The program ends, or the PC goes to sleep, while the trace is under way.
func TestASceneIsKeptWithoutItsTrace(t *testing.T) {
	for name, interrupt := range map[string]func(*counter){
		"the end": func(*counter) {},
		"a sleep": func(c *counter) { c.sleep(time.Hour); time.Sleep(6 * time.Second) },
	} {
		t.Run(name, func(t *testing.T) {
			c := newCounter()
			var traces atomic.Int32
			c.opt.Trace = tracer(&traces, 9900*time.Millisecond)
			atCounter(t, c, func(t *testing.T) {
				time.Sleep(time.Minute)
				c.set("payment", true)
				c.m.Now()
				time.Sleep(5100 * time.Millisecond)
				c.m.Now() // the third bad round, while the trace is under way
				time.Sleep(100 * time.Millisecond)
				c.m.Now()
				time.Sleep(100 * time.Millisecond)
				if len(c.incidents()) != 1 || len(c.scenes()) != 0 {
					t.Fatalf("%d incidents, %d scenes", len(c.incidents()), len(c.scenes()))
				}
				interrupt(c)
			})
			if all := c.scenes(); len(all) != 1 || all[0].TraceError == "" {
				t.Errorf("scenes %+v", all)
			}
		})
	}
}
