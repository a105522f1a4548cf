package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// handling is the page on what to do, step by step.
func (l *learn) handling() []fyne.CanvasObject {
	u := l.u
	parts := []fyne.CanvasObject{l.title("step")}
	steps := newColumn(1.5 * grid)
	for i, id := range handlingItems {
		a := viewArticle(u.words, "step", id)
		steps.Add(newRow(1.5*grid, 1, top(u.ordinal(strconv.Itoa(i+1))), l.item(a, nil)))
	}
	ways := container.New(&flow{gap: grid}, l.press("case", u.say("learn.to_case"), primary, u.startTriage))
	if u.log != nil {
		ways.Add(l.press("cases", u.say("learn.to_record"), plain, func() { u.Show(casesScreen) }))
	}
	parts = append(parts, u.card(steps), ways, l.phones())
	drills := u.tasksFor(func(t checks.Task) bool { return t.Drill })
	if len(drills) > 0 {
		parts = append(parts, u.card(newColumn(0.5*grid, u.heading(u.say("learn.step.practise")), l.tasks("drill.", drills))))
	}
	return parts
}

// callees are those who can be called, in the order in which they are.
var callees = []checks.Callee{checks.CallAcquirer, checks.CallProvider, checks.CallBank, checks.CallCashier, checks.CallBroadband}

// phones are the numbers of those who can be called, as far as they are known.
func (l *learn) phones() fyne.CanvasObject {
	u, set := l.u, l.u.deps.Settings.Current()
	lines := newColumn(0.5*grid, u.heading(u.say("learn.phones")))
	for _, who := range callees {
		number := newProse(set.Phone(who, checks.WayWeChat, u.deps.Catalogue), 17, true, u.colors.ink)
		if number.text == "" {
			number = newProse(u.say("learn.no_phone"), sizeBody, false, u.colors.dim)
		}
		name := u.say("triage.call." + string(who))
		if who == checks.CallProvider {
			name = u.say("bill.issuer.wechat")
		}
		lines.Add(newRow(grid, 1, container.New(&wide{enlarged(300)}, words(name, sizeBody, false, u.colors.dim)), number))
	}
	lines.Add(newRow(0, -1, l.press("settings", u.say("learn.to_settings"), plain, func() {
		u.settingsGroup = groupShop
		u.Show("settings")
	})))
	return u.card(lines)
}

// item is one of the article's, with the items of the checklist that carry it.
func (l *learn) item(a article, tasks []taskRef) fyne.CanvasObject {
	u := l.u
	all := newColumn(2, newProse(a.Name, 17, true, u.colors.ink), newProse(a.Text, sizeBody, false, u.colors.ink))
	if len(tasks) > 0 {
		all.Add(l.tasks(a.ID+".", tasks))
	}
	return all
}

// prevention is the page on what prevents refunds.
func (l *learn) prevention() []fyne.CanvasObject {
	u := l.u
	parts := []fyne.CanvasObject{l.title("prevent")}
	for _, id := range preventionItems {
		parts = append(parts, u.card(l.item(viewArticle(u.words, "prevent", id), u.tasksFor(carries(id)))))
	}
	return parts
}

// effects is the page on what refunds cost, beside this month's figures.
func (l *learn) effects() []fyne.CanvasObject {
	u := l.u
	side := func(title string, ids []string) fyne.CanvasObject {
		all := newColumn(1.75*grid, u.heading(u.say("learn.effect."+title)))
		for _, id := range ids {
			a := viewArticle(u.words, "effect", id)
			one := newColumn(2, newProse(a.Name, 17, true, u.colors.ink), newProse(a.Text, sizeSmall, false, u.colors.dim))
			if figure := viewEffectMonth(u.words, id, l.month); figure != "" {
				one.Add(newProse(u.words.Say("learn.figure_line", map[string]any{"Figure": figure}), sizeBody, true, u.colors.ink))
			}
			all.Add(one)
		}
		return u.card(all)
	}
	ways := container.New(&flow{gap: grid})
	if u.log != nil {
		ways.Add(l.press("figures", u.say("learn.to_cases"), plain, func() {
			u.log.stay.tab = casesFigures
			u.Show(casesScreen)
		}))
		ways.Add(l.press("bill", u.say("learn.to_bill"), plain, func() { u.Show(billScreen) }))
	}
	return []fyne.CanvasObject{l.title("effect"), pair(side("shop", merchantEffects), side("customer", customerEffects)), ways}
}

// outside is the page on what only others can change.
func (l *learn) outside() []fyne.CanvasObject {
	u := l.u
	parts := []fyne.CanvasObject{l.title("outside")}
	for _, id := range outsideItems {
		parts = append(parts, u.card(l.item(viewArticle(u.words, "outside", id), nil)))
	}
	give := newColumn(grid, newProse(u.say("learn.outside.give"), sizeBody, true, u.colors.ink))
	if u.log != nil {
		give.Add(newRow(0, -1, l.press("record", u.say("learn.to_record"), plain, func() { u.Show(casesScreen) })))
	}
	return append(parts, u.card(give))
}
