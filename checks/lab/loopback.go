package lab

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
)

// ErrNotStaged: somebody asked for an address that is not the world's.
var ErrNotStaged = errors.New("no such address in the staged world")

// onLoopback is where everything is opened, at a port of the system's choice.
const onLoopback = "127.0.0.1:0"

// Loopback serves a world on this machine alone: it opens the world's sockets on
// 127.0.0.1, and leads there who asks for the world's addresses. It needs no
// rights and touches no setting of the system.
type Loopback struct {
	world *World

	mu      sync.Mutex
	packets map[string]net.Addr // to the socket that answers for an address and port
	streams map[string]net.Addr // the same for TCP
	doors   map[uint16]*door    // to what answers for all addresses of the world at a port
}

// NewLoopback makes the opener for a world; World.Open then serves it.
func NewLoopback(w *World) *Loopback {
	return &Loopback{world: w, packets: map[string]net.Addr{}, streams: map[string]net.Addr{}, doors: map[uint16]*door{}}
}

// Listen opens a TCP address of the world.
func (l *Loopback) Listen(_, address string) (net.Listener, error) {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if at.Addr().IsUnspecified() {
		d := newDoor(at.Port())
		l.doors[at.Port()] = d
		return d, nil
	}
	opened, err := net.Listen("tcp4", onLoopback)
	if err == nil {
		l.streams[address] = opened.Addr()
	}
	return opened, err
}

// ListenPacket opens a UDP address of the world.
func (l *Loopback) ListenPacket(_, address string) (net.PacketConn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	opened, err := net.ListenPacket("udp4", onLoopback)
	if err == nil {
		l.packets[address] = opened.LocalAddr()
	}
	return opened, err
}

// Dial connects to an address of the world, given by number. Every other address
// is refused without a packet being sent.
func (l *Loopback) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	to, err := l.find(network, address)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	return (&net.Dialer{KeepAlive: -1}).DialContext(ctx, to.Network(), to.String())
}

func (l *Loopback) find(network, address string) (net.Addr, error) {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if network == "udp" {
		if to := l.packets[address]; to != nil {
			return to, nil
		}
		return nil, ErrNotStaged
	}
	if to := l.streams[address]; to != nil {
		return to, nil
	}
	d := l.doors[at.Port()]
	if d == nil || l.world.byAddress[at.Addr()] == nil {
		return nil, ErrNotStaged
	}
	return d.entrance(at)
}

// door is one listener for all addresses of the world at a port. Each address gets
// a socket of its own when it is first asked for, so that it is known which was
// meant.
type door struct {
	at      net.Addr
	in      chan net.Conn
	closing chan struct{}
	running sync.WaitGroup

	mu     sync.Mutex
	closed bool
	open   map[netip.AddrPort]net.Listener
}

func newDoor(port uint16) *door {
	return &door{
		at: &net.TCPAddr{Port: int(port)}, in: make(chan net.Conn), closing: make(chan struct{}),
		open: map[netip.AddrPort]net.Listener{},
	}
}

// entrance is the socket that answers for an address.
func (d *door) entrance(meant netip.AddrPort) (net.Addr, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return nil, net.ErrClosed
	}
	if have := d.open[meant]; have != nil {
		return have.Addr(), nil
	}
	opened, err := net.Listen("tcp4", onLoopback)
	if err != nil {
		return nil, err
	}
	d.open[meant] = opened
	d.running.Go(func() { d.let(opened, net.TCPAddrFromAddrPort(meant)) })
	return opened.Addr(), nil
}

// let hands over what connects to one address, until the door closes.
func (d *door) let(from net.Listener, meant net.Addr) {
	for {
		c, err := from.Accept()
		if err != nil {
			return
		}
		select {
		case d.in <- visitor{c, meant}:
		case <-d.closing:
			_ = c.Close()
			return
		}
	}
}

// Accept implements net.Listener.
func (d *door) Accept() (net.Conn, error) {
	select {
	case c := <-d.in:
		return c, nil
	case <-d.closing:
		return nil, net.ErrClosed
	}
}

// Addr implements net.Listener.
func (d *door) Addr() net.Addr { return d.at }

// Close implements net.Listener, and waits for what the door started.
func (d *door) Close() (err error) {
	d.mu.Lock()
	if d.closed {
		d.mu.Unlock()
		return nil
	}
	d.closed = true
	close(d.closing)
	for _, l := range d.open {
		err = errors.Join(err, l.Close())
	}
	d.mu.Unlock()
	d.running.Wait()
	return err
}

// visitor is a connection that was meant for an address of the world.
type visitor struct {
	net.Conn
	meant net.Addr
}

// LocalAddr implements net.Conn.
func (v visitor) LocalAddr() net.Addr { return v.meant }
