package ui

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/assets"
	"countercheck/checks"
)

// One press records an item, and a wrong press is taken back by a second record.
func TestAnItemIsTickedAndAWrongPressTakenBack(t *testing.T) {
	records := aShop()
	u, win, watch := careWindow(t, "zh-CN", "light", small, records)
	c := openCare(t, u)
	before := len(records.care.Records)
	records.wait = make(chan struct{})
	done, _ := c.buttons["do.wipe_scanner"].(*press)
	test.Tap(done)
	test.Tap(done) // a second press while the first is on its way
	close(records.wait)
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "10:02 做好了,下次11月30日") })
	if r := records.last(); records.looked != 1 || r.Task != "wipe_scanner" || r.State != checks.CareDone || r.Text != "擦一擦扫码窗和屏幕" || r.Every != checks.EveryWeek || !r.At.Equal(wallClock) {
		t.Errorf("recorded %d times: %+v", records.looked, r)
	}
	if u.rail["care"].count != 1 {
		t.Errorf("the badge says %d", u.rail["care"].count)
	}
	test.Tap(c.buttons["do.wipe_scanner"].(*press))
	waitFor(t, watch, func() bool { return u.rail["care"].count == 2 })
	if !strings.Contains(screenText(win), "过了 2 天,有空做一下") {
		t.Errorf("after it was taken back: %s", screenText(win))
	}
	if got := len(records.care.Records); got != before+2 {
		t.Errorf("%d records; a record is never taken away", got-before)
	}
}

// What is due stays in its place when another item is done.
func TestTodaysItemsKeepTheirPlaces(t *testing.T) {
	records := aShop()
	u, _, watch := careWindow(t, "zh-CN", "light", small, records)
	ids := func() (all []string) {
		for _, i := range u.upkeep.today() {
			all = append(all, i.Task.ID)
		}
		return all
	}
	before := slices.Clone(ids())
	if len(before) != 2 {
		t.Fatalf("today are %v", before)
	}
	item, _ := u.upkeep.item(before[0])
	u.upkeep.tick(item, checks.CareDone, func(error) {})
	waitFor(t, watch, func() bool { i, _ := u.upkeep.item(before[0]); return i.State == checks.CareComing })
	if after := ids(); !slices.Equal(before, after) {
		t.Errorf("%v became %v", before, after)
	}
}

// What is not as it should be needs a note and what follows, and a day; it comes
// back on its day.
func TestAFailedItemNeedsANote(t *testing.T) {
	records := aShop()
	u, win, watch := careWindow(t, "zh-CN", "light", small, records)
	c := openCare(t, u)
	test.Tap(c.buttons["bad.wipe_scanner"].(*press))
	if win.Canvas().Focused() != c.buttons["note"] {
		t.Error("the note is not where one types")
	}
	test.Tap(button(t, win, "记下"))
	if records.looked != 0 || !strings.Contains(screenText(win), "写一句看到了什么") {
		t.Errorf("without a note %d were recorded: %s", records.looked, screenText(win))
	}
	test.Type(c.buttons["note"].(*notes), "裂了一道")
	test.Tap(button(t, win, "换一个"))
	until, _ := c.buttons["until"].(*input)
	until.SetText("昨天")
	test.Tap(button(t, win, "记下"))
	if records.looked != 0 || !strings.Contains(screenText(win), "2026-12-31") {
		t.Errorf("with a day that is none: %s", screenText(win))
	}
	if c.buttons["note"].(*notes).Text != "裂了一道" {
		t.Errorf("the note became %q", c.buttons["note"].(*notes).Text)
	}
	c.buttons["until"].(*input).SetText("2026-11-22")
	test.Tap(button(t, win, "记下"))
	if records.looked != 0 || !strings.Contains(screenText(win), "已经过了") {
		t.Errorf("with a day that is past: %s", screenText(win))
	}
	test.Tap(button(t, win, "3 天内"))
	c.buttons["by"].(*input).SetText("小王")
	c.buttons["by"].(*input).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // Enter does the primary thing
	waitFor(t, watch, func() bool {
		return records.last().State == checks.CareFailed && u.upkeep.stay.looks["wipe_scanner"] == nil
	})
	want := checks.CareRecord{Task: "wipe_scanner", State: checks.CareFailed, Note: "裂了一道", Repair: checks.ToReplace, Until: "2026-11-26", By: "小王"}
	got := records.last()
	if got.Note != want.Note || got.Repair != want.Repair || got.Until != want.Until || got.By != want.By {
		t.Errorf("recorded: %+v", got)
	}
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "要换,最晚11月26日") })
}

