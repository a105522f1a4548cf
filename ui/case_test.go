package ui

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"countercheck/assets"
	"countercheck/checks"
)

// caseSaved waits until all that was chosen or typed is recorded, or failed.
func caseSaved(t *testing.T, watch *fakeWatch, p *casePage) {
	t.Helper()
	waitFor(t, watch, func() bool { return !p.form.saving && !p.form.again })
	watch.queue.waitIdle(t)
}

func tapKey(t *testing.T, keep map[string]fyne.Focusable, key string) {
	t.Helper()
	switch b := keep[key].(type) {
	case *press:
		test.Tap(b)
	case *toggle:
		test.Tap(b)
	default:
		t.Fatalf("nothing can be pressed under %q", key)
	}
}

func TestTheRailSaysHowManyCasesAreOpen(t *testing.T) {
	f := someCases()
	u, _, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	if b := u.rail[refundScreen]; b.count != 5 || !b.urgent {
		t.Errorf("the badge says %d, urgent %v", b.count, b.urgent)
	}
	for _, id := range []string{"c3", "c4"} {
		f.change(id, func(c *checks.Case) { c.Follow.Answered = wallClock })
	}
	u.log.ask()
	waitFor(t, watch, func() bool { return !u.rail[refundScreen].urgent })
	if b := u.rail[refundScreen]; b.count != 5 {
		t.Errorf("after everybody was told: %d", b.count)
	}
	for _, id := range []string{"c1", "c2", "c3", "c4", "c5"} {
		f.change(id, func(c *checks.Case) { c.Follow.Status = checks.CaseClosed })
	}
	u.log.ask()
	waitFor(t, watch, func() bool { return u.rail[refundScreen].count == 0 })
}

func TestTheHomeListsTheOldestFirstAndKeepsFresh(t *testing.T) {
	f := someCases()
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	homeShown(t, u, watch)
	text := screenText(win)
	first, second := strings.Index(text, "11月19日 12:15"), strings.Index(text, "11月20日 18:22")
	if first < 0 || second < first || !strings.Contains(text, "还有 5 笔没办完") || !strings.Contains(text, "客人在等钱,3 天了") || !strings.Contains(text, "¥331.30") {
		t.Errorf("the home: %s", text)
	}
	f.change("c4", func(c *checks.Case) { c.Follow.Status = checks.CaseClosed })
	win.Canvas().Focus(u.log.home.ways[casesScreen])
	u.log.ask()
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "还有 4 笔没办完") })
	if strings.Contains(screenText(win), "11月19日 12:15") {
		t.Errorf("a closed case stays: %s", screenText(win))
	}
	if b, ok := win.Canvas().Focused().(*press); !ok || b.text != "全部记录和数字" {
		t.Errorf("the focus is lost to %T", win.Canvas().Focused())
	}
	u.log.home.list.Select(0)
	waitFor(t, watch, func() bool { p, ok := u.now.(*casePage); return ok && p.page != nil })
	if !strings.Contains(screenText(win), "11月20日 18:22") {
		t.Errorf("it opens: %s", screenText(win))
	}
	key(u, fyne.KeyEscape)
	if u.open != refundScreen {
		t.Errorf("Esc leads to %s", u.open)
	}
}

func TestTheHomeWithoutALogAndWithABrokenOne(t *testing.T) {
	u, win, watch := casesWindow(t, "zh-CN", "light", small, someCases(), func(d *Deps) { d.Cases = nil })
	homeShown(t, u, watch)
	if !strings.Contains(screenText(win), "打不开") {
		t.Errorf("without a log: %s", screenText(win))
	}
	for _, id := range []string{casesScreen, caseScreen} {
		u.Show(id)
		u.beat()
		if !strings.Contains(screenText(win), "打不开") {
			t.Errorf("%s without a log: %s", id, screenText(win))
		}
	}
	watch.queue.waitIdle(t)

	f := someCases()
	f.unread = errors.New("database disk image is malformed")
	u, win, watch = casesWindow(t, "zh-CN", "light", small, f, nil)
	homeShown(t, u, watch)
	if !strings.Contains(screenText(win), "database disk image is malformed") {
		t.Errorf("a log that cannot be read: %s", screenText(win))
	}
	f.mu.Lock()
	f.unread = nil
	f.mu.Unlock()
	test.Tap(button(t, win, "再读一次"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "还有 5 笔没办完") })
}

