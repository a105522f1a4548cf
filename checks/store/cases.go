package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"countercheck/checks"
)

// The newest line of each case that fits.
const (
	newestEntry = "SELECT e.number, e.at, e.data, e.seal FROM refund_case c JOIN case_entry e ON e.number = c.number "
	newestFirst = " ORDER BY c.shown DESC, c.id"
)

// SaveCase writes a case as one more line of the log and returns it as it is now;
// one without an ID is new. Where it was changed since it was read it fails with
// checks.ErrChanged, where it would change what a concluded case says with
// checks.ErrConcluded. What is as it was before adds no line. An order number or a part of the
// note that is a card's, a person's or a payment code is kept by its last digits.
func (s *Store) SaveCase(ctx context.Context, c checks.Case) (checks.Case, error) {
	if err := checks.ValidateCase(c); err != nil {
		return c, err
	}
	c.Sale.Order, c.Follow.Note = checks.VeilTyped(c.Sale.Order), checks.VeilNote(c.Follow.Note)
	if c.ID == "" {
		c.ID = newID()
	}
	err := s.people(ctx, func(tx *sql.Tx) error { return saveCase(ctx, tx, &c, s.now()) })
	return c, err
}

func saveCase(ctx context.Context, tx *sql.Tx, c *checks.Case, now time.Time) error {
	old, found, err := jsonRow[checks.Case](ctx, tx, "SELECT e.data FROM refund_case c JOIN case_entry e ON e.number = c.number WHERE c.id = ?", c.ID)
	switch {
	case err != nil:
		return err
	case found && old.Revision != c.Revision:
		return checks.ErrChanged
	case !found && c.Revision > 0:
		return checks.ErrGone
	}
	next := *c
	if found {
		if next.Recorded.IsZero() {
			next.Recorded = old.Recorded
		}
		if err := checks.ChangeCase(old, next); err != nil {
			return err
		}
		same, err := sameCase(old, next)
		if err != nil {
			return err
		}
		if same {
			*c = old
			return nil
		}
	} else if next.Recorded.IsZero() {
		next.Recorded = now
	}
	next.Revision++
	if err := addEntry(ctx, tx, next, now); err != nil {
		return err
	}
	*c = next
	return nil
}

// sameCase compares two cases as they are written.
func sameCase(a, b checks.Case) (bool, error) {
	one, err1 := json.Marshal(a)
	two, err2 := json.Marshal(b)
	return bytes.Equal(one, two), errors.Join(err1, err2)
}

// addEntry adds a line to the log, sealed to the one before it.
func addEntry(ctx context.Context, tx *sql.Tx, c checks.Case, now time.Time) error {
	e, before := checks.CaseEntry{At: now.UTC()}, ""
	err := tx.QueryRowContext(ctx, "SELECT number, seal FROM case_entry ORDER BY number DESC LIMIT 1").Scan(&e.Number, &before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	e.Number++
	if e.Data, err = json.Marshal(c); err != nil {
		return fmt.Errorf("the case: %w", err)
	}
	e.Seal = checks.SealOf(before, e)
	_, err = tx.ExecContext(ctx, "INSERT INTO case_entry (number, refund_case, at, data, seal) VALUES (?,?,?,?,?)",
		e.Number, c.ID, e.At.Format(time.RFC3339Nano), string(e.Data), e.Seal)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO refund_case (id, shown, open, number) VALUES (?,?,?,?)",
		c.ID, c.Sale.At.UnixMilli(), c.Open(), e.Number)
	return err
}

// Cases that were shown in a window, the newest first, as lists show them.
func (s *Store) Cases(ctx context.Context, in checks.Window) ([]checks.Case, error) {
	return s.listed(ctx, newestEntry+"WHERE c.shown >= ? AND c.shown < ?"+newestFirst, in.From.UnixMilli(), in.To.UnixMilli())
}

