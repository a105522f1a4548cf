package probe

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"syscall"
	"time"

	"golang.org/x/net/icmp"
	"golang.org/x/net/ipv4"
	"golang.org/x/sys/unix"
)

// Bounds of the wait for stragglers after the last packet: a few times the slowest
// answer so far. Where nothing answered it is the whole patience.
const (
	stragglerLeast = 500 * time.Millisecond
	stragglerTimes = 4
)

// echo pings over a socket of its own whose answers the kernel stamps, which does
// not err by what this program was busy with when they came.
func echo(ctx context.Context, to netip.Addr, count int, patience time.Duration) ([]packet, error) {
	if !to.Is4() {
		return echoByLibrary(ctx, to, count, patience)
	}
	sock, err := openEcho(to)
	if err != nil {
		return nil, err
	}
	defer sock.file.Close()
	defer context.AfterFunc(ctx, func() { sock.file.Close() })()
	return sock.run(ctx, count, patience)
}

// echoSocket is an ICMP socket and the packets of one run.
type echoSocket struct {
	file    *os.File
	raw     bool   // sees all ICMP of this PC, with IP headers
	id      uint16 // of our packets; the kernel sets it where the socket is not raw
	to      unix.SockaddrInet4
	packets []packet
	stamps  []time.Time // when each was sent
}

// openEcho opens the socket that needs no rights, or else the raw one.
func openEcho(to netip.Addr) (*echoSocket, error) {
	s := &echoSocket{id: uint16(rand.Uint32()), to: unix.SockaddrInet4{Addr: to.As4()}}
	flags := unix.SOCK_NONBLOCK | unix.SOCK_CLOEXEC
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|flags, unix.IPPROTO_ICMP)
	if err != nil {
		s.raw = true
		if fd, err = unix.Socket(unix.AF_INET, unix.SOCK_RAW|flags, unix.IPPROTO_ICMP); err != nil {
			return nil, fmt.Errorf("ICMP socket: %w (net.ipv4.ping_group_range is closed and CAP_NET_RAW is missing)", err)
		}
	}
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TIMESTAMPNS, 1); err != nil {
		return nil, errors.Join(fmt.Errorf("ICMP time stamps: %w", err), unix.Close(fd))
	}
	s.file = os.NewFile(uintptr(fd), "icmp")
	return s, nil
}

