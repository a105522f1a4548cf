package ui

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

// past opens the history of a past year.
func past(t *testing.T) (*UI, fyne.Window, *fakeWatch, *pastYear, *history) {
	t.Helper()
	f := newPastYear()
	u, win, watch := remembering(t, "zh-CN", "light", f)
	u.Show("history")
	h, _ := u.now.(*history)
	answered(t, u, watch)
	return u, win, watch, f, h
}

func (f *pastYear) times() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.asked)
}

func key(u *UI, name fyne.KeyName) { u.key(&fyne.KeyEvent{Name: name}) }

func TestDraggingZoomsAndEscGoesBack(t *testing.T) {
	u, win, watch, _, h := past(t)
	win.Canvas().Capture()
	whole := h.window
	size, at := h.plot.area()
	middle := at.X + size.Width/2
	for _, x := range []float32{middle, middle + size.Width/8, middle + size.Width/4} {
		h.plot.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 100)}})
	}
	h.plot.DragEnd()
	answered(t, u, watch)
	if got := h.window.Length().Round(10 * time.Minute); got != 6*time.Hour {
		t.Errorf("a quarter of a day is %v", got)
	}
	if !strings.Contains(screenText(win), "11月23日 1") || !strings.Contains(screenText(win), "‹ 缩小") {
		t.Errorf("it is not told: %s", screenText(win))
	}
	key(u, fyne.KeyEscape)
	if h.window != whole || u.open != "history" {
		t.Errorf("Esc leads to %v on %s", h.window, u.open)
	}
	key(u, fyne.KeyEscape)
	if u.open != firstScreen {
		t.Errorf("the second Esc leads to %s", u.open)
	}
}

func TestKeysMoveAndZoom(t *testing.T) {
	u, _, watch, _, h := past(t)
	today := h.window
	key(u, fyne.KeyLeft)
	if h.window.To != today.From || h.live {
		t.Errorf("left: %v", h.window)
	}
	key(u, fyne.KeyRight)
	key(u, fyne.KeyRight)
	if h.window != today || !h.live {
		t.Errorf("right, and never beyond today: %v", h.window)
	}
	key(u, fyne.KeyPlus)
	if h.window.Length() != 12*time.Hour {
		t.Errorf("plus: %v", h.window)
	}
	key(u, fyne.KeyMinus)
	if h.window.Length() != 24*time.Hour {
		t.Errorf("minus: %v", h.window)
	}
	answered(t, u, watch)
	h.plot.DoubleTapped(nil)
	h.plot.DoubleTapped(nil)
	if h.window != today {
		t.Errorf("twice back: %v", h.window)
	}
	h.plot.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, 100)}, Scrolled: fyne.NewDelta(0, 10)})
	if h.window.Length() != 12*time.Hour {
		t.Errorf("the wheel: %v", h.window)
	}
}

func TestAValueStandsUnderThePointer(t *testing.T) {
	_, win, _, _, h := past(t)
	win.Canvas().Capture()
	size, at := h.plot.area()
	h.plot.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(at.X+size.Width*9.8/24, 100)}})
	if text := screenText(win); !strings.Contains(text, "11月23日 09:4") || !strings.Contains(text, "微信 ") || !strings.Contains(text, " ms") {
		t.Errorf("beside the pointer: %s", text)
	}
	h.plot.MouseOut()
	if strings.Contains(screenText(win), "09:4") {
		t.Error("it stays after the pointer has left")
	}
}

// What is under the pointer is told without painting the chart anew, and a round
// that changes nothing paints nothing.
func TestThePictureIsPaintedOnlyWhenItChanges(t *testing.T) {
	_, win, watch, f, h := past(t)
	win.Canvas().Capture()
	painted, asked := h.plot.drawn, f.times()
	for x := range 50 {
		h.plot.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(float32(200+x), 100)}})
		win.Canvas().Capture()
	}
	for range 5 {
		watch.tell(snapshots()[checks.OK])
		win.Canvas().Capture()
	}
	if h.plot.drawn != painted || f.times() != asked {
		t.Errorf("painted %d times more, asked %d times more", h.plot.drawn-painted, f.times()-asked)
	}
}

