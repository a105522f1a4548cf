package store

import (
	"context"
	"database/sql"
	"time"

	"countercheck/checks"
)

// SaveTerminal writes a terminal and returns it as it is now. One without an ID is
// new. Where it was changed since it was read it fails with checks.ErrChanged.
func (s *Store) SaveTerminal(ctx context.Context, t checks.Terminal) (checks.Terminal, error) {
	if err := checks.ValidateTerminal(t); err != nil {
		return t, err
	}
	if t.ID == "" {
		t.ID = newID()
	}
	err := s.people(ctx, func(tx *sql.Tx) error { return saveTerminal(ctx, tx, &t, s.now()) })
	return t, err
}

func saveTerminal(ctx context.Context, tx *sql.Tx, t *checks.Terminal, now time.Time) error {
	old, found, err := terminalNow(ctx, tx, t.ID)
	if err != nil {
		return err
	}
	if found && old.Revision != t.Revision {
		return checks.ErrChanged
	}
	if !found && t.Revision > 0 {
		return checks.ErrGone
	}
	next := *t
	next.Revision++
	if next.Added.IsZero() {
		next.Added = now
	}
	if err := putJSON(ctx, tx, next, "INSERT OR REPLACE INTO terminal (id, data) VALUES (?, ?)", t.ID); err != nil {
		return err
	}
	*t = next
	return nil
}

func terminalNow(ctx context.Context, tx *sql.Tx, id string) (checks.Terminal, bool, error) {
	return jsonRow[checks.Terminal](ctx, tx, "SELECT data FROM terminal WHERE id = ?", id)
}

// NoteVersion notes what reading a terminal's version gave, without standing in
// the way of a person who edits the terminal meanwhile.
func (s *Store) NoteVersion(ctx context.Context, id string, note func(*checks.Terminal)) error {
	return s.people(ctx, func(tx *sql.Tx) error {
		t, found, err := terminalNow(ctx, tx, id)
		if err != nil || !found {
			return err
		}
		note(&t)
		return putJSON(ctx, tx, t, "INSERT OR REPLACE INTO terminal (id, data) VALUES (?, ?)", id)
	})
}

// SaveRule records the newest version and what else is known of some terminals, in
// the place of an older one for the same.
func (s *Store) SaveRule(ctx context.Context, r checks.VersionRule) error {
	if err := checks.ValidateRule(r); err != nil {
		return err
	}
	return s.people(ctx, func(tx *sql.Tx) error { return putRule(ctx, tx, r) })
}

func putRule(ctx context.Context, tx *sql.Tx, r checks.VersionRule) error {
	return putJSON(ctx, tx, r, "INSERT OR REPLACE INTO rule (brand, model, software, listed, data) VALUES (?,?,?,?,?)", ruleKey(r)...)
}

func ruleKey(r checks.VersionRule) []any {
	return []any{checks.PlainNumber(r.Brand), checks.PlainNumber(r.Model), checks.PlainNumber(r.Software), r.Listed}
}

// DeleteRule forgets a rule.
func (s *Store) DeleteRule(ctx context.Context, r checks.VersionRule) error {
	return s.people(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM rule WHERE brand = ? AND model = ? AND software = ? AND listed = ?", ruleKey(r)...)
		return err
	})
}

// ReplaceListed puts a fetched list in the place of the last one.
func (s *Store) ReplaceListed(ctx context.Context, rules []checks.VersionRule) error {
	return s.people(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM rule WHERE listed = 1"); err != nil {
			return err
		}
		for _, r := range rules {
			r.Listed = true
			if err := putRule(ctx, tx, r); err != nil {
				return err
			}
		}
		return nil
	})
}

// SaveTask writes what the shop changed of a checklist item, or an item it added.
func (s *Store) SaveTask(ctx context.Context, c checks.TaskChange) error {
	if c.ID == "" {
		c.ID = "own-" + newID()
	}
	if err := checks.ValidateTask(c); err != nil {
		return err
	}
	return s.people(ctx, func(tx *sql.Tx) error {
		return putJSON(ctx, tx, c, `INSERT INTO task (id, place, data) VALUES (?1, (SELECT coalesce(max(place), 0) + 1 FROM task), ?2)
			ON CONFLICT (id) DO UPDATE SET data = excluded.data`, c.ID)
	})
}

// Look adds that an item was looked at.
func (s *Store) Look(ctx context.Context, r checks.CareRecord) error {
	if err := checks.ValidateCare(r); err != nil {
		return err
	}
	return s.people(ctx, func(tx *sql.Tx) error { return putCare(ctx, tx, r) })
}

func putCare(ctx context.Context, tx *sql.Tx, r checks.CareRecord) error {
	r.ID = 0
	return putJSON(ctx, tx, r, "INSERT INTO care (task, at, data) VALUES (?,?,?)", r.Task, r.At.UnixMilli())
}
