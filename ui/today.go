package ui

import (
	"context"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/ui/chart"
)

// today is the line of the first screen that tells how the day has been so far. It
// asks once a minute, and only while it is shown.
type today struct {
	u        *UI
	view     todayView
	asked    time.Time
	question int
	answer   int
	stop     func()
	all      fyne.CanvasObject
	text     *press
	strip    *canvas.Raster
}

// todayView is what the line shows.
type todayView struct {
	Levels []checks.Level // from opening, or midnight, until now
	Text   string
}

// todayBars is how many bars a day has.
const todayBars = 120

func newToday(u *UI) *today {
	t := &today{u: u, stop: func() {}, view: todayView{Levels: make([]checks.Level, todayBars)}}
	t.text = newPress("", link, u.colors, func() { u.Show("history") })
	t.strip = canvas.NewRaster(func(w, h int) image.Image {
		img := image.NewRGBA(image.Rect(0, 0, w, h))
		chart.Strip(img, t.view.Levels, lookOf(u.colors), opaque(u.colors.mark[checks.OK]))
		return img
	})
	t.strip.SetMinSize(fyne.NewSize(100, 26))
	t.all = u.card(newColumn(grid, container.New(&low{}, u.heading(u.say("today.title"), t.text)), t.strip))
	return t
}

// startOfDay is when the shop opened today, or midnight.
func startOfDay(hours checks.Hours, now time.Time) time.Time {
	y, m, d := now.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	if opens, ok := hours.Next(midnight.Add(-time.Minute)); ok && opens.Before(now) {
		return opens
	}
	return midnight
}

// look asks how the day has been, if that is not known well enough.
func (t *today) look() {
	now := t.u.deps.Now()
	if t.u.deps.History == nil || now.Sub(t.asked) < everyMinute && !now.Before(t.asked) {
		return
	}
	t.stop()
	ctx, stop := context.WithCancel(context.Background())
	t.stop, t.asked = stop, now
	t.question++
	mine, history := t.question, t.u.deps.History
	in := checks.Window{From: startOfDay(t.u.deps.Settings.Current().Hours, now), To: now}
	t.u.bridge.aside(func() func() {
		changes, err := history.Changes(ctx, in)
		gaps, failed := history.Gaps(ctx, in)
		incidents, broken := history.Incidents(ctx, in)
		return func() {
			if mine != t.question {
				return
			}
			t.answer = mine
			if err == nil && failed == nil && broken == nil { // the history's own screen says what is wrong with it
				t.show(viewToday(t.u.words, changes, gaps, incidents, in))
			}
		}
	})
}

func (t *today) leave() {
	t.stop()
	t.question++
	t.answer = t.question
}

func (t *today) show(v todayView) {
	if v.Text != t.view.Text {
		t.text.say(v.Text)
	}
	t.view = v
	t.strip.Refresh()
	t.all.Refresh()
}

// viewToday says a day so far.
func viewToday(w *assets.Words, changes []checks.Change, gaps []checks.Gap, incidents []checks.Incident, in checks.Window) todayView {
	v := todayView{Levels: make([]checks.Level, todayBars)}
	each := in.Length() / todayBars
	for i := range v.Levels {
		from := in.From.Add(time.Duration(i) * each)
		v.Levels[i] = worstOf(checks.Account(changes, gaps, checks.Window{From: from, To: from.Add(each)}, in.To, ""))
	}
	covered := checks.Account(changes, gaps, in, in.To, "").Coverage()
	if covered == 0 {
		v.Text = w.Say("today.none", nil)
		return v
	}
	v.Text = w.Say("today.line", map[string]any{
		"Covered": w.Say("today.covered", map[string]any{"Share": percent(covered, 0)}), "What": todayWhat(w, incidents, in.To),
	})
	return v
}

// worstOf is the level a stretch is drawn at: a short cut is seen, too.
func worstOf(u checks.Uptime) checks.Level {
	switch {
	case u.Down > 0:
		return checks.Fail
	case u.Risky > 0:
		return checks.Warn
	case u.Good > u.Unwatched:
		return checks.OK
	default:
		return checks.Unknown
	}
}

// todayWhat says what went wrong today.
func todayWhat(w *assets.Words, incidents []checks.Incident, now time.Time) string {
	var cuts, shaky []checks.Incident
	for _, i := range incidents {
		if i.Level == checks.Fail {
			cuts = append(cuts, i)
		} else {
			shaky = append(shaky, i)
		}
	}
	said := map[string]any{"Times": len(cuts), "Length": report.Length(w, total(cuts, now))}
	switch {
	case len(cuts) > 0 && cuts[0].Open():
		return w.Say("today.open", map[string]any{"When": cuts[0].From.In(now.Location()).Format("15:04")})
	case len(cuts) == 1:
		said["When"] = cuts[0].From.In(now.Location()).Format("15:04")
		return w.Say("today.once", said)
	case len(cuts) > 1:
		return w.Say("today.often", said)
	case len(shaky) > 0:
		return w.Say("today.shaky", map[string]any{"Times": len(shaky), "Length": report.Length(w, total(shaky, now))})
	default:
		return w.Say("today.fine", nil)
	}
}

func total(incidents []checks.Incident, now time.Time) (sum time.Duration) {
	for _, i := range incidents {
		sum += i.Length(now)
	}
	return sum
}
