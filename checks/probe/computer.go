package probe

import (
	"context"
	"math"
	"path/filepath"
	"strings"
	"time"

	"github.com/shirou/gopsutil/v4/cpu"
	"github.com/shirou/gopsutil/v4/disk"
	"github.com/shirou/gopsutil/v4/host"
	"github.com/shirou/gopsutil/v4/mem"
	"github.com/shirou/gopsutil/v4/process"

	"countercheck/checks"
)

// cpuSample is how long the processor is watched.
const cpuSample = 500 * time.Millisecond

// askComputer reads figures of this PC, and whether the cashier program runs.
// What the system does not tell stays nil.
func (p *prober) askComputer(ctx context.Context, profile checks.Profile) checks.Finding {
	facts := checks.ComputerFacts{Cashier: profile.Cashier}
	if info, err := host.InfoWithContext(ctx); err == nil {
		facts.OS = strings.TrimSpace(info.Platform + " " + info.PlatformVersion)
		facts.Uptime = checks.Span(time.Duration(info.Uptime) * time.Second)
	}
	if memory, err := mem.VirtualMemoryWithContext(ctx); err == nil && memory.Total > 0 {
		facts.MemoryFree = share(memory.Available, memory.Total)
	}
	if drive, err := disk.UsageWithContext(ctx, systemDrive()); err == nil && drive.Total > 0 {
		facts.DiskFreeBytes, facts.DiskFree = &drive.Free, share(drive.Free, drive.Total)
	}
	if profile.Cashier != "" {
		facts.CashierRunning = running(ctx, profile.Cashier)
	}
	if busy, err := cpu.PercentWithContext(ctx, cpuSample, false); err == nil && len(busy) == 1 {
		facts.CPUPercent = tenth(busy[0])
	}
	return computerFinding(facts, profile, p.thresholds)
}

func share(part, whole uint64) *float64 {
	return tenth(100 * float64(part) / float64(whole))
}

// tenth rounds to what a person reads.
func tenth(percent float64) *float64 {
	percent = math.Round(percent*10) / 10
	return &percent
}

// computerFinding grades the figures: the cashier program first, then what is
// short. Figures alone never fail a payment.
func computerFinding(facts checks.ComputerFacts, profile checks.Profile, t checks.Thresholds) checks.Finding {
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: facts}
	switch {
	case facts.CashierRunning != nil && !*facts.CashierRunning:
		f.Level, f.Cause = checks.Fail, checks.PCCashierNotRunning
		if profile.HasTerminal {
			f.Level = checks.Warn
		}
	case facts.DiskFreeBytes != nil && *facts.DiskFreeBytes < uint64(t.DiskFreeMB)<<20:
		f.Level, f.Cause = checks.Warn, checks.PCDiskFull
	case facts.MemoryFree != nil && *facts.MemoryFree < t.MemoryFree:
		f.Level, f.Cause = checks.Warn, checks.PCMemoryLow
	case facts.CPUPercent != nil && *facts.CPUPercent > t.CPUBusy:
		f.Level, f.Cause = checks.Warn, checks.PCCPUBusy
	}
	return f
}

// running reports whether a program of that name runs; nil where the system does
// not let us look.
func running(ctx context.Context, program string) *bool {
	all, err := process.ProcessesWithContext(ctx)
	if err != nil {
		return nil
	}
	found, told := false, false
	for _, one := range all {
		name, err := one.NameWithContext(ctx)
		if err != nil {
			continue
		}
		told = true
		found = found || sameProgram(name, program)
	}
	if !told {
		return nil
	}
	return &found
}

// sameProgram compares process names without regard to case, folder or ".exe".
func sameProgram(a, b string) bool { return bareName(a) == bareName(b) }

func bareName(name string) string {
	name = strings.ToLower(filepath.Base(strings.ReplaceAll(strings.TrimSpace(name), `\`, "/")))
	return strings.TrimSuffix(name, ".exe")
}
