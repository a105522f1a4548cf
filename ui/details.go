package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"countercheck/checks"
	"countercheck/checks/report"
)

// details lists every check of the newest round for the technician: its phases,
// its facts and the raw error, all of it to be copied.
type details struct {
	u      *UI
	all    fyne.CanvasObject
	list   *lines
	rows   []detailRow
	text   *widget.Label
	snap   checks.Snapshot
	chosen string // id of the check whose facts are shown
}

func newDetails(u *UI) *details {
	d := &details{u: u, text: widget.NewLabel("")}
	d.text.Wrapping = fyne.TextWrapBreak
	d.list = newLines(func() int { return len(d.rows) }, func() fyne.CanvasObject { return u.newDetailLine() }, d.fill)
	d.list.OnSelected = d.choose
	all := newPress(u.say("details.copy_all"), plain, u.colors, nil)
	all.do = func() { u.copy(everything(u.words, u.text(d.snap), d.snap.Round), all) }
	one := newPress(u.say("details.copy_one"), plain, u.colors, nil)
	one.do = func() { u.copy(d.text.Text, one) }
	back := newPress(u.say("details.back"), plain, u.colors, func() { u.Show(firstScreen) })
	top := newInset(3*grid, 1.5*grid, newRow(1.5*grid, 1, back, newProse(u.say("details.title"), sizeTitle, true, u.colors.ink), one, all))
	ground := canvas.NewRectangle(u.colors.card)
	split := container.NewHSplit(d.list, container.NewStack(ground, container.NewVScroll(newInset(grid, grid, d.text))))
	split.Offset = 0.42
	d.all = newFrame(top, nil, split, nil)
	return d
}

func (d *details) object() fyne.CanvasObject { return d.all }
func (d *details) leave()                    {}

func (d *details) show(s checks.Snapshot) {
	d.snap, d.rows = s, detailRows(d.u.words, s.Round)
	d.list.Refresh()
	if d.chosen == "" && len(d.rows) > 0 {
		worst := worst(s.Round)
		at := slices.IndexFunc(d.rows, func(r detailRow) bool { return r.ID == worst })
		d.list.Select(at)
		d.list.ScrollTo(at)
		return
	}
	d.tell()
}

// choose shows the check of a line; a heading chooses the first of its checks.
func (d *details) choose(i widget.ListItemID) {
	if i >= 0 && i < len(d.rows) && d.rows[i].Heading {
		d.list.Select(i + 1)
		return
	}
	if i >= 0 && i < len(d.rows) {
		d.chosen = d.rows[i].ID
		d.tell()
	}
}

// tell says the chosen check in full, under what the cause asks of a technician.
func (d *details) tell() {
	text := d.u.say("details.none")
	for _, r := range d.snap.Round.Results {
		if r.ID() == d.chosen {
			text = detailText(d.u.words, r)
		}
	}
	if tech := report.Explain(d.u.words, d.snap.Verdict, d.u.profile()).Tech; tech != "" {
		text = tech + "\n\n" + text
	}
	if text != d.text.Text {
		d.text.SetText(text)
	}
}

func (d *details) fill(i widget.ListItemID, o fyne.CanvasObject) {
	if line, ok := o.(*detailLine); ok && i < len(d.rows) {
		line.set(d.u, d.rows[i])
	}
}

// detailLine is a line of the list: a heading, or the level's mark, the check and
// its time.
type detailLine struct {
	widget.BaseWidget
	mark     *fyne.Container
	id, took *canvas.Text
	all      *fyne.Container
}

func (u *UI) newDetailLine() *detailLine {
	l := &detailLine{
		mark: container.NewStack(levelIcon(checks.Unknown, u.colors.mark[checks.Unknown], 20)),
		id:   words("", sizeSmall, false, u.colors.ink),
		took: words("", sizeSmall, false, u.colors.dim),
	}
	l.all = newInset(2*grid, 1.5*grid, newRow(grid, 1, l.mark, l.id, l.took))
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *detailLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.all) }

func (l *detailLine) set(u *UI, r detailRow) {
	l.mark.Hidden = r.Heading
	l.took.Text = report.Figure(u.words, r.Took)
	room := l.Size().Width - 4*grid - 20 - 2*grid - l.took.MinSize().Width
	l.id.Text, l.id.TextStyle.Bold, l.id.Color = shortTo(r.ID, sizeSmall, room), false, u.colors.ink
	if r.Heading {
		l.id.Text, l.id.TextStyle.Bold, l.id.Color = r.Name, true, u.colors.dim
	} else {
		l.mark.Objects = []fyne.CanvasObject{levelIcon(r.Level, u.colors.mark[r.Level], 20)}
	}
	l.all.Refresh()
}
