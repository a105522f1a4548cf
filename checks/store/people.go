package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"countercheck/checks"
)

// OpenPeople opens the database of a data folder for what people write, whether or
// not another program records in it. It makes one where there is none.
func OpenPeople(ctx context.Context, dir string) (*Store, error) {
	s := newStore(dir, Options{})
	if _, err := os.Stat(s.path); errors.Is(err, os.ErrNotExist) {
		db, err := openDatabase(ctx, s.path)
		if err == nil {
			err = db.end()
		}
		if err != nil {
			return nil, err
		}
	}
	if err := knownVersion(ctx, s.path); err != nil {
		return nil, fmt.Errorf("database %s: %w", s.path, err)
	}
	s, err := OpenReader(dir)
	if err != nil {
		return nil, err
	}
	err = migrate(ctx, s.db.write) // the program that records may be of an older version
	if err != nil && (reasonOf(err) != ReadOnly || !s.upToDate(ctx)) {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil // where nothing can be written, what is there is read
}

// upToDate reports that the database has all the tables that this version knows.
func (s *Store) upToDate(ctx context.Context) bool {
	var has int
	knows, err := newestVersion()
	return err == nil && s.db.read.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&has) == nil && has == knows
}

// Records are all that people wrote down, with the checklist as the shop changed
// it. The shop's first day is noted when they are first asked for.
func (s *Store) Records(ctx context.Context, shipped []checks.Task) (r checks.Records, err error) {
	if r.Terminals, err = documents[checks.Terminal](ctx, s, "SELECT data FROM terminal ORDER BY data->>'$.added', id"); err != nil {
		return r, err
	}
	if r.Rules, err = documents[checks.VersionRule](ctx, s, "SELECT data FROM rule ORDER BY brand, model, software, listed"); err != nil {
		return r, err
	}
	changes, err := documents[checks.TaskChange](ctx, s, "SELECT data FROM task ORDER BY place")
	if err != nil {
		return r, err
	}
	r.Care.Tasks = checks.Tasks(shipped, changes)
	if r.Care.Records, err = s.looked(ctx); err != nil {
		return r, err
	}
	for _, t := range r.Terminals {
		if t.Visited.After(r.Care.Visited) {
			r.Care.Visited = t.Visited
		}
	}
	r.Care.Since, err = s.since(ctx)
	return r, err
}

func (s *Store) looked(ctx context.Context) ([]checks.CareRecord, error) {
	return list(ctx, s, func(rows *sql.Rows) (r checks.CareRecord, err error) {
		var id int64
		var data string
		if err = rows.Scan(&id, &data); err == nil {
			err = json.Unmarshal([]byte(data), &r)
			r.ID = id
		}
		return r, err
	}, "SELECT id, data FROM care ORDER BY id")
}

// since is the day from which first dates are spread.
func (s *Store) since(ctx context.Context) (since time.Time, err error) {
	const question = "SELECT value FROM state WHERE name = 'since'"
	all, err := documents[time.Time](ctx, s, question)
	if err != nil || len(all) > 0 {
		return first(all), err
	}
	err = s.people(ctx, func(tx *sql.Tx) error {
		text, err := json.Marshal(s.now())
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT OR IGNORE INTO state VALUES ('since', ?)", string(text))
		return err
	})
	if err != nil {
		return time.Time{}, err
	}
	all, err = documents[time.Time](ctx, s, question)
	return first(all), err
}

func (s *Store) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opt.Now()
}

func first[T any](all []T) (one T) {
	if len(all) > 0 {
		one = all[0]
	}
	return one
}

// documents reads one column of JSON.
func documents[T any](ctx context.Context, s *Store, query string, args ...any) ([]T, error) {
	return list(ctx, s, func(rows *sql.Rows) (one T, err error) {
		var data string
		if err = rows.Scan(&data); err == nil {
			err = json.Unmarshal([]byte(data), &one)
		}
		return one, err
	}, query, args...)
}

// people runs what a person writes as one transaction, whole or not at all.
func (s *Store) people(ctx context.Context, write func(tx *sql.Tx) error) error {
	db, err := s.reader()
	if err != nil {
		return err
	}
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := write(tx); err != nil {
		return errors.Join(err, rolledBack(tx))
	}
	if err := tx.Commit(); err != nil {
		_, _ = db.write.Exec("ROLLBACK") // as in keep: the next one could not begin
		return err
	}
	return nil
}

// jsonRow is one row's JSON inside a transaction; found is false where there is
// none.
func jsonRow[T any](ctx context.Context, tx *sql.Tx, query string, args ...any) (one T, found bool, err error) {
	var data string
	err = tx.QueryRowContext(ctx, query, args...).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return one, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(data), &one)
	}
	return one, err == nil, err
}

// putJSON writes one row of JSON; the query's last argument is the document.
func putJSON(ctx context.Context, tx *sql.Tx, document any, query string, args ...any) error {
	data, err := json.Marshal(document)
	if err == nil {
		_, err = tx.ExecContext(ctx, query, append(args, string(data))...)
	}
	return err
}

// newID is a name that nothing else has.
func newID() string { return rand.Text()[:12] }

// noted keeps one value under a name, for people's programs.
func (s *Store) noted(ctx context.Context, name string, value any) error {
	return s.people(ctx, func(tx *sql.Tx) error {
		return putJSON(ctx, tx, value, "INSERT OR REPLACE INTO state VALUES (?, ?)", name)
	})
}

func recall[T any](ctx context.Context, s *Store, name string) (T, error) {
	all, err := documents[T](ctx, s, "SELECT value FROM state WHERE name = ?", name)
	return first(all), err
}

// LastSurvey is when the last full network check ended; zero: there was none.
func (s *Store) LastSurvey(ctx context.Context) (time.Time, error) {
	return recall[time.Time](ctx, s, "survey")
}

// NoteSurvey notes when one ended.
func (s *Store) NoteSurvey(ctx context.Context, ended time.Time) error {
	return s.noted(ctx, "survey", ended)
}

// LastList is how the last fetching of a list of versions went.
func (s *Store) LastList(ctx context.Context) (checks.ListFetched, error) {
	return recall[checks.ListFetched](ctx, s, "list")
}

// NoteList notes how one went.
func (s *Store) NoteList(ctx context.Context, l checks.ListFetched) error {
	return s.noted(ctx, "list", l)
}
