package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// fieldLine is one field on the screen: what it is about, the recommended value
// and where that comes from, and what to set it with.
type fieldLine struct {
	s       *settings
	f       field
	all     fyne.CanvasObject
	advice  *prose
	problem *prose
	back    *press                // to the recommended value
	shown   func(checks.Settings) // shows what holds, unless somebody is typing
	reset   func(checks.Settings) // shows it in any case; nil: as shown
}

const (
	typedWidth  float32 = 168
	choiceWidth float32 = 250
)

func newFieldLine(s *settings, f field) *fieldLine {
	u := s.u
	l := &fieldLine{s: s, f: f}
	now := u.deps.Settings.Current()
	v := viewField(u.words, f, now, u.deps.Settings.Shipped(), u.deps.Catalogue)
	l.advice = newProse("", sizeSmall, false, u.colors.dim)
	l.problem = newProse("", sizeSmall, true, u.colors.mark[checks.Fail])
	l.problem.Hide()
	l.back = newPress(u.say("settings.restore"), link, u.colors, l.restore)
	question := newColumn(2, newProse(v.Title, sizeBody, false, u.colors.ink))
	if v.Hint != "" {
		question.Add(newProse(v.Hint, sizeSmall, false, u.colors.dim))
	}
	question.Add(l.advice)
	question.Add(l.problem)
	control := l.control(now)
	if l.reset == nil {
		l.reset = l.shown
	}
	if f.kind() == ticksField {
		l.all = newColumn(0.5*grid, newRow(grid, 0, question, l.back), control)
	} else {
		l.all = newRow(grid, 0, question, l.back, control)
	}
	l.advise(v)
	return l
}

// control is what the field is set with.
func (l *fieldLine) control(now checks.Settings) fyne.CanvasObject {
	u, f := l.s.u, l.f
	switch f.kind() {
	case switchField:
		t := u.newToggle(f.raw(now) == "true", func(on bool) { l.choose(onWord(on)) })
		l.shown = func(set checks.Settings) { t.put(f.raw(set) == "true") }
		if listen := l.s.beside(f); listen != nil {
			return newRow(grid, -1, listen, t)
		}
		return t
	case choiceField:
		return newCell(choiceWidth, touch, l.picker(now))
	case ticksField:
		return l.ticks(now)
	default:
		return newCell(typedWidth, touch+2, l.input(now))
	}
}

func onWord(on bool) string {
	if on {
		return "true"
	}
	return "false"
}

func (l *fieldLine) picker(now checks.Settings) *picker {
	u, f := l.s.u, l.f
	options := f.choices(u.words, now, u.deps.Catalogue)
	names := make([]string, len(options))
	for i, o := range options {
		names[i] = o.name
	}
	p := newPicker(names)
	put := func(set checks.Settings) {
		for _, o := range options {
			if o.id == f.raw(set) && p.Selected != o.name {
				usual := p.OnChanged
				p.OnChanged = nil
				p.SetSelected(o.name)
				p.OnChanged = usual
			}
		}
	}
	p.PlaceHolder = u.say("settings.choose")
	put(now)
	l.shown = put
	p.OnChanged = func(name string) {
		for _, o := range options {
			if o.name == name && o.id != f.raw(u.deps.Settings.Current()) {
				l.choose(o.id)
			}
		}
	}
	return p
}

// ticks are a few that can each be chosen.
func (l *fieldLine) ticks(now checks.Settings) fyne.CanvasObject {
	u, f := l.s.u, l.f
	options := f.choices(u.words, now, u.deps.Catalogue)
	buttons := make([]*press, len(options))
	var row []fyne.CanvasObject
	put := func(set checks.Settings) {
		chosen := strings.Fields(f.raw(set))
		for i, o := range options {
			buttons[i].chosen = slices.Contains(chosen, o.id)
			buttons[i].say(u.ticked(o.name, buttons[i].chosen))
		}
	}
	for i, o := range options {
		buttons[i] = newPress(o.name, plain, u.colors, func() {
			chosen := strings.Fields(f.raw(u.deps.Settings.Current()))
			if at := slices.Index(chosen, o.id); at >= 0 {
				chosen = slices.Delete(chosen, at, at+1)
			} else {
				chosen = append(chosen, o.id)
			}
			l.choose(strings.Join(chosen, " "))
		})
		row = append(row, buttons[i])
	}
	put(now)
	l.shown = put
	return container.New(&flow{gap: grid}, row...)
}

