package checks

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fine are settings of the groups below in which nothing is wrong.
func fine() Settings {
	return Settings{
		Hours:   daily("09:00-14:00", "17:00-01:00"),
		Warn:    WarnSettings{Hourly: 6, Digest: "21:30", Ahead: Duration(10 * time.Minute)},
		Desktop: DesktopSettings{Key: "ctrl+alt+t"},
		Keep:    KeepSettings{RawDays: 30, FineDays: 400, HourDays: 1826, MaxMB: 300},
		Care:    CareSettings{ReadingDays: 30, NewestDays: 90, List: "https://versions.example.com/list.json"},
		Webhooks: []Webhook{
			{WeCom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=KEY"},
			{DingTalk, "https://oapi.dingtalk.com/robot/send?access_token=KEY"},
			{Feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/KEY"},
			{Shoutrrr, "telegram://KEY@telegram?chats=1"},
			{WeCom, "https://wecom.example.com:8443/proxy/cgi-bin/webhook/send?key=KEY"},
		},
	}
}

// problems of those groups, without why.
func problems(s Settings) (found []Invalid) {
	v := validation{}
	v.hours(s.Hours)
	v.warn(s.Warn)
	v.desktop(s.Desktop)
	v.keep(s.Keep)
	v.care(s.Care)
	v.webhooks(s.Webhooks)
	return v.found
}

func TestSettingsThatCannotBeUsed(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Settings)
		want   []Invalid
	}{
		{"all fine", func(*Settings) {}, nil},
		{"nothing set where nothing is allowed", func(s *Settings) {
			s.Hours, s.Warn.Digest, s.Warn.Hourly, s.Warn.Ahead, s.Desktop.Key, s.Webhooks = Hours{}, "", 0, 0, "", nil
		}, nil},
		{"an opening without minutes", func(s *Settings) { s.Hours.Monday = []string{"9-21"} }, []Invalid{{"hours.monday[1]", ImpossibleHours, "", "09:00-21:00"}}},
		{"the second opening", func(s *Settings) { s.Hours.Sunday = []string{"09:00-14:00", "17:00 - 21:00"} }, []Invalid{{"hours.sunday[2]", ImpossibleHours, "", "17:00-21:00"}}},
		{"an opening in Chinese", func(s *Settings) { s.Hours.Monday = []string{"9点半到21点"} }, []Invalid{{"hours.monday[1]", ImpossibleHours, "", "09:30-21:00"}}},
		{"an opening in wide characters", func(s *Settings) {
			s.Hours.Monday = []string{"\uff10\uff19\uff1a\uff10\uff10\uff5e\uff12\uff11\uff1a\uff13\uff10"}
		}, []Invalid{{"hours.monday[1]", ImpossibleHours, "", "09:00-21:30"}}},
		{"an opening without colons", func(s *Settings) { s.Hours.Monday = []string{"0900-2100"} }, []Invalid{{"hours.monday[1]", ImpossibleHours, "", "09:00-21:00"}}},
		{"an hour that is none", func(s *Settings) { s.Hours.Monday = []string{"09:00-25:00"} }, []Invalid{{"hours.monday[1]", ImpossibleHours, "", ""}}},
		{"a minute that is none", func(s *Settings) { s.Hours.Monday = []string{"09:60-10:00"} }, []Invalid{{"hours.monday[1]", ImpossibleHours, "", ""}}},
		{"an opening of no length", func(s *Settings) { s.Hours.Monday = []string{"09:00-09:00"} }, []Invalid{{"hours.monday[1]", ImpossibleHours, "", ""}}},
		{"an opening that begins at the end of the day", func(s *Settings) { s.Hours.Monday = []string{"24:00-02:00"} }, []Invalid{{"hours.monday[1]", ImpossibleHours, "", ""}}},
		{"an opening that says nothing", func(s *Settings) { s.Hours.Monday = []string{""} }, []Invalid{{"hours.monday[1]", ImpossibleHours, "", ""}}},
		{"a date as people write it", func(s *Settings) { s.Hours.Holidays = []string{"2026年2月17日"} }, []Invalid{{"hours.holidays[1]", ImpossibleDate, "", "2026-02-17"}}},
		{"days off that end before they begin", func(s *Settings) { s.Hours.Holidays = []string{"2026-02-23/2026-02-17"} }, []Invalid{{"hours.holidays[1]", ImpossibleDate, "", "2026-02-17/2026-02-23"}}},
		{"a day that is none", func(s *Settings) { s.Hours.Holidays = []string{"2026-02-17", "2026-02-30"} }, []Invalid{{"hours.holidays[2]", ImpossibleDate, "", ""}}},
		{"a digest without a colon", func(s *Settings) { s.Warn.Digest = "2130" }, []Invalid{{"warn.digest", ImpossibleTime, "", "21:30"}}},
		{"a digest at the end of the day", func(s *Settings) { s.Warn.Digest = "24:00" }, []Invalid{{"warn.digest", ImpossibleTime, "", ""}}},
		{"warnings without end", func(s *Settings) { s.Warn.Hourly = 61 }, []Invalid{{"warn.hourly", OutOfRange, "", "60"}}},
		{"a list over an open line", func(s *Settings) { s.Care.List = "http://versions.example.com/list.json" }, []Invalid{{"care.list", ImpossibleList, "", "https://…"}}},
		{"versions that age at once", func(s *Settings) { s.Care.ReadingDays = 0 }, []Invalid{{"care.reading_days", TooSmall, "", "1"}}},
		{"fewer than no warnings", func(s *Settings) { s.Warn.Hourly = -1 }, []Invalid{{"warn.hourly", TooSmall, "", "0"}}},
		{"a look far ahead", func(s *Settings) { s.Warn.Ahead = Duration(3 * time.Hour) }, []Invalid{{"warn.ahead", OutOfRange, "", "2h0m0s"}}},
		{"a look behind", func(s *Settings) { s.Warn.Ahead = -1 }, []Invalid{{"warn.ahead", TooSmall, "", "0s"}}},
		{"nothing kept", func(s *Settings) { s.Keep = KeepSettings{} }, []Invalid{
			{"keep.raw_days", TooSmall, "", "1"},
			{"keep.fine_days", TooSmall, "", "1"},
			{"keep.hour_days", TooSmall, "", "1"},
			{"keep.max_mb", TooSmall, "", "50"},
		}},
		{"figures kept shorter than what they were made of", func(s *Settings) { s.Keep.FineDays = 29 }, []Invalid{{"keep.fine_days", TooSmall, "", "30"}}},
		{"hours kept shorter than minutes", func(s *Settings) { s.Keep.HourDays = 399 }, []Invalid{{"keep.hour_days", TooSmall, "", "400"}}},
		{"everything kept for ever", func(s *Settings) { s.Keep = KeepSettings{401, 4000, 40000, 10001} }, []Invalid{
			{"keep.raw_days", OutOfRange, "", "400"},
			{"keep.fine_days", OutOfRange, "", "3660"},
			{"keep.hour_days", OutOfRange, "", "18300"},
			{"keep.max_mb", OutOfRange, "", "10000"},
		}},
		{"a key joined in another way", func(s *Settings) { s.Desktop.Key = "Ctrl-Alt-T" }, []Invalid{{"desktop.key", ImpossibleKey, "", "ctrl+alt+t"}}},
		{"a key that people type", func(s *Settings) { s.Desktop.Key = "shift+t" }, []Invalid{{"desktop.key", ImpossibleKey, "", "ctrl+alt+t"}}},
		{"modifiers alone", func(s *Settings) { s.Desktop.Key = "ctrl+alt" }, []Invalid{{"desktop.key", ImpossibleKey, "", "ctrl+alt+t"}}},
		{"a modifier twice", func(s *Settings) { s.Desktop.Key = "ctrl+ctrl+t" }, []Invalid{{"desktop.key", ImpossibleKey, "", "ctrl+alt+t"}}},
		{"a function key", func(s *Settings) { s.Desktop.Key = "Shift + F9" }, nil},
		{"a function key that no keyboard has", func(s *Settings) { s.Desktop.Key = "f25" }, []Invalid{{"desktop.key", ImpossibleKey, "", "ctrl+alt+t"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := fine()
			c.change(&s)
			found := problems(s)
			for i := range found {
				if found[i].Why == "" {
					t.Errorf("%s: no reason for the technician", found[i].Key)
				}
				found[i].Why = ""
			}
			if diff := cmp.Diff(c.want, found); diff != "" {
				t.Errorf("-want +found:\n%s", diff)
			}
		})
	}
}

func TestWebhooksThatCannotBeUsedAreToldWithoutTheirKey(t *testing.T) {
	const secret = "5ecre7-5ecre7"
	for _, c := range []struct{ kind, url, key string }{
		{"slack", "https://hooks.example.com/" + secret, "webhook[1].kind"},
		{"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + secret, "", "webhook[1].kind"},
		{WeCom, secret, "webhook[1].url"},
		{WeCom, "", "webhook[1].url"},
		{WeCom, "https://oapi.dingtalk.com/robot/send?access_token=" + secret, "webhook[1].url"},
		{WeCom, "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + secret, "webhook[1].url"},
		{WeCom, "https://" + secret + "@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x", "webhook[1].url"},
		{WeCom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?k=" + secret, "webhook[1].url"},
		{DingTalk, "https:///robot/send?access_token=" + secret, "webhook[1].url"},
		{Feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/?" + secret, "webhook[1].url"},
		{Shoutrrr, "https://example.com/" + secret, "webhook[1].url"},
		{Shoutrrr, "telegram:" + secret, "webhook[1].url"},
		{Shoutrrr, "://\x00" + secret, "webhook[1].url"},
	} {
		s := fine()
		s.Webhooks = []Webhook{{c.kind, c.url}}
		found := problems(s)
		if len(found) != 1 || found[0].Key != c.key {
			t.Errorf("%s %s: found %+v, want %s", c.kind, c.url, found, c.key)
			continue
		}
		if strings.Contains(found[0].Why+found[0].Nearest, secret) {
			t.Errorf("%s %s: the key is told in %+v", c.kind, c.url, found[0])
		}
	}
}
