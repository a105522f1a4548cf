package version

import (
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// local reports whether an address is on this computer or on its network.
func local(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast()
}

// onlyLocal refuses to connect to any other address. It is asked with the address
// itself, right before connecting, so that no name can lead elsewhere.
func onlyLocal(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !local(at.Addr()) {
		return &Problem{Why: NotLocal, What: address, Err: err}
	}
	return nil
}

// localClient asks on the local network alone: past any proxy, along no redirect,
// on a line of its own, and unpacks nothing.
func localClient(resolver *net.Resolver, patience time.Duration) *http.Client {
	dialer := &net.Dialer{Timeout: patience, Control: onlyLocal, Resolver: resolver}
	return &http.Client{
		Timeout:       patience,
		CheckRedirect: stay,
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			DisableKeepAlives:      true,
			DisableCompression:     true,
			MaxResponseHeaderBytes: 16 << 10,
		},
	}
}

// stay follows no redirect: the answer that leads elsewhere is the answer.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
