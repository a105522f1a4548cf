package probe

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"strings"

	"countercheck/checks"
)

// payingNames are the names whose pinning matters, with the provider of each.
func payingNames(providers []checks.Provider, custom []checks.CustomEndpoint) map[string]string {
	names := map[string]string{}
	for _, p := range providers {
		for _, e := range p.Endpoints {
			names[strings.ToLower(e.Host)] = p.ID
		}
	}
	for _, c := range custom {
		names[strings.ToLower(c.Host)] = c.ProviderID()
	}
	return names
}

// askHosts reads the hosts file. That it pins a name is a warning; whether the
// address serves that name is seen where the host itself is asked.
func askHosts(path string, names map[string]string) checks.Finding {
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return checks.Finding{Class: checks.Denied, Cause: checks.None, Err: err.Error()}
	}
	facts := checks.HostsFacts{Path: path, Overrides: parseHosts(text, names)}
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: facts}
	if len(facts.Overrides) > 0 {
		first := facts.Overrides[0]
		f.Level, f.Cause = checks.Warn, checks.DNSHostsOverride
		f.Err = fmt.Sprintf("%s line %d: %s is pinned to %s", path, first.Line, first.Name, first.Address)
	}
	return f
}

// parseHosts finds the lines that pin one of the names. Lines may be of any length: block
// lists have long ones.
func parseHosts(text []byte, names map[string]string) (overrides []checks.Override) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")) // Notepad's mark
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		address, err := netip.ParseAddr(fields[0])
		if err != nil {
			continue
		}
		for _, name := range fields[1:] {
			name = strings.ToLower(strings.TrimSuffix(name, "."))
			if provider, ok := names[name]; ok {
				overrides = append(overrides, checks.Override{Name: name, Provider: provider, Address: address, Line: number})
			}
		}
	}
	return overrides
}
