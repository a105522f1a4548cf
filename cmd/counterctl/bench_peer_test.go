//go:build lab && bench && linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// The peers ask the same hosts in the same network. Theirs is less to do: no
// name servers one by one, no IPv6 apart, no ping, no portals, no verdict.

// peers compares the CPU time of one HTTPS check.
func (b *bench) peers() {
	var own, curl, bare []time.Duration
	args := []string{"-sS", "--max-time", "9", "--parallel", "--parallel-immediate"}
	for _, host := range b.hosts {
		args = append(args, "-o", "/dev/null", "https://"+host+"/")
	}
	for range benchRuns {
		_, used, _ := b.run(len(b.hosts), b.program, "check", "--json")
		own = append(own, used)
		_, used, _ = b.run(len(b.hosts), "curl", args...)
		curl = append(curl, used)
		_, used, _ = b.run(1, "true")
		bare = append(bare, used)
	}
	fmt.Printf("\nCPU time for each of the %d HTTPS hosts, in the same network (smallest to largest of %d)\n", len(b.hosts), benchRuns)
	row("counterctl check, all that a round does", spread(own))
	row("curl, one process, all hosts side by side", spread(curl))
	ratio("counterctl to curl", middle(own), middle(curl))
	row("(of each: starting any program in the network)", milliseconds(middle(bare)/time.Duration(len(b.hosts))))
	if _, err := exec.LookPath("prometheus-blackbox-exporter"); err != nil {
		row("blackbox exporter", "not installed (prometheus-blackbox-exporter)")
		return
	}
	const sweeps = 10
	exporter := (b.exporter(sweeps) - b.exporter(0)) / time.Duration(sweeps*len(b.hosts))
	engine := b.round / time.Duration(len(b.hosts))
	row("counterctl, all that a round does, without its start", milliseconds(engine))
	row("blackbox exporter, without its start", milliseconds(exporter))
	ratio("counterctl to blackbox exporter", engine, exporter)
}

func ratio(what string, a, b time.Duration) { row(what, fmt.Sprintf("%.1f", float64(a)/float64(b))) }

// exporter is the CPU time that a blackbox exporter uses from start to end, for
// that many sweeps over all hosts.
func (b *bench) exporter(sweeps int) time.Duration {
	b.t.Helper()
	config := filepath.Join(b.t.TempDir(), "blackbox.yml")
	const module = "modules: {https: {prober: http, timeout: 9s, http: {valid_status_codes: [200, 400, 401, 403, 404, 405], preferred_ip_protocol: ip4, follow_redirects: false}}}\n"
	if err := os.WriteFile(config, []byte(module), 0o600); err != nil {
		b.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(b.t.Context(), 2*time.Minute)
	defer cancel()
	const address = "127.0.0.1:9115"
	cmd := b.net.Command(ctx, "prometheus-blackbox-exporter", "--config.file", config, "--web.listen-address", address, "--log.level", "error")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	if err := cmd.Start(); err != nil {
		b.t.Fatal(err)
	}
	ask := []string{"-sS", "-f", "--retry", "50", "--retry-connrefused", "--retry-delay", "1", "-o", "/dev/null", "http://" + address + "/-/healthy"}
	b.run(1, "curl", ask...)
	for range sweeps {
		for _, host := range b.hosts {
			out, _, _ := b.run(1, "curl", "-sS", "-f", "http://"+address+"/probe?module=https&target=https://"+host+"/")
			if !bytes.Contains(out, []byte("\nprobe_success 1\n")) {
				b.t.Errorf("blackbox exporter says that %s does not answer:\n%s", host, out)
			}
		}
	}
	cancel()
	_ = cmd.Wait() // ended by a signal, as it was told
	return cpuOf(cmd)
}
