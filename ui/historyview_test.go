package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/ui/chart"
)

func on(month, date, hour, minute int) time.Time {
	return time.Date(2026, time.Month(month), date, hour, minute, 0, 0, wallClock.Location())
}

func TestWindowsAndTheirTitles(t *testing.T) {
	zh, en := assets.Speak("zh-CN"), assets.Speak("en")
	for _, tt := range []struct {
		reach  reach
		zh, en string
	}{
		{"hour", "11月23日 09:03–10:03", "Nov 23 09:03–10:03"},
		{"day", "今天 11月23日", "Today, Nov 23"},
		{"week", "11月17日 – 11月23日", "Nov 17 – Nov 23"},
		{"month", "10月25日 – 11月23日", "Oct 25 – Nov 23"},
		{"year", "2025年11月24日 – 11月23日", "Nov 24, 2025 – Nov 23"},
	} {
		in := tt.reach.windowAt(wallClock)
		if got := windowTitle(zh, in, wallClock); got != tt.zh {
			t.Errorf("%s: %s", tt.reach, got)
		}
		if got := windowTitle(en, in, wallClock); got != tt.en {
			t.Errorf("%s: %s", tt.reach, got)
		}
		if wallClock.Before(in.From) || !wallClock.Before(in.To) {
			t.Errorf("%s: now is not in it", tt.reach)
		}
	}
	for _, tt := range []struct {
		in   checks.Window
		want string
	}{
		{checks.Window{From: on(11, 22, 0, 0), To: on(11, 23, 0, 0)}, "昨天 11月22日"},
		{checks.Window{From: on(11, 20, 0, 0), To: on(11, 21, 0, 0)}, "11月20日 周五"},
		{checks.Window{From: on(11, 22, 23, 0), To: on(11, 23, 1, 0)}, "11月22日 23:00 – 11月23日 01:00"},
	} {
		if got := windowTitle(zh, tt.in, wallClock); got != tt.want {
			t.Errorf("%v: %s", tt.in, got)
		}
	}
}

func TestMovingAndZoomingStayInThePast(t *testing.T) {
	today := reach("day").windowAt(wallClock)
	yesterday := moved(today, -1, today.To)
	if want := (checks.Window{From: on(11, 22, 0, 0), To: on(11, 23, 0, 0)}); yesterday != want {
		t.Errorf("a day earlier: %v", yesterday)
	}
	if got := moved(yesterday, 1, today.To); got != today {
		t.Errorf("there and back: %v", got)
	}
	if got := moved(today, 1, today.To); got != today {
		t.Errorf("tomorrow: %v", got)
	}
	for _, times := range []float64{0.5, 0.01, 1e-9, 2, 1e9} {
		about := on(11, 23, 6, 0)
		got := zoomed(today, about, times, today.To)
		if got.To.After(today.To) || got.Length() < leastWindow || about.Before(got.From) || about.After(got.To) {
			t.Errorf("%v times: %v", times, got)
		}
	}
	got := zoomed(today, on(11, 23, 6, 0), 0.5, today.To)
	if want := (checks.Window{From: on(11, 23, 3, 0), To: on(11, 23, 15, 0)}); got != want {
		t.Errorf("six o'clock does not stay where it is: %v", got)
	}
	cut := checks.Incident{From: on(11, 22, 12, 31), To: on(11, 22, 12, 50)}
	if in := around(cut, wallClock); !in.From.Before(cut.From) || !in.To.After(cut.To) || in.Length() > 2*time.Hour {
		t.Errorf("an outage is seen in %v", in)
	}
}

