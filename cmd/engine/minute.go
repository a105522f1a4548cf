package engine

import (
	"context"
	"errors"
	"slices"
	"time"

	"countercheck/checks"
	"countercheck/checks/store"
)

// caseMargin is how far around a window its cases are looked for: a refund may stand
// in the bill weeks after the sale.
const caseMargin = 31 * 24 * time.Hour

// Minute is what was measured around a sale on a terminal ("" for none). Where
// nothing was recorded, or it cannot be read, it says that nothing was measured.
func (c Cases) Minute(ctx context.Context, at time.Time, terminal string) (checks.Minute, error) {
	s, err := c.records.open(ctx)
	if err != nil {
		return checks.MinuteOf(checks.Around{At: at, Plan: c.plan()}), ctx.Err()
	}
	g := c.gathering(ctx, s)
	i := slices.IndexFunc(g.known.Terminals, func(t checks.Terminal) bool { return terminal != "" && t.ID == terminal })
	if i < 0 {
		return g.minute(ctx, at, nil), ctx.Err()
	}
	return g.minute(ctx, at, &g.known.Terminals[i]), ctx.Err()
}

// gathering collects what the history holds around sales.
type gathering struct {
	from  *store.Store
	plan  checks.Plan
	known checks.Records
	now   time.Time
	gap   []checks.Gap               // since nobody watches any more
	usual map[usualKey]time.Duration // 0: not known
}

// usualKey: what is usual changes little within an hour.
type usualKey struct {
	check string
	hour  int64
}

func (c Cases) gathering(ctx context.Context, from *store.Store) *gathering {
	g := &gathering{from: from, plan: c.plan(), now: time.Now(), usual: map[usualKey]time.Duration{}}
	g.known, _ = c.records.Records(ctx) // without them the minute says less, and nothing wrong
	_, last, _, _ := from.Newest(ctx)   // where it cannot be read, nor can the rest
	g.gap = silent(last, g.now)
	return g
}

// minute is what was measured around a sale. What cannot be read was not measured.
func (g *gathering) minute(ctx context.Context, at time.Time, terminal *checks.Terminal) checks.Minute {
	a := checks.Around{At: at, Plan: g.plan, Terminal: terminal}
	hour := checks.Window{From: at.Add(-time.Hour), To: at}
	cases, _ := g.from.Cases(ctx, hour) // one more hint, no more
	a.Records = checks.RecordsOf(terminal, g.known, cases, at, g.now)
	measured := a
	if err := g.around(ctx, &measured); err != nil {
		return checks.MinuteOf(a)
	}
	measured.Now = g.now
	return checks.MinuteOf(measured)
}

// around reads what was believed and measured around a sale.
func (g *gathering) around(ctx context.Context, a *checks.Around) error {
	in := checks.SaleWindow(a.At)
	changes, err1 := g.from.Changes(ctx, in)
	gaps, err2 := g.from.Gaps(ctx, in)
	incidents, err3 := g.from.Incidents(ctx, in)
	samples, err4 := g.from.Samples(ctx, checks.SaleChecks(g.plan, a.Terminal), checks.SampleWindow(a.At))
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return err
	}
	a.Changes, a.Gaps, a.Incidents = changes, append(gaps, g.gap...), incidents
	a.Samples, a.Usual = map[string][]checks.Sample{}, map[string]time.Duration{}
	for _, s := range samples {
		a.Samples[s.Check] = append(a.Samples[s.Check], s)
	}
	for _, c := range g.plan.Checks {
		if c.Kind == checks.KindEndpoint && len(a.Samples[c.ID]) > 0 {
			if took := g.usually(ctx, c.ID, in.From); took > 0 {
				a.Usual[c.ID] = took
			}
		}
	}
	return nil
}

// usually is what a check usually took in the day before a time, 0 where that is not
// known.
func (g *gathering) usually(ctx context.Context, check string, before time.Time) time.Duration {
	before = before.Truncate(time.Hour)
	key := usualKey{check, before.Unix()}
	took, known := g.usual[key]
	if !known {
		took, _, _ = g.from.Usual(ctx, check, before) // not known is 0
		g.usual[key] = took
	}
	return took
}
