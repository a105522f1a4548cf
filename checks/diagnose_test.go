package checks

import (
	"net/netip"
	"slices"
	"testing"
	"time"
)

// A fault, what it does to a round, and the one cause a shop is told.
var diagnoses = []struct {
	name  string
	spoil func(*scene)
	cause Code
	level Level
	also  []Code // exactly these
}{
	{"everything works", func(*scene) {}, None, OK, nil},

	// Healthy, though something looks odd.
	{"ICMP is blocked everywhere", func(s *scene) {
		s.each(KindPing, nil, facts(func(f *PingFacts) { f.Received = 0 }))
		s.each(KindGateway, nil, facts(func(f *GatewayFacts) { f.Ping = false }))
	}, None, OK, nil},
	{"the gateway answers nothing, the line works", func(s *scene) {
		s.each(KindGateway, nil, facts(func(f *GatewayFacts) { f.Ping, f.TCP, f.Neighbour = false, false, "stale" }))
	}, None, OK, nil},
	{"one portal host out of order", func(s *scene) {
		s.each(KindPortal, ident("portal:apple"), facts(func(f *PortalFacts) { f.Status, f.Expected = 500, false }))
	}, None, OK, nil},
	{"two portal hosts silent", func(s *scene) {
		s.each(KindPortal, nil, facts(func(f *PortalFacts) { f.Status, f.Expected = 0, false }))
	}, None, OK, nil},
	{"clock 20 s off", func(s *scene) { s.clock(20 * time.Second) }, None, OK, nil},
	{"one host's Date is wrong", func(s *scene) {
		s.each(KindEndpoint, of("alipay"), facts(func(f *EndpointFacts) { f.ClockOffset = span(time.Hour) }))
	}, None, OK, nil},
	{"a stand-in address that proves who it is", func(s *scene) {
		s.each(KindEndpoint, nil, facts(func(f *EndpointFacts) { f.Address = netip.MustParseAddr("198.18.0.7") }))
	}, None, OK, nil},
	{"one packet of a hundred lost", func(s *scene) {
		s.each(KindPing, nil, facts(func(f *PingFacts) { f.Received = 99 }))
	}, None, OK, nil},
	{"routers limit ping, nothing beyond is lost", func(s *scene) {
		s.each(KindPing, ident("ping:gateway"), facts(func(f *PingFacts) { f.Received = 60 }))
	}, None, OK, nil},
	{"a comparison host is down", func(s *scene) {
		s.each(KindEndpoint, of("alipay"), func(r *Result) { r.Check.Target.InUse = false; failAt(Connect, Refused)(r) })
		s.plan.Channels = s.plan.Channels[:1]
	}, None, OK, nil},

	// Link, router, line.
	{"cable out", func(s *scene) { s.nothingBeyond(); s.noCarrier() }, LinkDown, Fail, nil},
	{"cable out, and the clock is wrong", func(s *scene) { s.nothingBeyond(); s.noCarrier(); s.clock(time.Hour) }, LinkDown, Fail, nil},
	{"only docker is up", func(s *scene) {
		s.each(KindLink, nil, facts(func(f *LinkFacts) { f.Interfaces = f.Interfaces[2:] }))
	}, LinkDown, Fail, nil},
	{"a VPN holds the default route", func(s *scene) {
		s.each(KindLink, nil, facts(func(f *LinkFacts) { f.Interfaces = []Interface{withDefault(f.Interfaces[2])} }))
	}, None, OK, nil},
	{"169.254 alone", func(s *scene) { s.nothingBeyond(); s.address("169.254.7.7/16") }, LinkNoAddress, Fail, nil},
	{"no default route", func(s *scene) {
		s.nothingBeyond()
		s.each(KindRoute, nil, facts(func(f *RouteFacts) { f.Routes = nil }))
		s.each(KindGateway, nil, func(r *Result) { r.Finding = Finding{} })
	}, LANNoGateway, Fail, nil},
	{"an on-link default of a dial-up", func(s *scene) {
		s.each(KindRoute, nil, facts(func(f *RouteFacts) { f.Routes = []Route{{Interface: "ppp0"}} }))
		s.each(KindGateway, nil, func(r *Result) { r.Finding = Finding{} })
	}, None, OK, nil},
	{"router gone", func(s *scene) { s.nothingBeyond(); s.deadGateway() }, LANGatewayUnreachable, Fail, nil},
	{"line out", func(s *scene) { s.nothingBeyond() }, WANDown, Fail, nil},
	{"line out, dial-up", func(s *scene) {
		s.nothingBeyond()
		s.each(KindRoute, nil, facts(func(f *RouteFacts) { f.Routes = []Route{{Interface: "ppp0"}} }))
		s.each(KindGateway, nil, func(r *Result) { r.Finding = Finding{} })
	}, WANDown, Fail, nil},
	{"line out, the router answers SERVFAIL", func(s *scene) {
		s.nothingBeyond()
		s.routerIsNameServer(rcode("SERVFAIL"))
		s.each(KindEndpoint, nil, failAt(Resolve, ServerFailure))
	}, WANDown, Fail, nil},
	{"line out, the router answers with itself", func(s *scene) {
		router := netip.MustParseAddr("192.168.1.1")
		s.nothingBeyond()
		s.routerIsNameServer(rcode("NOERROR", router))
		s.each(KindPortal, nil, facts(func(f *PortalFacts) { f.Status = 302 }))
		s.each(KindEndpoint, nil, func(r *Result) {
			*r = Result{Check: r.Check, Finding: goodRequest("192.168.1.1")}
			badChain(CertSelfSigned, "router")(r)
		})
		s.each(KindControl, func(r Result) bool { return r.Check.Target.Port == 80 }, func(r *Result) {
			*r = Result{Check: r.Check, Finding: goodRequest("192.168.1.1")} // the router's own page
			r.Finding.Level = OK
			delete(r.Finding.Phases, TLS)
		})
	}, WANDown, Fail, nil},
	{"loss to the router and beyond", func(s *scene) { s.loss(true, 15); s.resend() }, LANGatewayLossy, Warn, nil},
	{"loss beyond a clean router", func(s *scene) { s.loss(false, 15); s.resend() }, WANLossy, Warn, nil},
	{"loss beyond a router that answers no ping", func(s *scene) {
		s.loss(false, 15)
		s.resend()
		s.each(KindPing, ident("ping:gateway"), facts(func(f *PingFacts) { f.Received = 0 }))
	}, WANLossy, Warn, nil},
	{"pings lost, nothing else felt it", func(s *scene) { s.loss(false, 15) }, None, OK, nil},
	{"jitter", func(s *scene) {
		s.each(KindPing, notGateway, facts(func(f *PingFacts) { f.Jitter = Span(150 * ms) }))
		s.each(KindControl, nil, slower(Connect, 400*ms))
	}, WANLossy, Warn, nil},
	{"loss explains time-outs", func(s *scene) {
		s.loss(false, 30)
		s.resend()
		s.each(KindEndpoint, of("wechat"), failAt(TLS, Timeout))
	}, WANLossy, Warn, nil},
	{"loss does not explain a refusal", func(s *scene) {
		s.loss(false, 30)
		s.resend()
		s.each(KindEndpoint, of("wechat"), failAt(Connect, Refused))
	}, ProviderDown, Fail, []Code{WANLossy}},
	{"everything slow", func(s *scene) { s.allSlow() }, WANSlow, Warn, nil},
	{"slow explains time-outs", func(s *scene) {
		s.allSlow()
		s.each(KindEndpoint, of("alipay"), failAt(Processing, Timeout))
	}, WANSlow, Warn, nil},
	{"slow does not explain a refusal", func(s *scene) {
		s.allSlow()
		s.each(KindEndpoint, of("alipay"), failAt(Connect, Refused))
	}, ProviderDown, Fail, []Code{WANSlow}},
	{"proxy dead, direct works", func(s *scene) {
		s.each(KindProxy, nil, facts(func(f *ProxyFacts) { f.Set = true }))
	}, WANProxyBroken, Fail, nil},
	{"the proxy is the road", func(s *scene) {
		s.each(KindAnchor, nil, facts(func(f *AnchorFacts) { f.UDP53, f.TCP53, f.TCP443 = false, false, false }))
		s.each(KindPing, notGateway, facts(func(f *PingFacts) { f.Received = 0 }))
		s.each(KindProxy, nil, facts(func(f *ProxyFacts) { f.Set, f.Reachable, f.Works, f.Direct = true, true, true, false }))
	}, None, OK, nil},
	{"a login page", func(s *scene) {
		s.each(KindPortal, nil, facts(func(f *PortalFacts) { f.Status, f.Expected = 302, false }))
		s.each(KindEndpoint, nil, badChain(CertSelfSigned, "portal"))
		s.each(KindControl, port(443), badChain(CertSelfSigned, "portal"))
	}, WANCaptivePortal, Fail, nil},

	// Names.
	{"no name server answers", func(s *scene) {
		s.each(KindDNS, nil, silentServer)
		s.everyName(failAt(Resolve, Timeout))
	}, DNSNoAnswer, Fail, nil},
	{"the servers answer nobody, the system finds names some other way", func(s *scene) { s.each(KindDNS, nil, silentServer) }, None, OK, nil},
	{"the servers refuse, the system finds names some other way", func(s *scene) { s.each(KindDNS, nil, rcode("REFUSED")) }, None, OK, nil},
	{"first name server dead", func(s *scene) {
		s.each(KindDNS, ident("dns:203.0.113.53"), silentServer)
		s.everyName(failAt(Resolve, Timeout))
	}, DNSFirstServerDead, Warn, nil},
	{"first name server dead and a provider refuses", func(s *scene) {
		s.each(KindDNS, ident("dns:203.0.113.53"), silentServer)
		s.each(KindEndpoint, of("wechat"), failAt(Connect, Refused))
	}, ProviderDown, Fail, []Code{DNSFirstServerDead}},
	{"SERVFAIL for all", func(s *scene) { s.each(KindDNS, nil, rcode("SERVFAIL")); s.everyName(failAt(Resolve, ServerFailure)) }, DNSRefused, Fail, nil},
	{"NXDOMAIN for payment names alone", func(s *scene) {
		s.each(KindDNS, nil, payments("NXDOMAIN"))
		s.each(KindEndpoint, nil, failAt(Resolve, NoSuchName))
	}, DNSRefused, Fail, nil},
	{"NXDOMAIN for one provider", func(s *scene) {
		s.each(KindEndpoint, of("alipay"), failAt(Resolve, NoSuchName))
	}, ProviderDown, Fail, nil},
	{"the second server makes up for the first's SERVFAIL", func(s *scene) {
		s.each(KindDNS, ident("dns:203.0.113.53"), rcode("SERVFAIL"))
	}, None, OK, nil},
	{"hosts file pins a dead address", func(s *scene) {
		s.override()
		s.each(KindEndpoint, host("openapi.alipay.com"), failAt(Connect, Timeout))
	}, DNSHostsOverride, Fail, nil},
	{"hosts file pins an address that serves", func(s *scene) { s.override() }, DNSHostsOverride, Warn, nil},
	{"payment names lead to the router", func(s *scene) {
		s.each(KindEndpoint, nil, func(r *Result) {
			badChain(CertSelfSigned, "router")(r)
			facts(func(f *EndpointFacts) { f.Address = netip.MustParseAddr("192.168.1.1") })(r)
		})
	}, DNSHijacked, Fail, nil},
	{"payment names lead to another public host", func(s *scene) {
		s.each(KindEndpoint, nil, func(r *Result) {
			badChain(CertName, "x")(r)
			facts(func(f *EndpointFacts) {
				f.Elsewhere = &Elsewhere{Resolver: "223.5.5.5", Address: f.Address, Verified: true}
			})(r)
		})
	}, DNSHijacked, Fail, nil},
	{"payment names lead to a public address where nobody is", func(s *scene) {
		s.each(KindEndpoint, nil, func(r *Result) {
			failAt(Connect, Timeout)(r)
			facts(func(f *EndpointFacts) {
				f.Elsewhere = &Elsewhere{Resolver: "223.5.5.5", Address: f.Address, Verified: true}
			})(r)
		})
	}, DNSHijacked, Fail, nil},
	{"look-ups are slow", func(s *scene) { s.everyName(slower(Resolve, 2500*ms)) }, DNSSlow, Warn, nil},

	// Ports and packets.
	{"443 blocked", func(s *scene) {
		s.each(KindControl, port(443), failAt(Connect, Timeout))
		s.each(KindEndpoint, nil, failAt(Connect, Timeout))
	}, WANPort443Blocked, Fail, nil},
	{"large packets vanish", func(s *scene) {
		s.each(KindControl, port(443), failAt(TLS, Timeout))
		s.each(KindEndpoint, nil, failAt(TLS, Timeout))
	}, WANMTUBlackhole, Fail, nil},

	// Time and trust.
	{"clock 7 minutes off", func(s *scene) { s.clock(7 * time.Minute) }, PCClockWrong, Fail, nil},
	{"clock 2 minutes off", func(s *scene) { s.clock(-2 * time.Minute) }, PCClockWrong, Warn, nil},
	{"clock years off: certificates only seem expired", func(s *scene) {
		s.clock(-2 * 365 * 24 * time.Hour)
		s.each(KindControl, port(443), badChain(CertExpired, ""))
		s.each(KindEndpoint, nil, badChain(CertExpired, ""))
	}, PCClockWrong, Fail, nil},
	{"something opens TLS", func(s *scene) {
		s.each(KindControl, port(443), badChain(CertUntrusted, "filter"))
		s.each(KindEndpoint, nil, badChain(CertUntrusted, "filter"))
	}, TLSIntercepted, Fail, nil},
	{"a root is missing", func(s *scene) { s.each(KindEndpoint, of("wechat"), badChain(CertRootMissing, "")) }, TLSRootMissing, Fail, nil},
	{"one certificate expired", func(s *scene) { s.each(KindEndpoint, of("alipay"), badChain(CertExpired, "")) }, TLSCertificateInvalid, Fail, nil},
	{"one certificate from an issuer no other shows", func(s *scene) {
		s.each(KindEndpoint, of("alipay"), badChain(CertUntrusted, "alone"))
	}, TLSCertificateInvalid, Fail, nil},
	{"a spare host's certificate expired", func(s *scene) { s.each(KindEndpoint, host("api2.wechatpay.cn"), badChain(CertExpired, "")) }, None, OK, nil},
	{"IPv6 broken", func(s *scene) {
		six := facts(func(f *EndpointFacts) { f.IPv6 = &FamilyFacts{Failed: Connect, Class: Timeout} })
		s.each(KindControl, nil, six)
		s.each(KindEndpoint, nil, six)
	}, WANIPv6Broken, Warn, nil},

	// Providers.
	{"all payment hosts reset, controls fine", func(s *scene) { s.each(KindEndpoint, nil, failAt(TLS, Reset)) }, ProviderAllDown, Fail, nil},
	{"WeChat answers 502", func(s *scene) { s.each(KindEndpoint, of("wechat"), failAt(Processing, ServerError)) }, ProviderErrors, Fail, nil},
	{"WeChat refuses", func(s *scene) { s.each(KindEndpoint, of("wechat"), failAt(Connect, Refused)) }, ProviderDown, Fail, nil},
	{"WeChat and Alipay refuse", func(s *scene) {
		s.each(KindEndpoint, of("wechat"), failAt(Connect, Refused))
		s.each(KindEndpoint, of("alipay"), failAt(Connect, Refused))
	}, ProviderDown, Fail, []Code{ProviderDown}},
	{"WeChat's first host down", func(s *scene) { s.each(KindEndpoint, host("api.mch.weixin.qq.com"), failAt(Processing, ServerError)) }, ProviderPrimaryDown, Warn, nil},
	{"Alipay slow", func(s *scene) { s.each(KindEndpoint, of("alipay"), slower(Processing, 3500*ms)) }, ProviderSlow, Warn, nil},
	{"a request just over the limit", func(s *scene) { s.each(KindEndpoint, of("alipay"), slower(Processing, 2*time.Second)) }, None, OK, nil},
	{"WeChat's spare hosts down", func(s *scene) {
		s.each(KindEndpoint, host("api2.mch.weixin.qq.com"), failAt(Connect, Refused))
		s.each(KindEndpoint, host("api2.wechatpay.cn"), failAt(Connect, Refused))
	}, None, OK, []Code{ProviderBackupDown}},
	{"two faults that have nothing to do with each other", func(s *scene) {
		s.each(KindEndpoint, of("alipay"), failAt(Connect, Refused))
		s.clock(2 * time.Minute)
	}, ProviderDown, Fail, []Code{PCClockWrong}},
	{"a fault that no row describes is never green", func(s *scene) {
		s.each(KindEndpoint, of("alipay"), failAt(Connect, Refused))
		s.each(KindControl, port(443), failAt(Transfer, Reset))
	}, ProviderDown, Fail, nil},

	// This PC.
	{"cashier program closed", func(s *scene) { s.cashier() }, PCCashierNotRunning, Fail, nil},
	{"cashier program closed, the shop has a terminal", func(s *scene) { s.cashier(); s.plan.Profile.HasTerminal = true }, PCCashierNotRunning, Warn, nil},
	{"disk getting full", func(s *scene) { s.disk(800 << 20) }, None, OK, []Code{PCDiskFull}},
	{"disk full", func(s *scene) { s.disk(100 << 20) }, PCDiskFull, Warn, nil},
	{"processor busy in this round alone", func(s *scene) { s.busy() }, None, OK, nil},
	{"processor busy for two rounds", func(s *scene) {
		s.busy()
		s.round.Before = map[string]Past{"computer": {Streak: 2}}
	}, None, OK, nil},
	{"processor busy for several rounds", func(s *scene) {
		s.busy()
		s.round.Before = map[string]Past{"computer": {Streak: 3}}
	}, None, OK, []Code{PCCPUBusy}},
}

