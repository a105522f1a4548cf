package store

import (
	"database/sql"
	"math"
	"slices"
	"time"

	"countercheck/checks"
)

// tier is a table of figures and the length of its steps.
type tier struct {
	table string
	step  time.Duration
}

// The tiers, the finest first. A day is as long as it is where the shop stands.
var (
	fine   = tier{"fine", 5 * time.Minute}
	hourly = tier{"hour", time.Hour}
	daily  = tier{"day", 24 * time.Hour}
	tiers  = []tier{fine, hourly, daily}
)

// begin is the beginning of the step that holds a time.
func (t tier) begin(at time.Time, where *time.Location) time.Time {
	if t == daily {
		y, m, d := at.In(where).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, where)
	}
	return at.Truncate(t.step)
}

// next is the beginning of the step after the one that begins at a time.
func (t tier) next(begin time.Time, where *time.Location) time.Time {
	if t == daily {
		y, m, d := begin.In(where).Date()
		return time.Date(y, m, d+1, 0, 0, 0, 0, where)
	}
	return begin.Add(t.step)
}

// gathering collects the results of one step.
type gathering struct {
	count, failed, sent, lost int
	took                      []int64 // tenths of a millisecond
	phases                    [5][]int64
}

// single is a row of the table of single results.
type single struct {
	at         int64
	level      int
	took       sql.NullInt64
	phases     [5]sql.NullInt64
	sent, lost sql.NullInt64
}

const singleColumns = "s.at, c.level, s.took, s.resolve, s.connect, s.tls, s.processing, s.transfer, s.sent, s.lost"

func (r *single) scan(rows *sql.Rows) error {
	p := &r.phases
	return rows.Scan(&r.at, &r.level, &r.took, &p[0], &p[1], &p[2], &p[3], &p[4], &r.sent, &r.lost)
}

func (g *gathering) add(r single) {
	g.count++
	failed := checks.Level(r.level) == checks.Fail
	if failed {
		g.failed++
	}
	g.sent, g.lost = g.sent+int(r.sent.Int64), g.lost+int(r.lost.Int64)
	took := r.took.Int64
	for i, phase := range r.phases {
		if phase.Valid {
			g.phases[i] = append(g.phases[i], phase.Int64)
		}
		if !r.took.Valid {
			took += phase.Int64
		}
	}
	if took > 0 && !failed { // how long a failure took says when it was given up
		g.took = append(g.took, took)
	}
}

// figures of the results that were gathered.
func (g *gathering) figures() figures {
	f := figures{count: g.count, failed: g.failed, sent: g.sent, lost: g.lost}
	if len(g.took) > 0 {
		slices.Sort(g.took)
		f.min, f.max = g.took[0], g.took[len(g.took)-1]
		f.median, f.p95 = quantile(g.took, 0.5), quantile(g.took, 0.95)
	}
	for i, spans := range g.phases {
		if len(spans) > 0 {
			slices.Sort(spans)
			f.phases[i] = quantile(spans, 0.5)
		}
	}
	return f
}

// quantile is the nearest rank of sorted values: one that was really measured.
func quantile(sorted []int64, share float64) int64 {
	return sorted[max(0, int(math.Ceil(share*float64(len(sorted))))-1)]
}

// figures are those of one step; spans in tenths of a millisecond, 0 for none.
type figures struct {
	count, failed, sent, lost int
	min, median, p95, max     int64
	phases                    [5]int64
}

func (f figures) point(from time.Time) checks.Point {
	p := checks.Point{
		From: from, Count: f.count, Failed: f.failed, Sent: f.sent, Lost: f.lost,
		Min: span(f.min), Median: span(f.median), P95: span(f.p95), Max: span(f.max),
	}
	for i, phase := range checks.AllPhases {
		if f.phases[i] > 0 {
			if p.Phases == nil {
				p.Phases = checks.Phases{}
			}
			p.Phases[phase] = checks.Span(span(f.phases[i]))
		}
	}
	return p
}

func span(tenths int64) time.Duration { return time.Duration(tenths) * unit }

// merging puts steps together into a longer one. Counts, least and most are
// exact; the medians are the median of the steps' medians, each as heavy as its
// results, and so is the 95th of a hundred.
type merging struct {
	sum         figures
	median, p95 []weighed
	phases      [5][]weighed
}

type weighed struct {
	value  int64
	weight int
}

func (m *merging) add(f figures) {
	s := &m.sum
	s.count, s.failed, s.sent, s.lost = s.count+f.count, s.failed+f.failed, s.sent+f.sent, s.lost+f.lost
	if f.median > 0 {
		if s.min == 0 || f.min < s.min {
			s.min = f.min
		}
		s.max = max(s.max, f.max)
		weight := max(1, f.count-f.failed)
		m.median, m.p95 = append(m.median, weighed{f.median, weight}), append(m.p95, weighed{f.p95, weight})
	}
	for i, phase := range f.phases {
		if phase > 0 {
			m.phases[i] = append(m.phases[i], weighed{phase, max(1, f.count)})
		}
	}
}

func (m *merging) figures() figures {
	f := m.sum
	f.median, f.p95 = balance(m.median, 0.5), balance(m.p95, 0.95)
	for i, phase := range m.phases {
		f.phases[i] = balance(phase, 0.5)
	}
	return f
}

// balance is the value below which a share of the weight lies, 0 without values.
func balance(values []weighed, share float64) int64 {
	switch len(values) {
	case 0:
		return 0
	case 1:
		return values[0].value
	}
	slices.SortFunc(values, func(a, b weighed) int { return int(a.value - b.value) })
	whole := 0
	for _, v := range values {
		whole += v.weight
	}
	below := 0
	for _, v := range values {
		if below += v.weight; float64(below) >= share*float64(whole) {
			return v.value
		}
	}
	return values[len(values)-1].value
}
