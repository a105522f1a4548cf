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

// terminalOpen opens a device's record.
func terminalOpen(t *testing.T, u *UI, watch *fakeWatch, id string) *terminal {
	t.Helper()
	u.editTerminal(id)
	waitFor(t, watch, func() bool { s, ok := u.now.(*terminal); return ok && s.form != nil })
	s, _ := u.now.(*terminal)
	return s
}

func TestADeviceIsRecorded(t *testing.T) {
	records := newVisitRecords()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := terminalOpen(t, u, watch, "")
	test.Tap(button(t, win, "扫码盒"))
	win.Canvas().Focus(s.lines["brand"].input)
	scan(t, win, "意锐") // Enter moves on to the next line
	scan(t, win, "S300")
	win.Canvas().Focus(s.lines["serial"].input)
	scan(t, win, " SB20240117 ")
	s.lines["bought"].input.SetText("2025年3月1日")
	test.Tap(button(t, win, "店里的网线或 WiFi"))
	s.lines["ip"].input.SetText("192.168.1.50")
	s.lines["port"].input.SetText("9100")
	s.lines["version"].input.SetText("3.2")
	s.lines["by"].input.SetText("老王")
	if !strings.Contains(screenText(win), "改动还没保存") {
		t.Errorf("it does not say that nothing is saved: %s", screenText(win))
	}
	test.Tap(button(t, win, "保存"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "已保存") })
	got := records.terminal("new0")
	want := checks.Terminal{
		ID: "new0", Brand: "意锐", Model: "S300", Kind: checks.ScanBox, Serial: "SB20240117", Bought: "2025-03-01",
		Line: checks.OnThisNetwork, IP: "192.168.1.50", Port: 9100, Revision: 1,
		Version: checks.VersionReading{Version: "3.2", By: "老王", From: checks.FromPerson, At: got.Version.At},
	}
	if changed := changedFields(assets.Speak("zh-CN"), want, got); changed != "" || got.Revision != 1 || got.Version.At.IsZero() {
		t.Errorf("recorded: %+v; differs in %s", got, changed)
	}
	if u.editing != "new0" {
		t.Errorf("saved, %q is open", u.editing)
	}
	s = u.now.(*terminal)
	s.lines["name"].input.SetText("右边那台")
	test.Tap(button(t, win, "保存"))
	waitFor(t, watch, func() bool { return records.terminal("new0").Name == "右边那台" })
	if len(records.terminals) != 1 {
		t.Errorf("%d devices are recorded", len(records.terminals))
	}
}

func TestWhatCannotBeRecordedIsSaidBesideTheField(t *testing.T) {
	cases := []struct{ field, typed, says string }{
		{"serial", strings.Repeat("9", 10_000), "太长了:有 10000 个字,最多 100 个"},
		{"serial", "SN\x1b\x02", "打不出来的字符"},
		{"ip", "192.168.1", "要写成 192.168.1.50"},
		{"ip", "203.0.113.9", "不是店里网络上的地址"},
		{"port", "70000", "1 到 65535"},
		{"port", "-1", "1 到 65535"},
		{"bought", "去年", "要写成 2025-03-01"},
		{"bought", "2025-02-30", "要写成 2025-03-01"},
		{"version", strings.Repeat("1.", 60), "太长了"},
	}
	for _, c := range cases {
		records := onRecord()
		records.terminals[0].Line = checks.OnThisNetwork
		u, win, watch := recordsWindow(t, "zh-CN", "light", records)
		s := terminalOpen(t, u, watch, "front")
		s.lines[c.field].input.SetText(c.typed)
		if got := s.lines[c.field].problem; got.Hidden || !strings.Contains(got.text, c.says) {
			t.Errorf("%s %.20q: it says %q", c.field, c.typed, got.text)
		}
		test.Tap(button(t, win, "保存"))
		watch.queue.pump()
		if records.saves > 0 || !strings.Contains(screenText(win), "有一项填得不对") {
			t.Errorf("%s %.20q: saved %d times; %s", c.field, c.typed, records.saves, s.said.text)
		}
		if got := s.lines[c.field].input.Text; got != c.typed {
			t.Errorf("%s: what was typed was taken away", c.field)
		}
		u.Close()
	}
}

