package checks

import (
	"net/netip"
	"time"
)

// scene is a shop's round built by hand: healthy first, then spoiled step by step
// as a fault would. It holds what the probes would have brought, no verdicts.
type scene struct {
	plan  Plan
	round Round
}

// Payment hosts of the shipped catalogue, each with an address of its owner's.
var sceneHosts = []struct {
	provider, owner, host, address string
	role                           Role
}{
	{"wechat", "tencent-pay", "api.mch.weixin.qq.com", "203.0.113.10", Primary},
	{"wechat", "tencent-pay", "api2.mch.weixin.qq.com", "203.0.113.11", Backup},
	{"wechat", "tencent-pay", "api2.wechatpay.cn", "203.0.113.12", Backup},
	{"alipay", "alipay", "openapi.alipay.com", "198.51.100.10", Primary},
	{"unionpay", "unionpay", "gateway.95516.com", "192.0.2.10", Primary},
	{"unionpay", "unionpay", "qr.95516.com", "192.0.2.11", Primary},
}

var sceneControls = []struct{ host, owner string }{
	{"www.baidu.com", "baidu"}, {"www.qq.com", "tencent"}, {"www.taobao.com", "alibaba"}, {"www.163.com", "netease"},
}

var sceneAnchors = []struct{ address, owner string }{
	{"223.5.5.5", "alibaba"}, {"119.29.29.29", "tencent"}, {"114.114.114.114", "114dns"},
}

const ms = time.Millisecond

func span(d time.Duration) *Span { s := Span(d); return &s }

// testThresholds are the shipped ones.
var testThresholds = Thresholds{
	Request:         Grade{Duration(time.Second), Duration(3 * time.Second)},
	Connect:         Grade{Duration(300 * ms), Duration(time.Second)},
	Resolve:         Grade{Duration(500 * ms), Duration(2 * time.Second)},
	Jitter:          Grade{Duration(30 * ms), Duration(100 * ms)},
	Clock:           Grade{Duration(60 * time.Second), Duration(300 * time.Second)},
	Loss:            ShareGrade{1, 5},
	CertificateDays: 30, DiskFreeMB: 1024, DiskHardMB: 200, MemoryFree: 10, MemoryHard: 3, CPUBusy: 90,
}

