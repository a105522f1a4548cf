package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"countercheck/checks"
)

// Visits, the newest first.
func (s *Store) Visits(ctx context.Context) ([]checks.Visit, error) {
	return documents[checks.Visit](ctx, s, "SELECT data FROM visit ORDER BY since DESC, id")
}

// SaveVisit writes a visit under way and returns it as it is now. One without an
// ID is new. Where it was changed since it was read, or has ended, it fails with
// checks.ErrChanged.
func (s *Store) SaveVisit(ctx context.Context, v checks.Visit) (checks.Visit, error) {
	if err := checks.ValidateVisit(v); err != nil {
		return v, err
	}
	if v.ID == "" {
		v.ID = newID()
	}
	err := s.people(ctx, func(tx *sql.Tx) error { return saveVisit(ctx, tx, &v) })
	return v, err
}

func saveVisit(ctx context.Context, tx *sql.Tx, v *checks.Visit) error {
	old, found, err := jsonRow[checks.Visit](ctx, tx, "SELECT data FROM visit WHERE id = ?", v.ID)
	switch {
	case err != nil:
		return err
	case found && (old.Revision != v.Revision || !old.Open()):
		return checks.ErrChanged
	case !found && v.Revision > 0:
		return checks.ErrGone
	}
	next := *v
	next.Revision++
	if err := putVisit(ctx, tx, next); err != nil {
		return err
	}
	*v = next
	return nil
}

func putVisit(ctx context.Context, tx *sql.Tx, v checks.Visit) error {
	until := int64(0)
	if !v.Open() {
		until = v.Ended.UnixMilli()
	}
	return putJSON(ctx, tx, v, "INSERT OR REPLACE INTO visit (id, since, until, data) VALUES (?,?,?,?)", v.ID, v.Started.UnixMilli(), until)
}

// EndVisit ends a visit: it stays as it is from now on, and what it says of the
// terminals and the technician's items is written in the same transaction.
func (s *Store) EndVisit(ctx context.Context, v checks.Visit, shipped []checks.Task, name func(checks.Task) string) (checks.Visit, error) {
	if err := checks.ValidateVisit(v); err != nil {
		return v, err
	}
	records, err := s.Records(ctx, shipped)
	if err != nil {
		return v, err
	}
	if v.Open() {
		v.Ended = s.now()
	}
	err = s.people(ctx, func(tx *sql.Tx) error {
		if err := saveVisit(ctx, tx, &v); err != nil {
			return err
		}
		return conclude(ctx, tx, v, records.Care.Tasks, name)
	})
	return v, err
}

// conclude writes what a visit means for the records.
func conclude(ctx context.Context, tx *sql.Tx, v checks.Visit, tasks []checks.Task, name func(checks.Task) string) error {
	for _, i := range v.Terminals {
		t, found, err := terminalNow(ctx, tx, i.Terminal.ID)
		if err != nil {
			return err
		}
		if !found {
			continue // its record is gone; the visit holds what it was
		}
		t = checks.Visited(t, i, v)
		if err := saveTerminal(ctx, tx, &t, v.Ended); err != nil {
			return err
		}
	}
	for _, r := range checks.DoneByVisit(v, tasks) {
		for _, t := range tasks {
			if t.ID == r.Task {
				r.Text = name(t)
			}
		}
		if err := putCare(ctx, tx, r); err != nil {
			return err
		}
	}
	return nil
}

// DropVisit forgets a visit under way. One that has ended stays.
func (s *Store) DropVisit(ctx context.Context, id string) error {
	return s.people(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "DELETE FROM visit WHERE id = ? AND until = 0", id)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return checks.ErrGone
		}
		return nil
	})
}

// Take takes over terminals and visits from another installation: what is newer
// there, or not here. It returns what came.
func (s *Store) Take(ctx context.Context, terminals []checks.Terminal, visits []checks.Visit) (came checks.Imported, err error) {
	if err := takeable(terminals, visits); err != nil {
		return came, err
	}
	err = s.people(ctx, func(tx *sql.Tx) (err error) {
		if came.Terminals, err = takeTerminals(ctx, tx, terminals, s.now()); err == nil {
			came.Visits, err = takeVisits(ctx, tx, visits)
		}
		return err
	})
	return came, err
}

// takeable refuses what nobody could have typed in here. What a visit holds of its
// terminals, too, comes from elsewhere.
func takeable(terminals []checks.Terminal, visits []checks.Visit) error {
	all := slices.Clone(terminals)
	for _, v := range visits {
		if err := checks.ValidateVisit(v); err != nil {
			return err
		}
		if v.ID == "" {
			return &checks.TextError{Field: "id", Wrong: true}
		}
		for _, i := range v.Terminals {
			all = append(all, i.Terminal)
		}
	}
	for _, t := range all {
		if err := checks.ValidateTerminal(t); err != nil {
			return err
		}
		if t.ID == "" { // two without one would be taken for the same
			return &checks.TextError{Field: "id", Wrong: true}
		}
	}
	return nil
}

func takeTerminals(ctx context.Context, tx *sql.Tx, terminals []checks.Terminal, now time.Time) (came int, err error) {
	for _, t := range terminals {
		old, found, err := terminalNow(ctx, tx, t.ID)
		if err != nil {
			return came, err
		}
		if found && !t.Visited.After(old.Visited) {
			continue
		}
		if found { // the shop's own record stays; what the visit found is new
			t = checks.WithVisit(old, t)
		} else {
			t.Revision = 0
		}
		if err := saveTerminal(ctx, tx, &t, now); err != nil {
			return came, err
		}
		came++
	}
	return came, nil
}

// takeVisits takes those that have ended and are not here yet.
func takeVisits(ctx context.Context, tx *sql.Tx, visits []checks.Visit) (came int, err error) {
	for _, v := range visits {
		_, found, err := jsonRow[checks.Visit](ctx, tx, "SELECT data FROM visit WHERE id = ?", v.ID)
		if err != nil {
			return came, err
		}
		if found || v.Open() {
			continue
		}
		if err := putVisit(ctx, tx, v); err != nil {
			return came, err
		}
		came++
	}
	return came, nil
}
