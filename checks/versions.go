package checks

import (
	"slices"
	"time"
)

// VersionState is how a terminal's version stands.
type VersionState string

// The states, in words of the screen: only the first is good, and only the four
// after it are known to be bad.
const (
	VersionNewest       VersionState = "newest"
	VersionOutdated     VersionState = "outdated"      // older than the newest
	VersionBelowMinimum VersionState = "below_minimum" // must not be used any more
	VersionBlocked      VersionState = "blocked"       // known to be faulty
	VersionUnsupported  VersionState = "unsupported"   // its support has ended
	VersionIncomparable VersionState = "incomparable"  // cannot be compared with the newest
	VersionUnread       VersionState = "unread"        // nobody has read it
	VersionStale        VersionState = "stale"         // read, or compared with a newest that was recorded, too long ago
	VersionNoRule       VersionState = "no_rule"       // nobody has recorded the newest
)

// VersionVerdict is how a terminal's version stands, and why.
type VersionVerdict struct {
	State   VersionState `json:"state"`
	Newest  string       `json:"newest,omitempty"`
	Minimum string       `json:"minimum,omitempty"`
	Ends    string       `json:"ends,omitempty"`
	Rule    time.Time    `json:"rule_at,omitzero"` // when the rule was recorded
	Days    int          `json:"days,omitempty"`   // since the version was read, or the rule recorded, where that is too long ago
}

// VersionAges are after how many days a reading and a recorded newest are too old
// to be trusted.
type VersionAges struct {
	Reading int `toml:"reading_days"`
	Newest  int `toml:"newest_days"`
}

// JudgeVersion compares a terminal's version with the rules for it. What is known
// to be bad comes before what is not known.
func JudgeVersion(t Terminal, rules []VersionRule, ages VersionAges, now time.Time) VersionVerdict {
	rule, has := RuleFor(t, rules)
	v := VersionVerdict{Newest: rule.Newest, Minimum: rule.Minimum, Ends: rule.Ends, Rule: rule.At}
	read, recorded := daysSince(t.Version.At, now), daysSince(rule.At, now)
	switch {
	case t.Version.Version == "":
		v.State = VersionUnread
	case has && slices.ContainsFunc(rule.Blocked, func(b string) bool { return CompareVersions(t.Version.Version, b) == VersionSame }):
		v.State = VersionBlocked
	case has && rule.Minimum != "" && CompareVersions(t.Version.Version, rule.Minimum) == VersionOlder:
		v.State = VersionBelowMinimum
	case has && ended(rule.Ends, now):
		v.State = VersionUnsupported
	case read > ages.Reading:
		v.State, v.Days = VersionStale, read
	case !has || rule.Newest == "":
		v.State = VersionNoRule
	default:
		v.State = against(CompareVersions(t.Version.Version, rule.Newest))
		if v.State == VersionNewest && recorded > ages.Newest {
			v.State, v.Days = VersionStale, recorded
		}
	}
	return v
}

func against(order VersionOrder) VersionState {
	switch order {
	case VersionOlder:
		return VersionOutdated
	case VersionSame, VersionNewer:
		return VersionNewest
	default:
		return VersionIncomparable
	}
}

// RuleFor is the rule that fits a terminal best: the one that names most of it, and
// of equals the newest, a person's before a list's.
func RuleFor(t Terminal, rules []VersionRule) (best VersionRule, found bool) {
	points := -1
	for _, r := range rules {
		n, fits := r.fits(t)
		if !fits {
			continue
		}
		if n > points || (n == points && r.better(best)) {
			best, points, found = r, n, true
		}
	}
	return best, found
}

// fits counts how much of a terminal a rule names.
func (r VersionRule) fits(t Terminal) (n int, fits bool) {
	for _, pair := range [][2]string{{r.Brand, t.Brand}, {r.Model, t.Model}, {r.Software, t.Software}} {
		if pair[0] == "" {
			continue
		}
		if PlainNumber(pair[0]) != PlainNumber(pair[1]) {
			return 0, false
		}
		n++
	}
	return n, true
}

func (r VersionRule) better(than VersionRule) bool {
	if r.Listed != than.Listed {
		return !r.Listed
	}
	return r.At.After(than.At)
}

// ended: a last day is past.
func ended(last string, now time.Time) bool {
	until, err := time.ParseInLocation(time.DateOnly, last, now.Location())
	return err == nil && daysBetween(until, now) > 0
}

// daysSince is how many days ago something was; 0 for what lies ahead.
func daysSince(t, now time.Time) int { return max(0, int(now.Sub(t)/(24*time.Hour))) }