// The follow-up is saved as it is chosen and typed; what was typed survives leaving.
func TestTheFollowUpIsSaved(t *testing.T) {
	f := someCases()
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	p := caseOpened(t, u, watch, "c1")
	tapKey(t, p.keep, "status.answered")
	tapKey(t, p.keep, "repeat")
	tapKey(t, p.keep, "suspect.screenshot")
	if text := screenText(win); !strings.Contains(text, "只记事实,不写姓名、车牌,不放照片") || !strings.Contains(text, "只认自己的收款 App") {
		t.Errorf("a suspicion without its reminder: %s", text)
	}
	test.Type(p.keep["staff"].(*input), "20")
	test.Type(p.notes, "客人已经走了")
	u.Show("now") // what was typed a moment ago is not lost
	caseSaved(t, watch, p)
	got := f.kept("c1").Follow
	if got.Status != checks.CaseAnswered || !got.Answered.Equal(wallClock) || !got.Repeat || got.Suspect != checks.SuspectScreenshot || got.Staff != 20 || got.Note != "客人已经走了" {
		t.Errorf("recorded: %+v", got)
	}
	p = caseOpened(t, u, watch, "c1")
	if text := screenText(win); !strings.Contains(text, "✓ 已告诉客人") || p.notes.Text != "客人已经走了" {
		t.Errorf("opened again: %q on %s", p.notes.Text, text)
	}
	tapKey(t, p.keep, "mistake")
	caseSaved(t, watch, p)
	if !f.kept("c1").Follow.Mistake || u.rail[refundScreen].count != 4 {
		t.Errorf("recorded by mistake: %+v, the badge says %d", f.kept("c1").Follow, u.rail[refundScreen].count)
	}
}

// Who closes a case did not say that the customer was told; saying so is one press.
func TestTellingTheCustomerIsItsOwnThing(t *testing.T) {
	f := someCases()
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	p := caseOpened(t, u, watch, "c3")
	tapKey(t, p.keep, "status.closed")
	caseSaved(t, watch, p)
	if got := f.kept("c3").Follow; !got.Answered.IsZero() || !got.Closed.Equal(wallClock) {
		t.Errorf("closed: %+v", got)
	}
	if !strings.Contains(screenText(win), "还没有记下告诉客人原因") {
		t.Errorf("closed: %s", screenText(win))
	}
	tapKey(t, p.keep, "told")
	caseSaved(t, watch, p)
	if got := f.kept("c3").Follow; !got.Answered.Equal(wallClock) || got.Status != checks.CaseClosed {
		t.Errorf("told: %+v", got)
	}
}

func TestWhatCannotBeRecordedIsSaidAndStays(t *testing.T) {
	f := someCases()
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	p := caseOpened(t, u, watch, "c1")
	test.Type(p.keep["staff"].(*input), "很久")
	if !strings.Contains(screenText(win), "请写分钟数") {
		t.Errorf("no number: %s", screenText(win))
	}
	tapKey(t, p.keep, "status.waiting") // the page is made anew
	caseSaved(t, watch, p)
	if in := p.keep["staff"].(*input); in.Text != "很久" || !strings.Contains(screenText(win), "请写分钟数") {
		t.Errorf("what was typed is gone: %q, %s", in.Text, screenText(win))
	}
	if got := f.kept("c1").Follow; got.Status != checks.CaseWaiting || got.Staff != 0 {
		t.Errorf("the rest is recorded: %+v", got)
	}
	p.notes.SetText(strings.Repeat("长", 2001))
	if !strings.Contains(screenText(win), "2000") {
		t.Errorf("a note that is too long: %s", screenText(win))
	}
}

