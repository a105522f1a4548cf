package probe

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"

	"countercheck/checks"
)

// question is a name that every configured server is asked for.
type question struct {
	name, owner string
	of          checks.QueryFor
}

// maxControlNames is how many control names are asked beside the payment names.
const maxControlNames = 4

// questions are the names: the first hosts of all providers in the plan, and
// some controls.
func questions(chosen []checks.Chosen, controls []checks.Control) (all []question) {
	for _, c := range chosen {
		for _, e := range c.Provider.Endpoints {
			if e.Role == checks.Primary && !isAddress(e.Host) {
				all = append(all, question{e.Host, c.Provider.Owner, checks.ForPayment})
			}
		}
	}
	for _, c := range controls[:min(len(controls), maxControlNames)] {
		all = append(all, question{c.Host, c.Owner, checks.ForControl})
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(q question) bool {
		again := seen[q.name]
		seen[q.name] = true
		return again
	})
}

// askResolver puts all names to one configured name server, side by side.
func (p *prober) askResolver(ctx context.Context, server netip.AddrPort, order int, names []question) checks.Finding {
	ctx, cancel := within(ctx, p.thresholds.GiveUp.Resolve)
	defer cancel()
	facts := checks.ResolverFacts{Server: server, Order: order, Queries: make([]checks.Query, len(names))}
	var wait sync.WaitGroup
	for i, q := range names {
		wait.Go(func() {
			facts.Queries[i] = p.query(ctx, "udp", server, q.name, dns.TypeA)
			facts.Queries[i].Owner, facts.Queries[i].For = q.owner, q.of
		})
	}
	wait.Wait()
	return p.resolverFinding(facts)
}

// noResolver is the finding where this PC has no name server to ask: every look-up
// fails at once.
func noResolver(names []question) checks.Finding {
	facts := checks.ResolverFacts{}
	for _, q := range names {
		facts.Queries = append(facts.Queries, checks.Query{Name: q.name, Owner: q.owner, For: q.of, Class: checks.Unreachable})
	}
	return checks.Finding{
		Level: checks.Fail, Cause: checks.DNSNoAnswer, Failed: checks.Resolve, Class: checks.Unreachable,
		Facts: facts, Err: "no name server is configured",
	}
}

// resolverFinding grades what a server said: silence and refusals first, then the
// time it took.
func (p *prober) resolverFinding(facts checks.ResolverFacts) checks.Finding {
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: facts}
	var took []time.Duration
	var wrong []checks.Query
	for _, q := range facts.Queries {
		if q.RCode != "" {
			took = append(took, asTime(q.Took))
		}
		if q.Class != checks.NoError {
			wrong = append(wrong, q)
		}
	}
	if len(took) > 0 {
		slices.Sort(took)
		f.Phases = checks.Phases{checks.Resolve: checks.Span(took[len(took)/2])}
	}
	switch {
	case len(wrong) > 0:
		f.Failed, f.Class = checks.Resolve, wrong[0].Class
		f.Level, f.Cause, f.Err = gravity(facts, wrong)
	case len(took) > 0:
		if f.Level = min(p.thresholds.Resolve.Of(took[len(took)/2]), checks.Warn); f.Level != checks.OK {
			f.Cause = checks.DNSSlow
		}
	}
	return f
}

// gravity: one owner's name alone may be that owner's own trouble.
func gravity(facts checks.ResolverFacts, wrong []checks.Query) (checks.Level, checks.Code, string) {
	var why []string
	byOwner := map[string]bool{}
	for _, q := range wrong {
		byOwner[q.Owner] = true
		said := q.RCode
		switch said {
		case "":
			said = "no answer (" + string(q.Class) + ")"
		case "NOERROR":
			said = "no address"
		}
		why = append(why, q.Name+": "+said)
	}
	switch {
	case facts.Silent():
		return checks.Fail, checks.DNSNoAnswer, strings.Join(why, "; ")
	case len(byOwner) > 1:
		return checks.Fail, checks.DNSRefused, strings.Join(why, "; ")
	default:
		return checks.Warn, checks.DNSRefused, strings.Join(why, "; ")
	}
}
