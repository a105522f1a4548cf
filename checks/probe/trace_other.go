//go:build !linux && !windows

package probe

import (
	"context"
	"errors"
	"net/netip"
	"time"
)

// knock: these systems tell a program without rights nothing of the routers.
func knock(netip.Addr, int) (await func(context.Context) (netip.Addr, time.Duration), err error) {
	return nil, errors.New("trace: not available to a program without rights on this system")
}
