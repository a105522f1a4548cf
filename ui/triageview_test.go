package ui

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"countercheck/assets"
	"countercheck/checks"
)

func TestPagesOfATriage(t *testing.T) {
	ask := []checks.RefundCause{checks.CauseVerify, checks.CauseBalance}
	with := func(do func(*checks.Case)) (c checks.Case) {
		do(&c)
		return c
	}
	paid := with(func(c *checks.Case) { c.Sale.Received = checks.ReceivedYes })
	code := with(func(c *checks.Case) { c.Sale.Showed = checks.ShowedCode })
	for _, c := range []struct {
		name      string
		from      triagePage
		c         checks.Case
		ask       []checks.RefundCause
		terminals int
		want      triagePage
	}{
		{"answered", triagePage{step: stepReceived}, paid, ask, 0, triagePage{step: stepAdvice}},
		{"filled in later", triagePage{step: stepReceived}, checks.Case{}, ask, 0, triagePage{step: stepWay}},
		{"advised", triagePage{step: stepAdvice}, paid, ask, 0, triagePage{step: stepWay}},
		{"no code shown", triagePage{step: stepShowed}, paid, ask, 0, triagePage{step: stepAmount}},
		{"a code shown", triagePage{step: stepShowed}, code, ask, 0, triagePage{step: stepCode}},
		{"no device on record", triagePage{step: stepOrder}, paid, ask, 0, triagePage{step: stepMinute}},
		{"devices on record", triagePage{step: stepOrder}, paid, ask, 2, triagePage{step: stepTerminal}},
		{"the first question", triagePage{step: stepMinute}, paid, ask, 2, triagePage{stepAsk, checks.CauseVerify}},
		{"the next question", triagePage{stepAsk, checks.CauseVerify}, paid, ask, 2, triagePage{stepAsk, checks.CauseBalance}},
		{"the last question", triagePage{stepAsk, checks.CauseBalance}, paid, ask[1:], 2, triagePage{step: stepResult}},
		{"nothing to ask", triagePage{step: stepMinute}, paid, nil, 2, triagePage{step: stepResult}},
	} {
		if got := pageAfter(c.from, c.c, c.ask, c.terminals); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestTheQueueIsSentWhereItWorks(t *testing.T) {
	w := assets.Speak("zh-CN")
	doubt := snapshots()[checks.OK]
	doubt.Doubt = 1
	for _, c := range []struct {
		name string
		s    checks.Snapshot
		way  checks.Way
		want string
	}{
		{"all work", snapshots()[checks.OK], "", "先用微信、支付宝、云闪付收"},
		{"not that of the sale", snapshots()[checks.OK], checks.WayWeChat, "先用支付宝、云闪付收"},
		{"not a slow one", snapshots()[checks.Warn], "", "先用支付宝、云闪付收"},
		{"none works", snapshots()[checks.Fail], "", "请客人扫店里的收款码牌"},
		{"not looked yet", snapshots()[checks.Unknown], "", "请客人扫店里的收款码牌"},
		{"a doubt", doubt, "", "请客人扫店里的收款码牌"},
	} {
		got := queueText(w, c.s, c.way)
		if !strings.HasPrefix(got, c.want) || !strings.Contains(got, "现金") || !strings.Contains(got, "不要用个人收款码") {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

// A new charge and a restart are not spoken of while they are not safe.
func TestUnsafeAdviceIsNotGiven(t *testing.T) {
	w := assets.Speak("zh-CN")
	outage := slowSale()
	outage.Level, outage.Cause, outage.Lasts = checks.Fail, checks.ProviderDown, true
	outage.Channels[0].Level = checks.Fail
	for _, c := range []struct {
		name  string
		sale  checks.Sale
		m     checks.Minute
		again bool
	}{
		{"it arrived", checks.Sale{Received: checks.ReceivedYes}, fineSale(), false},
		{"it did not", checks.Sale{Received: checks.ReceivedNo}, fineSale(), true},
		{"nobody knows", checks.Sale{Received: checks.ReceivedUnsure}, fineSale(), false},
		{"the outage lasts", checks.Sale{Received: checks.ReceivedNo, Way: checks.WayWeChat}, outage, false},
		{"not ended by the app", checks.Sale{Received: checks.ReceivedNo, State: checks.StateUserPaying}, fineSale(), false},
	} {
		c.sale.At = wallClock
		v := viewAdvice(w, checks.Case{Sale: c.sale}, checks.TriageOf(c.sale, nil, c.m), snapshots()[checks.OK])
		said := v.Title + strings.Join(v.Steps, "|")
		offered := strings.Contains(said, "可以重新收") || strings.Contains(said, "重新开一笔")
		if offered != c.again || (len(v.Withheld) == 0) != c.again {
			t.Errorf("%s: %s, withheld %q", c.name, said, v.Withheld)
		}
	}
}

func TestWhatWasMeasuredIsNeverBetterThanKnown(t *testing.T) {
	w := assets.Speak("zh-CN")
	sim := fineSale()
	sim.PCOnly = true
	for _, c := range []struct {
		name   string
		m      checks.Minute
		known  bool
		failed error
		level  checks.Level
		says   string
	}{
		{"being looked up", fineSale(), false, nil, checks.Unknown, "正在看"},
		{"not readable", fineSale(), true, errors.New("locked"), checks.Unknown, "无法判断:locked"},
		{"not measured", checks.Minute{}, true, nil, checks.Unknown, "当时没有检测,无法判断"},
		{"the PC slept", checks.Minute{Gap: checks.GapAsleep}, true, nil, checks.Unknown, "睡着"},
		{"lines of their own", sim, true, nil, checks.Unknown, "测不到"},
		{"fine", fineSale(), true, nil, checks.OK, "通畅"},
		{"slow", slowSale(), true, nil, checks.Warn, "6.2 秒,平时 103 ms。收银软件可能没等到结果"},
	} {
		v := viewMeasured(w, checks.Case{Sale: checks.Sale{At: wallClock}, Minute: c.m}, c.known, c.failed, wallClock)
		if v.Level != c.level || !strings.Contains(v.Text, c.says) {
			t.Errorf("%s: %s %q", c.name, v.Level, v.Text)
		}
	}
}

func TestWhatAPadTypes(t *testing.T) {
	for keys, want := range map[string]string{
		"36.8": "36.8", "36.805": "36.80", "..5": "0.5", "007": "7", "0.5": "0.5", "123456789": "1234567", "12<<5": "5", "<": "", "1.2.3": "1.23",
	} {
		got := ""
		for _, key := range strings.Split(keys, "") {
			got = typeAmount(got, key)
		}
		if got != want {
			t.Errorf("amount %q is %q, want %q", keys, got, want)
		}
		if _, err := checks.ReadMoney(got); got != "" && err != nil {
			t.Errorf("the pad lets %q be typed: %v", got, err)
		}
	}
	at := func(days, hour, minute int) time.Time {
		return time.Date(2026, 11, 23-days, hour, minute, 0, 0, wallClock.Location())
	}
	for _, c := range []struct {
		text, day string
		want      time.Time
		why       string
	}{
		{"0930", "today", at(0, 9, 30), ""},
		{"930", "", at(0, 9, 30), ""},
		{"1002", "today", at(0, 10, 2), ""},
		{"1003", "today", at(0, 10, 3), "refund.when.ahead"},
		{"2350", "yesterday", at(1, 23, 50), ""},
		{"0000", "before", at(2, 0, 0), ""},
		{"2460", "today", time.Time{}, "refund.when.bad"},
		{"12", "today", time.Time{}, "refund.when.bad"},
		{"", "today", time.Time{}, "refund.when.bad"},
	} {
		got, why := readClock(c.text, c.day, wallClock)
		if why != c.why || !got.Equal(c.want) {
			t.Errorf("%q %s: %v %q, want %v %q", c.text, c.day, got, why, c.want, c.why)
		}
	}
	if got := clockText("09"); got != "09:__" {
		t.Errorf("while it is typed: %q", got)
	}
}

func TestCodesAreFound(t *testing.T) {
	means := func(code string) string { return assets.Speak("zh-CN").Say("triage.code."+code, nil) }
	for _, c := range []struct {
		way        checks.Way
		typed      string
		first, not string
	}{
		{"", "", "NOTENOUGH", ""},
		{checks.WayAlipay, "", "ACQ.BUYER_BALANCE_NOT_ENOUGH", "NOTENOUGH"},
		{checks.WayWeChat, "authcode", "AUTHCODEEXPIRE", "ACQ.PAYMENT_AUTH_CODE_INVALID"},
		{checks.WayCard, "mis 2", "MIS-2", "MIS-3"},
		{"", "系统出错", "SYSTEMERROR", "NOTENOUGH"},
		{"", "zzz", "", "NOTENOUGH"},
	} {
		found := codesFor(c.way, c.typed, means)
		first := ""
		if len(found) > 0 {
			first = found[0].Code
		}
		if first != c.first || slices.ContainsFunc(found, func(e checks.ErrorCode) bool { return e.Code == c.not }) {
			t.Errorf("%s %q: %v", c.way, c.typed, found)
		}
	}
}

// Every word that a triage can say is there in every language.
func TestATriageNeverShowsAKey(t *testing.T) {
	for _, lang := range assets.Languages {
		u, win, watch := refundWindow(t, lang, "light", &triageCases{minute: slowSale()}, onRecord())
		u.startTriage()
		watch.settle(t, u)
		s := theTriage(t, u)
		for _, r := range checks.ReceivedAnswers {
			s.t.answer(r)
			for _, step := range []triageStep{
				stepReceived, stepWhen, stepAdvice, stepCustomer, stepTechnician, stepWay, stepShowed, stepCode, stepAmount, stepOrder, stepTerminal, stepMinute, stepResult,
			} {
				s.turnStep(step)
				noKeys(t, win, lang+" "+string(step))
			}
			for _, q := range checks.RefundCauses {
				s.turn(triagePage{stepAsk, q})
				noKeys(t, win, lang+" "+string(q))
			}
		}
	}
}

func noKeys(t *testing.T, win fyne.Window, where string) {
	t.Helper()
	for text := range strings.SplitSeq(screenText(win), "|") {
		if looksLikeAKey.MatchString(text) {
			t.Errorf("%s: %q", where, text)
		}
	}
}

var looksLikeAKey = regexp.MustCompile(`^[a-z_]+(\.[a-zA-Z_0-9]+)+$`)
