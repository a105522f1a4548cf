package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/ui/chart"
)

// history is the screen 历史: one chart that fills it, the incidents beside it.
type history struct {
	u     *UI
	all   *fyne.Container // the chart's page, or that of one incident
	page  fyne.CanvasObject
	plot  *plot
	list  *lines
	look  *press // opens the chosen incident
	title *prose
	said  *prose // the foot: how much of the time money could be taken
	news  *prose // what went wrong, or where a file was written
	empty *emptyState

	earlier, later, present, wider *press
	legend, lookFoot               *fyne.Container
	times                          *canvas.Text // how many incidents there are
	fine                           *prose       // where there are none

	reaches  map[reach]*press
	chips    []*chip
	subjects []subject
	extra    []subject
	row      *fyne.Container // of the chips
	channels []checks.Channel
	chosen   []string // checks that are drawn

	reach    reach
	live     bool // the window ends now, and goes on with the time
	window   checks.Window
	before   []checks.Window // what was seen before zooming in
	incident int64           // the chosen one
	letters  *chart.Type
	told     told
	stop     func() // gives up the question that is open
	question int    // how many were put,
	answer   int    // and which of them was answered last
	asked    time.Time
	broken   bool // it was told that the history cannot be read
	opened   *incidentPage
}

// everyMinute is how often what is shown is asked for anew.
const everyMinute = time.Minute

func newHistory(u *UI) *history {
	h := &history{u: u, stop: func() {}, reach: "day", live: true, all: container.NewStack(), reaches: map[reach]*press{}}
	h.window = h.reach.windowAt(u.deps.Now())
	_, h.channels = checks.Choose(u.deps.Settings.Current(), u.deps.Catalogue)
	if u.deps.Checks != nil {
		plan := u.deps.Checks()
		h.subjects, h.extra = plainSubjects(u.words, plan, h.channels), extraSubjects(u.words, plan)
	}
	if len(h.subjects) > 0 {
		h.chosen = []string{h.subjects[0].Check}
	}
	// Without the font, which is tested to be readable, the chart has no words.
	h.letters, _ = chart.NewType(assets.FontRegular(), assets.FontBold)
	h.build()
	if u.deps.History == nil {
		h.page = u.nothingKept()
	}
	h.all.Objects = []fyne.CanvasObject{h.page}
	h.draw()
	return h
}

func (h *history) object() fyne.CanvasObject { return h.all }
func (h *history) leave()                    { h.stop(); h.question++ }

// show is called with every round and every ten seconds, and never while the
// window is hidden.
func (h *history) show(checks.Snapshot) {
	now := h.u.deps.Now()
	if now.Sub(h.asked) < everyMinute && !now.Before(h.asked) {
		return
	}
	if h.live {
		h.window = h.reach.windowAt(now)
	}
	h.load()
}

// take shows what was told.
func (h *history) take(t told) {
	h.told = t
	if h.broken {
		h.broken = false
		h.news.set("", h.u.colors.dim)
		h.news.Hide()
	}
	h.list.Refresh()
	h.draw()
}

// draw shows what is known as it is chosen: at once, also before the answer to a
// new question is there.
func (h *history) draw() {
	c := h.chart()
	h.plot.draw(c)
	h.title.set(windowTitle(h.u.words, h.window, h.u.deps.Now()), h.u.colors.ink)
	h.said.set(uptimeLine(h.u.words, h.channels, h.told.uptime), h.u.colors.dim)
	h.showIncidents()
	h.showEmpty(c)
	h.showChosen()
}

// chart is what is known, as the plot draws it.
func (h *history) chart() chart.Chart {
	u := h.u
	c := chart.Chart{
		Window: h.window, Now: u.deps.Now(), Zone: u.deps.Now().Location(), Gaps: h.told.gaps, Incidents: h.told.incidents,
		Chosen: h.incident, Look: lookOf(u.colors), Words: u.chartWords(h.window), Type: h.letters, Scale: 1, Letters: float64(enlarged(1)),
	}
	for _, s := range h.subjects {
		if series, ok := h.told.series[s.Check]; ok && slices.Contains(h.chosen, s.Check) {
			c.Lines = append(c.Lines, chart.Line{Name: s.Name, Series: series, Slot: s.Slot})
		}
	}
	c.Stacked = len(c.Lines) == 1 && slices.ContainsFunc(c.Lines[0].Series.Points, func(p checks.Point) bool { return len(p.Phases) > 1 })
	return c
}

