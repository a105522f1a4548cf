package probe

import (
	"time"

	"countercheck/checks"
)

// Clock reads this PC's clocks.
func Clock() checks.Reading {
	awake, boot := readSteady()
	return checks.Reading{Wall: time.Now(), Awake: awake, Boot: boot}
}
