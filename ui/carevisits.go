package ui

import (
	"context"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"countercheck/assets"
	"countercheck/checks"
)

// visitWords are what is said about a visit.
type visitWords struct {
	when, about string
	level       checks.Level
	facts       []string // a line each
}

// viewVisit says a visit in a few lines.
func viewVisit(w *assets.Words, v checks.Visit, now time.Time) visitWords {
	at := v.Ended
	if v.Open() {
		at = v.Started
	}
	said := visitWords{when: date(w, at.In(now.Location()), now), level: checks.OK}
	faults, names := 0, []string{}
	for _, i := range v.Terminals {
		faults += len(i.Faults())
		names = append(names, terminalName(w, i.Terminal))
		if i.Replaced() {
			said.level = checks.Fail
		}
	}
	about := []string{}
	if v.Technician != "" {
		about = append(about, v.Technician)
	}
	about = append(about, w.Say("care.visit.terminals", map[string]any{"Count": len(v.Terminals)}))
	switch {
	case v.Open():
		said.level = checks.Unknown
		about = append(about, w.Say("care.visit.open", nil))
	case faults > 0:
		said.level = max(said.level, checks.Warn)
		about = append(about, w.Say("care.visit.faults", map[string]any{"Count": faults}))
	case said.level == checks.OK:
		about = append(about, w.Say("care.visit.fine", nil))
	}
	said.about = strings.Join(about, between)
	add := func(key, value string) {
		if value != "" {
			said.facts = append(said.facts, w.Say("care.visit.fact."+key, map[string]any{"Value": value}))
		}
	}
	add("terminals", strings.Join(names, w.Say("list.comma", nil)))
	add("technician", strings.Join(slices.DeleteFunc([]string{v.Technician, v.Company}, func(s string) bool { return s == "" }), between))
	add("witness", v.Witness)
	var repairs []string
	for _, r := range v.Repairs {
		repairs = append(repairs, r.What)
	}
	add("repairs", strings.Join(repairs, w.Say("list.comma", nil)))
	add("note", v.Note)
	if next, err := time.ParseInLocation(time.DateOnly, v.Next, now.Location()); err == nil {
		add("next", date(w, next, now))
	}
	return said
}

// visitsPage is the list of the visits, and what can be done with the chosen one.
func (c *care) visitsPage() fyne.CanvasObject {
	u, k := c.u, c.k
	visits := k.visits
	take := newPress(u.say("care.visit.import"), plain, u.colors, c.importRecords)
	give := newPress(u.say("care.visit.give"), plain, u.colors, func() {
		c.export("", u.say("care.visit.give_file")+"-"+u.deps.Now().Format(time.DateOnly))
	})
	c.keep("import", take)
	c.keep("give", give)
	if len(visits) == 0 {
		start := newPress(u.say("care.visit.start"), primary, u.colors, func() { u.startVisit(c.inUse()) })
		c.keep("start", start)
		return c.sheet(c.tabs(give, take), u.card(newColumn(1.5*grid, newProse(u.say("care.visit.none"), sizeTitle, true, u.colors.ink),
			newProse(u.say("care.visit.none_why"), sizeBody, false, u.colors.dim), newRow(0, -1, start))))
	}
	at := max(slices.IndexFunc(visits, func(v checks.Visit) bool { return v.ID == k.stay.visit }), 0)
	k.stay.visit = visits[at].ID
	about := newColumn(0, c.visitCard(visits[at]))
	list := newTaskLines(func() int { return len(visits) }, func() fyne.CanvasObject { return u.newVisitLine() }, func(id widget.ListItemID, o fyne.CanvasObject) {
		if line, ok := o.(*visitLine); ok && id < len(visits) {
			line.set(u, visits[id])
		}
	})
	list.Select(at)
	list.OnSelected = func(id widget.ListItemID) {
		if id < len(visits) {
			k.stay.visit = visits[id].ID
			about.Objects = []fyne.CanvasObject{c.visitCard(visits[id])}
			c.arrange()
		}
	}
	c.keep("list", list)
	left := container.NewStack(u.ground(), newInset(1, 1, list))
	return c.fixed(c.tabs(give, take), container.New(&listBeside{}, left, about))
}

