package probe

import (
	"net/netip"
	"slices"
	"strings"

	"countercheck/checks"
)

// adapter is what a system tells of a network adapter before it is known what it
// is.
type adapter struct {
	checks.Interface
	system      string // the system's own word for its type: "veth", "wireguard"...
	driver      string
	description string
	wireless    bool
	loopback    bool
	bridged     bool // a port of a bridge that a program made
}

// askLink lists this PC's adapters.
func (p *prober) askLink() checks.Finding {
	interfaces, err := p.interfaces()
	if err != nil {
		return checks.Finding{Cause: checks.None, Class: checks.Internal, Err: err.Error()}
	}
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: checks.LinkFacts{Interfaces: interfaces}}
	live := slices.DeleteFunc(slices.Clone(interfaces), func(i checks.Interface) bool { return !i.Counts() || !i.Up || !i.Carrier })
	switch {
	case len(live) == 0:
		f.Level, f.Cause, f.Err = checks.Fail, checks.LinkDown, "no adapter has a live end"
	case !slices.ContainsFunc(live, hasUsableAddress):
		f.Level, f.Cause, f.Err = checks.Fail, checks.LinkNoAddress, "no adapter has an address"
	}
	return f
}

// interfaces are the adapters, with those marked that hold a default route.
func (p *prober) interfaces() ([]checks.Interface, error) {
	adapters, err := readAdapters()
	if err != nil {
		return nil, err
	}
	routes, err := p.routes()
	if err != nil {
		return nil, err
	}
	out := make([]checks.Interface, len(adapters))
	for i, a := range adapters {
		a.Kind = kindOf(a)
		a.DefaultRoute = slices.ContainsFunc(routes, func(r checks.Route) bool { return r.Interface == a.Name })
		out[i] = a.Interface
	}
	return out, nil
}

func hasUsableAddress(i checks.Interface) bool {
	return slices.ContainsFunc(i.Addresses, func(p netip.Prefix) bool {
		a := p.Addr()
		return !a.IsLinkLocalUnicast() && !a.IsLoopback() && !a.IsUnspecified()
	})
}

// kinds are the marks by which adapters are told apart, the most telling first.
// A veth or dummy is what a container or a lab has for a network card.
var kinds = []struct {
	kind    checks.InterfaceKind
	systems []string // the system's word for the type
	drivers []string
	names   []string // beginnings of the name
	words   []string // anywhere in the description, or in the name
}{
	{
		kind:    checks.Virtual,
		systems: []string{"bridge", "ifb", "vxlan", "openvswitch"},
		names:   []string{"docker", "br-", "virbr", "vboxnet", "vmnet", "lxcbr", "lxdbr", "podman", "cni", "flannel", "awdl", "llw", "ap1", "anpi", "bridge"},
		words:   []string{"virtualbox", "vmware", "hyper-v virtual", "vethernet", "docker", "wsl", "npcap", "wi-fi direct", "bluetooth"},
	},
	{
		kind:    checks.VPN,
		systems: []string{"tun", "tuntap", "wireguard", "ipip", "gre", "sit", "vti", "xfrm", "tunnel"},
		drivers: []string{"tun"},
		names:   []string{"tun", "tap", "wg", "utun", "ipsec", "tailscale", "zt", "gif", "stf"},
		words: []string{
			"tap-windows", "tap-win32", "wintun", "wireguard", "openvpn", "vpn", "tunnel", "tailscale", "zerotier",
			"clash", "sing-box", "anyconnect", "fortinet", "sangfor", "easyconnect",
		},
	},
	{
		kind:    checks.Mobile,
		systems: []string{"ppp", "wwan", "rmnet"},
		drivers: []string{"qmi_wwan", "cdc_mbim", "huawei_cdc_ncm", "rndis_host", "sierra_net"},
		names:   []string{"ppp", "wwan", "wwp", "rmnet"},
		words:   []string{"mobile broadband", "wwan", "rndis", "remote ndis"},
	},
}

// kindOf tells real adapters from those that programs make.
func kindOf(a adapter) checks.InterfaceKind {
	if a.loopback {
		return checks.Loopback
	}
	name, text := strings.ToLower(a.Name), strings.ToLower(a.Name+" "+a.description)
	begins := func(prefix string) bool { return strings.HasPrefix(name, prefix) }
	contains := func(word string) bool { return strings.Contains(text, word) }
	for _, k := range kinds {
		if slices.Contains(k.systems, a.system) || slices.Contains(k.drivers, a.driver) ||
			slices.ContainsFunc(k.names, begins) || (a.description != "" && slices.ContainsFunc(k.words, contains)) {
			return k.kind
		}
	}
	switch {
	case a.bridged && a.system == "veth":
		return checks.Virtual // the near end of a container
	case a.wireless:
		return checks.WiFi
	default:
		return checks.Ethernet
	}
}
