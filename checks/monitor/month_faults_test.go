package monitor_test

import (
	"math/rand/v2"
	"slices"
	"time"

	"countercheck/checks"
)

// kind is what can truly go wrong.
type kind string

const (
	cable    kind = "cable pulled"
	router   kind = "router off"
	broken   kind = "line out"
	login    kind = "router restarted, then a login page" // captive portal
	names    kind = "name servers silent"
	silent   kind = "provider silent"
	refusing kind = "provider refuses"
	errors5  kind = "provider answers 503"
	primary  kind = "provider's first host silent"
	slow     kind = "provider slow"
	blip     kind = "provider silent for less than a minute"
	reset    kind = "line out for seconds"
)

// fault is a piece of the truth.
type fault struct {
	kind     kind
	provider string // whose it is, "" for all
	from, to time.Time
	page     time.Time // from when on a login page stands in the way (login)
}

// rule is how a kind of fault must be told.
type rule struct {
	kind        kind
	times       int // in a month
	least, most time.Duration
	causes      []checks.Code // what it is told as, in order; nil: it may go untold
	told        time.Duration // after its begin at the latest
}

// rules: link and gateway within 15 s. For the others a regular round comes up to
// 30 s after the last, is asked again twice after 5 s, and each takes as long as a
// request that nobody answers: a name 5 s, a router's silence 7 s, a host 9 s.
var rules = []rule{
	{cable, 6, 20 * time.Second, 10 * time.Minute, []checks.Code{checks.LinkDown}, 15 * time.Second},
	{router, 6, 20 * time.Second, 10 * time.Minute, []checks.Code{checks.LANGatewayUnreachable}, 15 * time.Second},
	{broken, 5, 90 * time.Second, 30 * time.Minute, []checks.Code{checks.WANDown}, 75 * time.Second},
	{login, 3, 5 * time.Minute, 20 * time.Minute, []checks.Code{checks.LANGatewayUnreachable, checks.WANCaptivePortal}, 15 * time.Second},
	{names, 4, 90 * time.Second, 30 * time.Minute, []checks.Code{checks.DNSNoAnswer}, 75 * time.Second},
	{silent, 6, 75 * time.Second, time.Hour, []checks.Code{checks.ProviderDown}, 75 * time.Second},
	{refusing, 4, 70 * time.Second, time.Hour, []checks.Code{checks.ProviderDown}, 60 * time.Second},
	{errors5, 4, 70 * time.Second, time.Hour, []checks.Code{checks.ProviderErrors}, 60 * time.Second},
	{primary, 3, 2 * time.Minute, time.Hour, []checks.Code{checks.ProviderPrimaryDown}, 75 * time.Second},
	{slow, 3, 5 * time.Minute, time.Hour, []checks.Code{checks.ProviderSlow}, 90 * time.Second},
	{blip, 8, 5 * time.Second, 50 * time.Second, nil, 0},
	{reset, 8, 2 * time.Second, 20 * time.Second, nil, 0},
}

func ruleOf(k kind) rule {
	return rules[slices.IndexFunc(rules, func(r rule) bool { return r.kind == k })]
}

// apart is the least time between two faults.
const apart = 40 * time.Minute

// all that goes wrong in a month.
func all() (wrong []kind) {
	for _, rule := range rules {
		for range rule.times {
			wrong = append(wrong, rule.kind)
		}
	}
	return wrong
}

// faultsOf schedules faults in any order, at any time of day.
func faultsOf(r *rand.Rand, begin time.Time, length time.Duration, wrong []kind) (schedule []fault) {
	r.Shuffle(len(wrong), func(i, j int) { wrong[i], wrong[j] = wrong[j], wrong[i] })
	slot := (length - apart) / time.Duration(max(1, len(wrong)))
	for i, k := range wrong {
		rule := ruleOf(k)
		f := fault{kind: k, from: begin.Add(apart/2 + time.Duration(i)*slot)}
		lasts := rule.least + time.Duration(r.Int64N(int64(rule.most-rule.least)))
		f.from = f.from.Add(time.Duration(r.Int64N(int64(slot - apart - rule.most))))
		f.to = f.from.Add(lasts)
		f.page = f.from.Add(time.Minute)
		switch k {
		case silent, refusing, errors5, slow, blip:
			f.provider = []string{"wechat", "alipay", "unionpay"}[r.IntN(3)]
		case primary:
			f.provider = "wechat" // the one with spare hosts
		}
		schedule = append(schedule, f)
	}
	return schedule
}

// hits: the fault is about this target.
func (f *fault) hits(t checks.Target) bool {
	return f.provider != "" && f.provider == t.Provider && (f.kind != primary || t.Role == checks.Primary)
}
