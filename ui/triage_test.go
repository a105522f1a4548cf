package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/assets"
	"countercheck/checks"
)

// The first answer is a case on record, before anybody has typed anything.
func TestTheFirstAnswerIsOnRecord(t *testing.T) {
	cases := &triageCases{minute: slowSale()}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	for _, part := range []string{"先别再收一次!", "10:02 前后,这台电脑到微信用了 6.2 秒", "给客人看"} {
		if !strings.Contains(screenText(win), part) {
			t.Errorf("page one lacks %q: %s", part, screenText(win))
		}
	}
	if cases.saves != 0 {
		t.Error("a case was saved before anything was answered")
	}
	test.Tap(button(t, win, "没收到"))
	watch.settle(t, u)
	c := cases.last(t)
	if c.Sale.Received != checks.ReceivedNo || !c.Sale.At.Equal(wallClock) || !c.Recorded.Equal(wallClock) || c.Follow.Status != checks.CaseOpen || !c.Concluded.IsZero() {
		t.Errorf("on record: %+v", c)
	}
	if !c.Minute.Measured || len(c.Likely) == 0 || c.Likely[0].Cause != checks.CauseNetwork {
		t.Errorf("what was measured is not on record: %+v, %+v", c.Minute, c.Likely)
	}
	if !strings.Contains(screenText(win), "没收成,可以重新收一笔") {
		t.Errorf("it leads to: %s", screenText(win))
	}
}

// The whole way, with taps alone.
func TestATriageWithTaps(t *testing.T) {
	cases := &triageCases{minute: slowSale()}
	u, win, watch := refundWindow(t, "zh-CN", "light", cases, onRecord())
	test.Tap(button(t, win, "显示退款了?"))
	watch.settle(t, u)
	for _, text := range []string{"没收到", "已撤销", "客人走了再补 ›", "微信付款码", "错误代码", "SYSTEMERROR · 支付系统出错,结果不明", "3", "6", ".", "8", "下一步 ›"} {
		test.Tap(button(t, win, text))
		watch.settle(t, u)
	}
	waitFor(t, watch, func() bool { return win.Canvas().Focused() != nil })
	test.Type(win.Canvas().Focused(), "20261123100200017")
	test.Tap(button(t, win, "下一步 ›"))
	test.Tap(button(t, win, "前台 1 号"))
	watch.settle(t, u)
	for _, part := range []string{"那一分钟测到了什么", "慢或不稳", "首字节 6.1 秒", "等 45 秒", "有风险", "完不成", "4 次测量", "没测到", "不知道", "100 次里丢了 3 次"} {
		if !strings.Contains(screenText(win), part) {
			t.Errorf("the minute lacks %q: %s", part, screenText(win))
		}
	}
	test.Tap(button(t, win, "下一步 ›"))
	for theTriage(t, u).t.page.step == stepAsk {
		test.Tap(button(t, win, "不知道"))
		watch.settle(t, u)
	}
	for _, part := range []string{"可能的原因", "当时到微信的连接用了 6.2 秒", "宽带客服", "10000"} {
		if !strings.Contains(screenText(win), part) {
			t.Errorf("the result lacks %q: %s", part, screenText(win))
		}
	}
	test.Tap(button(t, win, "复制要报的内容"))
	for _, part := range []string{"2026-11-23 10:02", "36.80 元", "20261123100200017", "SYSTEMERROR", "微信付款码", "已撤销 (REVOKED)"} {
		if got := u.app.Clipboard().Content(); !strings.Contains(got, part) {
			t.Errorf("copied without %q: %s", part, got)
		}
	}
	test.Tap(button(t, win, "记好了"))
	waitFor(t, watch, func() bool { return u.open == refundScreen })
	c := cases.last(t)
	want := checks.Sale{
		At: c.Sale.At, Received: checks.ReceivedNo, Way: checks.WayWeChat, Showed: checks.ShowedCode, Code: "SYSTEMERROR",
		State: checks.StateRevoked, Amount: 3680, Order: "20261123100200017", Terminal: "front",
	}
	if c.Sale != want || !c.Concluded.Equal(wallClock) || len(cases.all) != 1 {
		t.Errorf("on record: %+v (%d cases)", c, len(cases.all))
	}
	if len(u.triages) != 0 {
		t.Error("it is still offered to be gone on with")
	}
}

