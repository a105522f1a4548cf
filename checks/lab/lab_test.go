package lab

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"countercheck/checks"

	"github.com/miekg/dns"
)

var catalogue = checks.Catalogue{
	Providers: []checks.Provider{
		{ID: "wechat", Owner: "tencent-pay", Endpoints: []checks.Endpoint{
			{Host: "api.mch.weixin.qq.com", Port: 443, Scheme: checks.HTTPS, Role: checks.Primary},
			{Host: "api2.mch.weixin.qq.com", Port: 443, Scheme: checks.HTTPS, Role: checks.Backup},
		}},
		{ID: "alipay", Owner: "alipay", Endpoints: []checks.Endpoint{
			{Host: "openapi.alipay.com", Port: 443, Scheme: checks.HTTPS, Role: checks.Primary},
		}},
	},
	Controls: []checks.Control{{Host: "www.baidu.com", Owner: "baidu"}},
	Anchors:  []checks.Anchor{{Address: "223.5.5.5", Owner: "alibaba"}},
	Portals:  []checks.Portal{{ID: "miui", Owner: "xiaomi", URL: "http://connect.rom.miui.com/generate_204", Status: 204}},
}

func world(t *testing.T) *World {
	t.Helper()
	a, err := NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	w, err := NewWorld(catalogue, a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

func TestChangesAreLiftedInAnyOrder(t *testing.T) {
	var s Stack[[]string]
	say := func(word string) func(*[]string) { return func(all *[]string) { *all = append(*all, word) } }
	for _, word := range []string{"a", "b", "c"} {
		s.Put(word, say(word))
	}
	s.Lift("b")
	s.Lift("never put")
	s.Put("a", say("A")) // replaced, and on top now
	if got := strings.Join(s.Apply(nil), ""); got != "cA" {
		t.Errorf("changes in effect: %q, want cA", got)
	}
}

// Addresses of the world are documentation addresses, each has one host, and no
// two owners share sixteen of them.
func TestAddressesTellOwnersApart(t *testing.T) {
	w := world(t)
	taken := map[netip.Addr]string{}
	block := map[netip.Prefix]string{}
	for _, h := range w.Hosts {
		for _, at := range h.Serves() {
			if other, have := taken[at]; have {
				t.Errorf("%s and %s share %s", h.Name, other, at)
			}
			taken[at] = h.Name
		}
		if h.Kind == Anchor {
			continue
		}
		first := h.Addresses[0].As4()
		if range3 := [3]byte(first[:3]); range3 != [3]byte{192, 0, 2} && range3 != [3]byte{198, 51, 100} && range3 != [3]byte{203, 0, 113} {
			t.Errorf("%s is at %s, which is no documentation address", h.Name, h.Addresses[0])
		}
		p := netip.PrefixFrom(h.Addresses[0], 28).Masked()
		if owner, have := block[p]; have && owner != h.Owner {
			t.Errorf("%s and %s share %s", owner, h.Owner, p)
		}
		block[p] = h.Owner
	}
}

// Only good certificates verify against the trusted root, and each of the others
// fails in its own way.
func TestCertificatesFailInTheirOwnWay(t *testing.T) {
	w := world(t)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(w.Authority.TrustedPEM())
	const name = "openapi.alipay.com"
	for kind, want := range map[Certificate]string{
		Good: "", Expired: "expired", OtherName: "not openapi.alipay.com",
		SelfSigned: "unknown authority", Intercepted: "unknown authority", KnownRoot: "unknown authority",
	} {
		certificate, err := w.Authority.Issue(kind, name, w.Now())
		if err != nil {
			t.Fatal(err)
		}
		if err := verify(certificate, roots, name); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("kind %d: %v, want %q", kind, err, want)
		}
	}
	roots.AppendCertsFromPEM(w.Authority.KnownPEM())
	certificate, err := w.Authority.Issue(KnownRoot, name, w.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(certificate, roots, name); err != nil {
		t.Errorf("with the missing root in place: %v", err)
	}
}

func verify(c *tls.Certificate, roots *x509.CertPool, name string) error {
	between := x509.NewCertPool()
	for _, der := range c.Certificate[1:] {
		one, err := x509.ParseCertificate(der)
		if err != nil {
			return err
		}
		between.AddCert(one)
	}
	_, err := c.Leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, DNSName: name})
	return err
}

// A shifted world issues certificates that are good by its own clock and not yet
// valid by this machine's.
func TestCertificatesFollowTheWorldsClock(t *testing.T) {
	w := world(t)
	w.Ahead.Put("two years", func(d *time.Duration) { *d += 2 * year })
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(w.Authority.TrustedPEM())
	certificate, err := w.Authority.Issue(Good, "www.baidu.com", w.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(certificate, roots, "www.baidu.com"); err == nil {
		t.Error("a certificate of in two years verifies today")
	}
}

// ephemeral opens everything on loopback at ports of the system's choice.
type ephemeral struct{ packets net.PacketConn }

func (e *ephemeral) Listen(network, _ string) (net.Listener, error) {
	return net.Listen(network, "127.0.0.1:0")
}

func (e *ephemeral) ListenPacket(network, _ string) (net.PacketConn, error) {
	c, err := net.ListenPacket(network, "127.0.0.1:0")
	e.packets = c
	return c, err
}

func TestNameServersAnswerAndLie(t *testing.T) {
	w := world(t)
	o := &ephemeral{}
	server, _ := w.Host(FirstResolver.String())
	if err := w.OpenNames(o, server); err != nil {
		t.Fatal(err)
	}
	ask := func(name string) string {
		q := new(dns.Msg).SetQuestion(name+".", dns.TypeA)
		reply, err := dns.Exchange(q, o.packets.LocalAddr().String())
		if err != nil {
			return err.Error()
		}
		said := dns.RcodeToString[reply.Rcode]
		for _, record := range reply.Answer {
			said += " " + record.(*dns.A).A.String()
		}
		return said
	}
	h, _ := w.Host("www.baidu.com")
	if got, want := ask(h.Name), "NOERROR "+h.Addresses[0].String(); got != want {
		t.Errorf("healthy: %q, want %q", got, want)
	}
	if got := ask("nobody.example"); got != "NXDOMAIN" {
		t.Errorf("a name nobody has: %q", got)
	}
	w.Answers.Put("lie", func(a *Answer) { a.Addresses = []netip.Addr{StrangerAddress} })
	if got, want := ask(h.Name), "NOERROR "+StrangerAddress.String(); got != want {
		t.Errorf("lying: %q, want %q", got, want)
	}
	w.Answers.Lift("lie")
	if got, want := ask(h.Name), "NOERROR "+h.Addresses[0].String(); got != want {
		t.Errorf("after the lie: %q, want %q", got, want)
	}
}
