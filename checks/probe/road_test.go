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

	"github.com/miekg/dns"
	"golang.org/x/net/http/httpproxy"

	"countercheck/checks"
)

// httpProxy opens tunnels, to the port asked for on loopback, and forwards plain
// requests; it notes the credentials it was given.
func httpProxy(t *testing.T, seen chan<- string) (port int) {
	return serve(t, nil, func(conn net.Conn) {
		request, err := http.ReadRequest(bufio.NewReader(conn))
		if err != nil {
			return
		}
		select {
		case seen <- request.Method + " " + request.Header.Get("Proxy-Authorization"):
		default:
		}
		_, port, err := net.SplitHostPort(request.Host)
		if err != nil {
			port = "80"
		}
		far, err := new(net.Dialer).DialContext(t.Context(), "tcp", "127.0.0.1:"+port)
		if err != nil {
			_, _ = io.WriteString(conn, "HTTP/1.1 502 Bad Gateway\r\n\r\n")
			return
		}
		defer far.Close()
		if request.Method == http.MethodConnect {
			_, _ = io.WriteString(conn, "HTTP/1.1 200 Connection established\r\n\r\n")
		} else if request.Write(far) != nil {
			return
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _ = io.Copy(far, conn)
		}()
		_, _ = io.Copy(conn, far)
		conn.Close()
		<-done
	})
}

func setTo(proxy string) func(context.Context) proxySettings {
	return func(context.Context) proxySettings {
		return proxySettings{config: httpproxy.Config{HTTPProxy: proxy, HTTPSProxy: proxy}, source: "environment"}
	}
}

// onlyBehind makes names unknown here, as in a network whose proxy is the road.
func onlyBehind(p *prober) {
	p.lookup = func(_ context.Context, _, host string) ([]netip.Addr, error) {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
}

func TestWhereOnlyTheProxyLeadsOutItIsTheRoad(t *testing.T) {
	ca := newAuthority(t, "Shop Root")
	cert := ca.issue(t, payHost, time.Time{}, time.Time{})
	secure := serve(t, &cert, answer(dated("403 Forbidden", time.Now(), "")))
	plain := serve(t, nil, answer(dated("204 No Content", time.Now(), "")))
	seen := make(chan string, 1)
	address := "127.0.0.1:" + strconv.Itoa(httpProxy(t, seen))
	p := newTestProber(ca.pool())
	p.proxies = setTo("http://shop:secret@" + address)
	onlyBehind(p)

	f := p.askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.HTTPS, secure))
	facts := f.Facts.(checks.EndpointFacts)
	if f.Level != checks.OK || facts.Status != 403 || facts.Via != address {
		t.Errorf("got %s, %d via %q: %s", f.Level, facts.Status, facts.Via, f.Err)
	}
	if got := phaseNames(f.Phases); got != "connect tls processing transfer" {
		t.Errorf("phases %q: the proxy looks the name up", got)
	}
	if got := <-seen; !strings.HasPrefix(got, "CONNECT Basic ") {
		t.Errorf("the proxy got %q", got)
	}
	portal := checks.Portal{URL: "http://detect.example:" + strconv.Itoa(plain) + "/generate_204", Status: 204}
	if f := p.askPortal(t.Context(), portal); f.Level != checks.OK {
		t.Errorf("the detection host through the proxy: %s", f.Err)
	}
}