func TestDiagnose(t *testing.T) {
	for _, c := range diagnoses {
		t.Run(c.name, func(t *testing.T) {
			s := healthy()
			c.spoil(s)
			v := Diagnose(s.plan, s.round)
			if v.Cause != c.cause || v.Level != c.level {
				t.Errorf("verdict is %s %s (evidence %v), want %s %s", v.Level, v.Cause, v.Evidence, c.level, c.cause)
			}
			var also []Code
			for _, a := range v.Also {
				also = append(also, a.Cause)
			}
			if !slices.Equal(also, c.also) {
				t.Errorf("also = %v, want %v", also, c.also)
			}
			for _, channel := range v.Channels {
				if channel.Level == Fail && v.Level != Fail {
					t.Errorf("channel %s fails under a verdict of %s", channel.ID, v.Level)
				}
			}
			if v.Cause != None && len(v.Evidence) == 0 {
				t.Error("a cause without evidence")
			}
		})
	}
}

func (s *scene) noCarrier() *scene {
	return s.each(KindLink, nil, facts(func(f *LinkFacts) {
		f.Interfaces = slices.Clone(f.Interfaces)
		f.Interfaces[1].Carrier = false
	}))
}

func (s *scene) address(prefix string) *scene {
	return s.each(KindLink, nil, facts(func(f *LinkFacts) {
		f.Interfaces = slices.Clone(f.Interfaces)
		f.Interfaces[1].Addresses = []netip.Prefix{netip.MustParsePrefix(prefix)}
	}))
}

