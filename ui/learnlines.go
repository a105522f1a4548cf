package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// tabMargin is where the words on a press of an index begin: they stand in line with
// the text above them.
const tabMargin = 1.5 * grid

// mostTasks is how many items are listed; the others are in 保养.
const mostTasks = 8

// tasks are items of the checklist, one a line with how it stands; a press opens one.
func (l *learn) tasks(within string, tasks []taskRef) fyne.CanvasObject {
	u := l.u
	lines := newColumn(0)
	for _, t := range tasks[:min(len(tasks), mostTasks)] {
		state := words(t.When, sizeSmall, t.Level > checks.OK, u.colors.mark[t.Level])
		open := l.press("task."+within+t.ID, t.Title+" ›", tab, func() { u.openTask(t.ID) })
		lines.Add(container.New(&aside{margin: tabMargin}, open, state))
	}
	if more := len(tasks) - mostTasks; more > 0 {
		lines.Add(newRow(0, -1, l.press("more"+within, u.words.Say("learn.more", map[string]any{"Count": more}), tab, func() {
			u.upkeep.stay.task, u.upkeep.stay.tab = "", tabTasks
			u.Show(careScreen)
		})))
	}
	return newInset(-tabMargin, 0, lines)
}

// aside puts something small at the end of a line, or under it where the line is too
// long for both.
type aside struct {
	margin float32 // at both ends of the line
	width  float32 // at the last layout
}

func (l *aside) fits(objects []fyne.CanvasObject, width float32) bool {
	return objects[0].MinSize().Width+grid+objects[1].MinSize().Width+l.margin <= width
}

func (l *aside) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	l.width = width
	high := objects[0].MinSize().Height
	if !l.fits(objects, width) {
		high += objects[1].MinSize().Height
	}
	return high
}

func (l *aside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	line, end := objects[0], objects[1]
	high, small := line.MinSize().Height, end.MinSize()
	line.Move(fyne.NewPos(0, 0))
	end.Resize(small)
	if l.fits(objects, size.Width) {
		line.Resize(fyne.NewSize(size.Width-small.Width-l.margin-grid, high))
		end.Move(fyne.NewPos(size.Width-small.Width-l.margin, (high-small.Height)/2))
		return
	}
	line.Resize(fyne.NewSize(size.Width, high))
	end.Move(fyne.NewPos(l.margin, high-grid/2))
}

func (l *aside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := widest(objects)
	return fyne.NewSize(least, l.heightFor(objects, max(l.width, least)))
}
