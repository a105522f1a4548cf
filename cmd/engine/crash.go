package engine

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"
)

// crashName takes what the runtime says when the program breaks; what an earlier
// start left there is kept under its time, the newest few of them.
const (
	crashName  = "crash.log"
	crashKept  = "crash-*.log"
	crashTime  = "crash-20060102-150405.log"
	crashesMax = 3
)

// keepCrash sets aside what the last start left behind, and has the runtime write
// there from now on. broke is the kept file, "" if the last start ended well.
func keepCrash(dir string) (broke string, end func() error, err error) {
	path := filepath.Join(dir, crashName)
	info, err := os.Stat(path)
	if err == nil && info.Size() > 0 {
		broke = filepath.Join(dir, info.ModTime().Format(crashTime))
		if err := os.Rename(path, broke); err != nil {
			return "", nil, err
		}
		if err := dropOldCrashes(dir); err != nil {
			return broke, nil, err
		}
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return broke, nil, err
	}
	if err := errors.Join(debug.SetCrashOutput(file, debug.CrashOptions{}), file.Close()); err != nil { // it has its own copy
		return broke, nil, err
	}
	return broke, func() error { return letGoOfCrash(path) }, nil
}

// letGoOfCrash ends it; an empty file is of no use to anybody.
func letGoOfCrash(path string) error {
	err := debug.SetCrashOutput(nil, debug.CrashOptions{})
	if info, bad := os.Stat(path); bad == nil && info.Size() == 0 {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

func dropOldCrashes(dir string) error {
	kept, err := matching(dir, crashKept) // by their time
	if err != nil {
		return err
	}
	for len(kept) > crashesMax {
		if err := os.Remove(kept[0]); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		kept = kept[1:]
	}
	return nil
}

// crashedAt is when a kept crash happened.
func crashedAt(path string) time.Time {
	at, _ := time.ParseInLocation(crashTime, filepath.Base(path), time.Local) // the zero time for any other name
	return at
}