// The same with the keyboard; Esc leads back through all of it.
func TestATriageWithKeys(t *testing.T) {
	cases := &triageCases{minute: checks.Minute{}}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	pressKeys(win, fyne.Key2, fyne.KeyReturn, fyne.Key2, fyne.Key4, fyne.Key1, fyne.Key2, fyne.KeyPeriod, fyne.Key5, fyne.KeyReturn)
	waitFor(t, watch, func() bool { return win.Canvas().Focused() != nil })
	scan(t, win, "A-77")
	watch.settle(t, u)
	if s := theTriage(t, u); s.t.page.step != stepMinute {
		t.Fatalf("on page %s: %s", s.t.page.step, screenText(win))
	}
	if text := screenText(win); !strings.Contains(text, "当时没有检测,无法判断") || strings.Contains(text, "正常") || strings.Contains(text, "通畅") {
		t.Errorf("a minute that was not measured: %s", text)
	}
	pressKeys(win, fyne.KeyReturn)
	asked := 0
	for theTriage(t, u).t.page.step == stepAsk {
		asked++
		pressKeys(win, fyne.Key2)
	}
	if asked < 4 {
		t.Errorf("with nothing known only %d questions were asked", asked)
	}
	watch.settle(t, u)
	sale := cases.last(t).Sale
	if sale.Way != checks.WayAlipay || sale.Showed != checks.ShowedFailed || sale.Amount != 1250 || sale.Order != "A-77" {
		t.Errorf("on record: %+v", sale)
	}
	for range 30 {
		if u.open == triageScreen {
			pressKeys(win, fyne.KeyEscape)
		}
	}
	if u.open != firstScreen || len(u.triages) != 1 {
		t.Errorf("Esc leads to %q with %d under way", u.open, len(u.triages))
	}
}

// The seconds are counted wherever one is, and what is to be done then is said.
func TestTheWaitSurvivesLookingElsewhere(t *testing.T) {
	u, win, watch := triageWindow(t, "zh-CN", "light", &triageCases{minute: fineSale()})
	at := wallClock
	u.deps.Now = func() time.Time { return at }
	test.Tap(button(t, win, "查不到"))
	watch.settle(t, u)
	wait := button(t, win, "45 秒后再查一次")
	at = at.Add(40 * time.Second)
	u.triages[0].tick()
	if wait.text != "5 秒后再查一次" || wait.kind != plain {
		t.Errorf("after 40 seconds: %q", wait.text)
	}
	theTriage(t, u).turnStep(stepWay)
	if !strings.Contains(screenText(win), "5 秒后再查一次") {
		t.Errorf("on another page: %s", screenText(win))
	}
	u.Show(firstScreen)
	u.rebuild()
	at = at.Add(5 * time.Second)
	u.triages[0].tick()
	if b := u.rail[refundScreen]; b.count != 1 || !b.urgent {
		t.Errorf("the rail says %d, urgent %v", b.count, b.urgent)
	}
	u.Show(refundScreen)
	if !strings.Contains(screenText(win), "10:02 那一笔,该再查一次了") {
		t.Errorf("the home says: %s", screenText(win))
	}
	test.Tap(button(t, win, "接着问"))
	again := button(t, win, "再查一次")
	if again.kind != primary {
		t.Error("after the wait it is not the thing to press")
	}
	test.Tap(again)
	if !strings.Contains(screenText(win), "现在钱收到了吗?") {
		t.Errorf("it leads to: %s", screenText(win))
	}
	test.Tap(button(t, win, "收到了"))
	if strings.Contains(screenText(win), "再查一次") || !strings.Contains(screenText(win), "收到了,别再收") {
		t.Errorf("after it arrived: %s", screenText(win))
	}
}