func TestAFailedSaveIsSaidAndTriedAgain(t *testing.T) {
	f := someCases()
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	p := caseOpened(t, u, watch, "c1")
	f.failing(errors.New("disk I/O error"))
	tapKey(t, p.keep, "status.waiting")
	caseSaved(t, watch, p)
	if !strings.Contains(screenText(win), "没有成功:disk I/O error") || f.kept("c1").Follow.Status != checks.CaseOpen {
		t.Errorf("a full disk: %s", screenText(win))
	}
	f.failing(nil)
	tapKey(t, p.keep, "again")
	caseSaved(t, watch, p)
	if f.kept("c1").Follow.Status != checks.CaseWaiting || strings.Contains(screenText(win), "没有成功") {
		t.Errorf("tried again: %s", screenText(win))
	}
	f.failing(checks.ErrConcluded)
	tapKey(t, p.keep, "status.closed")
	caseSaved(t, watch, p)
	if !strings.Contains(screenText(win), "这一笔已经写完,写下的不能改") {
		t.Errorf("a concluded case: %s", screenText(win))
	}
}

// Another window was faster: what differs is joined, what clashes is asked.
func TestAnotherWindowChangedTheCase(t *testing.T) {
	f := someCases()
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	p := caseOpened(t, u, watch, "c1")
	f.change("c1", func(c *checks.Case) { c.Follow.Staff = 30 })
	test.Type(p.notes, "查过了")
	p.notes.done()
	caseSaved(t, watch, p)
	if got := f.kept("c1").Follow; got.Staff != 30 || got.Note != "查过了" {
		t.Errorf("joined: %+v", got)
	}
	if in := p.keep["staff"].(*input); in.Text != "30" || !strings.Contains(screenText(win), "已经合在一起") {
		t.Errorf("joined: %q, %s", in.Text, screenText(win))
	}

	f.change("c1", func(c *checks.Case) { c.Follow.Note = "那边写的" })
	p.notes.SetText("这边写的")
	p.notes.done()
	caseSaved(t, watch, p)
	if text := screenText(win); !strings.Contains(text, "那边写的") || p.notes.Text != "这边写的" || f.kept("c1").Follow.Note != "那边写的" {
		t.Errorf("both wrote a note: %q, %s", p.notes.Text, text)
	}
	tapKey(t, p.keep, "mine")
	caseSaved(t, watch, p)
	if got := f.kept("c1").Follow.Note; got != "这边写的" {
		t.Errorf("kept is %q", got)
	}
	f.change("c1", func(c *checks.Case) { c.Follow.Note = "还是那边" })
	p.notes.SetText("又是这边")
	p.notes.done()
	caseSaved(t, watch, p)
	tapKey(t, p.keep, "take")
	if p.notes.Text != "还是那边" || f.kept("c1").Follow.Note != "还是那边" {
		t.Errorf("taken: %q and %q", p.notes.Text, f.kept("c1").Follow.Note)
	}
}

// What is chosen while a save is on its way is saved next.
func TestWhatIsChosenMeanwhileIsSavedNext(t *testing.T) {
	f := someCases()
	u, _, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	p := caseOpened(t, u, watch, "c1")
	f.wait = make(chan struct{})
	tapKey(t, p.keep, "status.waiting")
	tapKey(t, p.keep, "repeat")
	tapKey(t, p.keep, "status.answered")
	close(f.wait)
	caseSaved(t, watch, p)
	if got := f.kept("c1"); got.Follow.Status != checks.CaseAnswered || !got.Follow.Repeat || got.Revision != 3 {
		t.Errorf("recorded: %+v at %d, want two writes", got.Follow, got.Revision)
	}
}

