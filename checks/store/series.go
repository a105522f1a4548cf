package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"countercheck/checks"
)

// Series reads the history of some checks, thinned to about so many steps each.
// It reads the single results where the window is short and they still exist,
// else figures of five minutes, an hour or a day; what is too new for those is
// added from finer ones.
func (s *Store) Series(ctx context.Context, ids []string, in checks.Window, points int) ([]checks.Series, error) {
	db, err := s.reader()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	where := s.opt.Location
	s.mu.Unlock()
	all := make([]checks.Series, 0, len(ids))
	for _, id := range ids {
		var series int64
		err := db.read.QueryRowContext(ctx, "SELECT id FROM series WHERE name = ?", id).Scan(&series)
		if errors.Is(err, sql.ErrNoRows) {
			all = append(all, checks.Series{Check: id, Step: stepOf(in, points, usualStep)})
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("the history of %s: %w", id, err)
		}
		r := &seriesReading{ctx: ctx, db: db.read, series: series, in: in, points: max(points, 1), where: where}
		one, err := r.read(len(ids))
		if err != nil {
			return nil, fmt.Errorf("the history of %s: %w", id, err)
		}
		one.Check = id
		all = append(all, one)
	}
	return all, nil
}

// usualStep is how often most checks are asked.
const usualStep = 30 * time.Second

// steps are the widths that single results are put together in: those that
// people read on an axis.
var steps = []time.Duration{
	usualStep, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour,
}

// stepOf is the width that brings a window to about so many points, at least one
// of a kind.
func stepOf(in checks.Window, points int, least time.Duration) time.Duration {
	want := in.Length() / time.Duration(max(points, 1))
	for _, step := range steps {
		if step >= least && step >= want*9/10 {
			return step
		}
	}
	days := (want + 24*time.Hour - 1) / (24 * time.Hour)
	return max(days, 1) * 24 * time.Hour
}

// How long a window may be that is read from a tier, for a few checks and for
// many: so many rows that reading them is not noticed (some 10,000 a check).
const (
	few       = 4
	rawFew    = 26 * time.Hour
	rawMany   = 8 * time.Hour
	fineFew   = 40 * 24 * time.Hour
	fineMany  = 8 * 24 * time.Hour
	hoursFew  = 400 * 24 * time.Hour
	hoursMany = 62 * 24 * time.Hour
)

// seriesReading reads one check's history.
type seriesReading struct {
	ctx    context.Context
	db     *sql.DB
	series int64
	in     checks.Window
	points int
	where  *time.Location
}

// read chooses where from, by how much there is to read and by what still exists.
func (r *seriesReading) read(many int) (checks.Series, error) {
	length := r.in.Length()
	limit := func(few_, many_ time.Duration) time.Duration {
		if many > few {
			return many_
		}
		return few_
	}
	from := 3
	switch {
	case length <= limit(rawFew, rawMany):
		from = 0
	case length <= limit(fineFew, fineMany):
		from = 1
	case length <= limit(hoursFew, hoursMany):
		from = 2
	}
	for from < len(tiers) && tiers[from].step <= stepOf(r.in, r.points, usualStep) {
		from++ // exact figures of that step or of its parts are there already
	}
	from, err := r.coarseEnough(from)
	if err != nil {
		return checks.Series{}, err
	}
	if from == 0 {
		return r.raw()
	}
	return r.figures(tiers[from-1])
}

// coarseEnough goes to coarser figures where the finer ones of that time are gone
// and the coarser are not.
func (r *seriesReading) coarseEnough(from int) (int, error) {
	tables := []string{"sample", fine.table, hourly.table, daily.table}
	oldest := func(i int) (at time.Time, ok bool, err error) {
		var first sql.NullInt64
		err = r.db.QueryRowContext(r.ctx, "SELECT min(at) FROM "+tables[i]+" WHERE series = ?", r.series).Scan(&first)
		if i == 0 {
			return time.UnixMilli(first.Int64), first.Valid, err
		}
		return time.Unix(first.Int64, 0), first.Valid, err
	}
	for ; from < len(tables)-1; from++ {
		here, some, err := oldest(from)
		if err != nil || some && !here.After(r.in.From) {
			return from, err
		}
		there, more, err := oldest(from + 1)
		if err != nil {
			return from, err
		}
		if older := more && (!some || there.Add(tiers[from].step).Before(here)); !older {
			return from, nil // nothing older anywhere
		}
	}
	return from, nil
}

