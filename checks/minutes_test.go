package checks

import (
	"testing"
	"time"
)

// salePlan watches WeChat Pay and Alipay, two control hosts, a ping and a terminal.
func salePlan() Plan {
	endpoint := func(provider, owner, host string, role Role) Check {
		return Check{ID: "endpoint:" + host, Kind: KindEndpoint, Target: Target{Provider: provider, Owner: owner, Host: host, Role: role, InUse: true}}
	}
	control := func(owner string) Check {
		return Check{ID: "control:" + owner, Kind: KindControl, Target: Target{Owner: owner, Host: owner}}
	}
	return Plan{
		Checks: []Check{
			endpoint("wechat", "tencent-pay", "wechat.test", Primary), endpoint("wechat", "tencent-pay", "spare.test", Backup),
			endpoint("alipay", "alipay", "alipay.test", Primary), control("baidu"), control("netease"),
			{ID: "ping:anchor", Kind: KindPing},
			{ID: "terminal:front", Kind: KindTerminal},
		},
		Channels:   []Channel{{ID: "wechat", Provider: "wechat"}, {ID: "alipay", Provider: "alipay"}},
		Thresholds: Thresholds{Request: Grade{Good: Duration(time.Second), Bad: Duration(3 * time.Second)}, Connect: Grade{Good: Duration(300 * time.Millisecond), Bad: Duration(time.Second)}, Loss: ShareGrade{Good: 1, Bad: 5}},
	}
}

// aroundSale is a clear road around saleTime, asked every half minute.
func aroundSale() Around {
	a := Around{
		At: saleTime, Plan: salePlan(), Samples: map[string][]Sample{}, Usual: map[string]time.Duration{"endpoint:wechat.test": 90 * time.Millisecond},
		Changes: []Change{{At: saleTime.Add(-3 * time.Hour), Level: OK, Cause: None, Channels: []ChannelState{{ID: "wechat", Level: OK}, {ID: "alipay", Level: OK}}}},
	}
	for _, c := range a.Plan.Checks {
		for at := -150; at <= 90; at += 30 {
			s := Sample{Check: c.ID, At: saleTime.Add(time.Duration(at) * time.Second), Level: OK, Cause: None, Took: 90 * time.Millisecond}
			if c.Kind == KindPing {
				s.Sent = 10
			}
			a.Samples[c.ID] = append(a.Samples[c.ID], s)
		}
	}
	return a
}

// between changes the samples of some checks that lie between two moments around the
// sale, in seconds.
func (a *Around) between(from, to int, change func(s *Sample), ids ...string) {
	for _, id := range ids {
		for i := range a.Samples[id] {
			if at := a.Samples[id][i].At.Sub(a.At); at >= time.Duration(from)*time.Second && at <= time.Duration(to)*time.Second {
				change(&a.Samples[id][i])
			}
		}
	}
}

func took(d time.Duration) func(*Sample) { return func(s *Sample) { s.Took = d } }

func timedOut(s *Sample) {
	s.Level, s.Cause, s.Failed, s.Class, s.Took = Fail, ProviderDown, Connect, Timeout, 9*time.Second
}

var everyHost = []string{"endpoint:wechat.test", "endpoint:spare.test", "endpoint:alipay.test", "control:baidu", "control:netease"}

