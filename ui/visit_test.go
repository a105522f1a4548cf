package ui

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"countercheck/assets"
	"countercheck/checks"
)

// visitOpen begins a visit of some terminals and waits for its first page.
func visitOpen(t *testing.T, u *UI, watch *fakeWatch, terminals ...string) *visit {
	t.Helper()
	u.startVisit(terminals)
	waitFor(t, watch, func() bool { s, ok := u.now.(*visit); return ok && s.drawn })
	s, _ := u.now.(*visit)
	return s
}

// key presses a key as the window gets it: the focus first.
// A figure's key is followed by the figure, which whoever has the focus by then
// gets to read.
func visitKey(win fyne.Window, name fyne.KeyName) {
	e := &fyne.KeyEvent{Name: name}
	if f := win.Canvas().Focused(); f != nil {
		f.TypedKey(e)
	} else {
		win.Canvas().OnTypedKey()(e)
	}
	if f := win.Canvas().Focused(); f != nil && len(name) == 1 {
		f.TypedRune(rune(name[0]))
	}
	win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: "F13"}) // people leave time between two keys: what is held back is let go
}

// scan types a text and presses Enter, as a scan gun does.
func scan(t *testing.T, win fyne.Window, text string) {
	t.Helper()
	e, ok := win.Canvas().Focused().(*input)
	if !ok {
		t.Fatalf("nothing to scan into has the focus but %T", win.Canvas().Focused())
	}
	test.Type(e, text)
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// saved waits until all that was answered is on record.
func saved(t *testing.T, u *UI, watch *fakeWatch) {
	t.Helper()
	waitFor(t, watch, func() bool { return u.visiting != nil && !u.visiting.saving && !u.visiting.again })
}

func step(s *visit) string {
	_, page := openPage(s.v.visit)
	return string(page.kind)
}

// pickAt stands in for a person who chooses a place for a file.
type pickAt struct{ folder string }

func (p pickAt) pickSave(name string, then func(string, error)) {
	then(filepath.Join(p.folder, name), nil)
}
func (p pickAt) pickOpen([]string, func(string, error)) {}

// One terminal from the first press to the report, by keys and a scan gun alone.
func TestAWholeVisit(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := visitOpen(t, u, watch, "front")
	if text := screenText(win); !strings.Contains(text, "✓ 前台 1 号") || strings.Contains(text, "✓ 意锐") || strings.Contains(text, "旧机器") {
		t.Fatalf("it begins with: %s", text)
	}
	presses := 0
	press := func(name fyne.KeyName) { visitKey(win, name); presses++ }
	press(fyne.KeyReturn) // begin
	if step(s) != "identity" || u.visiting.run == nil {
		t.Fatalf("begun, it is at %s, the network check: %v", step(s), u.visiting.run)
	}
	scan(t, win, "0000 5702 2801 1763 8929")
	if !strings.Contains(screenText(win), "和登记的一样") {
		t.Errorf("the right number: %s", screenText(win))
	}
	press(fyne.KeyReturn)
	for range listed(s.v.visit.Terminals[0]) {
		press(fyne.Key1)
	}
	press(fyne.KeyReturn)
	if step(s) != "version" {
		t.Fatalf("after the items it is at %s", step(s))
	}
	test.Tap(button(t, win, "和记录的一样:2.1.9"))
	presses++
	if text := screenText(win); !strings.Contains(text, "旧了,最新的是 2.1.10") {
		t.Errorf("an outdated version: %s", text)
	}
	for range 4 {
		press(fyne.KeyReturn) // network, repairs, result, confirmation
	}
	if step(s) != "sign" {
		t.Fatalf("it is at %s", step(s))
	}
	press(fyne.KeyReturn)
	press(fyne.KeyPageDown)
	if !s.v.visit.Open() || s.v.ending {
		t.Fatal("a key that is held down has ended the visit")
	}
	test.Tap(button(t, win, "打印后签"))
	test.Tap(button(t, win, "完成巡检"))
	if !strings.Contains(screenText(win), "网络还没测完") || s.v.ending {
		t.Errorf("the network check is given up unasked: %s", screenText(win))
	}
	test.Tap(button(t, win, "完成巡检"))
	presses += 3
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "巡检完成") })
	v := records.visitNow()
	if v.Open() || v.Technician != "李师傅" || v.Shop != "王记面馆" || v.Next != "2027-02-21" || v.Signed.Way != checks.SignedPaper {
		t.Errorf("on record: %+v", v)
	}
	if left := v.Terminals[0].Left(); left > 0 || v.Terminals[0].Version != "2.1.9" || stateOf(v.Terminals[0], "version") != checks.CheckedFaulty {
		t.Errorf("%d items left, version %q", left, v.Terminals[0].Version)
	}
	if presses > 30 {
		t.Errorf("one terminal took %d presses", presses)
	}
	folder := t.TempDir()
	s.files = pickAt{folder}
	for _, word := range []string{"保存 PDF", "保存网页", "导出给店里"} {
		test.Tap(button(t, win, word))
		waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "已保存到") })
	}
	if got := strings.Join(records.written, "|"); !strings.Contains(got, "report "+v.ID+" "+folder) || !strings.Contains(got, ".pdf|") || !strings.Contains(got, ".html|export") {
		t.Errorf("written: %s", got)
	}
}