// What could not be written is said, and what was typed stays, also over another
// screen.
func TestNothingTypedIsLost(t *testing.T) {
	for name, fail := range map[string]error{"别的窗口": checks.ErrChanged, "磁盘满了": errors.New("磁盘满了"), "不在了": checks.ErrGone} {
		t.Run(name, func(t *testing.T) {
			records := aShop()
			u, win, watch := careWindow(t, "zh-CN", "light", small, records)
			c := openCare(t, u)
			c.openTask("wipe_scanner", true)
			test.Type(c.buttons["note"].(*notes), "裂了一道")
			records.change(func() { records.fail = fail })
			test.Tap(button(t, win, "记下"))
			waitFor(t, watch, func() bool { return strings.Contains(screenText(win), name) })
			u.Show("now")
			c = openCare(t, u)
			if n, ok := c.buttons["note"].(*notes); !ok || n.Text != "裂了一道" {
				t.Errorf("what was typed is gone: %s", screenText(win))
			}
			records.change(func() { records.fail = nil })
			test.Tap(button(t, win, "记下"))
			waitFor(t, watch, func() bool { return records.last().Note == "裂了一道" })
		})
	}
}

// A failed tick on the first screen is told there, and can be pressed again.
func TestTheFirstScreenTellsAFailedTick(t *testing.T) {
	records := aShop()
	u, win, watch := careWindow(t, "zh-CN", "light", small, records)
	n, _ := u.now.(*now)
	high := n.care.all.Size()
	records.change(func() { records.fail = errors.New("磁盘满了") })
	test.Tap(n.care.ticks["wipe_scanner"])
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "没有成功:磁盘满了") })
	records.change(func() { records.fail = nil })
	test.Tap(n.care.ticks["wipe_scanner"])
	waitFor(t, watch, func() bool {
		return records.last().Task == "wipe_scanner" && !strings.Contains(screenText(win), "没有成功")
	})
	if n.care.all.Size() != high {
		t.Errorf("the card was %v and is %v", high, n.care.all.Size())
	}
}

// The first screen holds all it has on the smallest screen, whatever is due, and
// shows nothing of it twice.
func TestTheFirstScreenWithCareNeedsNoScrolling(t *testing.T) {
	for _, lang := range assets.Languages {
		for level, s := range snapshots() {
			s.Verdict.Also = []checks.Also{{Cause: checks.CareIsOverdue, Facts: map[string]any{"Count": 3}}}
			u, win, watch := careWindowOf(t, test.NewTempApp(t), lang, "light", small, aShop(), func(d *Deps) { d.History = newPastYear() })
			watch.tell(s)
			n, _ := u.now.(*now)
			if high, room := n.parts.Size().Height, n.all.Size().Height; high > room {
				t.Errorf("%s %s: %v high in %v", lang, level, high, room)
			}
			if level == checks.OK && (strings.Contains(screenText(win), assets.Speak(lang).Say("cause.care.overdue.title", map[string]any{"Count": 3})) || n.care.more.text == "") {
				t.Errorf("%s: overdue items are told twice: %s", lang, screenText(win))
			}
		}
	}
}

// A device whose version nobody looked at is hinted at, and the hint leads to it.
func TestAnUnlookedVersionIsHintedAt(t *testing.T) {
	records := aShop()
	records.terminals = records.terminals[:2]
	u, win, _ := careWindow(t, "zh-CN", "light", small, records)
	test.Tap(button(t, win, "意锐 S300 的版本 41 天没看 ›"))
	if u.open != "terminal" || u.editing != "box" {
		t.Errorf("it leads to %s, %q", u.open, u.editing)
	}
	if !u.rail["care"].chosen {
		t.Error("the rail does not say that this belongs to 保养")
	}
}

