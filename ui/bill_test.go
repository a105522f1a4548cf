package ui

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"countercheck/assets"
	"countercheck/checks"
)

// A bill is chosen, read and shown: whose, how many, what gave money back.
func TestABillIsReadAndShown(t *testing.T) {
	f := &billCases{}
	u, win, watch, p := billWindow(t, "zh-CN", "light", f)
	p.files = pickedFiles{path: someFiles(t, "november.csv")[0]}
	test.Tap(button(t, win, "选账单文件"))
	allRead(t, u, watch)
	for _, want := range []string{"微信支付:2026-11-01 到 2026-11-22", "1475 笔", "¥41236.50", "3 笔", "¥176.00", "4 笔", "¥136.40", "3 行", "以平台通知为准,到商家助手看风险处理", "写着 1485 笔,实际读到 1482 笔", "可能"} {
		if !strings.Contains(screenText(win), want) {
			t.Errorf("the overview lacks %q: %s", want, screenText(win))
		}
	}
	test.Tap(button(t, win, "退过钱的 7"))
	text := screenText(win)
	for _, want := range []string{"¥88.00 · 退款 · 微信", "¥36.80 · 撤销 · 微信", "有记录", "没记过", "当时没有检测,无法判断(当时本程序没有开)", "单号被表格软件改坏了", "…7731"} {
		if !strings.Contains(text, want) {
			t.Errorf("the rows lack %q: %s", want, text)
		}
	}
	if strings.Contains(text, "SHOP2026") {
		t.Errorf("whole order numbers are shown: %s", text)
	}
	test.Tap(button(t, win, "技术员:显示完整单号"))
	if !strings.Contains(screenText(win), "SHOP20262119127731") {
		t.Errorf("a technician does not see whole numbers: %s", screenText(win))
	}
	test.Tap(button(t, win, "读不了的行 3"))
	if !strings.Contains(screenText(win), "第 977 行:“交易时间”不是时间") {
		t.Errorf("the damaged rows: %s", screenText(win))
	}
}

// While a long bill is read one can look elsewhere, and come back.
func TestReadingGoesOnElsewhereAndCanBeStopped(t *testing.T) {
	f := &billCases{half: make(chan struct{})}
	u, win, watch, p := billWindow(t, "zh-CN", "light", f)
	p.d.take(someFiles(t, "november.csv", "december.csv"))
	waitFor(t, watch, func() bool { return u.bills.percent == 50 })
	if text := screenText(win); !strings.Contains(text, "正在读 november.csv,后面还有 1 个") || !strings.Contains(text, "50%") {
		t.Errorf("while it is read: %s", text)
	}
	u.Show(firstScreen)
	u.Show(billScreen)
	if !strings.Contains(screenText(win), "正在读 november.csv") {
		t.Errorf("coming back: %s", screenText(win))
	}
	test.Tap(button(t, win, "不读了"))
	waitFor(t, watch, func() bool { return u.bills.now == "" })
	if got := f.files(); !slices.Equal(got, []string{"november.csv"}) || len(f.known) > 0 {
		t.Errorf("read after the stop: %v, kept %d", got, len(f.known))
	}
	if !strings.Contains(screenText(win), "november.csv 没有读完,什么都没有留下") {
		t.Errorf("after the stop: %s", screenText(win))
	}
}

// Several files are read one after the other; each says what became of it.
func TestSeveralFilesAreRead(t *testing.T) {
	f := &billCases{}
	u, win, watch, p := billWindow(t, "zh-CN", "light", f)
	var dropped []fyne.URI
	for _, path := range someFiles(t, "november.csv", "photo.jpg", "lakala.csv") {
		dropped = append(dropped, storage.NewFileURI(path))
	}
	dropped = append(dropped, storage.NewFileURI(filepath.Join(t.TempDir(), "gone.csv")), storage.NewFileURI(t.TempDir()))
	p.d.take(droppedPaths(dropped))
	allRead(t, u, watch)
	text := strings.ReplaceAll(screenText(win), "|", "")
	for _, want := range []string{"november.csv ›", "photo.jpg:这是图片。请下载账单文件(CSV)", "看起来是拉卡拉的账单", "gone.csv 不在了", "是文件夹,请选里面的账单文件"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q: %s", want, text)
		}
	}
	test.Tap(button(t, win, "november.csv ›"))
	allRead(t, u, watch)
	if !strings.Contains(screenText(win), "微信支付:2026-11-01") {
		t.Errorf("it opens: %s", screenText(win))
	}
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.d.place.step != billHome {
		t.Errorf("Esc leads to %s", p.d.place.step)
	}
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if u.open != refundScreen {
		t.Errorf("Esc again leads to %s", u.open)
	}
}

