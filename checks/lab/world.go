package lab

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"countercheck/checks"
)

// Opener opens the sockets of a world, on loopback or in a network namespace.
type Opener interface {
	Listen(network, address string) (net.Listener, error)
	ListenPacket(network, address string) (net.PacketConn, error)
}

// World is all simulated hosts together and how they behave now.
type World struct {
	Hosts     []*Host
	Authority *Authority
	// Conduct changes how hosts answer, Answers what name servers say, Ahead what
	// the world's clocks show. Faults put their changes here.
	Conduct Stack[Conduct]
	Answers Stack[Answer]
	Ahead   Stack[time.Duration]
	// Seen hears of every request that was answered, as a server's own log does; nil:
	// nobody listens. It is set before Open and called by many at once.
	Seen func(*http.Request)

	byName    map[string]*Host
	byAddress map[netip.Addr]*Host
	ctx       context.Context // ends with Close: lets go of connections that hang
	end       context.CancelFunc
	closers   []func()
	running   sync.WaitGroup
}

// NewWorld makes the hosts that a catalogue names. It serves nothing yet.
func NewWorld(c checks.Catalogue, a *Authority) (*World, error) {
	hosts, err := hostsOf(c)
	if err != nil {
		return nil, err
	}
	w := &World{Hosts: hosts, Authority: a, byName: map[string]*Host{}, byAddress: map[netip.Addr]*Host{}}
	for _, h := range hosts {
		w.byName[h.Name] = h
		for _, at := range h.Serves() {
			w.byAddress[at] = h
		}
	}
	w.ctx, w.end = context.WithCancel(context.Background())
	return w, nil
}

// Serves lists all addresses at which a host answers.
func (h *Host) Serves() []netip.Addr {
	all := append([]netip.Addr(nil), h.Addresses...)
	for _, at := range []netip.Addr{h.Legacy, h.StandIn} {
		if at.IsValid() {
			all = append(all, at)
		}
	}
	return all
}

// Host finds a host by its name.
func (w *World) Host(name string) (*Host, bool) {
	h, ok := w.byName[name]
	return h, ok
}

// Now is the time the world shows: what Date headers, SNTP and the dates in
// certificates follow.
func (w *World) Now() time.Time { return time.Now().Add(w.Ahead.Apply(0)) }

// Open starts all servers of the world.
func (w *World) Open(o Opener) error {
	for number, scheme := range w.ports() {
		if err := w.openPort(o, number, scheme); err != nil {
			return err
		}
	}
	for _, h := range w.Hosts {
		var err error
		switch h.Kind {
		case Resolver, Anchor:
			err = w.OpenNames(o, h)
		case Clock:
			err = w.openClock(o, h)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ports lists the ports of all hosts. A port is served alike on all of them:
// which hosts it closes on is a matter of the network before them.
func (w *World) ports() map[int]checks.Scheme {
	all := map[int]checks.Scheme{80: checks.HTTP, 443: checks.HTTPS}
	for _, h := range w.Hosts {
		for _, p := range h.Ports {
			if _, have := all[p.Number]; !have {
				all[p.Number] = p.Scheme
			}
		}
	}
	return all
}

// Close ends all servers and waits for them.
func (w *World) Close() {
	w.end()
	for _, c := range w.closers {
		c()
	}
	w.running.Wait()
}

// run starts a server that Close ends by stop and waits for.
func (w *World) run(serve, stop func()) {
	w.closers = append(w.closers, stop)
	w.running.Go(serve)
}

func (w *World) conduct(h *Host) Behaviour {
	return w.Conduct.Apply(Conduct{Host: h}).Behaviour
}
