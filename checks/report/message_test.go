package report_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

var (
	beijing = time.FixedZone("CST", 8*60*60)
	evening = time.Date(2026, 11, 23, 19, 4, 0, 0, beijing)
	lineOut = incident(checks.WANDown, checks.LayerWAN, checks.Fail, "wechat", "alipay")
	slowNet = incident(checks.WANSlow, checks.LayerWAN, checks.Warn, "wechat", "alipay")
)

// incident is one of the last three minutes, over now.
func incident(cause checks.Code, layer checks.Layer, level checks.Level, channels ...string) checks.Incident {
	from := evening.Add(-3 * time.Minute)
	return checks.Incident{
		ID: from.UnixMilli(), From: from, Seen: evening, To: evening, Level: level,
		Cause: cause, Layer: layer, Causes: []checks.Code{cause}, Channels: channels,
	}
}

// verdict has WeChat and Alipay at a level each.
func verdict(level checks.Level, cause checks.Code, wechat, alipay checks.Level) checks.Verdict {
	return checks.Verdict{Level: level, Cause: cause, Channels: []checks.ChannelState{
		{ID: "wechat", Provider: "wechat", Level: wechat}, {ID: "alipay", Provider: "alipay", Level: alipay},
	}}
}

func TestMessages(t *testing.T) {
	well := verdict(checks.OK, checks.None, checks.OK, checks.OK)
	down := verdict(checks.Fail, checks.WANDown, checks.Fail, checks.Fail)
	part := verdict(checks.Fail, checks.ProviderDown, checks.OK, checks.Fail)
	part.Subject = "alipay"
	unsure := lineOut
	unsure.Unsure = true
	yesterday := lineOut
	yesterday.From, yesterday.To = evening.Add(-23*time.Hour), evening.Add(-21*time.Hour-55*time.Minute)
	for _, c := range []struct {
		name    string
		message checks.Message
		profile checks.Profile
		title   string
		body    string
	}{
		{
			"an outage",
			checks.Message{Kind: checks.MessageBegan, Incident: lineOut, Verdict: down},
			checks.Profile{},
			"现在收不了:宽带断了", "刚才没收到的那笔,先在收款 App 里查,别再收一次\n客人多就先收现金,或请客人扫店里的收款码牌",
		},
		{
			"an outage of one way to pay",
			checks.Message{Kind: checks.MessageBegan, Incident: lineOut, Verdict: part},
			checks.Profile{},
			"微信能收,支付宝暂时收不了", "刚才没收到的那笔,先在收款 App 里查,别再收一次\n先请客人用微信,或者现金",
		},
		{
			"a risk that became an outage",
			checks.Message{Kind: checks.MessageWorse, Incident: lineOut, Verdict: down},
			checks.Profile{},
			"更严重了,现在收不了:宽带断了", "刚才没收到的那笔,先在收款 App 里查,别再收一次\n客人多就先收现金,或请客人扫店里的收款码牌",
		},
		{
			"before opening there is time for repairs",
			checks.Message{Kind: checks.MessageAhead, Incident: lineOut, Verdict: down},
			checks.Profile{},
			"快开门了,现在收不了:宽带断了", "没客人了,把光猫和路由器断电 10 秒再打开\n还不行,打宽带客服:电信 10000 · 联通 10010 · 移动 10086",
		},
		{
			"an outage is over",
			checks.Message{Kind: checks.MessageOver, Incident: lineOut, Verdict: well},
			checks.Profile{},
			"断了 3 分钟,已恢复,可以收款", "19:01–19:04:宽带断了\n刚才没收到的那笔,先在收款 App 里查,别再收一次",
		},
		{
			"an outage of one way to pay is over",
			checks.Message{Kind: checks.MessageOver, Incident: incident(checks.WANDown, checks.LayerWAN, checks.Fail, "alipay"), Verdict: well},
			checks.Profile{},
			"支付宝断了 3 分钟,已恢复,可以收款", "19:01–19:04:宽带断了\n刚才没收到的那笔,先在收款 App 里查,别再收一次",
		},
		{
			"a risk is over",
			checks.Message{Kind: checks.MessageOver, Incident: slowNet, Verdict: well},
			checks.Profile{},
			"不稳了 3 分钟,现在好了,可以收款", "19:01–19:04:网络慢\n刚才没收到的那笔,先在收款 App 里查,别再收一次",
		},
		{
			"nobody saw the end",
			checks.Message{Kind: checks.MessageOver, Incident: unsure, Verdict: well},
			checks.Profile{},
			"之前的问题没有了,可以收款", "19:01–19:04,之后没在检测:宽带断了\n刚才没收到的那笔,先在收款 App 里查,别再收一次",
		},
		{
			"terminals with lines of their own are not spoken for",
			checks.Message{Kind: checks.MessageOver, Incident: lineOut, Verdict: well},
			checks.Profile{SIMOnly: true},
			"电脑断网 3 分钟,已恢复", "19:01–19:04:宽带断了\n刚才没收到的那笔,先在收款 App 里查,别再收一次",
		},
		{
			"what was held back today",
			checks.Message{Kind: checks.MessageDigest, Held: []checks.Incident{lineOut, slowNet}, Rest: checks.Rest{Count: 3, Length: 4 * time.Minute}},
			checks.Profile{},
			"今天还有 5 次问题没有一次次提醒,共 10 分钟", "最长的一次 3 分钟,19:01–19:04:宽带断了",
		},
		{
			"what was held back since yesterday",
			checks.Message{Kind: checks.MessageDigest, Held: []checks.Incident{lineOut, yesterday}},
			checks.Profile{},
			"之前还有 2 次问题没有一次次提醒,共 1 小时 8 分钟", "最长的一次 1 小时 5 分钟,11-22 20:04–21:09:宽带断了",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.message.At = evening
			title, body := report.Message(assets.Speak("zh-CN"), c.message, c.profile)
			if title != c.title || body != c.body {
				t.Errorf("said:\n%s\n%s\nwant:\n%s\n%s", title, body, c.title, c.body)
			}
		})
	}
}