func TestTheProxyOfThisPC(t *testing.T) {
	proxyPort := httpProxy(t, nil)
	for _, test := range []struct {
		name                     string
		proxy                    string
		direct                   bool
		level                    checks.Level
		cause                    checks.Code
		reachable, works, around bool
	}{
		{"none is set", "", true, checks.OK, checks.None, false, false, false},
		{"it works", "http://u:secret@127.0.0.1:" + strconv.Itoa(proxyPort), true, checks.OK, checks.None, true, true, false},
		{"it is gone and direct works", "http://u:secret@127.0.0.1:" + strconv.Itoa(closedPort(t)), true, checks.Fail, checks.WANProxyBroken, false, false, true},
		{"it is gone and nothing works", "http://u:secret@127.0.0.1:" + strconv.Itoa(closedPort(t)), false, checks.Fail, checks.None, false, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newTestProber(nil)
			if test.proxy != "" {
				p.proxies = setTo(test.proxy)
			}
			far := serve(t, nil, func(net.Conn) {})
			straight := p.dial
			p.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
				if !strings.HasSuffix(address, ":443") {
					return straight(ctx, network, address)
				}
				if !test.direct {
					return nil, context.DeadlineExceeded
				}
				return straight(ctx, network, "127.0.0.1:"+strconv.Itoa(far))
			}
			if test.works { // the test's proxy dials port 443 of loopback itself
				proxyTo443(t, p)
			}
			f := p.askProxy(t.Context(), []checks.Control{{Host: "www.example"}})
			facts := f.Facts.(checks.ProxyFacts)
			if f.Level != test.level || f.Cause != test.cause || facts.Reachable != test.reachable || facts.Works != test.works {
				t.Errorf("got %s %s %+v", f.Level, f.Cause, facts)
			}
			if facts.Set != (test.proxy != "") || strings.Contains(facts.Address+f.Err, "secret") {
				t.Errorf("facts %+v, error %q", facts, f.Err)
			}
		})
	}
}

// proxyTo443 replaces the proxy by one that grants every tunnel.
func proxyTo443(t *testing.T, p *prober) {
	granting := serve(t, nil, answer("HTTP/1.1 200 OK\r\n\r\n"))
	p.proxies = setTo("http://u:secret@127.0.0.1:" + strconv.Itoa(granting))
}

func TestDetectionHosts(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer string
		portal checks.Portal
		level  checks.Level
		cause  checks.Code
		status int
	}{
		{"free", dated("204 No Content", time.Now(), ""), checks.Portal{Status: 204}, checks.OK, checks.None, 204},
		{"free, by its words", dated("200 OK", time.Now(), "<p>Success</p>"), checks.Portal{Status: 200, Body: "Success"}, checks.OK, checks.None, 200},
		{"a login page", dated("200 OK", time.Now(), "<form>"), checks.Portal{Status: 204}, checks.Warn, checks.WANCaptivePortal, 200},
		{"a login page in its place", dated("200 OK", time.Now(), "<form>"), checks.Portal{Status: 200, Body: "Success"}, checks.Warn, checks.WANCaptivePortal, 200},
		{"sent to a login page", "HTTP/1.1 302 Found\r\nLocation: http://login.hotel.example/?a=b\r\nContent-Length: 0\r\n\r\n", checks.Portal{Status: 204}, checks.Warn, checks.WANCaptivePortal, 302},
		{"out of order", "", checks.Portal{Status: 204}, checks.Warn, checks.None, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.portal.URL = "http://detect.example:" + strconv.Itoa(serve(t, nil, answer(test.answer))) + "/generate_204"
			f := newTestProber(nil).askPortal(t.Context(), test.portal)
			facts := f.Facts.(checks.PortalFacts)
			if f.Level != test.level || f.Cause != test.cause || facts.Status != test.status || facts.Expected != (test.level == checks.OK) {
				t.Errorf("got %s %s %+v: %s", f.Level, f.Cause, facts, f.Err)
			}
			if test.status == 302 && facts.Redirect != "login.hotel.example" {
				t.Errorf("sent to %q", facts.Redirect)
			}
			if test.status == 200 && facts.ClockOffset == nil {
				t.Error("the Date was not read")
			}
		})
	}
}

func TestPublicAddresses(t *testing.T) {
	for _, test := range []struct {
		name  string
		says  dns.HandlerFunc
		level checks.Level
	}{
		{"a public answer", says(dns.RcodeSuccess, "203.0.113.7"), checks.OK},
		{"the router answers with itself", says(dns.RcodeSuccess, "192.168.1.1"), checks.Fail},
		{"the router answers SERVFAIL", says(dns.RcodeServerFailure, ""), checks.Fail},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := nameServer(t, test.says)
			p := newTestProber(nil)
			p.anchorDNS, p.anchorTLS = server.Port(), uint16(closedPort(t))
			straight := p.dial // TCP is closed: the answer over UDP is all there is
			p.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
				if network == "tcp" {
					address = "127.0.0.1:" + strconv.Itoa(int(p.anchorTLS))
				}
				return straight(ctx, network, address)
			}
			f := p.askAnchor(t.Context(), "127.0.0.1", "www.example")
			facts := f.Facts.(checks.AnchorFacts)
			if f.Level != test.level || facts.UDP53 != (test.level == checks.OK) || facts.TCP53 || facts.TCP443 {
				t.Errorf("got %s %+v: %s", f.Level, facts, f.Err)
			}
			if test.level == checks.Fail && facts.Tries != 2 {
				t.Errorf("asked %d times", facts.Tries)
			}
		})
	}
}

