package checks

import "time"

// Measured is what a round answers of the checklist. What was not measured is not
// there.
func Measured(round Round, v Verdict, at time.Time) []Measurement {
	all := []Measurement{{Measure: MeasureNetwork, Level: v.Level, At: at}}
	note := func(m Measure, level Level) { all = append(all, Measurement{Measure: m, Level: level, At: at}) }
	clock, terminals, newest := Unknown, 0, 0
	for _, r := range round.Results {
		switch f := r.Finding.Facts.(type) {
		case EndpointFacts:
			if f.ClockOffset != nil {
				clock = OK
			}
		case ComputerFacts:
			computer(f, v, note)
		case RecordFacts:
			terminals++
			if f.Judged.State == VersionNewest {
				newest++
			}
		}
	}
	if found, level := v.holds(PCClockWrong); found {
		clock = level
	}
	note(MeasureClock, clock)
	if terminals > 0 && newest == terminals { // anything else is for a person to look at
		note(MeasureVersion, OK)
	}
	return drop(all)
}

// drop leaves out what could not be measured.
func drop(all []Measurement) (known []Measurement) {
	for _, m := range all {
		if m.Level != Unknown {
			known = append(known, m)
		}
	}
	return known
}

func computer(f ComputerFacts, v Verdict, note func(Measure, Level)) {
	if f.DiskFreeBytes != nil {
		level := OK
		if found, _ := v.holds(PCDiskFull); found {
			level = Warn
		}
		note(MeasureDisk, level)
	}
	if f.Cashier != "" && f.CashierRunning != nil {
		level := OK
		if !*f.CashierRunning {
			level = Fail
		}
		note(MeasureCashier, level)
	}
}

// holds: a cause is believed, as the verdict or beside it.
func (v Verdict) holds(code Code) (found bool, level Level) {
	if v.Cause == code {
		return true, v.Level
	}
	for _, a := range v.Also {
		if a.Cause == code {
			return true, max(a.Level, Warn)
		}
	}
	return false, Unknown
}