// The same file again is not counted again, and is said to be known.
func TestTheSameFileAgainIsSaid(t *testing.T) {
	old := wechatBill()
	old.Read = wallClock.AddDate(0, 0, -2)
	f := &billCases{known: []checks.Bill{old}}
	u, win, watch, p := billWindow(t, "zh-CN", "light", f)
	p.d.take(someFiles(t, "november.csv"))
	allRead(t, u, watch)
	if !strings.Contains(screenText(win), "这个文件 11月21日") || !strings.Contains(screenText(win), "没有重复算") {
		t.Errorf("the same file: %s", screenText(win))
	}
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	test.Tap(p.keep["known.a1"].(*press))
	allRead(t, u, watch)
	if p.d.place.step != billShown || !strings.Contains(screenText(win), "1475 笔") || !strings.Contains(screenText(win), "11月21日 10:02 读的") || strings.Contains(screenText(win), "没有重复算") {
		t.Errorf("a bill read before opens as: %s", screenText(win))
	}
}

// What is no bill is named for what it is, with the way to the right file.
func TestAFileThatIsNoBill(t *testing.T) {
	u, win, watch, p := billWindow(t, "zh-CN", "light", &billCases{})
	p.d.take(someFiles(t, "photo.jpg"))
	allRead(t, u, watch)
	for _, want := range []string{"这不是能读的账单", "photo.jpg", "这是图片", "账单从哪里下载", "换一个文件"} {
		if !strings.Contains(screenText(win), want) {
			t.Errorf("lacks %q: %s", want, screenText(win))
		}
	}
	if strings.Contains(screenText(win), "自己指出是哪一列") {
		t.Error("a picture has columns")
	}
}

// The columns of a bill that nobody knows are named by hand.
func TestColumnsAreNamedByHand(t *testing.T) {
	f := &billCases{}
	u, win, watch, p := billWindow(t, "zh-CN", "light", f)
	p.d.take(someFiles(t, "lakala.csv"))
	allRead(t, u, watch)
	test.Tap(button(t, win, "自己指出是哪一列"))
	form := p.d.form
	if want := map[string]string{"time": "交易日期时间", "amount": "交易金额(元)", "order": "订单号", "state": "交易类型"}; form.columns["time"] != want["time"] || form.columns["amount"] != want["amount"] || form.columns["order"] != want["order"] || form.columns["state"] != want["state"] {
		t.Errorf("suggested: %v", form.columns)
	}
	p.keep["column.amount"].(*picker).OnChanged("没有这一列")
	if !strings.Contains(screenText(win), "时间和金额这两列一定要选") {
		t.Errorf("without an amount: %s", screenText(win))
	}
	test.Tap(button(t, win, "按这些列读"))
	if len(f.files()) != 1 {
		t.Error("it was read without an amount")
	}
	p.keep["column.amount"].(*picker).OnChanged("交易金额(元)")
	p.keep["column.state"].(*picker).OnChanged("手续费")
	test.Tap(button(t, win, "按这些列读"))
	allRead(t, u, watch)
	if !strings.Contains(screenText(win), "没有找到您说的那几列") || p.d.form.columns["time"] != "交易日期时间" {
		t.Fatalf("columns that do not fit: %s", screenText(win))
	}
	p.keep["column.state"].(*picker).OnChanged("交易类型")
	typeInto(p.keep["refunded"].(*input), "退货、退款")
	test.Tap(button(t, win, "按这些列读"))
	allRead(t, u, watch)
	c := f.columns
	if c == nil || c.Time != "交易日期时间" || c.Amount != "交易金额(元)" || c.Order != "订单号" || c.State != "交易类型" || !slices.Equal(c.Refunded, []string{"退货", "退款"}) || !slices.Equal(c.Reversed, []string{"撤销", "冲正"}) {
		t.Errorf("read by %+v", c)
	}
	if !strings.Contains(screenText(win), "自己选列的账单:2026-11-20 到 2026-11-22") {
		t.Errorf("what was read: %s", screenText(win))
	}
}

