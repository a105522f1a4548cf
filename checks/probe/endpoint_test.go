package probe

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
)

func TestAnEndpointThatAnswersIsReachable(t *testing.T) {
	ca := newAuthority(t, "Shop Root")
	cert := ca.issue(t, payHost, time.Time{}, time.Time{})
	for _, status := range []int{200, 302, 401, 404, 405} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			port := serve(t, &cert, answer(dated(strconv.Itoa(status)+" "+http.StatusText(status), time.Now(), "hello")))
			f := newTestProber(ca.pool()).askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.HTTPS, port))
			if f.Level != checks.OK || f.Cause != checks.None {
				t.Fatalf("got %s %s: %s", f.Level, f.Cause, f.Err)
			}
			if got := phaseNames(f.Phases); got != "resolve connect tls processing transfer" {
				t.Errorf("phases %s", got)
			}
			facts := f.Facts.(checks.EndpointFacts)
			if facts.Status != status {
				t.Errorf("status %d", facts.Status)
			}
			if !facts.Certificate.Verified || facts.Certificate.Root != "Shop Root" || *facts.DaysLeft < 150 {
				t.Errorf("certificate %+v", facts.Certificate)
			}
			if facts.ClockOffset == nil || time.Duration(*facts.ClockOffset).Abs() > 2*time.Second {
				t.Errorf("clock offset %v, want about none", facts.ClockOffset)
			}
		})
	}
}

func TestTheRequestSaysWhoAsksAndHoldsNoSecret(t *testing.T) {
	seen := make(chan *http.Request, 1)
	port := serve(t, nil, func(conn net.Conn) {
		request, err := http.ReadRequest(bufio.NewReader(conn))
		if err == nil {
			seen <- request
		}
		_, _ = io.WriteString(conn, dated("200 OK", time.Now(), ""))
	})
	newTestProber(nil).askEndpoint(t.Context(), checks.KindControl, endpoint(checks.HTTP, port))
	request := <-seen
	if request.Method != http.MethodGet || request.URL.Path != "/pay/orderquery" {
		t.Errorf("asked %s %s", request.Method, request.URL)
	}
	if !strings.HasPrefix(request.UserAgent(), "Countercheck/") || !strings.HasSuffix(request.UserAgent(), "(payment line check)") {
		t.Errorf("User-Agent %q does not name the product", request.UserAgent())
	}
	if len(request.Cookies()) > 0 || request.Header.Get("Authorization") != "" {
		t.Errorf("headers %v hold more than they should", request.Header)
	}
}

func TestHowAnEndpointFails(t *testing.T) {
	silent := func(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }
	for _, test := range []struct {
		name   string
		scheme checks.Scheme
		talk   func(net.Conn)
		phase  checks.Phase
		class  checks.ErrorClass
		phases string
	}{
		{"no header comes", checks.HTTP, silent, checks.Processing, checks.Timeout, "resolve connect processing"},
		{"the server's own error", checks.HTTP, answer("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"), checks.Processing, checks.ServerError, "resolve connect processing transfer"},
		{"something that is no HTTP", checks.HTTP, answer("SSH-2.0-OpenSSH_9.6\r\n\r\n"), checks.Processing, checks.BadAnswer, "resolve connect processing transfer"},
		{"closed without a word", checks.HTTP, answer(""), checks.Processing, checks.Reset, "resolve connect processing"},
		{"cut off in the header", checks.HTTP, answer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"), checks.Transfer, checks.Reset, "resolve connect processing transfer"},
		{"cut off in the body", checks.HTTP, answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), checks.Transfer, checks.Reset, "resolve connect processing transfer"},
		{"the body hangs", checks.HTTP, func(conn net.Conn) {
			answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")(conn)
			silent(conn)
		}, checks.Transfer, checks.Timeout, "resolve connect processing transfer"},
		{"no TLS at all", checks.HTTPS, func(conn net.Conn) { _, _ = io.WriteString(conn, "220 mail.example ESMTP\r\n") }, checks.TLS, checks.TLSProtocol, "resolve connect tls"},
		{"TLS hangs", checks.HTTPS, silent, checks.TLS, checks.Timeout, "resolve connect tls"},
		{"reset in the middle", checks.HTTPS, reset, checks.TLS, checks.Reset, "resolve connect tls"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			port := serve(t, nil, test.talk)
			f := newTestProber(nil).askEndpoint(t.Context(), checks.KindEndpoint, endpoint(test.scheme, port))
			wantFailure(t, f, test.phase, test.class)
			if got := phaseNames(f.Phases); got != test.phases {
				t.Errorf("phases %q, want %q", got, test.phases)
			}
		})
	}
}

