package checks

import "slices"

// The rows about payment providers.

// providers lists the providers asked in this round, in the plan's order.
func (e *evidence) providers() []string {
	var all []string
	for _, s := range e.payments {
		if !slices.Contains(all, s.Check.Target.Provider) {
			all = append(all, s.Check.Target.Provider)
		}
	}
	return all
}

func (e *evidence) hostsOf(provider string) []*Seen[EndpointFacts] {
	return where(e.payments, func(s *Seen[EndpointFacts]) bool { return s.Check.Target.Provider == provider })
}

func primary(s *Seen[EndpointFacts]) bool { return s.Check.Target.Role != Backup }
func backup(s *Seen[EndpointFacts]) bool  { return s.Check.Target.Role == Backup }

// answers5xx: a complete HTTP answer that admits a fault of the provider.
func answers5xx(s *Seen[EndpointFacts]) bool { return failed(s) && s.Finding.Class == ServerError }

// allFail returns the hosts of a provider in use, if none of them works and at
// least one was measured to fail.
func (e *evidence) allFail(provider string) []*Seen[EndpointFacts] {
	hosts := e.hostsOf(provider)
	bad := where(hosts, failed)
	if len(bad) == 0 || len(where(hosts, works)) > 0 || !slices.ContainsFunc(hosts, inUse) {
		return nil
	}
	return bad
}

func providerAllDown(e *evidence) []claim {
	bad := where(e.payments, failed)
	if owners(bad) < 2 || len(bad) < len(e.payments) || !e.controlsFine() {
		return nil
	}
	for _, s := range bad {
		if s.Finding.Failed != bad[0].Finding.Failed || answers5xx(s) {
			return nil
		}
	}
	return []claim{{Level: Fail, Evidence: ids(bad), Facts: map[string]any{"Phase": string(bad[0].Finding.Failed)}}}
}

func providerErrors(e *evidence) []claim {
	var all []claim
	for _, p := range e.providers() {
		bad := e.allFail(p)
		if len(bad) > 0 && len(where(bad, answers5xx)) == len(bad) {
			all = append(all, claim{Level: Fail, Subject: p, Evidence: ids(bad), Facts: map[string]any{"Status": bad[0].Facts.Status}})
		}
	}
	return all
}

func providerDown(e *evidence) []claim {
	var all []claim
	for _, p := range e.providers() {
		bad := e.allFail(p)
		if len(bad) > 0 && len(where(bad, answers5xx)) < len(bad) && e.controlsFine() {
			all = append(all, claim{Level: Fail, Subject: p, Evidence: ids(bad), Facts: map[string]any{"Phase": string(bad[0].Finding.Failed)}})
		}
	}
	return all
}

// providerPrimaryDown: a first host fails, another of the provider's works.
func providerPrimaryDown(e *evidence) []claim {
	var all []claim
	for _, p := range e.providers() {
		hosts := where(e.hostsOf(p), inUse)
		bad := where(where(hosts, primary), failed)
		if len(bad) > 0 && len(where(hosts, works)) > 0 {
			all = append(all, claim{Level: Warn, Subject: p, Evidence: ids(bad)})
		}
	}
	return all
}

// slowHost: over a threshold as a payment would feel it.
func (e *evidence) slowHost(s *Seen[EndpointFacts]) bool {
	return works(s) && (e.gradeRequest(FigureTotal, s) == Fail || e.gradeRequest(FigureConnect, s) == Fail)
}

func providerSlow(e *evidence) []claim {
	var all []claim
	var fine int
	for _, p := range e.providers() {
		slow := where(where(e.hostsOf(p), primary), e.slowHost)
		if len(slow) == 0 {
			fine++
			continue
		}
		if !slices.ContainsFunc(slow, inUse) {
			continue
		}
		all = append(all, claim{Level: Warn, Subject: p, Evidence: ids(slow), Facts: map[string]any{
			"Seconds": seconds(slow[0].Finding.Phases.Total()),
		}})
	}
	if fine == 0 && !e.controlsFine() {
		return nil // everybody is slow: that is the line's row
	}
	return all
}

func providerBackupDown(e *evidence) []claim {
	var all []claim
	for _, p := range e.providers() {
		hosts := where(e.hostsOf(p), inUse)
		spare := where(hosts, backup)
		bad := where(spare, failed)
		if len(bad) > 0 && len(bad) == len(spare) && len(where(where(hosts, primary), works)) > 0 {
			all = append(all, claim{Level: OK, Subject: p, Evidence: ids(bad)})
		}
	}
	return all
}
