package ui

import (
	"net"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/assets"
	"countercheck/checks"
)

// endpoints are the shop's own hosts: a list, and a form for one of them.
func (s *settings) endpoints() fyne.CanvasObject {
	u := s.u
	rows := []fyne.CanvasObject{newProse(u.say("settings.endpoint.about"), sizeSmall, false, u.colors.dim)}
	for i, e := range u.deps.Settings.Current().Custom {
		rows = append(rows, s.endpointLine(i, e), s.rule())
	}
	place := container.NewStack()
	place.Add(newRow(0, -1, newPress(u.say("settings.endpoint.new"), plain, u.colors, func() { s.editEndpoint(place, -1, newEndpoint()) })))
	return u.card(newColumn(grid, append(rows, place)...))
}

func newEndpoint() checks.CustomEndpoint {
	return checks.CustomEndpoint{Port: 443, Scheme: checks.HTTPS}
}

// endpointText is an endpoint in one line.
func endpointText(e checks.CustomEndpoint) string {
	return e.Name + " " + net.JoinHostPort(e.Host, strconv.Itoa(e.Port))
}

func (s *settings) endpointLine(i int, e checks.CustomEndpoint) fyne.CanvasObject {
	u := s.u
	name := newColumn(2, newProse(e.Name, sizeBody, false, u.colors.ink),
		newProse(string(e.Scheme)+" "+net.JoinHostPort(e.Host, strconv.Itoa(e.Port))+e.Path, sizeSmall, false, u.colors.dim))
	place := container.NewStack()
	edit := newPress(u.say("settings.edit"), plain, u.colors, func() { s.editEndpoint(place, i, e) })
	remove := newPress(u.say("settings.remove"), link, u.colors, func() {
		after := u.deps.Settings.Current()
		withoutEndpoint(&after, i)
		s.remakeIfRight(after, func(to *checks.Settings) { withoutEndpoint(to, i) })
	})
	place.Add(newRow(grid, 0, name, edit, remove))
	return place
}

func withoutEndpoint(to *checks.Settings, i int) {
	if i < len(to.Custom) {
		to.Custom = slices.Delete(slices.Clone(to.Custom), i, i+1)
	}
}

// remakeIfRight saves a change unless something else stands on what it takes away.
func (s *settings) remakeIfRight(after checks.Settings, do func(*checks.Settings)) {
	u := s.u
	if all := newProblems(u.deps.Settings.Current(), after, u.deps.Catalogue); len(all) > 0 {
		wrong := all[0]
		name := wrong.Key
		for _, f := range fields() {
			if f.id == wrong.Key {
				name = u.say("settings.field." + f.id)
			}
		}
		s.tell(name+u.say("settings.colon")+u.words.Say("settings.problem."+string(wrong.Reason), map[string]any{"Nearest": ""}), checks.Fail)
		return
	}
	s.remake(do)
}

// putEndpoint has an endpoint at a place of the list, -1 for a new one.
func putEndpoint(to *checks.Settings, at int, e checks.CustomEndpoint) {
	to.Custom = slices.Clone(to.Custom)
	if at < 0 || at >= len(to.Custom) {
		to.Custom = append(to.Custom, e)
		return
	}
	if old := to.Custom[at].Name; to.Shop.Acquirer == old { // it is chosen by its name
		to.Shop.Acquirer = e.Name
	}
	to.Custom[at] = e
}

// endpointForm is what was typed about an endpoint so far.
type endpointForm struct {
	at      int
	e       checks.CustomEndpoint
	port    string
	problem map[string]*prose // by field
}

// judge says what is wrong with each part of the form, by its name.
func (f *endpointForm) judge(w *assets.Words, now checks.Settings, c checks.Catalogue) map[string]string {
	number, ok := readNumber(f.port, "")
	if f.e.Port = int(number); !ok || number != float64(f.e.Port) {
		f.e.Port = 0
	}
	at := f.at
	if at < 0 {
		at = len(now.Custom)
	}
	after := now
	putEndpoint(&after, f.at, f.e)
	wrong := map[string]string{}
	for _, p := range newProblems(now, after, c) {
		part, ok := strings.CutPrefix(p.Key, "endpoint["+strconv.Itoa(at+1)+"].")
		if !ok {
			part = "name"
		}
		part, _, _ = strings.Cut(part, "[")
		wrong[part] = w.Say("settings.problem."+string(p.Reason), map[string]any{"Nearest": p.Nearest})
	}
	return wrong
}

var endpointParts = []string{"name", "host", "port", "path"}

