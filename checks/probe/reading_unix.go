//go:build unix

package probe

import (
	"time"

	"golang.org/x/sys/unix"
)

// clockTime is 0 where the system has no such clock.
func clockTime(id int32) time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(id, &t) != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
