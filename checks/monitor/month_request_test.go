package monitor_test

import (
	"net/netip"
	"time"

	"countercheck/checks"
)

// server asks a name server for all names, side by side.
func (s *shop) server(server netip.AddrPort, order int, chosen []checks.Chosen) question {
	far := beyond(server.String())
	var queries []checks.Query
	for _, c := range chosen {
		for _, e := range c.Provider.Endpoints {
			if e.Role == checks.Primary {
				queries = append(queries, checks.Query{Name: e.Host, Owner: c.Provider.Owner, For: checks.ForPayment})
			}
		}
	}
	for _, c := range s.catalogue.Controls {
		queries = append(queries, checks.Query{Name: c.Host, Owner: c.Owner, For: checks.ForControl})
	}
	return func(t *trial) (checks.Finding, time.Duration) {
		facts := checks.ResolverFacts{Server: server, Order: order, Queries: make([]checks.Query, len(queries))}
		f := checks.Finding{Level: checks.OK, Cause: checks.None}
		var longest time.Duration
		wrong := 0
		for i, q := range queries {
			took, class := t.query(&far, s.giveUp.Resolve.Std())
			if q.Class = class; class == checks.NoError {
				q.RCode, q.Addresses, q.Took = "NOERROR", twoAddresses, checks.Span(took)
			} else {
				wrong++
			}
			facts.Queries[i], longest = q, max(longest, took)
		}
		switch f.Facts = facts; {
		case wrong > 1:
			f.Level, f.Cause, f.Failed, f.Class = checks.Fail, checks.DNSNoAnswer, checks.Resolve, checks.Timeout
		case wrong > 0:
			f.Level, f.Cause, f.Failed, f.Class = checks.Warn, checks.DNSRefused, checks.Resolve, checks.Timeout
		}
		return f, longest
	}
}

// query is one name asked of a name server, again after 1.6 s of silence.
func (t *trial) query(server *stretch, within time.Duration) (time.Duration, checks.ErrorClass) {
	if t.unplugged() {
		return 0, checks.Unreachable
	}
	took, _, ok := t.first(server, within, dnsTimes, func(at time.Time) bool {
		f := t.now(at)
		return f == nil || f.kind != names
	})
	if !ok {
		return within, checks.Timeout
	}
	return took, checks.NoError
}

// request carries out one HTTP or HTTPS request, phase by phase, as the probe
// does: two addresses, each phase within its own limit, all within nine seconds.
func (s *shop) request(t *trial, to checks.Target, road stretch) *request {
	r := &request{phases: make(checks.Phases, 5), status: 404}
	until := t.at.Add(s.giveUp.Request.Std())
	resolver := beyond(nameServers[0].String())
	took, class := t.query(&resolver, s.giveUp.Resolve.Std())
	if !t.leg(r, checks.Resolve, took, s.giveUp.Resolve.Std()+1, class) || !s.connect(t, r, to, &road, until) {
		return r
	}
	if to.Port == 443 {
		took, again := t.exchange(&road, 1, 4, t.between(2*time.Millisecond, 10*time.Millisecond))
		r.again += again
		if !t.leg(r, checks.TLS, took, min(s.giveUp.TLS.Std(), until.Sub(t.at)), checks.NoError) {
			return r
		}
	}
	if t.page() {
		r.status = 302
	}
	took, again := t.exchange(&road, 1, 1, s.answer(t, to))
	r.again += again
	if !t.leg(r, checks.Processing, took, min(s.giveUp.Answer.Std(), until.Sub(t.at)), checks.NoError) {
		return r
	}
	took, _, _ = t.flight(t.at, &road, 2)
	if !t.leg(r, checks.Transfer, took-road.base, min(s.giveUp.Answer.Std(), until.Sub(t.at)), checks.NoError) {
		return r
	}
	if f := t.now(t.at); f != nil && f.kind == errors5 && f.hits(to) {
		r.status, r.failed, r.class = 503, checks.Processing, checks.ServerError
	}
	return r
}

// connect opens the connection, to the second address where the first is silent.
func (s *shop) connect(t *trial, r *request, to checks.Target, road *stretch, until time.Time) bool {
	if t.page() && to.Port == 80 {
		*road = stretch{} // the login page stands in the router
	}
	for range 2 {
		r.failed, r.class = "", checks.NoError
		limit := min(s.giveUp.Connect.Std(), until.Sub(t.at))
		if limit <= 0 {
			r.failed, r.class = checks.Connect, checks.Timeout
			return false
		}
		took, tries, ok := t.first(road, limit, synTimes, func(at time.Time) bool { return t.accepts(at, to) })
		class := checks.NoError
		if f := t.now(t.at); ok && f != nil && f.kind == refusing && f.hits(to) {
			class = checks.Refused
		}
		r.again += tries - 1
		if t.leg(r, checks.Connect, took, limit, class) {
			return true
		}
	}
	return false
}

// accepts: nothing stands between this PC and the host's port.
func (t *trial) accepts(at time.Time, to checks.Target) bool {
	f := t.now(at)
	switch {
	case f == nil:
		return true
	case f.kind == silent || f.kind == blip || f.kind == primary:
		return !f.hits(to)
	case f.kind == login && to.Port != 80:
		return at.Before(f.page)
	}
	return true
}

