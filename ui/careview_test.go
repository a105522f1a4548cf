package ui

import (
	"strings"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

// How an item stands, in words that grow clearer with the days.
func TestHowAnItemStandsInWords(t *testing.T) {
	task := checks.Task{ID: "wipe", Text: "擦一擦", Every: checks.EveryWeek, Who: checks.Owner}
	at := func(days int, state checks.CareState) *checks.CareRecord {
		r := careRecord(1, "wipe", days, checks.EveryWeek, state)
		return &r
	}
	off := task
	off.Off = true
	gone := off
	gone.Retired = true
	technician := task
	technician.Who = checks.Technician
	measured := task
	measured.Measured = checks.MeasureNetwork
	fresh := func(level checks.Level) []checks.Measurement {
		return []checks.Measurement{{Measure: checks.MeasureNetwork, Level: level, At: wallClock.Add(-2 * time.Hour)}}
	}
	for _, c := range []struct {
		name  string
		task  checks.Task
		last  *checks.CareRecord
		found []checks.Measurement
		zh    string
		en    string
		level checks.Level
	}{
		{"due", task, at(7, checks.CareDone), nil, "今天", "Today", checks.Unknown},
		{"gentle", task, at(8, checks.CareDone), nil, "过了 1 天,有空做一下", "1 day late; when there is time", checks.Unknown},
		{"clear", task, at(10, checks.CareDone), nil, "已经过了 3 天,请今天做", "3 days late; please do it today", checks.Warn},
		{"coming", task, at(1, checks.CareDone), nil, "11月29日做", "Next: Nov 29", checks.Unknown},
		{"tomorrow", task, at(6, checks.CareDone), nil, "明天做", "Next: tomorrow", checks.Unknown},
		{"today", task, at(0, checks.CareDone), nil, "10:02 做好了,下次11月30日", "Done at 10:02; next Nov 30", checks.OK},
		{"not this time", task, at(0, checks.CareNotApplicable), nil, "10:02 这次不用做,下次11月30日", "Not this time (10:02); next Nov 30", checks.Unknown},
		{"failed today", task, at(0, checks.CareFailed), nil, "10:02 有问题,要修,最晚11月30日", "Not right at 10:02; repair by Nov 30", checks.Warn},
		{"being repaired", task, at(3, checks.CareFailed), nil, "在修,最晚11月27日修好", "Being repaired, by Nov 27", checks.Unknown},
		{"repair late", task, at(9, checks.CareFailed), nil, "该修好了,过了 2 天", "The repair is 2 days late", checks.Warn},
		{"off", off, nil, nil, "没有打开", "Off", checks.Unknown},
		{"retired", gone, at(0, checks.CareDone), nil, "不再做", "Not done any more", checks.Unknown},
		{"for the visit", technician, nil, nil, "等技术员第一次来", "At the technician's first visit", checks.Unknown},
		{"measured", measured, nil, fresh(checks.OK), "程序测过,正常(2 小时前)", "Measured, fine (2 hours ago)", checks.OK},
		{"measured bad", measured, nil, fresh(checks.Fail), "程序测过,有问题(2 小时前)", "Measured, not right (2 hours ago)", checks.Fail},
	} {
		t.Run(c.name, func(t *testing.T) {
			care := checks.Care{Tasks: []checks.Task{c.task}, Since: daysAgo(100), Measured: c.found}
			if c.last != nil {
				care.Records = []checks.CareRecord{*c.last}
			}
			item := checks.Upkeep(care, wallClock)[0]
			if v := viewTask(zh, item, wallClock); v.When != c.zh || v.Level != c.level {
				t.Errorf("%q, %s", v.When, v.Level)
			}
			if v := viewTask(assets.Speak("en"), item, wallClock); v.When != c.en {
				t.Errorf("%q", v.When)
			}
		})
	}
}

// A device's card: what is not known is never shown as good.
func TestHowADeviceStands(t *testing.T) {
	sim := checks.Terminal{ID: "a", Kind: checks.SmartPOS, Brand: "新大陆", Model: "N910", Line: checks.OnOwnSIM, Version: checks.VersionReading{Version: "2.1.9", At: daysAgo(3)}}
	rule := func(do func(*checks.VersionRule)) checks.Records {
		r := checks.VersionRule{Brand: "新大陆", At: daysAgo(3)}
		do(&r)
		return checks.Records{Rules: []checks.VersionRule{r}, Ages: checks.VersionAges{Reading: 30, Newest: 90}}
	}
	old, never := sim, sim
	old.Version.At = daysAgo(41)
	never.Version = checks.VersionReading{}
	for _, c := range []struct {
		name    string
		t       checks.Terminal
		r       checks.Records
		state   string
		level   checks.Level
		details string
	}{
		{"newest", sim, rule(func(r *checks.VersionRule) { r.Newest = "2.1.9" }), "最新", checks.OK, ""},
		{"outdated", sim, rule(func(r *checks.VersionRule) { r.Newest = "2.1.10" }), "该升级", checks.Warn, "厂家最新 2.1.10"},
		{"too old", sim, rule(func(r *checks.VersionRule) { r.Minimum = "2.1.10" }), "太旧,先别用", checks.Fail, "至少要 2.1.10"},
		{"withdrawn", sim, rule(func(r *checks.VersionRule) { r.Blocked = []string{"2.1.9"} }), "停用的版本,先别用", checks.Fail, ""},
		{"unsupported", sim, rule(func(r *checks.VersionRule) { r.Ends = "2026-11-01" }), "厂家不再维护", checks.Warn, "维护到 11月1日"},
		{"incomparable", sim, rule(func(r *checks.VersionRule) { r.Newest = "金色秋天" }), "没法比较", checks.Unknown, "厂家最新 金色秋天"},
		{"never", never, rule(func(r *checks.VersionRule) { r.Newest = "2.1.9" }), "还没看过版本", checks.Unknown, "厂家最新 2.1.9"},
		{"stale", old, rule(func(r *checks.VersionRule) { r.Newest = "2.1.9" }), "41 天没看过", checks.Unknown, "厂家最新 2.1.9"},
		{"stale newest", sim, rule(func(r *checks.VersionRule) { r.Newest, r.At = "2.1.9", daysAgo(100) }), "最新版 100 天没核对", checks.Unknown, "厂家最新 2.1.9"},
		{"no rule", sim, checks.Records{Ages: checks.VersionAges{Reading: 30, Newest: 90}}, "不知道最新是多少", checks.Unknown, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := viewDevice(zh, c.t, c.r, checks.Round{}, wallClock)
			if v.State != c.state || v.Level != c.level || v.Detail != c.details {
				t.Errorf("%q %s %q", v.State, v.Level, v.Detail)
			}
			if v.Reach != "自己上网,本电脑测不到" || v.ReachLevel != checks.Unknown {
				t.Errorf("a SIM card of its own: %q, %s", v.Reach, v.ReachLevel)
			}
		})
	}
}

