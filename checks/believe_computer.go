package checks

// The rows about this PC itself.

const mebibyte = 1 << 20

func pcCashierNotRunning(e *evidence) []claim {
	var all []claim
	for _, c := range e.computers {
		if c.Facts.Cashier == "" || c.Facts.CashierRunning == nil || *c.Facts.CashierRunning {
			continue
		}
		level := Fail
		if e.plan.Profile.HasTerminal {
			level = Warn
		}
		all = append(all, claim{Level: level, Evidence: []string{c.ID()}, Facts: map[string]any{"Program": c.Facts.Cashier}})
	}
	return all
}

// figure claims a figure of this PC that is under its limit, as a warning under
// the hard one, once it has lasted.
func (e *evidence) figure(of func(ComputerFacts) (value float64, facts map[string]any, ok bool), limit, hard float64) []claim {
	for _, c := range e.computers {
		value, facts, ok := of(c.Facts)
		if !ok || value >= limit || !e.lasting(c.ID()) {
			continue
		}
		level := OK
		if value < hard {
			level = Warn
		}
		return []claim{{Level: level, Evidence: []string{c.ID()}, Facts: facts}}
	}
	return nil
}

func pcDiskFull(e *evidence) []claim {
	t := e.plan.Thresholds
	return e.figure(func(f ComputerFacts) (float64, map[string]any, bool) {
		if f.DiskFreeBytes == nil {
			return 0, nil, false
		}
		return float64(*f.DiskFreeBytes) / mebibyte, map[string]any{"MB": int(*f.DiskFreeBytes / mebibyte)}, true
	}, float64(t.DiskFreeMB), float64(t.DiskHardMB))
}

func pcMemoryLow(e *evidence) []claim {
	t := e.plan.Thresholds
	return e.figure(func(f ComputerFacts) (float64, map[string]any, bool) {
		if f.MemoryFree == nil {
			return 0, nil, false
		}
		return *f.MemoryFree, map[string]any{"Percent": int(*f.MemoryFree)}, true
	}, t.MemoryFree, t.MemoryHard)
}

// pcCPUBusy looks at what is left of the processor, so that it reads like the two
// above; no hard limit makes it a warning.
func pcCPUBusy(e *evidence) []claim {
	if e.round.Before == nil {
		return nil // one look at a processor says nothing: this round itself made it busy
	}
	return e.figure(func(f ComputerFacts) (float64, map[string]any, bool) {
		if f.CPUPercent == nil {
			return 0, nil, false
		}
		return 100 - *f.CPUPercent, map[string]any{"Percent": int(*f.CPUPercent)}, true
	}, 100-e.plan.Thresholds.CPUBusy, 0)
}
