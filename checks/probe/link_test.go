package probe

import (
	"net/netip"
	"testing"

	"countercheck/checks"
)

func addr(text string) netip.Addr { return netip.MustParseAddr(text) }

func TestAdaptersAreToldApart(t *testing.T) {
	named := func(name string) checks.Interface { return checks.Interface{Name: name} }
	for _, test := range []struct {
		adapter adapter
		want    checks.InterfaceKind
	}{
		{adapter{Interface: named("lo"), loopback: true}, checks.Loopback},
		{adapter{Interface: named("enp3s0"), system: "device", driver: "r8169"}, checks.Ethernet},
		{adapter{Interface: named("wlp2s0"), system: "device", driver: "iwlwifi", wireless: true}, checks.WiFi},
		{adapter{Interface: named("eth0"), system: "veth"}, checks.Ethernet},
		{adapter{Interface: named("eth0"), system: "dummy"}, checks.Ethernet},
		{adapter{Interface: named("veth12ab"), system: "veth", bridged: true}, checks.Virtual},
		{adapter{Interface: named("eth1"), system: "device", driver: "e1000e", bridged: true}, checks.Ethernet},
		{adapter{Interface: named("docker0"), system: "bridge"}, checks.Virtual},
		{adapter{Interface: named("vboxnet0"), system: "device"}, checks.Virtual},
		{adapter{Interface: named("Meta"), system: "tuntap", driver: "tun"}, checks.VPN},
		{adapter{Interface: named("wg0"), system: "wireguard"}, checks.VPN},
		{adapter{Interface: named("ppp0"), system: "ppp"}, checks.Mobile},
		{adapter{Interface: named("usb0"), system: "device", driver: "rndis_host"}, checks.Mobile},
		{adapter{Interface: named("以太网"), description: "Realtek PCIe GbE Family Controller"}, checks.Ethernet},
		{adapter{Interface: named("WLAN"), description: "Intel(R) Wi-Fi 6 AX201", wireless: true}, checks.WiFi},
		{adapter{Interface: named("vEthernet (WSL)"), description: "Hyper-V Virtual Ethernet Adapter"}, checks.Virtual},
		{adapter{Interface: named("VMware Network Adapter VMnet8"), description: "VMware Virtual Ethernet Adapter for VMnet8"}, checks.Virtual},
		{adapter{Interface: named("本地连接"), description: "TAP-Windows Adapter V9"}, checks.VPN},
		{adapter{Interface: named("手机网络"), description: "Remote NDIS based Internet Sharing Device"}, checks.Mobile},
		{adapter{Interface: named("utun3")}, checks.VPN},
	} {
		if got := kindOf(test.adapter); got != test.want {
			t.Errorf("%s (%s %s): %s, want %s", test.adapter.Name, test.adapter.system, test.adapter.description, got, test.want)
		}
	}
}

func TestThePreferredRouteComesFirst(t *testing.T) {
	routes := prefer([]checks.Route{
		{Interface: "v6", Gateway: addr("fe80::1"), Metric: 1},
		{Interface: "wifi", Gateway: addr("192.168.2.1"), Metric: 600},
		{Interface: "cable", Gateway: addr("192.168.1.1"), Metric: 100},
	})
	if routes[0].Interface != "cable" || routes[2].Interface != "v6" {
		t.Errorf("got %v", routes)
	}
}

func TestOfThisMachine(t *testing.T) {
	p := newTestProber(nil)
	facts, ok := p.askLink().Facts.(checks.LinkFacts)
	if !ok || len(facts.Interfaces) == 0 {
		t.Fatal("no adapter at all: there is always a loopback")
	}
	found := false
	for _, i := range facts.Interfaces {
		found = found || (i.Kind == checks.Loopback && i.Up && len(i.Addresses) > 0)
	}
	if !found {
		t.Errorf("no loopback among %+v", facts.Interfaces)
	}
	before, after := Fingerprint(), Fingerprint()
	if before != after {
		t.Error("two looks at an unchanged PC differ")
	}
}
