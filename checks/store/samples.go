package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"countercheck/checks"
)

// Samples are the single results of some checks in a window, in the order of time.
// Where single results of that time are no longer kept there are none.
func (s *Store) Samples(ctx context.Context, ids []string, in checks.Window) (all []checks.Sample, err error) {
	for _, id := range ids {
		of, err := list(ctx, s, scanSample, `SELECT s.at, c.level, c.cause, c.failed, c.class, s.took,
			s.resolve, s.connect, s.tls, s.processing, s.transfer, s.sent, s.lost
			FROM sample s JOIN code c ON c.id = s.code
			WHERE s.series = (SELECT id FROM series WHERE name = ?) AND s.at >= ? AND s.at < ?`,
			id, in.From.UnixMilli(), in.To.UnixMilli())
		if err != nil {
			return nil, fmt.Errorf("the history of %s: %w", id, err)
		}
		for i := range of {
			of[i].Check = id
		}
		all = append(all, of...)
	}
	slices.SortStableFunc(all, func(a, b checks.Sample) int { return a.At.Compare(b.At) })
	return all, nil
}

// scanSample reads a single result as row wrote it.
func scanSample(rows *sql.Rows) (s checks.Sample, err error) {
	var at int64
	var took, sent, lost sql.NullInt64
	var phases [5]sql.NullInt64
	into := []any{&at, &s.Level, &s.Cause, &s.Failed, &s.Class, &took}
	for i := range phases {
		into = append(into, &phases[i])
	}
	if err = rows.Scan(append(into, &sent, &lost)...); err != nil {
		return s, err
	}
	s.At, s.Took = time.UnixMilli(at), time.Duration(took.Int64)*unit
	s.Sent, s.Lost = int(sent.Int64), int(lost.Int64)
	for i, phase := range phases {
		if phase.Valid {
			if s.Phases == nil {
				s.Phases = checks.Phases{}
			}
			s.Phases[checks.AllPhases[i]] = checks.Span(time.Duration(phase.Int64) * unit)
		}
	}
	if !took.Valid {
		s.Took = s.Phases.Total()
	}
	return s, nil
}

// usualSpan is the time that tells what is usual.
const usualSpan = 24 * time.Hour

// Usual is what a check usually took in the day before a time: the median of its
// hours' medians, each by how many results it holds. ok is false where nothing came
// back in that day.
func (s *Store) Usual(ctx context.Context, id string, before time.Time) (median time.Duration, ok bool, err error) {
	in := checks.Window{From: before.Add(-usualSpan), To: before}
	series, err := s.Series(ctx, []string{id}, in, int(usualSpan/time.Hour))
	if err != nil {
		return 0, false, err
	}
	var points []checks.Point
	count := 0
	for _, p := range series[0].Points {
		if p.Median > 0 {
			points, count = append(points, p), count+p.Count-p.Failed
		}
	}
	slices.SortFunc(points, func(a, b checks.Point) int { return cmp.Compare(a.Median, b.Median) })
	passed := 0
	for _, p := range points {
		if passed += p.Count - p.Failed; 2*passed >= count {
			return p.Median, true, nil
		}
	}
	return 0, false, nil
}
