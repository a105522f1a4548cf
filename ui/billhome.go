package ui

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// homeParts are the first page: what is being read, where to choose a file, what
// became of those chosen before, and where bills come from.
func (p *billPage) homeParts() []fyne.CanvasObject {
	u, d := p.u, p.d
	p.said = newProse("", sizeSmall, true, u.colors.mark[checks.Fail])
	p.said.Hide()
	parts := []fyne.CanvasObject{p.head(u.say("billscreen.title"), u.say("billscreen.about"))}
	if zone := zoneTrouble(u.words, u.deps.Now()); zone != "" {
		parts = append(parts, u.marked(zone, checks.Warn, true))
	}
	if d.now != "" {
		parts = append(parts, p.running())
	} else {
		choose := newRow(2*grid, 1, p.press("choose", u.say("billscreen.choose"), primary, p.choose), newProse(u.say("billscreen.drop"), sizeSmall, false, u.colors.dim))
		parts = append(parts, u.card(newColumn(grid, choose, p.said)))
	}
	if len(d.results) > 0 {
		parts = append(parts, p.outcomes())
	}
	return append(parts, pair(p.fetching(), p.readBefore()))
}

// running is how far the reading is, and that nobody has to wait.
func (p *billPage) running() fyne.CanvasObject {
	u, d := p.u, p.d
	said := map[string]any{"Name": billResult{path: d.now}.name(), "Left": len(d.queue)}
	key := "billscreen.reading"
	if len(d.queue) > 0 {
		key = "billscreen.reading_left"
	}
	p.runBar = &stepLine{share: float32(d.percent) / 100}
	track, filled := canvas.NewRectangle(u.colors.line), canvas.NewRectangle(u.colors.mark[checks.OK])
	track.CornerRadius, filled.CornerRadius = 2, 2
	p.runBox = container.New(p.runBar, track, filled)
	p.runPct = words(u.words.Say("billscreen.percent", map[string]any{"Percent": d.percent}), sizeBody, true, u.colors.ink)
	p.runPct.Alignment = fyne.TextAlignTrailing
	stop := p.press("stop", u.say("billscreen.cancel"), plain, d.stop)
	return u.card(newColumn(grid, newRow(grid, 0, newProse(u.words.Say(key, said), sizeBody, true, u.colors.ink), container.New(&wide{64}, p.runPct)),
		p.runBox, newRow(grid, 0, newProse(u.say("billscreen.go_on"), sizeSmall, false, u.colors.dim), stop)))
}

// tellProgress moves the line; nothing else on the page moves.
func (p *billPage) tellProgress() {
	if p.runBox == nil {
		return
	}
	p.runBar.share = float32(p.d.percent) / 100
	p.runPct.Text = p.u.words.Say("billscreen.percent", map[string]any{"Percent": p.d.percent})
	p.runPct.Refresh()
	p.runBox.Refresh()
}

// outcomes are what became of the files that were chosen together; a press opens one.
func (p *billPage) outcomes() fyne.CanvasObject {
	u := p.u
	list := newColumn(0.5 * grid)
	for i, r := range p.d.results {
		if text := u.billTrouble(r); text != "" {
			line := u.marked(text, checks.Warn, true)
			if opensNot(r.err) {
				line = newRow(grid, 0, line, p.press("result."+strconv.Itoa(i), u.say("billscreen.not.map"), link, func() { p.d.show(r); p.build() }))
			}
			list.Add(line)
			continue
		}
		open := p.press("result."+strconv.Itoa(i), r.name()+" ›", tab, func() { p.d.show(r); p.build() })
		about := words(billTitle(u.words, r.bill), sizeSmall, false, u.colors.dim)
		about.Alignment = fyne.TextAlignTrailing
		list.Add(newRow(grid, 0, open, about))
	}
	return u.card(list)
}

// fetching says in plain steps where bills are downloaded.
func (p *billPage) fetching() fyne.CanvasObject {
	u := p.u
	all := newColumn(grid, u.heading(u.say("billscreen.get.title")))
	for _, from := range []string{"wechat", "alipay"} {
		one := newColumn(2, newProse(u.say("billscreen.get."+from), sizeBody, true, u.colors.ink))
		for n := 1; n <= 3; n++ {
			one.Add(newProse(strconv.Itoa(n)+". "+u.say("billscreen.get."+from+strconv.Itoa(n)), sizeBody, false, u.colors.ink))
		}
		all.Add(one)
	}
	all.Add(newProse(u.say("billscreen.get.when"), sizeSmall, false, u.colors.dim))
	return u.card(all)
}

// mostKnown is how many of the bills read before are listed.
const mostKnown = 24

// readBefore are the bills read before; a press opens one.
func (p *billPage) readBefore() fyne.CanvasObject {
	u, d := p.u, p.d
	all := newColumn(0.5*grid, u.heading(u.say("billscreen.known")))
	switch {
	case d.broken != nil && d.known == nil:
		all.Add(newProse(u.caseTrouble(d.broken), sizeSmall, true, u.colors.mark[checks.Fail]))
		all.Add(newRow(0, -1, p.press("again", u.say("billscreen.again"), plain, d.look)))
	case !d.told:
		all.Add(newProse(u.say("case.reading"), sizeSmall, false, u.colors.dim))
	case len(d.known) == 0:
		all.Add(newProse(u.say("billscreen.known_none"), sizeSmall, false, u.colors.dim))
	}
	for _, b := range d.known[:min(len(d.known), mostKnown)] {
		said := map[string]any{"From": billDay(b.From), "To": billDay(b.To), "Refunded": b.Refunded, "Reversed": b.Reversed}
		line := u.words.Say("billscreen.known_line", said)
		if b.Rows == 0 {
			line = billTitle(u.words, b)
		}
		open := p.press("known."+b.ID, shortTo(u.say("bill.issuer."+string(b.Issuer))+between+b.Name, sizeBody, 330)+" ›", tab, func() { d.openBill(b, time.Time{}); p.build() })
		all.Add(newColumn(0, open, newInset(1.5*grid, 0, newProse(line, sizeSmall, false, u.colors.dim))))
	}
	return u.card(all)
}