func TestMinuteOf(t *testing.T) {
	tests := map[string]struct {
		change  func(a *Around)
		level   Level
		cause   Code
		subject string
	}{
		"a clear road": {func(*Around) {}, OK, None, ""},
		"half a minute too slow, too short for the watch to believe": {
			func(a *Around) { a.between(-60, -30, took(6200*time.Millisecond), everyHost...) }, Warn, WANSlow, "",
		},
		"one host slow": {
			func(a *Around) { a.between(-60, -30, took(6200*time.Millisecond), "endpoint:wechat.test") }, Warn, ProviderSlow, "wechat",
		},
		"one request that failed": {func(a *Around) { a.between(-60, -60, timedOut, "endpoint:wechat.test") }, Warn, ProviderDown, "wechat"},
		"every request to one host failed": {
			func(a *Around) { a.between(-150, 90, timedOut, "endpoint:wechat.test") }, Fail, ProviderDown, "wechat",
		},
		"slow, and packets were lost": {
			func(a *Around) {
				a.between(-60, -30, took(6200*time.Millisecond), everyHost...)
				a.between(-90, 30, func(s *Sample) { s.Lost = 3 }, "ping:anchor")
			}, Warn, WANLossy, "",
		},
		"only the spare host was slow, which carries nothing": {
			func(a *Around) { a.between(-60, -30, took(6200*time.Millisecond), "endpoint:spare.test") }, OK, None, "",
		},
		"slow long before and long after": {
			func(a *Around) {
				a.between(-150, -91, took(8*time.Second), everyHost...)
				a.between(31, 90, took(8*time.Second), everyHost...)
			}, OK, None, "",
		},
		"the watch believed that the line was down": {
			func(a *Around) {
				a.Changes = append(a.Changes, Change{At: saleTime.Add(-time.Minute), Level: Fail, Cause: WANDown, Layer: LayerWAN, Channels: []ChannelState{{ID: "wechat", Level: Fail}}})
				a.between(-90, 30, timedOut, everyHost...)
			}, Fail, WANDown, "",
		},
		"what was believed ended before the sale": {
			func(a *Around) {
				a.Changes = []Change{{At: saleTime.Add(-time.Hour), Level: Fail, Cause: WANDown, Layer: LayerWAN}, {At: saleTime.Add(-10 * time.Minute), Level: OK, Cause: None}}
			}, OK, None, "",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a := aroundSale()
			test.change(&a)
			m := MinuteOf(a)
			if !m.Measured {
				t.Fatal("it was measured")
			}
			if m.Level != test.level || m.Cause != test.cause || m.Subject != test.subject {
				t.Errorf("got %v %s %q, want %v %s %q", m.Level, m.Cause, m.Subject, test.level, test.cause, test.subject)
			}
		})
	}
}

// A minute that was not measured says nothing, and why.
func TestMinuteOfAnUnwatchedTime(t *testing.T) {
	a := aroundSale()
	a.Samples = map[string][]Sample{}
	a.Gaps = []Gap{{From: saleTime.Add(-time.Hour), To: saleTime.Add(time.Hour), Kind: GapAsleep}}
	m := MinuteOf(a)
	if m.Measured || m.Gap != GapAsleep || m.Level != Unknown || m.Cause != "" || len(m.Channels) > 0 {
		t.Errorf("an unwatched minute says: %+v", m)
	}
	if m := MinuteOf(Around{At: saleTime, Plan: salePlan()}); m.Measured || m.Level != Unknown {
		t.Errorf("a minute before the first record says: %+v", m)
	}
	// Samples next to the window are not samples in it.
	a = aroundSale()
	for id, all := range a.Samples {
		a.Samples[id] = append(all[:1:1], all[len(all)-1])
	}
	a.Changes, a.Gaps = nil, nil
	if m := MinuteOf(a); m.Measured {
		t.Error("a minute without a sample in it is called measured")
	}
}

// Long ago single results are gone, and what was believed is still known.
func TestMinuteOfLongAgo(t *testing.T) {
	a := aroundSale()
	a.Samples = nil
	a.Changes = append(a.Changes, Change{At: saleTime.Add(-time.Minute), Level: Warn, Cause: WANSlow, Layer: LayerWAN})
	a.Incidents = []Incident{{ID: 7, From: saleTime.Add(-time.Minute), To: saleTime.Add(time.Minute), Cause: WANSlow, Facts: map[string]any{"Seconds": 4.2}}}
	m := MinuteOf(a)
	if !m.Measured || m.Level != Warn || m.Cause != WANSlow || m.Incident != 7 || m.Lasts || m.Facts["Seconds"] != 4.2 {
		t.Errorf("got %+v", m)
	}
	if c, ok := m.Channel(WayWeChat); ok {
		t.Errorf("a channel without samples speaks: %+v", c)
	}
}

// One that was over in the window and one that goes on: the trouble lasts.
func TestMinuteOfATroubleThatLasts(t *testing.T) {
	open := Incident{ID: 9, From: saleTime.Add(-time.Minute), Cause: ProviderDown}
	over := Incident{ID: 7, From: saleTime.Add(-time.Hour), To: saleTime.Add(-80 * time.Second), Cause: WANSlow}
	a := aroundSale()
	a.Incidents = []Incident{open, over} // the newest first, as they are kept
	if m := MinuteOf(a); !m.Lasts || m.Incident != 9 {
		t.Errorf("lasts %v, incident %d", m.Lasts, m.Incident)
	}
	a.Incidents = []Incident{over}
	if m := MinuteOf(a); m.Lasts || m.Incident != 7 {
		t.Errorf("over: lasts %v, incident %d", m.Lasts, m.Incident)
	}
}

// A terminal that answers says nothing of the road to a payment platform.
func TestATerminalAloneIsNoMinute(t *testing.T) {
	a := aroundSale()
	a.Samples = map[string][]Sample{"terminal:front": a.Samples["terminal:front"]}
	a.Changes = nil
	if m := MinuteOf(a); m.Measured {
		t.Error("it is called measured")
	}
}

