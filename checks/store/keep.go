package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"countercheck/checks"
)

// kept is a transaction under way, and what is known of the tables in it.
type kept struct {
	tx  *sql.Tx
	opt Options
	now time.Time
}

// keep writes a batch, makes the figures whose time is over, and throws away what
// is too old or too much: one transaction, whole or not at all.
func (d *database) keep(ctx context.Context, batch queue, opt Options) error {
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	k := &kept{tx: tx, opt: opt, now: opt.Now()}
	if err := k.all(ctx, batch); err != nil {
		return errors.Join(err, rolledBack(tx))
	}
	if err := tx.Commit(); err != nil {
		// A disk that refuses the last page can leave SQLite inside the
		// transaction; the next one could not begin.
		_, _ = d.write.ExecContext(ctx, "ROLLBACK") // says so where there is none
		return err
	}
	return nil
}

func rolledBack(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return err
	}
	return nil
}

func (k *kept) all(ctx context.Context, batch queue) error {
	if err := k.samples(ctx, batch.samples); err != nil {
		return err
	}
	for _, e := range batch.events {
		if err := k.event(ctx, e); err != nil {
			return err
		}
	}
	if batch.last != nil {
		if err := k.state(ctx, "last", *batch.last); err != nil {
			return err
		}
	}
	if err := k.roll(ctx); err != nil {
		return err
	}
	return k.trim(ctx)
}

