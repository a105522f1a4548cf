package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

const (
	// late is how long after its end a step is still waited for: the longest that
	// a result can take to come in.
	late = 90 * time.Second
	// mostSteps of a tier are made in one transaction, so that catching up after a
	// crash does not hold up a round.
	mostSteps = 24
)

// roll makes the figures of every step that is over, from the single results.
func (k *kept) roll(ctx context.Context) error {
	for _, t := range tiers {
		until, err := k.rolled(ctx, t)
		for range mostSteps {
			if err != nil {
				return err
			}
			if until.IsZero() {
				break // nothing to make it of
			}
			end := t.next(until, k.opt.Location)
			if end.Add(late).After(k.now) {
				break
			}
			if err = k.step(ctx, t, until, end); err == nil {
				until, err = k.onward(ctx, t, end)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rolled is up to when a tier is made: the beginning of the next step, zero where
// there is nothing yet.
func (k *kept) rolled(ctx context.Context, t tier) (time.Time, error) {
	var until int64
	err := k.tx.QueryRowContext(ctx, "SELECT until FROM rolled WHERE tier = ?", t.table).Scan(&until)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return k.onward(ctx, t, time.UnixMilli(0))
	case err != nil:
		return time.Time{}, err
	default:
		return time.Unix(until, 0), nil
	}
}

// onward is the beginning of the next step that has results, from a time on, and
// notes it. Without any that is where the next ones will be.
func (k *kept) onward(ctx context.Context, t tier, from time.Time) (time.Time, error) {
	var first sql.NullInt64
	err := k.tx.QueryRowContext(ctx,
		"SELECT min((SELECT min(at) FROM sample WHERE series = series.id AND at >= ? AND at <= ?)) FROM series",
		from.UnixMilli(), k.now.UnixMilli()).Scan(&first) // what a clock that ran ahead left there waits for its time
	if err != nil {
		return time.Time{}, err
	}
	next := from
	switch {
	case first.Valid:
		next = t.begin(time.UnixMilli(first.Int64), k.opt.Location)
	case from.UnixMilli() == 0:
		return time.Time{}, nil
	}
	if next.Before(from) {
		next = from // the first step of a day that a move of the PC's zone cut
	}
	_, err = k.tx.ExecContext(ctx, "INSERT OR REPLACE INTO rolled VALUES (?,?)", t.table, next.Unix())
	return next, err
}

// rollAgain has the steps since a time made anew: the clock was set back to it.
func (k *kept) rollAgain(ctx context.Context, from time.Time) error {
	for _, t := range tiers {
		until, err := k.rolled(ctx, t)
		if err == nil && from.Before(until) {
			_, err = k.onward(ctx, t, t.begin(from, k.opt.Location))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// step makes one step of a tier, for every check. Where there are figures of more
// results than are left, those stay.
func (k *kept) step(ctx context.Context, t tier, from, to time.Time) error {
	ids, err := k.allSeries(ctx)
	if err != nil {
		return err
	}
	insert, err := k.tx.PrepareContext(ctx, "INSERT OR REPLACE INTO "+t.table+" SELECT ?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15"+
		" WHERE NOT EXISTS (SELECT 1 FROM "+t.table+" WHERE series = ?1 AND at = ?2 AND count > ?3)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, id := range ids {
		g := gathering{}
		if err := singles(ctx, k.tx, id, from, to, func(r single) { g.add(r) }); err != nil {
			return err
		}
		if g.count == 0 {
			continue
		}
		f := g.figures()
		values := []any{id, from.Unix(), f.count, f.failed, some(f.min), some(f.median), some(f.p95), some(f.max), some(int64(f.sent)), lost(f)}
		for _, phase := range f.phases {
			values = append(values, some(phase))
		}
		if _, err := insert.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	return nil
}

func some(value int64) any {
	if value == 0 {
		return nil
	}
	return value
}

func lost(f figures) any {
	if f.sent == 0 {
		return nil
	}
	return f.lost
}

func (k *kept) allSeries(ctx context.Context) (ids []int64, err error) {
	rows, err := k.tx.QueryContext(ctx, "SELECT id FROM series")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// querier is a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// singles reads the single results of a check, in the order of time.
func singles(ctx context.Context, q querier, series int64, from, to time.Time, each func(single)) error {
	rows, err := q.QueryContext(ctx, "SELECT "+singleColumns+" FROM sample s JOIN code c ON c.id = s.code WHERE s.series = ? AND s.at >= ? AND s.at < ? ORDER BY s.at",
		series, from.UnixMilli(), to.UnixMilli())
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r single
		if err := r.scan(rows); err != nil {
			return err
		}
		each(r)
	}
	return rows.Err()
}
