package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countercheck/assets"
	"countercheck/checks"
)

func TestLengthsAreReadAsPeopleTypeThem(t *testing.T) {
	for _, c := range []struct {
		text string
		bare time.Duration
		want time.Duration
		ok   bool
	}{
		{"30秒", time.Second, 30 * time.Second, true},
		{"30 秒", time.Minute, 30 * time.Second, true},
		{"1s", time.Minute, time.Second, true},
		{"1.5s", time.Second, 1500 * ms, true},
		{"300毫秒", time.Second, 300 * ms, true},
		{"300 MS", time.Second, 300 * ms, true},
		{"1分30秒", time.Second, 90 * time.Second, true},
		{"1 min 30 s", time.Second, 90 * time.Second, true},
		{"1m30s", time.Second, 90 * time.Second, true},
		{"\uff13\uff10\uff53", time.Second, 30 * time.Second, true}, // wide
		{"\uff13\uff10 秒钟", time.Second, 30 * time.Second, true},
		{"2小时", time.Second, 2 * time.Hour, true},
		{"45", time.Second, 45 * time.Second, true},
		{"45", time.Minute, 45 * time.Minute, true},
		{"500", ms, 500 * ms, true},
		{"0", time.Minute, 0, true},
		{"1m30", time.Second, 0, false},
		{"很快", time.Second, 0, false},
		{"", time.Second, 0, false},
		{"-5s", time.Second, 0, false},
		{"5 天", time.Second, 0, false},
		{"99999999999小时", time.Second, 0, false},
	} {
		got, ok := readLength(c.text, c.bare)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%q is read as %v, %v; want %v, %v", c.text, got, ok, c.want, c.ok)
		}
	}
}

func TestNumbersAreReadAsPeopleTypeThem(t *testing.T) {
	for _, c := range []struct {
		text, unit string
		want       float64
		ok         bool
	}{
		{"30", "day", 30, true},
		{"30天", "day", 30, true},
		{"30 days", "day", 30, true},
		{"\uff13\uff10 天", "day", 30, true},
		{"1,024 MB", "mb", 1024, true},
		{"300兆", "mb", 300, true},
		{"2.5%", "percent", 2.5, true},
		{"2\uff05", "percent", 2, true},
		{"6次", "time", 6, true},
		{"30 MB", "day", 0, false},
		{"-3", "day", 0, false},
		{"三天", "day", 0, false},
		{"", "day", 0, false},
	} {
		got, ok := readNumber(c.text, c.unit)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%q in %s is read as %v, %v; want %v, %v", c.text, c.unit, got, ok, c.want, c.ok)
		}
	}
}

// What is shown can be typed again and means the same.
func TestWhatIsShownIsReadAsTheSame(t *testing.T) {
	for _, lang := range assets.Languages {
		w := assets.Speak(lang)
		for _, d := range []time.Duration{0, ms, 300 * ms, time.Second, 1500 * ms, 30 * time.Second, 90 * time.Second, time.Hour, 3*time.Hour + 5*time.Minute + 2500*ms, 1500 * time.Microsecond} {
			text := lengthText(w, d)
			if got, ok := readLength(text, time.Second); !ok || got != d {
				t.Errorf("%s: %v is shown as %q and read as %v, %v", lang, d, text, got, ok)
			}
		}
		for unit, v := range map[string]float64{"day": 30, "mb": 1024, "percent": 2.5, "time": 6, "": 443} {
			text := numberText(w, v, unit)
			if got, ok := readNumber(text, unit); !ok || got != v {
				t.Errorf("%s: %v %s is shown as %q and read as %v, %v", lang, v, unit, text, got, ok)
			}
		}
	}
}