func TestItIsAskedAnewOnceAMinuteAndOnlyWhileShown(t *testing.T) {
	u, _, watch, f, h := past(t)
	now := wallClock
	u.deps.Now = func() time.Time { return now }
	asked := f.times()
	now = now.Add(59 * time.Second)
	h.show(u.last)
	if f.times() != asked {
		t.Error("asked again within a minute")
	}
	now = now.Add(2 * time.Second)
	h.show(u.last)
	answered(t, u, watch)
	if f.times() != asked+1 {
		t.Errorf("after a minute it was asked %d times", f.times()-asked)
	}
	now, u.hidden = now.Add(time.Hour), true
	painted := h.plot.drawn
	u.beat()
	watch.tell(snapshots()[checks.Fail])
	watch.queue.pump()
	if f.times() != asked+1 || h.plot.drawn != painted {
		t.Error("a hidden window asks or paints")
	}
	u.hidden = false
	u.Show("refund")
	u.beat()
	if f.times() != asked+1 {
		t.Error("another screen asks for it")
	}
}

// An answer to an older question never replaces what was asked later.
func TestALateAnswerIsDropped(t *testing.T) {
	u, _, watch, f, h := past(t)
	slow := make(chan struct{})
	f.mu.Lock()
	f.wait = slow
	f.mu.Unlock()
	h.choose("year")
	f.mu.Lock()
	f.wait = nil
	f.mu.Unlock()
	h.choose("week")
	answered(t, u, watch)
	week := h.told.in
	close(slow)
	u.Show("refund") // and with the screen gone nothing is left behind
	for range 20 {
		watch.queue.pump()
		time.Sleep(ms)
	}
	if h.told.in != week || week != reach("week").windowAt(wallClock) {
		t.Errorf("shown: %v", h.told.in)
	}
}

func TestLinesAreSwitchedOnAndOff(t *testing.T) {
	u, win, watch, _, h := past(t)
	if c := h.chart(); len(c.Lines) != 1 || !c.Stacked {
		t.Errorf("at first: %d lines", len(c.Lines))
	}
	test.Tap(button(t, win, "        路由器"))
	answered(t, u, watch)
	c := h.chart()
	if len(c.Lines) != 2 || c.Stacked || c.Lines[1].Name != "路由器" {
		t.Errorf("with the router: %v", c.Lines)
	}
	at := slices.IndexFunc(h.extra, func(s subject) bool { return strings.Contains(s.Name, "api2") })
	h.single(at)
	answered(t, u, watch)
	if c := h.chart(); len(c.Lines) != 1 || !c.Stacked || !strings.Contains(c.Lines[0].Name, "api2") {
		t.Errorf("a single host: %v", c.Lines)
	}
	h.toggle(h.extra[at].Check)
	answered(t, u, watch)
	if !strings.Contains(screenText(win), "上面选一条线") {
		t.Errorf("without any: %s", screenText(win))
	}
}

func TestAnIncidentLeadsThereAndItsNoteIsKept(t *testing.T) {
	u, win, watch, f, h := past(t)
	h.choose("week")
	answered(t, u, watch)
	if text := screenText(win); !strings.Contains(text, "4 次") || !strings.Contains(text, "宽带断了") || !strings.Contains(text, "19 分钟 · 微信") {
		t.Errorf("the list: %s", text)
	}
	h.list.Select(2)
	answered(t, u, watch)
	cut := f.cuts[1]
	if !h.window.From.Before(cut.From) || !h.window.To.After(cut.To) || h.window.Length() > 2*time.Hour {
		t.Errorf("the chart shows %v", h.window)
	}
	if len(h.told.incidents) != 4 {
		t.Errorf("the list shrank to %d", len(h.told.incidents))
	}
	test.Tap(button(t, win, "看这一次 ›"))
	answered(t, u, watch)
	if text := screenText(win); !strings.Contains(text, "宽带断了") || !strings.Contains(text, "给技术员") {
		t.Errorf("its page: %s", text)
	}
	h.opened.note.SetText("打了 10000,小区在修线路")
	test.Tap(button(t, win, "记下"))
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "记下了") })
	if f.notes[cut.ID] != "打了 10000,小区在修线路" {
		t.Errorf("kept: %v", f.notes)
	}
	h.opened.note.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.opened != nil || u.open != "history" {
		t.Error("Esc does not lead back to the chart")
	}
}