func typeInto(e *input, text string) {
	e.SetText(text)
	e.done()
}

// A row leads to its case; one that nobody recorded becomes one, filled in.
func TestARowLeadsToItsCaseOrBeginsOne(t *testing.T) {
	f := &billCases{}
	u, win, watch, p := billWindow(t, "zh-CN", "light", f)
	p.d.take(someFiles(t, "november.csv"))
	allRead(t, u, watch)
	p.d.turn(func(at *billPlace) { at.tab = billReturned })
	p.openRow(0)
	test.Tap(button(t, win, "看记录"))
	if u.open != caseScreen || u.log.editing != "c5" {
		t.Fatalf("it opens %s %q", u.open, u.log.editing)
	}
	watch.queue.waitIdle(t)
	u.Show(billScreen)
	allRead(t, u, watch)
	p, _ = u.now.(*billPage)
	p.openRow(1)
	for _, want := range []string{"¥36.80 · 撤销 · 微信", "没做成,钱按原路退", "12:41 前后", "用了 6.2 秒"} {
		if !strings.Contains(strings.ReplaceAll(screenText(win), "|", ""), want) {
			t.Errorf("the row lacks %q: %s", want, screenText(win))
		}
	}
	before := len(f.all)
	test.Tap(button(t, win, "记一笔"))
	waitFor(t, watch, func() bool { return u.triages[0].c.ID != "" })
	watch.queue.waitIdle(t)
	f.keptCases.mu.Lock()
	defer f.keptCases.mu.Unlock()
	if len(f.all) != before+1 {
		t.Fatalf("%d cases, %d before", len(f.all), before)
	}
	row, c := wechatRows()[1].Row, f.all[before]
	if !c.Sale.At.Equal(row.Shown()) || c.Sale.Amount != 36_80 || c.Sale.Way != checks.WayWeChat || c.Sale.Showed != checks.ShowedReversed || c.Sale.State != checks.StateRevoked || c.Sale.Order != row.Order || c.Sale.Received != checks.ReceivedNo {
		t.Errorf("recorded: %+v", c.Sale)
	}
	if u.open != triageScreen || u.triages[0].page.step != stepMinute {
		t.Errorf("it goes on at %s %s", u.open, u.triages[0].page.step)
	}
}

// Who comes back from a row finds the list where it was left.
func TestTheListOfRowsStaysWhereItWas(t *testing.T) {
	u, _, watch, p := billWindow(t, "zh-CN", "light", &billCases{})
	p.d.take(someFiles(t, "november.csv"))
	allRead(t, u, watch)
	p.d.turn(func(at *billPlace) { at.tab = billReturned })
	p.list.ScrollToOffset(90)
	p.list.OnSelected(4)
	if p.d.place.step != billRowOf {
		t.Fatalf("a press on a row leads to %s", p.d.place.step)
	}
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := p.list.GetScrollOffset(); got != 90 {
		t.Errorf("coming back the list is at %v", got)
	}
	u.Show(firstScreen)
	u.Show(billScreen)
	allRead(t, u, watch)
	if back, ok := u.now.(*billPage); !ok || back.list.GetScrollOffset() != 90 {
		t.Error("coming back from another screen the list is at its top")
	}
}

// What was not measured is never said to have been fine, and counts as unknown.
func TestUnmeasuredRowsAreUnknown(t *testing.T) {
	rows := wechatRows()
	for i, want := range map[int]string{5: "当时没有检测,无法判断(当时本程序没有开)", 6: "当时没有检测,无法判断"} {
		v := viewRow(zh, rows[i], false, wallClock)
		if v.Said.Level != checks.Unknown || v.Said.Line != want {
			t.Errorf("row %d: %s %q", i, v.Said.Level, v.Said.Line)
		}
	}
	if bad, measured := badRows(rows); bad != 3 || measured != 5 {
		t.Errorf("%d bad of %d measured", bad, measured)
	}
	if bad, measured := badRows([]checks.BillMatch{{Minute: checks.Minute{Measured: true, PCOnly: true, Level: checks.OK}}}); bad != 0 || measured != 0 {
		t.Errorf("a terminal with a line of its own counts: %d of %d", bad, measured)
	}
}