func (c *care) inUse() (ids []string) {
	for _, t := range c.k.records.Terminals {
		if t.InUse() {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// visitCard is one visit, with its report.
func (c *care) visitCard(v checks.Visit) fyne.CanvasObject {
	u := c.u
	said := viewVisit(u.words, v, u.deps.Now())
	parts := newColumn(grid, newProse(said.when, sizeTitle, true, u.colors.ink), u.marked(said.about, said.level, true))
	for _, fact := range said.facts {
		parts.Add(newProse(fact, sizeBody, false, u.colors.ink))
	}
	row := container.New(&flow{gap: grid})
	act := func(word string, kind pressKind, do func()) {
		b := newPress(u.say(word), kind, u.colors, do)
		c.keep(word, b)
		row.Add(b)
	}
	if v.Open() {
		act("care.visit.go_on", primary, func() { u.startVisit(nil) })
	} else {
		act("care.visit.pdf", primary, func() { c.report(v, ".pdf") })
		act("care.visit.html", plain, func() { c.report(v, ".html") })
		act("care.visit.export", plain, func() { c.export(v.ID, c.visitFile(v)) })
	}
	parts.Add(row)
	return u.card(parts)
}

// visitFile is the beginning of a file's name.
func (c *care) visitFile(v checks.Visit) string {
	return c.u.say("care.visit.file") + "-" + v.Ended.In(c.u.deps.Now().Location()).Format(time.DateOnly)
}

// report writes a visit's report where a person wants it, and opens it.
func (c *care) report(v checks.Visit, ending string) {
	c.save(c.visitFile(v), ending, "care.visit.report", func(ctx context.Context, path string) error {
		return c.u.deps.Records.VisitReport(ctx, v.ID, path) // the ending says how it is written
	}, c.openFile)
}

// openFile has the desktop show a file; where it cannot, the path was told.
func (c *care) openFile(path string) {
	place := &url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	if !strings.HasPrefix(place.Path, "/") { // C:/...
		place.Path = "/" + place.Path
	}
	if err := c.u.app.OpenURL(place); err != nil {
		c.tell(c.u.words.Say("care.visit.not_opened", map[string]any{"Path": path}), checks.Warn)
	}
}

// export writes a visit for another installation; without one, all devices and the
// last visit, for a technician's stick.
func (c *care) export(id, name string) {
	c.save(name, exported, "care.visit.export", func(ctx context.Context, path string) error {
		return c.u.deps.Records.ExportVisit(ctx, id, path)
	}, func(string) {})
}

// exported is the ending of what one installation writes for another.
const exported = ".zip"

// save asks where to write a file and writes it beside the screen. said.doing and
// said.done stand in the translations.
func (c *care) save(name, ending, said string, write func(ctx context.Context, path string) error, then func(path string)) {
	u := c.u
	c.files.pickSave(name+ending, func(path string, err error) {
		if err != nil {
			c.told(err)
			return
		}
		if !strings.EqualFold(filepath.Ext(path), ending) {
			path += ending
		}
		c.tell(u.say(said+"_doing"), checks.Unknown)
		u.bridge.aside(func() func() {
			err := write(u.bridge.life, path)
			return func() {
				if err != nil {
					c.told(err)
					return
				}
				c.tell(u.words.Say(said+"_done", map[string]any{"Path": path}), checks.OK)
				if u.now == screen(c) {
					then(path)
				}
			}
		})
	})
}

// importRecords takes over what another installation wrote.
func (c *care) importRecords() {
	u := c.u
	c.files.pickOpen([]string{exported}, func(path string, err error) {
		if err != nil {
			c.told(err)
			return
		}
		c.tell(u.say("care.visit.import_doing"), checks.Unknown)
		var came checks.Imported
		c.k.write(func(ctx context.Context) (err error) {
			came, err = u.deps.Records.ImportRecords(ctx, path)
			return err
		}, func(err error) {
			if err != nil {
				c.tell(u.words.Say("care.visit.import_failed", map[string]any{"Error": err.Error()}), checks.Fail)
				return
			}
			c.tell(u.words.Say("care.visit.import_done", map[string]any{"Shop": came.Shop, "Visits": came.Visits, "Terminals": came.Terminals}), checks.OK)
		})
	})
}

// visitLine is one visit in the list.
type visitLine struct {
	widget.BaseWidget
	mark        *fyne.Container
	when, about *canvas.Text
	all         *fyne.Container
}

// visitRoom is the width of the list of visits.
const visitRoom float32 = 380

func (u *UI) newVisitLine() *visitLine {
	l := &visitLine{mark: container.NewStack(), when: words("", sizeBody, true, u.colors.ink), about: words("", sizeSmall, false, u.colors.dim)}
	l.all = newInset(1.5*grid, 0.75*grid, newRow(1.25*grid, 1, container.NewGridWrap(fyne.NewSquareSize(20), l.mark), newColumn(1, l.when, l.about)))
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *visitLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.all) }

// MinSize is that of a line, whatever it says.
func (l *visitLine) MinSize() fyne.Size { return fyne.NewSize(200, enlarged(56)) }

func (l *visitLine) set(u *UI, v checks.Visit) {
	said := viewVisit(u.words, v, u.deps.Now())
	l.mark.Objects = []fyne.CanvasObject{levelIcon(said.level, u.colors.mark[said.level], 20)}
	l.when.Text = said.when
	l.about.Text = shortTo(said.about, sizeSmall, visitRoom-80)
	l.all.Refresh()
}

// listBeside puts a list beside what is chosen in it.
type listBeside struct{}

func (l *listBeside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(visitRoom, size.Height))
	rest := size.Width - visitRoom - 1.5*grid
	objects[1].Move(fyne.NewPos(visitRoom+1.5*grid, 0))
	objects[1].Resize(fyne.NewSize(rest, heightOf(objects[1], rest)))
}

func (l *listBeside) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(2*visitRoom, 200) }