func TestAnotherDeviceIsSaid(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	test.Type(win.Canvas().Focused().(*input), "0000570228")
	if strings.Contains(screenText(win), "不是登记的那台") {
		t.Error("it is said before the number is typed to its end")
	}
	scan(t, win, "9999")
	text := screenText(win)
	for _, part := range []string{"不是登记的那台:登记的是 00005702280117638929", "先别用这台收款", "打收款公司的电话核实", "别拍到顾客和银行卡"} {
		if !strings.Contains(text, part) {
			t.Errorf("it lacks %q: %s", part, text)
		}
	}
	visitKey(win, fyne.Key1) // a figure is no answer where none is asked for
	saved(t, u, watch)
	if i := records.visitNow().Terminals[0]; !i.Replaced() || stateOf(i, "identity") != checks.CheckedFaulty {
		t.Errorf("on record: %+v", i)
	}
	s.goTo(0)
	s.goTo(1) // scanned again, the number takes the old one's place
	scan(t, win, "00005702280117638929")
	if s.v.visit.Terminals[0].Serial != "00005702280117638929" || !strings.Contains(screenText(win), "和登记的一样") {
		t.Errorf("scanned again: %q", s.v.visit.Terminals[0].Serial)
	}
}

// The program ends in the middle, at any page: the next start goes on there.
func TestAVisitGoesOnAfterARestart(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := visitOpen(t, u, watch, "front", "box")
	test.Tap(button(t, win, "开始巡检"))
	scan(t, win, "00005702280117638929")
	visitKey(win, fyne.KeyReturn)
	visitKey(win, fyne.Key1)
	visitKey(win, fyne.Key2) // the cables are faulty
	n, ok := win.Canvas().Focused().(*notes)
	if !ok {
		t.Fatalf("a fault asks for no note: %T", win.Canvas().Focused())
	}
	test.Type(n, "电源线破皮")
	u.Show("now")
	saved(t, u, watch)
	u.Close()
	_ = s

	u, win, watch = recordsWindow(t, "zh-CN", "light", records)
	s = visitOpen(t, u, watch, "till") // asked for another one: the open one comes first
	text := screenText(win)
	if step(s) != "items" || len(s.v.visit.Terminals) != 2 || !strings.Contains(text, "前台 1 号") {
		t.Fatalf("it goes on at %s: %s", step(s), text)
	}
	if got := s.v.finding(0, "cables"); got.State != checks.CheckedFaulty || got.Note != "电源线破皮" {
		t.Errorf("the note is %+v", got)
	}
	if s.v.finding(0, "seals").State != checks.CheckedFine || s.v.finding(0, "strange").State != checks.NotLooked {
		t.Error("the answers are not as they were given")
	}
}

