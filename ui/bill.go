package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// billScreen belongs to the place 退款.
const billScreen = "bill"

// billPage reads the bills that the merchant downloaded, and shows what they say of
// refunds beside what was measured and recorded. What it knows stands in the desk.
type billPage struct {
	u     *UI
	d     *billDesk
	all   *fyne.Container
	page  *fyne.Container // what scrolls; nil: nothing does
	keep  map[string]fyne.Focusable
	files filePicker
	drawn billPlace
	cases int // what the log had been told when the rows were joined

	said   *prose // what is wrong with what was just tried
	runBox *fyne.Container
	runBar *stepLine
	runPct *canvas.Text
	lines  []*input
	list   *taskLines // of the rows that gave money back; nil: not shown
	sized  bool       // the list has a size, so that where it is scrolled to counts
}

func newBillPage(u *UI) *billPage {
	p := &billPage{u: u, d: u.billsDesk(), all: container.NewStack(), keep: map[string]fyne.Focusable{}, files: u}
	if p.d == nil {
		page, _ := screenOf(u.card(newProse(u.say("billscreen.off"), sizeBody, false, u.colors.ink)))
		p.all.Objects = []fyne.CanvasObject{page}
		return p
	}
	p.build()
	p.d.look()
	p.rejoin()
	u.win.SetOnDropped(func(_ fyne.Position, dropped []fyne.URI) { p.d.take(droppedPaths(dropped)) })
	u.win.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { p.paste() })
	return p
}

func (p *billPage) object() fyne.CanvasObject { return p.all }

// show joins the rows anew once a case was recorded.
func (p *billPage) show(checks.Snapshot) {
	if p.d != nil && p.u.log != nil && p.cases != p.u.log.told {
		p.rejoin()
	}
}

func (p *billPage) rejoin() {
	if p.u.log != nil {
		p.cases = p.u.log.told
	}
	if p.d.open.ID != "" {
		p.d.join()
	}
}

func (p *billPage) leave() {
	p.settle()
	if p.d != nil {
		p.u.win.SetOnDropped(func(fyne.Position, []fyne.URI) {})
		p.u.win.Canvas().RemoveShortcut(&fyne.ShortcutPaste{})
	}
}

// settle takes what was typed a moment ago.
func (p *billPage) settle() {
	for _, l := range p.lines {
		l.done()
	}
}

// typed: Esc leads one page back.
func (p *billPage) typed(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyEscape {
		return false
	}
	p.back()
	return true
}

// back leads to the page before: from a row to the list, from a bill to the first
// page, from there to 退款.
func (p *billPage) back() {
	if p.d == nil {
		p.u.Show(refundScreen)
		return
	}
	switch p.d.place.step {
	case billRowOf:
		p.d.turn(func(at *billPlace) { at.step = billShown })
	case billShown, billNot, billColumn:
		p.d.turn(func(at *billPlace) { at.step = billHome })
	default:
		p.u.Show(refundScreen)
	}
}

// billFiles are the endings that are offered; what a file is stands in it.
var billFiles = []string{".csv", ".CSV", ".zip", ".ZIP", ".gz", ".GZ", ".txt", ".TXT", ".xls", ".xlsx"}

func (p *billPage) choose() {
	p.files.pickOpen(billFiles, func(path string, err error) {
		if err != nil {
			p.tell(p.u.billTrouble(billResult{path: path, err: err}))
			return
		}
		p.d.take([]string{path})
	})
}

// paste reads the files that the clipboard names.
func (p *billPage) paste() {
	paths := pathsIn(p.u.app.Clipboard().Content())
	if len(paths) == 0 {
		p.tell(p.u.say("billscreen.nothing_to_paste"))
	}
	p.d.take(paths)
}

// tell says what is wrong with what was just tried.
func (p *billPage) tell(text string) {
	if p.said == nil || p.u.now != screen(p) {
		return
	}
	p.said.set(text, p.u.colors.mark[checks.Fail])
	p.said.Hidden = text == ""
	if p.page != nil {
		arrange(p.page)
	}
}

// build makes the page anew; what has the focus keeps it, and a page that was open
// stays where one has scrolled to.
func (p *billPage) build() {
	p.settle()
	if p.list != nil && p.sized {
		p.d.scroll = p.list.GetScrollOffset()
	}
	focus, offset := "", float32(0)
	for key, f := range p.keep {
		if p.u.win.Canvas().Focused() == f {
			focus = key
		}
	}
	if p.page != nil && p.drawn == p.d.place {
		offset = scrolled(p.page).Offset.Y
	}
	p.keep, p.page, p.drawn, p.said, p.runBox, p.lines, p.list = map[string]fyne.Focusable{}, nil, p.d.place, nil, nil, nil, nil
	p.all.Objects = []fyne.CanvasObject{p.make()}
	p.all.Refresh()
	if p.page != nil {
		scrolled(p.page).Offset.Y = offset
		scrolled(p.page).Refresh()
	}
	if p.sized = p.all.Size().Height > 0; p.sized && p.list != nil {
		p.list.ScrollToOffset(p.d.scroll)
	}
	if f := p.keep[focus]; f != nil {
		p.u.win.Canvas().Focus(f)
	}
}

func (p *billPage) make() fyne.CanvasObject {
	switch p.d.place.step {
	case billShown:
		return p.bill()
	case billRowOf:
		return p.sheet(p.rowParts()...)
	case billNot:
		return p.sheet(p.notParts()...)
	case billColumn:
		return p.sheet(p.columnParts()...)
	default:
		return p.sheet(p.homeParts()...)
	}
}

func (p *billPage) sheet(parts ...fyne.CanvasObject) fyne.CanvasObject {
	p.page, _ = screenOf(parts...)
	return p.page
}

func (p *billPage) press(key, text string, kind pressKind, do func()) *press {
	b := newPress(text, kind, p.u.colors, do)
	p.keep[key] = b
	return b
}

// head leads back, and says where one is.
func (p *billPage) head(title, below string, end ...fyne.CanvasObject) fyne.CanvasObject {
	u := p.u
	name := newProse(title, sizeTitle, true, u.colors.ink)
	name.smaller = sizeBody
	words := newColumn(0, name)
	if below != "" {
		words.Add(newProse(below, sizeSmall, false, u.colors.dim))
	}
	row := []fyne.CanvasObject{p.press("back", u.say("case.back"), plain, p.back), words}
	return newRow(1.5*grid, 1, append(row, end...)...)
}

// match is the open row.
func (p *billPage) match() (checks.BillMatch, bool) {
	rows := p.d.joined.rows
	if n := p.d.place.row; n >= 0 && n < len(rows) {
		return rows[n], true
	}
	return checks.BillMatch{}, false
}

// openRow opens a row's page.
func (p *billPage) openRow(n int) {
	p.d.turn(func(at *billPlace) { at.step, at.row = billRowOf, n })
}

// tabs choose a page of the open bill.
func (p *billPage) tabs(all []billTabView) fyne.CanvasObject {
	if !slices.ContainsFunc(all, func(t billTabView) bool { return t.ID == p.d.place.tab }) {
		p.d.place.tab = billOverview
	}
	row := newRow(0.5*grid, -1)
	for _, t := range all {
		b := p.press("tab."+string(t.ID), t.Name, plain, func() { p.d.turn(func(at *billPlace) { at.tab = t.ID }) })
		b.chosen = p.d.place.tab == t.ID
		row.Add(b)
	}
	return row
}