func TestOrderNumbersAreMasked(t *testing.T) {
	for text, want := range map[string]string{"": "", "12": "12", "1234": "1234", "SHOP0001": "…0001", "订单号码四二": "…号码四二"} {
		if got := masked(text, false); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
		if masked(text, true) != text {
			t.Errorf("%q is not whole", text)
		}
	}
}

// Bills are in Beijing's time, whatever this PC's zone is; that is said.
func TestAnotherZoneIsSaid(t *testing.T) {
	tokyo := wallClock.In(time.FixedZone("", 9*60*60))
	if got := zoneTrouble(zh, tokyo); !strings.Contains(got, "UTC+09:00") {
		t.Errorf("in another zone: %q", got)
	}
	if got := zoneTrouble(zh, wallClock.In(china)); got != "" {
		t.Errorf("in China: %q", got)
	}
	if v := viewRow(zh, wechatRows()[1], false, tokyo); !strings.Contains(v.When, "12:41") || !strings.Contains(v.Said.Line, "12:41") {
		t.Errorf("told in the PC's time: %q, %q", v.When, v.Said.Line)
	}
}

func TestSumsAreToldApartOnlyWhereAllRowsAreThere(t *testing.T) {
	b, j := wechatBill(), billJoined{told: true, rows: wechatRows()}
	about := func(tiles []figureTile) []string { return []string{tiles[1].About, tiles[2].About} }
	if got := about(billTiles(zh, b, j)); !slices.Equal(got, []string{"¥176.00", "¥136.40"}) {
		t.Errorf("with all rows: %v", got)
	}
	j.rows = j.rows[:3]
	if got := about(billTiles(zh, b, j)); !slices.Equal(got, []string{"", ""}) {
		t.Errorf("with some of the rows: %v", got)
	}
	b.Refunded, b.Reversed = 0, 7
	if got := about(billTiles(zh, b, j)); !slices.Equal(got, []string{"", "¥312.40"}) {
		t.Errorf("of one kind alone: %v", got)
	}
}

// A clipboard without files says so; one with files reads them.
func TestBillsCanBePasted(t *testing.T) {
	f := &billCases{}
	u, win, watch, p := billWindow(t, "zh-CN", "light", f)
	u.app.Clipboard().SetContent("你好")
	p.paste()
	if !strings.Contains(screenText(win), "剪贴板里没有文件") {
		t.Errorf("nothing to paste: %s", screenText(win))
	}
	u.app.Clipboard().SetContent(strings.Join(someFiles(t, "november.csv"), "\n"))
	p.paste()
	allRead(t, u, watch)
	if p.d.place.step != billShown {
		t.Errorf("pasted: %s", screenText(win))
	}
}

// What cannot be read or joined says so, and can be tried again.
func TestWhatIsNotReadIsSaid(t *testing.T) {
	f := &billCases{keptCases: someCases()}
	u, win, watch, p := billWindow(t, "zh-CN", "light", f)
	p.d.take(someFiles(t, "november.csv"))
	allRead(t, u, watch)
	f.mu.Lock()
	f.unread = errors.New("disk I/O error")
	f.mu.Unlock()
	p.d.join()
	waitFor(t, watch, func() bool { return p.d.joined.err != nil })
	if !strings.Contains(screenText(win), "没有对上检测和记录:disk I/O error") {
		t.Errorf("not joined: %s", screenText(win))
	}
	f.mu.Lock()
	f.unread = nil
	f.mu.Unlock()
	test.Tap(button(t, win, "再试一次"))
	waitFor(t, watch, func() bool { return p.d.joined.err == nil && p.d.joined.told })
	if err := plainFile(os.DevNull); err == nil {
		t.Error("a device is read as a file")
	}
}

// On the smallest window nothing stands beyond its edge, and everything that can be
// pressed is as large as a finger.
func TestPagesOfBillsFitTheSmallestWindow(t *testing.T) {
	for _, lang := range assets.Languages {
		f := &billCases{known: []checks.Bill{wechatBill()}}
		u, win, watch, p := billWindow(t, lang, "light", f)
		fits(t, win, lang+" home")
		p.d.take(someFiles(t, "november.csv"))
		allRead(t, u, watch)
		for _, tab := range []billTab{billOverview, billReturned, billDamaged} {
			p.d.turn(func(at *billPlace) { at.tab = tab })
			fits(t, win, lang+" "+string(tab))
		}
		for i := range wechatRows() {
			p.openRow(i)
			fits(t, win, lang+" row")
		}
		p.d.take(someFiles(t, "lakala.csv"))
		allRead(t, u, watch)
		fits(t, win, lang+" not")
		p.d.turn(func(at *billPlace) { at.step = billColumn })
		fits(t, win, lang+" columns")
	}
}

