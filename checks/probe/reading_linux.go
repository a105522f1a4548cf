package probe

import (
	"time"

	"golang.org/x/sys/unix"
)

// readSteady: the monotonic clock stands still in suspend, the boot time does not.
func readSteady() (awake, boot time.Duration) {
	return clockTime(unix.CLOCK_MONOTONIC), clockTime(unix.CLOCK_BOOTTIME)
}