// A device on this network is as it answered, and nothing where nobody asked.
func TestHowADeviceIsReached(t *testing.T) {
	box := checks.Terminal{ID: "box", Line: checks.OnThisNetwork, IP: "192.168.1.50"}
	answer := func(level checks.Level, answers bool) checks.Round {
		return checks.Round{Results: []checks.Result{
			{Finding: checks.Finding{Level: checks.Fail, Facts: checks.TerminalFacts{Terminal: "another"}}},
			{Finding: checks.Finding{Level: level, Facts: checks.TerminalFacts{Terminal: "box", Answers: answers}}},
		}}
	}
	asleep, nowhere := box, box
	asleep.Sleeps = true
	nowhere.IP = ""
	for _, c := range []struct {
		t     checks.Terminal
		round checks.Round
		text  string
		level checks.Level
	}{
		{box, answer(checks.OK, true), "连着店里的网", checks.OK},
		{box, answer(checks.Fail, false), "在店里的网上没有回应", checks.Warn},
		{asleep, answer(checks.Fail, false), "没有回应,可能在休眠", checks.Unknown},
		{box, answer(checks.Unknown, false), "还没测", checks.Unknown},
		{box, checks.Round{}, "还没测", checks.Unknown},
		{nowhere, answer(checks.OK, true), "没填网络地址,测不到", checks.Unknown},
		{checks.Terminal{Line: checks.OnPhone}, checks.Round{}, "连着手机,本电脑测不到", checks.Unknown},
	} {
		if text, level := reachText(zh, c.t, c.round); text != c.text || level != c.level {
			t.Errorf("%+v: %q %s, not %q %s", c.t, text, level, c.text, c.level)
		}
	}
}

