package probe

import (
	"net"
	"testing"

	"countercheck/checks"
)

// A PC that was busy when the answer came has not made the line slower.
func TestOpeningAConnectionTakesWhatTheKernelSaw(t *testing.T) {
	port := serve(t, nil, func(c net.Conn) { _, _ = c.Read(make([]byte, 1)) })
	conn, err := net.DialTCP("tcp", nil, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const waited = checks.Span(1e9)
	if took := opening(conn, waited); took <= 0 || took >= waited/2 {
		t.Errorf("on loopback, waited for %v: told as %v", waited, took)
	}
	if took := opening(conn, 1); took != 1 {
		t.Errorf("it took longer than was waited for: %v", took)
	}
	if near, _ := net.Pipe(); opening(near, waited) != waited {
		t.Error("what the kernel does not know was not as long as was waited for")
	}
}