// A person who has the window in the tray is told that the wait is over.
func TestTheEndOfTheWaitIsNotified(t *testing.T) {
	desk := &stagedDesk{tray: true}
	u, win, watch := refundWindowOf(t, "zh-CN", "light", func(d *Deps) { d.Desktop = desk })
	at := wallClock
	u.deps.Now = func() time.Time { return at }
	u.startTriage()
	test.Tap(button(t, win, "查不到"))
	u.hidden = true
	at = at.Add(askAgain)
	desk.saw()
	u.triages[0].tick()
	u.triages[0].tick()
	watch.queue.waitIdle(t)
	if told := desk.saw(); told != "notify 再查一次 false" {
		t.Errorf("told: %q", told)
	}
}

// A disk that takes nothing costs nobody an answer.
func TestWhatIsNotSavedIsToldAndKept(t *testing.T) {
	cases := &triageCases{minute: fineSale(), fail: errors.New("disk full")}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	pressKeys(win, fyne.Key2, fyne.KeyReturn, fyne.Key1)
	watch.settle(t, u)
	if !strings.Contains(screenText(win), "这一步还没有记下来:disk full") {
		t.Errorf("not told: %s", screenText(win))
	}
	theTriage(t, u).turnStep(stepResult)
	test.Tap(button(t, win, "记好了"))
	watch.settle(t, u)
	if u.open != triageScreen || !strings.Contains(screenText(win), "disk full") {
		t.Errorf("it ended on %q: %s", u.open, screenText(win))
	}
	u.Show(refundScreen)
	if !strings.Contains(screenText(win), "10:02 那一笔还没有记下来") {
		t.Errorf("the home says: %s", screenText(win))
	}
	test.Tap(button(t, win, "接着问"))
	cases.set(func() { cases.fail = nil })
	test.Tap(button(t, win, "再试一次"))
	watch.settle(t, u)
	if c := cases.last(t); c.Sale.Received != checks.ReceivedNo || c.Sale.Way != checks.WayWeChat || !c.Concluded.IsZero() {
		t.Errorf("on record: %+v", c)
	}
	if strings.Contains(screenText(win), "disk full") {
		t.Errorf("still told: %s", screenText(win))
	}
}

// Answers that come faster than the disk end up on record in their order.
func TestAnswersAreSavedInOrder(t *testing.T) {
	cases := &triageCases{wait: make(chan struct{})}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	pressKeys(win, fyne.Key1, fyne.KeyReturn, fyne.Key1, fyne.Key2)
	close(cases.wait)
	watch.settle(t, u)
	c := cases.last(t)
	if len(cases.all) != 1 || c.Sale.Received != checks.ReceivedYes || c.Sale.Way != checks.WayWeChat || c.Sale.Showed != checks.ShowedReversed {
		t.Errorf("on record: %+v", cases.all)
	}
}

func TestPressedByMistake(t *testing.T) {
	cases := &triageCases{}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	test.Tap(button(t, win, "按错了,不记"))
	if u.open != firstScreen || len(cases.all) != 0 || len(u.triages) != 0 {
		t.Errorf("nothing was answered, and there are %d cases, on %s", len(cases.all), u.open)
	}
	u.startTriage()
	pressKeys(win, fyne.Key1)
	test.Tap(button(t, win, "按错了,不记"))
	waitFor(t, watch, func() bool { return u.open == firstScreen })
	if c := cases.last(t); !c.Follow.Mistake || c.Counts() || len(u.triages) != 0 {
		t.Errorf("on record: %+v", c)
	}
}