func TestAMinuteThatWasNotMeasuredIsNeverCalledFine(t *testing.T) {
	u, win, watch := casesWindow(t, "zh-CN", "light", small, someCases(), nil)
	caseOpened(t, u, watch, "c9")
	if text := screenText(win); !strings.Contains(text, "当时没有检测,无法判断") || strings.Contains(text, "通畅") || strings.Contains(text, "能完成") {
		t.Errorf("a minute nobody measured: %s", text)
	}
	caseOpened(t, u, watch, "c2")
	if text := screenText(win); !strings.Contains(text, "6.2 秒") || !strings.Contains(text, "完不成") || !strings.Contains(text, "依据 4 次测量") {
		t.Errorf("a slow minute: %s", text)
	}
}

func TestACaseThatIsGoneIsSaid(t *testing.T) {
	u, win, watch := casesWindow(t, "zh-CN", "light", small, someCases(), nil)
	u.openCase("nobody")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "已经不在了") })
	test.Tap(button(t, win, "‹ 返回"))
	if u.open != refundScreen {
		t.Errorf("back leads to %s", u.open)
	}
}

// The report: probes first, stopped, too soon, without; written, and a full disk.
func TestTheReportOfACase(t *testing.T) {
	f := someCases()
	folder := t.TempDir()
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	records := u.deps.Records.(*careRecords)
	p := caseOpened(t, u, watch, "c2")
	p.files = pickAt{folder}
	tapKey(t, p.keep, "report")
	tapKey(t, p.keep, "probe")
	records.survey <- surveyStep{done: 30, of: 100}
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "30%") })
	tapKey(t, p.keep, "stop")
	waitFor(t, watch, func() bool { return p.form.report.run == nil })
	if !strings.Contains(screenText(win), "检测停下了") {
		t.Errorf("stopped: %s", screenText(win))
	}
	tapKey(t, p.keep, "probe")
	records.survey <- surveyStep{err: checks.ErrTooSoon}
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "过 10 分钟再测") })
	tapKey(t, p.keep, "without")
	for _, kind := range []string{"pdf", "html", "csv"} {
		tapKey(t, p.keep, kind)
		waitFor(t, watch, func() bool { // the path may take several lines
			return strings.Contains(strings.ReplaceAll(screenText(win), "|", ""), "检测记录-2026-11-22-1240."+kind)
		})
	}
	f.failing(errors.New("no space left on device"))
	tapKey(t, p.keep, "pdf")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "没写成:no space left on device") })
	f.failing(nil)

	tapKey(t, p.keep, "give_up")
	tapKey(t, p.keep, "report")
	tapKey(t, p.keep, "probe")
	records.survey <- surveyStep{end: &checks.Survey{Started: wallClock, Ended: wallClock, Planned: 100}}
	waitFor(t, watch, func() bool { return p.form.report.ready })
	tapKey(t, p.keep, "pdf")
	waitFor(t, watch, func() bool { return len(f.reports()) == 4 })
	for i, r := range f.reports() {
		if r.only != "c2" || !r.in.From.Before(f.kept("c2").Sale.At) || !r.in.To.After(f.kept("c2").Sale.At) || r.probed != (i == 3) {
			t.Errorf("report %d: %+v", i, r)
		}
	}
	watch.queue.waitIdle(t)
	p = caseOpened(t, u, watch, "c5") // the probes are good for another report, too
	tapKey(t, p.keep, "report")
	if !strings.Contains(screenText(win), "含 今天 10:02 测的 100 次") {
		t.Errorf("just probed: %s", screenText(win))
	}
}

// Looking elsewhere neither stops the probes nor loses what they found.
func TestProbesGoOnElsewhere(t *testing.T) {
	u, win, watch := casesWindow(t, "zh-CN", "light", small, someCases(), nil)
	records := u.deps.Records.(*careRecords)
	p := caseOpened(t, u, watch, "c2")
	tapKey(t, p.keep, "report")
	tapKey(t, p.keep, "probe")
	u.Show("now")
	records.survey <- surveyStep{done: 99, of: 100}
	records.survey <- surveyStep{end: &checks.Survey{Started: wallClock, Ended: wallClock}}
	watch.queue.waitIdle(t)
	caseOpened(t, u, watch, "c2")
	waitFor(t, watch, func() bool { return u.log.survey != nil })
	if text := screenText(win); !strings.Contains(text, "检测记录") {
		t.Errorf("back on the case: %s", text)
	}
}

