//go:build lab && bench && linux

package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/lab/netns"
	"countercheck/checks/store"
)

// Side by side: the same HTTPS hosts, asked by each as often, in one network and at one
// time. A first while, in which each does what it does only once, is not counted.
const (
	sideRounds = 3
	sideHosts  = 20
	sideEvery  = 10 * time.Second
	sideWarm   = 25 * time.Second
	sideLength = 80 * time.Second
)

// TestBenchSide measures and prints what watching costs beside others who watch the
// same hosts. It asserts nothing about it.
func TestBenchSide(t *testing.T) {
	s := newSide(t)
	s.steady()
	s.scale()
}

// side is a shop with hosts of its own, and the count of who asked them.
type side struct {
	t       *testing.T
	shop    *netns.Net
	program string
	bare    string
	log     *serverLog
}

// ownHosts and firstOwnPort: a host of the shop's own is one of these names and a port
// of its own.
const (
	ownHosts     = 10
	firstOwnPort = 20_000
	mostOwn      = 1000
)

func shopHost(n int) (host string, port int) {
	return fmt.Sprintf("own%d.example", n%ownHosts), firstOwnPort + n/ownHosts
}

func newSide(t *testing.T) *side {
	t.Helper()
	if err := netns.Ready(); err != nil {
		t.Fatalf("the lab cannot run: %v", err)
	}
	catalogue, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		t.Fatal(err)
	}
	own := checks.Provider{ID: "own", Owner: "shop.example"}
	for n := range mostOwn {
		host, port := shopHost(n)
		own.Endpoints = append(own.Endpoints, checks.Endpoint{Host: host, Port: port, Scheme: checks.HTTPS, Role: checks.Backup})
	}
	catalogue.Providers = append(catalogue.Providers, own)
	s := &side{t: t, program: build(t, packed...), bare: buildOf(t, "bareloop", "./testdata/bareloop", packed...), log: &serverLog{}}
	s.shop = shopUpWith(t, netns.Options{Catalogue: catalogue, Seen: s.log.seen})
	// Nobody has IPv6, so that asking a host is one request, whoever asks.
	only, _ := netns.Find("healthy/ipv4_only")
	if err := s.shop.Do(only); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.shop.Undo(only) }) // it ends with the network
	return s
}

// serverLog counts what the hosts answered over HTTPS, by who asked.
type serverLog struct {
	mu    sync.Mutex
	own   map[string]int // the shop's own hosts
	every map[string]int // all, those of the payment companies and others, too
}

func (l *serverLog) seen(r *http.Request) {
	if r.TLS == nil {
		return
	}
	local, _ := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	who, _, _ := strings.Cut(r.UserAgent(), "/")
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.own == nil {
		l.own, l.every = map[string]int{}, map[string]int{}
	}
	l.every[who]++
	if local != nil && local.Port >= firstOwnPort {
		l.own[who]++
	}
}

func (l *serverLog) of(who string) (own, every int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.own[who], l.every[who]
}

// agent is counterctl with a number of hosts of the shop's own, and all that it does by
// itself besides.
func (s *side) agent(hosts int) *sidePeer {
	home := s.t.TempDir()
	s.settings(home, hosts)
	ctx, cancel := context.WithCancel(s.t.Context())
	cmd := s.shop.Command(ctx, s.program, "agent")
	cmd.Env = append(cmd.Env, "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home)
	return s.starts(&sidePeer{name: "counterctl agent", who: "Countercheck", cmd: cmd, cancel: cancel})
}

// settings has the shop watch hosts of its own every ten seconds.
func (s *side) settings(home string, hosts int) {
	s.t.Helper()
	var text strings.Builder
	fmt.Fprintf(&text, "[watch]\ncustom_every = %q\n", sideEvery)
	for n := range hosts {
		host, port := shopHost(n)
		fmt.Fprintf(&text, "[[endpoint]]\nname = \"own %d\"\nhost = %q\nport = %d\nscheme = \"https\"\nchannels = [\"card\"]\n", n, host, port)
	}
	file := filepath.Join(home, "countercheck", "settings.toml")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// loop is the bare loop, its questions spread over the time or asked at one instant.
func (s *side) loop(how, name string) *sidePeer {
	args := []string{sideEvery.String(), how}
	for n := range sideHosts {
		host, port := shopHost(n)
		args = append(args, fmt.Sprintf("%s:%d", host, port))
	}
	ctx, cancel := context.WithCancel(s.t.Context())
	return s.starts(&sidePeer{name: name, who: "bareloop " + how, cmd: s.shop.Command(ctx, s.bare, args...), cancel: cancel})
}

// steady has all watch the same twenty hosts.
func (s *side) steady() {
	fmt.Printf("\n%d HTTPS hosts every %.0f s, all programs at one time, %d rounds of %.0f s: medians (smallest to largest)\n",
		sideHosts, sideEvery.Seconds(), sideRounds, sideLength.Seconds())
	results := map[string]*sideFigures{}
	var order []string
	for range sideRounds {
		all := []*sidePeer{s.agent(sideHosts), s.exporter(), s.loop("spread", "a bare Go loop"), s.loop("together", "a bare Go loop, all at one instant")}
		for _, p := range all {
			if results[p.name] == nil {
				results[p.name], order = &sideFigures{}, append(order, p.name)
			}
			p.figures = results[p.name]
		}
		s.measure(sideLength, all...)
	}
	for _, name := range order {
		results[name].print(name)
	}
	results["counterctl agent"].against("blackbox exporter", results["blackbox exporter"])
	results["a bare Go loop"].against("blackbox exporter", results["blackbox exporter"])
	s.curl()
	s.coldStart()
}
