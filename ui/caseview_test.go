package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"countercheck/checks"
)

// How far a case is, in words that grow clearer as the days pass.
func TestHowFarACaseIs(t *testing.T) {
	const hour = time.Hour
	for _, test := range []struct {
		follow checks.FollowUp
		age    time.Duration
		want   string
		level  checks.Level
	}{
		{checks.FollowUp{Status: checks.CaseOpen}, hour, "还没办完", checks.Unknown},
		{checks.FollowUp{Status: checks.CaseOpen}, 23 * hour, "还没办完,1 天了", checks.Unknown},
		{checks.FollowUp{Status: checks.CaseOpen}, 25 * hour, "1 天没给客人答复", checks.Warn},
		{checks.FollowUp{Status: checks.CaseWaiting}, hour, "客人在等钱", checks.Warn},
		{checks.FollowUp{Status: checks.CaseWaiting}, 73 * hour, "客人在等钱,3 天了", checks.Warn},
		{checks.FollowUp{Status: checks.CaseAnswered, Answered: wallClock}, 73 * hour, "已告诉客人", checks.OK},
		{checks.FollowUp{Status: checks.CaseClosed}, 73 * hour, "已办完", checks.OK},
		{checks.FollowUp{Status: checks.CaseWaiting, Mistake: true}, 73 * hour, "记错了,不算", checks.Unknown},
	} {
		c := checks.Case{Sale: checks.Sale{At: wallClock.Add(-test.age)}, Follow: test.follow}
		if got, level := caseStand(zh, c, wallClock); got != test.want || level != test.level {
			t.Errorf("%+v after %v: %q %v, want %q %v", test.follow, test.age, got, level, test.want, test.level)
		}
	}
}

func TestACaseInALine(t *testing.T) {
	c := checks.Case{Sale: checks.Sale{At: wallClock.Add(-30 * time.Minute)}, Follow: checks.FollowUp{Status: checks.CaseOpen}}
	if v := viewCase(zh, c, wallClock); v.When != "今天 09:32" || v.What != "还没有写清楚" || v.Cause != "" || v.Gone {
		t.Errorf("an empty case: %+v", v)
	}
	c.Sale = checks.Sale{At: wallClock.AddDate(0, 0, -2), Amount: 36_80, Way: checks.WayCard, Showed: checks.ShowedCode, Code: "NOTENOUGH"}
	c.Likely = []checks.Likely{{Cause: checks.CauseBalance, Weight: 0.9}}
	c.Follow.Mistake = true
	v := viewCase(zh, c, wallClock)
	if v.When != "11月21日 10:02" || v.What != "¥36.80 · 刷卡 · NOTENOUGH (余额不足)" || v.Cause != "客人余额不够" || !v.Gone {
		t.Errorf("a full case: %+v", v)
	}
	if got := causeName(zh, "R9"); got != "R9" {
		t.Errorf("a cause without words is called %q", got)
	}
}

func TestTheHomeSaysWhoWaits(t *testing.T) {
	at := func(days int, do checks.FollowUp) checks.Case {
		return checks.Case{Sale: checks.Sale{At: wallClock.AddDate(0, 0, -days), Amount: 10_00}, Follow: do}
	}
	waiting, open := checks.FollowUp{Status: checks.CaseWaiting, Answered: wallClock}, checks.FollowUp{Status: checks.CaseOpen}
	for _, test := range []struct {
		name        string
		open, month []checks.Case
		title       string
		about       string
		level       checks.Level
	}{
		{"nothing ever", nil, nil, "还没有退款记录", "POS 机显示退款的每一笔会记在这里:钱退了没有、客人等了几天、这个月一共多少。", checks.Unknown},
		{"all done", nil, []checks.Case{at(3, checks.FollowUp{Status: checks.CaseClosed})}, "都办完了", "没有客人在等。", checks.Unknown},
		{"a new one", []checks.Case{at(0, open)}, nil, "还有 1 笔没办完", "", checks.Unknown},
		{"who waits", []checks.Case{at(5, waiting), at(1, waiting)}, nil, "还有 2 笔没办完", "2 位客人在等钱,最久的等了 5 天。", checks.Unknown},
		{"a late answer", []checks.Case{at(5, waiting), at(2, open)}, nil, "还有 2 笔没办完", "1 笔超过一天还没告诉客人原因,请今天就说。", checks.Warn},
	} {
		if v := viewHome(zh, test.open, test.month, wallClock); v.Title != test.title || v.About != test.about || v.Level != test.level {
			t.Errorf("%s: %+v", test.name, v)
		}
	}
	month := []checks.Case{at(1, open), at(2, open), {Sale: checks.Sale{At: wallClock}, Follow: open}}
	if v := viewHome(zh, month, month, wallClock); v.Money != "¥20.00" || v.Month != "3 笔退款 · 1 笔没写金额" {
		t.Errorf("this month: %+v", v)
	}
}

