package ui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

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
	list   *widget.List
	text   *widget.Label
	snap   checks.Snapshot
	chosen string // id of the check whose facts are shown
	copied *press
}

func newDetails(u *UI) *details {
	d := &details{u: u, text: widget.NewLabel("")}
	d.text.Selectable = true
	d.text.Wrapping = fyne.TextWrapBreak
	d.list = widget.NewList(
		func() int { return len(d.snap.Round.Results) },
		func() fyne.CanvasObject { return u.newDetailRow() },
		func(i widget.ListItemID, o fyne.CanvasObject) { d.fill(i, o) },
	)
	d.list.OnSelected = func(i widget.ListItemID) {
		if i < len(d.snap.Round.Results) {
			d.chosen = d.snap.Round.Results[i].ID()
			d.tell()
		}
	}
	d.copied = newPress(u.say("details.copy_all"), plain, u.colors, func() { u.copy(d.everything()); d.done(d.copied) })
	one := newPress(u.say("details.copy_one"), plain, u.colors, nil)
	one.do = func() { u.copy(d.text.Text); d.done(one) }
	back := newPress(u.say("details.back"), plain, u.colors, func() { u.Show("now") })
	top := newInset(3*grid, 1.5*grid, newRow(grid, 1, back, newProse(u.say("details.title"), sizeTitle, true, u.colors.ink), one, d.copied))
	ground := canvas.NewRectangle(u.colors.card)
	split := container.NewHSplit(d.list, container.NewStack(ground, container.NewVScroll(d.text)))
	split.Offset = 0.45
	d.all = container.NewBorder(top, nil, nil, nil, split)
	return d
}

func (d *details) object() fyne.CanvasObject { return d.all }
func (d *details) leave()                    {}

// done says on a button that it has copied.
func (d *details) done(b *press) {
	b.text = d.u.say("now.copied")
	b.Refresh()
}

func (d *details) show(s checks.Snapshot) {
	d.snap = s
	if d.chosen == "" {
		d.chosen = worst(s.Round)
	}
	d.list.Refresh()
	d.tell()
}

// worst is the check that a technician looks at first.
func worst(round checks.Round) (id string) {
	level := checks.Unknown
	for _, r := range round.Results {
		if id == "" || r.Finding.Level > level {
			id, level = r.ID(), r.Finding.Level
		}
	}
	return id
}

func (d *details) tell() {
	for _, r := range d.snap.Round.Results {
		if r.ID() == d.chosen {
			d.text.SetText(detailText(d.u.words, r))
			return
		}
	}
	d.text.SetText(d.u.say("details.none"))
}

// everything is the verdict and every check, as text.
func (d *details) everything() string {
	var b strings.Builder
	b.WriteString(d.u.text(d.snap))
	for _, r := range d.snap.Round.Results {
		fmt.Fprintf(&b, "\n%s\n", detailText(d.u.words, r))
	}
	return b.String()
}

// detailText is one check in full: the technician's terms, as the JSON has them.
func detailText(w report.Words, r checks.Result) string {
	var b strings.Builder
	f := r.Finding
	fmt.Fprintf(&b, "%s\n%s: %s\n", r.ID(), w.Say("details.level", nil), w.Say("details.is."+f.Level.String(), nil))
	line := func(key, value string) {
		if value != "" && value != string(checks.None) {
			fmt.Fprintf(&b, "%s: %s\n", w.Say("details."+key, nil), value)
		}
	}
	line("cause", string(f.Cause))
	line("failed", string(f.Failed))
	line("class", string(f.Class))
	for _, phase := range checks.AllPhases {
		if took, ran := f.Phases[phase]; ran {
			line("phase."+string(phase), fmt.Sprintf("%.1f ms", took.Milliseconds()))
		}
	}
	if r.Asked > 1 {
		line("asked", fmt.Sprint(r.Asked))
	}
	line("at", r.At.Format("2006-01-02 15:04:05.000"))
	line("error", f.Err)
	if f.Facts != nil {
		if facts, err := indented(f.Facts); err == nil {
			fmt.Fprintf(&b, "%s:\n%s\n", w.Say("details.facts", nil), facts)
		}
	}
	return b.String()
}

func indented(facts any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(facts)
	return strings.TrimSpace(b.String()), err
}

// detailRow is a line of the list: the level's mark, the check, its time.
type detailRow struct {
	widget.BaseWidget
	mark  *fyne.Container
	id    *canvas.Text
	took  *canvas.Text
	level checks.Level
	all   *fyne.Container
}

func (u *UI) newDetailRow() *detailRow {
	r := &detailRow{
		mark: container.NewStack(levelIcon(checks.Unknown, u.colors.mark[checks.Unknown], 20)),
		id:   words("", sizeSmall, false, u.colors.ink),
		took: words("", sizeSmall, false, u.colors.dim),
	}
	r.all = newInset(1.5*grid, grid, newRow(grid, 1, r.mark, r.id, r.took))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *detailRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.all) }

func (d *details) fill(i widget.ListItemID, o fyne.CanvasObject) {
	row, ok := o.(*detailRow)
	if !ok || i >= len(d.snap.Round.Results) {
		return
	}
	res := d.snap.Round.Results[i]
	row.mark.Objects = []fyne.CanvasObject{levelIcon(res.Finding.Level, d.u.colors.mark[res.Finding.Level], 20)}
	row.id.Text = res.ID()
	row.took.Text = report.Figure(d.u.words, res.Took)
	row.all.Refresh()
}
