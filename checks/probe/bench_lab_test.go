//go:build lab && bench && linux

package probe

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/lab/netns"
)

// How well the times that are told match the times on the wire: every packet is also
// seen by tcpdump at the router's end of the cable, where the kernel stamps it.

// asked is the host whose connections are measured, payable the company it is of.
const asked = "pay.example"

// accuracySamples are how many each tool measures, one after the other.
const accuracySamples = 200

// TestBenchAccuracy measures and prints; it asserts nothing about the figures.
func TestBenchAccuracy(t *testing.T) {
	n := accuracyNet(t)
	w := &wire{t: t, shop: n}
	tools := []tool{
		{"ICMP, counterctl", "icmp", w.own("icmp")},
		{"ICMP, ping", "icmp", w.lines(`time=([0-9.]+) ms`, "ping", "-n", "-c", fmt.Sprint(accuracySamples), "-i", "0.03", anchor.Address)},
		{"ICMP, fping", "icmp", w.lines(`bytes, ([0-9.]+) ms`, "fping", "-c", fmt.Sprint(accuracySamples), "-p", "30", anchor.Address)},
		{"ICMP, blackbox exporter", "icmp", w.exporter("icmp", anchor.Address, `probe_icmp_duration_seconds\{phase="rtt"\} ([0-9.e-]+)`)},
		{"TCP connect, counterctl", "tcp", w.own("tcp")},
		{"TCP connect, curl", "tcp", w.curl},
		{"TCP connect, blackbox exporter", "tcp", w.exporter("http", "https://"+asked+"/", `probe_http_duration_seconds\{phase="connect"\} ([0-9.e-]+)`)},
	}
	for _, busy := range []int{0, 2} {
		fmt.Printf("\nTold minus true, on a line of 20 ms, %d of each, beside %d busy loops: median, 99th percentile of what is off\n", accuracySamples, busy)
		stop := busyLoops(t, busy)
		for _, one := range tools {
			w.print(one)
		}
		stop()
	}
}

func accuracyNet(t *testing.T) *netns.Net {
	t.Helper()
	if err := netns.Ready(); err != nil {
		t.Fatalf("the lab cannot run: %v", err)
	}
	return netWith(t, checks.Catalogue{
		Anchors:   []checks.Anchor{anchor},
		Providers: []checks.Provider{{ID: "pay", Owner: "pay", Endpoints: []checks.Endpoint{{Host: asked, Port: 443, Scheme: checks.HTTPS, Role: checks.Backup}}}},
	})
}

// busyLoops keeps as many programs busy until they are stopped.
func busyLoops(t *testing.T, n int) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var all []*exec.Cmd
	for range n {
		cmd := exec.CommandContext(ctx, "sh", "-c", "while :; do :; done")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all = append(all, cmd)
	}
	return func() {
		cancel()
		for _, cmd := range all {
			_ = cmd.Wait() // it was told to end
		}
	}
}

// tool is one that tells times.
type tool struct {
	name string
	kind string // of packet
	ask  func() []time.Duration
}

// wire is the line, and who looks at it.
type wire struct {
	t    *testing.T
	shop *netns.Net
}

// print has a tool measure while the wire is looked at, and tells how far off it was.
func (w *wire) print(one tool) {
	w.t.Helper()
	truth := w.watch(one.kind)
	told := one.ask()
	was := truth()
	if len(told) != len(was) || len(told) == 0 {
		w.t.Errorf("%s told %d times, and %d were on the wire", one.name, len(told), len(was))
		return
	}
	var off, far []time.Duration
	for i := range told {
		off, far = append(off, told[i]-was[i]), append(far, (told[i]-was[i]).Abs())
	}
	slices.Sort(off)
	slices.Sort(far)
	fmt.Printf("  %-40s %6.3f ms  %6.3f ms   (true: %.2f ms)\n", one.name, inMilliseconds(off[len(off)/2]), inMilliseconds(far[len(far)*99/100]), inMilliseconds(slices.Sorted(slices.Values(was))[len(was)/2]))
}

func inMilliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// watch looks at the router's end of the cable until the function returned is called,
// which tells the times between questions and answers, in the order of the questions.
func (w *wire) watch(kind string) (end func() []time.Duration) {
	w.t.Helper()
	filter := "icmp"
	if kind == "tcp" {
		filter = "tcp port 443 and (tcp[tcpflags] & tcp-syn != 0)"
	}
	ctx, cancel := context.WithCancel(w.t.Context())
	cmd := exec.CommandContext(ctx, "ip", "netns", "exec", w.shop.Name()+"-router", "tcpdump", "-i", "lan0", "-n", "-tt", "--nano", "--immediate-mode", "-l", filter)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	var out, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trouble
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	time.Sleep(time.Second) // until it looks
	return func() []time.Duration {
		time.Sleep(time.Second) // until it has told all
		cancel()
		_ = cmd.Wait() // it was told to end
		return between(w.t, out.String())
	}
}

var packetLine = regexp.MustCompile(`^(\d+)\.(\d{9}) IP (\S+) > (\S+): (ICMP echo (request|reply), id (\d+), seq (\d+)|Flags \[(S\.?)\])`)

// between reads tcpdump's lines.
func between(t *testing.T, dump string) (all []time.Duration) {
	t.Helper()
	begun := map[string]time.Time{}
	var order []string
	took := map[string]time.Duration{}
	for line := range strings.Lines(dump) {
		m := packetLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		seconds, _ := strconv.ParseInt(m[1], 10, 64)
		nanos, _ := strconv.ParseInt(m[2], 10, 64)
		at := time.Unix(seconds, nanos)
		question := m[6] == "request" || m[9] == "S"
		key := m[3] + m[7] + "/" + m[8] // who asked, and its number
		if !question {
			key = strings.TrimSuffix(m[4], ":") + m[7] + "/" + m[8]
		}
		if question {
			begun[key], order = at, append(order, key)
		} else if from, ok := begun[key]; ok && took[key] == 0 {
			took[key] = at.Sub(from)
		}
	}
	for _, key := range order {
		all = append(all, took[key])
	}
	return all
}