// Each of the last 90 days has its place, today on the right, Monday above.
func TestTheCalendarsGrid(t *testing.T) {
	for back := range 7 {
		now := wallClock.AddDate(0, 0, back)
		days := checks.Calendar(checks.Care{Since: now}, calendarDays, now)
		cells := calendarGrid(days)
		seen := 0
		for week := range cells {
			for row, cell := range cells[week] {
				if cell.there {
					seen++
					if mondayFirst(cell.day.Day) != row {
						t.Errorf("%v stands in row %d", cell.day.Day, row)
					}
				}
			}
		}
		if today := cells[calendarWeeks-1][mondayFirst(now)]; seen != calendarDays || !today.there || !sameDay(today.day.Day, now) {
			t.Errorf("%s: %d days, today %v", now.Weekday(), seen, today)
		}
	}
}

func TestWhatADayLooksLike(t *testing.T) {
	done, missed := []checks.CareRecord{{}}, []string{"wipe"}
	for mark, d := range map[dayMark]checks.CareDay{
		dayDone: {Done: done}, dayMissed: {Missed: missed}, dayPartly: {Done: done, Missed: missed}, dayNothing: {},
	} {
		if got := markOf(d); got != mark {
			t.Errorf("%+v looks like %s, not %s", d, got, mark)
		}
		if dayShapes[mark] == "" {
			t.Errorf("%s has no shape", mark)
		}
	}
}

// What is past its date is said gently first, then clearly.
func TestTheHeadlineEscalates(t *testing.T) {
	for _, c := range []struct {
		due, done, overdue, clear int
		title, about              string
		level                     checks.Level
	}{
		{0, 0, 0, 0, "今天没有要做的", "", checks.Unknown},
		{0, 2, 0, 0, "今天的做完了", "", checks.Unknown},
		{2, 0, 0, 0, "今天 2 件", "一会儿就好,不用停下生意。", checks.Unknown},
		{2, 0, 3, 0, "今天 2 件", "有 3 项过了日子,有空补上。", checks.Unknown},
		{2, 0, 3, 1, "今天 2 件", "有 1 项过了很久,请尽快做。", checks.Warn},
	} {
		title, about, level := careHeadline(zh, c.due, c.done, c.overdue, c.clear)
		if title != c.title || about != c.about || level != c.level {
			t.Errorf("%+v: %q %q %s", c, title, about, level)
		}
	}
}

// A text that a record cannot take is said by the name of its line.
func TestWhatIsWrongWithATextIsSaid(t *testing.T) {
	for want, err := range map[string]*checks.TextError{
		"“看到了什么”有 3000 个字,最多 2000 个。": {Field: "note", Most: 2000, Length: 3000},
		"“最新版本”里有印不出来的字符,删掉再试。":       {Field: "newest", Control: true},
		"写一句看到了什么,修的人才知道。":            {Field: "note", Wrong: true},
	} {
		if got := textTrouble(zh, err); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// No sentence of 保养 is a key, in any language.
func TestCareShowsNoKey(t *testing.T) {
	for _, lang := range assets.Languages {
		for _, open := range []func(*care){
			func(*care) {},
			func(c *care) { c.open(func(s *carePlace) { s.tab = tabCalendar }) },
			func(c *care) { c.open(func(s *carePlace) { s.tab = tabTasks }) },
			func(c *care) { c.open(func(s *carePlace) { s.tab = tabVisits }) },
			func(c *care) { c.openTask("balance", true) },
			func(c *care) { c.openRule("front") },
			func(c *care) { c.open(func(s *carePlace) { s.adding = true }) },
		} {
			u, win, _ := careWindow(t, lang, "light", small, aShop())
			open(openCare(t, u))
			for text := range strings.SplitSeq(screenText(win), "|") {
				if strings.HasPrefix(text, "care.") || strings.HasPrefix(text, "task.") || strings.Contains(text, "<no value>") {
					t.Errorf("%s: %q", lang, text)
				}
			}
		}
	}
}
