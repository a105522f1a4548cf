//go:build linux

package netns

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"countercheck/checks"
	"countercheck/checks/lab"
)

// Options say what network is put up.
type Options struct {
	Catalogue checks.Catalogue // the hosts of the world
	Authority *lab.Authority   // nil: one of its own
	// Delay of the line each way; 0 is 10 ms.
	Delay time.Duration
	Seen  func(*http.Request) // hears of every request that the world answered, many at once
}

// Net is a running shop network.
type Net struct {
	World *lab.World

	name                string
	shop, router, world space
	relay               *relay
	clean               []func() error // to be done at the end, last first

	mu  sync.Mutex
	on  []string          // names of the faults that are on, in order
	log []Switch          // every switch there was
	env map[string]string // of commands in the shop
}

// runs counts the networks of this process, so that several do not collide.
var runs atomic.Int64

// usualDelay makes the 20 ms there and back of a good domestic line.
const usualDelay = 10 * time.Millisecond

// Ready says why no network can be put up here; nil if it can.
func Ready() error {
	if os.Geteuid() != 0 {
		return errors.New("network namespaces need root")
	}
	for _, tool := range []string{"ip", "nft", "sysctl"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("%s is not installed (iproute2, nftables, procps)", tool)
		}
	}
	if _, err := os.Stat("/dev/net/tun"); err != nil {
		return fmt.Errorf("no TUN devices: %w", err)
	}
	return nil
}

// Up puts the network up, healthy. What is left of earlier runs that were killed
// is swept away first. Whatever happens, nothing stays behind on an error.
func Up(ctx context.Context, opt Options) (n *Net, err error) {
	if err := Ready(); err != nil {
		return nil, err
	}
	if err := sweep(); err != nil {
		return nil, err
	}
	if opt.Delay == 0 {
		opt.Delay = usualDelay
	}
	if opt.Authority == nil {
		if opt.Authority, err = lab.NewAuthority(); err != nil {
			return nil, err
		}
	}
	name := fmt.Sprintf("%s%d-%d", prefix, os.Getpid(), runs.Add(1))
	n = &Net{name: name, shop: space(name + "-shop"), router: space(name + "-router"), world: space(name + "-world"), env: map[string]string{}}
	if n.World, err = lab.NewWorld(opt.Catalogue, opt.Authority); err != nil {
		return nil, err
	}
	n.World.Seen = opt.Seen
	for _, step := range []func() error{
		ctx.Err, n.spaces, func() error { return n.line(Line{Delay: opt.Delay}) }, n.addresses, n.files, ctx.Err, n.servers,
	} {
		if err := step(); err != nil {
			return nil, errors.Join(err, n.Close())
		}
	}
	return n, nil
}

// Name is the prefix of the network's namespaces.
func (n *Net) Name() string { return n.name }

// Shop is the name of the shop PC's namespace, for `ip netns exec`.
func (n *Net) Shop() string { return string(n.shop) }

// Command is a command that runs on the shop's PC: in its namespace, with its
// resolv.conf, hosts file and trusted roots, and the proxy settings of the fault
// that is on, if any. It ends with ctx.
func (n *Net) Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "ip", append([]string{"netns", "exec", string(n.shop), name}, args...)...)
	cmd.Env = slices.DeleteFunc(os.Environ(), func(entry string) bool {
		key, _, _ := strings.Cut(strings.ToLower(entry), "=")
		return strings.HasSuffix(key, "_proxy") || strings.HasPrefix(key, "ssl_cert_")
	})
	n.mu.Lock()
	defer n.mu.Unlock()
	for key, value := range n.env {
		cmd.Env = append(cmd.Env, key+"="+value)
	}
	return cmd
}

// On lists the faults that are on, the first switched on first.
func (n *Net) On() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.on)
}

// Do switches a fault on; one that is on already stays on.
func (n *Net) Do(f Fault) error {
	if slices.Contains(n.On(), f.Name) {
		return nil
	}
	from := time.Now()
	if err := f.On(n); err != nil {
		return fmt.Errorf("%s on: %w", f.Name, err)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.log = append(n.log, Switch{f.Name, true, from, time.Now()})
	n.on = append(n.on, f.Name)
	return nil
}

// Undo switches a fault off; one that is not on stays off.
func (n *Net) Undo(f Fault) error {
	if !slices.Contains(n.On(), f.Name) {
		return nil
	}
	from := time.Now()
	if err := f.Off(n); err != nil {
		return fmt.Errorf("%s off: %w", f.Name, err)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.log = append(n.log, Switch{f.Name, false, from, time.Now()})
	n.on = slices.DeleteFunc(n.on, func(name string) bool { return name == f.Name })
	return nil
}

// Close takes everything down. Commands in the shop must have ended before.
func (n *Net) Close() error {
	var all []error
	for i := len(n.clean) - 1; i >= 0; i-- {
		all = append(all, n.clean[i]())
	}
	n.clean = nil
	return errors.Join(all...)
}
