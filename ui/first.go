package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/assets"
	"countercheck/checks"
)

// first is the first start: three questions, one at a time, each of which can be
// skipped. They take the window's whole place; what is watched goes on behind.
type first struct {
	u       *UI
	step    int
	given   []func(*checks.Settings) // by question; nil: skipped
	chosen  []string                 // what was answered, for the way back
	own     bool                     // hours of one's own are being typed
	trouble string                   // why nothing could be saved
	saving  bool
	guided  bool // all was asked: the tour is shown
	focus   fyne.Focusable
	page    *fyne.Container // of the tour
}

// questions are the pages, by their words.
var questions = []string{"acquirer", "terminals", "hours"}

func newFirst(u *UI) *first {
	return &first{u: u, given: make([]func(*checks.Settings), len(questions)), chosen: make([]string, len(questions))}
}

// show makes the open page.
func (f *first) show() fyne.CanvasObject {
	if f.guided {
		return f.tour()
	}
	u, id := f.u, questions[f.step]
	trouble := newProse(f.trouble, sizeBody, true, u.colors.mark[checks.Fail])
	trouble.Hidden = f.trouble == ""
	all, _ := screenOf(
		f.head(),
		newColumn(0.5*grid,
			newProse(u.say("first."+id), sizeHero, true, u.colors.ink),
			newProse(u.say("first."+id+"_why"), sizeBody, false, u.colors.dim)),
		trouble,
		f.answers(id),
	)
	return container.NewBorder(nil, newInset(looseMargin, looseMargin, f.foot()), nil, nil, all)
}

// head says how far one is, and offers the other language.
func (f *first) head() fyne.CanvasObject {
	u := f.u
	var bars []fyne.CanvasObject
	for i := range questions {
		bar := canvas.NewRectangle(u.colors.line)
		if i <= f.step {
			bar.FillColor = bandColors[checks.OK]
		}
		bar.CornerRadius = 2
		bars = append(bars, container.NewGridWrap(fyne.NewSize(48, 4), bar))
	}
	at := words(u.words.Say("first.step", map[string]any{"Step": f.step + 1, "Of": len(questions)}), sizeSmall, false, u.colors.dim)
	row := append(bars, at, container.NewStack())
	stretch := len(row) - 1
	for _, tag := range assets.Languages {
		if tag != u.words.Lang() {
			row = append(row, newPress(assets.Speak(tag).Say("language.self", nil), link, u.colors, func() {
				u.change(func(to *checks.Settings) { to.Language = tag }, f.told)
			}))
		}
	}
	return newRow(grid, stretch, row...)
}

func (f *first) foot() fyne.CanvasObject {
	u := f.u
	back := newPress(u.say("first.back"), plain, u.colors, f.back)
	back.Hidden = f.step == 0 && !f.own
	skip := newPress(u.say("first.skip"), plain, u.colors, func() {
		if f.trouble != "" { // nothing can be written: nobody is kept here for that
			f.end()
			return
		}
		f.answer("", nil)
	})
	return newRow(grid, 1, back, newProse(u.say("first.later"), sizeSmall, false, u.colors.dim), skip)
}

// firstAnswer is one answer as large as a finger.
type firstAnswer struct {
	id, name, means string
	do              func()
}

func (f *first) answers(id string) fyne.CanvasObject {
	switch {
	case id == "acquirer":
		return f.grid(3, f.acquirers())
	case id == "terminals":
		return f.grid(2, f.terminals())
	case f.own:
		return f.ownHours()
	default:
		return f.grid(3, f.hours())
	}
}

// grid sets answers in lines of so many.
func (f *first) grid(across int, all []firstAnswer) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for len(all) > 0 {
		var line []fyne.CanvasObject
		for i := range across {
			if i >= len(all) {
				line = append(line, container.NewStack()) // the last ones are as wide as the others
				continue
			}
			b := newPress(all[i].name, answer, f.u.colors, all[i].do)
			b.below, b.chosen = all[i].means, f.chosen[f.step] != "" && f.chosen[f.step] == all[i].id
			line = append(line, b)
		}
		lines = append(lines, newColumns(1.5*grid, line...))
		all = all[min(across, len(all)):]
	}
	return newColumn(1.5*grid, lines...)
}

