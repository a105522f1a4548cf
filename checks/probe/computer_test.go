package probe

import (
	"os"
	"path/filepath"
	"testing"

	"countercheck/checks"
)

func TestTheCashierProgram(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	p := newTestProber(nil)
	for program, want := range map[string]bool{filepath.Base(self): true, "no-such-cashier.exe": false} {
		f := p.askComputer(t.Context(), checks.Profile{Cashier: program})
		running := f.Facts.(checks.ComputerFacts).CashierRunning
		if running == nil || *running != want {
			t.Errorf("%s runs: %v", program, running)
		}
		if (f.Cause == checks.PCCashierNotRunning) == want {
			t.Errorf("%s points at %s", program, f.Cause)
		}
	}
}

func TestProgramNames(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"POS.exe", "pos", true},
		{"pos.exe", `C:\Program Files\Shop\POS.EXE`, true},
		{"收银.exe", "收银", true},
		{"pos", "possum", false},
	} {
		if got := sameProgram(test.a, test.b); got != test.want {
			t.Errorf("%q and %q: %v", test.a, test.b, got)
		}
	}
}

func TestFiguresOfThisPC(t *testing.T) {
	num := func(v float64) *float64 { return &v }
	bytes := func(v uint64) *uint64 { return &v }
	yes, no := true, false
	for _, test := range []struct {
		name     string
		facts    checks.ComputerFacts
		terminal bool
		level    checks.Level
		cause    checks.Code
	}{
		{"nothing is told", checks.ComputerFacts{}, false, checks.OK, checks.None},
		{"all is well", checks.ComputerFacts{CashierRunning: &yes, DiskFreeBytes: bytes(1 << 40), MemoryFree: num(50), CPUPercent: num(10)}, false, checks.OK, checks.None},
		{"the cashier program is not there", checks.ComputerFacts{CashierRunning: &no}, false, checks.Fail, checks.PCCashierNotRunning},
		{"but there is a terminal", checks.ComputerFacts{CashierRunning: &no}, true, checks.Warn, checks.PCCashierNotRunning},
		{"the disk is full", checks.ComputerFacts{DiskFreeBytes: bytes(100 << 20)}, false, checks.Warn, checks.PCDiskFull},
		{"memory is low", checks.ComputerFacts{MemoryFree: num(5)}, false, checks.Warn, checks.PCMemoryLow},
		{"the processor is busy", checks.ComputerFacts{CPUPercent: num(97)}, false, checks.Warn, checks.PCCPUBusy},
	} {
		f := computerFinding(test.facts, checks.Profile{HasTerminal: test.terminal}, testThresholds)
		if f.Level != test.level || f.Cause != test.cause {
			t.Errorf("%s: %s %s", test.name, f.Level, f.Cause)
		}
	}
}
