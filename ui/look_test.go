package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"countercheck/assets"
	"countercheck/checks"
)

// The details, and what else the first screen can say: a bad round that is looked
// at again, terminals with SIM cards of their own, a settings file with a mistake.
func TestRareSightsLookAsRecorded(t *testing.T) {
	doubt := snapshots()[checks.OK]
	doubt.Doubt, doubt.Checking, doubt.Done = 1, true, 20
	u, win, watch, set := window(t, "zh-CN", "light", fyne.NewSize(1024, 600), doubt)
	looksAs(t, win, "doubt")

	sim := snapshots()[checks.OK]
	for i := range sim.Verdict.Channels {
		sim.Verdict.Channels[i] = checks.ChannelState{ID: sim.Verdict.Channels[i].ID}
	}
	set.set.Shop.Terminals = "sim"
	watch.tell(sim)
	watch.queue.pump()
	looksAs(t, win, "sim")

	set.set.Shop.Terminals = "unknown"
	watch.tell(staged())
	watch.queue.pump()
	u.Show("details")
	looksAs(t, win, "details")

	u.Show("now")
	u.deps.Notice = func(w *assets.Words) string {
		return w.Say("settings.bad_file", map[string]any{"File": "/home/shop/.config/countercheck/settings.toml"}) + "\n" +
			w.Say("settings.bad_line", map[string]any{"Line": 5, "Key": "shop.aquirer"}) + ":" +
			w.Say("settings.problem.unknown_key", map[string]any{"Nearest": "acquirer"})
	}
	u.rebuild()
	looksAs(t, win, "notice")
}

// staged is a fault with a round of a few checks.
func staged() checks.Snapshot {
	s := snapshots()[checks.Fail]
	add := func(id string, kind checks.Kind, f checks.Finding, took time.Duration) {
		s.Round.Results = append(s.Round.Results, checks.Result{Check: checks.Check{ID: id, Kind: kind}, Finding: f, At: wallClock, Took: took, Asked: 1})
	}
	good := checks.Finding{Level: checks.OK}
	add("link", checks.KindLink, good, ms/2)
	add("gateway", checks.KindGateway, good, 2*ms)
	add("anchor:223.5.5.5", checks.KindAnchor, good, 18*ms)
	add("anchor:119.29.29.29", checks.KindAnchor, good, 21*ms)
	dead := checks.Finding{Level: checks.Fail, Cause: checks.DNSNoAnswer, Class: checks.Timeout, Err: "read udp 192.168.1.20:41234->203.0.113.53:53: i/o timeout"}
	add("dns:203.0.113.53", checks.KindDNS, dead, 5*time.Second)
	add("dns:203.0.113.54", checks.KindDNS, dead, 5*time.Second)
	add("endpoint:wechat:api.mch.weixin.qq.com:443", checks.KindEndpoint, checks.Finding{
		Level: checks.Fail, Cause: checks.DNSNoAnswer, Failed: checks.Resolve, Class: checks.Timeout,
		Phases: checks.Phases{checks.Resolve: checks.Span(5 * time.Second)}, Err: "lookup api.mch.weixin.qq.com: i/o timeout",
	}, 5*time.Second)
	add("computer", checks.KindComputer, checks.Finding{Level: checks.Unknown}, 0)
	return s
}
