package probe

import (
	"fmt"
	"testing"

	"countercheck/checks"
)

func TestResolvConf(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"two servers, in order", "nameserver 192.168.1.1\nnameserver 223.5.5.5\n", "[192.168.1.1:53 223.5.5.5:53]"},
		{"comments and options", "# by hand\n; old\nsearch lan\noptions edns0\n nameserver\t119.29.29.29 \n", "[119.29.29.29:53]"},
		{"IPv6 with its zone", "nameserver fe80::1%eth0\n", "[[fe80::1%eth0]:53]"},
		{"twice the same", "nameserver 1.1.1.1\nnameserver 1.1.1.1\n", "[1.1.1.1:53]"},
		{"nonsense", "nameserver here\nnameserver\nserver 1.2.3.4\n", "[]"},
		{"empty", "", "[]"},
	} {
		if got := fmt.Sprint(parseResolvConf([]byte(test.text))); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestStubsHideTheRealServers(t *testing.T) {
	for text, want := range map[string]bool{
		"nameserver 127.0.0.53":                        true,
		"nameserver 127.0.0.53\nnameserver 8.8.8.8":    false,
		"nameserver 127.0.0.1":                         false,
		"nameserver 127.0.0.54\nnameserver 127.0.0.53": true,
		"": false,
	} {
		if got := isStub(parseResolvConf([]byte(text))); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestScutilDNS(t *testing.T) {
	text := `DNS configuration

resolver #1
  search domain[0] : lan
  nameserver[0] : 192.168.1.1
  nameserver[1] : fe80::1%en0
  if_index : 6 (en0)
  flags    : Request A records

resolver #2
  domain   : local
  options  : mdns
  timeout  : 5

DNS configuration (for scoped queries)

resolver #1
  nameserver[0] : 10.9.9.9
`
	if got := fmt.Sprint(parseScutilDNS([]byte(text))); got != "[192.168.1.1:53 [fe80::1%en0]:53]" {
		t.Errorf("got %s", got)
	}
	if got := fmt.Sprint(parseScutilDNS([]byte("resolver #1\n  domain : corp\n  nameserver[0] : 10.0.0.1\nresolver #2\n  nameserver[0] : 1.2.3.4\n"))); got != "[1.2.3.4:53]" {
		t.Errorf("a resolver for one domain counts: %s", got)
	}
}

func TestScutilProxy(t *testing.T) {
	text := `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
  }
  HTTPEnable : 1
  HTTPPort : 3128
  HTTPProxy : 192.168.1.9
  HTTPSEnable : 1
  HTTPSPort : 3129
  HTTPSProxy : 192.168.1.9
  SOCKSEnable : 0
}
`
	got := parseScutilProxy([]byte(text))
	if got.HTTPProxy != "http://192.168.1.9:3128" || got.HTTPSProxy != "http://192.168.1.9:3129" || got.NoProxy != "*.local,169.254/16" {
		t.Errorf("got %+v", got)
	}
	if got := parseScutilProxy([]byte("<dictionary> {\n  HTTPEnable : 0\n  HTTPProxy : 1.2.3.4\n}\n")); isSet(got) {
		t.Errorf("one that is switched off counts: %+v", got)
	}
	socks := parseScutilProxy([]byte("<dictionary> {\n  SOCKSEnable : 1\n  SOCKSPort : 1080\n  SOCKSProxy : 127.0.0.1\n}\n"))
	if socks.HTTPSProxy != "socks5://127.0.0.1:1080" {
		t.Errorf("got %+v", socks)
	}
}

func TestGSettingsProxy(t *testing.T) {
	text := `org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8']
org.gnome.system.proxy mode 'manual'
org.gnome.system.proxy.http host '10.0.0.2'
org.gnome.system.proxy.http port 8080
org.gnome.system.proxy.https host ''
org.gnome.system.proxy.https port 0
`
	got := parseGSettings([]byte(text))
	if got.HTTPProxy != "http://10.0.0.2:8080" || got.HTTPSProxy != "" || got.NoProxy != "localhost,127.0.0.0/8" {
		t.Errorf("got %+v", got)
	}
	if got := parseGSettings([]byte("org.gnome.system.proxy mode 'none'\norg.gnome.system.proxy.http host '10.0.0.2'\n")); isSet(got) {
		t.Errorf("one that is switched off counts: %+v", got)
	}
}

func TestHostsFile(t *testing.T) {
	names := map[string]string{"api.mch.example": "wechat", "openapi.example": "alipay"}
	for _, test := range []struct {
		name, text string
		want       []checks.Override
	}{
		{"nothing about payments", "127.0.0.1 localhost\n::1 localhost\n", nil},
		{"a comment pins nothing", "# 1.2.3.4 api.mch.example\n", nil},
		{"one of several names", "127.0.0.1 localhost\r\n\r\n1.2.3.4\tother API.mch.example. # old\r\n", []checks.Override{{Name: "api.mch.example", Provider: "wechat", Address: addr("1.2.3.4"), Line: 3}}},
		{"both families", "1.2.3.4 openapi.example\nfd00::1 openapi.example\n", []checks.Override{
			{Name: "openapi.example", Provider: "alipay", Address: addr("1.2.3.4"), Line: 1},
			{Name: "openapi.example", Provider: "alipay", Address: addr("fd00::1"), Line: 2},
		}},
		{"Notepad's mark", "\xef\xbb\xbf1.2.3.4 openapi.example", []checks.Override{{Name: "openapi.example", Provider: "alipay", Address: addr("1.2.3.4"), Line: 1}}},
		{"no address", "here openapi.example\n1.2.3.4\n", nil},
	} {
		if got := parseHosts([]byte(test.text), names); fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestHardwarePorts(t *testing.T) {
	text := "\nHardware Port: Wi-Fi\nDevice: en0\nEthernet Address: aa:bb\n\nHardware Port: Thunderbolt Bridge\nDevice: bridge0\n"
	got := parseHardwarePorts([]byte(text))
	if got["en0"] != "Wi-Fi" || got["bridge0"] != "Thunderbolt Bridge" {
		t.Errorf("got %v", got)
	}
}