// Two windows: what was answered here stays until somebody decides.
func TestAnotherWindowWasFaster(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	saved(t, u, watch)
	records.change(func() { records.visits[0].Note = "那边写的"; records.visits[0].Revision++ })
	test.Type(win.Canvas().Focused().(*input), "00005702280117638929")
	visitKey(win, fyne.KeyReturn)
	visitKey(win, fyne.KeyReturn)
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "在另一个窗口里改过") })
	if s.v.visit.Terminals[0].Serial == "" {
		t.Error("what was scanned is gone")
	}
	test.Tap(button(t, win, "用这里填的"))
	saved(t, u, watch)
	if got := records.visitNow(); got.Terminals[0].Serial != "00005702280117638929" {
		t.Errorf("kept, on record stands %q", got.Terminals[0].Serial)
	}
	records.change(func() { records.visits[0].Note = "又写了"; records.visits[0].Revision++ })
	visitKey(win, fyne.Key1)
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "在另一个窗口里改过") })
	test.Tap(button(t, win, "用那边填的"))
	if s.v.visit.Note != "又写了" || s.v.finding(0, "seals").State != checks.NotLooked {
		t.Errorf("theirs is %+v", s.v.visit)
	}
}

func TestAVisitGivenUpElsewhereCanBeKept(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	saved(t, u, watch)
	records.change(func() { records.visits = records.visits[1:] })
	scan(t, win, "00005702280117638929")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "在另一个窗口里放弃了") })
	test.Tap(button(t, win, "用这里填的"))
	saved(t, u, watch)
	if got := records.visitNow(); !got.Open() || got.Terminals[0].Serial == "" {
		t.Errorf("on record: %+v", got)
	}
}

// A disk that takes nothing is told; nothing of the answers is lost.
func TestWhatIsNotSavedIsToldAndStays(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	saved(t, u, watch)
	records.change(func() { records.fail = errors.New("disk full") })
	scan(t, win, "00005702280117638929")
	waitFor(t, watch, func() bool {
		return strings.Contains(screenText(win), "没有保存成功:disk full。填的都还在。")
	})
	records.change(func() { records.fail = nil })
	test.Tap(button(t, win, "再试一次"))
	saved(t, u, watch)
	if got := records.visitNow(); got.Terminals[0].Serial != "00005702280117638929" || strings.Contains(screenText(win), "disk full") {
		t.Errorf("on record %q; %s", got.Terminals[0].Serial, screenText(win))
	}
	_ = s
}

// A scan gun that sticks: it is said beside the field, and the page is not left.
func TestATooLongNumberIsSaid(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	e := win.Canvas().Focused().(*input)
	long := strings.Repeat("0123456789", 1000)
	e.SetText(long)
	if !strings.Contains(screenText(win), "太长了:有 10000 个字,最多 100 个") {
		t.Fatalf("it says: %s", screenText(win))
	}
	test.Tap(button(t, win, "继续 ›"))
	if step(s) != "identity" || !strings.Contains(screenText(win), "有一项填得不对") {
		t.Errorf("it went on to %s", step(s))
	}
	u.Show("now")
	u.Show("visit")
	if got := u.now.(*visit).lines["0.serial"].input.Text; got != long {
		t.Errorf("%d characters are left of what was scanned", len(got))
	}
	e = u.now.(*visit).lines["0.serial"].input
	e.SetText("SN\x00\x1b1")
	if !strings.Contains(screenText(win), "打不出来的字符") {
		t.Errorf("control characters: %s", screenText(win))
	}
	e.SetText("SN1")
	test.Tap(button(t, win, "继续 ›"))
	if step(u.now.(*visit)) != "items" {
		t.Error("put right, it does not go on")
	}
}

