package checks

import "time"

// JudgeSurvey says what a survey means for the shop's payments. Only hosts in use
// count, unless there are none. The cause is named where these probes alone can
// tell it; what lies below the payment hosts is the line's own verdict.
func JudgeSurvey(s Survey, t Thresholds) (Level, Code) {
	all := s.providers()
	var levels [Fail + 1]int
	worst, cause := Unknown, Code("")
	for _, p := range all {
		level, why := p.judge(t)
		levels[level]++
		if level > worst {
			worst, cause = level, why
		}
	}
	owners := s.slowOwners(t)
	switch {
	case worst == OK:
		return OK, None
	case worst == Warn && cause == ProviderSlow && owners.slow >= 2 && 2*owners.slow > owners.all:
		return Warn, WANSlow // most hosts of unrelated owners
	case worst == Fail && levels[Fail] == len(all) && len(all) > 1:
		return Fail, "" // the line, or all of them: the line's verdict knows
	case len(all) == 1 && cause != ProviderPrimaryDown:
		return worst, "" // nothing to compare with
	default:
		return worst, cause
	}
}

// surveyed are the hosts of one provider.
type surveyed []SurveyHost

// providers groups the hosts in use, in their order.
func (s Survey) providers() (all []surveyed) {
	at := map[string]int{}
	for _, h := range s.counting() {
		if _, seen := at[h.Provider]; !seen {
			at[h.Provider] = len(all)
			all = append(all, nil)
		}
		all[at[h.Provider]] = append(all[at[h.Provider]], h)
	}
	return all
}

// counting are the hosts in use; where none is, all.
func (s Survey) counting() (hosts []SurveyHost) {
	for _, h := range s.Hosts {
		if h.InUse {
			hosts = append(hosts, h)
		}
	}
	if len(hosts) == 0 {
		return s.Hosts
	}
	return hosts
}

// judge: any host that works carries the provider's payments.
func (hosts surveyed) judge(t Thresholds) (Level, Code) {
	worst, best, cause := Unknown, Fail, None
	for _, h := range hosts {
		level, why := h.judge(t)
		if level == Unknown {
			continue
		}
		best = min(best, level)
		if level > worst && (h.Role != Backup || len(hosts) == 1) {
			worst, cause = level, why
		}
	}
	switch {
	case worst == Unknown:
		return Unknown, ""
	case worst == Fail && best < Fail:
		return Warn, ProviderPrimaryDown
	default:
		return worst, cause
	}
}

// judge grades one host: failing for good, now and then, or slow once in twenty
// times.
func (h SurveyHost) judge(t Thresholds) (Level, Code) {
	f := h.Figures()
	share, ok := f.Share()
	switch {
	case !ok:
		return Unknown, ""
	case f.Failed == f.Count:
		return Fail, ProviderDown
	case t.Loss.Of(share) == Fail:
		return Warn, ""
	case f.slow(t):
		return Warn, ProviderSlow
	default:
		return OK, None
	}
}

// slow: half of all requests are slow, or one in twenty so slow that it may time
// out.
func (f SurveyFigures) slow(t Thresholds) bool {
	return t.Request.Of(time.Duration(f.Total.Median)) > OK || t.Request.Of(time.Duration(f.Total.P95)) == Fail
}

// ownerCount is of how many owners hosts were asked, and how many of them are slow.
type ownerCount struct{ slow, all int }

func (s Survey) slowOwners(t Thresholds) ownerCount {
	slow := map[string]bool{}
	for _, h := range s.Hosts {
		if f := h.Figures(); f.Count > f.Failed {
			slow[h.Owner] = slow[h.Owner] || f.slow(t)
		}
	}
	count := ownerCount{all: len(slow)}
	for _, is := range slow {
		if is {
			count.slow++
		}
	}
	return count
}