func TestEachTabAndPageIsReachedByKeyboardAndLargeEnough(t *testing.T) {
	for _, open := range []func(*care){
		func(*care) {},
		func(c *care) { c.open(func(s *carePlace) { s.tab = tabCalendar }) },
		func(c *care) { c.open(func(s *carePlace) { s.tab = tabTasks }) },
		func(c *care) { c.open(func(s *carePlace) { s.tab = tabVisits }) },
		func(c *care) { c.openTask("wipe_scanner", true) },
		func(c *care) { c.openTask("paper", false) },
		func(c *care) { c.openRule("front") },
		func(c *care) { c.open(func(s *carePlace) { s.adding = true }) },
	} {
		for _, lang := range assets.Languages {
			u, win, _ := careWindow(t, lang, "light", small, aShop())
			c := openCare(t, u)
			open(c)
			for _, o := range test.LaidOutObjects(win.Content()) {
				b, ok := o.(*press)
				if ok && b.Visible() && (b.Size().Height < touch || b.Size().Width < touch) {
					t.Errorf("%s: %q is %v", lang, b.text, b.Size())
				}
				if p := fyne.CurrentApp().Driver().AbsolutePositionForObject(o); ok && b.Visible() && p.X+b.Size().Width > small.Width {
					t.Errorf("%s: %q reaches beyond the window", lang, b.text)
				}
			}
			reached := map[fyne.Focusable]bool{}
			for range 60 {
				win.Canvas().FocusNext()
				reached[win.Canvas().Focused()] = true
			}
			for key, f := range c.buttons {
				if !reached[f] {
					t.Errorf("%s: Tab never comes to %s", lang, key)
				}
			}
		}
	}
}

// Esc leads from an item back to the list, and from there to the first screen.
func TestEscLeadsBackInCare(t *testing.T) {
	u, _, _ := careWindow(t, "zh-CN", "light", small, aShop())
	c := openCare(t, u)
	c.open(func(s *carePlace) { s.tab = tabTasks })
	c.openTask("wipe_scanner", true)
	c.buttons["note"].(*notes).TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if u.open != "care" || c.k.stay.task != "" || c.k.stay.tab != tabTasks {
		t.Errorf("Esc in a note leads to %s, %+v", u.open, c.k.stay)
	}
	c.buttons["list"].(*taskLines).TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if u.open != firstScreen {
		t.Errorf("Esc in the list leads to %s", u.open)
	}
}

// The list opens an item with the keyboard, and shows whose items are chosen.
func TestTheListOfItems(t *testing.T) {
	u, win, _ := careWindow(t, "zh-CN", "light", small, aShop())
	c := openCare(t, u)
	test.Tap(button(t, win, "全部项目"))
	test.Tap(button(t, win, "技术员做的"))
	if text := screenText(win); strings.Contains(text, "擦一擦扫码窗和屏幕") || !strings.Contains(text, taskText(zh, checks.Task{ID: "seals"})) || !strings.Contains(text, "2 项") {
		t.Errorf("the technician's items: %s", text)
	}
	list, _ := c.buttons["list"].(*taskLines)
	win.Canvas().Focus(list)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if c.k.stay.task != "power_cables" {
		t.Errorf("Enter opens %q", c.k.stay.task)
	}
}

// The shop changes an interval, switches an item off, does not do it any more, adds
// one of its own; what was recorded stays.
func TestTheShopChangesItsItems(t *testing.T) {
	records := aShop()
	u, win, watch := careWindow(t, "zh-CN", "light", fyne.NewSize(1366, 1200), records)
	c := openCare(t, u)
	c.openTask("wipe_scanner", false)
	past := len(records.care.Records)
	test.Tap(button(t, win, "每月"))
	waitFor(t, watch, func() bool { i, _ := u.upkeep.item("wipe_scanner"); return i.Task.Every == checks.EveryMonth })
	c.buttons["on"].(*toggle).flip()
	waitFor(t, watch, func() bool {
		i, _ := u.upkeep.item("wipe_scanner")
		return i.Task.Off && i.Task.Every == checks.EveryMonth
	})
	test.Tap(button(t, win, "不再做"))
	waitFor(t, watch, func() bool { i, _ := u.upkeep.item("wipe_scanner"); return i.Task.Retired })
	test.Tap(button(t, win, "恢复"))
	waitFor(t, watch, func() bool { i, _ := u.upkeep.item("wipe_scanner"); return !i.Task.Retired && i.Task.Off })
	if len(records.care.Records) != past || records.care.Records[0].Every != checks.EveryWeek {
		t.Error("what was recorded has changed")
	}

	c.open(func(s *carePlace) { s.task, s.tab, s.adding = "", tabTasks, true })
	test.Tap(button(t, win, "加上"))
	if !strings.Contains(screenText(win), "写一句要做什么") {
		t.Errorf("an item without words: %s", screenText(win))
	}
	c.buttons["text"].(*input).SetText("看看灭火器")
	test.Tap(button(t, win, "每季度"))
	test.Tap(button(t, win, "技术员做"))
	if c.buttons["text"].(*input).Text != "看看灭火器" {
		t.Error("choosing forgets what was typed")
	}
	test.Tap(button(t, win, "加上"))
	waitFor(t, watch, func() bool {
		i := slices.IndexFunc(u.upkeep.records.Care.Tasks, func(t checks.Task) bool { return t.Text == "看看灭火器" })
		return i >= 0 && u.upkeep.records.Care.Tasks[i].Every == checks.EveryQuarter && u.upkeep.records.Care.Tasks[i].Who == checks.Technician
	})
	if c.k.stay.adding {
		t.Error("the form stays open")
	}
}

