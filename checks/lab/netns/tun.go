//go:build linux

package netns

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// openTUN makes a device in the namespace whose packets this process reads and
// writes.
func openTUN(in space, name string) (f *os.File, err error) {
	err = in.do(func() error {
		fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
		if err != nil {
			return fmt.Errorf("/dev/net/tun: %w", err)
		}
		request, err := unix.NewIfreq(name)
		if err == nil {
			request.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
			err = unix.IoctlIfreq(fd, unix.TUNSETIFF, request)
		}
		if err != nil {
			_ = unix.Close(fd)
			return fmt.Errorf("tun device %s: %w", name, err)
		}
		f = os.NewFile(uintptr(fd), name) // after the ioctl, so that it can be polled
		return nil
	})
	return f, err
}
