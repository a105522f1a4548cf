//go:build unix

package desk

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// entryFile is a file whose presence starts the program.
type entryFile struct {
	path, text string
	starts     func(text, program string) bool
}

func (f entryFile) isOn(program string) (bool, error) {
	text, err := os.ReadFile(f.path)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("what starts with the system: %w", err)
	}
	return f.starts(string(text), program), nil
}

// set writes the file, whole or not at all, or takes it away.
func (f entryFile) set(on bool) error {
	if !on {
		if err := os.Remove(f.path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("what starts with the system: %w", err)
		}
		return nil
	}
	if err := writeWhole(f.path, f.text); err != nil {
		return fmt.Errorf("what starts with the system: %w", err)
	}
	return nil
}

func writeWhole(path, text string) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), ".countercheck-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(draft.Name()) // the first error is the one to tell
		}
	}()
	_, err = io.WriteString(draft, text)
	err = errors.Join(err, draft.Chmod(0o644), draft.Sync(), draft.Close())
	if err != nil {
		return err
	}
	return os.Rename(draft.Name(), path)
}