func TestElsewhereTheNameLeadsToAHostThatProvesItself(t *testing.T) {
	ca, box := newAuthority(t, "Shop Root"), newAuthority(t, "Box")
	good, bad := ca.issue(t, payHost, time.Time{}, time.Time{}), box.issue(t, payHost, time.Time{}, time.Time{})
	talk := answer(dated("200 OK", time.Now(), ""))
	honest, wrong := serve(t, &good, talk), serve(t, &bad, talk)
	server := nameServer(t, says(dns.RcodeSuccess, "127.0.0.2"))
	p := newTestProber(ca.pool())
	p.anchors, p.anchorDNS = []checks.Anchor{{Address: "127.0.0.1"}}, server.Port()
	straight := p.dial
	p.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasPrefix(address, "127.0.0.2:") {
			address = "127.0.0.1:" + strconv.Itoa(honest)
		}
		return straight(ctx, network, address)
	}
	f := p.askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.HTTPS, wrong))
	wantFailure(t, f, checks.TLS, checks.CertUntrusted)
	e := f.Facts.(checks.EndpointFacts).Elsewhere
	if e == nil || !e.Verified || e.Address.String() != "127.0.0.2" || e.Resolver != "127.0.0.1" {
		t.Errorf("elsewhere %+v", e)
	}
}

func TestIPv6IsAskedBesideIPv4(t *testing.T) {
	ca := newAuthority(t, "Shop Root")
	cert := ca.issue(t, payHost, time.Time{}, time.Time{})
	port := serve(t, &cert, answer(dated("404 Not Found", time.Now(), "")))
	p := newTestProber(ca.pool())
	p.hasIPv6 = func(context.Context) bool { return true }
	four, six := addr("127.0.0.1"), addr("2001:db8::1")
	both := map[string][]netip.Addr{"ip4": {four}, "ip6": {six}}
	p.lookup = func(_ context.Context, network, host string) ([]netip.Addr, error) {
		if len(both[network]) == 0 {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		return both[network], nil
	}
	broken := true
	straight := p.dial
	p.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasPrefix(address, "[2001:db8::1]:") {
			if broken {
				<-ctx.Done()
				return nil, ctx.Err()
			}
			address = "127.0.0.1:" + strconv.Itoa(port)
		}
		return straight(ctx, network, address)
	}
	ask := func() (checks.Finding, checks.EndpointFacts) {
		f := p.askEndpoint(t.Context(), checks.KindEndpoint, endpoint(checks.HTTPS, port))
		return f, f.Facts.(checks.EndpointFacts)
	}

	f, facts := ask()
	if f.Level != checks.OK || facts.Address != four || facts.IPv6 == nil {
		t.Fatalf("got %s %+v: %s", f.Level, facts, f.Err)
	}
	if facts.IPv6.Failed != checks.Connect || facts.IPv6.Class != checks.Timeout || phaseNames(facts.IPv6.Phases) != "connect" {
		t.Errorf("broken IPv6 shows as %+v", facts.IPv6)
	}

	broken = false
	if _, facts = ask(); facts.IPv6 == nil || facts.IPv6.Failed != "" || phaseNames(facts.IPv6.Phases) != "connect tls processing transfer" {
		t.Errorf("working IPv6 shows as %+v", facts.IPv6)
	}

	both["ip4"] = nil
	if f, facts = ask(); f.Level != checks.OK || facts.Address != six || facts.IPv6 != nil {
		t.Errorf("a host with IPv6 alone: %s %+v", f.Level, facts)
	}
}
