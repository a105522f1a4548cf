package ui

import (
	"errors"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// followCard is what became of a case; all of it is saved as it is chosen or typed.
func (p *casePage) followCard() fyne.CanvasObject {
	u, f, l := p.u, p.form, p.u.log
	p.said, p.wrong = words("", sizeSmall, true, u.colors.dim), newProse("", sizeSmall, true, u.colors.mark[checks.Fail])
	p.said.Alignment = fyne.TextAlignTrailing
	p.again = p.press("again", u.say("case.save_again"), plain, func() { l.save(f) })
	p.bad = newColumn(grid, p.wrong, container.New(&flow{gap: grid}, p.again))
	p.again.Hide()
	p.bad.Hide()
	status := chosenOf(p, "status", checks.CaseStatuses, f.draft.Status, func(s checks.CaseStatus) string { return u.say("case.status." + string(s)) },
		func(s checks.CaseStatus) {
			l.change(f, func(now checks.FollowUp) checks.FollowUp { return withStatus(now, f.saved.Follow, s, u.deps.Now()) })
			p.build()
		})
	repeat := u.newToggle(f.draft.Repeat, func(on bool) {
		l.change(f, func(now checks.FollowUp) checks.FollowUp { now.Repeat = on; return now })
	})
	mistake := u.newToggle(f.draft.Mistake, func(on bool) {
		l.change(f, func(now checks.FollowUp) checks.FollowUp { now.Mistake = on; return now })
		p.build()
	})
	p.keep["repeat"], p.keep["mistake"] = repeat, mistake
	parts := newColumn(1.25*grid,
		u.heading(u.say("case.follow"), container.New(&wide{enlarged(150)}, p.said)), p.bad, status, p.toldRow(), u.rule(),
		p.staffLine(),
		newRow(grid, 0, newProse(u.say("case.field.repeat"), sizeBody, false, u.colors.ink), repeat), u.rule(),
		p.suspect(), u.rule(),
		p.noteBox(),
		newRow(grid, 0, newColumn(2, newProse(u.say("case.field.mistake"), sizeBody, false, u.colors.ink), newProse(u.say("case.mistake_means"), sizeSmall, false, u.colors.dim)), mistake))
	return u.card(parts)
}

// toldRow says when the customer was told why, or has that be said.
func (p *casePage) toldRow() fyne.CanvasObject {
	u, f := p.u, p.form
	text := newProse(followText(u.words, f.draft, "answered", u.deps.Now()), sizeSmall, false, u.colors.dim)
	if !f.draft.Answered.IsZero() {
		took := max(0, f.draft.Answered.Sub(f.saved.Sale.At))
		text.text += between + u.words.Say("case.took", map[string]any{"Length": report.Length(u.words, took)})
		return text
	}
	now := p.press("told", u.say("case.tell_now"), plain, func() {
		u.log.change(f, func(now checks.FollowUp) checks.FollowUp { return wasTold(now, f.saved.Follow, u.deps.Now()) })
		p.build()
	})
	if f.draft.Status == checks.CaseOpen {
		return text // the status says it
	}
	return newRow(grid, 0, text, now)
}

// staffLine is how many minutes it has cost.
func (p *casePage) staffLine() fyne.CanvasObject {
	u, f := p.u, p.form
	problem := p.problem("staff")
	in := newInput(u.bridge, f.text("staff"), func(text string) { p.put("staff", text, problem) }, func(string, bool) { u.log.save(f) })
	in.PlaceHolder = "0"
	p.keep["staff"] = in
	line := newRow(grid, 0, newProse(u.say("case.field.staff"), sizeBody, false, u.colors.ink),
		newCell(90, touch, in), words(u.say("settings.unit.minute"), sizeBody, false, u.colors.dim))
	return newColumn(2, line, problem)
}

func (p *casePage) noteBox() fyne.CanvasObject {
	u, f := p.u, p.form
	problem := p.problem("note")
	p.notes = newNotes(u.bridge, f.text("note"), u.say("case.note_like"), func(text string) { p.put("note", text, problem) }, func() { u.log.save(f) })
	p.keep["note"] = p.notes
	return newColumn(4, newProse(u.say("case.field.note"), sizeBody, false, u.colors.ink), p.notes, problem)
}

func (p *casePage) problem(field string) *prose {
	problem := newProse("", sizeSmall, true, p.u.colors.mark[checks.Fail])
	problem.Hidden = true
	if text, wrong := p.form.typed[field]; wrong {
		problem.text, problem.Hidden = caseProblem(p.u.words, p.form.put(field, text)), false
	}
	return problem
}

// put takes what is typed, and says what is wrong with it.
func (p *casePage) put(field, text string, problem *prose) {
	wrong := caseProblem(p.u.words, p.form.put(field, text))
	problem.set(wrong, p.u.colors.mark[checks.Fail])
	p.form.done = false
	p.tellState()
	if problem.Hidden != (wrong == "") {
		problem.Hidden = wrong == ""
		p.arrange()
	}
}

// caseProblem says what is wrong with what was typed, "" where nothing is.
func caseProblem(w *assets.Words, err error) string {
	var text *checks.TextError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &text):
		return problemText(w, err)
	default:
		return w.Say("case.wrong.staff", nil)
	}
}

