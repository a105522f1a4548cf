//go:build lab && bench && linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// sidePeer is one who watches, as a process of its own.
type sidePeer struct {
	name   string
	who    string // as the servers know it
	cmd    *exec.Cmd
	cancel context.CancelFunc
	out    *locked
	driver *exec.Cmd // asks one that does nothing by itself; nil: it asks by itself

	figures    *sideFigures // where to add what it took
	own, every int          // answers before it was watched
	cpu        time.Duration
	memory     []int
}

// sideFigures are what one took, round by round.
type sideFigures struct {
	own, every     []time.Duration // CPU time for each answer counted by the shop's own hosts, and by all
	memory, peak   []int           // kB resident: in the middle, at the most
	written        []int           // kB of them that are not the program's file
	answers, whole int             // of the last round
}

func (s *side) starts(p *sidePeer) *sidePeer {
	s.t.Helper()
	p.out = &locked{}
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	p.cmd.WaitDelay = 10 * time.Second
	if err := p.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	return p
}

// measure watches all of them for a while after their start, adds what each took, and
// ends them.
func (s *side) measure(length time.Duration, all ...*sidePeer) {
	s.t.Helper()
	time.Sleep(sideWarm)
	for _, p := range all {
		p.begin(s)
	}
	for end := time.Now().Add(length); time.Now().Before(end); time.Sleep(time.Second) {
		for _, p := range all {
			p.memory = append(p.memory, kernelField(s.t, p.cmd.Process.Pid, "VmRSS"))
		}
	}
	for _, p := range all {
		p.end(s)
	}
	for _, p := range all {
		p.cancel()
		if p.driver != nil {
			_ = p.driver.Wait() // it was told to end
		}
		_ = p.cmd.Wait() // so was this
		if said := p.out.String(); strings.Contains(said, "[故障]") || strings.Contains(said, "[注意]") {
			s.t.Errorf("%s said of a healthy line:\n%s", p.name, said)
		}
	}
}

func (p *sidePeer) begin(s *side) {
	s.t.Helper()
	p.own, p.every = s.log.of(p.who)
	p.cpu = processTime(s.t, p.cmd.Process.Pid)
}

func (p *sidePeer) end(s *side) {
	s.t.Helper()
	cpu := processTime(s.t, p.cmd.Process.Pid) - p.cpu
	own, every := s.log.of(p.who)
	own, every = own-p.own, every-p.every
	if own == 0 {
		s.t.Fatalf("%s asked none of the hosts; it said:\n%s", p.name, p.out.String())
	}
	f := p.figures
	f.own, f.every = append(f.own, cpu/time.Duration(own)), append(f.every, cpu/time.Duration(every))
	f.memory, f.peak = append(f.memory, middle(p.memory)), append(f.peak, kernelField(s.t, p.cmd.Process.Pid, "VmHWM"))
	f.written = append(f.written, kernelField(s.t, p.cmd.Process.Pid, "RssAnon"))
	f.answers, f.whole = own, every
}

func (f *sideFigures) print(name string) {
	row(name+": CPU time for each HTTPS answer that the servers counted", spread(f.every))
	if f.whole != f.answers {
		row("  the same, of the shop's own hosts alone", fmt.Sprintf("%s; %d of %d answers", spread(f.own), f.answers, f.whole))
	}
	row("  resident memory, median and peak", fmt.Sprintf("%.1f MB, %.1f MB; %.1f MB of it are not the program's file",
		mb(middle(f.memory)), mb(middle(f.peak)), mb(middle(f.written))))
}

func (f *sideFigures) against(name string, peer *sideFigures) {
	fmt.Printf("  %-52s %.2f of %s's (%.2f by the shop's own hosts alone), memory %.2f\n", "  for each answer",
		float64(middle(f.every))/float64(middle(peer.every)), name, float64(middle(f.own))/float64(middle(peer.own)),
		float64(middle(f.memory))/float64(middle(peer.memory)))
}

// exporter is Debian's blackbox exporter, and beside it one who asks it, as Prometheus
// does: host by host, spread over the ten seconds. Only the exporter is measured.
func (s *side) exporter() *sidePeer {
	s.t.Helper()
	config := filepath.Join(s.t.TempDir(), "blackbox.yml")
	const module = "modules: {https: {prober: http, timeout: 9s, http: {preferred_ip_protocol: ip4, follow_redirects: false}}}\n"
	if err := os.WriteFile(config, []byte(module), 0o600); err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(s.t.Context())
	p := &sidePeer{name: "blackbox exporter", who: "Blackbox Exporter", cancel: cancel}
	p.cmd = s.shop.Command(ctx, "prometheus-blackbox-exporter", "--config.file", config, "--web.listen-address", exporterAt, "--log.level", "error")
	s.starts(p)
	p.driver = s.shop.Command(ctx, os.Args[0], "-test.run=^TestAskExporter$", "-test.count=1")
	p.driver.Env = append(p.driver.Env, inShop+"=yes")
	if err := p.driver.Start(); err != nil {
		s.t.Fatal(err)
	}
	return p
}