func (f *first) acquirers() (all []firstAnswer) {
	u := f.u
	options := acquirers(u.words, checks.Settings{}, u.deps.Catalogue)
	for _, o := range append(options[1:len(options):len(options)], options[0]) { // not to know comes last
		id := o.id
		if id == "" {
			id = "unknown"
		}
		all = append(all, firstAnswer{id: id, name: o.name, do: func() {
			f.answer(id, func(to *checks.Settings) { to.Shop.Acquirer = o.id })
		}})
	}
	return all
}

func (f *first) terminals() (all []firstAnswer) {
	u := f.u
	for _, id := range []string{"shop", "sim", "mixed", "unknown"} {
		all = append(all, firstAnswer{id: id, name: u.say("settings.terminal." + id), means: u.say("first.terminal." + id), do: func() {
			f.answer(id, func(to *checks.Settings) { to.Shop.Terminals = id })
		}})
	}
	return all
}

func (f *first) hours() (all []firstAnswer) {
	u := f.u
	for _, openings := range usualHours() {
		name := openingText(u.words, openings)
		id := name
		means := u.say("first.hours_daily")
		if len(openings) == 0 {
			means = u.say("first.hours_always")
		} else if overnight(pairOf(openings[0])) {
			means = u.say("first.hours_overnight")
		}
		all = append(all, firstAnswer{id: id, name: name, means: means, do: func() {
			f.answer(id, func(to *checks.Settings) { to.Hours = everyDay(to.Hours, openings) })
		}})
	}
	return append(all, firstAnswer{id: "own", name: u.say("first.own"), means: u.say("first.own_means"), do: func() {
		f.own = true
		u.rebuild()
		if f.focus != nil {
			u.win.Canvas().Focus(f.focus)
		}
	}})
}

// ownHours asks from when and until when.
func (f *first) ownHours() fyne.CanvasObject {
	u := f.u
	pair := [2]string{"09:00", "21:00"}
	problem := newProse("", sizeBody, true, u.colors.mark[checks.Fail])
	judge := func() (opening string, fine bool) {
		opening = pair[0] + "-" + pair[1]
		now := u.deps.Settings.Current()
		said, nearest := judgeHours(u.words, now, everyDay(now.Hours, []string{opening}), u.deps.Catalogue)
		if near := nearest["hours.monday[1]"]; near != "" {
			opening, said = near, ""
		}
		problem.set(said, u.colors.mark[checks.Fail])
		return opening, said == ""
	}
	use := func() {
		if opening, fine := judge(); fine {
			f.answer("own", func(to *checks.Settings) { to.Hours = everyDay(to.Hours, []string{opening}) })
		}
	}
	var row []fyne.CanvasObject
	for side, key := range []string{"first.from", "first.until"} {
		e := newInput(u.bridge, pair[side], func(text string) { pair[side] = text; judge() }, func(string, bool) {})
		e.enter = use
		if side == 0 {
			f.focus = e
		}
		row = append(row, newProse(u.say(key), sizeTitle, false, u.colors.ink), newCell(110, touch+2, e))
	}
	row = append(row, newPress(u.say("first.use"), primary, u.colors, use))
	return u.card(newColumn(grid, newRow(1.5*grid, -1, row...), problem))
}

// answer takes an answer, nil for none, and goes on.
func (f *first) answer(id string, do func(*checks.Settings)) {
	f.given[f.step], f.chosen[f.step] = do, id
	if f.step+1 < len(questions) {
		f.step++
		f.u.rebuild()
		return
	}
	f.finish()
}

func (f *first) back() {
	if f.guided {
		f.end()
		return
	}
	if f.own {
		f.own = false
	} else if f.step > 0 {
		f.step--
	}
	f.u.rebuild()
}

// finish keeps what was answered, and that the questions were put.
func (f *first) finish() {
	if f.saving {
		return
	}
	f.saving = true
	u := f.u
	u.change(func(to *checks.Settings) {
		for _, do := range f.given {
			if do != nil {
				do(to)
			}
		}
		to.Asked = true
	}, func(err error) {
		f.saving = false
		if f.told(err); err == nil {
			f.guide()
		}
	})
}

// end goes on to the first screen.
func (f *first) end() {
	f.u.first, f.u.open = nil, firstScreen
	f.u.rebuild()
}

// told shows what could not be saved.
func (f *first) told(err error) {
	if err != nil {
		f.trouble = f.u.words.Say("settings.not_saved", map[string]any{"Error": err.Error()})
		f.u.rebuild()
	}
}

// typed: Esc leads back, F5 checks again behind.
func (f *first) typed(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		f.back()
	case fyne.KeyF5:
		f.u.deps.Watch.Now()
	default:
	}
}