// Another window wrote the same case: what it says of the follow-up is taken over
// silently, what it says of the sale is a person's to choose.
func TestAnotherWindowChangedIt(t *testing.T) {
	begin := func(t *testing.T) (*UI, fyne.Window, *fakeWatch, *triageCases) {
		cases := &triageCases{minute: fineSale()}
		u, win, watch := triageWindow(t, "zh-CN", "light", cases)
		pressKeys(win, fyne.Key2)
		watch.settle(t, u)
		return u, win, watch, cases
	}
	t.Run("note", func(t *testing.T) {
		u, win, watch, cases := begin(t)
		cases.change(func(c *checks.Case) { c.Follow.Note, c.Follow.Status = "等老板", checks.CaseWaiting })
		pressKeys(win, fyne.KeyReturn, fyne.Key1)
		watch.settle(t, u)
		if c := cases.last(t); c.Follow.Note != "等老板" || c.Follow.Status != checks.CaseWaiting || c.Sale.Way != checks.WayWeChat {
			t.Errorf("on record: %+v", c)
		}
	})
	for name, keep := range map[string]checks.Way{"留这里的": checks.WayWeChat, "用那边的": checks.WayAlipay} {
		t.Run(name, func(t *testing.T) {
			u, win, watch, cases := begin(t)
			cases.change(func(c *checks.Case) { c.Sale.Way = checks.WayAlipay })
			pressKeys(win, fyne.KeyReturn, fyne.Key1)
			watch.settle(t, u)
			test.Tap(button(t, win, name))
			watch.settle(t, u)
			if c := cases.last(t); c.Sale.Way != keep || u.triages[0].c.Sale.Way != keep || u.triages[0].saver.trouble != nil {
				t.Errorf("on record: %+v", c)
			}
		})
	}
	t.Run("concluded", func(t *testing.T) {
		u, win, watch, cases := begin(t)
		cases.change(func(c *checks.Case) { c.Concluded = wallClock })
		pressKeys(win, fyne.KeyReturn, fyne.Key1)
		watch.settle(t, u)
		if !strings.Contains(screenText(win), "已经在另一个窗口记好了") {
			t.Errorf("not told: %s", screenText(win))
		}
		test.Tap(button(t, win, "回到退款"))
		if u.open != refundScreen || len(u.triages) != 0 || cases.last(t).Sale.Way != "" {
			t.Errorf("on %s with %d under way", u.open, len(u.triages))
		}
	})
	t.Run("gone", func(t *testing.T) {
		u, win, watch, cases := begin(t)
		cases.set(func() { cases.all = nil })
		pressKeys(win, fyne.KeyReturn, fyne.Key1)
		watch.settle(t, u)
		test.Tap(button(t, win, "留这里的"))
		watch.settle(t, u)
		if c := cases.last(t); c.Sale.Received != checks.ReceivedNo || c.Sale.Way != checks.WayWeChat {
			t.Errorf("recorded anew: %+v", c)
		}
	})
}

// The next customer's refund is another case; the one before waits its turn.
func TestTwoSalesAtOnce(t *testing.T) {
	cases := &triageCases{minute: fineSale()}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	at := wallClock
	u.deps.Now = func() time.Time { return at }
	pressKeys(win, fyne.Key3)
	watch.settle(t, u)
	at = at.Add(20 * time.Second)
	u.Show(firstScreen)
	test.Tap(button(t, win, "显示退款了?"))
	if !strings.Contains(screenText(win), "先别再收一次!") || !strings.Contains(screenText(win), "10:02 那一笔,25 秒后再查一次") {
		t.Errorf("page one says: %s", screenText(win))
	}
	pressKeys(win, fyne.Key1)
	watch.settle(t, u)
	u.Show(refundScreen)
	if n := strings.Count(screenText(win), "接着问"); n != 2 || len(cases.all) != 2 {
		t.Errorf("%d under way, %d on record: %s", n, len(cases.all), screenText(win))
	}
	u.startTriage()
	u.Show(firstScreen)
	u.startTriage() // nothing was answered: it is the same one
	if len(u.triages) != 3 {
		t.Errorf("%d under way", len(u.triages))
	}
}

