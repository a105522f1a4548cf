package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver: SQLite in pure Go

	"countercheck/checks"
)

// DatabaseName is the database's file in the data folder.
const DatabaseName = "countercheck.db"

//go:embed migrations/*.sql
var migrations embed.FS

// ErrNewer: the database was written by a newer version of the program. It is
// left as it is.
var ErrNewer = errors.New("the database was written by a newer version of this program")

// The connections. A writer that is turned away waits two seconds on its own
// goroutine; a reader, who may be a person, a little longer.
const (
	writing = "?_pragma=auto_vacuum(incremental)&_pragma=journal_mode(wal)&_pragma=synchronous(normal)&_pragma=busy_timeout(2000)" +
		"&_pragma=cache_size(-1024)&_pragma=journal_size_limit(4194304)&_txlock=immediate"
	reading = "?_pragma=query_only(1)&_pragma=busy_timeout(5000)&_pragma=cache_size(-1024)"
)

// database is one open file: a connection that writes, and a few that read.
type database struct {
	path    string
	write   *sql.DB
	read    *sql.DB
	unclean bool // whoever recorded in it last did not end in peace
	begun   bool // this one records in it, and says so when it ends in peace
}

// openDatabase opens the file, makes it if it is missing, and brings its tables
// up to date.
func openDatabase(ctx context.Context, path string) (d *database, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	if err := knownVersion(ctx, path); err != nil {
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	d = &database{path: path}
	if d.write, err = sql.Open("sqlite", path+writing); err != nil {
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	d.write.SetMaxOpenConns(1)
	if err = migrate(ctx, d.write); err == nil {
		d.read, err = sql.Open("sqlite", path+reading)
	} else if reasonOf(err) == Broken { // a damaged file can say anything
		if bad := d.sound(ctx); reasonOf(bad) == Damaged {
			err = errors.Join(bad, err)
		}
	}
	if err == nil {
		d.read.SetMaxOpenConns(2)
		d.read.SetConnMaxIdleTime(time.Minute)
		d.unclean, err = d.begin(ctx)
	}
	if err != nil {
		d.close()
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	return d, nil
}

// migrate runs the numbered files of migrations/ that the database has not seen.
func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// knownVersion fails with ErrNewer where the tables are newer than this program
// knows. It only reads, so that the file stays as it is.
func knownVersion(ctx context.Context, path string) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", path+reading)
	if err != nil {
		return err
	}
	defer db.Close()
	var has int
	if err := db.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version").Scan(&has); err == nil && has > len(files) {
		return fmt.Errorf("%w (its tables are version %d, this one knows %d)", ErrNewer, has, len(files))
	}
	return nil // a file without that table is for the migrations to judge
}

// begin notes that the database is in use, and says whether its last user ended
// without saying so.
func (d *database) begin(ctx context.Context) (unclean bool, err error) {
	var clean string
	err = d.write.QueryRowContext(ctx, "SELECT value FROM state WHERE name = 'clean'").Scan(&clean)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, err
	}
	_, err2 := d.write.ExecContext(ctx, "INSERT OR REPLACE INTO state VALUES ('clean', 'no')")
	d.begun = err2 == nil
	return clean == "no", err2
}

// sound looks through the whole file, as SQLite's quick_check does.
func (d *database) sound(ctx context.Context) error {
	var found string
	if err := d.write.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("%w: %s", errDamaged, found)
	}
	return nil
}

// last is what the next start needs to know, the zero value where nothing was
// ever recorded.
func (d *database) last(ctx context.Context) (last checks.Last, err error) {
	var text string
	err = d.read.QueryRowContext(ctx, "SELECT value FROM state WHERE name = 'last'").Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return last, nil
	}
	if err != nil {
		return last, fmt.Errorf("database: %w", err)
	}
	return last, json.Unmarshal([]byte(text), &last)
}

// end says that the database was left in peace, and closes it. Whoever only read it
// beside another program says nothing: that one may still be killed.
func (d *database) end() error {
	if !d.begun {
		return d.close()
	}
	_, err := d.write.Exec("INSERT OR REPLACE INTO state VALUES ('clean', 'yes')")
	return errors.Join(err, d.close())
}

func (d *database) close() error {
	var err error
	for _, db := range []*sql.DB{d.read, d.write} {
		if db != nil {
			err = errors.Join(err, db.Close())
		}
	}
	return err
}

// setFilesAside renames a database that cannot be used, with what belongs to it,
// and returns its new name.
func setFilesAside(path string) (string, error) {
	aside := ""
	for i := range mostBackups {
		aside = path + ".bak"
		if i > 0 {
			aside = fmt.Sprintf("%s.bak.%d", path, i)
		}
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if err := os.Rename(path, aside); err != nil {
		return "", fmt.Errorf("database: setting the damaged file aside: %w", err)
	}
	for _, tail := range []string{"-wal", "-shm"} {
		if err := os.Rename(path+tail, aside+tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return aside, fmt.Errorf("database: setting the damaged file aside: %w", err)
		}
	}
	return aside, nil
}
