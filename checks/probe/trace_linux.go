package probe

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"syscall"
	"time"

	"golang.org/x/net/icmp"
	"golang.org/x/net/ipv4"
	"golang.org/x/sys/unix"
)

// tracePort is where traceroute's packets go by tradition: nobody listens there.
const tracePort = 33434

// hopSocket is a socket of one packet, so that what comes back is an answer to it.
type hopSocket struct {
	file *os.File
	own  netip.Addr // this PC's
	to   netip.Addr
	sent time.Time
}

// knock sends an echo request, or where those need rights a UDP packet. The
// routers' errors come back through the socket's error queue.
func knock(to netip.Addr, ttl int) (await func(context.Context) (netip.Addr, time.Duration), err error) {
	s, err := openHop(to, ttl, unix.IPPROTO_ICMP, 0)
	if errors.Is(err, unix.EACCES) || errors.Is(err, unix.EPERM) {
		s, err = openHop(to, ttl, unix.IPPROTO_UDP, tracePort+ttl)
	}
	if err != nil {
		return nil, fmt.Errorf("trace: %w", err)
	}
	message := icmp.Message{Type: ipv4.ICMPTypeEcho, Body: &icmp.Echo{Seq: ttl, Data: make([]byte, 24)}}
	bytes, err := message.Marshal(nil)
	if err == nil {
		s.sent = time.Now()
		_, err = s.file.Write(bytes)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("trace: %w", err), s.file.Close())
	}
	return s.await, nil
}

func openHop(to netip.Addr, ttl, protocol, port int) (*hopSocket, error) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, protocol)
	if err != nil {
		return nil, err
	}
	s := &hopSocket{file: os.NewFile(uintptr(fd), "trace"), to: to}
	err = errors.Join(
		unix.SetsockoptInt(fd, unix.SOL_IP, unix.IP_TTL, ttl),
		unix.SetsockoptInt(fd, unix.SOL_IP, unix.IP_RECVERR, 1),
	)
	if err == nil {
		err = unix.Connect(fd, &unix.SockaddrInet4{Addr: to.As4(), Port: port})
	}
	if err != nil {
		return nil, errors.Join(err, s.file.Close())
	}
	if own, err := unix.Getsockname(fd); err == nil {
		if own, ok := own.(*unix.SockaddrInet4); ok {
			s.own = netip.AddrFrom4(own.Addr)
		}
	}
	return s, nil
}

// await is who answered.
func (s *hopSocket) await(ctx context.Context) (from netip.Addr, took time.Duration) {
	defer s.file.Close()
	defer context.AfterFunc(ctx, func() { _ = s.file.SetReadDeadline(time.Now()) })()
	if s.file.SetReadDeadline(s.sent.Add(tracePatience)) != nil || ctx.Err() != nil {
		return netip.Addr{}, 0
	}
	conn, err := s.file.SyscallConn()
	if err != nil {
		return netip.Addr{}, 0
	}
	err = conn.Read(func(fd uintptr) bool {
		var done bool
		from, done = s.read(int(fd))
		return done
	})
	// This PC speaks for itself where it finds no router.
	if err != nil || !from.IsValid() || from == s.own {
		return netip.Addr{}, 0
	}
	return from, time.Since(s.sent)
}

// read takes what has come, without waiting; done is false if nothing has.
func (s *hopSocket) read(fd int) (from netip.Addr, done bool) {
	bytes, control := make([]byte, 512), make([]byte, 512)
	_, size, _, _, err := unix.Recvmsg(fd, bytes, control, unix.MSG_ERRQUEUE)
	if err == nil {
		messages, _ := syscall.ParseSocketControlMessage(control[:size]) // none is no answer
		for _, m := range messages {
			if m.Header.Level == unix.SOL_IP && m.Header.Type == unix.IP_RECVERR {
				from, _ = offender(m.Data)
			}
		}
		return from, true
	}
	if _, _, _, _, err = unix.Recvmsg(fd, bytes, nil, 0); err == nil {
		return s.to, true // the target itself
	}
	return netip.Addr{}, !errors.Is(err, unix.EAGAIN) && !errors.Is(err, unix.EINTR)
}