// Whatever others can put into a fact stays out of what pops up on a screen.
func TestMessagesRepeatNothingThatOthersSaid(t *testing.T) {
	const theirs = "THEIRS"
	facts := map[string]any{"OffCount": 7, "OffUnit": "minute", "Count": 2, "Seconds": 4.5, "Sent": 20, "Lost": 3, "Terminal": "前台", "Days": 34}
	for _, key := range []string{
		"Root", "Issuer", "SSID", "Server", "Address", "Name", "Host", "Why", "RCode", "Phase", "Status", "Line", "Program", "Version", "Newest", "Minimum",
		"Percent", "MB", "Error", "Provider", "Off", "Title",
	} {
		facts[key] = theirs
	}
	unit := map[string]any{"OffCount": 7, "OffUnit": theirs}
	for _, lang := range assets.Languages {
		for _, code := range checks.Codes() {
			for _, facts := range []map[string]any{facts, unit} {
				for _, level := range []checks.Level{checks.Warn, checks.Fail} {
					for _, kind := range []checks.MessageKind{checks.MessageBegan, checks.MessageWorse, checks.MessageAhead, checks.MessageOver, checks.MessageDigest} {
						m := checks.Message{Kind: kind, At: evening, Incident: incident(code, checks.LayerTLS, level, "wechat"), Verdict: verdict(level, code, level, level)}
						m.Verdict.Facts, m.Incident.Facts = facts, facts
						m.Verdict.Also = []checks.Also{{Cause: checks.TLSRootMissing, Level: checks.OK, Facts: facts}}
						m.Held = []checks.Incident{m.Incident}
						title, body := report.Message(assets.Speak(lang), m, checks.Profile{})
						said := title + "\n" + body
						if strings.Contains(said, theirs) {
							t.Errorf("%s %s %s repeats what others said: %s", lang, kind, code, said)
						}
						if facts["Count"] != nil && strings.Contains(said, "<no value>") || strings.Contains(said, "message.") || strings.Contains(said, "cause.") {
							t.Errorf("%s %s %s has a hole: %s", lang, kind, code, said)
						}
						if title == "" || body == "" || strings.Count(said, "\n") > 2 {
							t.Errorf("%s %s %s is no title with one or two lines: %q", lang, kind, code, said)
						}
					}
				}
			}
		}
	}
}

