package probe

import (
	"context"
	"encoding/binary"
	"fmt"
	"net/netip"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// echoOptions is Windows' IP_OPTION_INFORMATION.
type echoOptions struct {
	ttl, tos, flags, size uint8
	data                  uintptr
}

// echoReply is Windows' ICMP_ECHO_REPLY.
type echoReply struct {
	from     [4]byte
	status   uint32
	rtt      uint32
	size     uint16
	reserved uint16
	data     uintptr
	options  echoOptions
}

// The states of a reply in which somebody answered: the host, or a router that let
// the packet go no farther. Those of a target that cannot be reached are left out,
// since they may be this PC's own.
const (
	echoArrived = 0
	echoExpired = 11013
)

// knock has the packet sent when its answer is waited for: Windows does both in
// one call.
func knock(to netip.Addr, ttl int) (await func(context.Context) (netip.Addr, time.Duration), err error) {
	library := windows.NewLazySystemDLL("iphlpapi.dll")
	open, send, shut := library.NewProc("IcmpCreateFile"), library.NewProc("IcmpSendEcho"), library.NewProc("IcmpCloseHandle")
	for _, proc := range []*windows.LazyProc{open, send, shut} {
		if err := proc.Find(); err != nil {
			return nil, fmt.Errorf("trace: %w", err)
		}
	}
	handle, _, err := open.Call()
	if windows.Handle(handle) == windows.InvalidHandle {
		return nil, fmt.Errorf("trace: %w", err)
	}
	return func(ctx context.Context) (from netip.Addr, took time.Duration) {
		defer func() { _, _, _ = shut.Call(handle) }()
		if ctx.Err() != nil {
			return netip.Addr{}, 0
		}
		target := to.As4()
		var request [24]byte
		options := echoOptions{ttl: uint8(ttl)}
		var reply struct {
			echoReply
			rest [64]byte // what was sent, and what an error adds
		}
		sent := time.Now()
		count, _, _ := send.Call(handle, uintptr(binary.NativeEndian.Uint32(target[:])),
			uintptr(unsafe.Pointer(&request[0])), uintptr(len(request)), uintptr(unsafe.Pointer(&options)),
			uintptr(unsafe.Pointer(&reply)), unsafe.Sizeof(reply), uintptr(tracePatience.Milliseconds()))
		took = time.Since(sent)
		if count == 0 || reply.status != echoArrived && reply.status != echoExpired {
			return netip.Addr{}, 0
		}
		return netip.AddrFrom4(reply.from), took
	}, nil
}