// Every field has its words, its recommended value and where that comes from, and
// what is shown of it can be taken again.
func TestEveryFieldIsSaidAndTaken(t *testing.T) {
	for _, lang := range assets.Languages {
		w := assets.Speak(lang)
		seen := map[string]bool{}
		for _, f := range fields() {
			if seen[f.id] {
				t.Errorf("%s is there twice", f.id)
			}
			seen[f.id] = true
			v := viewField(w, f, shipped(), shipped(), longCatalogue())
			if strings.Contains(v.Title+v.Hint+v.Advice, "settings.") {
				t.Errorf("%s %s: without words: %+v", lang, f.id, v)
			}
			if f.advised == (v.Advice == "") || v.Changed {
				t.Errorf("%s %s: as recommended it says %+v", lang, f.id, v)
			}
			again := shipped()
			if text := v.Value; f.kind() == typedField && (!f.take(&again, text) || !f.same(again, shipped())) {
				t.Errorf("%s %s: %q is taken as %q", lang, f.id, text, f.raw(again))
			}
			if !slices.Contains(groups, f.group) || f.group == groupExpert && !slices.Contains(expertParts, f.part) {
				t.Errorf("%s stands on no page", f.id)
			}
		}
	}
}

// Every field reaches the very setting that its id names: what Validate says
// about it is said under that id.
func TestAFieldSetsWhatItsNameSays(t *testing.T) {
	for _, f := range fields() {
		bad := map[string]string{"care.list": "http://x", "thresholds.cpu_busy": "900", "shop.direct": "x", "shop.compare": "x"}[f.id]
		if bad == "" {
			bad = "0"
		}
		s := shipped()
		if f.id == "shop.cashier" || f.id == "warn.ahead" || f.id == "warn.hourly" || f.kind() == switchField || !f.take(&s, bad) {
			continue
		}
		wrong := s.Validate(longCatalogue())
		if len(wrong) == 0 || strings.Split(wrong[0].Key, "[")[0] != f.id && !strings.HasSuffix(f.id, "_free") && !strings.HasSuffix(f.id, ".bad") {
			t.Errorf("%s at %s: found wrong is %+v", f.id, bad, wrong)
		}
	}
}

func TestWhatIsTypedIsJudged(t *testing.T) {
	w := assets.Speak("zh-CN")
	for _, c := range []struct{ id, text, raw, problem, nearest string }{
		{"watch.every", "45 秒", "45s", "", ""},
		{"watch.every", "10秒", "", "间隔太短,最短 30 秒", ""},
		{"watch.every", "快", "", "看不懂,要写成“30 秒”这样", ""},
		{"warn.hourly", "61", "", "最大是 60", ""},
		{"warn.hourly", "2.5", "", "看不懂,要写成“6 次”这样", ""},
		{"warn.digest", "", "", "", ""},
		{"warn.digest", "21点半", "", "时间要写成 21:30,是不是 21:30", "21:30"},
		{"desktop.key", "ctrl-alt-t", "", "快捷键要写成 ctrl+alt+t 这样", ""},
		{"desktop.key", "F9", "F9", "", ""},
		{"thresholds.request.good", "4 秒", "", "\"好\"的界限要比\"坏\"的小", ""},
		{"thresholds.loss.bad", "7%", "7", "", ""},
		{"keep.max_mb", "10", "", "最小是 50", ""},
		{"shop.cashier", "  pos.exe ", "pos.exe", "", ""},
	} {
		var f field
		for _, f = range fields() {
			if f.id == c.id {
				break
			}
		}
		j := judge(w, f, c.text, shipped(), catalogue)
		if j.Problem != c.problem || j.Nearest != c.nearest {
			t.Errorf("%s %q: %q, meant %q; want %q, %q", c.id, c.text, j.Problem, j.Nearest, c.problem, c.nearest)
		}
		if c.problem == "" && f.raw(j.Set) != c.raw {
			t.Errorf("%s %q becomes %q, want %q", c.id, c.text, f.raw(j.Set), c.raw)
		}
	}
}

// A mistake that was there before is not put on whoever types elsewhere.
func TestOnlyTheOwnMistakeIsTold(t *testing.T) {
	now := shipped()
	now.Shop.Acquirer = "gone"
	for _, f := range fields() {
		if f.id == "watch.every" {
			if j := judge(assets.Speak("en"), f, "45s", now, catalogue); j.Problem != "" {
				t.Errorf("told: %s", j.Problem)
			}
		}
	}
}

