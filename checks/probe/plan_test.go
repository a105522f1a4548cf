package probe

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
)

var planCatalogue = checks.Catalogue{
	Providers: []checks.Provider{
		{ID: "wechat", Owner: "tencent", Channel: "wechat", Endpoints: []checks.Endpoint{
			{Host: "api.mch.weixin.qq.com", Port: 443, Scheme: checks.HTTPS, Role: checks.Primary},
			{Host: "api2.wechatpay.cn", Port: 443, Scheme: checks.HTTPS, Role: checks.Backup},
		}},
		{ID: "lakala", Owner: "lakala", Acquirer: true, Endpoints: []checks.Endpoint{{Host: "s2.lakala.com", Port: 443, Scheme: checks.HTTPS, Role: checks.Primary}}},
	},
	Controls: []checks.Control{{Host: "www.baidu.com", Owner: "baidu"}},
	Anchors:  []checks.Anchor{{Address: "223.5.5.5", Owner: "alibaba"}, {Address: "119.29.29.29", Owner: "tencent"}},
	Portals:  []checks.Portal{{ID: "miui", Owner: "xiaomi", URL: "http://connect.rom.miui.com/generate_204", Status: 204}},
	Clocks:   []checks.Clock{{Host: "ntp.aliyun.com"}},
}

func TestThePlanIsAskedAsOftenAsTheSettingsSay(t *testing.T) {
	watch := checks.WatchSettings{
		Every: checks.Duration(time.Minute), LineEvery: checks.Duration(7 * time.Second), CustomEvery: checks.Duration(20 * time.Second),
	}
	plan := New(checks.Settings{Thresholds: testThresholds, Watch: watch}, planCatalogue, nil)
	if want := (checks.Beats{Slow: time.Minute, Fast: 7 * time.Second, Own: 20 * time.Second}); plan.Beats != want {
		t.Errorf("beats %v, want %v", plan.Beats, want)
	}
}

func TestThePlanListsEveryCheckOnce(t *testing.T) {
	settings := checks.Settings{
		Thresholds: testThresholds,
		Shop:       checks.ShopSettings{Terminals: "sim", Cashier: "pos.exe"},
		Custom:     []checks.CustomEndpoint{{Host: "10.0.0.8", Port: 9000, Scheme: checks.TCPOnly, Channels: []string{"card"}}},
	}
	plan := New(settings, planCatalogue, nil)
	ids := map[string]checks.Check{}
	for _, c := range plan.Checks {
		if _, twice := ids[c.ID]; twice {
			t.Errorf("%s stands twice", c.ID)
		}
		ids[c.ID] = c
		if c.Timeout <= 0 || c.Ask == nil || c.Kind == "" || !strings.HasPrefix(c.ID, string(c.Kind)) {
			t.Errorf("%s is not whole: %+v", c.ID, c)
		}
	}
	for _, id := range []string{
		"link", "route", "gateway", "anchor:223.5.5.5", "ping:gateway", "ping:119.29.29.29", "hosts", "proxy", "portal:miui",
		"control:www.baidu.com:80", "control:www.baidu.com:443", "endpoint:wechat:api.mch.weixin.qq.com:443",
		"endpoint:custom:10.0.0.8:9000", "clock:ntp.aliyun.com", "computer",
	} {
		if _, ok := ids[id]; !ok {
			t.Errorf("%s is missing", id)
		}
	}
	if _, there := ids["endpoint:lakala:s2.lakala.com:443"]; there {
		t.Error("an acquirer that nobody chose is asked")
	}
	for _, c := range plan.Checks {
		for _, need := range c.Needs {
			at := slices.IndexFunc(plan.Checks, func(o checks.Check) bool { return o.ID == need })
			if at < 0 || plan.Checks[at].ID == c.ID {
				t.Errorf("%s needs %s, which is not there", c.ID, need)
			}
		}
	}
	if !ids["endpoint:custom:10.0.0.8:9000"].Target.InUse || ids["control:www.baidu.com:443"].Target.Provider != "" {
		t.Error("whose host it is got mixed up")
	}
	if !plan.Profile.SIMOnly || plan.Profile.Cashier != "pos.exe" {
		t.Errorf("profile %+v", plan.Profile)
	}
}

func TestTheFastBeatIsLight(t *testing.T) {
	var fast []string
	for _, c := range New(checks.Settings{Thresholds: testThresholds}, planCatalogue, nil, Watching()).Checks {
		if c.Beat == checks.FastBeat {
			fast = append(fast, c.ID)
		}
	}
	if got := strings.Join(fast, " "); got != "link route gateway ping:223.5.5.5" {
		t.Errorf("every five seconds: %s", got)
	}
}

func TestServersAreAskedInTheirOrder(t *testing.T) {
	p := newTestProber(nil)
	all := p.resolverChecks(parseResolvConf([]byte("nameserver 203.0.113.53\nnameserver fd00::53\n")), nil)
	if len(all) != 2 || all[0].ID != "dns:203.0.113.53" || all[1].ID != "dns:fd00::53" {
		t.Errorf("got %+v", all)
	}
	if none := p.resolverChecks(nil, testNames); len(none) != 1 || none[0].ID != "dns:none" {
		t.Errorf("got %+v", none)
	}
}

func TestAHostsFileThatIsNotThereOverridesNothing(t *testing.T) {
	f := askHosts(filepath.Join(t.TempDir(), "hosts"), nil)
	if f.Level != checks.OK {
		t.Errorf("got %s: %s", f.Level, f.Err)
	}
}

func TestAGatewayThatIsNotThereIsAbsent(t *testing.T) {
	p := newTestProber(nil)
	p.routes = func() ([]checks.Route, error) { return []checks.Route{{Interface: "ppp0"}}, nil }
	if f := p.askGateway(t.Context()); f.Facts != nil || f.Level != checks.Unknown {
		t.Errorf("got %+v", f)
	}
	if f := p.askPingGateway(t.Context(), nil); f.Facts != nil || f.Level != checks.Unknown {
		t.Errorf("got %+v", f)
	}
}

func TestAGatewayThatRefusesIsAlive(t *testing.T) {
	p := newTestProber(nil)
	p.routes = func() ([]checks.Route, error) {
		return []checks.Route{{Interface: "lo", Gateway: addr("127.0.0.1")}}, nil
	}
	p.ping, _ = script([]packet{lost})
	f := p.askGateway(t.Context())
	if facts := f.Facts.(checks.GatewayFacts); f.Level != checks.OK || !facts.TCP || facts.Ping {
		t.Errorf("got %s %+v", f.Level, facts)
	}
}