// What a terminal with a SIM card of its own does is not measured from here.
func TestMinuteOfATerminalOfItsOwnLine(t *testing.T) {
	a := aroundSale()
	a.Terminal = &Terminal{ID: "front", Line: OnOwnSIM}
	if m := MinuteOf(a); !m.PCOnly {
		t.Error("the PC's line speaks for a terminal of its own")
	} else if _, ok := m.Channel(WayWeChat); ok {
		t.Error("its channel speaks")
	}
}

func TestMinuteOfATerminal(t *testing.T) {
	a := aroundSale()
	a.Terminal = &Terminal{ID: "front", Name: "前台", Line: OnThisNetwork, IP: "192.0.2.9"}
	a.between(-60, -30, timedOut, "terminal:front")
	m := MinuteOf(a)
	if m.Terminal == nil || m.Terminal.Asked != 4 || m.Terminal.Lost != 2 || m.Terminal.Answered {
		t.Errorf("got %+v", m.Terminal)
	}
	a.Terminal.Sleeps = true
	if m := MinuteOf(a); m.Terminal != nil {
		t.Errorf("a unit that sleeps is told as %+v", m.Terminal)
	}
}

// What a person works out by hand from the samples.
func TestSurvive(t *testing.T) {
	wechat := "endpoint:wechat.test"
	tests := map[string]struct {
		change func(a *Around)
		want   [4]Survives // 15, 30, 45 and 60 s
	}{
		"a clear road": {func(*Around) {}, [4]Survives{SurvivesYes, SurvivesYes, SurvivesYes, SurvivesYes}},
		// Answers in 6.2 s are late, and yet in time for anybody who waits 15 s.
		"slow, but in time": {
			func(a *Around) { a.between(-150, 90, took(6200*time.Millisecond), wechat) },
			[4]Survives{SurvivesYes, SurvivesYes, SurvivesYes, SurvivesYes},
		},
		"answers take 20 s": {
			func(a *Around) { a.between(-150, 90, took(20*time.Second), wechat) },
			[4]Survives{SurvivesNo, SurvivesYes, SurvivesYes, SurvivesYes},
		},
		"down all the time": {
			func(a *Around) { a.between(-150, 90, timedOut, wechat) },
			[4]Survives{SurvivesNo, SurvivesNo, SurvivesNo, SurvivesNo},
		},
		// Down for the samples at -60 and -30: until just before the one at 0 it may have
		// been down still, so that a sale that began at -60 may have ended in vain even
		// after a minute.
		"down for half a minute": {
			func(a *Around) { a.between(-60, -30, timedOut, wechat) },
			[4]Survives{SurvivesRisk, SurvivesRisk, SurvivesRisk, SurvivesRisk},
		},
		"one request failed": {
			func(a *Around) { a.between(-60, -60, timedOut, wechat) },
			[4]Survives{SurvivesRisk, SurvivesRisk, SurvivesYes, SurvivesYes},
		},
		"down until the sale, then fine": {
			func(a *Around) { a.between(-150, -30, timedOut, wechat) },
			[4]Survives{SurvivesRisk, SurvivesRisk, SurvivesRisk, SurvivesRisk},
		},
		"one sample far away": {
			func(a *Around) { a.Samples[wechat] = a.Samples[wechat][:1] },
			[4]Survives{SurvivesUnknown, SurvivesUnknown, SurvivesUnknown, SurvivesUnknown},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a := aroundSale()
			test.change(&a)
			for i, waits := range SaleWaits {
				got, rests := Survive(a.Samples[wechat], a.At, waits)
				if got != test.want[i] {
					t.Errorf("waiting %v: %s, want %s", waits, got, test.want[i])
				}
				if (rests == 0) != (got == SurvivesUnknown) {
					t.Errorf("waiting %v: %s rests on %d samples", waits, got, rests)
				}
			}
		})
	}
}

// Waiting longer never makes it worse.
func TestSurviveGrowsWithTheWait(t *testing.T) {
	rank := map[Survives]int{SurvivesNo: 0, SurvivesRisk: 1, SurvivesYes: 2}
	for mask := range 1 << 9 {
		a := aroundSale()
		all := a.Samples["endpoint:wechat.test"]
		for i := range all {
			if mask&(1<<i) != 0 {
				timedOut(&all[i])
			}
		}
		before := -1
		for _, waits := range SaleWaits {
			got, _ := Survive(all, a.At, waits)
			if rank[got] < before {
				t.Fatalf("mask %b: waiting %v is worse than waiting less", mask, waits)
			}
			before = rank[got]
		}
	}
}