// healthy is a shop where everything works at 20 ms.
func healthy() *scene {
	s := &scene{plan: Plan{
		Thresholds: testThresholds,
		Channels:   []Channel{{"wechat", "wechat"}, {"alipay", "alipay"}, {"unionpay", "unionpay"}},
	}}
	router := netip.MustParseAddr("192.168.1.1")
	s.add(KindLink, "link", Target{}, Finding{Facts: LinkFacts{Interfaces: []Interface{
		{Name: "lo", Kind: Loopback, Up: true, Carrier: true, Addresses: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/8")}},
		{Name: "eth0", Kind: Ethernet, Up: true, Carrier: true, DefaultRoute: true, Addresses: []netip.Prefix{netip.MustParsePrefix("192.168.1.20/24")}},
		{Name: "docker0", Kind: Virtual, Up: true, Carrier: true, Addresses: []netip.Prefix{netip.MustParsePrefix("172.17.0.1/16")}},
	}}})
	s.add(KindRoute, "route", Target{}, Finding{Facts: RouteFacts{Routes: []Route{{Interface: "eth0", Gateway: router}}}})
	s.add(KindGateway, "gateway", Target{}, Finding{Facts: GatewayFacts{Address: router, Neighbour: "reachable", Ping: true, TCP: true, RTT: Span(ms)}})
	s.add(KindPing, "ping:gateway", Target{Owner: "router"}, Finding{Facts: pingFacts(router.String(), true, 0, ms)})
	for _, a := range sceneAnchors {
		s.add(KindAnchor, "anchor:"+a.address, Target{Owner: a.owner}, Finding{Facts: AnchorFacts{
			Address: netip.MustParseAddr(a.address), UDP53: true, TCP53: true, TCP443: true, Tries: 1, RTT: Span(20 * ms),
		}})
		s.add(KindPing, "ping:"+a.address, Target{Owner: a.owner}, Finding{Facts: pingFacts(a.address, false, 0, 20*ms)})
	}
	for i, server := range []string{"203.0.113.53", "203.0.113.54"} {
		s.add(KindDNS, "dns:"+server, Target{Host: server}, Finding{Facts: ResolverFacts{
			Server: netip.AddrPortFrom(netip.MustParseAddr(server), 53), Order: i, Queries: goodQueries(),
		}})
	}
	s.add(KindHosts, "hosts", Target{}, Finding{Facts: HostsFacts{}})
	s.add(KindProxy, "proxy", Target{}, Finding{Facts: ProxyFacts{Direct: true}})
	for _, owner := range []string{"xiaomi", "huawei", "qualcomm", "microsoft", "apple", "mozilla"} {
		s.add(KindPortal, "portal:"+owner, Target{Owner: owner}, Finding{Facts: PortalFacts{Status: 204, Expected: true, ClockOffset: span(0)}})
	}
	for _, c := range sceneControls {
		for _, port := range []string{"80", "443"} {
			target := Target{Owner: c.owner, Host: c.host, Port: 80}
			if port == "443" {
				target.Port = 443
			}
			s.add(KindControl, "control:"+c.host+":"+port, target, goodRequest("198.51.100.80"))
		}
	}
	for _, h := range sceneHosts {
		target := Target{Provider: h.provider, Owner: h.owner, Host: h.host, Port: 443, Role: h.role, InUse: true}
		s.add(KindEndpoint, "endpoint:"+h.provider+":"+h.host+":443", target, goodRequest(h.address))
	}
	s.add(KindComputer, "computer", Target{}, Finding{Facts: ComputerFacts{}})
	return s
}

func (s *scene) add(kind Kind, id string, target Target, f Finding) {
	f.Level = OK
	s.round.Results = append(s.round.Results, Result{Check: Check{ID: id, Kind: kind, Target: target}, Finding: f})
}

func pingFacts(address string, gateway bool, lost int, rtt time.Duration) PingFacts {
	return PingFacts{Address: address, Gateway: gateway, Sent: 100, Received: 100 - lost, Min: Span(rtt), Median: Span(rtt), Max: Span(rtt), Jitter: Span(ms)}
}

func goodQueries() []Query {
	var all []Query
	for _, h := range sceneHosts {
		if h.role == Primary {
			all = append(all, Query{Name: h.host, Owner: h.owner, For: ForPayment, RCode: "NOERROR", Addresses: []netip.Addr{netip.MustParseAddr(h.address)}})
		}
	}
	for _, c := range sceneControls {
		all = append(all, Query{Name: c.host, Owner: c.owner, For: ForControl, RCode: "NOERROR", Addresses: []netip.Addr{netip.MustParseAddr("198.51.100.80")}})
	}
	return all
}

func goodRequest(address string) Finding {
	a := netip.MustParseAddr(address)
	return Finding{
		Phases: Phases{Resolve: Span(10 * ms), Connect: Span(20 * ms), TLS: Span(30 * ms), Processing: Span(20 * ms), Transfer: Span(ms)},
		Facts:  EndpointFacts{Address: a, Addresses: []netip.Addr{a}, Status: 404, ClockOffset: span(0), Certificate: &CertificateFacts{Verified: true}},
	}
}

// each changes the results of a kind that a condition holds for (nil: all).
func (s *scene) each(kind Kind, holds func(Result) bool, change func(*Result)) *scene {
	for i := range s.round.Results {
		r := &s.round.Results[i]
		if r.Check.Kind == kind && (holds == nil || holds(*r)) {
			change(r)
		}
	}
	return s
}

// fail makes requests fail in a phase: what ran before it stays, what would have
// come after is absent.
func failAt(phase Phase, class ErrorClass) func(*Result) {
	return func(r *Result) {
		r.Finding.Level, r.Finding.Failed, r.Finding.Class = Fail, phase, class
		phases, reached := Phases{}, false
		for _, p := range AllPhases {
			if d, ran := r.Finding.Phases[p]; ran && !reached {
				phases[p] = d
			}
			reached = reached || p == phase
		}
		r.Finding.Phases = phases
		f, ok := r.Finding.Facts.(EndpointFacts)
		if !ok {
			return
		}
		f.Status = 0
		if phase == Resolve {
			f.Address, f.Addresses = netip.Addr{}, nil
		}
		if phase != Processing && phase != Transfer {
			f.ClockOffset = nil
		}
		r.Finding.Facts = f
	}
}

func of(provider string) func(Result) bool {
	return func(r Result) bool { return r.Check.Target.Provider == provider }
}

func host(name string) func(Result) bool {
	return func(r Result) bool { return r.Check.Target.Host == name }
}

func port(n int) func(Result) bool { return func(r Result) bool { return r.Check.Target.Port == n } }

// facts changes the facts of type T of one result.
func facts[T any](change func(*T)) func(*Result) {
	return func(r *Result) {
		f := r.Finding.Facts.(T)
		change(&f)
		r.Finding.Facts = f
	}
}

// nothingBeyond: no packet comes back from behind the router.
func (s *scene) nothingBeyond() *scene {
	s.each(KindAnchor, nil, func(r *Result) {
		r.Finding.Level, r.Finding.Class = Fail, Timeout
		facts(func(f *AnchorFacts) { f.UDP53, f.TCP53, f.TCP443, f.RTT = false, false, false, 0 })(r)
	})
	s.each(KindPing, func(r Result) bool { return r.ID() != "ping:gateway" }, facts(func(f *PingFacts) { f.Received = 0 }))
	s.each(KindDNS, nil, silentServer)
	s.each(KindPortal, nil, facts(func(f *PortalFacts) { f.Status, f.Expected, f.ClockOffset = 0, false, nil }))
	s.each(KindControl, nil, failAt(Resolve, Timeout))
	s.each(KindEndpoint, nil, failAt(Resolve, Timeout))
	return s.each(KindProxy, nil, facts(func(f *ProxyFacts) { f.Direct = false }))
}

func silentServer(r *Result) {
	r.Finding.Level, r.Finding.Class = Fail, Timeout
	facts(func(f *ResolverFacts) {
		queries := make([]Query, len(f.Queries))
		for i, q := range f.Queries {
			queries[i] = Query{Name: q.Name, Owner: q.Owner, For: q.For, Class: Timeout}
		}
		f.Queries = queries
	})(r)
}

func rcode(code string, addresses ...netip.Addr) func(*Result) {
	return func(r *Result) {
		facts(func(f *ResolverFacts) {
			queries := make([]Query, len(f.Queries))
			for i, q := range f.Queries {
				q.RCode, q.Addresses = code, addresses
				queries[i] = q
			}
			f.Queries = queries
		})(r)
	}
}

// clock moves the world's clock away from this PC's.
func (s *scene) clock(off time.Duration) *scene {
	s.each(KindPortal, nil, facts(func(f *PortalFacts) { f.ClockOffset = span(off) }))
	set := facts(func(f *EndpointFacts) { f.ClockOffset = span(off) })
	s.each(KindControl, nil, set)
	return s.each(KindEndpoint, nil, set)
}

// badChain gives requests a certificate that does not verify.
func badChain(class ErrorClass, topIssuer string) func(*Result) {
	return func(r *Result) {
		f := r.Finding.Facts.(EndpointFacts)
		offset := f.ClockOffset
		failAt(TLS, class)(r)
		facts(func(f *EndpointFacts) {
			f.ClockOffset = offset
			f.Certificate = &CertificateFacts{Issuer: "Some CA", TopIssuer: topIssuer}
		})(r)
	}
}
