package store

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// The lock of the one program that watches, and beside it who that is: a locked
// file cannot be read on every system.
const (
	lockName   = "engine.lock"
	holderName = "engine.json"
)

// Holder is the program that watches.
type Holder struct {
	PID   int       `json:"pid"`
	Kind  string    `json:"kind"` // window, agent
	Since time.Time `json:"since"`
}

// HeldError says that another program watches already.
type HeldError struct{ By Holder }

// Error names it.
func (e *HeldError) Error() string {
	return fmt.Sprintf("another Countercheck watches already: %s, process %d, since %s", e.By.Kind, e.By.PID, e.By.Since.Format(time.DateTime))
}

// Lock is held while a program watches. The system lets go of it when the process
// ends, however it ends.
type Lock struct {
	file   *flock.Flock
	holder string
}

// TakeLock takes the lock of a data folder, or fails with a *HeldError where
// another program has it.
func TakeLock(dir, kind string) (*Lock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	l := &Lock{file: flock.New(filepath.Join(dir, lockName)), holder: filepath.Join(dir, holderName)}
	taken, err := l.file.TryLock()
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	if !taken {
		held := &HeldError{}
		if text, err := os.ReadFile(l.holder); err == nil {
			_ = json.Unmarshal(text, &held.By) // half a file says nothing; the lock does
		}
		return nil, held
	}
	text, err := json.Marshal(Holder{PID: os.Getpid(), Kind: kind, Since: time.Now().Round(time.Second)})
	if err == nil {
		err = writeWhole(l.holder, text)
	}
	if err != nil {
		_ = l.file.Unlock() // the first error is the one to tell
		return nil, err
	}
	return l, nil
}

// Release lets go of the lock.
func (l *Lock) Release() error {
	_ = os.Remove(l.holder) // only tells who it was
	return l.file.Unlock()
}
