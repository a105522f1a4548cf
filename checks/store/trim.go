package store

import (
	"context"
	"database/sql"
	"os"
	"time"
)

const (
	// trimStep is how much time of single results is thrown away at once, so that
	// a round is not held up: catching up a day takes 24 rounds.
	trimStep = time.Hour
	// mostDropped rows go in one transaction, which must fit into the reserve.
	mostDropped = 20_000
	// longestDays is how long the figures of a day are kept: they are tiny.
	longestDays = 10 * 366
	// nearCap is the share of the cap from which on the oldest makes room.
	nearCap = 0.9
	// reserve is what the write-ahead log may take beside the file, in bytes.
	reserve = 8 << 20
)

// trim throws away what is older than it is kept, and the oldest single results,
// then the oldest figures of five minutes, while the file is near its cap.
// Failures, incidents and what people wrote are never thrown away for space.
func (k *kept) trim(ctx context.Context) error {
	keep := k.opt.Keep
	limits := []struct {
		table string
		days  int
		step  time.Duration
		unit  time.Duration
	}{
		{"sample", keep.RawDays, trimStep, time.Millisecond},
		{fine.table, keep.FineDays, 24 * trimStep, time.Second},
		{hourly.table, keep.HourDays, 24 * trimStep, time.Second},
		{daily.table, longestDays, 24 * 30 * trimStep, time.Second},
	}
	for _, l := range limits {
		before := k.now.AddDate(0, 0, -l.days)
		if l.table == "sample" {
			var err error
			if before, err = k.figured(ctx, before); err != nil {
				return err
			}
		}
		if err := k.dropOldest(ctx, l.table, l.unit, l.step, before); err != nil {
			return err
		}
	}
	old := k.now.AddDate(0, 0, -max(keep.FineDays, 1)).UnixMilli()
	if _, err := k.tx.ExecContext(ctx, "DELETE FROM failure WHERE until < ?", old); err != nil {
		return err
	}
	return k.makeRoom(ctx)
}

// figured is a time, or the earlier one up to which all figures are made: a single
// result stays until it is in them.
func (k *kept) figured(ctx context.Context, before time.Time) (time.Time, error) {
	for _, t := range tiers {
		until, err := k.rolled(ctx, t)
		if err != nil {
			return before, err
		}
		if !until.IsZero() && until.Before(before) {
			before = until
		}
	}
	return before, nil
}

// makeRoom throws away the oldest while the pages in use are near the cap.
func (k *kept) makeRoom(ctx context.Context) error {
	used, err := pagesInUse(ctx, k.tx)
	if err != nil || float64(used) < nearCap*float64(capacity(k.opt)) {
		return err
	}
	for _, t := range []struct {
		table string
		unit  time.Duration
		step  time.Duration
	}{{"sample", time.Millisecond, 6 * trimStep}, {fine.table, time.Second, 10 * 24 * trimStep}} {
		var any bool
		if err := k.tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM "+t.table+")").Scan(&any); err != nil {
			return err
		}
		if any {
			return k.dropOldest(ctx, t.table, t.unit, t.step, k.now.AddDate(1, 0, 0))
		}
	}
	return nil
}

// capacity is how large the file itself may be, in bytes.
func capacity(opt Options) int64 { return int64(opt.Keep.MaxMB)*1_000_000 - reserve }

// dropOldest deletes the oldest step of a table, as far as it lies before a time,
// or less where there is much of it.
func (k *kept) dropOldest(ctx context.Context, table string, unit, step time.Duration, before time.Time) error {
	var oldest sql.NullInt64
	err := k.tx.QueryRowContext(ctx, "SELECT min((SELECT min(at) FROM "+table+" WHERE series = series.id)) FROM series").Scan(&oldest)
	if err != nil || !oldest.Valid {
		return err
	}
	limit := before.UnixNano() / int64(unit)
	if oldest.Int64 >= limit {
		return nil
	}
	const which = " WHERE series IN (SELECT id FROM series) AND at < ?"
	for {
		until := min(limit, oldest.Int64+int64(step/unit))
		var n int
		err := k.tx.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM "+table+which+" LIMIT ?)", until, mostDropped+1).Scan(&n)
		if err != nil {
			return err
		}
		if n <= mostDropped || step <= time.Minute {
			_, err = k.tx.ExecContext(ctx, "DELETE FROM "+table+which, until)
			return err
		}
		step /= 2
	}
}

// pagesInUse is the size of what is stored, in bytes, without free pages.
func pagesInUse(ctx context.Context, q querier) (int64, error) {
	var pages, free, size int64
	for _, p := range []struct {
		name string
		into *int64
	}{{"page_count", &pages}, {"freelist_count", &free}, {"page_size", &size}} {
		if err := q.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(p.into); err != nil {
			return 0, err
		}
	}
	return (pages - free) * size, nil
}

// vacuumPages are given back to the system at once: 4 MB.
const vacuumPages = "1000"

// shrink gives free pages back while the file is over its cap.
func (d *database) shrink(ctx context.Context, opt Options) error {
	info, err := os.Stat(d.path)
	if err != nil || info.Size() < capacity(opt) {
		return err
	}
	rows, err := d.write.QueryContext(ctx, "PRAGMA incremental_vacuum("+vacuumPages+")")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() { // a page at a time
	}
	return rows.Err()
}
