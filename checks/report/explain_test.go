package report_test

import (
	"strings"
	"testing"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

func TestExplainSaysWhichChannelStillWorks(t *testing.T) {
	v := checks.Verdict{
		Level: checks.Fail, Cause: checks.ProviderDown, Subject: "alipay",
		Channels: []checks.ChannelState{
			{ID: "wechat", Provider: "wechat", Level: checks.OK},
			{ID: "alipay", Provider: "alipay", Level: checks.Fail},
			{ID: "unionpay", Provider: "unionpay", Level: checks.Warn},
		},
	}
	got := report.Explain(assets.Speak("zh-CN"), v, checks.Profile{})
	if want := "微信能收,支付宝暂时收不了"; got.Headline != want {
		t.Errorf("headline = %q, want %q", got.Headline, want)
	}
	if !strings.Contains(got.Actions[0], "别再收一次") {
		t.Errorf("first action = %q, want the warning not to charge again", got.Actions[0])
	}
	if !strings.Contains(got.Actions[1], "微信") || strings.Contains(got.Actions[1], "云闪付") {
		t.Errorf("second action = %q, want WeChat and no slow channel", got.Actions[1])
	}
}

func TestExplainSaysHowFarTheClockIsOff(t *testing.T) {
	v := checks.Verdict{Level: checks.Fail, Cause: checks.PCClockWrong, Facts: map[string]any{"OffCount": 7, "OffUnit": "minute"}}
	for lang, want := range map[string]string{
		"zh-CN": "现在收不了:电脑时间不对,差 7 分钟",
		"en":    "No payments now: this PC's clock is wrong by 7 minutes",
	} {
		if got := report.Explain(assets.Speak(lang), v, checks.Profile{}); got.Headline != want {
			t.Errorf("%s headline = %q, want %q", lang, got.Headline, want)
		}
	}
}

// Unknown is never shown as good, and a line of the terminals' own is not spoken for.
func TestExplainNeverPromisesWhatWasNotMeasured(t *testing.T) {
	w := assets.Speak("zh-CN")
	if got := report.Explain(w, checks.Verdict{Cause: checks.None}, checks.Profile{}).Headline; got != "还不知道(正在检查)" {
		t.Errorf("unknown is said as %q", got)
	}
	sim := report.Explain(w, checks.Verdict{Level: checks.OK, Cause: checks.None}, checks.Profile{SIMOnly: true}).Headline
	if sim != "电脑网络正常;POS 机自己上网,测不到" {
		t.Errorf("own SIM is said as %q", sim)
	}
}

// Every cause has its words in every language, and every sentence takes the facts
// that the diagnosis gives it: a hole in a sentence would show as "<no value>".
func TestEveryCauseHasItsWords(t *testing.T) {
	for _, lang := range assets.Languages {
		w := assets.Speak(lang)
		for _, code := range checks.Codes() {
			for _, part := range []string{".title", ".seen"} {
				if key := "cause." + string(code) + part; !w.Has(key) {
					t.Errorf("%s: no words for %s", lang, key)
				}
			}
			if !w.Has("cause."+string(code)+".fix1") && code != checks.ProviderBackupDown {
				t.Errorf("%s: nothing to do for %s", lang, code)
			}
		}
	}
}

// Whom to call is who brings this shop's line, where the shop wrote that down.
func TestExplainNamesTheShopsOwnBroadbandService(t *testing.T) {
	v := checks.Verdict{Level: checks.Fail, Cause: checks.WANDown}
	for number, want := range map[string]string{"0571-88": "0571-88", "": "10000"} {
		for _, lang := range []string{"zh-CN", "en"} {
			got := report.Explain(assets.Speak(lang), v, checks.Settings{Contacts: checks.ContactSettings{Broadband: number}}.Profile()).Actions
			if last := got[len(got)-1]; !strings.Contains(last, want) || number != "" && strings.Contains(last, "10086") {
				t.Errorf("%s, number %q: %q", lang, number, last)
			}
		}
	}
}
