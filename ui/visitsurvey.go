package ui

import (
	"context"
	"errors"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// network is the page of the full network check.
func (s *visit) network() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.surveyCard(false)}
}

// surveyCard is the network check: before it runs, while it does, and what it
// found. The one after a repair is compared with the first.
func (s *visit) surveyCard(after bool) fyne.CanvasObject {
	u, v := s.u, s.v
	key := "visit.survey."
	if after {
		key = "visit.survey_after."
	}
	found := v.visit.Survey
	if after {
		found = v.visit.After
	}
	parts := []fyne.CanvasObject{u.heading(u.say(key + "title"))}
	running := v.run != nil && v.run.after == after
	switch {
	case running:
		parts = append(parts, s.runningParts()...)
	case found != nil:
		parts = append(parts, s.foundParts(*found, after)...)
	default:
		parts = append(parts, newProse(u.say(key+"about"), sizeBody, false, u.colors.dim))
	}
	if !running {
		if text := v.missedText(); text != "" {
			parts = append(parts, newProse(text, sizeBody, true, u.colors.mark[checks.Warn]))
		}
		word, kind := key+"start", plain
		if found != nil {
			word = "visit.survey.anew"
		}
		if v.run == nil {
			parts = append(parts, newRow(0, -1, newPress(u.say(word), kind, u.colors, func() { s.settle(); v.survey(after) })))
		}
	}
	return u.card(newColumn(1.25*grid, parts...))
}

// runningParts is a check under way: how far it is, and that nobody has to wait.
func (s *visit) runningParts() []fyne.CanvasObject {
	u, run := s.u, s.v.run
	s.runLine = newProse(s.runText(), sizeBody, true, u.colors.ink)
	s.runBar = &stepLine{share: float32(run.done) / float32(max(run.of, 1))}
	track, filled := canvas.NewRectangle(u.colors.line), canvas.NewRectangle(u.colors.mark[checks.OK])
	track.CornerRadius, filled.CornerRadius = 2, 2
	s.runBox = container.New(s.runBar, track, filled)
	cancel := newPress(u.say("visit.survey.cancel"), plain, u.colors, run.cancel)
	return []fyne.CanvasObject{
		s.runLine, s.runBox,
		newRow(grid, 0, newProse(u.say("visit.survey.go_on"), sizeSmall, false, u.colors.dim), cancel),
	}
}

// tellRunHere moves the line of a check on the page that shows it.
func (s *visit) tellRunHere() {
	run := s.v.run
	if run == nil || s.runBox == nil {
		return
	}
	s.runLine.set(s.runText(), s.u.colors.ink)
	s.runBar.share = float32(run.done) / float32(max(run.of, 1))
	s.runBox.Refresh()
}

// surveyed: a check has ended. Pages that do not speak of it stay as they are.
func (s *visit) surveyed() {
	switch {
	case s.drawn && s.shown.kind != pageNetwork && s.shown.kind != pageRepairs && s.shown.kind != pageResult:
		s.tellRun()
	default:
		s.refresh()
	}
}

// missedText says why the last network check came to nothing.
func (v *visiting) missedText() string {
	switch err := v.missed; {
	case err == nil:
		return ""
	case errors.Is(err, context.Canceled) && (v.visit.Survey == nil || !v.visit.Survey.Stopped):
		return v.u.say("visit.survey.cancelled")
	case errors.Is(err, context.Canceled):
		return ""
	default:
		return v.u.surveyTrouble(err)
	}
}

// probeBars is a small chart of single probes: a bar each, as high as it took, and
// a mark at full height where none came back.
type probeBars struct {
	Values []float32 // shares of the height; below 0: lost
	Fine   color.Color
	Lost   color.Color
}

// paint fills a picture with the bars.
func (b probeBars) paint(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	n := len(b.Values)
	for i, share := range b.Values {
		from, to := i*w/n, (i+1)*w/n
		if to-from > 2 {
			to-- // a gap between bars, where there is room for one
		}
		c, high := b.Fine, max(2, int(min(share, 1)*float32(h)))
		if share < 0 {
			c, high = b.Lost, h
		}
		for x := from; x < max(to, from+1); x++ {
			for y := h - high; y < h; y++ {
				img.Set(x, y, c)
			}
		}
	}
	return img
}

func (u *UI) newProbeBars(values []float32) fyne.CanvasObject {
	bars := probeBars{Values: values, Fine: u.colors.mark[checks.OK], Lost: u.colors.mark[checks.Fail]}
	raster := canvas.NewRaster(bars.paint)
	raster.SetMinSize(fyne.NewSize(120, 30))
	return raster
}

// foundParts is what a check found: a line and a small chart for each host the
// shop's money goes to, and what became better.
func (s *visit) foundParts(found checks.Survey, after bool) []fyne.CanvasObject {
	u, v := s.u, s.v
	view := viewSurvey(u.words, found, v.allHosts)
	var parts []fyne.CanvasObject
	if after && v.visit.Survey != nil {
		change := viewChange(u.words, checks.CompareSurveys(*v.visit.Survey, found))
		for _, line := range change {
			if line.Level == checks.Unknown { // no difference: nothing to mark
				parts = append(parts, newProse(line.Text, sizeBody, true, u.colors.ink))
				continue
			}
			parts = append(parts, u.levelLine(line.Level, line.Text))
		}
	} else {
		parts = append(parts, u.levelLine(view.Level, view.Text))
	}
	for _, h := range view.Hosts {
		name := newColumn(0, newProse(h.Name, sizeBody, false, u.colors.ink), newProse(h.Host, sizeSmall, false, u.colors.dim))
		figures := newProse(h.Figures, sizeSmall, false, u.colors.mark[h.Level])
		parts = append(parts, newRow(2*grid, 1, newCell(hostWidth, 42, name), u.newProbeBars(h.Bars),
			newCell(figuresWidth, 20, figures)))
	}
	if view.More > 0 || v.allHosts {
		word := u.say("visit.survey.fewer")
		if !v.allHosts {
			word = u.words.Say("visit.survey.more", map[string]any{"Count": view.More})
		}
		parts = append(parts, newRow(0, -1, newPress(word, link, u.colors, func() { v.allHosts = !v.allHosts; s.build() })))
	}
	return parts
}

const (
	hostWidth    float32 = 190
	figuresWidth float32 = 300
)

// surveyLine is the network in a line, for the result.
func (s *visit) surveyLine() fyne.CanvasObject {
	u, v := s.u, s.v
	switch {
	case v.run != nil:
		return u.levelLine(checks.Unknown, u.say("visit.survey.running"))
	case v.visit.Survey == nil:
		return u.levelLine(checks.Unknown, u.say("visit.survey.none"))
	}
	latest := *v.visit.Survey
	if v.visit.After != nil {
		latest = *v.visit.After
	}
	view := viewSurvey(u.words, latest, false)
	return u.levelLine(view.Level, view.Text)
}

// surveyTrouble says why a check could not be run.
func (u *UI) surveyTrouble(err error) string {
	if errors.Is(err, checks.ErrTooSoon) {
		return u.say("visit.survey.too_soon")
	}
	return u.words.Say("visit.survey.failed", map[string]any{"Error": err.Error()})
}