func TestAllCasesAreListedFilteredAndOpened(t *testing.T) {
	f := someCases()
	for n := range 5000 {
		at := wallClock.AddDate(-1, 0, 0).Add(-time.Duration(n) * time.Minute)
		f.all = append(f.all, checks.Case{ID: fmt.Sprint("old", n), Sale: checks.Sale{At: at}, Follow: checks.FollowUp{Status: checks.CaseClosed}})
	}
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	p := casesShown(t, u, watch)
	if !strings.Contains(screenText(win), "5 笔") || strings.Contains(screenText(win), "已办完") {
		t.Errorf("the open ones: %s", screenText(win))
	}
	tapKey(t, p.keep, "filter.all")
	if !strings.Contains(screenText(win), "5010 笔") {
		t.Errorf("all: %s", screenText(win))
	}
	made := 0
	for _, o := range test.LaidOutObjects(win.Content()) {
		if _, ok := o.(*caseLine); ok {
			made++
		}
	}
	if made == 0 || made > 20 {
		t.Errorf("of 5010 lines %d are made", made)
	}
	p.list.ScrollTo(7)
	struck := 0
	for _, o := range test.LaidOutObjects(win.Content()) {
		if l, ok := o.(*caseLine); ok && l.struck.Visible() {
			struck++
		}
	}
	if struck != 1 {
		t.Errorf("%d lines are struck through, one was begun by mistake", struck)
	}
	tapKey(t, p.keep, "filter.suspected")
	if text := screenText(win); !strings.Contains(text, "1 笔") || !strings.Contains(text, "¥66.00") {
		t.Errorf("suspicious: %s", text)
	}
	win.Canvas().Focus(p.list)
	p.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	p.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	waitFor(t, watch, func() bool { c, ok := u.now.(*casePage); return ok && c.page != nil })
	if u.log.editing != "c7" {
		t.Errorf("Enter opens %q", u.log.editing)
	}
	key(u, fyne.KeyEscape)
	if u.open != casesScreen || !strings.Contains(screenText(win), "¥66.00") {
		t.Errorf("Esc leads to %s: %s", u.open, screenText(win))
	}
	key(u, fyne.KeyEscape)
	if u.open != refundScreen {
		t.Errorf("Esc leads to %s", u.open)
	}
}

func TestFiguresGoBackAndForth(t *testing.T) {
	u, win, watch := casesWindow(t, "zh-CN", "light", small, someCases(), nil)
	p := casesShown(t, u, watch)
	tapKey(t, p.keep, "tab.figures")
	watch.queue.waitIdle(t)
	if text := screenText(win); !strings.Contains(text, "2026年11月") || !strings.Contains(text, "¥331.30") || !strings.Contains(text, "7 笔里 4 笔") {
		t.Errorf("this month: %s", text)
	}
	tapKey(t, p.keep, "earlier")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "¥52.00") })
	if text := screenText(win); !strings.Contains(text, "2026年10月") || !strings.Contains(text, "测到的只有 1 笔,太少") {
		t.Errorf("the month before: %s", text)
	}
	tapKey(t, p.keep, "earlier")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "这段时间没有退款记录") })
	tapKey(t, p.keep, "period.week")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "¥36.80") })
	if _, there := p.keep["later"]; there {
		t.Error("there is a week after this one")
	}
}

func TestAllCasesThatCannotBeReadAreSaid(t *testing.T) {
	f := someCases()
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	f.mu.Lock()
	f.unread = errors.New("disk I/O error")
	f.mu.Unlock()
	p := casesShown(t, u, watch)
	if !strings.Contains(screenText(win), "disk I/O error") {
		t.Errorf("not told: %s", screenText(win))
	}
	f.mu.Lock()
	f.unread = nil
	f.mu.Unlock()
	tapKey(t, p.keep, "again")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "¥36.80") })
}

