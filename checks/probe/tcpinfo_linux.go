package probe

import (
	"net"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// tcpInfo is what the kernel knows of a connection (tcp(7)): how long the answer to its
// last segments took, smoothed, which right after it was opened is the time of the
// opening alone; and how many segments had to be sent again, those of its opening
// included. ok is false where it cannot be asked.
func tcpInfo(conn net.Conn) (rtt time.Duration, retransmits int, ok bool) {
	system, is := conn.(syscall.Conn)
	if !is {
		return 0, 0, false
	}
	raw, err := system.SyscallConn()
	if err != nil {
		return 0, 0, false
	}
	err = raw.Control(func(fd uintptr) {
		if info, err := unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO); err == nil {
			rtt, retransmits, ok = time.Duration(info.Rtt)*time.Microsecond, int(info.Total_retrans), true
		}
	})
	return rtt, retransmits, ok && err == nil
}
