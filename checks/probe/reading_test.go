package probe

import (
	"testing"
	"time"
)

// The clocks of the machine the test runs on, which does not sleep meanwhile.
func TestTheClocksRunTogether(t *testing.T) {
	before := Clock()
	time.Sleep(50 * time.Millisecond)
	after := Clock()
	if awake := after.Awake - before.Awake; awake < 25*time.Millisecond {
		t.Errorf("awake for %s during a pause of 50 ms", awake)
	}
	if before.Boot <= 0 || after.Boot <= before.Boot {
		t.Errorf("since the boot: %s, then %s", before.Boot, after.Boot)
	}
	if before.Boot < before.Awake-time.Second {
		t.Errorf("awake for %s, which is longer than since the boot, %s ago", before.Awake, before.Boot)
	}
}
