package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// kinds is the page on what the words on a terminal mean.
func (l *learn) kinds() []fyne.CanvasObject {
	u := l.u
	var three []fyne.CanvasObject
	for _, id := range refundKinds {
		three = append(three, u.card(newColumn(0.75*grid,
			newProse(u.say("learn.kind."+id+".name"), sizeTitle, true, u.colors.ink),
			newProse(u.say("learn.kind."+id+".text"), sizeBody, false, u.colors.ink))))
	}
	look := newColumn(grid, newProse(u.say("learn.kinds.where"), sizeBody, true, u.colors.ink),
		newRow(0, -1, l.press("case", u.say("learn.to_case"), primary, u.startTriage)))
	limits := pair(l.limit("road"), l.limit("pc"))
	return []fyne.CanvasObject{l.title("kinds"), newColumns(1.5*grid, three...), u.card(look), limits}
}

func (l *learn) limit(id string) fyne.CanvasObject {
	u := l.u
	return newColumn(2, newProse(u.say("learn.kinds."+id), sizeBody, true, u.colors.ink), newProse(u.say("learn.kinds."+id+"_means"), sizeSmall, false, u.colors.dim))
}

// title is a page's headline, with what it is about.
func (l *learn) title(topic string) fyne.CanvasObject {
	u := l.u
	return newColumn(2, newProse(u.say("learn."+topic+".title"), sizeHero, true, u.colors.ink), newProse(u.say("learn."+topic+".lead"), sizeBody, false, u.colors.dim))
}

// cause is the page of the open cause.
func (l *learn) cause() []fyne.CanvasObject {
	u := l.u
	id := u.learning.cause
	v := viewCausePage(u.words, id, l.month, u.merchants(), l.drawn.tasks)
	what := newColumn(0.75*grid, newProse(v.What[0], 17, false, u.colors.ink), newProse(v.What[1], sizeBody, false, u.colors.dim))
	steps := newColumn(grid, u.heading(u.say("learn.todo")))
	for i, s := range v.Steps {
		steps.Add(u.step(strconv.Itoa(i+1), s))
	}
	steps.Add(newRow(grid, 1, levelIcon(checks.Warn, u.colors.mark[checks.Warn], 22), newColumn(0,
		newProse(u.say("learn.mind"), sizeSmall, true, u.colors.mark[checks.Warn]), newProse(v.Mind, sizeBody, false, u.colors.ink))))
	month := newColumn(0.75*grid, u.heading(u.say("learn.month")))
	for _, f := range v.Facts {
		month.Add(l.fact(f))
	}
	if v.FactsUnknown {
		month.Add(newProse(u.say("case.reading"), sizeSmall, false, u.colors.dim))
	}
	month.Add(newProse(u.say("learn.how"), sizeSmall, true, u.colors.dim))
	month.Add(newProse(v.How, sizeSmall, false, u.colors.dim))
	parts := []fyne.CanvasObject{
		newColumn(2, newProse(v.Title, sizeHero, true, u.colors.ink), newProse(v.Article, sizeSmall, false, u.colors.dim)),
		what, u.card(steps), u.card(month), l.careCard(v.Tasks),
	}
	if v.Codes != "" {
		parts = append(parts, newProse(v.Codes, sizeSmall, false, u.colors.dim))
	}
	return parts
}

// fact is a line of what this month shows; a mark stands before what is known.
func (l *learn) fact(f learnFact) fyne.CanvasObject {
	u := l.u
	ink := u.colors.ink
	if f.Level == checks.Unknown {
		return newProse(f.Text, sizeBody, false, ink)
	}
	return newRow(0.75*grid, 1, levelIcon(f.Level, u.colors.mark[f.Level], 20), newProse(f.Text, sizeBody, true, ink))
}

// careCard are the items that prevent a cause.
func (l *learn) careCard(tasks []taskRef) fyne.CanvasObject {
	u := l.u
	card := newColumn(0.5*grid, u.heading(u.say("learn.care")))
	if u.upkeep == nil {
		card.Add(newProse(u.say("learn.no_care"), sizeSmall, false, u.colors.dim))
	}
	card.Add(l.tasks("", tasks))
	return u.card(card)
}

// merchants are the recorded merchant numbers.
func (u *UI) merchants() []string {
	if u.upkeep == nil {
		return nil
	}
	return merchantNumbers(u.upkeep.records.Terminals)
}
