package checks

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What may be set for warnings and for what is kept.
const (
	MostHourly   = 60            // warnings in an hour
	LongestAhead = 2 * time.Hour // of a look before opening
	MostRawDays  = 400
	MostFineDays = 10 * 366
	MostHourDays = 50 * 366
	LeastMB      = 50 // of the database
	MostMB       = 10000
)

func (v *validation) warn(w WarnSettings) {
	within(v, "warn.hourly", w.Hourly, 0, MostHourly)
	within(v, "warn.ahead", w.Ahead, 0, Duration(LongestAhead))
	v.timeOfDay("warn.digest", w.Digest)
}

// keep: what is coarser is kept for as long as what is finer, or longer.
func (v *validation) keep(k KeepSettings) {
	within(v, "keep.raw_days", k.RawDays, 1, MostRawDays)
	within(v, "keep.fine_days", k.FineDays, min(max(k.RawDays, 1), MostRawDays), MostFineDays)
	within(v, "keep.hour_days", k.HourDays, min(max(k.FineDays, 1), MostFineDays), MostHourDays)
	within(v, "keep.max_mb", k.MaxMB, LeastMB, MostMB)
}

// care: a list comes over a line that proves who it is from, or from a file.
func (v *validation) care(c CareSettings) {
	within(v, "care.reading_days", c.ReadingDays, 1, MostRawDays)
	within(v, "care.newest_days", c.NewestDays, 1, MostFineDays)
	u, err := url.Parse(c.List)
	if strings.Contains(c.List, "://") && (err != nil || u.Scheme != "https" || u.Host == "") {
		v.add("care.list", ImpossibleList, "https://…", "not of the form https://…, and no file")
	}
}

// within wants a value of a range, both ends included.
func within[T cmp.Ordered](v *validation, key string, value, least, most T) {
	switch {
	case value < least:
		v.add(key, TooSmall, written(least), "%s is less than the allowed %s", written(value), written(least))
	case value > most:
		v.add(key, OutOfRange, written(most), "%s is more than the allowed %s", written(value), written(most))
	}
}

// written is a value as settings write it.
func written(value any) string {
	if d, ok := value.(Duration); ok {
		return d.Std().String()
	}
	return fmt.Sprint(value)
}

func (v *validation) desktop(d DesktopSettings) {
	if d.Key == "" || isKey(d.Key) {
		return
	}
	nearest := strings.NewReplacer("-", "+", "_", "+", " ", "+").Replace(strings.TrimSpace(d.Key))
	if nearest = strings.ToLower(nearest); !isKey(nearest) {
		nearest = "ctrl+alt+t"
	}
	v.add("desktop.key", ImpossibleKey, nearest, "%q is not of the form ctrl+alt+t", d.Key)
}

// isKey accepts ctrl, alt, shift or the system's key, joined with + to one letter,
// digit or function key. A letter that nobody could type any more is no such key.
func isKey(name string) bool {
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(name, " ", "")), "+")
	held, key := parts[:len(parts)-1], parts[len(parts)-1]
	for i, part := range held {
		known := []string{"ctrl", "control", "alt", "shift", "super", "win", "cmd"}
		if !slices.Contains(known, part) || slices.Contains(held[:i], part) {
			return false
		}
	}
	if number, err := strconv.Atoi(strings.TrimPrefix(key, "f")); err == nil && key == "f"+strconv.Itoa(number) {
		return number >= 1 && number <= 24
	}
	letter := len(key) == 1 && (key >= "a" && key <= "z" || key >= "0" && key <= "9")
	return letter && len(held) > 0 && !slices.Equal(held, []string{"shift"})
}

// The kinds of webhook.
const (
	WeCom    = "wecom"
	DingTalk = "dingtalk"
	Feishu   = "feishu"
	Shoutrrr = "shoutrrr" // any service of that library, by its own URL
)

// webhookForms is what the URL of each kind looks like.
var webhookForms = map[string]string{
	WeCom:    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…",
	DingTalk: "https://oapi.dingtalk.com/robot/send?access_token=…",
	Feishu:   "https://open.feishu.cn/open-apis/bot/v2/hook/…",
	Shoutrrr: "telegram://…@telegram?chats=…",
}

// webhooks looks at where warnings are told too. What was written is never
// repeated, not even a kind: it may be the URL, which holds a key.
func (v *validation) webhooks(all []Webhook) {
	kinds := []string{WeCom, DingTalk, Feishu, Shoutrrr}
	for i, w := range all {
		key := element("webhook", i)
		if !slices.Contains(kinds, w.Kind) {
			v.add(key+".kind", UnknownValue, Nearest(w.Kind, kinds), "none of %s", strings.Join(kinds, ", "))
		} else if !w.fits() {
			v.add(key+".url", ImpossibleWebhook, webhookForms[w.Kind], "not of the form %s", webhookForms[w.Kind])
		}
	}
}

// fits reports that the URL has its kind's form, on any host: companies have
// servers of their own.
func (w Webhook) fits() bool {
	u, err := url.Parse(w.URL)
	if err != nil {
		return false
	}
	if w.Kind == Shoutrrr {
		return !slices.Contains([]string{"", "http", "https"}, u.Scheme) && u.Opaque == ""
	}
	_, bot, _ := strings.Cut(u.Path, "/open-apis/bot/v2/hook/")
	ours := map[string]bool{
		WeCom:    strings.HasSuffix(u.Path, "/cgi-bin/webhook/send") && u.Query().Get("key") != "",
		DingTalk: strings.HasSuffix(u.Path, "/robot/send") && u.Query().Get("access_token") != "",
		Feishu:   bot != "",
	}
	return ours[w.Kind] && u.Scheme == "https" && isHost(u.Hostname()) && u.User == nil
}