func TestWeeksBeginOnMondayAndMonthsOnTheFirst(t *testing.T) {
	day := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, wallClock.Location()) }
	sunday := time.Date(2026, 11, 22, 23, 59, 0, 0, wallClock.Location())
	for _, test := range []struct {
		period   casePeriod
		now      time.Time
		back     int
		from, to time.Time
		title    string
	}{
		{periodWeek, wallClock, 0, day(11, 23), day(11, 30), "11月23日 – 11月29日"},
		{periodWeek, sunday, 0, day(11, 16), day(11, 23), "11月16日 – 11月22日"},
		{periodWeek, wallClock, 4, day(10, 26), day(11, 2), "10月26日 – 11月1日"},
		{periodMonth, wallClock, 0, day(11, 1), day(12, 1), "2026年11月"},
		{periodMonth, wallClock, 11, time.Date(2025, 12, 1, 0, 0, 0, 0, wallClock.Location()), day(1, 1), "2025年12月"},
	} {
		in := test.period.window(test.now, test.back)
		if !in.From.Equal(test.from) || !in.To.Equal(test.to) {
			t.Errorf("%s %d back from %v: %v to %v", test.period, test.back, test.now, in.From, in.To)
		}
		if got := test.period.title(zh, in, wallClock); got != test.title {
			t.Errorf("%s %d back is called %q, want %q", test.period, test.back, got, test.title)
		}
	}
}

// With few cases nothing is claimed; what was not measured is told beside.
func TestWhetherRefundsFollowTheNetwork(t *testing.T) {
	watched := checks.LineEffects{Watched: 100 * time.Hour, BadTime: 3 * time.Hour}
	with := func(good, bad, unknown int) checks.LineEffects {
		l := watched
		l.Good, l.Bad, l.Unknown = good, bad, unknown
		return l
	}
	for _, test := range []struct {
		line  checks.LineEffects
		text  string
		shown bool
	}{
		{with(0, 0, 0), "这段时间没有退款记录。", false},
		{with(0, 4, 9), "测到的只有 4 笔,太少,还看不出来。", false},
		{checks.LineEffects{Bad: 8}, "测到的只有 8 笔,太少,还看不出来。", false}, // nobody watched: there is nothing to compare with
		{with(2, 6, 0), "8 笔里 6 笔在网络不好的 3% 时间里;若与网络无关,应是 0.2 笔。", true},
		{with(5, 0, 1), "5 笔里 0 笔在网络不好的 3% 时间里;若与网络无关,应是 0.1 笔。另有 1 笔当时没有检测,不算在内。", true},
		{checks.LineEffects{Good: 6, Watched: time.Hour}, "6 笔里 0 笔在网络不好的 0% 时间里;若与网络无关,应是 0 笔。", true},
	} {
		v := viewFollows(zh, test.line)
		if v.Text != test.text || v.Shown != test.shown {
			t.Errorf("%+v: %q %v", test.line, v.Text, v.Shown)
		}
	}
	if v := viewFollows(zh, with(2, 6, 0)); v.Cases != 0.75 || v.Time != 0.03 || v.CasesText != "这些时间里的退款:75%" {
		t.Errorf("the picture: %+v", v)
	}
}

func TestFiguresOfAPeriod(t *testing.T) {
	in := periodMonth.window(wallClock, 0)
	e := checks.EffectsOf(someCases().all, nil, nil, in, wallClock)
	var got []string
	for _, tile := range viewEffects(zh, e) {
		got = append(got, fmt.Sprintf("%s=%s(%s)", tile.Name, tile.Value, tile.About))
	}
	want := "收入减少=¥331.30(8 笔 · 1 笔没写金额)|受影响的客人=7 位(1 笔不是第一次)|多久告诉客人原因=40 分钟(8 笔里答复了 5 笔,取中间的)|花掉的人工=55 分钟()|可疑=1 笔()|还在等钱的客人=2 位()"
	if strings.Join(got, "|") != want {
		t.Errorf("%s\nwant %s", strings.Join(got, "|"), want)
	}
	nobody := viewEffects(zh, checks.Effects{Cases: 2, NoAmount: 2})
	if nobody[0].Value != "不知道" || nobody[2].Value != "不知道" {
		t.Errorf("no amount and no answer are %q and %q", nobody[0].Value, nobody[2].Value)
	}
	var causes []string
	for _, b := range viewCauses(zh, e) {
		causes = append(causes, fmt.Sprint(b.Name, " ", b.Count))
	}
	if got := strings.Join(causes, "|"); got != "网络慢或断了 5|密码或付款码没通过验证 1|还不知道 2" {
		t.Errorf("causes: %s", got)
	}
}

