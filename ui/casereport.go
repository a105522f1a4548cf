package ui

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// caseReport is the evidence report of a case, while it is being asked for.
type caseReport struct {
	asking bool           // whether to probe first
	ready  bool           // how it is to be written
	survey *checks.Survey // goes into it; nil: none was taken
	run    *surveyRun     // the probes that run; nil: none
	missed error          // why the last run came to nothing
}

// caseMargin is how much of the time around a sale a report tells of.
const caseMargin = 30 * time.Minute

// surveyGoodFor is how long a run of probes is taken for what is so now: as long as
// no other can be made.
const surveyGoodFor = 10 * time.Minute

// reportCard asks for the report in two steps: whether to probe now, and how it is
// written.
func (p *casePage) reportCard() fyne.CanvasObject {
	u, r := p.u, &p.form.report
	p.filed = newProse("", sizeSmall, true, u.colors.dim)
	p.filed.Hide()
	parts := newColumn(1.25*grid, u.heading(u.say("case.report.title")))
	switch {
	case r.run != nil:
		parts.Add(p.running())
	case r.ready:
		parts.Add(p.kinds())
	case r.asking:
		parts.Add(p.askProbe())
	default:
		parts.Add(newProse(u.say("case.report.about"), sizeSmall, false, u.colors.dim))
		parts.Add(newRow(0, -1, p.press("report", u.say("case.report.start"), plain, p.startReport)))
	}
	parts.Add(p.filed)
	return u.card(parts)
}

// startReport asks whether to probe, where that can be done.
func (p *casePage) startReport() {
	r, l, u := &p.form.report, p.u.log, p.u
	*r = caseReport{}
	recent := l.survey != nil && u.deps.Now().Sub(l.survey.Ended) < surveyGoodFor
	switch {
	case recent:
		r.survey, r.ready = l.survey, true
	case u.deps.Records == nil:
		r.ready = true
	default:
		r.asking = true
	}
	p.rebuildAt("probe", "pdf")
}

// rebuildAt makes the page anew and puts the focus on the first of some that is
// there.
func (p *casePage) rebuildAt(keys ...string) {
	p.build()
	for _, key := range keys {
		if f := p.keep[key]; f != nil {
			p.u.win.Canvas().Focus(f)
			return
		}
	}
}

func (p *casePage) askProbe() fyne.CanvasObject {
	u, r := p.u, &p.form.report
	parts := newColumn(1.25 * grid)
	if r.missed != nil {
		parts.Add(newProse(caseSurveyTrouble(u, r.missed), sizeSmall, true, u.colors.mark[checks.Warn]))
	}
	parts.Add(newProse(u.say("case.report.ask"), sizeBody, false, u.colors.ink))
	probe := p.press("probe", u.say("case.report.probe"), primary, p.probe)
	without := p.press("without", u.say("case.report.without"), plain, func() {
		*r = caseReport{ready: true}
		p.rebuildAt("pdf")
	})
	parts.Add(container.New(&flow{gap: grid}, probe, without, p.giveUp()))
	return parts
}

func (p *casePage) giveUp() *press {
	return p.press("give_up", p.u.say("case.report.give_up"), link, func() {
		p.form.report = caseReport{}
		p.rebuildAt("report")
	})
}

func caseSurveyTrouble(u *UI, err error) string {
	switch {
	case errors.Is(err, checks.ErrTooSoon):
		return u.say("case.report.too_soon")
	case errors.Is(err, context.Canceled):
		return u.say("case.report.stopped")
	default:
		return u.words.Say("visit.survey.failed", map[string]any{"Error": err.Error()})
	}
}

// kinds are the ways to write it.
func (p *casePage) kinds() fyne.CanvasObject {
	u, r := p.u, &p.form.report
	text := u.say("case.report.no_probe")
	if r.survey != nil {
		text = u.words.Say("case.report.probed", map[string]any{"When": caseWhen(u.words, r.survey.Ended, u.deps.Now())})
	}
	row := container.New(&flow{gap: grid})
	for _, ending := range []string{".pdf", ".html", ".csv"} {
		key, kind := ending[1:], plain
		if key == "pdf" {
			kind = primary
		}
		row.Add(p.press(key, u.say("case.report."+key), kind, func() { p.writeReport(ending) }))
	}
	row.Add(p.giveUp())
	return newColumn(1.25*grid, newProse(text, sizeBody, false, u.colors.ink), row, newProse(u.say("case.report.contents"), sizeSmall, false, u.colors.dim))
}

