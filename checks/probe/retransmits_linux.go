package probe

import (
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// retransmits is how many segments of a connection the kernel had to send again,
// those of its opening included.
func retransmits(conn net.Conn) int {
	system, ok := conn.(syscall.Conn)
	if !ok {
		return 0
	}
	raw, err := system.SyscallConn()
	if err != nil {
		return 0
	}
	count := 0
	err = raw.Control(func(fd uintptr) {
		if info, err := unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO); err == nil {
			count = int(info.Total_retrans)
		}
	})
	if err != nil {
		return 0
	}
	return count
}