// ticked says by more than its colour that something is chosen.
func (u *UI) ticked(name string, on bool) string {
	if on {
		return u.words.Say("settings.ticked", map[string]any{"Name": name})
	}
	return name
}

func (l *fieldLine) input(now checks.Settings) *input {
	u, f := l.s.u, l.f
	e := l.s.input(f.text(u.words, now, u.deps.Catalogue), func(text string) { l.tell(l.judge(text).Problem) }, nil)
	e.PlaceHolder = u.say("settings.none")
	normal := func(set checks.Settings) { e.put(f.text(u.words, set, u.deps.Catalogue)) }
	e.take = func(text string, left bool) {
		j := l.judge(text)
		if left && j.Nearest != "" {
			j = l.judge(j.Nearest)
		}
		l.tell(j.Problem)
		if j.Problem != "" {
			return
		}
		if left {
			normal(j.Set)
		}
		if !f.same(j.Set, u.deps.Settings.Current()) {
			l.commit(j.Set)
		}
	}
	l.shown = func(now checks.Settings) {
		// What stands there is not rewritten under the fingers, nor what is wrong.
		typing := u.win.Canvas().Focused() == fyne.Focusable(e)
		if j := l.judge(e.Text); e.Text == e.set || !typing && j.Problem == "" && f.same(j.Set, now) {
			normal(now)
		}
	}
	l.reset = normal
	return e
}

func (l *fieldLine) judge(text string) judged {
	u := l.s.u
	return judge(u.words, l.f, text, u.deps.Settings.Current(), u.deps.Catalogue)
}

// choose takes a choice, and shows the old one again where it cannot be had.
func (l *fieldLine) choose(id string) {
	j := l.judge(id)
	l.tell(j.Problem)
	if j.Problem != "" {
		l.shown(l.s.u.deps.Settings.Current())
		return
	}
	l.commit(j.Set)
}

// commit saves the field as it is in what was judged.
func (l *fieldLine) commit(set checks.Settings) {
	if l.f.id == autostart {
		l.s.setAutostart(set.Desktop.Autostart)
		return
	}
	l.s.change(func(to *checks.Settings) { l.f.copyTo(to, set) }, nil)
}

// restore goes back to the recommended value.
func (l *fieldLine) restore() {
	u := l.s.u
	shipped := u.deps.Settings.Shipped()
	after := u.deps.Settings.Current()
	l.f.copyTo(&after, shipped)
	problem, _ := judgeAll(u.words, l.f, u.deps.Settings.Current(), after, u.deps.Catalogue)
	l.tell(problem)
	if problem == "" {
		l.s.change(func(to *checks.Settings) { l.f.copyTo(to, shipped) }, func() { l.reset(u.deps.Settings.Current()) })
	}
}

// put shows what holds now.
func (l *fieldLine) put(now checks.Settings) {
	if l.f.id != autostart { // which is as the system says
		l.shown(now)
	}
	u := l.s.u
	l.advise(viewField(u.words, l.f, now, u.deps.Settings.Shipped(), u.deps.Catalogue))
}

func (l *fieldLine) advise(v fieldView) {
	u := l.s.u
	l.advice.Hidden, l.back.Hidden = v.Advice == "", !v.Changed
	if v.Changed {
		l.advice.set(u.say("settings.changed")+between+v.Advice, u.colors.mark[checks.Warn])
	} else {
		l.advice.set(v.Advice, u.colors.dim)
	}
}

// tell says why what stands there cannot be used.
func (l *fieldLine) tell(problem string) {
	if l.problem.text == problem && l.problem.Hidden == (problem == "") {
		return
	}
	l.problem.set(problem, l.s.u.colors.mark[checks.Fail])
	l.problem.Hidden = problem == ""
	l.s.arrange()
}
