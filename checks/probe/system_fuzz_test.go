package probe

import (
	"context"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
)

// Whatever else stands in the hosts file, a payment host that is pinned there is
// seen, on its line.
func FuzzHostsFile(f *testing.F) {
	for _, seed := range []string{
		"127.0.0.1 localhost\n", "\xef\xbb\xbf10.0.0.1 pay.test\r\n", "::1%eth0 pay.test # x", "10.0.0.1\tPAY.TEST. other\n",
		"# " + strings.Repeat("advertising.test ", 6000) + "\n", strings.Repeat("0.0.0.0 x.test\n", 500), "\x00\n\n", "",
	} {
		f.Add([]byte(seed))
	}
	names := map[string]string{"pay.test": "alipay"}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, o := range parseHosts(text, names) {
			if o.Name != "pay.test" || o.Provider != "alipay" || !o.Address.IsValid() || o.Line < 1 || o.Line > 1+strings.Count(string(text), "\n") {
				t.Errorf("%+v", o)
			}
		}
		pinned := append(slices.Clone(text), "\n192.0.2.9 pay.test\n"...)
		all := parseHosts(pinned, names)
		want := checks.Override{Name: "pay.test", Provider: "alipay", Address: netip.MustParseAddr("192.0.2.9"), Line: 2 + strings.Count(string(text), "\n")}
		if len(all) == 0 || all[len(all)-1] != want {
			t.Errorf("the pin is not seen: %+v, want %+v last", all, want)
		}
	})
}

// Whatever stands before it, a name server of resolv.conf is seen.
func FuzzNameServerList(f *testing.F) {
	for _, seed := range []string{
		"nameserver 192.168.1.1\n", "search " + strings.Repeat("lan ", 20_000) + "\n", "nameserver fe80::1%eth0\n", "nameserver ::ffff:1.2.3.4\n", "\x00", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		all := parseResolvConf(append(slices.Clone(text), "\nnameserver 192.0.2.53\n"...))
		if !slices.Contains(all, netip.MustParseAddrPort("192.0.2.53:53")) {
			t.Errorf("the server is not seen: %v", all)
		}
	})
}

// Whatever the system's own tools print, nothing falls over, and what is taken can
// be used.
func FuzzSystemTools(f *testing.F) {
	for _, seed := range []string{
		"resolver #1\n  nameserver[0] : 1.1.1.1\nresolver #2\n  domain : local\n", "  HTTPEnable : 1\n  HTTPProxy : p.test\n  HTTPPort : 3128\n  ExceptionsList : <array> {\n    0 : *.local\n  }\n",
		"org.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy.http host 'p.test'\norg.gnome.system.proxy.http port 3128\n", "Hardware Port: Wi-Fi\nDevice: en0\n", ": : :\n[", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, s := range parseScutilDNS(text) {
			if !s.IsValid() {
				t.Errorf("a name server that is none: %v", s)
			}
		}
		parseHardwarePorts(text)
		scutil, gnome := parseScutilProxy(text), parseGSettings(text)
		for _, via := range []string{scutil.HTTPSProxy, gnome.HTTPSProxy} {
			if via != "" && !strings.Contains(via, "://") {
				t.Errorf("a proxy without a way to speak: %q", via)
			}
		}
		if _, err := scutil.ProxyFunc()(&url.URL{Scheme: "https", Host: payHost}); err != nil && err.Error() == "" {
			t.Error("a proxy that cannot be used is not said")
		}
		offender(text)
	})
}

// Whatever a proxy answers, a tunnel is only believed where it says that there is
// one, and nothing is waited for without an end.
func FuzzProxyAnswer(f *testing.F) {
	for _, seed := range []string{
		"HTTP/1.1 200 Connection established\r\n\r\n", "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
		"HTTP/1.0 302 Found\r\nLocation: http://x/\r\n\r\n", "\x05\x00\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", "\x05\x02", "\x05\xff", "\x05\x00\x05\x01\x00\x03\xff", "", "HTTP/1.1 100 Continue\r\n\r\n",
	} {
		f.Add([]byte(seed), false)
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, text []byte, socks bool) {
		p := newTestProber(nil)
		p.dial = hears(text)
		via := &url.URL{Scheme: "http", Host: "192.0.2.1:3128"}
		if socks {
			via.Scheme = "socks5"
		}
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		conn, err := p.tunnel(ctx, via, payHost+":443")
		if err != nil {
			if err.Error() == "" {
				t.Error("it fails and does not say why")
			}
			return
		}
		_ = conn.Close()
		if !socks && !strings.HasPrefix(string(text), "HTTP/") || socks && (len(text) < 2 || text[0] != 5) {
			t.Errorf("a tunnel out of %q", text)
		}
	})
}

// Whatever a time server answers, the clock is only judged by an answer that its own
// rules allow.
func FuzzTimeAnswer(f *testing.F) {
	good := make([]byte, 48)
	good[0], good[1] = 0x24, 2 // version 4, server, stratum 2
	f.Add(good)
	f.Add([]byte{})
	f.Add(append([]byte{0xe4, 0}, make([]byte, 46)...))
	f.Fuzz(func(t *testing.T, text []byte) {
		p := newTestProber(nil)
		p.dial = hears(text)
		p.thresholds.GiveUp.Answer = checks.Duration(300 * time.Millisecond)
		finding := p.askClock(t.Context(), "192.0.2.123")
		if facts, is := finding.Facts.(checks.ClockFacts); is == (finding.Err != "" && finding.Level == checks.Unknown) {
			t.Errorf("%+v, %+v", finding, facts)
		}
		if len(text) < 48 && finding.Level != checks.Unknown {
			t.Errorf("%d bytes are believed: %+v", len(text), finding)
		}
	})
}
