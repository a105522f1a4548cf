//go:build window && bench && linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/lab/netns"
	"countercheck/checks/probe"
	"countercheck/checks/store"
	"countercheck/ui/desk/stub"
)

const (
	// settled is how long a program runs before it is measured: what is only done
	// at the start does not count as idle.
	settled  = 40 * time.Second
	measured = time.Minute
)

// TestBenchIdle measures what watching costs while nothing happens: CPU time over
// a minute and resident memory, of all processes of the program. It asserts
// nothing about either.
func TestBenchIdle(t *testing.T) {
	needs(t)
	program, shop := build(t), open(t)
	agent := filepath.Join(t.TempDir(), "counterctl")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-tags", "nethttpomithttp2", "-ldflags", "-s -w -funcalign=16", "-o", agent, "../counterctl")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	fmt.Printf("\nWatching while nothing happens: CPU over a minute, resident memory, all processes of the program\n")
	peer := exporterIdle(t, shop)
	peer.row("blackbox exporter asked for the same hosts every 30 s")
	bus := desktopBus(t)
	without := idle(t, shop, bus, agent, false, "agent")
	without.row("counterctl agent, without a window")
	fmt.Printf("  %-52s %.1f of its CPU time, %.1f of its memory\n", "the agent to the exporter",
		float64(without.cpu)/float64(peer.cpu), float64(without.memory)/float64(peer.memory))
	idle(t, shop, bus, program, false, "--hidden").row("the window, hidden")
	idle(t, shop, bus, program, true).row("the window, visible on 现在, the till in front")
	idle(t, shop, bus, program, false).row("the window, visible on 现在, in front")
	idle(t, shop, bus, program, false, "--screen", "history").row("the window, visible on 历史")
}

// desktopBus is a session bus with a tray on it, without which no window hides.
func desktopBus(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "bus") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	bus, err := stub.NewBus(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(bus.Close)
	if _, err := bus.Tray(); err != nil {
		t.Fatal(err)
	}
	return bus.Address
}

// cost is what a program used.
type cost struct {
	cpu    time.Duration // in the minute
	memory int64         // resident bytes at its end, pages that its processes share counted once
}

func (c cost) row(what string) {
	fmt.Printf("  %-52s %.2f %% of a core, %.1f MB\n", what, 100*float64(c.cpu)/float64(measured), float64(c.memory)/1e6)
}

// idle runs a program in the shop and measures it, behind another or not.
func idle(t *testing.T, shop *netns.Net, bus, program string, behind bool, args ...string) cost {
	t.Helper()
	home := t.TempDir()
	settings := filepath.Join(home, "settings.toml")
	if err := os.WriteFile(settings, []byte("asked = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := shop.Command(ctx, program, append(args, "--config", settings)...)
	cmd.Env = append(cmd.Env, "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+home, "LC_ALL=C.UTF-8", "LANGUAGE=",
		"DBUS_SESSION_BUS_ADDRESS="+bus)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(settled / 2)
	if behind {
		takeKeyboard(t)
	}
	time.Sleep(settled / 2)
	c := measure(t, cmd.Process.Pid)
	cancel()
	_ = cmd.Wait() // it was told to end
	return c
}

// takeKeyboard gives the keyboard to nobody in particular, as if another program
// had come to the front.
func takeKeyboard(t *testing.T) {
	t.Helper()
	x, err := xgb.NewConn()
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	root := xproto.Setup(x).DefaultScreen(x).Root
	if err := xproto.SetInputFocusChecked(x, xproto.InputFocusPointerRoot, root, xproto.TimeCurrentTime).Check(); err != nil {
		t.Fatal(err)
	}
}

// measure watches a process and its children for a minute.
func measure(t *testing.T, pid int) (c cost) {
	t.Helper()
	family := func() []string { return append(childrenOf(t, pid), strconv.Itoa(pid)) }
	for _, member := range family() {
		c.cpu -= cpuSoFar(t, member)
	}
	time.Sleep(measured)
	for _, member := range family() {
		c.cpu += cpuSoFar(t, member)
		c.memory += resident(t, member)
	}
	return c
}

// cpuSoFar is a process's CPU time, user and system, in ticks of a hundredth of
// a second (proc(5)).
func cpuSoFar(t *testing.T, pid string) time.Duration {
	t.Helper()
	text, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	if err1 != nil || err2 != nil {
		t.Fatalf("no CPU time in %s", text)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

// resident is a process's share of the memory it is in: what it shares with
// others is divided among them (Pss in proc(5)).
func resident(t *testing.T, pid string) int64 {
	t.Helper()
	text, err := os.ReadFile("/proc/" + pid + "/smaps_rollup")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); fields[0] == "Pss:" {
			kilobytes, err := strconv.ParseInt(fields[1], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			return kilobytes << 10
		}
	}
	t.Fatalf("no share in %s", text)
	return 0
}

// exporterIdle measures the exporter asked for our HTTPS hosts, one after the
// other, as a monitoring system would.
func exporterIdle(t *testing.T, shop *netns.Net) cost {
	t.Helper()
	const name = "prometheus-blackbox-exporter"
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is not installed", name)
	}
	config := filepath.Join(t.TempDir(), "blackbox.yml")
	const module = "modules: {https: {prober: http, timeout: 9s, http: {valid_status_codes: [200, 400, 401, 403, 404, 405], preferred_ip_protocol: ip4, follow_redirects: false}}}\n"
	if err := os.WriteFile(config, []byte(module), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	const address = "127.0.0.1:9115"
	cmd := shop.Command(ctx, name, "--config.file", config, "--web.listen-address", address, "--log.level", "error")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	asking, stop := context.WithCancel(ctx)
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		askFor(asking, shop, address, hostsOf(t))
	}()
	time.Sleep(settled)
	c := measure(t, cmd.Process.Pid)
	stop()
	<-asked
	cancel()
	_ = cmd.Wait() // it was told to end
	return c
}

// askFor asks the exporter for every host once in 30 s until it is told to stop.
func askFor(ctx context.Context, shop *netns.Net, address string, hosts []string) {
	for ctx.Err() == nil {
		args := []string{"-sS"}
		for _, host := range hosts {
			args = append(args, "-o", "/dev/null", "http://"+address+"/probe?module=https&target=https://"+host+"/")
		}
		_ = shop.Command(ctx, "curl", args...).Run() // the exporter may just be starting
		select {
		case <-ctx.Done():
		case <-time.After(30 * time.Second):
		}
	}
}

// hostsOf are the HTTPS hosts that the shipped settings watch.
func hostsOf(t *testing.T) (hosts []string) {
	t.Helper()
	catalogue, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		t.Fatal(err)
	}
	settings, err := store.ReadSettings(assets.SettingsTOML, "", catalogue)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range probe.New(settings, catalogue, assets.RootsPEM).Checks {
		if (c.Kind == checks.KindEndpoint || c.Kind == checks.KindControl) && c.Target.Port == 443 {
			hosts = append(hosts, c.Target.Host)
		}
	}
	return hosts
}