// Language and theme change under the fingers, and nothing is lost.
func TestAChangeOfLanguageLosesNothing(t *testing.T) {
	cases := &triageCases{minute: fineSale()}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	pressKeys(win, fyne.Key2, fyne.KeyReturn, fyne.Key1, fyne.Key1, fyne.Key4, fyne.Key2)
	set, _ := u.deps.Settings.(*fakeSettings)
	set.set.Language, set.set.Theme = "en", "dark"
	u.rebuild()
	if !strings.Contains(screenText(win), "How much was it?") || !strings.Contains(screenText(win), "¥ 42") {
		t.Errorf("after the change: %s", screenText(win))
	}
	watch.settle(t, u)
	u.Show(firstScreen)
	watch.settle(t, u)
	if c := cases.last(t); c.Sale.Amount != 4200 {
		t.Errorf("left while typing, on record: %+v", c.Sale)
	}
}

// Where nothing is kept, the advice is as good.
func TestAdviceWithoutKeeping(t *testing.T) {
	for _, lang := range assets.Languages {
		w := assets.Speak(lang)
		for r, key := range receivedKeys {
			u, win, _ := triageWindow(t, lang, "light", nil)
			if !strings.Contains(screenText(win), w.Say("triage.unmeasured", nil)) {
				t.Errorf("%s: what is not measured is not told: %s", lang, screenText(win))
			}
			test.Tap(button(t, win, w.Say(key+".answer", nil)))
			if !strings.Contains(screenText(win), w.Say(key+".title", nil)) {
				t.Errorf("%s %s leads to: %s", lang, r, screenText(win))
			}
			for _, promise := range []string{"工作日", "小时内", "天内", "working day", "within"} {
				if strings.Contains(screenText(win), promise) {
					t.Errorf("%s %s promises a date: %q", lang, r, promise)
				}
			}
			theTriage(t, u).turnStep(stepResult)
			test.Tap(button(t, win, w.Say("refund.result.leave", nil)))
			if u.open != refundScreen || len(u.triages) != 0 {
				t.Errorf("%s %s ends on %s", lang, r, u.open)
			}
		}
	}
}

// The time can be another than now, and what was measured then is looked up.
func TestAnotherTime(t *testing.T) {
	cases := &triageCases{minute: fineSale()}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	test.Tap(button(t, win, "15 分钟前"))
	if text := screenText(win); !strings.Contains(text, "正在看那一分钟") || strings.Contains(text, "通畅") {
		t.Errorf("what was measured at another time is still shown: %s", text)
	}
	watch.settle(t, u)
	if got := u.triages[0].c.Sale.At; !got.Equal(wallClock.Add(-15 * time.Minute)) {
		t.Errorf("15 minutes ago is %v", got)
	}
	test.Tap(button(t, win, "选时间"))
	pressKeys(win, fyne.Key1, fyne.Key0, fyne.Key3, fyne.Key0, fyne.KeyReturn)
	if !strings.Contains(screenText(win), "这个时间还没到") {
		t.Errorf("a time that is to come: %s", screenText(win))
	}
	test.Tap(button(t, win, "昨天"))
	pressKeys(win, fyne.KeyReturn)
	watch.settle(t, u)
	want := wallClock.AddDate(0, 0, -1).Add(28 * time.Minute)
	if got := u.triages[0].c.Sale.At; !got.Equal(want) || !strings.Contains(screenText(win), "钱收到了吗") {
		t.Errorf("chosen %v, on: %s", got, screenText(win))
	}
	if last := cases.asked[len(cases.asked)-1]; !last.Equal(want) {
		t.Errorf("what was measured at %v was asked for", last)
	}
}