func TestARecommendedValueIsToldWithItsSourceAndAChangeMarked(t *testing.T) {
	now := shipped()
	now.Thresholds.Connect.Good = checks.Duration(400 * ms)
	for _, f := range fields() {
		if f.id != "thresholds.connect.good" {
			continue
		}
		v := viewField(assets.Speak("zh-CN"), f, now, shipped(), catalogue)
		want := fieldView{Title: "建立连接:不超过算快", Value: "400 毫秒", Advice: "推荐 300 毫秒。微信支付:连接超过 1 秒属于网络慢(同一页)。", Changed: true}
		if diff := cmp.Diff(want, v); diff != "" {
			t.Errorf("-want +said:\n%s", diff)
		}
	}
}

// Going back to what is recommended leaves alone what the shop said about itself.
func TestRecommendedKeepsTheShop(t *testing.T) {
	s := shipped()
	s.Language, s.Theme, s.Asked = "en", "dark", true
	busyShop(&s)
	s.Hosts.Clocks = []checks.Clock{{Host: "ntp.example.com"}}
	back := recommended(s, shipped())
	if got := settingsChanges(assets.Speak("en"), back, shipped(), longCatalogue()); strings.Contains(strings.Join(got, "|"), "How often") {
		t.Errorf("still changed: %q", got)
	}
	want := shipped()
	want.Language, want.Theme, want.Asked, want.Custom, want.Webhooks, want.Hours = "en", "dark", true, s.Custom, s.Webhooks, s.Hours
	want.Shop.Acquirer, want.Shop.Direct, want.Shop.HasTerminal, want.Warn.Sound = "lakala", s.Shop.Direct, true, true
	if diff := cmp.Diff(want, back); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestWhatWouldChangeIsSaidLineByLine(t *testing.T) {
	before, after := shipped(), shipped()
	before.Hours = everyDay(checks.Hours{}, []string{"09:00-21:00"})
	busyShop(&after)
	got := settingsChanges(assets.Speak("zh-CN"), before, after, longCatalogue())
	want := []string{
		"POS 机是哪家的:不知道 / 银行装的 → 拉卡拉",
		"不经过这家公司的:不设 → 微信支付",
		"收银台还有单独的 POS 机:关 → 开",
		"出声:关 → 开",
		"一小时最多提醒:6 次 → 3 次",
		"多久查一次 · 支付公司和对照网站:30 秒 → 1 分钟",
		"营业时间:每天 09:00–21:00 → 周一 休息 · 周二–周六 10:00–14:00、17:00–02:00 · 周日 09:00–21:00",
		"休息日:不设 → 2026-02-17/2026-02-23 2026-10-01",
		"自己的主机:不设 → MIS 专线 10.1.2.3:8443",
		"也发到群里:0 → 1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +said:\n%s", diff)
	}
	if same := settingsChanges(assets.Speak("en"), after, after, longCatalogue()); len(same) != 0 {
		t.Errorf("nothing changed, said: %q", same)
	}
}

// A webhook's address is known again, and cannot be used by who reads it.
func TestTheKeyOfAWebhookIsNotShown(t *testing.T) {
	for url, want := range map[string]string{
		"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=5ecre7-0123456789abcdef": "qyapi.weixin.qq.com/…cdef",
		"https://x.cn/open-apis/bot/v2/hook/5ecre7":                                    "x.cn/…",
		"https://x.cn/hook/5ecre7":                                                     "x.cn/…",
		"://5ecre7":                                                                    "…",
	} {
		got := maskedURL(checks.Webhook{Kind: checks.WeCom, URL: url})
		if got != want || strings.Contains(got, "5ecre7") {
			t.Errorf("%s is shown as %q, want %q", url, got, want)
		}
	}
	if got := maskedURL(checks.Webhook{Kind: checks.Shoutrrr, URL: "telegram://5ecre7@telegram?chats=12345678901234567890"}); got != "telegram://…" {
		t.Errorf("another service is shown as %q", got)
	}
}