// go to a window; what was seen is left for the way back.
func (h *history) zoomTo(in checks.Window) {
	if in.Length() < leastWindow {
		in = zoomed(in, in.From.Add(in.Length()/2), float64(leastWindow)/float64(max(in.Length(), time.Second)), h.latest())
	}
	h.before = append(h.before, h.window)
	h.see(in, false)
}

// see shows another window.
func (h *history) see(in checks.Window, live bool) {
	h.window, h.live = in, live
	h.plot.MouseOut()
	h.draw()
	h.load()
}

// latest is where the newest window ends.
func (h *history) latest() time.Time { return h.reach.windowAt(h.u.deps.Now()).To }

// choose is a reach of the segmented control: the newest window of that length.
func (h *history) choose(r reach) {
	h.reach, h.before, h.incident = r, nil, 0
	h.see(r.windowAt(h.u.deps.Now()), true)
}

func (h *history) step(n int) {
	next := moved(h.window, n, h.latest())
	h.see(next, !next.To.Before(h.latest()) && len(h.before) == 0)
}

// back zooms out to what was seen before; false where that is what is seen.
func (h *history) back() bool {
	if len(h.before) == 0 {
		return false
	}
	last := h.before[len(h.before)-1]
	h.before, h.incident = h.before[:len(h.before)-1], 0
	h.see(last, len(h.before) == 0 && last == h.reach.windowAt(h.u.deps.Now()))
	return true
}

func (h *history) scale(about time.Time, in bool) {
	times := 2.0
	if in {
		times = 0.5
	}
	next := zoomed(h.window, about, times, h.latest())
	if next != h.window {
		h.zoomTo(next)
	}
}

// typed answers the keys of the chart; false leaves a key to the window.
func (h *history) typed(e *fyne.KeyEvent) bool {
	middle := h.window.From.Add(h.window.Length() / 2)
	switch {
	case e.Name == fyne.KeyEscape && h.opened != nil:
		h.closeIncident()
	case h.opened != nil || h.u.deps.History == nil:
		return false
	case e.Name == fyne.KeyEscape:
		return h.back()
	case e.Name == fyne.KeyLeft:
		h.step(-1)
	case e.Name == fyne.KeyRight:
		h.step(1)
	case e.Name == fyne.KeyPlus || e.Name == fyne.KeyEqual:
		h.scale(middle, true)
	case e.Name == fyne.KeyMinus:
		h.scale(middle, false)
	default:
		return false
	}
	return true
}

// toggle draws a line or leaves it out.
func (h *history) toggle(check string) {
	if i := slices.Index(h.chosen, check); i >= 0 {
		h.chosen = slices.Delete(h.chosen, i, i+1)
	} else {
		h.chosen = append(h.chosen, check)
	}
	h.draw()
	h.load()
}

// single draws one host alone, for the technician; it gets a chip of its own.
func (h *history) single(i int) {
	if i < 0 || i >= len(h.extra) {
		return
	}
	s := h.extra[i]
	h.chosen = []string{s.Check}
	h.subjects = slices.DeleteFunc(h.subjects, func(o subject) bool { return o.Slot == extraSlot && o.Check != s.Check })
	if !slices.ContainsFunc(h.subjects, func(o subject) bool { return o.Check == s.Check }) {
		h.subjects = append(h.subjects, s)
	}
	h.makeChips()
	h.draw()
	h.load()
}

// listed is the time whose incidents stand in the list: that from which one has
// zoomed in, so that the list stays while the chart goes from one to the next.
func (h *history) listed() checks.Window {
	in := h.window
	if len(h.before) > 0 {
		in = h.before[0]
	}
	if h.window.From.Before(in.From) {
		in.From = h.window.From
	}
	if h.window.To.After(in.To) {
		in.To = h.window.To
	}
	return in
}

// chooseIncident has the chart go to one of the list.
func (h *history) chooseIncident(id widget.ListItemID) {
	if id >= 0 && id < len(h.told.incidents) {
		i := h.told.incidents[id]
		h.incident = i.ID
		if len(h.before) > 0 {
			h.window, h.before = h.before[0], nil
		}
		h.zoomTo(around(i, h.u.deps.Now()))
	}
}
