package probe

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/binary"
	"io"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/miekg/dns"

	"countercheck/checks"
)

// hears is a connection on which these bytes come, whatever is said.
func hears(text []byte) func(context.Context, string, string) (net.Conn, error) {
	return func(context.Context, string, string) (net.Conn, error) {
		near, far := net.Pipe()
		go func() {
			defer far.Close()
			go func() { _, _ = io.Copy(io.Discard, far) }()
			_, _ = far.Write(text)
		}()
		return near, nil
	}
}

// Whatever a host answers, the finding is one that a person can be told, and no more
// than 4 KiB are kept of it.
func FuzzHTTPAnswer(f *testing.F) {
	for _, seed := range []string{
		dated("200 OK", time.Now(), "hello"), dated("503 Busy", time.Now(), ""), "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
		"HTTP/9.9 -1 x\r\n\r\n", "HTTP/1.1 020 OK\r\n\r\nx", "SSH-2.0-x\r\n", "", "\x16\x03\x01\x02", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx", "HTTP/1.1 200 OK\r\nDate: yesterday\r\n\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		p := newTestProber(nil)
		p.dial = hears(text)
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		a := &attempt{phases: checks.Phases{}}
		p.direct(ctx, checks.Endpoint{Host: payHost, Port: 80, Scheme: checks.HTTP, Path: "/"}, []netip.Addr{netip.MustParseAddr("192.0.2.1")}, a)
		if len(a.body) > maxBody {
			t.Errorf("%d bytes are kept", len(a.body))
		}
		if a.ok() != (a.class == checks.NoError) || !a.ok() && a.err == nil {
			t.Errorf("failed %q, class %q, %v", a.failed, a.class, a.err)
		}
		if a.ok() && (a.status < 100 || a.status >= 500) {
			t.Errorf("status %d is called fine", a.status)
		}
	})
}

// Whatever a name server answers, an address is only taken from what answers the
// question.
func FuzzNameServerAnswer(f *testing.F) {
	question := new(dns.Msg)
	question.SetQuestion("pay.test.", dns.TypeA)
	good, err := question.Pack()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte{})
	f.Add(bytes.Repeat([]byte{0xc0, 0x0c}, 40)) // a name that points at itself
	f.Fuzz(func(t *testing.T, text []byte) {
		p := newTestProber(nil)
		framed := append(binary.BigEndian.AppendUint16(nil, uint16(min(len(text), 1<<16-1))), text...)
		p.dial = hears(framed)
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		q := p.query(ctx, "tcp", netip.MustParseAddrPort("192.0.2.53:53"), "pay.test", dns.TypeA)
		if q.RCode == "" && q.Class == checks.NoError {
			t.Errorf("no answer, and nothing wrong: %+v", q)
		}
		if len(q.Addresses) > 0 && q.RCode == "" {
			t.Errorf("addresses out of no answer: %+v", q)
		}
	})
}

// Whatever certificate a host shows, it is never believed without a root.
func FuzzCertificate(f *testing.F) {
	ca := newAuthority(f, "Shop Root")
	leaf := ca.issue(f, payHost, time.Time{}, time.Time{})
	for _, der := range leaf.Certificate {
		f.Add(der)
	}
	f.Fuzz(func(t *testing.T, der []byte) {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			return // the handshake refuses it before we see it
		}
		p := newTestProber(x509.NewCertPool())
		facts, class := p.verify([]*x509.Certificate{c, c}, payHost)
		if class == checks.NoError || facts.Verified || facts.VerifyError == "" || facts.TopIssuer == "" {
			t.Errorf("believed without a root: %+v, %s", facts, class)
		}
	})
}