// What the app calls it counts more than what was answered before.
func TestTheAppsWordCounts(t *testing.T) {
	cases := &triageCases{minute: fineSale()}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	pressKeys(win, fyne.Key2)
	test.Tap(button(t, win, "收款成功"))
	watch.settle(t, u)
	if text := screenText(win); !strings.Contains(text, "收到了,别再收") || strings.Contains(text, "重新开一笔") {
		t.Errorf("paid after all: %s", text)
	}
	test.Tap(button(t, win, "未支付"))
	if text := screenText(win); !strings.Contains(text, "还不知道,先等一等") || !strings.Contains(text, "45 秒后再查一次") {
		t.Errorf("not ended: %s", text)
	}
	watch.settle(t, u)
	if c := cases.last(t); c.Sale.State != checks.StateNotPay || c.Sale.Received != checks.ReceivedUnsure {
		t.Errorf("on record: %+v", c.Sale)
	}
}

// A sale that the app called unpaid has not ended because somebody goes back and says
// that the money is not there.
func TestAnOpenSaleStaysOpen(t *testing.T) {
	cases := &triageCases{minute: fineSale()}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	pressKeys(win, fyne.Key2)
	test.Tap(button(t, win, "未支付"))
	pressKeys(win, fyne.KeyEscape, fyne.Key2)
	watch.settle(t, u)
	if text := screenText(win); strings.Contains(text, "重新开一笔") || strings.Contains(text, "可以重新收一笔") || !strings.Contains(text, "先别再收") {
		t.Errorf("an open sale: %s", text)
	}
	if c := cases.last(t); c.Sale.State != checks.StateNotPay {
		t.Errorf("on record: %+v", c.Sale)
	}
}

// One that was paid and then paid back is not said never to have been.
func TestASaleThatWasPaidBack(t *testing.T) {
	_, win, _ := triageWindow(t, "zh-CN", "light", &triageCases{minute: fineSale()})
	pressKeys(win, fyne.Key2)
	test.Tap(button(t, win, "已退款"))
	if text := screenText(win); !strings.Contains(text, "收成过,又退了") || strings.Contains(text, "没有收成") {
		t.Errorf("a finished sale that was paid back: %s", text)
	}
}

// A minute that cannot be read is unknown, and is asked for again.
func TestAMinuteThatCannotBeRead(t *testing.T) {
	cases := &triageCases{minute: fineSale(), blind: errors.New("database is locked")}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	if text := screenText(win); !strings.Contains(text, "无法判断:database is locked") || strings.Contains(text, "通畅") {
		t.Errorf("it says: %s", text)
	}
	cases.set(func() { cases.blind = nil })
	at := wallClock.Add(minuteAgain)
	u.deps.Now = func() time.Time { return at }
	u.beat()
	watch.settle(t, u)
	if !strings.Contains(screenText(win), "网络通畅") {
		t.Errorf("read again: %s", screenText(win))
	}
}

// Nothing essential has to be scrolled to on the smallest screen.
func TestATriageNeedsNoScrolling(t *testing.T) {
	for _, lang := range assets.Languages {
		u, _, watch := refundWindow(t, lang, "light", &triageCases{minute: slowSale()}, onRecord())
		u.startTriage()
		watch.settle(t, u)
		s := theTriage(t, u)
		for _, r := range checks.ReceivedAnswers {
			s.t.answer(r)
			for _, step := range []triageStep{stepReceived, stepAdvice, stepCustomer, stepWay, stepShowed, stepAmount, stepOrder, stepTerminal, stepMinute, stepResult, stepWhen} {
				s.turnStep(step)
				scroll := scrolled(s.page)
				if high, room := scroll.Content.Size().Height, scroll.Size().Height; high > room+0.5 {
					t.Errorf("%s %s %s: %v high in %v", lang, r, step, high, room)
				}
			}
		}
	}
}
