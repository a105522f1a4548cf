package lab

import (
	"net"
	"net/netip"
	"strings"
	"time"

	"github.com/miekg/dns"
)

// Answer is what a name server is about to say to one question. Changes in
// World.Answers make it lie, refuse or stay silent.
type Answer struct {
	Server *Host
	Asked  *Host  // the host with that name, nil if there is none
	Name   string // without the last dot
	Type   uint16 // of record, as package dns numbers them

	RCode     int
	Addresses []netip.Addr // both families; the question's type chooses
	Delay     time.Duration
	Silent    bool
}

// RouterName is the name under which a router's own name server is known to
// changes in World.Answers.
const RouterName = "router"

// OpenNames serves names over UDP and TCP at the host's first address.
func (w *World) OpenNames(o Opener, h *Host) error {
	at := netip.AddrPortFrom(h.Addresses[0], 53).String()
	packets, err := o.ListenPacket("udp", at)
	if err != nil {
		return err
	}
	w.serveNames(h, &dns.Server{PacketConn: packets}, func() { _ = packets.Close() })
	streams, err := o.Listen("tcp", at)
	if err != nil {
		return err
	}
	w.serveNames(h, &dns.Server{Listener: streams}, func() { _ = streams.Close() })
	return nil
}

func (w *World) serveNames(h *Host, server *dns.Server, stop func()) {
	server.Handler = dns.HandlerFunc(func(out dns.ResponseWriter, q *dns.Msg) { w.answer(h, out, q) })
	w.run(func() { _ = server.ActivateAndServe() }, func() { _ = server.Shutdown(); stop() })
}

func (w *World) answer(server *Host, out dns.ResponseWriter, q *dns.Msg) {
	if len(q.Question) != 1 {
		return
	}
	asked := q.Question[0]
	name := strings.ToLower(strings.TrimSuffix(asked.Name, "."))
	a := Answer{Server: server, Name: name, Type: asked.Qtype, RCode: dns.RcodeNameError}
	if h := w.byName[name]; h != nil {
		a.Asked, a.RCode, a.Addresses = h, dns.RcodeSuccess, h.Addresses
	}
	a = w.Answers.Apply(a)
	if a.Silent {
		return
	}
	if a.Delay > 0 {
		select {
		case <-w.ctx.Done():
			return
		case <-time.After(a.Delay):
		}
	}
	reply := new(dns.Msg).SetRcode(q, a.RCode)
	reply.RecursionAvailable = true
	for _, at := range a.Addresses {
		if record := record(asked, at); record != nil && a.RCode == dns.RcodeSuccess {
			reply.Answer = append(reply.Answer, record)
		}
	}
	_ = out.WriteMsg(reply)
}

// record is an address as an answer to the question, nil if it is not of the
// type that was asked for.
func record(q dns.Question, at netip.Addr) dns.RR {
	head := dns.RR_Header{Name: q.Name, Rrtype: q.Qtype, Class: dns.ClassINET, Ttl: 1}
	switch {
	case q.Qtype == dns.TypeA && at.Is4():
		return &dns.A{Hdr: head, A: net.IP(at.AsSlice())}
	case q.Qtype == dns.TypeAAAA && at.Is6():
		return &dns.AAAA{Hdr: head, AAAA: net.IP(at.AsSlice())}
	}
	return nil
}
