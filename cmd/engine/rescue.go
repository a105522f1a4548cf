package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"countercheck/checks/store"
)

// Rescue is for the day something is wrong with the program or the PC.
type Rescue struct{ of *Shared }

// Rescue is for the day something is wrong.
func (s *Shared) Rescue() Rescue { return Rescue{of: s} }

// Support writes the support file.
func (r Rescue) Support(ctx context.Context, path string) error {
	s := r.of
	from, err := s.store()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return Support{
		Dir: s.opt.Dir, Version: s.opt.Agent, Settings: s.opt.Settings, Plan: s.Plan(), Snapshot: s.Snapshot(), Store: from,
	}.Write(ctx, path)
}

// Backup writes all data into one file, for a new PC.
func (r Rescue) Backup(ctx context.Context, path string) error {
	from, err := r.of.store()
	if err != nil {
		return fmt.Errorf("back-up: nothing was recorded yet: %w", err)
	}
	return Backup(ctx, r.of.opt.Settings, from, path)
}

// Restore takes over a back-up at the next start.
func (r Rescue) Restore(ctx context.Context, path string) error {
	if by, other := r.of.Holder(); other {
		return &store.HeldError{By: by}
	}
	return Stage(ctx, r.of.opt.Dir, r.of.opt.Settings, path)
}

// DeleteAll deletes everything that was remembered and set as soon as this program
// ends, which it should now; or at its next start, if it does not come so far.
func (r Rescue) DeleteAll(context.Context) error {
	if by, other := r.of.Holder(); other {
		return &store.HeldError{By: by}
	}
	return os.WriteFile(filepath.Join(r.of.opt.Dir, deleteMark), nil, 0o600)
}

// Size of what is remembered, in bytes.
func (r Rescue) Size(ctx context.Context) (int64, error) {
	from, err := r.of.store()
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return from.Size(ctx)
}

// deleteMark in the data folder says that a person wanted everything deleted.
const deleteMark = "delete.all"

// ours are the files of a data folder that this program wrote, beside the database.
var ours = []string{"countercheck*.log", "window.log", crashName, crashKept, "verdict.html", restoredDatabase, restoredSettings}

// deleteIfAsked deletes everything, if a person wanted that; the caller holds the
// lock, and has nothing open there. The mark goes last.
func deleteIfAsked(dir string, settings *Settings) error {
	mark := filepath.Join(dir, deleteMark)
	if _, err := os.Stat(mark); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	err := errors.Join(store.DeleteDatabase(dir), store.DeletePhotos(dir), settings.forget())
	names, bad := matching(dir, ours...)
	err = errors.Join(err, bad)
	for _, name := range names {
		err = errors.Join(err, os.Remove(name))
	}
	if err != nil {
		return fmt.Errorf("delete: %w", err)
	}
	return os.Remove(mark)
}

// forget deletes the settings file and what was kept beside it. The shipped
// settings hold from then on.
func (s *Settings) forget() error {
	if s.path == "" {
		return nil
	}
	s.saving.Lock()
	defer s.saving.Unlock()
	name := filepath.Base(s.path)
	files, err := matching(filepath.Dir(s.path), name, name+".good", name+".bak", name+".bak.*")
	for _, file := range files {
		err = errors.Join(err, os.Remove(file))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stored = s.Shipped()
	return err
}
