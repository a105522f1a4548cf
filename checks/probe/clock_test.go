package probe

import (
	"context"
	"encoding/binary"
	"net"
	"testing"
	"time"

	"countercheck/checks"
)

// ntpEpoch is what NTP counts its seconds from, in Unix time.
const ntpEpoch = -2208988800

// timeServer answers SNTP with a clock that is off.
func timeServer(t *testing.T, off time.Duration) (address string) {
	t.Helper()
	conn, err := new(net.ListenConfig).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		question := make([]byte, 128)
		for {
			n, from, err := conn.ReadFrom(question)
			if err != nil {
				return
			}
			if n < 48 {
				continue
			}
			reply := make([]byte, 48)
			reply[0], reply[1] = 4<<3|4, 2 // version 4, server, stratum 2
			copy(reply[12:16], []byte{127, 0, 0, 1})
			copy(reply[24:32], question[40:48]) // their time, as they wrote it
			seconds := uint32(time.Now().Add(off).Unix() - ntpEpoch)
			for _, at := range []int{16, 32, 40} {
				binary.BigEndian.PutUint32(reply[at:], seconds)
			}
			_, _ = conn.WriteTo(reply, from)
		}
	}()
	t.Cleanup(func() {
		conn.Close()
		<-done
	})
	return conn.LocalAddr().String()
}

func TestTheClockOfThisPC(t *testing.T) {
	for _, test := range []struct {
		off   time.Duration
		level checks.Level
		cause checks.Code
	}{
		{20 * time.Second, checks.OK, checks.None},
		{2 * time.Minute, checks.Warn, checks.PCClockWrong},
		{-10 * time.Minute, checks.Fail, checks.PCClockWrong},
	} {
		address := timeServer(t, test.off)
		p := newTestProber(nil)
		straight := p.dial
		p.dial = func(ctx context.Context, network, _ string) (net.Conn, error) { return straight(ctx, network, address) }
		f := p.askClock(t.Context(), "ntp.example")
		if f.Level != test.level || f.Cause != test.cause {
			t.Fatalf("%v off: %s %s: %s", test.off, f.Level, f.Cause, f.Err)
		}
		if got := time.Duration(f.Facts.(checks.ClockFacts).Offset); (got - test.off).Abs() > 3*time.Second {
			t.Errorf("%v off shows as %v", test.off, got)
		}
	}
}

func TestABlockedTimeServerSaysNothing(t *testing.T) {
	p := newTestProber(nil)
	p.dial = func(context.Context, string, string) (net.Conn, error) { return nil, context.DeadlineExceeded }
	if f := p.askClock(t.Context(), "ntp.example"); f.Level != checks.Unknown || f.Facts != nil {
		t.Errorf("got %+v", f)
	}
}
