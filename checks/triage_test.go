package checks

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// triageCase is one of testdata/triage.toml.
type triageCase struct {
	Name     string   `toml:"name"`
	Received Received `toml:"received"`
	Way      Way      `toml:"way"`
	Showed   Showed   `toml:"showed"`
	Code     string   `toml:"code"`
	State    string   `toml:"state"`
	Minute   string   `toml:"minute"`
	Answers  Answers  `toml:"answers"`

	First    RefundCause   `toml:"first"`
	Also     []RefundCause `toml:"also"`
	Never    []RefundCause `toml:"never"`
	None     bool          `toml:"none"`
	Ask      []RefundCause `toml:"ask"`
	AskNot   []RefundCause `toml:"ask_not"`
	Settled  bool          `toml:"settled"`
	Withheld []string      `toml:"withheld"`
	Offered  []string      `toml:"offered"`
	NotDone  []string      `toml:"not_advised"`
}

func triageCases(t *testing.T) []triageCase {
	t.Helper()
	text, err := os.ReadFile("testdata/triage.toml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Case []triageCase `toml:"case"`
	}
	if err := toml.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Case) < 60 {
		t.Fatalf("%d cases; at least 60 are wanted", len(file.Case))
	}
	return file.Case
}

var saleTime = time.Date(2026, 11, 20, 12, 31, 0, 0, time.UTC)

// minutesOfTriage are what was measured, by the names in the cases.
var minutesOfTriage = map[string]func(m *Minute){
	"none":          func(m *Minute) { *m = Minute{Window: SaleWindow(saleTime)} },
	"good":          func(*Minute) {},
	"own_line":      func(m *Minute) { m.PCOnly = true },
	"slow":          func(m *Minute) { m.trouble(Warn, WANSlow, ""); m.slowed("wechat", 6200); m.slowed("alipay", 5400) },
	"lossy":         func(m *Minute) { m.trouble(Warn, WANLossy, ""); m.Pings = PingMinute{Sent: 100, Lost: 22} },
	"down":          func(m *Minute) { m.trouble(Fail, WANDown, ""); m.failed("wechat"); m.failed("alipay") },
	"names":         func(m *Minute) { m.trouble(Fail, DNSNoAnswer, ""); m.failed("wechat"); m.failed("alipay") },
	"portal":        func(m *Minute) { m.trouble(Fail, WANCaptivePortal, ""); m.failed("wechat"); m.failed("alipay") },
	"wechat_slow":   func(m *Minute) { m.trouble(Warn, ProviderSlow, "wechat"); m.slowed("wechat", 4800) },
	"wechat_down":   func(m *Minute) { m.trouble(Fail, ProviderDown, "wechat"); m.failed("wechat") },
	"wechat_errors": func(m *Minute) { m.trouble(Fail, ProviderErrors, "wechat"); m.failed("wechat") },
	"wechat_down_lasting": func(m *Minute) {
		m.trouble(Fail, ProviderDown, "wechat")
		m.failed("wechat")
		m.Lasts = true
	},
	"terminal_lost": func(m *Minute) { m.Terminal = &TerminalMinute{ID: "front", Title: "前台", Asked: 4, Lost: 3} },
	"cashier":       func(m *Minute) { m.trouble(Fail, PCCashierNotRunning, "") },
	"clock":         func(m *Minute) { m.trouble(Fail, PCClockWrong, "") },
	"intercepted":   func(m *Minute) { m.trouble(Fail, TLSIntercepted, ""); m.failed("wechat"); m.failed("alipay") },
	"blocked":       func(m *Minute) { m.Records = MinuteRecords{Terminal: "前台", Version: VersionBlocked} },
	"down_outdated": func(m *Minute) {
		m.trouble(Fail, WANDown, "")
		m.failed("wechat")
		m.Records = MinuteRecords{Terminal: "前台", Version: VersionOutdated}
	},
	"replaced": func(m *Minute) { m.Records = MinuteRecords{Terminal: "前台", Replaced: true} },
	"alike":    func(m *Minute) { m.Records.Alike = 6 },
}

// trouble is what the watch believed.
func (m *Minute) trouble(level Level, code Code, subject string) {
	m.Level, m.Cause, m.Layer, m.Subject = level, code, layerOf(code), subject
}

func (m *Minute) channel(id string, change func(s *Sample)) {
	for i := range m.Channels {
		c := &m.Channels[i]
		if c.ID != id {
			continue
		}
		for j := range c.Samples {
			change(&c.Samples[j])
		}
		c.Worst, c.Level = c.Samples[0], Warn
		if c.Worst.Failing() {
			c.Level = Fail
		}
		for j, waits := range SaleWaits {
			c.Survival[j].Would, c.Survival[j].Rests = Survive(c.Samples, saleTime, waits)
		}
	}
}

func (m *Minute) slowed(id string, ms int) {
	m.channel(id, func(s *Sample) { s.Took = time.Duration(ms) * time.Millisecond })
}

func (m *Minute) failed(id string) {
	m.channel(id, func(s *Sample) {
		s.Level, s.Cause, s.Failed, s.Class, s.Took = Fail, ProviderDown, Connect, Timeout, 0
	})
}

// goodMinute is one on a clear road.
func goodMinute() Minute {
	m := Minute{Window: SaleWindow(saleTime), Measured: true, Level: OK, Cause: None, Pings: PingMinute{Sent: 100}}
	for _, id := range []string{"wechat", "alipay"} {
		c := ChannelMinute{ID: id, Provider: id, Level: OK, Usual: Span(90 * time.Millisecond)}
		for at := -150; at <= 60; at += 30 {
			c.Samples = append(c.Samples, Sample{At: saleTime.Add(time.Duration(at) * time.Second), Level: OK, Cause: None, Took: 90 * time.Millisecond})
		}
		for _, waits := range SaleWaits {
			would, rests := Survive(c.Samples, saleTime, waits)
			c.Survival = append(c.Survival, Survival{Waits: Span(waits), Would: would, Rests: rests})
		}
		c.Worst = c.Samples[0]
		m.Channels = append(m.Channels, c)
	}
	return m
}