// OpenCases are those for which somebody still waits, the newest first, as lists show
// them.
func (s *Store) OpenCases(ctx context.Context) ([]checks.Case, error) {
	return s.listed(ctx, newestEntry+"WHERE c.open = 1"+newestFirst)
}

// listed are cases for a list: a shop with many of them has no room for all of each.
func (s *Store) listed(ctx context.Context, query string, args ...any) ([]checks.Case, error) {
	return list(ctx, s, func(rows *sql.Rows) (checks.Case, error) {
		e, err := readEntry(rows)
		return e.Case.ForList(), err
	}, query, args...)
}

// CountCases counts the cases that were shown in a window.
func (s *Store) CountCases(ctx context.Context, in checks.Window) (int, error) {
	n, err := list(ctx, s, func(rows *sql.Rows) (n int, err error) { return n, rows.Scan(&n) },
		"SELECT COUNT(*) FROM refund_case WHERE shown >= ? AND shown < ?", in.From.UnixMilli(), in.To.UnixMilli())
	return first(n), err
}

// Case is one case; where there is none it fails with checks.ErrGone.
func (s *Store) Case(ctx context.Context, id string) (checks.Case, error) {
	e, err := s.NewestEntry(ctx, id)
	return e.Case, err
}

// NewestEntry is the newest line of a case; where there is none it fails with
// checks.ErrGone.
func (s *Store) NewestEntry(ctx context.Context, id string) (checks.CaseEntry, error) {
	all, err := list(ctx, s, readEntry, newestEntry+"WHERE c.id = ?", id)
	if err == nil && len(all) == 0 {
		err = checks.ErrGone
	}
	return first(all), err
}

// NewestEntries are the newest line of each case that was shown in a window, the
// newest case first, and no more than most of them.
func (s *Store) NewestEntries(ctx context.Context, in checks.Window, most int) ([]checks.CaseEntry, error) {
	return list(ctx, s, readEntry, newestEntry+"WHERE c.shown >= ? AND c.shown < ?"+newestFirst+" LIMIT ?", in.From.UnixMilli(), in.To.UnixMilli(), most)
}

// CheckChain says whether the seals of all lines of the log fit, and whether the last
// line that a case was told to have is there.
func (s *Store) CheckChain(ctx context.Context) (checks.ChainState, error) {
	var chain checks.Chain
	last, err := list(ctx, s, func(rows *sql.Rows) (n int64, err error) { return n, rows.Scan(&n) },
		"SELECT COALESCE(MAX(number), 0) FROM refund_case") // before the lines: another program may add some meanwhile
	if err != nil {
		return chain.ChainState, err
	}
	_, err = list(ctx, s, func(rows *sql.Rows) (none struct{}, err error) {
		e, err := scanEntry(rows) // one whose time makes no sense does not fit its seal
		chain.Add(e)
		return none, err
	}, "SELECT number, at, data, seal FROM case_entry ORDER BY number")
	if chain.Broken == 0 && chain.Entries < first(last) {
		chain.Broken = chain.Entries + 1
	}
	return chain.ChainState, err
}

// readEntry reads a line with its case.
func readEntry(rows *sql.Rows) (checks.CaseEntry, error) {
	e, err := scanEntry(rows)
	if err != nil {
		return e, err
	}
	if err = json.Unmarshal(e.Data, &e.Case); e.At.IsZero() || err != nil {
		err = fmt.Errorf("line %d of the log of cases cannot be read: %w", e.Number, cmp.Or(err, errNoTime))
	}
	return e, err
}

var errNoTime = errors.New("its time makes no sense")

// scanEntry reads a line without its case. A time that makes no sense is zero.
func scanEntry(rows *sql.Rows) (e checks.CaseEntry, err error) {
	var at, data string
	if err = rows.Scan(&e.Number, &at, &data, &e.Seal); err != nil {
		return e, err
	}
	e.Data = []byte(data)
	e.At, _ = time.Parse(time.RFC3339Nano, at)
	return e, nil
}
