//go:build !linux

package probe

import (
	"net"
	"time"
)

// tcpInfo is asked of Linux alone: elsewhere what the program saw is told.
func tcpInfo(net.Conn) (rtt time.Duration, retransmits int, ok bool) { return 0, 0, false }
