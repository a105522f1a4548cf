package monitor

import (
	"context"
	"fmt"
	"time"

	"countercheck/checks"
)

// traceLimit bounds the search for the routers on the way.
const traceLimit = 10 * time.Second

// sight is the scene of what may become an incident.
type sight struct {
	scene    checks.Scene
	cancel   context.CancelFunc // ends the trace
	tracing  bool               // it is under way
	incident *checks.Incident   // what it became, in its newest state; nil while it is a doubt
}

// trace is what a trace found.
type trace struct {
	of   *sight
	hops []checks.Hop
	to   string
	err  error
}

// sighted takes the scene at the first bad round of what may become an incident,
// and drops it if that came to nothing.
func (w *watch) sighted(ctx context.Context, round checks.Round, seen checks.Verdict) {
	doubt, bad := w.belief.Doubt, w.belief.Verdict.Level >= checks.Warn
	free := w.open == nil || w.unsettled
	first := doubt == 1 || w.sight == nil || w.sight.incident != nil
	switch {
	case doubt == 0 && !bad:
		w.dropScene()
	case free && first && seen.Level >= checks.Warn:
		w.dropScene()
		w.sight = &sight{scene: checks.SceneOf(round), cancel: func() {}}
		w.trace(ctx, seen)
	}
}

// trace starts one, unless this PC has no link to send it over.
func (w *watch) trace(ctx context.Context, seen checks.Verdict) {
	find := w.m.opt.Trace
	if find == nil || seen.Layer == checks.LayerLink {
		return
	}
	of := w.sight
	ctx, of.cancel = context.WithTimeout(ctx, traceLimit)
	of.tracing = true
	w.running.Go(func() {
		found := trace{of: of}
		defer func() { w.traced <- found }()
		defer func() {
			if broken := recover(); broken != nil {
				found.err = fmt.Errorf("trace: internal error: %v", broken)
			}
		}()
		found.hops, found.to, found.err = find(ctx)
	})
}

// attach adds to the scene what its trace found.
func (w *watch) attach(t trace) {
	t.of.cancel()
	if t.of != w.sight {
		return // dropped meanwhile
	}
	t.of.tracing = false
	t.of.scene.Trace, t.of.scene.TraceTo = t.hops, t.to
	if t.err != nil {
		t.of.scene.TraceError = t.err.Error()
	}
	if t.of.incident != nil {
		w.recordScene()
	}
}

// sceneOf is the scene of an incident that has just begun, nil while its trace is
// under way.
func (w *watch) sceneOf(incident *checks.Incident, began bool) *checks.Scene {
	s := w.sight
	if s == nil || incident == nil {
		return nil
	}
	if s.incident == nil && !began {
		w.dropScene() // an older incident goes on: it has its own
		return nil
	}
	s.incident = incident
	if s.tracing {
		return nil
	}
	w.sight = nil
	return &s.scene
}

// recordScene hands over the scene of an incident by itself.
func (w *watch) recordScene() {
	s := w.sight
	w.sight = nil
	if w.open != nil && w.open.ID == s.incident.ID {
		s.incident = w.open
	}
	w.record(checks.Entry{At: s.scene.At, Incident: s.incident, Scene: &s.scene})
}

// dropScene ends what is under way. The scene of an incident is kept, without
// the trace.
func (w *watch) dropScene() {
	s := w.sight
	if s == nil {
		return
	}
	s.cancel()
	if s.incident == nil {
		w.sight = nil
		return
	}
	s.scene.TraceError = "trace: " + context.Canceled.Error()
	w.recordScene()
}
