//go:build linux

package netns

import (
	"context"
	"fmt"
	"net"
	"os/exec"
	"runtime"
	"strings"

	"github.com/vishvananda/netns"
)

// space is one network namespace, known to the ip command by its name.
type space string

// do carries out work inside the namespace. The thread is not given back: Go
// ends a locked thread with its goroutine, so that none is ever left inside.
func (s space) do(work func() error) error {
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		handle, err := netns.GetFromName(string(s))
		if err != nil {
			done <- fmt.Errorf("namespace %s: %w", s, err)
			return
		}
		defer handle.Close()
		if err := netns.Set(handle); err != nil {
			done <- fmt.Errorf("namespace %s: %w", s, err)
			return
		}
		done <- work()
	}()
	return <-done
}

// Listen opens a listener inside the namespace; it stays there for good.
func (s space) Listen(network, address string) (l net.Listener, err error) {
	err = s.do(func() error {
		l, err = new(net.ListenConfig).Listen(context.Background(), network, address)
		return err
	})
	return l, err
}

// ListenPacket opens a packet socket inside the namespace.
func (s space) ListenPacket(network, address string) (c net.PacketConn, err error) {
	err = s.do(func() error {
		c, err = new(net.ListenConfig).ListenPacket(context.Background(), network, address)
		return err
	})
	return c, err
}

// dial connects from inside the namespace to an address given by number.
func (s space) dial(network, address string) (c net.Conn, err error) {
	err = s.do(func() error {
		c, err = net.Dial(network, address)
		return err
	})
	return c, err
}

// ip carries out ip(8) commands in the namespace, one a line.
func (s space) ip(lines string) error {
	return feed(lines, "ip", "-n", string(s), "-batch", "-")
}

// nft loads a script of nft(8) in the namespace, all of it or nothing.
func (s space) nft(script string) error {
	return feed(script, "ip", "netns", "exec", string(s), "nft", "-f", "-")
}

// sysctl sets kernel parameters of the namespace.
func (s space) sysctl(settings ...string) error {
	return feed("", "ip", append([]string{"netns", "exec", string(s), "sysctl", "-q", "-w"}, settings...)...)
}

// feed runs a command with that input; what it complains of is the error.
func feed(input, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Stdin = strings.NewReader(input)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, strings.TrimSpace(string(out)))
	}
	return nil
}