func TestOneLineForEachThingAnOwnerKnows(t *testing.T) {
	w := assets.Speak("zh-CN")
	own := []checks.Channel{{ID: "wechat", Provider: "wechat"}, {ID: "alipay", Provider: "alipay"}}
	got := plainSubjects(w, watched(), own)
	want := []subject{
		{"endpoint:wechat:api.mch.weixin.qq.com:443", "微信", 0},
		{"endpoint:alipay:openapi.alipay.com:443", "支付宝", 1},
		{"ping:gateway", "路由器", 2},
		{"ping:223.5.5.5", "宽带", 3},
		{"dns:192.168.1.1:53", "查地址", 4},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// One company carries all: one line under its name. No ping: what else answers.
	plan := slices.DeleteFunc(watched(), func(c checks.Check) bool { return c.Kind == checks.KindPing || c.Kind == checks.KindDNS })
	all := []checks.Channel{{ID: "wechat", Provider: "alipay"}, {ID: "card", Provider: "alipay"}}
	want = []subject{{"endpoint:alipay:openapi.alipay.com:443", "支付宝", 0}, {"gateway", "路由器", 1}, {"anchor:223.5.5.5", "宽带", 2}}
	if diff := cmp.Diff(want, plainSubjects(w, plan, all)); diff != "" {
		t.Error(diff)
	}
	extra := extraSubjects(w, watched())
	if len(extra) != len(watched()) || !slices.ContainsFunc(extra, func(s subject) bool { return s.Name == "支付主机 api2.mch.weixin.qq.com:443" }) {
		t.Errorf("single hosts: %v", extra)
	}
}

// Availability is never told without its coverage, nothing measured is no figure,
// and 99.97 % is not all.
func TestHowMuchOfTheTimeMoneyCouldBeTaken(t *testing.T) {
	w := assets.Speak("zh-CN")
	channels := []checks.Channel{{ID: "wechat"}, {ID: "alipay"}, {ID: "unionpay"}}
	got := uptimeLine(w, channels, map[string]checks.Uptime{
		"wechat":   {Good: 9997 * time.Minute, Down: 3 * time.Minute, Unwatched: 300 * time.Minute},
		"alipay":   {Good: 10000 * time.Minute},
		"unionpay": {Unwatched: time.Hour},
	})
	if want := "能收款的时间:微信 99.9%(监测 97%) · 支付宝 100%(监测 100%) · 云闪付 没有监测"; got != want {
		t.Errorf("%s\nnot %s", got, want)
	}
	for share, want := range map[float64]string{0: "0.0%", 0.0001: "<0.1%", 0.999999: "99.9%", 1: "100%", 0.5: "50.0%"} {
		if got := percent(share, 1); got != want {
			t.Errorf("%v is %s, not %s", share, got, want)
		}
	}
	for share, want := range map[float64]string{0: "0%", 0.0001: "<1%", 0.021: "3%", 1: "100%"} {
		if got := lossPercent(share); got != want {
			t.Errorf("a loss of %v is %s, not %s", share, got, want)
		}
	}
}

func TestWhatStandsBesideThePointer(t *testing.T) {
	w := assets.Speak("zh-CN")
	from := on(11, 22, 12, 0)
	points := []checks.Point{
		{From: from, Count: 10, Failed: 1, Median: 86 * ms, Max: 2400 * ms, Phases: checks.Phases{checks.Connect: checks.Span(20 * ms)}},
		{From: from.Add(time.Minute), Count: 10, Failed: 10},
	}
	c := chart.Chart{
		Window: checks.Window{From: from, To: from.Add(time.Hour)}, Now: wallClock, Stacked: true,
		Lines: []chart.Line{{Name: "微信", Series: checks.Series{Step: time.Minute, Points: points}}},
		Gaps:  []checks.Gap{{From: from.Add(10 * time.Minute), To: from.Add(20 * time.Minute)}},
	}
	for _, tt := range []struct {
		after time.Duration
		want  string
	}{
		{30 * time.Second, "11月22日 12:00|微信 86 ms · 最慢 2.4 秒 · 丢了 10%|   连接 20 ms"},
		{90 * time.Second, "11月22日 12:01|微信 没有回应"},
		{5 * time.Minute, "11月22日 12:05|微信 没有监测"},
		{15 * time.Minute, "11月22日 12:15|未监测"},
		{48 * time.Hour, "11月24日 12:00|还没到"},
	} {
		if got := strings.Join(readingLines(w, &c, from.Add(tt.after), wallClock), "|"); got != tt.want {
			t.Errorf("after %v: %s", tt.after, got)
		}
	}
}

func TestTheSceneIsTold(t *testing.T) {
	f := newPastYear()
	scene, _ := f.Scene(t.Context(), f.cuts[1].ID)
	text := sceneText(assets.Speak("zh-CN"), f.cuts[1], scene)
	for _, want := range []string{"wan.down", "eth0", "192.168.1.20/24", "via 192.168.1.1", "192.168.1.1:53", "0/20", "api.mch.weixin.qq.com:443 connect timeout", "路由跟踪到 223.5.5.5", " 2  *"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	if text := sceneText(assets.Speak("zh-CN"), f.cuts[1], nil); !strings.Contains(text, "没有留下") {
		t.Errorf("without a scene: %s", text)
	}
}

func TestHowTodayHasBeen(t *testing.T) {
	w := assets.Speak("zh-CN")
	open := on(11, 23, 9, 0)
	in := checks.Window{From: open, To: open.Add(100 * time.Minute)}
	good := checks.Change{At: open.Add(2 * time.Minute), Level: checks.OK}
	cut := func(after, length time.Duration, level checks.Level) checks.Incident {
		return checks.Incident{From: open.Add(after), To: open.Add(after + length), Level: level}
	}
	for _, tt := range []struct {
		name      string
		changes   []checks.Change
		incidents []checks.Incident
		want      string
	}{
		{"nothing known", nil, nil, "今天还没有监测"},
		{"well", []checks.Change{good}, nil, "监测 98%,没有断过 ›"},
		{"one cut", []checks.Change{good}, []checks.Incident{cut(31*time.Minute, 2*time.Minute, checks.Fail)}, "监测 98%,断过 1 次(09:31,2 分钟) ›"},
		{"two cuts", []checks.Change{good}, []checks.Incident{cut(50*time.Minute, 3*time.Minute, checks.Fail), cut(31*time.Minute, 2*time.Minute, checks.Fail)}, "监测 98%,断过 2 次,一共 5 分钟 ›"},
		{"still", []checks.Change{good}, []checks.Incident{{From: open.Add(31 * time.Minute), Level: checks.Fail}}, "监测 98%,从 09:31 断到现在 ›"},
		{"slow once", []checks.Change{good}, []checks.Incident{cut(31*time.Minute, 12*time.Minute, checks.Warn)}, "监测 98%,没有断过,不稳 1 次(一共 12 分钟) ›"},
	} {
		if got := viewToday(w, tt.changes, nil, tt.incidents, in).Text; got != tt.want {
			t.Errorf("%s: %s", tt.name, got)
		}
	}
	down := checks.Change{At: open.Add(50 * time.Minute), Level: checks.Fail}
	well := checks.Change{At: open.Add(50*time.Minute + 5*time.Second), Level: checks.OK}
	levels := viewToday(w, []checks.Change{good, down, well}, []checks.Gap{{From: open.Add(60 * time.Minute), To: open.Add(100 * time.Minute)}}, nil, in).Levels
	if levels[0] != checks.Unknown || levels[30] != checks.OK || levels[60] != checks.Fail || levels[110] != checks.Unknown {
		t.Errorf("levels: %v", levels)
	}
	hours := checks.Hours{Monday: []string{"08:30-21:00"}}
	if got := startOfDay(hours, on(11, 23, 10, 0)); !got.Equal(on(11, 23, 8, 30)) {
		t.Errorf("the day begins at %v", got)
	}
	if got := startOfDay(hours, on(11, 23, 7, 0)); !got.Equal(on(11, 23, 0, 0)) {
		t.Errorf("before opening the day begins at %v", got)
	}
}