// exchange is a question of some packets and its answer, after what the host needs.
func (t *trial) exchange(road *stretch, out, back int, needs time.Duration) (took time.Duration, again int) {
	there, again, ok := t.flight(t.at, road, out)
	if !ok {
		return longest, again
	}
	took = there + needs
	here, _, ok := t.flight(t.at.Add(took), road, back)
	if !ok {
		return longest, again
	}
	return took + here, again
}

// answer is how long a host takes to answer: in full evenings payment companies
// take longer, and now and then a request goes unanswered.
func (s *shop) answer(t *trial, to checks.Target) time.Duration {
	if t.chance(silentOnce) {
		return longest
	}
	needs := time.Duration(float64(usualAnswer) * (0.5 + float64(t.w.tail[t.dice.Uint64()&4095])))
	if to.Provider != "" {
		needs += time.Duration(float64(fullAnswer) * t.full * (0.6 + 0.4*float64(t.dice.Uint64()>>11)*0x1p-53))
	}
	return needs
}

// endpoint asks a payment or control host.
func (s *shop) endpoint(kind checks.Kind, to checks.Target) question {
	days := 200
	shown := &checks.CertificateFacts{Verified: true, DaysLeft: days}
	near := beyond(to.Host)
	return func(t *trial) (checks.Finding, time.Duration) {
		road, began := near, t.at
		if f := t.fault; f != nil && f.kind == slow && f.hits(to) {
			road.base += 650 * time.Millisecond
		}
		r := s.request(t, to, road)
		facts := checks.EndpointFacts{Retransmits: r.again}
		f := checks.Finding{Level: checks.OK, Cause: checks.None, Failed: r.failed, Class: r.class, Phases: r.phases}
		if r.failed != checks.Resolve {
			facts.Address, facts.Addresses = twoAddresses[0], twoAddresses
		}
		if _, ran := r.phases[checks.TLS]; ran && r.failed != checks.TLS {
			facts.Certificate, facts.DaysLeft = shown, &days
		}
		if _, ran := r.phases[checks.Transfer]; ran {
			facts.Status, facts.ClockOffset = r.status, t.date()
		}
		if r.failed == checks.Connect { // the look at other resolvers
			facts.Elsewhere = &checks.Elsewhere{Resolver: "223.5.5.5", Address: twoAddresses[0]}
			t.at = t.at.Add(t.between(30*time.Millisecond, time.Second))
		}
		if f.Facts = facts; r.failed != "" {
			f.Level, f.Cause = checks.Fail, checks.ProviderDown
			return f, t.at.Sub(began)
		}
		limits := s.settings.Thresholds
		resolve := time.Duration(r.phases[checks.Resolve])
		if checks.Worse(limits.Connect.Of(time.Duration(r.phases[checks.Connect])), limits.Request.Of(r.phases.Total()-resolve)) > checks.OK {
			f.Level, f.Cause = checks.Warn, checks.ProviderSlow
		} else if limits.Resolve.Of(resolve) > checks.OK {
			f.Level, f.Cause = checks.Warn, checks.DNSSlow
		}
		return f, t.at.Sub(began)
	}
}

// date is what a host's Date differs by from this PC's clock: it is cut to seconds.
func (t *trial) date() *checks.Span {
	offset := checks.Span(t.between(-time.Second, time.Second))
	return &offset
}

// portal asks a detection host over plain HTTP.
func (s *shop) portal(p checks.Portal, to checks.Target) question {
	near := beyond(to.Host)
	return func(t *trial) (checks.Finding, time.Duration) {
		began := t.at
		r := s.request(t, to, near)
		facts := checks.PortalFacts{URL: p.URL}
		f := checks.Finding{Level: checks.OK, Cause: checks.None, Phases: r.phases}
		switch {
		case r.failed != "":
			f.Level, f.Failed, f.Class = checks.Warn, r.failed, r.class
		case r.status == 302:
			facts.Status, facts.Redirect = 302, "login.example"
			f.Level, f.Cause, f.Class, f.Failed = checks.Warn, checks.WANCaptivePortal, checks.BadAnswer, checks.Processing
		default:
			facts.Status, facts.Expected, facts.ClockOffset = p.Status, true, t.date()
		}
		f.Facts = facts
		return f, t.at.Sub(began)
	}
}

// clock is one packet of SNTP there and back.
func (s *shop) clock(host string) question {
	far := beyond(host)
	return func(t *trial) (checks.Finding, time.Duration) {
		f := checks.Finding{Cause: checks.None, Class: checks.Timeout}
		if t.unplugged() {
			return f, 0
		}
		took, ok := t.echo(t.at, &far)
		if !ok || !t.open(t.at) {
			return f, s.giveUp.Answer.Std()
		}
		f.Level, f.Class = checks.OK, checks.NoError
		f.Facts = checks.ClockFacts{Server: host, Offset: checks.Span(t.between(-50*time.Millisecond, 50*time.Millisecond))}
		return f, took
	}
}

// computer: this PC is busy for half a minute now and then.
func (s *shop) computer(t *trial) (checks.Finding, time.Duration) {
	busy, free := 20.0, 40.0
	f := checks.Finding{Level: checks.OK, Cause: checks.None}
	if t.chance(0.05) {
		busy, f.Level, f.Cause = 97, checks.Warn, checks.PCCPUBusy
	}
	f.Facts = checks.ComputerFacts{CPUPercent: &busy, MemoryFree: &free}
	return f, 500 * time.Millisecond
}