// run sends at an even pace and receives in between, then waits for stragglers.
func (s *echoSocket) run(ctx context.Context, count int, patience time.Duration) ([]packet, error) {
	s.packets, s.stamps = make([]packet, count), make([]time.Time, count)
	var lastErr error
	start := time.Now()
	for i := range count {
		if err := s.send(i); err != nil {
			lastErr = err
		}
		s.receive(start.Add(time.Duration(i+1) * pingPace))
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	if errors.Is(lastErr, unix.EPERM) || errors.Is(lastErr, unix.EACCES) {
		if answered(s.packets) == 0 {
			return nil, fmt.Errorf("sending ICMP: %w", lastErr)
		}
	}
	s.receive(time.Now().Add(s.wait(patience)))
	return s.packets, ctx.Err()
}

// wait is how much longer answers can still be expected.
func (s *echoSocket) wait(patience time.Duration) time.Duration {
	var slowest time.Duration
	for _, one := range s.packets {
		slowest = max(slowest, one.rtt)
	}
	if slowest == 0 {
		return patience
	}
	return min(patience, max(stragglerLeast, stragglerTimes*slowest))
}

func (s *echoSocket) send(i int) error {
	message := icmp.Message{Type: ipv4.ICMPTypeEcho, Body: &icmp.Echo{ID: int(s.id), Seq: i, Data: make([]byte, 24)}}
	bytes, err := message.Marshal(nil)
	if err != nil {
		return err
	}
	conn, err := s.file.SyscallConn()
	if err != nil {
		return err
	}
	s.stamps[i] = time.Now()
	controlErr := conn.Control(func(fd uintptr) { err = unix.Sendto(int(fd), bytes, 0, &s.to) })
	// An error that an earlier packet brought back is told here; that one is lost,
	// and this one still has to go.
	if err != nil && !errors.Is(err, unix.EPERM) && !errors.Is(err, unix.EACCES) && i > 0 {
		controlErr = conn.Control(func(fd uintptr) { err = unix.Sendto(int(fd), bytes, 0, &s.to) })
	}
	s.packets[i].sent = err == nil && controlErr == nil
	return errors.Join(err, controlErr)
}

// receive takes in answers until a time or until none is missing.
func (s *echoSocket) receive(until time.Time) {
	if s.file.SetReadDeadline(until) != nil {
		return
	}
	conn, err := s.file.SyscallConn()
	if err != nil {
		return
	}
	for s.outstanding() {
		bytes, control := make([]byte, 1500), make([]byte, 128)
		var n, oobn int
		var from unix.Sockaddr
		var readErr error
		err := conn.Read(func(fd uintptr) bool {
			n, oobn, _, from, readErr = unix.Recvmsg(int(fd), bytes, control, 0)
			return !errors.Is(readErr, unix.EAGAIN)
		})
		if err != nil {
			break // the time is up, or the socket was closed
		}
		if readErr == nil {
			s.take(bytes[:n], control[:oobn], from, time.Now())
		}
	}
	if pause := time.Until(until); pause > 0 && s.unsent() {
		time.Sleep(pause) // keep the pace
	}
}

// outstanding reports that an answer is still to be expected.
func (s *echoSocket) outstanding() bool {
	for i, one := range s.packets {
		if one.sent && !one.back && !s.stamps[i].IsZero() {
			return true
		}
	}
	return false
}

func (s *echoSocket) unsent() bool { return s.stamps[len(s.stamps)-1].IsZero() }

// take notes an answer if it is one to a packet of ours.
func (s *echoSocket) take(bytes, control []byte, from unix.Sockaddr, seen time.Time) {
	if s.raw {
		if len(bytes) < 20 || len(bytes) < int(bytes[0]&0x0f)*4 {
			return
		}
		bytes = bytes[int(bytes[0]&0x0f)*4:]
	}
	message, err := icmp.ParseMessage(1, bytes)
	if err != nil || message.Type != ipv4.ICMPTypeEchoReply {
		return
	}
	reply, ok := message.Body.(*icmp.Echo)
	if !ok || !s.ours(reply, from) {
		return
	}
	sent := s.stamps[reply.Seq]
	rtt := seen.Sub(sent)
	// The kernel stamps by the wall clock: a step of it in between would show.
	if stamped := kernelStamp(control).Sub(sent.Round(0)); stamped > 0 && stamped < rtt {
		rtt = stamped
	}
	s.packets[reply.Seq].rtt, s.packets[reply.Seq].back = rtt, true
}

// ours: the first answer, by the one we asked, to a packet of this run.
func (s *echoSocket) ours(reply *icmp.Echo, from unix.Sockaddr) bool {
	sender, known := from.(*unix.SockaddrInet4)
	return known && sender.Addr == s.to.Addr && (!s.raw || reply.ID == int(s.id)) &&
		reply.Seq < len(s.packets) && s.packets[reply.Seq].sent && !s.packets[reply.Seq].back
}

// kernelStamp is when the kernel received a packet, the zero time if it did not
// say.
func kernelStamp(control []byte) time.Time {
	messages, err := syscall.ParseSocketControlMessage(control)
	if err != nil {
		return time.Time{}
	}
	for _, m := range messages {
		if m.Header.Level == unix.SOL_SOCKET && m.Header.Type == unix.SCM_TIMESTAMPNS && len(m.Data) >= 16 {
			seconds := binary.NativeEndian.Uint64(m.Data)
			return time.Unix(int64(seconds), int64(binary.NativeEndian.Uint64(m.Data[8:])))
		}
	}
	return time.Time{}
}
