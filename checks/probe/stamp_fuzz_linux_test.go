package probe

import (
	"testing"

	"golang.org/x/sys/unix"
)

// Whatever stands beside a packet, nothing falls over, and a stamp is only believed
// where there is room for one.
func FuzzKernelStamp(f *testing.F) {
	f.Add([]byte{})
	f.Add(make([]byte, 40))
	f.Add([]byte("\x20\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x23\x00\x00\x00\x00\xf1\x53\x65\x00\x00\x00\x00\x10\x27\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, control []byte) {
		if at := kernelStamp(control); !at.IsZero() && len(control) < unix.CmsgLen(16) {
			t.Errorf("%d bytes are a stamp: %s", len(control), at)
		}
	})
}
