package checks

import "time"

// Grade is a pair of limits: good up to Good, slow up to Bad, bad above.
type Grade struct {
	Good Duration `toml:"good"`
	Bad  Duration `toml:"bad"`
}

// ShareGrade is Grade for shares, in percent.
type ShareGrade struct {
	Good float64 `toml:"good"`
	Bad  float64 `toml:"bad"`
}

// Limits are the deadlines after which each phase is given up.
type Limits struct {
	Resolve Duration `toml:"resolve"`
	Connect Duration `toml:"connect"`
	TLS     Duration `toml:"tls"`
	Answer  Duration `toml:"answer"` // first byte, and the rest, each
	Request Duration `toml:"request"`
	Ping    Duration `toml:"ping"`
}

// Thresholds are the figures of causes.md, "Thresholds and time-outs". Their
// values and sources stand in assets/settings.toml.
type Thresholds struct {
	Request Grade      `toml:"request"`
	Connect Grade      `toml:"connect"`
	Resolve Grade      `toml:"resolve"`
	Jitter  Grade      `toml:"jitter"`
	Clock   Grade      `toml:"clock"`
	Loss    ShareGrade `toml:"loss"` // percent
	GiveUp  Limits     `toml:"give_up"`

	CertificateDays int     `toml:"certificate_days"` // fewer days left are told
	DiskFreeMB      int     `toml:"disk_free_mb"`     // less is told
	DiskHardMB      int     `toml:"disk_hard_mb"`     // less is a warning
	MemoryFree      float64 `toml:"memory_free"`      // percent, less is told
	MemoryHard      float64 `toml:"memory_hard"`      // percent, less is a warning
	CPUBusy         float64 `toml:"cpu_busy"`         // percent, more is told
}

// band is the share of a threshold by which a figure must cross it to change a
// level it already had (causes.md: "less than a tenth does not change the level").
const band = 0.1

// Of grades a figure: OK, Warn for slow, Fail for bad.
func (g Grade) Of(d time.Duration) Level { return grade(float64(d), float64(g.Good), float64(g.Bad)) }

// From grades a figure that had a level before: within a tenth of a threshold
// the old level stays.
func (g Grade) From(old Level, d time.Duration) Level {
	return gradeFrom(old, float64(d), float64(g.Good), float64(g.Bad))
}

// Of grades a share given as 0 to 1.
func (g ShareGrade) Of(share float64) Level { return grade(share*100, g.Good, g.Bad) }

// From grades a share that had a level before.
func (g ShareGrade) From(old Level, share float64) Level {
	return gradeFrom(old, share*100, g.Good, g.Bad)
}

func grade(v, good, bad float64) Level {
	switch {
	case v <= good:
		return OK
	case v <= bad:
		return Warn
	default:
		return Fail
	}
}

func gradeFrom(old Level, v, good, bad float64) Level {
	fresh := grade(v, good, bad)
	switch {
	case old == Unknown || fresh == old:
		return fresh
	case fresh > old: // worse: must be clearly above
		return max(old, grade(v/(1+band), good, bad))
	default: // better: must be clearly below
		return min(old, grade(v/(1-band), good, bad))
	}
}