// A fault's photos: dropped, pasted, and what is none.
func TestPhotosOfAFault(t *testing.T) {
	folder := t.TempDir()
	good, bad := filepath.Join(folder, "标签.jpg"), filepath.Join(folder, "说明.txt")
	if os.WriteFile(good, aPicture(t), 0o600) != nil || os.WriteFile(bad, []byte("no picture"), 0o600) != nil {
		t.Fatal("no files")
	}
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	s.dropped([]fyne.URI{storage.NewFileURI(good)})
	if !strings.Contains(screenText(win), "先把有问题的那一项标成“有问题”") {
		t.Errorf("dropped nowhere: %s", screenText(win))
	}
	s.goTo(2)
	visitKey(win, fyne.Key2)
	s.dropped([]fyne.URI{storage.NewFileURI(bad), storage.NewFileURI(folder), storage.NewFileURI(filepath.Join(folder, "gone.jpg"))})
	waitFor(t, watch, func() bool {
		text := screenText(win)
		return strings.Contains(text, "没有加上")
	})
	if got := s.v.finding(0, "seals").Photos; len(got) > 0 {
		t.Errorf("taken over: %v", got)
	}
	s.dropped([]fyne.URI{storage.NewFileURI(good)})
	waitFor(t, watch, func() bool { return len(s.v.finding(0, "seals").Photos) == 1 })
	u.app.Clipboard().SetContent("file://" + good)
	n := win.Canvas().Focused().(*notes)
	n.TypedShortcut(&fyne.ShortcutPaste{Clipboard: u.app.Clipboard()})
	waitFor(t, watch, func() bool { return len(s.v.finding(0, "seals").Photos) == 2 })
	if n.Text != "" {
		t.Errorf("the path was typed into the note: %q", n.Text)
	}
	u.app.Clipboard().SetContent("一般的字")
	n.TypedShortcut(&fyne.ShortcutPaste{Clipboard: u.app.Clipboard()})
	if n.Text != "一般的字" {
		t.Errorf("text is not pasted: %q", n.Text)
	}
	saved(t, u, watch)
	if got := records.visitNow().Terminals[0]; len(findingOf(&checks.Visit{Terminals: []checks.Inspection{got}}, 0, "seals").Photos) != 2 {
		t.Errorf("on record: %+v", got.Findings)
	}
}

// A photo whose file was deleted has its place, and says so.
func TestADeletedPhotoIsSaid(t *testing.T) {
	records := onRecord()
	records.terminals[0].Photos = []string{"gone.jpg"}
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	u.editTerminal("front")
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "照片不见了") })
}

func TestASignatureIsDrawn(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	s.goTo(len(visitPages(s.v.visit)) - 1)
	var pad *signPad
	for _, o := range test.LaidOutObjects(win.Content()) {
		if p, ok := o.(*signPad); ok {
			pad = p
		}
	}
	if pad == nil || !strings.Contains(screenText(win), "现场确认用,不是电子签名") {
		t.Fatalf("there is no pad: %s", screenText(win))
	}
	if shape := pad.Size().Height / pad.Size().Width; shape < 0.39 || shape > 0.41 {
		t.Errorf("the pad is %v", pad.Size())
	}
	at := func(x, y float32) fyne.PointEvent {
		return fyne.PointEvent{Position: fyne.NewPos(x*pad.Size().Width, y*pad.Size().Width)}
	}
	pad.MouseDown(&desktop.MouseEvent{PointEvent: at(0.1, 0.1)})
	for i := range 50 {
		pad.Dragged(&fyne.DragEvent{PointEvent: at(0.1+float32(i)*0.01, 0.1+float32(i%7)*0.02)})
	}
	pad.Dragged(&fyne.DragEvent{PointEvent: at(2, 2)}) // over the edge
	pad.DragEnd()
	pad.MouseUp(nil)
	saved(t, u, watch)
	signed := records.visitNow().Signed
	if signed.Way != checks.SignedDrawn || len(signed.Lines) != 1 || len(signed.Lines[0]) < 40 || signed.At.IsZero() {
		t.Fatalf("on record: %+v", signed)
	}
	for _, d := range signed.Lines[0] {
		if d.X < 0 || d.X > 1 || d.Y < 0 || d.Y > 0.4 {
			t.Errorf("%v is not on the pad", d)
		}
	}
	test.Tap(button(t, win, "重签"))
	saved(t, u, watch)
	if signed := records.visitNow().Signed; signed.Way != "" || len(signed.Lines) > 0 {
		t.Errorf("cleared, there is %+v", signed)
	}
	test.Tap(button(t, win, "打名字"))
	test.Type(s.lines["signed.name"].input, "王老板")
	s.settle()
	saved(t, u, watch)
	if signed := records.visitNow().Signed; signed.Way != checks.SignedTyped || signed.Name != "王老板" {
		t.Errorf("typed, there is %+v", signed)
	}
}

