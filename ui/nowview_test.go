package ui

import (
	"strings"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

// What the first screen says of a snapshot, case by case.
func TestWhatTheFirstScreenSays(t *testing.T) {
	ok, warn, fail, unknown := snapshots()[checks.OK], snapshots()[checks.Warn], snapshots()[checks.Fail], snapshots()[checks.Unknown]
	doubted := func(s checks.Snapshot, n int) checks.Snapshot { s.Doubt = n; return s }
	checking := func(s checks.Snapshot) checks.Snapshot { s.Checking, s.Done = true, 15; return s }
	part := fail
	part.Verdict = checks.Verdict{
		Level: checks.Fail, Cause: checks.ProviderDown, Layer: checks.LayerProvider, Subject: "wechat", Path: warn.Verdict.Path,
		Channels: []checks.ChannelState{{ID: "wechat", Provider: "wechat", Level: checks.Fail}, {ID: "alipay", Provider: "lakala", Level: checks.OK, Took: 91 * ms}},
	}
	for _, c := range []struct {
		name      string
		snap      checks.Snapshot
		terminals string
		level     checks.Level
		headline  string
		second    string
		progress  float64
		steps     int
		channel   channelView // the first
		stop      stopView    // the last
	}{
		{
			"well", ok, "shop", checks.OK, "网络正常,可以收款", "10:02 查过 · 测的是这台电脑", -1, 0,
			channelView{"微信", "正常", "86 ms", checks.OK},
			stopView{"支付平台", "86 ms", checks.OK},
		},
		{
			"checking again keeps what is known", checking(ok), "shop", checks.OK, "网络正常,可以收款", "10:02 查过 · 测的是这台电脑", 0.5, 0,
			channelView{"微信", "正常", "86 ms", checks.OK},
			stopView{"支付平台", "86 ms", checks.OK},
		},
		{
			"slow", warn, "unknown", checks.Warn, "能收,但微信有点慢,可能会退款", "从 09:58 起,4 分钟 · 这台电脑到微信要 3.4 秒,到别家正常 · 测的是这台电脑", -1, 3,
			channelView{"微信", "慢或不稳", "3.4 秒", checks.Warn},
			stopView{"微信", "3.4 秒", checks.Warn},
		},
		{
			"broken", fail, "unknown", checks.Fail, "现在收不了:查不到支付平台的地址", "从 10:00 起,2 分钟 · 上网的“查号台”坏了,2 个都没有回应 · 测的是这台电脑", -1, 4,
			channelView{"微信", "收不了", "", checks.Fail},
			stopView{"支付平台", "没测到", checks.Unknown},
		},
		{
			"one way is left", part, "unknown", checks.Fail, "支付宝能收,微信暂时收不了", "从 10:00 起,2 分钟 · 别的都正常,只有微信连不上 · 测的是这台电脑", -1, 4,
			channelView{"微信", "收不了", "", checks.Fail},
			stopView{"微信", "3.4 秒", checks.Warn},
		},
		{
			"before the first round", unknown, "unknown", checks.Unknown, "还不知道(正在检查)", "测的是这台电脑", 0.4, 0,
			channelView{"微信", "在查", "", checks.Unknown},
			stopView{"支付平台", "在查", checks.Unknown},
		},
		{
			"a bad round after good ones", doubted(ok, 2), "shop", checks.Unknown, "这次没通过,再查 2/3", "刚才:网络正常,可以收款 · 测的是这台电脑", -1, 0,
			channelView{"微信", "在查", "", checks.Unknown},
			stopView{"支付平台", "在查", checks.Unknown},
		},
		{
			"a worse round after slow ones", doubted(warn, 1), "shop", checks.Warn, "能收,但微信有点慢,可能会退款", "这次没通过,再查 1/3 · 从 09:58 起,4 分钟 · 这台电脑到微信要 3.4 秒,到别家正常 · 测的是这台电脑", -1, 3,
			channelView{"微信", "慢或不稳", "3.4 秒", checks.Warn},
			stopView{"微信", "3.4 秒", checks.Warn},
		},
		{
			"terminals with SIM cards", ok, "sim", checks.Unknown, "电脑网络正常;POS 机自己上网,测不到", "10:02 查过", -1, 0,
			channelView{"微信", "正常", "86 ms", checks.OK},
			stopView{"支付平台", "86 ms", checks.OK},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := viewNow(assets.Speak("zh-CN"), c.snap, checks.Settings{Shop: checks.ShopSettings{Terminals: c.terminals}}, catalogue, wallClock)
			if v.Level != c.level || v.Headline != c.headline || v.Second != c.second {
				t.Errorf("%s %q\n     %q\nwant %q", v.Level, v.Headline, v.Second, c.second)
			}
			if v.Progress != c.progress || len(v.Steps) != c.steps {
				t.Errorf("progress %v, steps %q", v.Progress, v.Steps)
			}
			if v.Channels[0] != c.channel || v.Stops[len(v.Stops)-1] != c.stop {
				t.Errorf("first channel %+v, last stop %+v", v.Channels[0], v.Stops[len(v.Stops)-1])
			}
		})
	}
}

