package version

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/miekg/dns"

	"countercheck/checks"
)

func fromHTTP(url, field string) checks.VersionSource {
	return checks.VersionSource{From: checks.FromHTTP, URL: url, Field: field}
}

// agent is a program on the local network.
func agent(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return server.URL
}

func TestAVersionOnTheLocalNetwork(t *testing.T) {
	url := agent(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"pos":{"version":"V4.1.2"}}`) })
	got := stands(t, fromHTTP(url+"/status?token=secret", "pos.version"), "V4.1.2")
	if got.Where != url+"/status" {
		t.Errorf("it is noted as read from %q", got.Where)
	}
	fails(t, fromHTTP(url, "pos.serial"), NoVersion)
	stands(t, fromHTTP(agent(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `"7.7"`) }), ""), "7.7")
}

func TestAnswersThatCannotBeUsed(t *testing.T) {
	for want, answer := range map[string]http.HandlerFunc{
		Broken:   func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>V1.0</html>") },
		TooLarge: func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `"`+strings.Repeat("1", mostAnswer)+`"`) },
		Refused:  func(w http.ResponseWriter, _ *http.Request) { http.Error(w, `{"v":"1"}`, http.StatusForbidden) },
		Unreachable: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100") // and then hangs up
			fmt.Fprint(w, `{"v":`)
		},
	} {
		fails(t, fromHTTP(agent(t, answer), "v"), want)
	}
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	fails(t, fromHTTP("http://"+closed.Addr().String(), "v"), Unreachable)
	for _, url := range []string{"", "version", "ftp://127.0.0.1/v", "http://user:word@127.0.0.1/v", "http://", "file:///etc/hostname"} {
		if _, err := Read(t.Context(), fromHTTP(url, "v")); why(t, err) != Unusable {
			t.Errorf("%q: %v", url, err)
		}
	}
}

func TestARedirectIsNotFollowed(t *testing.T) {
	var asked atomic.Bool
	other := agent(t, func(http.ResponseWriter, *http.Request) { asked.Store(true) })
	fails(t, fromHTTP(agent(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other, http.StatusFound) }), "v"), Redirected)
	if asked.Load() {
		t.Error("it was followed")
	}
}

// A proxy would be asked for any address there is.
func TestNoProxyIsAsked(t *testing.T) {
	var asked atomic.Bool
	t.Setenv("HTTP_PROXY", agent(t, func(http.ResponseWriter, *http.Request) { asked.Store(true) }))
	fails(t, fromHTTP("http://192.0.2.1/v", "v"), NotLocal)
	if asked.Load() {
		t.Error("the proxy was asked")
	}
}

func TestNoAddressBeyondTheLocalNetworkIsAsked(t *testing.T) {
	for _, host := range []string{"203.0.113.7", "[2001:db8::1]", "100.64.0.1", "[::ffff:8.8.8.8]", "[64:ff9b::a00:1]", "224.0.0.1", "255.255.255.255"} {
		fails(t, fromHTTP("http://"+host+"/v", "v"), NotLocal)
	}
	for address, want := range map[string]bool{
		"127.0.0.1": true, "10.1.2.3": true, "172.31.0.1": true, "192.168.1.8": true, "169.254.3.4": true,
		"::1": true, "fe80::1%eth0": true, "fd00::1": true, "::ffff:192.168.1.1": true, "172.32.0.1": false, "8.8.8.8": false,
	} {
		if got := local(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s is local: %v", address, got)
		}
	}
}

// What a name leads to is looked at when connecting, not before.
func TestANameThatLeadsAwayIsRefused(t *testing.T) {
	packets, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{PacketConn: packets, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		if q.Question[0].Qtype == dns.TypeA {
			record, _ := dns.NewRR(q.Question[0].Name + " 1 IN A 203.0.113.7")
			m.Answer = append(m.Answer, record)
		}
		w.WriteMsg(m)
	})}
	go server.ActivateAndServe()
	t.Cleanup(func() { server.Shutdown() })
	var d net.Dialer
	resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return d.DialContext(ctx, "udp", packets.LocalAddr().String())
	}}
	_, _, err = nearby{resolver: resolver}.read(t.Context(), fromHTTP("http://till.shop.example/v", "v"))
	if why(t, err) != NotLocal || !strings.Contains(err.Error(), "203.0.113.7") {
		t.Errorf("it ended with %v", err)
	}
}

// Whoever takes the call and never answers.
func TestNobodyIsWaitedForTooLong(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") // the system takes the call
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	at := listener.Addr().String()
	if _, err := read(ctx, nearby{}, fromHTTP("http://"+at, "v")); why(t, err) != Timeout {
		t.Errorf("over HTTP: %v", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := read(ctx, bridge{at}, checks.VersionSource{Name: "com.shop.till"}); why(t, err) != Timeout {
		t.Errorf("over adb: %v", err)
	}
	client := &http.Client{Timeout: 50 * time.Millisecond}
	if _, err := FetchList(t.Context(), "https://"+at, client); why(t, err) != Timeout {
		t.Errorf("a list: %v", err)
	}
}