// The network check runs beside; it can be stopped, and its result is kept.
func TestTheNetworkCheckRunsBeside(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	records.survey <- surveyStep{done: 37, of: 100}
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "正在测网络 37%") })
	u.Show("now") // it goes on
	records.survey <- surveyStep{done: 60, of: 100}
	u.Show("visit")
	s := u.now.(*visit)
	s.goTo(4)
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "正在测网络 60%") })
	test.Tap(button(t, win, "停止检测"))
	waitFor(t, watch, func() bool { return u.visiting.run == nil })
	if !strings.Contains(screenText(win), "检测停下了,没有结果") || s.v.visit.Survey != nil {
		t.Errorf("stopped: %s", screenText(win))
	}
	test.Tap(button(t, win, "开始检测"))
	records.survey <- surveyStep{end: &checks.Survey{Started: wallClock}}
	waitFor(t, watch, func() bool { return s.v.visit.Survey != nil })
	saved(t, u, watch)
	if records.visitNow().Survey == nil || records.surveys != 2 {
		t.Errorf("%d checks, on record %v", records.surveys, records.visitNow().Survey)
	}
}

func TestGivingUpAsksFirst(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	waitFor(t, watch, func() bool { return records.visitNow().Open() }) // it is put on record beside
	visitKey(win, fyne.KeyEscape)
	test.Tap(button(t, win, "放弃这次巡检"))
	visitKey(win, fyne.KeyEscape)
	saved(t, u, watch)
	if !records.visitNow().Open() {
		t.Fatal("Esc gave it up")
	}
	test.Tap(button(t, win, "放弃这次巡检"))
	for _, o := range test.LaidOutObjects(win.Content()) {
		if b, ok := o.(*press); ok && b.kind == danger {
			test.Tap(b)
		}
	}
	waitFor(t, watch, func() bool { return u.open != "visit" })
	if v := records.visitNow(); v.ID != "last" {
		t.Errorf("on record is still %+v", v)
	}
}

// What was put right, and that the line is measured again after it.
func TestRepairs(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	records.survey <- surveyStep{end: &checks.Survey{Started: wallClock}}
	waitFor(t, watch, func() bool { return s.v.visit.Survey != nil })
	s.goTo(2)
	visitKey(win, fyne.Key2)
	s.goTo(5)
	if strings.Contains(screenText(win), "修完再测一次") {
		t.Error("it is measured again though nothing was put right")
	}
	test.Tap(button(t, win, "换了"))
	if r := s.v.visit.Repairs; len(r) != 1 || r[0].Kind != checks.ToReplace || r[0].Terminal != "front" {
		t.Fatalf("put right: %+v", r)
	}
	if !strings.Contains(screenText(win), "修完再测一次") {
		t.Errorf("after a repair: %s", screenText(win))
	}
	test.Tap(button(t, win, "+ 还修了别的"))
	test.Type(win.Canvas().Focused().(*input), "换了网线")
	s.goTo(6)
	if r := s.v.visit.Repairs; len(r) != 2 || r[1].What != "换了网线" || r[1].Terminal != "" {
		t.Errorf("put right: %+v", r)
	}
	s.goTo(5)
	test.Tap(button(t, win, "没修"))
	test.Tap(button(t, win, "+ 还修了别的")) // and nothing typed
	s.goTo(6)
	if r := s.v.visit.Repairs; len(r) != 1 || r[0].What != "换了网线" {
		t.Errorf("put right: %+v", r)
	}
}

// everyVisitPage shows each page of a visit that was walked through, and each
// record, in each language.
func everyVisitPage(t *testing.T, look func(name string, u *UI, win fyne.Window)) {
	t.Helper()
	for _, lang := range assets.Languages {
		for page := range 8 {
			records := onRecord()
			records.photos["photo0.jpg"] = aPicture(t)
			v := walked(records)
			v.Page = page
			records.visits = append([]checks.Visit{v}, records.visits...)
			u, win, watch := recordsWindow(t, lang, "light", records)
			visitOpen(t, u, watch)
			watch.queue.waitIdle(t)
			look(lang+" page "+number(page), u, win)
		}
		for _, id := range []string{"", "front", "box", "till"} {
			u, win, watch := recordsWindow(t, lang, "light", onRecord())
			s := terminalOpen(t, u, watch, id)
			look(lang+" record "+id, u, win)
			if id != "till" {
				continue
			}
			s.form.draft.Line = checks.OnThisNetwork
			s.build()
			for _, way := range versionWays(checks.CashierProgram) {
				s.form.draft.Kind, s.form.draft.Source = checks.CashierProgram, &checks.VersionSource{From: way}
				s.build()
				look(lang+" record "+id+" "+string(way), u, win)
			}
		}
	}
}