// suspect is what somebody suspects: facts alone, and no person.
func (p *casePage) suspect() fyne.CanvasObject {
	u, f := p.u, p.form
	all := []checks.Suspicion{"", checks.SuspectRefund, checks.SuspectScreenshot}
	choice := chosenOf(p, "suspect", all, f.draft.Suspect, func(s checks.Suspicion) string { return suspectText(u.words, s) }, func(s checks.Suspicion) {
		u.log.change(f, func(now checks.FollowUp) checks.FollowUp { now.Suspect = s; return now })
		p.build()
	})
	parts := newColumn(0.75*grid, newProse(u.say("case.field.suspect"), sizeBody, false, u.colors.ink), choice)
	if f.draft.Suspect != "" {
		parts.Add(newProse(u.say("case.suspect.facts"), sizeSmall, true, u.colors.mark[checks.Warn]))
	}
	if f.draft.Suspect == checks.SuspectScreenshot {
		parts.Add(newProse(u.say("case.suspect.own_app"), sizeSmall, true, u.colors.ink))
	}
	return parts
}

func suspectText(w *assets.Words, s checks.Suspicion) string {
	if s == "" {
		return w.Say("case.suspect.nothing", nil)
	}
	return w.Say("case.suspect."+string(s), nil)
}

// tellState says how the saving stands.
func (p *casePage) tellState() {
	u, f := p.u, p.form
	if f == nil || p.said == nil {
		return
	}
	text, level, wrong := "", checks.Unknown, ""
	switch {
	case f.trouble != nil:
		wrong = u.caseTrouble(f.trouble)
	case f.theirs != nil: // what to do stands above
	case f.saving:
		text = u.say("terminal.saving")
	case len(f.typed) > 0:
		text, level = u.say("case.look_below"), checks.Fail
	case f.dirty():
		text = u.say("terminal.not_saved_yet")
	case f.merged:
		wrong = u.say("case.trouble.merged")
	case f.done:
		text, level = u.say("terminal.saved"), checks.OK
	}
	p.said.Text, p.said.Color = text, u.colors.mark[level]
	p.said.Refresh()
	if p.wrong.text == wrong {
		return
	}
	level = checks.Fail
	if f.trouble == nil {
		level = checks.Warn
	}
	p.wrong.set(wrong, u.colors.mark[level])
	p.bad.Hidden, p.again.Hidden = wrong == "", f.trouble == nil
	p.arrange()
}

// followText is one part of what became of a case, in words.
func followText(w *assets.Words, f checks.FollowUp, part string, now time.Time) string {
	switch part {
	case "status":
		return w.Say("case.status."+string(f.Status), nil)
	case "answered":
		if f.Answered.IsZero() {
			return w.Say("case.not_told", nil)
		}
		return w.Say("case.told", map[string]any{"When": caseWhen(w, f.Answered, now)})
	case "staff":
		return w.Say("unit.minute", map[string]any{"Count": f.Staff})
	case "repeat":
		return onOff(w, f.Repeat)
	case "mistake":
		return onOff(w, f.Mistake)
	case "suspect":
		return suspectText(w, f.Suspect)
	case "note":
		return strconv.Quote(f.Note)
	default:
		return ""
	}
}

// chosenOf is one of a few; the chosen one is told by a tick, too.
func chosenOf[T ~string](p *casePage, key string, all []T, now T, name func(T) string, choose func(T)) fyne.CanvasObject {
	var presses []fyne.CanvasObject
	for _, one := range all {
		b := p.press(key+"."+string(one), p.u.ticked(name(one), one == now), plain, func() {
			if one != now {
				choose(one)
			}
		})
		b.chosen = one == now
		presses = append(presses, b)
	}
	return container.New(&flow{gap: grid}, presses...)
}