func TestLinesOfTheListOfIncidents(t *testing.T) {
	w := assets.Speak("zh-CN")
	open := lineOut
	open.To = time.Time{}
	unsure := lineOut
	unsure.Unsure = true
	overnight := lineOut
	overnight.From = evening.Add(-20 * time.Hour)
	old := lineOut
	old.From, old.To = evening.AddDate(-1, 0, 0), evening.AddDate(-1, 0, 0).Add(40*time.Second)
	elsewhere := lineOut
	elsewhere.From, elsewhere.To = lineOut.From.UTC(), lineOut.To.UTC()
	for _, c := range []struct {
		name string
		one  checks.Incident
		want report.Line
	}{
		{"of today", lineOut, report.Line{"宽带断了", "19:01–19:04", "3 分钟", "微信、支付宝"}},
		{"stored in another zone", elsewhere, report.Line{"宽带断了", "19:01–19:04", "3 分钟", "微信、支付宝"}},
		{"open", open, report.Line{"宽带断了", "19:01 开始,还没好", "3 分钟", "微信、支付宝"}},
		{"whose end nobody saw", unsure, report.Line{"宽带断了", "19:01–19:04,之后没在检测", "至少 3 分钟", "微信、支付宝"}},
		{"overnight", overnight, report.Line{"宽带断了", "11-22 23:04–11-23 19:04", "20 小时", "微信、支付宝"}},
		{"of last year", old, report.Line{"宽带断了", "2025-11-23 19:04–19:04", "40 秒", "微信、支付宝"}},
	} {
		if got := report.IncidentLine(w, c.one, evening); got != c.want {
			t.Errorf("%s: said as %+v, want %+v", c.name, got, c.want)
		}
	}
	if got := report.IncidentLine(assets.Speak("en"), lineOut, evening); got.Title[:1] != strings.ToUpper(got.Title[:1]) {
		t.Errorf("an English line begins %q", got.Title)
	}
}

// What was stored and read again is said as before: JSON turns counts into
// floating-point numbers.
func TestAStoredIncidentIsSaidAsBefore(t *testing.T) {
	fresh := incident(checks.PCClockWrong, checks.LayerPC, checks.Fail)
	fresh.Facts = map[string]any{"OffCount": 7, "OffUnit": "minute", "Count": 2}
	text, err := json.Marshal(fresh)
	if err != nil {
		t.Fatal(err)
	}
	var stored checks.Incident
	if err := json.Unmarshal(text, &stored); err != nil {
		t.Fatal(err)
	}
	for _, lang := range assets.Languages {
		want, got := report.IncidentLine(assets.Speak(lang), fresh, evening), report.IncidentLine(assets.Speak(lang), stored, evening)
		if want != got || !strings.Contains(got.Title, "7") {
			t.Errorf("%s: said as %+v, was %+v", lang, got, want)
		}
	}
}

func TestLengthsAreSaidWithAtMostTwoUnits(t *testing.T) {
	w := assets.Speak("en")
	for d, want := range map[time.Duration]string{
		-time.Second:                    "0 seconds",
		0:                               "0 seconds",
		time.Second:                     "1 second",
		59*time.Second + 600*1e6:        "1 minute",
		89 * time.Second:                "1 minute",
		3 * time.Minute:                 "3 minutes",
		59*time.Minute + 40*time.Second: "1 hour",
		65 * time.Minute:                "1 hour 5 minutes",
		24*time.Hour - time.Second:      "1 day",
		51 * time.Hour:                  "2 days 3 hours",
	} {
		if got := report.Length(w, d); got != want {
			t.Errorf("%s is said as %q, want %q", d, got, want)
		}
	}
}