func TestEveryPageOfAVisitSpeaksIsPressableAndFits(t *testing.T) {
	key := regexp.MustCompile(`^(visit|terminal|photo|version)\.[a-z_.]+$`)
	everyVisitPage(t, func(name string, _ *UI, win fyne.Window) {
		for text := range strings.SplitSeq(screenText(win), "|") {
			if key.MatchString(text) {
				t.Errorf("%s: shows the key %s", name, text)
			}
		}
		if width := win.Content().MinSize().Width; width > small.Width {
			t.Errorf("%s: needs %v of %v", name, width, small.Width)
		}
		for _, o := range test.LaidOutObjects(win.Content()) {
			f, ok := o.(fyne.Focusable)
			if size := o.Size(); ok && o.Visible() && size != (fyne.Size{}) && (size.Height < touch || size.Width < touch) {
				t.Errorf("%s: %T is %v", name, f, size)
			}
		}
	})
}

// Esc leads a page back from whatever has the focus, and in the end to the devices.
func TestEscLeadsBackThroughAVisit(t *testing.T) {
	everyVisitPage(t, func(name string, u *UI, win fyne.Window) {
		for range 20 {
			if u.open == careScreen {
				return
			}
			for _, o := range test.LaidOutObjects(win.Content()) {
				if f, ok := o.(fyne.Focusable); ok && o.Visible() {
					win.Canvas().Focus(f)
				}
			}
			visitKey(win, fyne.KeyEscape)
		}
		t.Errorf("%s: Esc leads nowhere", name)
	})
}

// A key that is held down answers one item, not all of them.
func TestAHeldKeyAnswersOneItem(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	s.goTo(2)
	at := wallClock
	u.deps.Now = func() time.Time { at = at.Add(30 * time.Millisecond); return at }
	for range 30 {
		visitKey(win, fyne.KeyReturn)
	}
	if left := leftHere(s.v.visit.Terminals[0]); step(s) != "items" || left < 10 {
		t.Errorf("%d items are left, at %s", left, step(s))
	}
}

// What a person says of the whole: what was not looked at is told before the end.
func TestWhatWasNotLookedAtIsTold(t *testing.T) {
	w := assets.Speak("zh-CN")
	records := onRecord()
	v := walked(records)
	left := leftOver(w, v)
	if len(left) != 1 || left[0].name != "前台 1 号 · 打印" || visitPages(v)[left[0].page].kind != pageItems {
		t.Errorf("left over: %+v", left)
	}
	if pages := visitPages(v); len(pages) != 8 {
		t.Errorf("%d pages for one terminal", len(pages))
	}
}

func TestHowAVersionStandsInAVisit(t *testing.T) {
	records := onRecord()
	all, err := records.Records(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]checks.CheckedState{
		"2.1.10": checks.CheckedFine, "2.1.9": checks.CheckedFaulty, "1.0": checks.CheckedFaulty, "": checks.NotLooked,
	} {
		i := checks.InspectionOf(records.terminals[0])
		putVersion(&i, typed, all, wallClock)
		if got := stateOf(i, "version"); got != want {
			t.Errorf("%q is %q", typed, got)
		}
	}
	i := checks.InspectionOf(records.terminals[1]) // nobody recorded which is the newest
	putVersion(&i, "3.2", all, wallClock)
	if got := stateOf(i, "version"); got != checks.NotLooked || versionLevel(versionSeen(i, all, wallClock).State) != checks.Unknown {
		t.Errorf("without a rule it is %q", got)
	}
}

func TestAChangeWithinTheNoiseIsNoChange(t *testing.T) {
	w := assets.Speak("zh-CN")
	for effect, level := range map[checks.Effect]checks.Level{
		checks.EffectBetter: checks.OK, checks.EffectWorse: checks.Warn, checks.EffectSame: checks.Unknown, checks.EffectUnknown: checks.Unknown,
	} {
		for _, line := range viewChange(w, checks.SurveyChange{Time: effect, Failures: effect}) {
			if line.Level != level || strings.HasPrefix(line.Text, "visit.") {
				t.Errorf("%s: %v %s", effect, line.Level, line.Text)
			}
			if better := strings.Contains(line.Text, "快了") || strings.Contains(line.Text, "更稳"); better != (effect == checks.EffectBetter) {
				t.Errorf("%s is told as %s", effect, line.Text)
			}
		}
	}
}