// Newer records do not take away what is being typed.
func TestReadingAnewDoesNotDisturbTyping(t *testing.T) {
	records := aShop()
	u, win, watch := careWindow(t, "zh-CN", "light", small, records)
	c := openCare(t, u)
	c.openTask("wipe_scanner", true)
	note, _ := c.buttons["note"].(*notes)
	test.Type(note, "裂了")
	told := u.upkeep.told
	records.change(func() {
		records.care.Records = append(records.care.Records, careRecord(99, "paper", 0, checks.EveryMonth, checks.CareDone))
	})
	u.upkeep.ask()
	waitFor(t, watch, func() bool { return u.upkeep.told > told })
	if win.Canvas().Focused() != fyne.Focusable(note) || c.buttons["note"] != fyne.Focusable(note) {
		t.Error("the line was taken away from under the fingers")
	}
	if u.rail["care"].count != 1 {
		t.Errorf("the badge says %d", u.rail["care"].count)
	}
}

// The newest version of a sort of device is recorded, dated; one that cannot be
// told apart is not asked for.
func TestTheNewestVersionIsRecorded(t *testing.T) {
	records := aShop()
	records.rules = nil
	u, win, watch := careWindow(t, "zh-CN", "light", small, records)
	c := openCare(t, u)
	c.openRule("front")
	test.Tap(button(t, win, "记下"))
	if !strings.Contains(screenText(win), "至少写一样") {
		t.Errorf("an empty form: %s", screenText(win))
	}
	c.buttons["newest"].(*input).SetText("V2.2.0")
	c.buttons["blocked"].(*input).SetText("2.1.9，2.0.1、 1.9")
	c.buttons["ends"].(*input).SetText("2027年3月1日")
	c.buttons["by"].(*input).SetText("李师傅")
	c.buttons["by"].(*input).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	waitFor(t, watch, func() bool { return len(u.upkeep.records.Rules) == 1 })
	r := u.upkeep.records.Rules[0]
	if r.Brand != "新大陆" || r.Model != "N910" || r.Newest != "V2.2.0" || !slices.Equal(r.Blocked, []string{"2.1.9", "2.0.1", "1.9"}) ||
		r.Ends != "2027-03-01" || r.By != "李师傅" || !r.At.Equal(wallClock) || r.Listed {
		t.Errorf("recorded: %+v", r)
	}
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "停用的版本,先别用") })

	c.openRule("front")
	test.Tap(button(t, win, "删掉这条记录"))
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if c.k.stay.rule != "front" || !button(t, win, "记下").Visible() || len(records.rules) != 1 {
		t.Error("Esc does not take the question back")
	}
	test.Tap(button(t, win, "删掉这条记录"))
	for _, o := range test.LaidOutObjects(win.Content()) {
		if b, ok := o.(*press); ok && b.kind == danger { // the question's own
			test.Tap(b)
		}
	}
	waitFor(t, watch, func() bool { return len(u.upkeep.records.Rules) == 0 })

	records.change(func() { records.terminals[1].Brand, records.terminals[1].Model = "", "" })
	u.upkeep.ask()
	waitFor(t, watch, func() bool { b, _ := u.upkeep.terminal("box"); return b.Brand == "" })
	c.openRule("box")
	if _, typed := c.buttons["newest"]; typed || !strings.Contains(screenText(win), "先填好") {
		t.Errorf("a device of which nothing is known: %s", screenText(win))
	}
}

