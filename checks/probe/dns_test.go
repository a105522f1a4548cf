package probe

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/miekg/dns"

	"countercheck/checks"
)

// nameServer answers on a loopback port over UDP and TCP.
func nameServer(t *testing.T, handle dns.HandlerFunc) netip.AddrPort {
	t.Helper()
	listener, packets := samePort(t)
	for _, server := range []*dns.Server{{Listener: listener, Handler: handle}, {PacketConn: packets, Handler: handle}} {
		started, ended := make(chan struct{}), make(chan struct{})
		server.NotifyStartedFunc = func() { close(started) }
		go func() {
			defer close(ended)
			_ = server.ActivateAndServe()
		}()
		<-started
		t.Cleanup(func() {
			_ = server.Shutdown()
			<-ended
		})
	}
	return netip.MustParseAddrPort(listener.Addr().String())
}

// samePort is a port that is free for both: somebody's question may be going out
// from the one that was free for TCP.
func samePort(t *testing.T) (net.Listener, net.PacketConn) {
	t.Helper()
	for range 20 {
		listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		packets, err := new(net.ListenConfig).ListenPacket(t.Context(), "udp", listener.Addr().String())
		if err == nil {
			return listener, packets
		}
		_ = listener.Close()
	}
	t.Fatal("no port is free for TCP and UDP")
	return nil, nil
}

// says answers every question with a code, and with an address where that is
// success.
func says(rcode int, address string) dns.HandlerFunc {
	return func(w dns.ResponseWriter, question *dns.Msg) {
		reply := new(dns.Msg)
		reply.SetRcode(question, rcode)
		if rcode == dns.RcodeSuccess && address != "" {
			record, err := dns.NewRR(question.Question[0].Name + " 60 IN A " + address)
			if err == nil {
				reply.Answer = append(reply.Answer, record)
			}
		}
		_ = w.WriteMsg(reply)
	}
}

func silence(dns.ResponseWriter, *dns.Msg) {}

var testNames = []question{
	{"api.mch.example", "pay-a", checks.ForPayment},
	{"openapi.example", "pay-b", checks.ForPayment},
	{"www.example", "site", checks.ForControl},
}

func TestWhatANameServerSays(t *testing.T) {
	for _, test := range []struct {
		name   string
		handle dns.HandlerFunc
		level  checks.Level
		cause  checks.Code
		class  checks.ErrorClass
		rcode  string
	}{
		{"addresses", says(dns.RcodeSuccess, "203.0.113.7"), checks.OK, checks.None, checks.NoError, "NOERROR"},
		{"SERVFAIL", says(dns.RcodeServerFailure, ""), checks.Fail, checks.DNSRefused, checks.ServerFailure, "SERVFAIL"},
		{"REFUSED", says(dns.RcodeRefused, ""), checks.Fail, checks.DNSRefused, checks.QueryRefused, "REFUSED"},
		{"NXDOMAIN", says(dns.RcodeNameError, ""), checks.Fail, checks.DNSRefused, checks.NoSuchName, "NXDOMAIN"},
		{"no address", says(dns.RcodeSuccess, ""), checks.Fail, checks.DNSRefused, checks.NoSuchName, "NOERROR"},
		{"nothing", silence, checks.Fail, checks.DNSNoAnswer, checks.Timeout, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := nameServer(t, test.handle)
			f := newTestProber(nil).askResolver(t.Context(), server, 1, testNames)
			if f.Level != test.level || f.Cause != test.cause || f.Class != test.class {
				t.Errorf("got %s %s %q: %s", f.Level, f.Cause, f.Class, f.Err)
			}
			facts := f.Facts.(checks.ResolverFacts)
			if facts.Server != server || facts.Order != 1 || len(facts.Queries) != len(testNames) {
				t.Fatalf("facts %+v", facts)
			}
			for i, q := range facts.Queries {
				if q.RCode != test.rcode || q.Name != testNames[i].name || q.Owner != testNames[i].owner || q.For != testNames[i].of {
					t.Errorf("query %+v", q)
				}
			}
			if facts.Silent() != (test.rcode == "") {
				t.Errorf("silent: %v", facts.Silent())
			}
		})
	}
}

func TestOneNameRefusedIsItsOwnersTrouble(t *testing.T) {
	server := nameServer(t, func(w dns.ResponseWriter, m *dns.Msg) {
		if strings.HasPrefix(m.Question[0].Name, "openapi") {
			says(dns.RcodeNameError, "")(w, m)
			return
		}
		says(dns.RcodeSuccess, "203.0.113.7")(w, m)
	})
	f := newTestProber(nil).askResolver(t.Context(), server, 0, testNames)
	if f.Level != checks.Warn || !strings.Contains(f.Err, "openapi.example: NXDOMAIN") {
		t.Errorf("got %s: %s", f.Level, f.Err)
	}
}

func TestATruncatedAnswerIsAskedForOverTCP(t *testing.T) {
	server := nameServer(t, func(w dns.ResponseWriter, m *dns.Msg) {
		if w.RemoteAddr().Network() == "udp" {
			reply := new(dns.Msg)
			reply.SetReply(m)
			reply.Truncated = true
			_ = w.WriteMsg(reply)
			return
		}
		says(dns.RcodeSuccess, "203.0.113.7")(w, m)
	})
	q := newTestProber(nil).query(t.Context(), "udp", server, "big.example", dns.TypeA)
	if len(q.Addresses) != 1 || q.Class != checks.NoError {
		t.Errorf("got %+v", q)
	}
}

func TestOneLostPacketIsNoSilentServer(t *testing.T) {
	t.Parallel()
	var first sync.Once
	server := nameServer(t, func(w dns.ResponseWriter, m *dns.Msg) {
		dropped := false
		first.Do(func() { dropped = true })
		if !dropped {
			says(dns.RcodeSuccess, "203.0.113.7")(w, m)
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if q := newTestProber(nil).query(ctx, "udp", server, "www.example", dns.TypeA); q.RCode != "NOERROR" {
		t.Errorf("got %+v", q)
	}
}

func TestAPortNobodyListensOnIsRefusedAtOnce(t *testing.T) {
	server := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), uint16(closedPort(t)))
	f := newTestProber(nil).askResolver(t.Context(), server, 0, testNames)
	if f.Class != checks.Refused || f.Cause != checks.DNSNoAnswer || !f.Facts.(checks.ResolverFacts).Silent() {
		t.Errorf("got %s %s %q", f.Level, f.Cause, f.Class)
	}
}

func TestWithoutANameServerNothingAnswers(t *testing.T) {
	f := noResolver(testNames)
	if f.Level != checks.Fail || !f.Facts.(checks.ResolverFacts).Silent() {
		t.Errorf("got %+v", f)
	}
}

func TestQuestionsAreThePrimaryHostsAndFourControls(t *testing.T) {
	chosen := []checks.Chosen{
		{Provider: checks.Provider{Owner: "a", Endpoints: []checks.Endpoint{
			{Host: "one.example", Role: checks.Primary}, {Host: "spare.example", Role: checks.Backup}, {Host: "10.0.0.8", Role: checks.Primary},
		}}},
	}
	controls := []checks.Control{{Host: "c1"}, {Host: "c2"}, {Host: "c3"}, {Host: "c4"}, {Host: "c5"}}
	var names []string
	for _, q := range questions(chosen, controls) {
		names = append(names, q.name)
	}
	if got := strings.Join(names, " "); got != "one.example c1 c2 c3 c4" {
		t.Errorf("asks %s", got)
	}
}
