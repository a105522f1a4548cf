//go:build linux

package netns

import (
	"os"
	"path/filepath"
)

// etc is where `ip netns exec` finds what it binds over /etc.
const etc = "/etc/netns"

// Files of the shop's PC.
const (
	resolvConf = "resolv.conf"
	hostsFile  = "hosts"
)

const (
	shopResolvers = "nameserver 203.0.113.53\nnameserver 203.0.113.54\n"
	shopHosts     = "127.0.0.1 localhost\n::1 localhost\n"
)

// files gives the shop's PC its name servers, hosts file and trusted roots: a
// copy of this machine's, with the lab's root added as an administrator would.
func (n *Net) files() error {
	dir := n.path("")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	n.clean = append(n.clean, func() error { return os.RemoveAll(dir) })
	for name, text := range map[string]string{
		resolvConf: shopResolvers, hostsFile: shopHosts, "nsswitch.conf": "hosts: files dns\n",
	} {
		if err := n.write(name, text); err != nil {
			return err
		}
	}
	if err := feed("", "cp", "-a", "/etc/ssl", n.path("ssl")); err != nil {
		return err
	}
	bundle := n.path("ssl/certs/ca-certificates.crt")
	have, err := os.ReadFile(bundle)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	return os.WriteFile(bundle, append(have, n.World.Authority.TrustedPEM()...), 0o644)
}

func (n *Net) path(name string) string { return filepath.Join(etc, string(n.shop), name) }

// write changes a file in place, since running programs see the file itself and
// not what takes its name later.
func (n *Net) write(name, text string) error {
	return os.WriteFile(n.path(name), []byte(text), 0o644)
}
