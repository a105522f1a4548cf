package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// careCard is the card of the first screen: what is asked for today, with its tick,
// and a device whose version nobody looks at. It is as high whatever it says.
type careCard struct {
	u     *UI
	all   fyne.CanvasObject
	row   *fyne.Container
	title *prose // what it is about, or why the last tick was not recorded
	more  *press
	drawn careCardView
	ready bool
	told  string // why the last tick was not recorded
	ticks map[string]*press
}

// careCardView is what the card shows.
type careCardView struct {
	Items []string // what stands on it, to be compared
	More  string
	Text  string
	Told  string
}

// mostOnCard is how many items stand on the card.
const mostOnCard = 2

func newCareCard(u *UI) *careCard {
	n := &careCard{u: u, row: newColumns(3 * grid), ticks: map[string]*press{}}
	n.more = newPress("", link, u.colors, n.open)
	u.upkeep.ask() // something of it may just have been written
	n.title = newProse("", sizeBody, true, u.colors.ink)
	n.all = u.card(newColumn(grid, container.New(&low{}, newRow(grid, 0, n.title, n.more)), n.row))
	return n
}

// open leads to the device whose version is to be looked at, or to everything.
func (n *careCard) open() {
	if all := n.unlooked(); len(all) == 1 {
		n.u.editTerminal(all[0].ID)
		return
	}
	n.u.upkeep.stay.tab = tabToday
	n.u.Show("care")
}

func (n *careCard) unlooked() []checks.Terminal {
	return unlooked(n.u.upkeep.records, n.u.deps.Now())
}

// show shows what is known now, and touches nothing that says it already.
func (n *careCard) show() {
	u, k := n.u, n.u.upkeep
	k.look()
	items := k.today()
	v := careCardView{More: n.moreText(), Told: n.told}
	views := []taskView{}
	for _, i := range shownOnCard(items) {
		t := viewTask(u.words, i, u.deps.Now())
		views = append(views, t)
		v.Items = append(v.Items, t.ID+t.Title+t.When)
	}
	switch {
	case k.told == 0:
		v.Text = u.say("care.reading")
	case k.broken != nil:
		v.Text = u.careTrouble(k.broken)
	case len(views) == 0:
		v.Text = u.say("care.title.none") + between + u.nextText(false)
	}
	if n.ready && sameCard(n.drawn, v) {
		return
	}
	n.ready, n.drawn = true, v
	n.draw(shownOnCard(items), views, v)
}

func sameCard(a, b careCardView) bool {
	return a.More == b.More && a.Text == b.Text && a.Told == b.Told && slices.Equal(a.Items, b.Items)
}

// shownOnCard are those that have a place: what is due before what is done, where
// there are too many.
func shownOnCard(items []checks.CareItem) []checks.CareItem {
	if len(items) <= mostOnCard {
		return items
	}
	var due, rest []checks.CareItem
	for _, i := range items {
		if i.State == checks.CareDue || i.State == checks.CareOverdue || i.State == checks.CareFollowUp && i.Days >= 0 {
			due = append(due, i)
		} else {
			rest = append(rest, i)
		}
	}
	return append(due, rest...)[:mostOnCard]
}

// moreText is the hint at the heading's end: a version that was not looked at, what
// is past its date, or the way to everything.
func (n *careCard) moreText() string {
	u, now := n.u, n.u.deps.Now()
	all := n.unlooked()
	if len(all) == 1 {
		facts, _ := checks.RecordFinding(all[0], u.upkeep.records, now).Facts.(checks.RecordFacts)
		return u.words.Say("care.now.version", map[string]any{"Name": shortTo(terminalName(u.words, all[0]), sizeSmall, 160), "Days": max(facts.Judged.Days, facts.Unread)})
	}
	if len(all) > 1 {
		return u.words.Say("care.now.versions", map[string]any{"Count": len(all)})
	}
	if _, overdue, clear := u.upkeep.waiting(); overdue > 0 {
		key := "care.now.overdue"
		if clear > 0 {
			key = "care.now.clear"
		}
		return u.words.Say(key, map[string]any{"Count": overdue, "Clear": clear})
	}
	return u.say("care.now.more")
}

func (n *careCard) draw(items []checks.CareItem, views []taskView, v careCardView) {
	focus := ""
	for id, b := range n.ticks {
		if b.focused {
			focus = id
		}
	}
	n.more.say(v.More)
	n.title.set(n.u.say("place.care"), n.u.colors.ink)
	if v.Told != "" {
		n.title.set(v.Told, n.u.colors.mark[checks.Fail])
	}
	n.row.Objects = nil
	n.ticks = map[string]*press{}
	for i, t := range views {
		n.row.Add(n.cell(items[i], t))
	}
	if v.Text != "" {
		c := n.u.colors.dim
		if n.u.upkeep.broken != nil {
			c = n.u.colors.mark[checks.Fail]
		}
		line := newProse(v.Text, sizeBody, false, c)
		line.smaller = sizeSmall
		n.row.Objects = []fyne.CanvasObject{container.New(&high{}, line)}
	}
	n.row.Refresh()
	n.all.Refresh()
	if b := n.ticks[focus]; b != nil {
		n.u.win.Canvas().Focus(b)
	}
}

// cell is one item with its tick, or how it was left.
func (n *careCard) cell(i checks.CareItem, t taskView) fyne.CanvasObject {
	u := n.u
	title := newProse(t.Title, sizeBody, false, u.colors.ink)
	title.smaller = sizeSmall
	when := newProse(t.When, sizeSmall, t.Level > checks.OK, u.colors.mark[t.Level])
	state, word, kind := checks.CareDone, "care.done", plain
	if t.Done {
		title.color = u.colors.dim
		state, word, kind = checks.CareTakenBack, "care.wrong_press", link
	}
	b := newPress(u.say(word), kind, u.colors, func() {
		u.upkeep.tick(i, state, func(err error) {
			if n.told = ""; err != nil {
				n.told = u.careTrouble(err)
			}
			n.show()
		})
	})
	n.ticks[t.ID] = b
	about := newColumn(0, title, when)
	if t.Mark {
		return newRow(grid, 1, levelIcon(t.Level, u.colors.mark[t.Level], 22), about, b)
	}
	return newRow(grid, 0, about, b)
}

// high is a line as high as something that can be pressed, so that nothing jumps
// when there is something.
type high struct{}

func (l *high) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return max(touch, heightOf(objects[0], width))
}

func (l *high) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := heightOf(objects[0], size.Width)
	objects[0].Move(fyne.NewPos(0, (size.Height-h)/2))
	objects[0].Resize(fyne.NewSize(size.Width, h))
}

func (l *high) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, touch)
}