const exporterAt = "127.0.0.1:9115"

// TestAskExporter is the copy on the shop's PC that asks the exporter until it is ended.
func TestAskExporter(t *testing.T) {
	if os.Getenv(inShop) == "" {
		t.Skip("only runs inside the benchmark's network")
	}
	time.Sleep(time.Second) // until it listens
	for n := range sideHosts {
		host, port := shopHost(n)
		go func() {
			time.Sleep(sideEvery * time.Duration(n) / sideHosts)
			for tick := time.NewTicker(sideEvery); ; <-tick.C {
				answer, err := http.Get(fmt.Sprintf("http://%s/probe?module=https&target=https://%s:%d/", exporterAt, host, port))
				if err != nil {
					t.Error(err)
					continue
				}
				if body, err := io.ReadAll(answer.Body); err != nil || !bytes.Contains(body, []byte("\nprobe_success 1\n")) {
					t.Errorf("%v: %s", err, body)
				}
				_ = answer.Body.Close()
			}
		}()
	}
	time.Sleep(sideWarm + sideLength + time.Minute)
}

// curl asks each host once by a process of its own.
func (s *side) curl() {
	b := &bench{t: s.t, net: s.shop}
	var all []time.Duration
	for range sideRounds {
		var sum time.Duration
		for n := range sideHosts {
			host, port := shopHost(n)
			_, used, _ := b.run(1, "curl", "-sS", "-4", "-o", "/dev/null", fmt.Sprintf("https://%s:%d/", host, port))
			sum += used
		}
		all = append(all, sum/sideHosts)
	}
	row("curl, a process for each", spread(all))
}

// coldStart is how soon a program just started has a verdict on all of them.
func (s *side) coldStart() {
	b := &bench{t: s.t, net: s.shop}
	home := s.t.TempDir()
	s.settings(home, sideHosts)
	var wall, slowest, over []time.Duration
	for range benchRuns {
		file := filepath.Join(home, "countercheck", "settings.toml")
		out, _, took := b.run(1, s.program, "check", "--json", "--config", file)
		longest := b.slowest(out)
		wall, slowest, over = append(wall, took), append(slowest, longest), append(over, took-longest)
	}
	row("from the start of counterctl to the last verdict", spread(wall))
	row("  of which after its slowest check", fmt.Sprintf("%s, the check %s", spread(over), milliseconds(middle(slowest))))
}

// scaleSizes are how many hosts of its own the agent watches.
var scaleSizes = []int{10, 100, 1000}

// scale is what more hosts cost.
func (s *side) scale() {
	fmt.Printf("\nMore hosts, each every %.0f s: the agent, %d rounds of %.0f s\n", sideEvery.Seconds(), sideRounds, (sideLength / 2).Seconds())
	results := map[int]*sideFigures{}
	for range sideRounds {
		for _, size := range scaleSizes {
			if results[size] == nil {
				results[size] = &sideFigures{}
			}
			p := s.agent(size)
			p.figures = results[size]
			s.measure(sideLength/2, p)
		}
	}
	few := results[scaleSizes[0]]
	for _, size := range scaleSizes {
		f := results[size]
		row(fmt.Sprintf("%d: CPU time for each answer of its own hosts", size), fmt.Sprintf("%s, %.2f of that of %d", spread(f.own), float64(middle(f.own))/float64(middle(few.own)), scaleSizes[0]))
		row("  resident memory, median and peak", fmt.Sprintf("%.1f MB, %.1f MB; %.1f kB for each more", mb(middle(f.memory)), mb(middle(f.peak)),
			float64(middle(f.memory)-middle(few.memory))/float64(max(1, size-scaleSizes[0]))))
	}
}

// processTime is the CPU time that a process has used, to the nanosecond, and the
// children it has waited for, to the hundredth of a second (clock_getcpuclockid(3),
// proc(5)).
func processTime(t *testing.T, pid int) time.Duration {
	t.Helper()
	var own unix.Timespec
	if err := unix.ClockGettime(int32(^pid<<3|2), &own); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	children := 0
	for _, field := range fields[13:15] { // cutime, cstime
		ticks, err := strconv.Atoi(field)
		if err != nil {
			t.Fatal(err)
		}
		children += ticks
	}
	return time.Duration(own.Nano()) + time.Duration(children)*10*time.Millisecond
}

// kernelField is a figure in kB of /proc/PID/status.
func kernelField(t *testing.T, pid int, name string) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	return field(text, name)
}