// What was left empty is filled in at a press, and what was said stays as it is.
func TestWhatWasLeftEmptyIsFilledIn(t *testing.T) {
	f := someCases()
	f.change("c3", func(c *checks.Case) { c.Sale.Way, c.Sale.Showed, c.Sale.Order = "", "", "" })
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	p := caseOpened(t, u, watch, "c3")
	tapKey(t, p.keep, "fill")
	test.Type(p.keep["fill.amount"].(*input), "很多")
	tapKey(t, p.keep, "fill.save")
	if !strings.Contains(screenText(win), "金额写成 36.80 这样") || f.kept("c3").Sale.Amount != 0 {
		t.Errorf("no amount: %s", screenText(win))
	}
	p.keep["fill.amount"].(*input).SetText("¥ 36.8")
	tapKey(t, p.keep, "way.alipay")
	tapKey(t, p.keep, "showed.reversed")
	p.keep["fill.order"].(*input).SetText(strings.Repeat("9", 65))
	tapKey(t, p.keep, "fill.save")
	if !strings.Contains(screenText(win), "单号太长") {
		t.Errorf("a long order number: %s", screenText(win))
	}
	p.keep["fill.order"].(*input).SetText("2026112322001")
	f.failing(errors.New("disk I/O error"))
	tapKey(t, p.keep, "fill.save")
	caseSaved(t, watch, p)
	if in := p.keep["fill.order"].(*input); in.Text != "2026112322001" || !strings.Contains(screenText(win), "没有成功") {
		t.Errorf("not saved, and there stands %q: %s", in.Text, screenText(win))
	}
	f.failing(nil)
	f.change("c3", func(c *checks.Case) { c.Follow.Staff = 30 }) // another window was faster, too
	p.keep["fill.order"].(*input).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	caseSaved(t, watch, p)
	got := f.kept("c3")
	if got.Sale.Amount != 36_80 || got.Sale.Way != checks.WayAlipay || got.Sale.Showed != checks.ShowedReversed || got.Sale.Order != "2026112322001" || got.Follow.Staff != 30 {
		t.Errorf("recorded: %+v %+v", got.Sale, got.Follow)
	}
	if text := screenText(win); strings.Contains(text, "补上空着的") || !strings.Contains(text, "¥36.80") {
		t.Errorf("filled in: %s", text)
	}
}

// A triage that is under way is gone on with.
func TestATriageUnderWayIsGoneOnWith(t *testing.T) {
	f := someCases()
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	u.startTriage()
	test.Tap(button(t, win, "没收到"))
	watch.queue.waitIdle(t)
	last := f.all[len(f.all)-1]
	u.Show("now")
	p := caseOpened(t, u, watch, last.ID)
	tapKey(t, p.keep, "go_on")
	if u.open != triageScreen {
		t.Errorf("it leads to %s", u.open)
	}
}

