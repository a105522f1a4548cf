package checks

import "slices"

// believed is a claim together with its row and place in the table.
type believed struct {
	row
	claim
	place int
}

// Diagnose finds the one cause that explains a round: the first that makes a
// payment fail, unless an earlier warning explains it; without one, the first
// warning. What else is true at once and independent is listed under Also.
//
// It is pure: the same plan and round always give the same verdict.
func Diagnose(plan Plan, round Round) Verdict {
	e := gather(plan, round)
	all := e.believe()
	winner, found := e.choose(all)
	v := Verdict{Level: OK, Cause: None}
	if found {
		v = winner.verdict()
	}
	v.Channels = e.channels(winner)
	if !found || winner.Level < Fail {
		v = e.unexplained(v)
	}
	v.Also = e.also(all, winner)
	if v.Cause == None && e.blind(v.Channels) {
		v.Level = Unknown
	}
	v.Path = e.path(v)
	return v
}

// believe goes through the table of causes once.
func (e *evidence) believe() []believed {
	var all []believed
	for place, r := range causes {
		for _, c := range r.Believe(e) {
			all = append(all, believed{r, c, place})
		}
	}
	return all
}

// choose picks the cause. The zero believed with found false means none.
func (e *evidence) choose(all []believed) (winner believed, found bool) {
	for _, b := range all {
		if b.Level != Fail {
			continue
		}
		for _, earlier := range all {
			if earlier.place < b.place && earlier.Level == Warn && e.accountsFor(earlier, b) {
				return earlier, true
			}
		}
		return b, true
	}
	for _, b := range all {
		if b.Level == Warn {
			return b, true
		}
	}
	return believed{}, false
}

// accountsFor: every failing check of the later cause is the warning's doing.
func (e *evidence) accountsFor(warning, later believed) bool {
	if warning.Explains == nil {
		return false
	}
	found := false
	for _, res := range e.round.Results {
		if res.Finding.Level != Fail || !slices.Contains(later.Evidence, res.ID()) {
			continue
		}
		if !warning.Explains(res) {
			return false
		}
		found = true
	}
	return found
}

// explains: a result's trouble is this cause's doing.
func (b believed) explains(r Result) bool {
	if b.Hides && !slices.Contains(roadless, r.Check.Kind) {
		return true
	}
	return slices.Contains(b.Evidence, r.ID()) || (b.Explains != nil && b.Explains(r))
}

// roadless are the kinds that a broken road hides nothing of.
var roadless = []Kind{KindComputer, KindRecord, KindCare}

// also lists what is true beside the cause and not explained by it or by anything
// listed before.
func (e *evidence) also(all []believed, winner believed) []Also {
	var kept []believed
	var out []Also
	for _, b := range all {
		if b.same(winner) || !e.independent(b, append(kept, winner)) {
			continue
		}
		kept = append(kept, b)
		out = append(out, Also{Cause: b.Code, Level: b.Level, Subject: b.Subject, Facts: b.Facts, Evidence: b.Evidence})
	}
	return out
}

func (b believed) same(other believed) bool {
	return b.Code == other.Code && b.Subject == other.Subject
}

// independent: it was seen in something that none of the others accounts for.
func (e *evidence) independent(b believed, others []believed) bool {
	return slices.ContainsFunc(e.round.Results, func(r Result) bool {
		return slices.Contains(b.Evidence, r.ID()) &&
			!slices.ContainsFunc(others, func(o believed) bool { return o.Code != "" && o.explains(r) })
	})
}

func (b believed) verdict() Verdict {
	return Verdict{Level: b.Level, Cause: b.Code, Layer: b.Layer, Subject: b.Subject, Facts: b.Facts, Evidence: b.Evidence}
}

// unexplained guards against a green light over a channel that fails in a way
// that no row describes: the provider is named, since its hosts were seen to fail.
func (e *evidence) unexplained(v Verdict) Verdict {
	var bad []ChannelState
	for _, c := range v.Channels {
		if c.Level == Fail {
			bad = append(bad, c)
		}
	}
	if len(bad) == 0 {
		return v
	}
	out := Verdict{Level: Fail, Cause: ProviderDown, Layer: LayerProvider, Subject: bad[0].Provider, Channels: v.Channels}
	if len(bad) == len(v.Channels) && len(bad) > 1 && bad[0].Provider != bad[len(bad)-1].Provider {
		out.Cause, out.Subject = ProviderAllDown, ""
	}
	for _, c := range bad {
		out.Evidence = append(out.Evidence, ids(where(e.hostsOf(c.Provider), failed))...)
	}
	slices.Sort(out.Evidence)
	out.Evidence = slices.Compact(out.Evidence)
	return out
}

// blind: a channel that is in use was not measured, so nothing good can be said.
// Terminals on SIM cards are never measured from here; then the PC's own road is.
func (e *evidence) blind(channels []ChannelState) bool {
	if e.plan.Profile.SIMOnly {
		return len(where(e.remote(), works)) == 0
	}
	return len(channels) == 0 || slices.ContainsFunc(channels, func(c ChannelState) bool { return c.Level == Unknown })
}