// editEndpoint puts a form in the place of a line.
func (s *settings) editEndpoint(place *fyne.Container, at int, e checks.CustomEndpoint) {
	u := s.u
	f := &endpointForm{at: at, e: e, port: strconv.Itoa(e.Port), problem: map[string]*prose{}}
	touched := map[string]bool{}
	judge := func() bool {
		wrong := f.judge(u.words, u.deps.Settings.Current(), u.deps.Catalogue)
		for part, p := range f.problem {
			p.set(wrong[part], u.colors.mark[checks.Fail])
			p.Hidden = wrong[part] == "" || !touched[part]
		}
		s.arrange()
		return len(wrong) == 0
	}
	values := map[string]*string{"name": &f.e.Name, "host": &f.e.Host, "port": &f.port, "path": &f.e.Path}
	var lines []fyne.CanvasObject
	save := func() {
		for _, part := range endpointParts {
			touched[part] = true
		}
		if judge() {
			s.remake(func(to *checks.Settings) { putEndpoint(to, f.at, f.e) })
		}
	}
	for pair := range slices.Chunk(endpointParts, 2) {
		var cells []fyne.CanvasObject
		for _, part := range pair {
			cells = append(cells, s.endpointInput(f, part, values[part], func() { touched[part] = true; judge() }, save))
		}
		lines = append(lines, newColumns(2*grid, cells...))
	}
	lines = append(lines, s.endpointScheme(f, func() { judge() }), s.endpointChannels(f),
		newRow(grid, -1, newPress(u.say("settings.no"), plain, u.colors, s.rebuildPage), newPress(u.say("settings.save"), primary, u.colors, save)))
	place.Objects = []fyne.CanvasObject{newColumn(grid, lines...)}
	s.asking = s.rebuildPage
	s.arrange()
}

func (s *settings) endpointInput(f *endpointForm, part string, value *string, changed, enter func()) fyne.CanvasObject {
	u := s.u
	f.problem[part] = newProse("", sizeSmall, true, u.colors.mark[checks.Fail])
	f.problem[part].Hide()
	e := newInput(u.bridge, *value, func(text string) { *value = strings.TrimSpace(text); changed() }, func(string, bool) {})
	e.enter = enter
	e.PlaceHolder = u.say("settings.endpoint." + part + "_like")
	return newColumn(4, newProse(u.say("settings.endpoint."+part), sizeBody, false, u.colors.ink), e, f.problem[part])
}

func (s *settings) endpointScheme(f *endpointForm, changed func()) fyne.CanvasObject {
	u := s.u
	schemes := []checks.Scheme{checks.HTTPS, checks.TLSOnly, checks.TCPOnly}
	names := make([]string, len(schemes))
	for i, id := range schemes {
		names[i] = u.say("settings.endpoint.scheme_" + string(id))
	}
	p := newPicker(names)
	p.Selected = names[max(slices.Index(schemes, f.e.Scheme), 0)]
	p.OnChanged = func(name string) { f.e.Scheme = schemes[slices.Index(names, name)]; changed() }
	return newRow(grid, 0, newProse(u.say("settings.endpoint.scheme"), sizeBody, false, u.colors.ink), newCell(choiceWidth, touch, p))
}

// endpointChannels are the ways to pay that the endpoint decides.
func (s *settings) endpointChannels(f *endpointForm) fyne.CanvasObject {
	u := s.u
	title := newColumn(2, newProse(u.say("settings.endpoint.channels"), sizeBody, false, u.colors.ink), newProse(u.say("settings.endpoint.channels_hint"), sizeSmall, false, u.colors.dim))
	var row []fyne.CanvasObject
	for _, id := range []string{"wechat", "alipay", "unionpay", checks.Card} {
		name := u.say("channel." + id)
		b := newPress(u.ticked(name, slices.Contains(f.e.Channels, id)), plain, u.colors, nil)
		b.chosen = slices.Contains(f.e.Channels, id)
		b.do = func() {
			f.e.Channels = slices.Clone(f.e.Channels)
			if at := slices.Index(f.e.Channels, id); at >= 0 {
				f.e.Channels = slices.Delete(f.e.Channels, at, at+1)
			} else {
				f.e.Channels = append(f.e.Channels, id)
			}
			b.chosen = slices.Contains(f.e.Channels, id)
			b.say(u.ticked(name, b.chosen))
		}
		row = append(row, b)
	}
	return newColumn(0.5*grid, title, container.New(&flow{gap: grid}, row...))
}