func TestWhatCannotBeReadIsTold(t *testing.T) {
	u, win, watch, f, h := past(t)
	f.fail = errBroken
	h.choose("month")
	answered(t, u, watch)
	if !strings.Contains(screenText(win), "读不出历史:"+errBroken.Error()) {
		t.Errorf("not told: %s", screenText(win))
	}
	f.fail = nil
	h.choose("day")
	answered(t, u, watch)
	if strings.Contains(screenText(win), "读不出历史") {
		t.Error("it is still told when it can be read again")
	}
	f.fail = errBroken
	h.openIncident(f.cuts[0])
	answered(t, u, watch)
	test.Tap(button(t, win, "记下"))
	waitFor(t, watch, func() bool { return h.opened.said.text == "没有记成:"+errBroken.Error() })
}

// paperFile stands in for a file that was chosen.
type paperFile struct {
	bytes.Buffer
	fail   error
	closed bool
}

func (p *paperFile) Close() error  { p.closed = true; return p.fail }
func (p *paperFile) URI() fyne.URI { return storage.NewFileURI("/home/shop/历史.csv") }

func TestWhatIsWrittenIsToldAndWhere(t *testing.T) {
	_, win, watch, _, h := past(t)
	file := &paperFile{}
	h.write(file, func(out io.Writer) error { _, err := io.WriteString(out, "x"); return err })
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "已存到 /home/shop/历史.csv") })
	if file.String() != "x" || !file.closed {
		t.Errorf("written: %q", file.String())
	}
	h.write(&paperFile{fail: errBroken}, func(io.Writer) error { return nil })
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "没有存成") })
}

func TestThePictureToKeepIsAPNGWithItsTitle(t *testing.T) {
	_, _, _, _, h := past(t)
	var out bytes.Buffer
	if err := png.Encode(&out, h.sheet()); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&out)
	if err != nil || img.Bounds().Size() != pictureSize {
		t.Fatalf("%v %v", img.Bounds(), err)
	}
	ink := 0
	title := image.Rect(20, 20, 400, 60)
	for y := title.Min.Y; y < title.Max.Y; y++ {
		for x := title.Min.X; x < title.Max.X; x++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				ink++
			}
		}
	}
	if ink < 100 {
		t.Error("no title")
	}
}

// No screen of it shows a key instead of a sentence, in either language.
func TestTheHistorySpeaks(t *testing.T) {
	key := regexp.MustCompile(`^[a-z_]+(\.[a-z_0-9]+)+$`)
	for _, lang := range []string{"zh-CN", "en"} {
		f := newPastYear()
		u, win, watch := remembering(t, lang, "light", f)
		look := func(where string) {
			answered(t, u, watch)
			for text := range strings.SplitSeq(screenText(win), "|") {
				if key.MatchString(text) {
					t.Errorf("%s %s: %q", lang, where, text)
				}
			}
		}
		look("today")
		u.Show("history")
		h, _ := u.now.(*history)
		for _, r := range reaches {
			h.choose(r)
			look(string(r))
		}
		h.openIncident(f.cuts[2])
		look("incident")
	}
}

func TestEverythingOfTheHistoryIsAsLargeAsAFinger(t *testing.T) {
	_, win, _, _, _ := past(t)
	for _, o := range test.LaidOutObjects(win.Content()) {
		if b, ok := o.(*press); ok && b.Visible() && (b.Size().Height < touch || b.Size().Width < touch) {
			t.Errorf("%q is %v", b.text, b.Size())
		}
	}
}

func TestTodayLeadsToTheHistoryAndVanishesInAFault(t *testing.T) {
	u, win, watch := remembering(t, "zh-CN", "light", newPastYear())
	answered(t, u, watch)
	line := ""
	for text := range strings.SplitSeq(screenText(win), "|") {
		if strings.Contains(text, "断过 1 次(09:31,2 分钟)") {
			line = text
		}
	}
	if line == "" {
		t.Fatalf("not told: %s", screenText(win))
	}
	n, _ := u.now.(*now)
	if high, room := n.parts.Size().Height, n.all.Size().Height; high > room {
		t.Errorf("the first screen needs scrolling: %v in %v", high, room)
	}
	watch.tell(snapshots()[checks.Fail])
	if strings.Contains(screenText(win), "断过 1 次") {
		t.Error("it stands in the way of what to do")
	}
	watch.tell(snapshots()[checks.OK])
	test.Tap(button(t, win, line))
	if u.open != "history" {
		t.Errorf("it leads to %s", u.open)
	}
}