// samples writes single results, and the runs of failures they belong to. Those
// of a check go together, so that a page is written once however long the batch.
func (k *kept) samples(ctx context.Context, all []checks.Sample) error {
	if len(all) == 0 {
		return nil
	}
	all = slices.SortedStableFunc(slices.Values(all), func(a, b checks.Sample) int { return strings.Compare(a.Check, b.Check) })
	insert, err := k.tx.PrepareContext(ctx, "INSERT OR REPLACE INTO sample VALUES (?,?,?,?,?,?,?,?,?,?,?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	series, codes := map[string]int64{}, map[sampleCode]int64{}
	for _, s := range all {
		if series[s.Check] == 0 {
			if series[s.Check], err = k.series(ctx, s.Check); err != nil {
				return err
			}
		}
		how := codeOf(s)
		if codes[how] == 0 {
			if codes[how], err = k.code(ctx, how); err != nil {
				return err
			}
		}
		if _, err = insert.ExecContext(ctx, row(s, series[s.Check], codes[how])...); err != nil {
			return err
		}
		if s.Failing() {
			if err = k.failure(ctx, series[s.Check], codes[how], s.At); err != nil {
				return err
			}
		}
	}
	return nil
}

// row is a sample as the table has it.
func row(s checks.Sample, series, code int64) []any {
	took := tenths(s.Took)
	if len(s.Phases) > 0 && s.Took == s.Phases.Total() {
		took = nil
	}
	values := []any{series, s.At.UnixMilli(), code, took}
	for _, phase := range checks.AllPhases {
		if span, ran := s.Phases[phase]; ran {
			values = append(values, atLeastOne(time.Duration(span)))
		} else {
			values = append(values, nil)
		}
	}
	if s.Sent == 0 {
		return append(values, nil, nil)
	}
	return append(values, s.Sent, s.Lost)
}

// unit is what spans are counted in.
const unit = 100 * time.Microsecond

// tenths is a span in tenths of a millisecond, nil for none.
func tenths(d time.Duration) any {
	if d <= 0 {
		return nil
	}
	return atLeastOne(d)
}

// atLeastOne keeps a phase that ran from being none.
func atLeastOne(d time.Duration) int64 { return max(1, int64((d+unit/2)/unit)) }

// codeOf is how a sample ended, alone.
func codeOf(s checks.Sample) sampleCode {
	cause := s.Cause
	if cause == checks.None {
		cause = ""
	}
	return sampleCode{s.Level, cause, s.Failed, s.Class}
}

// sampleCode is how a result ended; many end the same way.
type sampleCode struct {
	Level  checks.Level
	Cause  checks.Code
	Failed checks.Phase
	Class  checks.ErrorClass
}

// series is the number of a check, which gets one if it has none.
func (k *kept) series(ctx context.Context, name string) (id int64, err error) {
	if _, err = k.tx.ExecContext(ctx, "INSERT OR IGNORE INTO series (name) VALUES (?)", name); err != nil {
		return 0, err
	}
	err = k.tx.QueryRowContext(ctx, "SELECT id FROM series WHERE name = ?", name).Scan(&id)
	return id, err
}

func (k *kept) code(ctx context.Context, c sampleCode) (id int64, err error) {
	args := []any{int(c.Level), string(c.Cause), string(c.Failed), string(c.Class)}
	if _, err = k.tx.ExecContext(ctx, "INSERT OR IGNORE INTO code (level, cause, failed, class) VALUES (?,?,?,?)", args...); err != nil {
		return 0, err
	}
	err = k.tx.QueryRowContext(ctx, "SELECT id FROM code WHERE level = ? AND cause = ? AND failed = ? AND class = ?", args...).Scan(&id)
	return id, err
}

// failuresApart is how long after a failure the next of its kind still belongs to
// it: two rounds that are asked half as often, and one that was lost.
const failuresApart = 3 * time.Minute

// failure adds a failing result to its run, or begins one.
func (k *kept) failure(ctx context.Context, series, code int64, at time.Time) error {
	var id, old, until int64
	err := k.tx.QueryRowContext(ctx, "SELECT id, code, until FROM failure WHERE series = ? ORDER BY since DESC LIMIT 1", series).Scan(&id, &old, &until)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	ms := at.UnixMilli()
	if err == nil && old == code && ms >= until && ms-until <= failuresApart.Milliseconds() {
		_, err = k.tx.ExecContext(ctx, "UPDATE failure SET until = ?, count = count + 1 WHERE id = ?", ms, id)
		return err
	}
	_, err = k.tx.ExecContext(ctx, "INSERT INTO failure (series, code, since, until, count) VALUES (?,?,?,?,1)", series, code, ms, ms)
	return err
}

// event writes what happened beside the results.
func (k *kept) event(ctx context.Context, e checks.Entry) error {
	if g := e.Gap; g != nil {
		_, err := k.tx.ExecContext(ctx, "INSERT INTO gap (since, until, kind, moved) VALUES (?,?,?,?)",
			g.From.UnixMilli(), g.To.UnixMilli(), string(g.Kind), g.Moved.Milliseconds())
		if err == nil && g.Moved < 0 {
			err = k.rollAgain(ctx, g.To)
		}
		if err != nil {
			return err
		}
	}
	if c := e.Change; c != nil {
		channels, err := json.Marshal(c.Channels)
		if err != nil {
			return err
		}
		if _, err = k.tx.ExecContext(ctx, "INSERT INTO change (at, level, cause, layer, subject, channels) VALUES (?,?,?,?,?,?)",
			c.At.UnixMilli(), int(c.Level), string(c.Cause), string(c.Layer), c.Subject, string(channels)); err != nil {
			return err
		}
	}
	if e.Incident == nil {
		return nil
	}
	if err := k.incident(ctx, *e.Incident); err != nil {
		return err
	}
	if e.Scene == nil {
		return nil
	}
	text, err := json.Marshal(e.Scene)
	if err != nil {
		return err
	}
	_, err = k.tx.ExecContext(ctx, "INSERT OR REPLACE INTO scene VALUES (?,?)", e.Incident.ID, string(text))
	return err
}

// incident writes the newest state of one; a person's note stays.
func (k *kept) incident(ctx context.Context, i checks.Incident) error {
	until := int64(0)
	if !i.Open() {
		until = i.To.UnixMilli()
	}
	i.Note = ""
	data, err := json.Marshal(i)
	if err != nil {
		return err
	}
	_, err = k.tx.ExecContext(ctx, `INSERT INTO incident (id, since, until, data) VALUES (?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET since = excluded.since, until = excluded.until, data = excluded.data`,
		i.ID, i.From.UnixMilli(), until, string(data))
	return err
}

func (k *kept) state(ctx context.Context, name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	_, err = k.tx.ExecContext(ctx, "INSERT OR REPLACE INTO state VALUES (?,?)", name, string(text))
	return err
}