// running is how far the probes are, and that nobody has to wait.
func (p *casePage) running() fyne.CanvasObject {
	u, run := p.u, p.form.report.run
	p.runLine = newProse(probeText(u, run), sizeBody, true, u.colors.ink)
	p.runBar = &stepLine{share: float32(run.done) / float32(max(run.of, 1))}
	track, filled := canvas.NewRectangle(u.colors.line), canvas.NewRectangle(u.colors.mark[checks.OK])
	track.CornerRadius, filled.CornerRadius = 2, 2
	p.runBox = container.New(p.runBar, track, filled)
	stop := p.press("stop", u.say("visit.survey.cancel"), plain, run.cancel)
	return newColumn(grid, p.runLine, p.runBox, newRow(grid, 0, newProse(u.say("case.report.go_on"), sizeSmall, false, u.colors.dim), stop))
}

func probeText(u *UI, run *surveyRun) string {
	if run.of == 0 {
		return u.say("visit.survey.running")
	}
	return u.words.Say("case.report.running", map[string]any{"Percent": run.done * 100 / run.of})
}

// probe runs the 100 probes beside the screen.
func (p *casePage) probe() {
	u, f, l := p.u, p.form, p.u.log
	if f.report.run != nil {
		return
	}
	ctx, cancel := context.WithCancel(u.bridge.life)
	run := &surveyRun{cancel: cancel}
	f.report = caseReport{run: run}
	progress := func(done, of int) {
		u.bridge.show(func() {
			run.done, run.of = done, of
			if p, ok := u.now.(*casePage); ok && p.form == f && p.runBox != nil && f.report.run == run {
				p.runLine.set(probeText(u, run), u.colors.ink)
				p.runBar.share = float32(done) / float32(max(of, 1))
				p.runBox.Refresh()
			}
		})
	}
	u.bridge.aside(func() func() {
		defer cancel()
		found, err := u.deps.Records.Survey(ctx, progress)
		return func() { l.probed(f, run, found, err) }
	})
	p.rebuildAt("stop")
}

// probed takes in what a run found; one that was stopped counts for what it had
// found.
func (l *caseLog) probed(f *caseForm, run *surveyRun, found checks.Survey, err error) {
	if f.report.run != run {
		return
	}
	f.report = caseReport{asking: true, missed: err}
	if err == nil || tells(found) {
		l.survey = &found
		f.report = caseReport{ready: true, survey: &found}
	}
	if p, ok := l.u.now.(*casePage); ok && p.form == f {
		p.build()
	}
}

// writeReport asks where to write it, writes it beside the screen and opens it.
func (p *casePage) writeReport(ending string) {
	u, c, survey := p.u, p.form.saved, p.form.report.survey
	at := c.Sale.At.In(u.deps.Now().Location())
	in := checks.Window{From: at.Add(-caseMargin), To: at.Add(caseMargin)}
	p.files.pickSave(u.say("case.report.title")+"-"+at.Format("2006-01-02-1504")+ending, func(path string, err error) {
		if err != nil {
			p.tellFiled(u.caseTrouble(err), checks.Fail)
			return
		}
		if !strings.EqualFold(filepath.Ext(path), ending) {
			path += ending // the ending says how it is written
		}
		p.tellFiled(u.say("case.report.doing"), checks.Unknown)
		u.bridge.aside(func() func() {
			ctx, cancel := context.WithTimeout(u.bridge.life, patience)
			defer cancel()
			err := u.deps.Cases.Evidence(ctx, in, c.ID, survey, path)
			return func() {
				if err != nil {
					p.tellFiled(u.words.Say("case.report.failed", map[string]any{"Error": err.Error()}), checks.Fail)
					return
				}
				p.tellFiled(u.words.Say("case.report.done", map[string]any{"Path": path}), checks.OK)
			}
		})
	})
}

// tellFiled says what became of the report, and brings that into sight.
func (p *casePage) tellFiled(text string, level checks.Level) {
	if p.u.now != screen(p) {
		return
	}
	p.filed.set(text, p.u.colors.mark[level])
	p.filed.Hidden = text == ""
	p.arrange()
	bringIntoSight(scrolled(p.page), p.filed)
}
