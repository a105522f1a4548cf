package checks

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// endpoints looks at the shop's own hosts. A host of the catalogue is refused
// among them: it would be asked more often than its owner can expect.
func (v *validation) endpoints(own []CustomEndpoint, c Catalogue) {
	names, places := map[string]string{}, map[string]string{}
	for _, p := range c.Providers {
		names[p.ID] = "provider " + p.ID
		for _, e := range p.Endpoints {
			places[place(e.Host, e.Port)] = "provider " + p.ID
		}
	}
	for i, e := range own {
		key := element("endpoint", i)
		if strings.TrimSpace(e.Name) == "" {
			v.add(key+".name", MissingName, "", "an endpoint needs a name")
		} else if other, taken := names[e.Name]; taken {
			v.add(key+".name", DuplicateEndpoint, "", "the name %q is already that of %s", e.Name, other)
		} else {
			names[e.Name] = key
		}
		v.host(key+".host", e.Host)
		if e.Port < 1 || e.Port > 65535 {
			v.add(key+".port", ImpossiblePort, "", "%d is outside 1 to 65535", e.Port)
		}
		if other, taken := places[place(e.Host, e.Port)]; taken && e.Host != "" {
			v.add(key+".host", DuplicateEndpoint, "", "%s port %d is already asked for %s", e.Host, e.Port, other)
		} else {
			places[place(e.Host, e.Port)] = key
		}
		v.scheme(key+".scheme", e.Scheme)
		if e.Path != "" && !strings.HasPrefix(e.Path, "/") {
			v.add(key+".path", ImpossiblePath, "/"+e.Path, "a path starts with /")
		}
		v.channels(key+".channels", e.Channels, []string{"wechat", "alipay", "unionpay", Card})
	}
}

func place(host string, port int) string {
	return fmt.Sprintf("%s %d", strings.ToLower(strings.TrimSuffix(host, ".")), port)
}

func (v *validation) scheme(key string, s Scheme) {
	known := []string{string(HTTPS), string(TLSOnly), string(TCPOnly)}
	if !slices.Contains(known, string(s)) {
		v.add(key, ImpossibleScheme, Nearest(string(s), known), "%q is none of %s", s, strings.Join(known, ", "))
	}
}

// hosts looks at the hosts that stand in for the catalogue's.
func (v *validation) hosts(h HostSettings) {
	for i, c := range h.Controls {
		v.host(element("hosts.control", i)+".host", c.Host)
	}
	for i, a := range h.Anchors {
		if _, err := netip.ParseAddr(a.Address); err != nil {
			v.add(element("hosts.anchor", i)+".address", ImpossibleAddress, "", "%q is no IP address", a.Address)
		}
	}
	for i, p := range h.Portals {
		if u, err := url.Parse(p.URL); err != nil || u.Scheme != "http" || !isHost(u.Hostname()) {
			v.add(element("hosts.portal", i)+".url", ImpossibleURL, "", "%q is not of the form http://host/path", p.URL)
		}
	}
	for i, c := range h.Clocks {
		v.host(element("hosts.clock", i)+".host", c.Host)
	}
}

func (v *validation) host(key, host string) {
	if isHost(host) {
		return
	}
	inner := host
	if !strings.Contains(inner, "://") {
		inner = "//" + inner
	}
	nearest := ""
	if u, err := url.Parse(strings.TrimSpace(inner)); err == nil && isHost(u.Hostname()) {
		nearest = u.Hostname()
	}
	v.add(key, ImpossibleHost, nearest, "%q is not a host name or address alone", host)
}

// isHost accepts an IP address or a name: labels of letters, digits, - and _.
func isHost(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	if host == "" || len(host) > 253 {
		return false
	}
	onlyDigits := true
	for label := range strings.SplitSeq(strings.TrimSuffix(host, "."), ".") {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return false
		}
		for _, r := range label {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' {
				return false
			}
			onlyDigits = onlyDigits && unicode.IsDigit(r)
		}
	}
	return !onlyDigits // 10.0.0 and 300.1.1.1 are mistyped addresses
}