func (s *scene) deadGateway() *scene {
	s.each(KindPing, ident("ping:gateway"), facts(func(f *PingFacts) { f.Received = 0 }))
	return s.each(KindGateway, nil, facts(func(f *GatewayFacts) { f.Ping, f.TCP, f.Neighbour = false, false, "failed" }))
}

func (s *scene) routerIsNameServer(answer func(*Result)) *scene {
	s.round.Results = slices.DeleteFunc(s.round.Results, func(r Result) bool { return r.ID() == "dns:203.0.113.54" })
	s.each(KindDNS, nil, facts(func(f *ResolverFacts) { f.Server = netip.MustParseAddrPort("192.168.1.1:53") }))
	return s.each(KindDNS, nil, answer)
}

func (s *scene) loss(atRouter bool, percent int) *scene {
	return s.each(KindPing, nil, func(r *Result) {
		facts(func(f *PingFacts) {
			if atRouter || !f.Gateway {
				f.Received = f.Sent - f.Sent*percent/100
			}
		})(r)
	})
}

func (s *scene) resend() *scene {
	return s.each(KindControl, nil, facts(func(f *EndpointFacts) { f.Retransmits = 1 }))
}

func (s *scene) allSlow() *scene { return s.everyName(slower(Connect, 1300*ms)) }