var aKey = regexp.MustCompile(`^(learn|bill|billscreen|case|triage)(\.[A-Za-z_0-9]+)+$`)

// fits reports what stands beyond the window's right edge, is too small to press, or
// is the key of a sentence.
func fits(t *testing.T, win fyne.Window, page string) {
	t.Helper()
	for _, text := range textIn(win.Content()) {
		if aKey.MatchString(text) {
			t.Errorf("%s shows the key %q", page, text)
		}
	}
	edge := win.Canvas().Size().Width
	for _, o := range test.LaidOutObjects(win.Content()) {
		right := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).X + o.Size().Width
		switch o := o.(type) {
		case *press:
			if o.Visible() && (right > edge || o.Size().Height < touch || o.Size().Width < o.MinSize().Width) {
				t.Errorf("%s: %q ends at %v of %v, %v high", page, o.text, right, edge, o.Size().Height)
			}
		case *prose:
			if o.Visible() && right > edge {
				t.Errorf("%s: %q ends at %v of %v", page, o.text, right, edge)
			}
		}
	}
}

// Without records there is nowhere to keep a bill; the page says so.
func TestWithoutRecordsNoBill(t *testing.T) {
	u, win, _, _ := window(t, "zh-CN", "light", small, snapshots()[checks.OK])
	u.Show(billScreen)
	if !strings.Contains(screenText(win), "账单没有地方存") {
		t.Errorf("without records: %s", screenText(win))
	}
	u.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if u.open != refundScreen {
		t.Errorf("Esc leads to %s", u.open)
	}
}

// The screen as looked at.
func TestBillsLookAsRecorded(t *testing.T) {
	type open func(*testing.T, *UI, *fakeWatch, *billPage)
	reads := func(file string, then func(*billPage)) open {
		return func(t *testing.T, u *UI, watch *fakeWatch, p *billPage) {
			t.Helper()
			p.d.take(someFiles(t, file))
			allRead(t, u, watch)
			then(p)
		}
	}
	tab := func(at billTab) func(*billPage) {
		return func(p *billPage) { p.d.turn(func(place *billPlace) { place.tab = at }) }
	}
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		for name, stage := range map[string]open{
			"home":     func(*testing.T, *UI, *fakeWatch, *billPage) {},
			"overview": reads("november.csv", func(*billPage) {}),
			"foot":     reads("november.csv", func(p *billPage) { scrolled(p.page).ScrollToBottom() }),
			"returned": reads("november.csv", tab(billReturned)),
			"damaged":  reads("november.csv", tab(billDamaged)),
			"row":      reads("november.csv", func(p *billPage) { p.openRow(1) }),
			"not":      reads("lakala.csv", func(*billPage) {}),
			"columns":  reads("lakala.csv", func(p *billPage) { p.d.turn(func(at *billPlace) { at.step = billColumn }) }),
		} {
			name = "bill-" + name + "-" + look[0] + "-" + look[1]
			t.Run(name, func(t *testing.T) {
				f := &billCases{}
				if strings.HasPrefix(name, "bill-home") {
					f.known = []checks.Bill{wechatBill(), {ID: "b2", Name: "alipay_202610.zip", Issuer: checks.BillAlipay, Rows: 610, Refunded: 2, From: wallClock.AddDate(0, -1, -20), To: wallClock.AddDate(0, 0, -23)}}
				}
				u, win, watch, p := billWindow(t, look[0], look[1], f)
				stage(t, u, watch, p)
				win.Canvas().Unfocus()
				looksAs(t, win, name)
			})
		}
	}
	t.Run("reading", func(t *testing.T) {
		f := &billCases{half: make(chan struct{})}
		u, win, watch, p := billWindow(t, "zh-CN", "light", f)
		p.d.take(someFiles(t, "november.csv", "december.csv"))
		waitFor(t, watch, func() bool { return u.bills.percent == 50 })
		looksAs(t, win, "bill-reading")
		close(f.half)
		allRead(t, u, watch)
	})
}
