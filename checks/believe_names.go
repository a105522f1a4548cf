package checks

import (
	"slices"
	"time"
)

// The rows about names: name servers, the hosts file, wrong answers.

// anchorsAnswer: the line itself is fine.
func (e *evidence) anchorsAnswer() bool {
	return slices.ContainsFunc(e.anchors, func(a *Seen[AnchorFacts]) bool { return a.Facts.Answers() })
}

// namesFound: the system's own look-ups succeed all the same. A PC that resolves
// some other way (over HTTPS, through a VPN) has servers that answer nobody else.
func (e *evidence) namesFound() bool {
	unfound := where(e.remote(), failedAt(Resolve))
	return !most(unfound, e.remote())
}

// foundName: the system's own look-up of this name succeeded.
func (e *evidence) foundName(name string) bool {
	return slices.ContainsFunc(e.remote(), func(s *Seen[EndpointFacts]) bool {
		return s.Check.Target.Host == name && s.Facts.Via == "" && s.Facts.Address.IsValid() && s.Finding.Failed != Resolve
	})
}

func dnsNoAnswer(e *evidence) []claim {
	silent := where(e.resolvers, func(r *Seen[ResolverFacts]) bool { return r.Facts.Silent() || !r.Facts.Server.IsValid() })
	if len(e.resolvers) == 0 || len(silent) < len(e.resolvers) || !e.anchorsAnswer() || e.namesFound() {
		return nil
	}
	return []claim{{Level: Fail, Evidence: ids(silent), Facts: map[string]any{"Count": len(silent)}}}
}

func dnsFirstServerDead(e *evidence) []claim {
	if len(e.resolvers) < 2 {
		return nil
	}
	first := e.resolvers[0]
	if !first.Facts.Silent() || len(first.Facts.Queries) < 3 || !slices.ContainsFunc(e.resolvers[1:], answersAll) {
		return nil
	}
	return []claim{{Level: Warn, Evidence: []string{first.ID()}, Facts: map[string]any{"Server": first.Facts.Server.Addr().String()}}}
}

func answersAll(r *Seen[ResolverFacts]) bool {
	return !slices.ContainsFunc(r.Facts.Queries, func(q Query) bool { return q.RCode == "" })
}

// outcome is what the system's resolver ends up with for one name: it goes from
// server to server, past silence, SERVFAIL and REFUSED, and stops at an answer.
type outcome struct {
	Query
	good     bool // has addresses
	answered bool // some server said something
}

func (e *evidence) outcomes() []outcome {
	var order []string
	byName := map[string]outcome{}
	for _, r := range e.resolvers {
		for _, q := range r.Facts.Queries {
			o, known := byName[q.Name]
			if !known {
				order = append(order, q.Name)
			}
			if o.good || (o.answered && o.RCode == "NXDOMAIN") || (q.RCode == "" && known) {
				continue
			}
			byName[q.Name] = outcome{Query: q, good: q.RCode == "NOERROR" && len(q.Addresses) > 0, answered: o.answered || q.RCode != ""}
		}
	}
	all := make([]outcome, len(order))
	for i, name := range order {
		all[i] = byName[name]
	}
	return all
}

func dnsRefused(e *evidence) []claim {
	var payments, refusedPayments int
	var refusedOwners []string
	rcode := ""
	for _, o := range e.outcomes() {
		refused := o.answered && !o.good && !e.foundName(o.Name)
		if o.For == ForPayment {
			payments++
			if refused {
				refusedPayments++
			}
		}
		if refused {
			rcode = o.RCode
			if !slices.Contains(refusedOwners, o.Owner) {
				refusedOwners = append(refusedOwners, o.Owner)
			}
		}
	}
	if len(refusedOwners) < 2 && (payments == 0 || refusedPayments < payments) {
		return nil
	}
	answering := where(e.resolvers, func(r *Seen[ResolverFacts]) bool { return !r.Facts.Silent() })
	return []claim{{Level: Fail, Evidence: ids(answering), Facts: map[string]any{"RCode": rcode}}}
}

func dnsHostsOverride(e *evidence) []claim {
	var all []claim
	for _, h := range e.hosts {
		for _, o := range h.Facts.Overrides {
			all = append(all, e.override(h.ID(), o))
		}
	}
	// A line that breaks payments is told before one that does not.
	slices.SortStableFunc(all, func(a, b claim) int { return int(b.Level) - int(a.Level) })
	return all
}

func (e *evidence) override(id string, o Override) claim {
	c := claim{Level: Warn, Subject: o.Provider, Evidence: []string{id}, Facts: map[string]any{
		"Name": o.Name, "Address": o.Address.String(), "Line": o.Line,
	}}
	used := false
	for _, p := range e.payments {
		if p.Check.Target.Host != o.Name {
			continue
		}
		used = used || p.Check.Target.InUse
		if failed(p) {
			c.Level = Fail
			c.Evidence = append(c.Evidence, p.ID())
		}
	}
	if !used {
		c.Level = OK // a comparison host never changes the level
	}
	return c
}

// dnsHijacked: a payment name leads to an address that no payment host has, or to
// one that cannot prove who it is while another resolver's can.
func dnsHijacked(e *evidence) []claim {
	wrong := where(e.payments, func(s *Seen[EndpointFacts]) bool {
		if !failed(s) || s.Check.Target.Custom() || e.pinned(s.Check.Target.Host) {
			return false
		}
		if e.local(s.Facts.Address) || slices.ContainsFunc(s.Facts.Addresses, e.local) {
			return true
		}
		unproved := s.Finding.Failed == TLS || s.Finding.Failed == Connect
		return unproved && s.Facts.Elsewhere != nil && s.Facts.Elsewhere.Verified
	})
	if len(wrong) == 0 {
		return nil
	}
	level := OK
	if slices.ContainsFunc(wrong, inUse) {
		level = Fail
	}
	return []claim{{Level: level, Evidence: ids(wrong), Facts: map[string]any{
		"Name": wrong[0].Check.Target.Host, "Address": wrong[0].Facts.Address.String(),
	}}}
}

// pinned: the hosts file says so, not the name server.
func (e *evidence) pinned(name string) bool {
	return slices.ContainsFunc(e.hosts, func(h *Seen[HostsFacts]) bool {
		return slices.ContainsFunc(h.Facts.Overrides, func(o Override) bool { return o.Name == name })
	})
}

func dnsSlow(e *evidence) []claim {
	resolved := where(e.remote(), func(s *Seen[EndpointFacts]) bool { _, ran := s.Finding.Phases[Resolve]; return ran })
	slow := where(resolved, func(s *Seen[EndpointFacts]) bool {
		return e.gradeRequest(FigureResolve, s) == Fail
	})
	if len(slow) == 0 || !most(slow, resolved) || !e.serversAnswerSlowly() {
		return nil
	}
	return []claim{{Level: Warn, Evidence: append(ids(e.resolvers), ids(slow)...), Facts: map[string]any{
		"Seconds": seconds(time.Duration(slow[0].Finding.Phases[Resolve])),
	}}}
}

// serversAnswerSlowly: the name servers do answer, so that look-ups are slow and
// not dead. Without any server asked by itself the phases alone must do.
func (e *evidence) serversAnswerSlowly() bool {
	return len(e.resolvers) == 0 || slices.ContainsFunc(e.resolvers, func(r *Seen[ResolverFacts]) bool { return !r.Facts.Silent() })
}