func (s *scene) everyName(change func(*Result)) *scene {
	return s.each(KindControl, nil, change).each(KindEndpoint, nil, change)
}

func (s *scene) override() *scene {
	return s.each(KindHosts, nil, facts(func(f *HostsFacts) {
		f.Overrides = []Override{{Name: "openapi.alipay.com", Provider: "alipay", Address: netip.MustParseAddr("198.51.100.99"), Line: 3}}
	}))
}

func (s *scene) cashier() *scene {
	return s.each(KindComputer, nil, facts(func(f *ComputerFacts) { off := false; f.Cashier, f.CashierRunning = "pos.exe", &off }))
}

func (s *scene) busy() *scene {
	return s.each(KindComputer, nil, facts(func(f *ComputerFacts) { busy := 97.0; f.CPUPercent = &busy }))
}

func (s *scene) disk(free uint64) *scene {
	return s.each(KindComputer, nil, facts(func(f *ComputerFacts) { f.DiskFreeBytes = &free }))
}

func ident(id string) func(Result) bool { return func(r Result) bool { return r.ID() == id } }

func notGateway(r Result) bool { return r.ID() != "ping:gateway" }

func withDefault(i Interface) Interface { i.DefaultRoute = true; return i }

// slower makes one phase take that long; beyond the threshold a probe grades it Warn.
func slower(phase Phase, took time.Duration) func(*Result) {
	return func(r *Result) {
		if _, ran := r.Finding.Phases[phase]; ran {
			r.Finding.Phases[phase], r.Finding.Level = Span(took), Warn
		}
	}
}

