package probe

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"time"

	probing "github.com/go-ping/ping"

	"countercheck/checks"
)

// echoByLibrary pings with a pinger of its own for each run, so that no state of
// an earlier one is left, and a deadline of its own, since a route that forbids
// sending makes the library forget its time-out.
func echoByLibrary(ctx context.Context, to netip.Addr, count int, patience time.Duration) ([]packet, error) {
	if err := forbidden(ctx, to); err != nil {
		return nil, fmt.Errorf("ICMP: %w", err)
	}
	packets, err := runLibrary(ctx, to, count, patience, libraryNeedsRaw)
	if err != nil && !libraryNeedsRaw && ctx.Err() == nil {
		return runLibrary(ctx, to, count, patience, true) // with rights it works all the same
	}
	return packets, err
}

// runLibrary is one run.
func runLibrary(ctx context.Context, to netip.Addr, count int, patience time.Duration, raw bool) ([]packet, error) {
	limit := time.Duration(count)*pingPace + patience
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	p := probing.New("")
	p.SetIPAddr(&net.IPAddr{IP: to.AsSlice(), Zone: to.Zone()})
	p.SetPrivileged(raw)
	p.SetLogger(probing.NoopLogger{})
	p.Count, p.Interval, p.Timeout = count, pingPace, limit
	p.RecordRtts, p.RecordTTLs = false, false

	var mu sync.Mutex
	packets := make([]packet, count)
	refused := 0
	note := func(seq int, what func(*packet)) {
		mu.Lock()
		defer mu.Unlock()
		if seq >= 0 && seq < count {
			what(&packets[seq])
		}
	}
	p.OnSend = func(s *probing.Packet) { note(s.Seq, func(one *packet) { one.sent = true }) }
	p.OnRecv = func(r *probing.Packet) { note(r.Seq, func(one *packet) { one.rtt, one.back = r.Rtt, true }) }
	p.OnSendError = func(*probing.Packet, error) {
		// The library tries again with the same number: this many lost are enough.
		if refused++; refused >= count {
			p.Stop()
		}
	}
	err := p.RunWithContext(ctx)
	mu.Lock()
	defer mu.Unlock()
	sentAny := false
	for _, one := range packets {
		sentAny = sentAny || one.sent
	}
	if err != nil && !sentAny && refused == 0 {
		return nil, fmt.Errorf("ICMP: %w", err)
	}
	return packets, nil
}

// forbidden asks the routing table, without sending anything, whether an address
// may be sent to: where not, the library would try for ever.
func forbidden(ctx context.Context, to netip.Addr) error {
	conn, err := new(net.Dialer).DialContext(ctx, "udp", netip.AddrPortFrom(to, 7).String())
	if err == nil {
		return conn.Close()
	}
	if classify(checks.Connect, err) == checks.Denied {
		return err
	}
	return nil
}