func TestDevicesLeadToTheirRecordAndToAVisit(t *testing.T) {
	records := aShop()
	u, win, _ := careWindow(t, "zh-CN", "light", fyne.NewSize(1366, 1000), records)
	c := openCare(t, u)
	test.Tap(c.buttons["device.box"].(*tile))
	if u.open != "terminal" || u.editing != "box" {
		t.Errorf("the card leads to %s %q", u.open, u.editing)
	}
	c = openCare(t, u)
	c.buttons["add"].(*tile).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if u.open != "terminal" || u.editing != "" {
		t.Errorf("adding leads to %s %q", u.open, u.editing)
	}
	c = openCare(t, u)
	if strings.Contains(screenText(win), "旧机器") {
		t.Error("a retired device stands among the others")
	}
	test.Tap(c.buttons["retired"].(*press))
	if !strings.Contains(screenText(win), "旧机器") {
		t.Errorf("retired devices on demand: %s", screenText(win))
	}
	test.Tap(c.buttons["visit.front"].(*press))
	if u.open != "visit" {
		t.Errorf("the visit leads to %s", u.open)
	}
}

// Whoever comes back from a device's record sees what was written there.
func TestWhatWasWrittenElsewhereIsSeenAtOnce(t *testing.T) {
	records := aShop()
	u, win, watch := careWindow(t, "zh-CN", "light", small, records)
	openCare(t, u)
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "该升级") })
	u.editTerminal("front")
	records.change(func() { records.terminals[0].Version.Version = "2.1.10" })
	openCare(t, u)
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "|最新|") })
}

// A device that stops answering is seen while one looks.
func TestADeviceThatStopsAnsweringIsSeen(t *testing.T) {
	u, win, watch := careWindow(t, "zh-CN", "light", small, aShop())
	openCare(t, u)
	for _, c := range []struct {
		level checks.Level
		text  string
	}{{checks.OK, "连着店里的网"}, {checks.Fail, "在店里的网上没有回应"}} {
		s := snapshots()[checks.OK]
		s.Round.Results = []checks.Result{{Finding: checks.Finding{Level: c.level, Facts: checks.TerminalFacts{Terminal: "box", Answers: c.level == checks.OK}}}}
		watch.tell(s)
		if !strings.Contains(screenText(win), c.text) {
			t.Errorf("it lacks %q: %s", c.text, screenText(win))
		}
	}
}

// savedTo is a person who chooses one file.
type savedTo struct {
	path string
	name string
}

func (f *savedTo) pickSave(name string, then func(string, error)) { f.name = name; then(f.path, nil) }
func (f *savedTo) pickOpen(_ []string, then func(string, error))  { then(f.path, nil) }

func TestAVisitIsReportedExportedAndImported(t *testing.T) {
	records := aShop()
	records.came = checks.Imported{Shop: "王记面馆", Terminals: 2, Visits: 1}
	u, win, watch := careWindow(t, "zh-CN", "light", small, records)
	c := openCare(t, u)
	test.Tap(button(t, win, "巡检记录"))
	files := &savedTo{path: filepath.Join("文档", "报告")}
	c.files = files
	saw := func(what string) bool {
		records.mu.Lock()
		defer records.mu.Unlock()
		return slices.Contains(records.written, what)
	}
	test.Tap(button(t, win, "PDF 报告"))
	waitFor(t, watch, func() bool { return saw("report last " + files.path + ".pdf") })
	if files.name != "巡检报告-2026-08-23.pdf" {
		t.Errorf("the file is offered as %q", files.name)
	}
	test.Tap(button(t, win, "网页报告"))
	waitFor(t, watch, func() bool { return saw("report last " + files.path + ".html") })
	test.Tap(button(t, win, "导出"))
	waitFor(t, watch, func() bool { return saw("export last " + files.path + ".zip") })
	test.Tap(button(t, win, "导出给技术员"))
	waitFor(t, watch, func() bool { return saw("export  " + files.path + ".zip") })
	test.Tap(button(t, win, "导入巡检"))
	waitFor(t, watch, func() bool {
		return strings.Contains(screenText(win), "已导入 王记面馆:1 次巡检,2 台设备")
	})
	records.change(func() { records.fail = errors.New("不是这个程序导出的文件") })
	test.Tap(button(t, win, "导入巡检"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "没有导入,什么都没有改") })
}

