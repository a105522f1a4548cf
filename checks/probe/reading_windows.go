package probe

import (
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// tick is the unit of Windows' interrupt time.
const tick = 100 * time.Nanosecond

// readSteady: the unbiased interrupt time stands still in sleep and hibernation,
// the tick count does not. Without the first no sleep is seen.
func readSteady() (awake, boot time.Duration) {
	boot = windows.DurationSinceBoot()
	unbiased := windows.NewLazySystemDLL("kernel32.dll").NewProc("QueryUnbiasedInterruptTime")
	if unbiased.Find() != nil {
		return boot, boot
	}
	var ticks uint64
	if ok, _, _ := unbiased.Call(uintptr(unsafe.Pointer(&ticks))); ok == 0 {
		return boot, boot
	}
	return time.Duration(ticks) * tick, boot
}
