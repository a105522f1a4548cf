//go:build unix

package engine

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/adrg/xdg"
)

// longestPath is what a socket's path may have on every system (108 on Linux, 104
// on macOS, with a zero at its end).
const longestPath = 100

// socketPath is in the data folder, or where the system keeps sockets if that is
// too far away.
func socketPath(dir string) string {
	whole, err := filepath.Abs(dir)
	if err == nil && len(whole) < longestPath-len("/window.sock") {
		return filepath.Join(whole, "window.sock")
	}
	for _, place := range []string{xdg.RuntimeDir, os.TempDir()} {
		if info, err := os.Stat(place); err == nil && info.IsDir() {
			return filepath.Join(place, nameOf(dir)+".sock")
		}
	}
	return filepath.Join(whole, "window.sock")
}

// listen opens the socket. What an earlier window left there is removed: only who
// holds the lock comes here.
func listen(dir string) (net.Listener, error) {
	path := socketPath(dir)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

// dial knocks at one's own socket only: in a folder that all may write, somebody
// else may have put one there.
func dial(dir string, patience time.Duration) (net.Conn, error) {
	path := socketPath(dir)
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); ok && int(owner.Uid) != os.Getuid() {
		return nil, &os.PathError{Op: "dial", Path: path, Err: os.ErrPermission}
	}
	return net.DialTimeout("unix", path, patience)
}

func isClosed(err error) bool { return errors.Is(err, net.ErrClosed) }
