package store

import (
	"errors"
	"io/fs"
	"syscall"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Reason says why nothing can be recorded, as a stable word; the words for people
// stand under store.<reason>.
type Reason string

// The reasons.
const (
	Recording Reason = ""          // all is well
	DiskFull  Reason = "disk_full" // no space for another page
	Locked    Reason = "locked"    // another program holds the database
	ReadOnly  Reason = "read_only" // the folder or the file may not be written
	Damaged   Reason = "damaged"   // a damaged file was set aside, a new one begun
	Newer     Reason = "newer"     // written by a newer version; left alone
	Broken    Reason = "broken"    // anything else
)

// Health is how the remembering goes. Checking goes on whatever it says.
type Health struct {
	Reason  Reason
	Since   time.Time // when the trouble began, zero where there is none
	Dropped int       // results that found no room in the queue, since the start
	Aside   string    // the damaged file that was set aside since the start, "" for none
	Err     string    // the raw error, for the technician
}

var errDamaged = errors.New("the database is damaged")

// reasonOf sorts what SQLite and the system say.
func reasonOf(err error) Reason {
	var lite *sqlite.Error
	switch {
	case err == nil:
		return Recording
	case errors.Is(err, ErrNewer):
		return Newer
	case errors.Is(err, errDamaged):
		return Damaged
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return DiskFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return ReadOnly
	case errors.As(err, &lite):
		return reasonOfCode(lite.Code())
	default:
		return Broken
	}
}

func reasonOfCode(code int) Reason {
	switch code & 0xff { // the rest is detail
	case sqlite3.SQLITE_FULL:
		return DiskFull
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return Locked
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return ReadOnly
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return Damaged
	case sqlite3.SQLITE_IOERR:
		if code == sqlite3.SQLITE_IOERR_WRITE || code == sqlite3.SQLITE_IOERR_FSYNC || code == sqlite3.SQLITE_IOERR_SHMSIZE {
			return DiskFull // what a full disk looks like on some file systems
		}
	}
	return Broken
}