// Who carries a channel is named where it is another company; and where one way is
// left nobody says that nothing gets through.
func TestAChannelNamesItsCarrier(t *testing.T) {
	s := snapshots()[checks.Fail]
	s.Verdict.Channels = []checks.ChannelState{
		{ID: "wechat", Provider: "lakala", Level: checks.Fail},
		{ID: "alipay", Provider: "alipay", Level: checks.OK, Took: 91 * ms},
		{ID: "card", Provider: "custom:10.0.0.9:8000", Level: checks.Fail},
	}
	v := viewNow(assets.Speak("zh-CN"), s, checks.Settings{}, catalogue, wallClock)
	var names []string
	for _, c := range v.Channels {
		names = append(names, c.Name)
	}
	if got := strings.Join(names, "|"); got != "微信 · 拉卡拉|支付宝|刷卡" {
		t.Errorf("called %s", got)
	}
	if v.Effect != "" {
		t.Errorf("with Alipay working: %q", v.Effect)
	}
}

func TestLengthsOfTimeAsPeopleSayThem(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "1 秒", 0: "1 秒", 59 * time.Second: "59 秒", time.Minute: "1 分钟",
		119 * time.Second: "1 分钟", 2 * time.Hour: "2 小时", 50 * time.Hour: "2 天",
	} {
		if got := ago(assets.Speak("zh-CN"), d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

// A technician finds the checks by kind, the worst first chosen, and in the copied
// text all of them.
func TestDetailsAreGroupedByKind(t *testing.T) {
	round := staged().Round
	var lines []string
	for _, r := range detailRows(assets.Speak("zh-CN"), round) {
		if r.Heading {
			lines = append(lines, "["+r.Name+"]")
		} else {
			lines = append(lines, r.Level.String()+" "+r.ID)
		}
	}
	want := "[网口] ok link [路由器] ok gateway [公网地址] ok anchor:223.5.5.5 ok anchor:119.29.29.29 [DNS 服务器] fail dns:203.0.113.53 fail dns:203.0.113.54 [支付主机] fail endpoint:wechat:api.mch.weixin.qq.com:443 [这台电脑] unknown computer"
	if got := strings.Join(lines, " "); got != want {
		t.Errorf("listed as\n%s, want\n%s", got, want)
	}
	if got := worst(round); got != "dns:203.0.113.53" {
		t.Errorf("first looked at: %s", got)
	}
	text := everything(assets.Speak("en"), "VERDICT\n", round)
	for _, r := range round.Results {
		if !strings.Contains(text, r.ID()+"\n") || !strings.Contains(text, r.Finding.Err) {
			t.Errorf("copied text lacks %s", r.ID())
		}
	}
}