func payments(code string) func(*Result) {
	return facts(func(f *ResolverFacts) {
		for i := range f.Queries {
			if f.Queries[i].For == ForPayment {
				f.Queries[i].RCode, f.Queries[i].Addresses = code, nil
			}
		}
	})
}

// What nobody measured is unknown, in the verdict and on every stop of the road.
func TestUnknownIsNeverGood(t *testing.T) {
	s := healthy()
	s.each(KindEndpoint, of("alipay"), func(r *Result) { r.Finding = Finding{Class: Internal} })
	if v := Diagnose(s.plan, s.round); v.Level != Unknown {
		t.Errorf("with a channel unmeasured the verdict is %s", v.Level)
	}
	if v := Diagnose(s.plan, Round{}); v.Level != Unknown {
		t.Errorf("an empty round is %s", v.Level)
	}
	s = healthy().nothingBeyond().noCarrier()
	for _, stop := range Diagnose(s.plan, s.round).Path[1:] {
		if stop.Level != Unknown {
			t.Errorf("behind a pulled cable, %s is %s", stop.ID, stop.Level)
		}
	}
}

// A terminal on its own SIM card is not spoken for.
func TestOwnLinesLeaveTheChannelsUnknown(t *testing.T) {
	s := healthy()
	s.plan.Profile.SIMOnly = true
	v := Diagnose(s.plan, s.round)
	if v.Level != OK {
		t.Errorf("this PC's own road is %s", v.Level)
	}
	for _, c := range v.Channels {
		if c.Level != Unknown {
			t.Errorf("channel %s is %s, though this PC cannot measure it", c.ID, c.Level)
		}
	}
}

func TestThePathMarksWhereItBreaks(t *testing.T) {
	s := healthy()
	s.each(KindDNS, nil, silentServer).everyName(failAt(Resolve, Timeout))
	want := []Level{OK, OK, OK, Fail, Unknown}
	for i, stop := range Diagnose(s.plan, s.round).Path {
		if stop.Level != want[i] {
			t.Errorf("%s is %s, want %s", stop.ID, stop.Level, want[i])
		}
	}
}

// Around a threshold lies a band: a figure that crosses it by less than a tenth
// leaves the level that was.
func TestTheBandAroundAThreshold(t *testing.T) {
	g := testThresholds.Request
	for _, c := range []struct {
		old  Level
		took time.Duration
		want Level
	}{
		{Unknown, 3100 * ms, Fail},
		{Warn, 3100 * ms, Warn},
		{Warn, 3400 * ms, Fail},
		{Fail, 2900 * ms, Fail},
		{Fail, 2600 * ms, Warn},
		{OK, 1050 * ms, OK},
		{OK, 1200 * ms, Warn},
	} {
		if got := g.From(c.old, c.took); got != c.want {
			t.Errorf("%s after %s is %s, want %s", c.took, c.old, got, c.want)
		}
	}
}