// Every page speaks, in both languages; all that can be pressed is as large as a
// finger and reached by the keyboard; Esc leads out.
func TestTheLogSpeaksIsPressableAndFits(t *testing.T) {
	named := regexp.MustCompile(`^[a-z_]+(\.[A-Za-z_0-9]+)+$`)
	for _, lang := range assets.Languages {
		pages := map[string]func(*testing.T, *UI, *fakeWatch){
			"home":    homeShown,
			"list":    func(t *testing.T, u *UI, w *fakeWatch) { casesShown(t, u, w) },
			"figures": func(t *testing.T, u *UI, w *fakeWatch) { u.log.stay.tab = casesFigures; casesShown(t, u, w) },
		}
		for _, c := range someCases().all {
			pages[c.ID] = func(t *testing.T, u *UI, w *fakeWatch) { caseOpened(t, u, w, c.ID) }
		}
		for page, open := range pages {
			u, win, watch := casesWindow(t, lang, "light", small, someCases(), nil)
			open(t, u, watch)
			for text := range strings.SplitSeq(screenText(win), "|") {
				if named.MatchString(text) || strings.Contains(text, "<no value>") {
					t.Errorf("%s %s: %q", lang, page, text)
				}
			}
			edge := win.Canvas().Size().Width
			pressable := map[fyne.Focusable]bool{}
			for _, o := range test.LaidOutObjects(win.Content()) {
				at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
				if _, text := o.(*prose); text && at.X+o.Size().Width > edge+0.5 {
					t.Errorf("%s %s: %q reaches to %v of %v", lang, page, textIn(o), at.X+o.Size().Width, edge)
				}
				f, ok := o.(fyne.Focusable)
				if !ok || !o.Visible() {
					continue
				}
				if _, list := o.(*widget.List); !list && (o.Size().Height < touch || o.Size().Width < touch) {
					t.Errorf("%s %s: %v of %T %q is smaller than a finger", lang, page, o.Size(), o, textIn(o))
				}
				pressable[f] = false
			}
			for range 3 * len(pressable) {
				win.Canvas().FocusNext()
				pressable[win.Canvas().Focused()] = true
			}
			for f, reached := range pressable {
				if !reached {
					t.Errorf("%s %s: Tab never comes to %T", lang, page, f)
				}
			}
		}
	}
}

// The language changes under a case that is being written: nothing is lost.
func TestTheLanguageChangesUnderACase(t *testing.T) {
	f := someCases()
	u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
	p := caseOpened(t, u, watch, "c1")
	test.Type(p.notes, "还没写完")
	set := u.deps.Settings.Current()
	set.Language = "en"
	if err := u.deps.Settings.Save(set); err != nil {
		t.Fatal(err)
	}
	u.rebuild()
	watch.queue.waitIdle(t)
	p, _ = u.now.(*casePage)
	if p.notes.Text != "还没写完" || !strings.Contains(screenText(win), "What became of it") {
		t.Errorf("%q, %s", p.notes.Text, screenText(win))
	}
}

// While nobody looks the tray says what is open, and once a day that somebody should
// have been told; it leads to where that is.
func TestTheTrayRemindsOfCases(t *testing.T) {
	desktop := &stagedDesk{tray: true}
	now := wallClock
	cases := &keptCases{}
	if _, err := cases.SaveCase(t.Context(), checks.Case{Sale: checks.Sale{At: now.Add(-time.Hour)}, Follow: checks.FollowUp{Status: checks.CaseOpen}}); err != nil {
		t.Fatal(err)
	}
	u, app, watch, _, _ := inTray(t, desktop, nil)
	u.deps.Cases, u.deps.Now = cases, func() time.Time { return now }
	u.deps.Settings.(*fakeSettings).set.Warn.Desktop = true
	u.log = newCaseLog(u)
	u.hidden = true
	look := func() {
		t.Helper()
		told := u.log.question
		u.log.ask()
		waitFor(t, watch, func() bool { return u.log.told > 0 && u.log.question > told && !u.log.asked.IsZero() })
		waitFor(t, watch, func() bool { return strings.Contains(app.lines(), "退款:1") })
	}
	look()
	if !strings.Contains(app.lines(), "退款:1 笔没办完") || strings.Contains(desktop.saw(), "notify") {
		t.Errorf("after an hour: %s", app.lines())
	}
	for day := range 2 {
		now = now.Add(24 * time.Hour)
		look()
		waitFor(t, watch, func() bool { return strings.Contains(app.lines(), "还没告诉原因") })
		var said string
		waitFor(t, watch, func() bool {
			said += desktop.saw()
			return strings.Contains(said, "notify 退款:1 位客人等了一天多")
		})
		look()
		watch.queue.pump()
		if again := desktop.saw(); strings.Contains(again, "notify") {
			t.Errorf("day %d: told twice: %s", day, again)
		}
	}
	app.press(t, "退款:1 位客人等了一天多,还没告诉原因")
	if u.hidden || u.open != refundScreen {
		t.Errorf("it leads to %s", u.open)
	}
}
