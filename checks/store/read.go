package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"countercheck/checks"
)

// Changes are those in the window and the one that held at its beginning, in the
// order they were recorded.
func (s *Store) Changes(ctx context.Context, in checks.Window) ([]checks.Change, error) {
	return list(ctx, s, func(rows *sql.Rows) (c checks.Change, err error) {
		var at int64
		var channels string
		if err = rows.Scan(&at, &c.Level, &c.Cause, &c.Layer, &c.Subject, &channels); err == nil {
			c.At = time.UnixMilli(at)
			err = json.Unmarshal([]byte(channels), &c.Channels)
		}
		return c, err
	}, `SELECT at, level, cause, layer, subject, channels FROM change
		WHERE id >= coalesce((SELECT max(id) FROM change WHERE at <= ?), 0) AND at < ? ORDER BY id`, in.From.UnixMilli(), in.To.UnixMilli())
}

// Gaps that touch the window, in the order of time.
func (s *Store) Gaps(ctx context.Context, in checks.Window) ([]checks.Gap, error) {
	return list(ctx, s, func(rows *sql.Rows) (g checks.Gap, err error) {
		var from, to, moved int64
		err = rows.Scan(&from, &to, &g.Kind, &moved)
		g.From, g.To, g.Moved = time.UnixMilli(from), time.UnixMilli(to), time.Duration(moved)*time.Millisecond
		return g, err
	}, "SELECT since, until, kind, moved FROM gap WHERE until >= ? AND since < ? ORDER BY since, id", in.From.UnixMilli(), in.To.UnixMilli())
}

// Incidents that touch the window, the newest first.
func (s *Store) Incidents(ctx context.Context, in checks.Window) ([]checks.Incident, error) {
	return list(ctx, s, func(rows *sql.Rows) (i checks.Incident, err error) {
		var data, note string
		if err = rows.Scan(&data, &note); err == nil {
			err = json.Unmarshal([]byte(data), &i)
			i.Note = note
		}
		return i, err
	}, "SELECT data, note FROM incident WHERE since < ? AND (until = 0 OR until >= ?) ORDER BY since DESC", in.To.UnixMilli(), in.From.UnixMilli())
}

// Scene is how it looked when an incident began, nil where nobody looked.
func (s *Store) Scene(ctx context.Context, incident int64) (*checks.Scene, error) {
	all, err := list(ctx, s, func(rows *sql.Rows) (scene *checks.Scene, err error) {
		var data string
		if err = rows.Scan(&data); err == nil {
			err = json.Unmarshal([]byte(data), &scene)
		}
		return scene, err
	}, "SELECT data FROM scene WHERE incident = ?", incident)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}

// Note keeps what a person wrote about an incident.
func (s *Store) Note(ctx context.Context, incident int64, text string) error {
	db, err := s.reader()
	if err != nil {
		return err
	}
	done, err := db.write.ExecContext(ctx, "UPDATE incident SET note = ? WHERE id = ?", text, incident)
	if err != nil {
		return fmt.Errorf("the note: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, fmt.Errorf("the note: there is no incident %d", incident))
	}
	return nil
}

// Newest is what the program that records believed last, and what else it left
// for its next start: for one that looks on. ok is false where nothing was
// believed yet.
func (s *Store) Newest(ctx context.Context) (change checks.Change, last checks.Last, ok bool, err error) {
	db, err := s.reader()
	if err != nil {
		return change, last, false, err
	}
	if last, err = db.last(ctx); err != nil {
		return change, last, false, err
	}
	all, err := s.Changes(ctx, checks.Window{From: farFuture, To: farFuture.Add(time.Hour)})
	if err != nil || len(all) == 0 {
		return change, last, false, err
	}
	return all[len(all)-1], last, true, nil
}

// farFuture is after everything.
var farFuture = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// list reads all rows of a query.
func list[T any](ctx context.Context, s *Store, scan func(*sql.Rows) (T, error), query string, args ...any) (all []T, err error) {
	db, err := s.reader()
	if err != nil {
		return nil, err
	}
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("the history: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("the history: %w", err)
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// openBeside opens a database that another program may be writing: to read it,
// and to add what people write.
func openBeside(path string) (*database, error) {
	d, err := openFor(path, path+reading)
	if reasonOf(err) == ReadOnly && leftInPeace(path) {
		return openFor(path, untouched(path))
	}
	return d, err
}

func openFor(path, how string) (*database, error) {
	d := &database{path: path}
	var err error
	if d.write, err = sql.Open("sqlite", path+"?_pragma=busy_timeout(5000)&_txlock=immediate"); err == nil {
		d.write.SetMaxOpenConns(1)
		d.read, err = sql.Open("sqlite", how)
	}
	if err == nil {
		d.read.SetMaxOpenConns(2)
		_, err = d.last(context.Background()) // whether it is one at all
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("database %s: %w", path, err), d.close())
	}
	return d, nil
}

// leftInPeace reports that all of a database is in its one file: nobody writes it.
func leftInPeace(path string) bool {
	info, err := os.Stat(path + "-wal")
	return errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0
}

// untouched reads a file in a folder that may not be written, such as that of a stick
// whose switch is on lock: SQLite keeps a file beside each that it reads, and has to be
// told that it can do without.
func untouched(path string) string {
	whole, err := filepath.Abs(path)
	if err != nil {
		whole = path
	}
	whole = filepath.ToSlash(whole)
	if !strings.HasPrefix(whole, "/") { // a drive of Windows
		whole = "/" + whole
	}
	return (&url.URL{Scheme: "file", Path: whole}).String() + reading + "&immutable=1"
}
