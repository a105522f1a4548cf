package lab

import (
	"encoding/binary"
	"net"
	"net/netip"
	"time"
)

// epoch of the network time protocol, in seconds before 1970.
const epoch = 2208988800

// openClock answers SNTP (RFC 4330) at the host's addresses.
func (w *World) openClock(o Opener, h *Host) error {
	for _, at := range h.Addresses {
		c, err := o.ListenPacket("udp", netip.AddrPortFrom(at, 123).String())
		if err != nil {
			return err
		}
		w.serveClock(c)
	}
	return nil
}

func (w *World) serveClock(c net.PacketConn) {
	w.run(func() {
		buffer := make([]byte, 512)
		for {
			n, from, err := c.ReadFrom(buffer)
			if err != nil {
				return
			}
			if n >= 48 {
				_, _ = c.WriteTo(w.timePacket(buffer[:48]), from)
			}
		}
	}, func() { _ = c.Close() })
}

// timePacket is a stratum 1 server's answer to a request.
func (w *World) timePacket(request []byte) []byte {
	answer := make([]byte, 48)
	version := request[0] >> 3 & 7
	answer[0] = version<<3 | 4 // server
	answer[1] = 1              // stratum
	answer[2] = request[2]
	answer[3] = 0xec // a microsecond
	copy(answer[12:], "LAB\x00")
	copy(answer[24:32], request[40:48])
	now := w.Now()
	stamp(answer[16:], now.Add(-time.Minute))
	stamp(answer[32:], now)
	stamp(answer[40:], now)
	return answer
}

func stamp(to []byte, at time.Time) {
	binary.BigEndian.PutUint32(to, uint32(at.Unix()+epoch))
	binary.BigEndian.PutUint32(to[4:], uint32(uint64(at.Nanosecond())<<32/uint64(time.Second)))
}