// The rules come to what a person concludes.
func TestTriageComesToWhatAPersonConcludes(t *testing.T) {
	for _, c := range triageCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			minute := goodMinute()
			change, known := minutesOfTriage[c.Minute]
			if !known {
				t.Fatalf("there is no minute %q", c.Minute)
			}
			change(&minute)
			sale := Sale{At: saleTime, Received: c.Received, Way: c.Way, Showed: c.Showed, Code: c.Code, State: TradeState(c.State)}
			c.compare(t, TriageOf(sale, c.Answers, minute))
		})
	}
}

func (c triageCase) compare(t *testing.T, got Triage) {
	t.Helper()
	var ids []RefundCause
	for _, l := range got.Likely {
		ids = append(ids, l.Cause)
		if l.Weight <= 0 || l.Weight > 1 || l.Reason == "" || len(l.Actions) == 0 {
			t.Errorf("%s is said with weight %v, reason %q and actions %v", l.Cause, l.Weight, l.Reason, l.Actions)
		}
	}
	if c.First != "" && (len(ids) == 0 || ids[0] != c.First) {
		t.Errorf("the likeliest is not %s: %+v", c.First, got.Likely)
	}
	if len(got.Likely) > 1 && c.First != "" && got.Likely[0].Weight == got.Likely[1].Weight {
		t.Errorf("%s and %s weigh the same", ids[0], ids[1])
	}
	for _, id := range c.Also {
		if !slices.Contains(ids, id) {
			t.Errorf("%s is not among %v", id, ids)
		}
	}
	for _, id := range c.Never {
		if slices.Contains(ids, id) {
			t.Errorf("%s must not be among %+v", id, got.Likely)
		}
	}
	if c.None && len(ids) > 0 {
		t.Errorf("nothing speaks for any cause, and yet: %+v", got.Likely)
	}
	c.asked(t, got)
	c.advised(t, got)
}

func (c triageCase) asked(t *testing.T, got Triage) {
	t.Helper()
	for _, id := range c.Ask {
		if !slices.Contains(got.Ask, id) {
			t.Errorf("%s is not asked: %v", id, got.Ask)
		}
	}
	for _, id := range c.AskNot {
		if slices.Contains(got.Ask, id) {
			t.Errorf("%s is asked though it does not matter any more: %v", id, got.Ask)
		}
	}
	if c.Settled && len(got.Ask) > 0 {
		t.Errorf("it is settled, and yet asked: %v", got.Ask)
	}
	for id := range c.Answers {
		if slices.Contains(got.Ask, id) {
			t.Errorf("%s was answered and is asked again", id)
		}
	}
}

func (c triageCase) advised(t *testing.T, got Triage) {
	t.Helper()
	advice := slices.Clone(got.First)
	for _, l := range got.Likely {
		advice = append(advice, l.Actions...)
	}
	for _, a := range c.Withheld {
		if !slices.ContainsFunc(got.Withheld, func(w Withheld) bool { return w.Advice == a && w.Why != "" }) {
			t.Errorf("%s is not withheld: %+v", a, got.Withheld)
		}
	}
	for _, w := range got.Withheld {
		if slices.Contains(advice, w.Advice) {
			t.Errorf("%s is withheld and given: %v", w.Advice, advice)
		}
	}
	for _, a := range c.NotDone {
		if slices.Contains(advice, a) {
			t.Errorf("%s is advised: %v", a, advice)
		}
	}
	for _, a := range c.Offered {
		if !slices.Contains(advice, a) {
			t.Errorf("%s is not offered: %v, withheld %+v", a, advice, got.Withheld)
		}
	}
}

// Every cause of the article is the likeliest in a case of its own, and two others.
func TestEveryCauseHasItsCases(t *testing.T) {
	first := map[RefundCause]int{}
	for _, c := range triageCases(t) {
		first[c.First]++
	}
	for _, cause := range RefundCauses {
		if first[cause] < 3 {
			t.Errorf("%s is the likeliest in %d cases only", cause, first[cause])
		}
	}
}

// While nothing was measured, said or shown, the triage names no cause.
func TestTriageOfAnUnmeasuredMinuteClaimsNothing(t *testing.T) {
	for _, received := range append(slices.Clone(ReceivedAnswers), "") {
		for _, showed := range AllShowed {
			if got := TriageOf(Sale{At: saleTime, Received: received, Showed: showed}, nil, Minute{}); len(got.Likely) > 0 {
				t.Errorf("%s %s: %+v", received, showed, got.Likely)
			}
		}
	}
}

// Whatever is known, nobody is told to charge again while the sale may yet be paid or
// is paid.
func TestNobodyIsToldToChargeTwice(t *testing.T) {
	for _, received := range []Received{"", ReceivedYes, ReceivedUnsure} {
		for _, showed := range AllShowed {
			for _, code := range append([]ErrorCode{{}}, ErrorCodes...) {
				for name, change := range minutesOfTriage {
					minute := goodMinute()
					change(&minute)
					got := TriageOf(Sale{At: saleTime, Received: received, Showed: showed, Code: code.Code}, nil, minute)
					triageCase{Withheld: []string{adviseCharge}, NotDone: []string{adviseOther, adviseCode, adviseCard}}.advised(t, got)
					if t.Failed() {
						t.Fatalf("%s %s %s %s", received, showed, code.Code, name)
					}
				}
			}
		}
	}
}