// Two windows edit one device: what was typed stays, and goes over what the other
// one saved, or gives way to it.
func TestTwoWindowsEditOneDevice(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	other := func(model string) {
		records.change(func() {
			records.terminals[0].Model = model
			records.terminals[0].Revision++
		})
	}
	s := terminalOpen(t, u, watch, "front")
	s.lines["place"].input.SetText("门口")
	other("N920")
	test.Tap(button(t, win, "保存"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "在另一个窗口里改过") })
	if text := screenText(win); !strings.Contains(text, "那边改了:型号") {
		t.Errorf("it does not say what changed: %s", text)
	}
	if got := u.now.(*terminal).lines["place"].input.Text; got != "门口" {
		t.Errorf("what was typed reads %q", got)
	}
	test.Tap(button(t, win, "把我改的加上去,保存"))
	waitFor(t, watch, func() bool { return records.terminal("front").Place == "门口" })
	if got := records.terminal("front"); got.Model != "N920" {
		t.Errorf("what the other window saved is lost: %q", got.Model)
	}
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "已保存") })
	u.now.(*terminal).lines["place"].input.SetText("后厨")
	other("N930")
	test.Tap(button(t, win, "保存"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "在另一个窗口里改过") })
	test.Tap(button(t, win, "不要我改的,看那边的"))
	s = u.now.(*terminal)
	if s.lines["place"].input.Text != "门口" || s.lines["model"].input.Text != "N930" || s.form.dirty() {
		t.Errorf("theirs reads %q, %q", s.lines["place"].input.Text, s.lines["model"].input.Text)
	}
}

// Looking elsewhere, or turning the lights off, loses nothing that was typed.
func TestWhatIsTypedOutlivesThePage(t *testing.T) {
	u, win, watch := recordsWindow(t, "zh-CN", "light", onRecord())
	s := terminalOpen(t, u, watch, "front")
	s.lines["place"].input.SetText("门口")
	u.Show("now")
	u.editTerminal("box")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "意锐") })
	u.editTerminal("front")
	if got := u.now.(*terminal).lines["place"].input.Text; got != "门口" {
		t.Errorf("it reads %q", got)
	}
	u.rebuild()
	if got := u.now.(*terminal).lines["place"].input.Text; got != "门口" {
		t.Errorf("after the lights went off it reads %q", got)
	}
	visitKey(win, fyne.KeyEscape)
	if !strings.Contains(screenText(win), "改动还没保存。") || u.open != "terminal" {
		t.Errorf("Esc leaves without asking: %s", screenText(win))
	}
	visitKey(win, fyne.KeyEscape)
	if strings.Contains(screenText(win), "改动还没保存。") || !strings.Contains(screenText(win), "不再使用") {
		t.Errorf("Esc does not give the question up: %s", screenText(win))
	}
}

func TestADeviceGoesOutOfUseAndBack(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	terminalOpen(t, u, watch, "box")
	test.Tap(button(t, win, "不再使用"))
	if !strings.Contains(screenText(win), "记录会留着") {
		t.Errorf("it is not asked: %s", screenText(win))
	}
	for _, o := range test.LaidOutObjects(win.Content()) {
		if b, ok := o.(*press); ok && b.kind == danger && b.Visible() {
			test.Tap(b)
			break
		}
	}
	waitFor(t, watch, func() bool { return !records.terminal("box").Retired.IsZero() })
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "起不再使用") })
	test.Tap(button(t, win, "重新使用"))
	waitFor(t, watch, func() bool { return records.terminal("box").Retired.IsZero() })
}

func TestADeviceThatDiffersSaysWhatToDo(t *testing.T) {
	records := onRecord()
	records.terminals[0].Seen = checks.TerminalSeen{At: wallClock.AddDate(0, 0, -3), Serial: "00005702280117630000"}
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	terminalOpen(t, u, watch, "front")
	for _, part := range []string{"这台和登记的不一样", "00005702280117630000", "先别用这台收款", "打收款公司的电话核实"} {
		if !strings.Contains(screenText(win), part) {
			t.Errorf("it lacks %q: %s", part, screenText(win))
		}
	}
	test.Tap(button(t, win, "确实换了新机"))
	test.Tap(button(t, win, "保存"))
	waitFor(t, watch, func() bool {
		got := records.terminal("front")
		return got.Serial == "00005702280117630000" && got.Seen == checks.TerminalSeen{}
	})
}

func TestAVersionIsReadNow(t *testing.T) {
	records := onRecord()
	records.unread = errors.New("没找到“pos.exe”")
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	terminalOpen(t, u, watch, "till")
	test.Tap(button(t, win, "现在读一次"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "没找到“pos.exe”") })
	records.unread, records.found = nil, checks.VersionReading{Version: "8.1.2", At: wallClock, From: checks.FromProgram}
	test.Tap(button(t, win, "现在读一次"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "读到 8.1.2") })
	test.Tap(button(t, win, "保存"))
	waitFor(t, watch, func() bool { return records.terminal("till").Version.Version == "8.1.2" })
}

// A payment terminal is never read through adb, and nobody is asked to open one.
func TestADBIsForCashRegistersAlone(t *testing.T) {
	for _, kind := range checks.TerminalKinds {
		offered := false
		for _, way := range versionWays(kind) {
			offered = offered || way == checks.FromADB
		}
		if offered != (kind == checks.CashierProgram) {
			t.Errorf("%s: adb offered %v", kind, offered)
		}
		if versionWays(kind)[0] == checks.FromADB {
			t.Errorf("%s begins with adb", kind)
		}
	}
	u, win, watch := recordsWindow(t, "zh-CN", "light", onRecord())
	terminalOpen(t, u, watch, "till")
	choose(t, win, "问安卓收银机(adb)")
	if !strings.Contains(screenText(win), "不要为了它去打开机器的 USB 调试") {
		t.Errorf("it warns of nothing: %s", screenText(win))
	}
	test.Tap(button(t, win, "智能 POS"))
	test.Tap(button(t, win, "保存"))
	if !strings.Contains(screenText(win), "这种设备不能这样读") {
		t.Errorf("a payment terminal through adb: %s", screenText(win))
	}
}