func TestWhatTheFiltersLetThrough(t *testing.T) {
	for filter, want := range map[caseFilter]string{
		casesOpen: "c1 c2 c3 c4 c5", casesSuspect: "c7", casesAll: "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10",
	} {
		var got []string
		for _, c := range filtered(someCases().all, filter) {
			got = append(got, c.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", filter, got)
		}
	}
}

// The hours: a bar for cases, a band for bad time, lines where nobody watched.
func TestTheHoursAreDrawn(t *testing.T) {
	p := hoursPicture{ground: rgb(1), grid: rgb(2), cases: rgb(3), bad: rgb(4), empty: rgb(5)}
	p.hours[12] = checks.HourEffects{Cases: 4, Watched: time.Hour, Bad: 30 * time.Minute}
	p.hours[13] = checks.HourEffects{Watched: time.Hour}
	if cases, share := p.tops(); cases != 4 || share != 0.5 {
		t.Errorf("its height stands for %d cases and %v", cases, share)
	}
	img := p.paint(240, 100)
	at := func(x, y int) uint32 { _, _, b, _ := img.At(x, y).RGBA(); return b >> 8 }
	if at(125, 50) != 3 || at(121, 50) != 4 || at(135, 50) != 1 {
		t.Errorf("noon: %d and %d, one o'clock: %d", at(125, 50), at(121, 50), at(135, 50))
	}
	hatched := 0
	for x := range 9 {
		if at(x, 50) == 5 {
			hatched++
		}
	}
	if hatched == 0 {
		t.Error("midnight was never watched and is blank")
	}
}

// What a status makes of the rest.
func TestStatusAndTimes(t *testing.T) {
	at, later := wallClock, wallClock.Add(time.Hour)
	none := checks.FollowUp{Status: checks.CaseOpen}
	answered := withStatus(none, none, checks.CaseAnswered, at)
	if !answered.Answered.Equal(at) {
		t.Errorf("answered: %+v", answered)
	}
	if again := withStatus(withStatus(answered, answered, checks.CaseWaiting, later), answered, checks.CaseAnswered, later); !again.Answered.Equal(at) {
		t.Errorf("answered again: %v, the first time was %v", again.Answered, at)
	}
	closed := withStatus(none, none, checks.CaseClosed, later)
	if !closed.Answered.IsZero() || !closed.Closed.Equal(later) {
		t.Errorf("closed without a word to the customer: %+v", closed)
	}
	reopened := withStatus(closed, closed, checks.CaseWaiting, later)
	if !reopened.Closed.IsZero() {
		t.Errorf("open again: %+v", reopened)
	}
	back := withStatus(withStatus(answered, answered, checks.CaseOpen, later), answered, checks.CaseAnswered, later)
	if !back.Answered.Equal(at) {
		t.Errorf("a wrong press was taken back: %v", back.Answered)
	}
	if wrong := withStatus(answered, none, checks.CaseOpen, later); !wrong.Answered.IsZero() {
		t.Errorf("open: nobody was told, and it says %v", wrong.Answered)
	}
}

// Two windows: what only one of them changed is joined, what both changed is asked.
func TestTwoWindowsAreJoined(t *testing.T) {
	saved := checks.Case{ID: "a", Revision: 4, Follow: checks.FollowUp{Status: checks.CaseOpen, Staff: 5}}
	f := newCaseForm(saved)
	f.draft.Note, f.draft.Staff = "查过了", 10
	theirs := saved
	theirs.Revision, theirs.Follow.Status, theirs.Follow.Repeat = 5, checks.CaseClosed, true
	if clash := f.clashes(theirs.Follow); len(clash) > 0 {
		t.Errorf("they clash in %v", clash)
	}
	both := theirs
	both.Follow.Staff, both.Follow.Note = 30, "查过了"
	if clash := f.clashes(both.Follow); !slices.Equal(clash, []string{"staff"}) {
		t.Errorf("they clash in %v, want the minutes alone", clash)
	}
	f.merge(theirs)
	if want := (checks.FollowUp{Status: checks.CaseClosed, Repeat: true, Note: "查过了", Staff: 10}); f.draft != want || f.saved.Revision != 5 {
		t.Errorf("joined: %+v at %d", f.draft, f.saved.Revision)
	}
}

// Every field of what became of a case can be changed by two windows, so that each is
// joined; a new one is not forgotten.
func TestEveryPartIsJoined(t *testing.T) {
	full := checks.FollowUp{Status: checks.CaseClosed, Answered: wallClock, Closed: wallClock, Staff: 3, Repeat: true, Suspect: checks.SuspectRefund, Mistake: true, Note: "x"}
	var joined checks.FollowUp
	for _, p := range followParts {
		if p.same(joined, full) {
			t.Errorf("%s: different, and called the same", p.id)
		}
		p.copy(&joined, full)
		if zh.Say("case.field."+p.id, nil) == "case.field."+p.id {
			t.Errorf("%s has no words", p.id)
		}
	}
	if joined != full {
		t.Errorf("joined %+v of %+v", joined, full)
	}
}

func TestMinutesAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]int{"": 0, "15": 15, " 15 分钟": 15, "1小时": 60, "1 h 5 min": 65, "0": 0} {
		f := newCaseForm(checks.Case{Sale: checks.Sale{At: wallClock}})
		if err := f.put("staff", text); err != nil || f.draft.Staff != want {
			t.Errorf("%q is read as %d: %v", text, f.draft.Staff, err)
		}
	}
	for _, text := range []string{"很久", "-5", "2000", "25小时"} {
		f := newCaseForm(checks.Case{Sale: checks.Sale{At: wallClock}})
		if err := f.put("staff", text); err == nil || f.text("staff") != text || !f.dirty() {
			t.Errorf("%q: %v, and %q stands there", text, err, f.text("staff"))
		}
	}
}
