package lab

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"testing"
	"time"

	"github.com/miekg/dns"
)

func opened(t *testing.T) (*World, *Loopback) {
	t.Helper()
	w := world(t)
	l := NewLoopback(w)
	if err := w.Open(l); err != nil {
		t.Fatal(err)
	}
	return w, l
}

// Each address of the world is its own on loopback: who asks for a stranger's
// address does not get the host that the name belongs to.
func TestEachAddressAnswersForItselfOnLoopback(t *testing.T) {
	w, l := opened(t)
	ask := func(at netip.Addr) int {
		client := http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{
			DisableKeepAlives: true,
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				c, err := l.Dial(ctx, network, netip.AddrPortFrom(at, 80).String())
				if err == nil && !c.RemoteAddr().(*net.TCPAddr).IP.IsLoopback() {
					t.Errorf("%s is reached at %s", at, c.RemoteAddr())
				}
				return c, err
			},
		}}
		answer, err := client.Get("http://www.baidu.com/")
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		return answer.StatusCode
	}
	h, _ := w.Host("www.baidu.com")
	if got := ask(h.Addresses[0]); got != http.StatusOK {
		t.Errorf("at its own address it answers %d", got)
	}
	if got := ask(StrangerAddress); got != http.StatusNotFound {
		t.Errorf("a stranger answers %d for it", got)
	}
}

func TestLoopbackLeadsToNoOtherAddress(t *testing.T) {
	_, l := opened(t)
	for _, c := range []struct{ network, address string }{
		{"tcp", "192.0.2.200:443"},
		{"tcp", "127.0.0.1:22"},
		{"tcp", FirstResolver.String() + ":8443"},
		{"udp", "192.0.2.200:53"},
		{"udp", "223.5.5.5:123"},
	} {
		if c, err := l.Dial(t.Context(), c.network, c.address); !errors.Is(err, ErrNotStaged) {
			t.Errorf("leads to %v: %v", c, err)
		}
	}
	if _, err := l.Dial(t.Context(), "tcp", "www.baidu.com:443"); err == nil {
		t.Error("a name was looked up")
	}
}

func TestNameServersAnswerOnLoopback(t *testing.T) {
	w, l := opened(t)
	for _, network := range []string{"udp", "tcp"} {
		c, err := l.Dial(t.Context(), network, FirstResolver.String()+":53")
		if err != nil {
			t.Fatal(err)
		}
		conn := &dns.Conn{Conn: c}
		defer conn.Close()
		if err := conn.WriteMsg(new(dns.Msg).SetQuestion("openapi.alipay.com.", dns.TypeA)); err != nil {
			t.Fatal(err)
		}
		reply, err := conn.ReadMsg()
		if err != nil {
			t.Fatal(err)
		}
		h, _ := w.Host("openapi.alipay.com")
		if len(reply.Answer) == 0 || reply.Answer[0].(*dns.A).A.String() != h.Addresses[0].String() {
			t.Errorf("over %s: %v", network, reply.Answer)
		}
	}
}

// Every fault is named once and changes how the world behaves or what time it
// shows, and a world that was never dialled closes.
func TestEveryFaultIsNamedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Faults {
		if seen[f.Name] {
			t.Errorf("%s is there twice", f.Name)
		}
		seen[f.Name] = true
		w := world(t)
		f.On(w)
		if len(w.Conduct.names)+len(w.Answers.names)+len(w.Ahead.names) == 0 {
			t.Errorf("%s changes nothing", f.Name)
		}
	}
}