// lines runs a tool that prints a line for each.
func (w *wire) lines(pattern string, name string, args ...string) func() []time.Duration {
	number := regexp.MustCompile(pattern)
	return func() (all []time.Duration) {
		w.t.Helper()
		out, err := w.shop.Command(w.t.Context(), name, args...).Output()
		if err != nil {
			w.t.Fatalf("%s: %v", name, err)
		}
		for _, m := range number.FindAllStringSubmatch(string(out), -1) {
			all = append(all, parsed(w.t, m[1], time.Millisecond))
		}
		return all
	}
}

func parsed(t *testing.T, number string, unit time.Duration) time.Duration {
	t.Helper()
	n, err := strconv.ParseFloat(number, 64)
	if err != nil {
		t.Fatal(err)
	}
	return time.Duration(n * float64(unit))
}

// curl is a process for each connection.
func (w *wire) curl() (all []time.Duration) {
	w.t.Helper()
	for range accuracySamples {
		out, err := w.shop.Command(w.t.Context(), "curl", "-sS", "-4", "-o", "/dev/null", "-w", "%{time_namelookup} %{time_connect}", "https://"+asked+"/").Output()
		var found, connected float64
		if _, failed := fmt.Sscan(string(out), &found, &connected); err != nil || failed != nil {
			w.t.Fatalf("curl: %v, %v", err, failed)
		}
		all = append(all, time.Duration((connected-found)*float64(time.Second)))
	}
	return all
}

// exporter asks a blackbox exporter again and again.
func (w *wire) exporter(module, target, pattern string) func() []time.Duration {
	number := regexp.MustCompile(pattern)
	return func() (all []time.Duration) {
		w.t.Helper()
		config := filepath.Join(w.t.TempDir(), "blackbox.yml")
		const modules = "modules: {icmp: {prober: icmp, timeout: 5s, icmp: {preferred_ip_protocol: ip4}}, http: {prober: http, timeout: 9s, http: {preferred_ip_protocol: ip4}}}\n"
		if err := os.WriteFile(config, []byte(modules), 0o600); err != nil {
			w.t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(w.t.Context())
		cmd := w.shop.Command(ctx, "prometheus-blackbox-exporter", "--config.file", config, "--web.listen-address", "127.0.0.1:9115", "--log.level", "error")
		if err := cmd.Start(); err != nil {
			w.t.Fatal(err)
		}
		defer func() { cancel(); _ = cmd.Wait() }() // it was told to end
		ask := w.shop.Command(ctx, os.Args[0], "-test.run=^TestAskInShop$", "-test.count=1")
		ask.Env = append(ask.Env, askInShop+"=http://127.0.0.1:9115/probe?module="+module+"&target="+target)
		out, err := ask.Output()
		if err != nil {
			w.t.Fatalf("exporter: %v\n%s", err, out)
		}
		for _, m := range number.FindAllStringSubmatch(string(out), -1) {
			all = append(all, parsed(w.t, m[1], time.Second))
		}
		return all
	}
}

// own is what the program's own checks tell.
func (w *wire) own(kind string) func() []time.Duration {
	return func() (all []time.Duration) {
		w.t.Helper()
		cmd := w.shop.Command(w.t.Context(), os.Args[0], "-test.run=^TestAskInShop$", "-test.count=1")
		cmd.Env = append(cmd.Env, askInShop+"="+kind)
		out, err := cmd.Output()
		line, _, _ := bytes.Cut(out, []byte("\n"))
		if err != nil || json.Unmarshal(line, &all) != nil {
			w.t.Fatalf("%v: %.500s", err, out)
		}
		return all
	}
}

// askInShop tells a second copy of this test program what to measure on the shop's PC.
const askInShop = "COUNTERCHECK_ASK_IN_SHOP"

// TestAskInShop is that copy.
func TestAskInShop(t *testing.T) {
	var all []time.Duration
	switch what := os.Getenv(askInShop); what {
	case "":
		t.Skip("only runs inside the benchmark's network")
	case "icmp":
		packets, err := echo(t.Context(), netip.MustParseAddr(anchor.Address), accuracySamples, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range packets {
			all = append(all, one.rtt)
		}
	case "tcp":
		p := newProber(checks.Settings{Thresholds: testThresholds}, checks.Catalogue{}, nil)
		p.hasIPv6 = func(context.Context) bool { return false }
		for range accuracySamples {
			f := p.askEndpoint(t.Context(), checks.KindEndpoint, checks.Endpoint{Host: asked, Port: 443, Scheme: checks.HTTPS})
			all = append(all, time.Duration(f.Phases[checks.Connect]))
		}
	default:
		askExporter(t, what)
		return
	}
	out, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("%s\n", out)
}

func askExporter(t *testing.T, url string) {
	t.Helper()
	defer http.DefaultClient.CloseIdleConnections()
	for tries := 0; ; tries++ {
		answer, err := http.Get("http://127.0.0.1:9115/-/healthy")
		if err == nil {
			_ = answer.Body.Close()
			break
		}
		if tries == 50 {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
	}
	for range accuracySamples {
		answer, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		_, err = text.ReadFrom(answer.Body)
		_ = answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println(text.String())
	}
}
