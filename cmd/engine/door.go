package engine

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// The door's protocol is one line each way: a word is asked, "ok" or "no" is
// answered.
const (
	doorLock     = "window.lock"
	longestWord  = 64
	doorPatience = 2 * time.Second // with whoever is at the other end
	yes, no      = "ok\n", "no\n"
)

// The words that a second start says.
const (
	WordHello = "hello" // only whether there is a window
	WordShow  = "show"  // bring it to the front
)

// ErrOpen: another window has the data folder; Knock reaches it.
var ErrOpen = errors.New("a window is open already")

// Door is where a second start of the window knocks, so that there is only one.
// Nobody but the same user reaches it, and nothing but words comes through.
type Door struct {
	lock     *flock.Flock
	listener net.Listener
	serving  sync.WaitGroup
}

// OpenDoor makes this window the only one of a data folder, or fails with ErrOpen.
// hear is called with every word, from another goroutine, and says whether it means
// anything. A door that cannot be opened is no reason not to watch: the Door is
// then closed to all, but still the only one.
func OpenDoor(dir string, hear func(word string) bool) (*Door, error) {
	lock := flock.New(filepath.Join(dir, doorLock))
	taken, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, fmt.Errorf("data folder: %w", err)
	case !taken:
		return nil, ErrOpen
	}
	d := &Door{lock: lock}
	if d.listener, err = listen(dir); err != nil {
		return d, fmt.Errorf("door: %w", err)
	}
	d.serving.Go(func() { d.serve(hear) })
	return d, nil
}

func (d *Door) serve(hear func(string) bool) {
	for {
		conn, err := d.listener.Accept()
		switch {
		case err == nil:
			answer(conn, hear)
		case isClosed(err):
			return
		default:
			time.Sleep(time.Second) // too many open files, for one: it passes
		}
	}
}

// answer takes one word. Whoever is slow or talks too much gets none.
func answer(conn net.Conn, hear func(string) bool) {
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(doorPatience))
	line, err := bufio.NewReader(io.LimitReader(conn, longestWord)).ReadString('\n')
	if err != nil {
		return
	}
	said := no
	if word := strings.TrimSuffix(line, "\n"); word == WordHello || hear(word) {
		said = yes
	}
	_, _ = io.WriteString(conn, said) // or it has gone away
}

// Shut lets nobody in any more. Until Close there is still no other window: one
// that starts now waits.
func (d *Door) Shut() {
	if d == nil || d.listener == nil {
		return
	}
	_ = d.listener.Close() // whatever it says, nobody comes in
	d.serving.Wait()
	d.listener = nil
}

// Close shuts the door and lets another window open. There may be no door.
func (d *Door) Close() error {
	if d == nil {
		return nil
	}
	d.Shut()
	return d.lock.Unlock()
}

// Knock says a word to the window of a data folder. It fails where there is none,
// or where the word means nothing to it.
func Knock(dir, word string) error {
	conn, err := dial(dir, doorPatience)
	if err != nil {
		return fmt.Errorf("no window: %w", err)
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(doorPatience))
	if _, err := io.WriteString(conn, word+"\n"); err != nil {
		return fmt.Errorf("window: %w", err)
	}
	said, err := io.ReadAll(io.LimitReader(conn, longestWord))
	switch {
	case err != nil:
		return fmt.Errorf("window: %w", err)
	case string(said) != yes:
		return fmt.Errorf("window: it knows no %q", word)
	}
	return nil
}

// nameOf is a short name that belongs to one data folder.
func nameOf(dir string) string {
	if whole, err := filepath.Abs(dir); err == nil {
		dir = whole
	}
	sum := sha256.Sum256([]byte(dir))
	return "countercheck-" + hex.EncodeToString(sum[:8])
}
