//go:build !linux

package probe

import (
	"context"
	"net/netip"
	"time"
)

// echo pings by the library: these systems give no receive stamps to a program
// without rights.
func echo(ctx context.Context, to netip.Addr, count int, patience time.Duration) ([]packet, error) {
	return echoByLibrary(ctx, to, count, patience)
}