// raw puts single results together.
func (r *seriesReading) raw() (checks.Series, error) {
	s := checks.Series{Step: stepOf(r.in, r.points, usualStep)}
	g, begin := gathering{}, time.Time{}
	end := func() {
		if g.count > 0 {
			f := g.figures()
			s.Points = append(s.Points, f.point(begin))
		}
		g = gathering{}
	}
	err := singles(r.ctx, r.db, r.series, r.in.From, r.in.To, func(one single) {
		if at := r.in.From.Add(time.UnixMilli(one.at).Sub(r.in.From).Truncate(s.Step)); !at.Equal(begin) {
			end()
			begin = at
		}
		g.add(one)
	})
	end()
	return s, err
}

// figures reads a tier, and after its end the finer ones, put together.
func (r *seriesReading) figures(t tier) (checks.Series, error) {
	s := checks.Series{Step: stepOf(r.in, r.points, t.step)}
	m, begin := merging{}, time.Time{}
	end := func() {
		if m.sum.count > 0 {
			f := m.figures()
			s.Points = append(s.Points, f.point(begin))
		}
		m = merging{}
	}
	each := func(at time.Time, f figures) {
		if step := r.stepAt(at, s.Step); !step.Equal(begin) {
			end()
			begin = step
		}
		m.add(f)
	}
	until := r.in.From
	for i := len(tiers) - 1; i >= 0; i-- {
		if tiers[i].step > t.step {
			continue
		}
		last, err := r.tier(tiers[i], until, each)
		if err != nil {
			return s, err
		}
		if last.After(until) {
			until = last
		}
	}
	g := map[int64]*gathering{} // of the few steps that are not made yet
	err := singles(r.ctx, r.db, r.series, until, r.in.To, func(one single) {
		key := r.stepAt(time.UnixMilli(one.at), s.Step).UnixMilli()
		if g[key] == nil {
			g[key] = &gathering{}
		}
		g[key].add(one)
	})
	for _, key := range slices.Sorted(maps.Keys(g)) {
		each(time.UnixMilli(key), g[key].figures())
	}
	end()
	return s, err
}

// stepAt is the beginning of the step that holds a time; those of days begin at
// midnight.
func (r *seriesReading) stepAt(at time.Time, step time.Duration) time.Time {
	if step%(24*time.Hour) != 0 {
		return at.Truncate(step)
	}
	day := daily.begin(at, r.where)
	if step == 24*time.Hour {
		return day
	}
	first := daily.begin(r.in.From, r.where)
	width := int(step / (24 * time.Hour))
	days := int(day.Sub(first).Hours()/24+0.5) / width * width
	return time.Date(first.Year(), first.Month(), first.Day()+days, 0, 0, 0, 0, r.where)
}

// tier reads the figures of a tier from a time on, as far as they are made, and
// returns their end.
func (r *seriesReading) tier(t tier, from time.Time, each func(time.Time, figures)) (end time.Time, err error) {
	var made int64
	err = r.db.QueryRowContext(r.ctx, "SELECT until FROM rolled WHERE tier = ?", t.table).Scan(&made)
	if errors.Is(err, sql.ErrNoRows) {
		return end, nil
	}
	if err != nil {
		return end, err
	}
	rows, err := r.db.QueryContext(r.ctx, `SELECT at, count, failed, min, median, p95, max, sent, lost, resolve, connect, tls, processing, transfer
		FROM `+t.table+` WHERE series = ? AND at >= ? AND at < ? ORDER BY at`, r.series, t.begin(from, r.where).Unix(), min(made, r.in.To.Unix()))
	if err != nil {
		return end, err
	}
	defer rows.Close()
	var at int64
	var v [11]sql.NullInt64
	var f figures
	into := []any{&at, &f.count, &f.failed}
	for i := range v {
		into = append(into, &v[i])
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return end, err
		}
		f.min, f.median, f.p95, f.max = v[0].Int64, v[1].Int64, v[2].Int64, v[3].Int64
		f.sent, f.lost = int(v[4].Int64), int(v[5].Int64)
		for i := range f.phases {
			f.phases[i] = v[6+i].Int64
		}
		begin := time.Unix(at, 0)
		each(begin, f)
		end = t.next(begin, r.where)
	}
	return end, rows.Err()
}
