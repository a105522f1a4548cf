package probe

import (
	"time"

	"golang.org/x/sys/unix"
)

// readSteady: the raw uptime stands still in sleep, the raw monotonic clock does
// not.
func readSteady() (awake, boot time.Duration) {
	return clockTime(unix.CLOCK_UPTIME_RAW), clockTime(unix.CLOCK_MONOTONIC_RAW)
}