func TestATerminalWithItsOwnSIMIsNeverCalledFine(t *testing.T) {
	u, win, watch := recordsWindow(t, "zh-CN", "light", onRecord())
	terminalOpen(t, u, watch, "front")
	if !strings.Contains(screenText(win), "本电脑测不到") {
		t.Errorf("it says: %s", screenText(win))
	}
}

func TestARecordThatCannotBeReadOrWrittenIsSaid(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	u.editTerminal("nowhere")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "这台设备的记录已经不在了") })
	s := terminalOpen(t, u, watch, "front")
	records.change(func() { records.fail = errors.New("disk full") })
	s.lines["place"].input.SetText("门口")
	test.Tap(button(t, win, "保存"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "没有成功:disk full") })
	if u.now.(*terminal).lines["place"].input.Text != "门口" {
		t.Error("what was typed is gone")
	}
}

func TestDatesAreReadAsPeopleWriteThem(t *testing.T) {
	for typed, want := range map[string]string{
		"2025-03-01": "2025-03-01", "2025/3/1": "2025-03-01", "2025.3.1": "2025-03-01", "2025年3月1日": "2025-03-01", "20250301": "2025-03-01",
		" 2025 年 3 月 1 日 ": "2025-03-01", "2025-3-1": "2025-03-01", "": "",
	} {
		if got, ok := readDate(typed); !ok || got != want {
			t.Errorf("%q is read as %q, %v", typed, got, ok)
		}
	}
	for _, typed := range []string{"昨天", "2025-13-01", "2025-02-30", "25-3-1", "3月1日"} {
		if got, ok := readDate(typed); ok {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
}

func TestPastedPaths(t *testing.T) {
	for text, want := range map[string]string{
		"/home/a/照片.jpg": "/home/a/照片.jpg",
		"file:///home/a/%E7%85%A7.jpg\r\nfile:///home/a/2.jpg": "/home/a/照.jpg|/home/a/2.jpg",
		`"C:\Users\a\1.jpg"`:       `C:\Users\a\1.jpg`,
		"file:///C:/Users/a/1.jpg": "C:/Users/a/1.jpg",
		`\\nas\photos\1.jpg`:       `\\nas\photos\1.jpg`,
		"x-special/nautilus-clipboard\ncopy\nfile:///home/a/1.jpg": "/home/a/1.jpg",
		"就是一句话":                            "",
		"https://example.com/1.jpg":        "",
		"1.jpg":                            "",
		"":                                 "",
		strings.Repeat("/a\n", mostPasted): "",
	} {
		if got := strings.Join(pathsIn(text), "|"); got != want {
			t.Errorf("%.40q gives %q", text, got)
		}
	}
}

// What another window saved and what was changed here are both kept.
func TestMerging(t *testing.T) {
	f := newTerminalForm(shopTerminals()[0])
	if err := f.put("place", "门口", wallClock); err != nil {
		t.Fatal(err)
	}
	theirs := shopTerminals()[0]
	theirs.Model, theirs.Place, theirs.Revision = "N920", "二楼", 7
	f.merge(theirs)
	if f.draft.Model != "N920" || f.draft.Place != "门口" || f.draft.Revision != 7 || !f.dirty() {
		t.Errorf("merged: %+v", f.draft)
	}
}

// A version that is typed back to what it was is as old as it was.
func TestAVersionTypedIsDated(t *testing.T) {
	f := newTerminalForm(shopTerminals()[0])
	later := wallClock.Add(time.Hour)
	if err := f.put("version", "2.1.10", later); err != nil || !f.draft.Version.At.Equal(later) || f.draft.Version.From != checks.FromPerson {
		t.Errorf("%v: %+v", err, f.draft.Version)
	}
	if err := f.put("version", "2.1.9", later); err != nil || f.draft.Version != f.saved.Version {
		t.Errorf("%v: %+v", err, f.draft.Version)
	}
}

// What was saved stands among the devices when one goes back to them.
func TestASavedDeviceStandsAmongTheOthers(t *testing.T) {
	u, win, watch := recordsWindow(t, "zh-CN", "light", newVisitRecords())
	u.Show(careScreen)
	watch.queue.waitIdle(t)
	s := terminalOpen(t, u, watch, "")
	s.lines["name"].input.SetText("前台 1 号")
	test.Tap(button(t, win, "保存"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "已保存") })
	visitKey(win, fyne.KeyEscape)
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "前台 1 号") && u.open == careScreen })
}