// The arrow keys go through the calendar, and say what was done and missed.
func TestTheCalendarIsWalkedThrough(t *testing.T) {
	u, win, _ := careWindow(t, "zh-CN", "light", small, aShop())
	c := openCare(t, u)
	test.Tap(button(t, win, "日历"))
	cal, _ := c.buttons["calendar"].(*calendar)
	win.Canvas().Focus(cal)
	for range 9 {
		cal.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	}
	// The lines are broken where the card is narrow.
	if text := strings.ReplaceAll(screenText(win), "|", ""); !strings.Contains(text, "11月14日") || !strings.Contains(text, "10:02 擦一擦扫码窗和屏幕 · 做好了") {
		t.Errorf("nine days ago: %s", text)
	}
	cal.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	cal.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if day, _ := cal.chosen(); !day.Day.Equal(daysAgo(15).Add(-10*time.Hour - 2*time.Minute)) {
		t.Errorf("the day chosen is %v", day.Day)
	}
	for range 30 {
		cal.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	}
	if _, there := cal.chosen(); !there {
		t.Error("one walks out of the calendar")
	}
	cal.Tapped(&fyne.PointEvent{Position: cal.at(13, 0).AddXY(20, 20)})
	if day, _ := cal.chosen(); !sameDay(day.Day, wallClock) {
		t.Errorf("a tap on today chooses %v", day.Day)
	}
}

// Without records there is no such place; what cannot be read is said, and asked
// for again.
func TestCareWithoutRecords(t *testing.T) {
	u, win, _, _ := window(t, "zh-CN", "light", small, snapshots()[checks.OK])
	if u.rail["care"] != nil {
		t.Error("the rail offers 保养 though nothing is recorded")
	}
	u.Show("care")
	if !strings.Contains(screenText(win), "记录打不开") {
		t.Errorf("opened all the same: %s", screenText(win))
	}

	records := aShop()
	records.broken = errors.New("database is locked")
	u, win, watch := careWindow(t, "zh-CN", "light", small, records)
	if !strings.Contains(screenText(win), "database is locked") {
		t.Errorf("the first screen hides that nothing can be read: %s", screenText(win))
	}
	openCare(t, u)
	records.change(func() { records.broken = nil })
	test.Tap(button(t, win, "再读一次"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "今天 2 件") })
	// What was known stays where it cannot be read again.
	records.change(func() { records.broken = errors.New("disk error") })
	u.upkeep.ask()
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "disk error") })
	if !strings.Contains(screenText(win), "擦一擦扫码窗和屏幕") {
		t.Errorf("what was known is gone: %s", screenText(win))
	}
}

// Past its date: a dot in the tray and a line in its menu that leads there.
func TestTheTrayHasADotWhereUpkeepIsOverdue(t *testing.T) {
	app := &trayApp{App: test.NewTempApp(t)}
	records := aShop()
	u, _, watch := careWindowOf(t, app, "zh-CN", "light", small, records, func(d *Deps) { d.Desktop = &stagedDesk{tray: true} })
	waitFor(t, watch, func() bool {
		return app.menu != nil && strings.Contains(app.lines(), "保养:1 项过了很久,请尽快做")
	})
	name := func() string { return app.icons[len(app.icons)-1].Name() }
	if name() != "tray-ok-due.png" {
		t.Errorf("the icon is %s", name())
	}
	for _, level := range []string{"ok", "warn", "unknown"} {
		if bytes.Equal(assets.TrayIcon(level, true), assets.TrayIcon(level, false)) {
			t.Errorf("%s has no dot", level)
		}
	}
	if !bytes.Equal(assets.TrayIcon("fail", true), assets.TrayIcon("fail", false)) {
		t.Error("a fault has a dot, and there is something more urgent")
	}
	app.press(t, "保养:1 项过了很久,请尽快做")
	if u.open != "care" {
		t.Errorf("the line leads to %s", u.open)
	}
	records.change(func() {
		for _, id := range []string{"wipe_scanner", "paper", "seals"} {
			records.care.Records = append(records.care.Records, careRecord(int64(90), id, 0, checks.EveryWeek, checks.CareDone))
		}
	})
	u.upkeep.ask()
	waitFor(t, watch, func() bool { return name() == "tray-ok.png" })
	if strings.Contains(app.lines(), "保养:") {
		t.Errorf("nothing is overdue: %s", app.lines())
	}
}
