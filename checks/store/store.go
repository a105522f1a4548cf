package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"countercheck/checks"
)

// Options are what varies; the zero value keeps what the shipped settings keep.
type Options struct {
	Keep     checks.KeepSettings
	Location *time.Location // whose days the figures of a day are; nil: this PC's
	// Now is the wall clock; nil: time.Now.
	Now func() time.Time
}

func (o Options) usual() Options {
	if o.Location == nil {
		o.Location = time.Local
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Keep == (checks.KeepSettings{}) {
		o.Keep = checks.KeepSettings{RawDays: 30, FineDays: 400, HourDays: 1826, MaxMB: 300}
	}
	return o
}

// Store remembers what was measured. One program at a time records (see Lock);
// others may read beside it and add what people write.
type Store struct {
	path string
	last checks.Last

	mu     sync.Mutex // guards what follows
	opt    Options
	db     *database // nil while it cannot be opened
	queue  queue
	busy   bool // a batch is on its way to the disk
	health Health

	wake    chan struct{}
	stop    chan struct{}
	writing sync.WaitGroup
}

// Open opens the database of a data folder for recording. It always returns a
// Store: where the disk refuses, that records nothing, Health says why, and it
// tries again by itself. What was damaged is set aside as .bak.
func Open(dir string, opt Options) *Store {
	s := newStore(dir, opt)
	if err := s.open(context.Background()); err != nil {
		s.trouble(err)
	}
	s.writing.Go(s.run)
	return s
}

func newStore(dir string, opt Options) *Store {
	return &Store{
		path: filepath.Join(dir, DatabaseName), opt: opt.usual(),
		wake: make(chan struct{}, 1), stop: make(chan struct{}),
	}
}

// OpenReader opens a database that another program may be writing. An error of
// fs.ErrNotExist says that nothing was ever recorded there.
func OpenReader(dir string) (*Store, error) {
	s := newStore(dir, Options{})
	if _, err := os.Stat(s.path); err != nil {
		return nil, err
	}
	db, err := openBeside(s.path)
	if err != nil {
		return nil, err
	}
	s.db = db
	if s.last, err = db.last(context.Background()); err != nil {
		return nil, errors.Join(err, db.close())
	}
	return s, nil
}

// open opens the database, and a new one where it is damaged.
func (s *Store) open(ctx context.Context) error {
	db, err := openDatabase(ctx, s.path)
	if reasonOf(err) == Damaged {
		if err = s.aside(err); err == nil {
			db, err = openDatabase(ctx, s.path)
		}
	}
	if err != nil {
		return err
	}
	last, err := db.last(ctx)
	if err != nil {
		return errors.Join(err, db.close())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.db, s.last = db, last
	return nil
}

// aside sets a damaged database aside; why is what was found.
func (s *Store) aside(why error) error {
	name, err := setFilesAside(s.path)
	s.mu.Lock()
	defer s.mu.Unlock()
	if name != "" {
		s.health.Aside, s.health.Err = name, why.Error()
	}
	return err
}

// Dir is the data folder.
func (s *Store) Dir() string { return filepath.Dir(s.path) }

// Last is what was recorded before this start, for the monitor to resume.
func (s *Store) Last() checks.Last {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

// Health says how the remembering goes.
func (s *Store) Health() Health {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.health
}

// Keep changes how long and how much is kept, from the next round on.
func (s *Store) Keep(keep checks.KeepSettings) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opt.Keep = keep
}

// Close records what is waiting and ends. It waits for a slow disk, but not for
// one that refuses.
func (s *Store) Close() error {
	select {
	case <-s.stop:
		return nil
	default:
		close(s.stop)
	}
	s.writing.Wait()
	s.mu.Lock()
	db := s.db
	s.db = nil
	s.mu.Unlock()
	if db == nil {
		return nil
	}
	return db.end()
}

// errNotOpen: there is nothing to read from yet.
var errNotOpen = errors.New("the database cannot be opened at the moment")

// reader is the database to read from.
func (s *Store) reader() (*database, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db == nil {
		return nil, errNotOpen
	}
	return s.db, nil
}

// Size is what the database takes on the disk, in bytes.
func (s *Store) Size(context.Context) (bytes int64, err error) {
	for _, tail := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(s.path + tail)
		switch {
		case err == nil:
			bytes += info.Size()
		case !errors.Is(err, fs.ErrNotExist):
			return 0, err
		}
	}
	return bytes, nil
}