func TestTheFiguresOfANetworkCheck(t *testing.T) {
	w := assets.Speak("zh-CN")
	v := viewSurvey(w, *surveyOf(1, 6), false)
	if len(v.Hosts) != 3 || v.More != 1 || v.Level != checks.Warn {
		t.Fatalf("%+v", v)
	}
	lost := 0
	for _, bar := range v.Hosts[1].Bars {
		if bar < 0 {
			lost++
		}
	}
	if lost == 0 || v.Hosts[1].Level != checks.Warn || len(v.Hosts[0].Bars) != 100 {
		t.Errorf("%d bars are lost: %+v", lost, v.Hosts[1])
	}
	if all := viewSurvey(w, *surveyOf(1, 6), true); len(all.Hosts) != 4 || all.More != 0 {
		t.Errorf("all of them: %+v", all)
	}
	none := viewSurvey(w, checks.Survey{Started: wallClock}, false)
	if none.Level != checks.Unknown || len(none.Hosts) > 0 {
		t.Errorf("nothing was measured: %+v", none)
	}
	if picture := (probeBars{}).paint(50, 10); picture.Bounds().Dx() != 50 {
		t.Error("no probes draw no chart")
	}
}

// A page that is shown again has the keyboard at once, and one that is left has it
// no more.
func TestThePageThatIsShownHasTheKeyboard(t *testing.T) {
	u, win, watch := recordsWindow(t, "zh-CN", "light", onRecord())
	visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	u.Show("now")
	if f := win.Canvas().Focused(); f != nil {
		t.Errorf("on another screen %T has the keyboard", f)
	}
	u.Show("visit")
	scan(t, win, "00005702280117638929")
	if !strings.Contains(screenText(win), "和登记的一样") {
		t.Errorf("scanned: %s", screenText(win))
	}
}

// The item that is asked is in sight, on the smallest screen too, and when one comes
// back to the page.
func TestTheItemThatIsAskedIsInSight(t *testing.T) {
	u, win, watch := recordsWindow(t, "zh-CN", "light", onRecord())
	s := visitOpen(t, u, watch, "front")
	test.Tap(button(t, win, "开始巡检"))
	s.goTo(2)
	inSight := func() {
		t.Helper()
		at := s.rowNow()
		if at < 0 {
			t.Fatal("nothing is asked")
		}
		scroll := scrolled(s.page)
		y, _ := placeWithin(scroll.Content, s.rows[at].all)
		if y < scroll.Offset.Y || y+s.rows[at].all.Size().Height > scroll.Offset.Y+scroll.Size().Height {
			t.Errorf("item %d is at %v, in sight are %v to %v", at, y, scroll.Offset.Y, scroll.Offset.Y+scroll.Size().Height)
		}
	}
	for range 8 {
		inSight()
		visitKey(win, fyne.Key1)
	}
	s.goTo(1)
	s.goTo(2)
	if scrolled(s.page).Offset.Y == 0 {
		t.Error("coming back, one is at the top of the page")
	}
	inSight()
}

// Where nothing says how a version stands, Enter leads to the answer and then on.
func TestEnterLeadsToWhatIsNotAnswered(t *testing.T) {
	records := onRecord()
	u, win, watch := recordsWindow(t, "zh-CN", "light", records)
	s := visitOpen(t, u, watch, "box")
	test.Tap(button(t, win, "开始巡检"))
	s.goTo(3)
	scan(t, win, "3.2")
	if b, ok := win.Canvas().Focused().(*press); !ok || b.text != "正常" {
		t.Fatalf("Enter leads to %v", win.Canvas().Focused())
	}
	visitKey(win, fyne.KeyReturn)
	if got := stateOf(s.v.visit.Terminals[0], "version"); got != checks.CheckedFine {
		t.Errorf("the version is %q", got)
	}
	visitKey(win, fyne.KeyReturn)
	if step(s) != "network" {
		t.Errorf("it is at %s", step(s))
	}
}
