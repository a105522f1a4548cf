package probe

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"countercheck/checks"
)

const (
	payHost = "api.mch.example"
	second  = checks.Duration(time.Second)
)

// TestMain: no check leaves anything running behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// testThresholds are the shipped ones with shorter patience.
var testThresholds = checks.Thresholds{
	Request: checks.Grade{Good: second, Bad: 3 * second},
	Connect: checks.Grade{Good: second, Bad: 3 * second},
	Resolve: checks.Grade{Good: second, Bad: 3 * second},
	Jitter:  checks.Grade{Good: second, Bad: 3 * second},
	Clock:   checks.Grade{Good: 60 * second, Bad: 300 * second},
	Loss:    checks.ShareGrade{Good: 1, Bad: 5},
	GiveUp: checks.Limits{
		Resolve: second / 2, Connect: second / 2, TLS: second / 2, Answer: second / 2, Request: 2 * second, Ping: second / 2,
	},
	CertificateDays: 30, DiskFreeMB: 1024, DiskHardMB: 200, MemoryFree: 10, MemoryHard: 3, CPUBusy: 90,
}

// authorityCert is a certificate authority of a test.
type authorityCert struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t testing.TB, name string) authorityCert {
	t.Helper()
	key := newKey(t)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().AddDate(-10, 0, 0), NotAfter: time.Now().AddDate(10, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	return authorityCert{sign(t, template, template, key, key), key}
}

func newKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func sign(t testing.TB, template, parent *x509.Certificate, key, by *ecdsa.PrivateKey) *x509.Certificate {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, by)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

// issue makes a host's certificate; the zero time means dates around now.
func (a authorityCert) issue(t testing.TB, host string, from, to time.Time) tls.Certificate {
	t.Helper()
	if from.IsZero() {
		from, to = time.Now().Add(-time.Hour), time.Now().AddDate(0, 6, 0)
	}
	key := newKey(t)
	cert := sign(t, hostTemplate(host, from, to), a.cert, key, a.key)
	return tls.Certificate{Certificate: [][]byte{cert.Raw}, PrivateKey: key}
}

// selfSignedCert is what a router's own page shows.
func selfSignedCert(t *testing.T, host string) tls.Certificate {
	t.Helper()
	key := newKey(t)
	template := hostTemplate(host, time.Now().Add(-time.Hour), time.Now().AddDate(1, 0, 0))
	cert := sign(t, template, template, key, key)
	return tls.Certificate{Certificate: [][]byte{cert.Raw}, PrivateKey: key}
}

func hostTemplate(host string, from, to time.Time) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: from, NotAfter: to, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
}

func (a authorityCert) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	return pool
}

// newTestProber lives on loopback: every name leads there, and only the given
// authority is trusted.
func newTestProber(trusted *x509.CertPool) *prober {
	p := newProber(checks.Settings{Thresholds: testThresholds}, checks.Catalogue{}, nil)
	p.roots = trusted
	if trusted == nil {
		p.roots = x509.NewCertPool()
	}
	p.lookup = func(_ context.Context, network, host string) ([]netip.Addr, error) {
		if network == "ip6" {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	p.hasIPv6 = func(context.Context) bool { return false }
	p.proxies = func(context.Context) proxySettings { return proxySettings{} }
	p.routes = func() ([]checks.Route, error) { return nil, nil }
	return p
}

// serve accepts connections on loopback and hands each to a function, over TLS
// where a certificate is given. It waits for all of them at the test's end.
func serve(t *testing.T, cert *tls.Certificate, talk func(net.Conn)) (port int) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	wait.Go(func() {
		for {
			conn, err := listener.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err != nil {
				continue
			}
			wait.Go(func() {
				defer conn.Close()
				_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
				if cert != nil {
					conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{*cert}})
				}
				talk(conn)
			})
		}
	})
	t.Cleanup(func() {
		listener.Close()
		wait.Wait()
	})
	return listener.Addr().(*net.TCPAddr).Port
}

// answer reads a request and writes fixed bytes.
func answer(text string) func(net.Conn) {
	return func(conn net.Conn) {
		if _, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
			_, _ = conn.Write([]byte(text))
		}
	}
}

// dated is a complete answer with a Date.
func dated(status string, at time.Time, body string) string {
	return "HTTP/1.1 " + status + "\r\nDate: " + at.UTC().Format(http.TimeFormat) +
		"\r\nConnection: close\r\n\r\n" + body
}

func endpoint(scheme checks.Scheme, port int) checks.Endpoint {
	return checks.Endpoint{Host: payHost, Port: port, Scheme: scheme, Path: "/pay/orderquery", Role: checks.Primary}
}

func wantFailure(t *testing.T, f checks.Finding, phase checks.Phase, class checks.ErrorClass) {
	t.Helper()
	if f.Level != checks.Fail || f.Failed != phase || f.Class != class {
		t.Errorf("got %s at %q with %q (%s), want fail at %q with %q", f.Level, f.Failed, f.Class, f.Err, phase, class)
	}
	if f.Err == "" {
		t.Error("the technician sees no error")
	}
}

func phaseNames(p checks.Phases) string {
	var names []string
	for _, phase := range checks.AllPhases {
		if _, ran := p[phase]; ran {
			names = append(names, string(phase))
		}
	}
	return strings.Join(names, " ")
}
