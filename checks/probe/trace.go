package probe

import (
	"context"
	"encoding/binary"
	"errors"
	"net/netip"
	"sync"
	"time"

	"countercheck/checks"
)

// A trace sends one packet for each router it looks for, one after the other at
// tracePace, so that the nearest ones are not asked in a burst.
const (
	maxHops       = 12
	tracePace     = 30 * time.Millisecond
	tracePatience = 2 * time.Second
)

// knocker sends a packet that goes no farther than ttl routers. await is who
// answered it, an invalid address if nobody did; it is called once, from any
// goroutine, and frees what was opened.
type knocker func(to netip.Addr, ttl int) (await func(context.Context) (from netip.Addr, took time.Duration), err error)

// Trace looks for the routers on the way to the first of the public addresses that
// is IPv4; to is that address. The last hop is the last that answered: the line may
// go on in silence. It asks no payment host, and needs no rights.
func Trace(ctx context.Context, anchors []checks.Anchor) (hops []checks.Hop, to string, err error) {
	for _, anchor := range anchors {
		if target, err := netip.ParseAddr(anchor.Address); err == nil && target.Is4() {
			hops, err := traceTo(ctx, target, knock)
			return hops, target.String(), err
		}
	}
	return nil, "", errors.New("trace: no public IPv4 address to trace to")
}

// traceTo knocks at all distances and waits for the answers side by side.
func traceTo(ctx context.Context, target netip.Addr, knock knocker) (hops []checks.Hop, err error) {
	all := make([]checks.Hop, maxHops)
	var waiting sync.WaitGroup
	for i := range all {
		all[i].TTL = i + 1
		var await func(context.Context) (netip.Addr, time.Duration)
		if await, err = knock(target, i+1); err != nil {
			break
		}
		waiting.Go(func() {
			from, took := await(ctx)
			all[i].Address, all[i].RTT = from, checks.Span(took)
		})
		select {
		case <-ctx.Done():
		case <-time.After(tracePace):
		}
	}
	waiting.Wait()
	return untilSilence(all, target), errors.Join(err, ctx.Err())
}

// untilSilence cuts off what lies behind the target, and where nobody answered.
func untilSilence(all []checks.Hop, target netip.Addr) []checks.Hop {
	last := 0
	for i, hop := range all {
		if hop.Address.IsValid() {
			last = i + 1
		}
		if hop.Address == target {
			break
		}
	}
	return all[:last]
}

// Linux' struct sock_extended_err, and the address of who sent the error after it.
const (
	errorOrigin    = 4  // offset of the origin
	originICMP     = 2  // a router or host, not this PC
	offenderFamily = 16 // offset of a sockaddr_in
	familyIPv4     = 2
	offenderIPv4   = 20
)

// offender is who sent back an ICMP error, by a record of the socket's error queue.
func offender(record []byte) (from netip.Addr, ok bool) {
	if len(record) < offenderIPv4+4 || record[errorOrigin] != originICMP ||
		binary.NativeEndian.Uint16(record[offenderFamily:]) != familyIPv4 {
		return netip.Addr{}, false
	}
	return netip.AddrFrom4([4]byte(record[offenderIPv4:])), true
}
