package checks

import "cmp"

func (v *validation) thresholds(t Thresholds) {
	for _, g := range []struct {
		key string
		Grade
	}{
		{"request", t.Request},
		{"connect", t.Connect},
		{"resolve", t.Resolve},
		{"jitter", t.Jitter},
		{"clock", t.Clock},
	} {
		limits(v, "thresholds."+g.key+".good", g.Good, "thresholds."+g.key+".bad", g.Bad)
	}
	limits(v, "thresholds.loss.good", t.Loss.Good, "thresholds.loss.bad", t.Loss.Bad)
	limits(v, "thresholds.disk_hard_mb", t.DiskHardMB, "thresholds.disk_free_mb", t.DiskFreeMB)
	limits(v, "thresholds.memory_hard", t.MemoryHard, "thresholds.memory_free", t.MemoryFree)
	positive(v, "thresholds.certificate_days", t.CertificateDays)
	positive(v, "thresholds.cpu_busy", t.CPUBusy)
	for _, share := range []struct {
		key     string
		percent float64
	}{{"loss.bad", t.Loss.Bad}, {"memory_free", t.MemoryFree}, {"cpu_busy", t.CPUBusy}} {
		if share.percent > 100 {
			v.add("thresholds."+share.key, OutOfRange, "100", "%v percent is more than everything", share.percent)
		}
	}
	for _, limit := range []struct {
		key string
		d   Duration
	}{
		{"resolve", t.GiveUp.Resolve},
		{"connect", t.GiveUp.Connect},
		{"tls", t.GiveUp.TLS},
		{"answer", t.GiveUp.Answer},
		{"request", t.GiveUp.Request},
		{"ping", t.GiveUp.Ping},
	} {
		positive(v, "thresholds.give_up."+limit.key, limit.d)
	}
}

// positive wants a limit above nothing.
func positive[T cmp.Ordered](v *validation, key string, value T) bool {
	var nothing T
	if value > nothing {
		return true
	}
	v.add(key, NotPositive, "", "must be more than nothing")
	return false
}

// limits wants two positive limits, the first below the second.
func limits[T cmp.Ordered](v *validation, lowKey string, low T, highKey string, high T) {
	if positive(v, lowKey, low) && positive(v, highKey, high) && low >= high {
		v.add(lowKey, WrongOrder, "", "must be below %s", highKey)
	}
}
