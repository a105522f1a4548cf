package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Backup copies the whole database as it is at this moment to a new file, while
// it is recorded on and read.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	if _, err := s.reader(); err != nil {
		return err
	}
	if err := copyInto(ctx, s.path, path); err != nil {
		return fmt.Errorf("copying the database: %w", err)
	}
	return nil
}

// copyInto uses a connection of its own, so that neither those who record nor
// those who read wait for it. The copy was left in peace, whatever the original
// is doing.
func copyInto(ctx context.Context, from, to string) (err error) {
	db, err := sql.Open("sqlite", from+"?_pragma=busy_timeout(5000)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		return err
	}
	fresh, err := sql.Open("sqlite", to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	_, err = fresh.ExecContext(ctx, "INSERT OR REPLACE INTO state VALUES ('clean', 'yes')")
	return err
}

// CheckDatabase says what keeps a file from being taken for this program's
// database: that it is none, damaged, or written by a newer version. It changes
// nothing.
func CheckDatabase(ctx context.Context, path string) (err error) {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", path+reading)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := (&database{path: path, write: db}).sound(ctx); err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	var has int
	if err := db.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&has); err != nil {
		return fmt.Errorf("%w: it holds none of our tables: %w", errDamaged, err)
	}
	knows, err := newestVersion()
	if err != nil {
		return err
	}
	if has > knows {
		return fmt.Errorf("%w (its tables are version %d, this one knows %d)", ErrNewer, has, knows)
	}
	_, err = (&database{path: path, read: db}).last(ctx)
	return err
}

// newestVersion is the number of the newest of the migrations.
func newestVersion() (newest int, err error) {
	files, err := fs.ReadDir(migrations, "migrations")
	for _, f := range files {
		var number int
		if _, bad := fmt.Sscanf(f.Name(), "%d_", &number); bad == nil {
			newest = max(newest, number)
		}
	}
	return newest, err
}

// PutInPlace makes a file the database of a data folder, in which nobody records.
// What was there is set aside; aside is its name, "" if nothing was.
func PutInPlace(dir, fresh string) (aside string, err error) {
	path := filepath.Join(dir, DatabaseName)
	if _, err := os.Stat(path); err == nil {
		if aside, err = setFilesAside(path); err != nil {
			return aside, err
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	return aside, os.Rename(fresh, path)
}

// DeleteDatabase deletes the database of a data folder, in which nobody records,
// and all that was ever set aside of it.
func DeleteDatabase(dir string) error {
	files, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, f := range files {
		if strings.HasPrefix(f.Name(), DatabaseName) {
			err = errors.Join(err, os.Remove(filepath.Join(dir, f.Name())))
		}
	}
	return err
}