// reset reads a little and closes hard.
func reset(conn net.Conn) {
	_, _ = conn.Read(make([]byte, 10))
	_ = conn.(*net.TCPConn).SetLinger(0)
}

func TestARefusedConnection(t *testing.T) {
	f := newTestProber(nil).askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.HTTPS, closedPort(t)))
	wantFailure(t, f, checks.Connect, checks.Refused)
	if f.Cause != checks.ProviderDown {
		t.Errorf("points at %s", f.Cause)
	}
}

// closedPort is a port nobody listens on.
func closedPort(t *testing.T) int {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

func TestNamesThatAreNotFound(t *testing.T) {
	for _, test := range []struct {
		err   *net.DNSError
		class checks.ErrorClass
		cause checks.Code
	}{
		{&net.DNSError{Err: "no such host", IsNotFound: true}, checks.NoSuchName, checks.DNSRefused},
		{&net.DNSError{Err: "i/o timeout", IsTimeout: true, IsTemporary: true}, checks.Timeout, checks.DNSNoAnswer},
		{&net.DNSError{Err: "server misbehaving", IsTemporary: true}, checks.ServerFailure, checks.DNSRefused},
		{&net.DNSError{Err: "server misbehaving"}, checks.QueryRefused, checks.DNSRefused},
	} {
		p := newTestProber(nil)
		p.lookup = func(context.Context, string, string) ([]netip.Addr, error) { return nil, test.err }
		f := p.askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.HTTPS, 443))
		wantFailure(t, f, checks.Resolve, test.class)
		if f.Cause != test.cause || phaseNames(f.Phases) != "resolve" {
			t.Errorf("%v: points at %s after %s", test.err, f.Cause, phaseNames(f.Phases))
		}
	}
}

func TestAResolverThatNeverAnswersIsGivenUp(t *testing.T) {
	p := newTestProber(nil)
	p.lookup = func(ctx context.Context, _, _ string) ([]netip.Addr, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	f := p.askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.HTTPS, 443))
	wantFailure(t, f, checks.Resolve, checks.Timeout)
}

func TestTheSecondAddressIsTried(t *testing.T) {
	ca := newAuthority(t, "Shop Root")
	cert := ca.issue(t, payHost, time.Time{}, time.Time{})
	port := serve(t, &cert, answer(dated("404 Not Found", time.Now(), "")))
	p := newTestProber(ca.pool())
	p.lookup = func(context.Context, string, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.9"), netip.MustParseAddr("127.0.0.1")}, nil
	}
	f := p.askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.HTTPS, port))
	if f.Level != checks.OK || f.Facts.(checks.EndpointFacts).Address.String() != "127.0.0.1" {
		t.Errorf("got %s at %v: %s", f.Level, f.Facts.(checks.EndpointFacts).Address, f.Err)
	}
}

func TestABareLine(t *testing.T) {
	port := serve(t, nil, func(net.Conn) {})
	f := newTestProber(nil).askEndpoint(t.Context(), checks.KindEndpoint,
		checks.Endpoint{Host: "127.0.0.1", Port: port, Scheme: checks.TCPOnly})
	if f.Level != checks.OK || phaseNames(f.Phases) != "connect" {
		t.Errorf("got %s after %q: %s", f.Level, phaseNames(f.Phases), f.Err)
	}
}

func TestTLSOnlyEndsAfterTheHandshake(t *testing.T) {
	ca := newAuthority(t, "Shop Root")
	cert := ca.issue(t, payHost, time.Time{}, time.Time{})
	port := serve(t, &cert, func(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) })
	f := newTestProber(ca.pool()).askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.TLSOnly, port))
	if f.Level != checks.OK || phaseNames(f.Phases) != "resolve connect tls" {
		t.Errorf("got %s after %q: %s", f.Level, phaseNames(f.Phases), f.Err)
	}
}

func TestACancelledCheckReturnsAtOnce(t *testing.T) {
	port := serve(t, nil, func(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) })
	p := newTestProber(nil)
	p.thresholds.GiveUp = checks.Limits{Resolve: 60 * second, Connect: 60 * second, TLS: 60 * second, Answer: 60 * second, Request: 60 * second}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan checks.Finding, 1)
	go func() { done <- p.askEndpoint(ctx, checks.KindEndpoint, endpoint(checks.HTTPS, port)) }()
	time.AfterFunc(50*time.Millisecond, cancel)
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatal("still asking long after it was cancelled")
	}
}
