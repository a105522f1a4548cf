package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// devices are the shop's devices, a card each, and the way to record another.
func (c *care) devices() []fyne.CanvasObject {
	u := c.u
	var cards []fyne.CanvasObject
	var inUse []string
	gone := 0
	for _, t := range c.k.records.Terminals {
		if !t.InUse() {
			gone++
			continue
		}
		inUse = append(inUse, t.ID)
		cards = append(cards, c.deviceCard(t))
	}
	head := newRow(grid, 0, newProse(u.say("care.devices"), sizeTitle, true, u.colors.ink))
	_, under := openVisit(c.k.visits)
	if len(inUse) > 1 && !under {
		all := newPress(u.say("care.visit.all"), plain, u.colors, func() { u.startVisit(inUse) })
		c.keep("visit", all)
		head.Add(all)
	}
	add := u.newTile(func() { u.editTerminal("") }, c.addDevice(len(inUse) == 0))
	c.keep("add", add)
	if len(inUse) == 0 {
		cards = []fyne.CanvasObject{add}
	} else {
		cards = append(cards, add)
	}
	parts := []fyne.CanvasObject{head, inLines(min(2, len(cards)), cards...)}
	if gone > 0 {
		parts = append(parts, c.goneDevices(gone)...)
	}
	return parts
}

// reach is how all devices answered, in words, to be compared.
func (c *care) reach() string {
	var all []string
	for _, t := range c.k.records.Terminals {
		text, _ := reachText(c.u.words, t, c.u.last.Round)
		all = append(all, text)
	}
	return strings.Join(all, "|")
}

// addDevice is what stands on the card that adds one.
func (c *care) addDevice(none bool) fyne.CanvasObject {
	u := c.u
	about := u.say("care.device.add_about")
	if none {
		about = u.say("care.device.none")
	}
	return container.NewCenter(newRow(1.25*grid, -1,
		sized(picture("device-add", deviceShapes["add"], map[string]string{"STROKE": hex(u.colors.dim)}), 32),
		newColumn(2, words(u.say("care.device.add"), sizeBody, true, u.colors.ink), words(about, sizeSmall, false, u.colors.dim))))
}

// deviceCard is one device. Pressed, its record opens.
func (c *care) deviceCard(t checks.Terminal) fyne.CanvasObject {
	u := c.u
	v := viewDevice(u.words, t, c.k.records, u.last.Round, u.deps.Now())
	name := newColumn(1, newProse(v.Name, sizeBody, true, u.colors.ink), newProse(v.About, sizeSmall, false, u.colors.dim))
	parts := newColumn(0.75*grid, newRow(1.25*grid, 1, deviceIcon(v.Kind, u.colors.dim, 36), name))
	if v.Replaced {
		parts.Add(u.marked(u.say("care.device.replaced"), checks.Fail, true))
	}
	parts.Add(c.deviceVersion(v))
	parts.Add(newProse(v.Reach+between+v.Visited, sizeSmall, v.ReachLevel > checks.OK, u.colors.mark[max(v.ReachLevel, checks.Unknown)]))
	_, under := openVisit(c.k.visits)
	newest := newPress(u.say("care.device.newest"), plain, u.colors, func() { c.openRule(t.ID) })
	c.keep("newest."+t.ID, newest)
	row := newRow(grid, -1, newest)
	if !under {
		visit := newPress(u.say("care.visit.start"), plain, u.colors, func() { u.startVisit([]string{t.ID}) })
		c.keep("visit."+t.ID, visit)
		row = newRow(grid, -1, visit, newest)
	}
	parts.Add(row)
	card := u.newTile(func() { u.editTerminal(t.ID) }, parts)
	c.keep("device."+t.ID, card)
	return card
}

// deviceVersion is the version with its state in words.
func (c *care) deviceVersion(v deviceView) fyne.CanvasObject {
	u := c.u
	state := words(v.State, sizeBody, true, u.colors.mark[v.Level])
	line := newRow(0.75*grid, -1, levelIcon(v.Level, u.colors.mark[v.Level], 20))
	if v.Version != "" {
		line.Add(words(shortTo(v.Version, sizeBody, 150), sizeBody, false, u.colors.ink))
	}
	line.Add(state)
	if v.Detail == "" {
		return line
	}
	detail := words(v.Detail, sizeSmall, false, u.colors.dim)
	if line.MinSize().Width+detail.MinSize().Width > deviceRoom {
		return newColumn(1, line, newProse(v.Detail, sizeSmall, false, u.colors.dim))
	}
	line.Add(detail)
	return line
}

// deviceRoom is the width of a device's card on the smallest screen.
const deviceRoom float32 = 390

// goneDevices are those that are not in the shop any more, on demand.
func (c *care) goneDevices(n int) []fyne.CanvasObject {
	u, open := c.u, c.k.stay.retired
	word := "care.device.retired"
	if open {
		word = "care.device.retired_less"
	}
	b := newPress(u.words.Say(word, map[string]any{"Count": n}), link, u.colors, func() { c.open(func(s *carePlace) { s.retired = !open }) })
	c.keep("retired", b)
	parts := []fyne.CanvasObject{newRow(0, -1, b)}
	if !open {
		return parts
	}
	var cards []fyne.CanvasObject
	for _, t := range c.k.records.Terminals {
		if t.InUse() {
			continue
		}
		when := u.words.Say("care.device.retired_at", map[string]any{"Date": date(u.words, t.Retired.In(u.deps.Now().Location()), u.deps.Now())})
		card := u.newTile(func() { u.editTerminal(t.ID) }, newRow(1.25*grid, 1, deviceIcon(t.Kind, u.colors.dim, 28),
			newColumn(1, newProse(terminalName(u.words, t), sizeBody, false, u.colors.dim), newProse(when, sizeSmall, false, u.colors.dim))))
		c.keep("device."+t.ID, card)
		cards = append(cards, card)
	}
	return append(parts, inLines(2, cards...))
}

// shortTo cuts a text that is wider than its place.
func shortTo(text string, size, width float32) string {
	fits := func(s string) bool { return fyne.MeasureText(s, enlarged(size), fyne.TextStyle{}).Width <= width }
	if fits(text) {
		return text
	}
	letters := []rune(text)
	for len(letters) > 0 && !fits(string(letters)+"…") {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}

func (c *care) openRule(id string) { c.open(func(s *carePlace) { s.rule = id }) }
