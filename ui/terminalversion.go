package ui

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// version: typed in by a person, or read from where it stands.
func (t *terminal) version() fyne.CanvasObject {
	u, f := t.u, t.form
	typed := newPress("", plain, u.colors, func() { f.draft.Source = nil; t.forgetSource(); t.build() })
	typed.chosen = f.draft.Source == nil
	typed.text = u.ticked(u.say("terminal.version_by_person"), typed.chosen)
	read := newPress("", plain, u.colors, func() {
		if f.draft.Source == nil {
			f.draft.Source = f.oldSource()
			t.build()
		}
	})
	read.chosen = f.draft.Source != nil
	read.text = u.ticked(u.say("terminal.version_by_pc"), read.chosen)
	parts := []fyne.CanvasObject{
		u.heading(u.say("terminal.group.version")),
		newProse(versionText(u.words, f.draft.Version, u.dayOf(f.draft.Version.At)), sizeBody, false, u.colors.ink),
		newRow(grid, -1, typed, read),
	}
	if f.draft.Source == nil {
		parts = append(parts, t.versionTyped()...)
	} else {
		parts = append(parts, t.versionSource()...)
	}
	return u.card(newColumn(1.25*grid, parts...))
}

// oldSource is where the version was read before, else the likeliest place.
func (f *terminalForm) oldSource() *checks.VersionSource {
	if f.saved.Source != nil {
		return f.saved.Source
	}
	return &checks.VersionSource{From: versionWays(f.draft.Kind)[0]}
}

// forgetSource forgets what was typed wrongly about the place.
func (t *terminal) forgetSource() {
	for id := range sourceTexts {
		delete(t.form.typed, id)
	}
}

func (t *terminal) versionTyped() []fyne.CanvasObject {
	u, f := t.u, t.form
	rows := t.lineRows(3, "version", "by", "read")
	parts := []fyne.CanvasObject{newProse(u.versionHint(f.draft), sizeSmall, false, u.colors.dim), rows}
	if f.draft.Version.Version != "" {
		parts = append(parts, newRow(0, -1, newPress(u.say("terminal.version_still"), plain, u.colors, func() {
			f.draft.Version.At, f.draft.Version.From = u.deps.Now(), checks.FromPerson
			t.build()
		})))
	}
	return parts
}

// versionHint says where the device shows its version.
func (u *UI) versionHint(d checks.Terminal) string {
	for _, key := range []string{"version.hint." + checks.PlainNumber(d.Brand), "version.hint." + string(d.Kind)} {
		if u.words.Has(key) {
			return u.say(key)
		}
	}
	return u.say("terminal.version_hint")
}

func (t *terminal) versionSource() []fyne.CanvasObject {
	u, f := t.u, t.form
	ways := versionWays(f.draft.Kind)
	from := f.draft.Source.From
	names := make([]string, len(ways))
	for i, way := range ways {
		names[i] = u.say("terminal.way." + string(way))
	}
	choose := newPicker(names)
	if i := slices.Index(ways, from); i >= 0 {
		choose.Selected = names[i]
	}
	choose.PlaceHolder = u.say("settings.choose")
	choose.OnChanged = func(name string) {
		next := *f.draft.Source
		next.From = ways[slices.Index(names, name)]
		t.forgetSource()
		f.draft.Source, f.unread = &next, nil
		t.build()
	}
	parts := []fyne.CanvasObject{newCell(420, touch, choose)}
	if !slices.Contains(ways, from) {
		parts = append(parts, newProse(u.say("terminal.wrong.source"), sizeSmall, true, u.colors.mark[checks.Fail]))
	}
	if key := "terminal.way_means." + string(from); u.words.Has(key) {
		parts = append(parts, newProse(u.say(key), sizeSmall, false, u.colors.dim))
	}
	if from == checks.FromADB {
		parts = append(parts, newProse(u.say("terminal.adb_warning"), sizeSmall, true, u.colors.mark[checks.Warn]))
	}
	fields := t.lineRows(2, wayFields(from)...)
	if from == checks.FromProgram || from == checks.FromFile {
		parts = append(parts, newRow(0, -1, newPress(u.say("terminal.choose_file"), plain, u.colors, t.chooseFile)))
	}
	return append(parts, fields, t.readNow())
}

// versionFiles are the endings of files that may hold a version.
func versionFiles(from checks.VersionFrom) []string {
	if from == checks.FromProgram {
		return []string{".exe", ".dll", ".EXE", ".DLL"}
	}
	return []string{".txt", ".json", ".ini", ".log", ".cfg", ".conf", ".xml", ".TXT", ".INI", ".LOG"}
}

// chooseFile has the file's place looked up instead of typed.
func (t *terminal) chooseFile() {
	u, f := t.u, t.form
	u.pickOpen(versionFiles(f.draft.Source.From), func(path string, err error) {
		if err == nil {
			err = f.put("source.path", localPath(path), u.deps.Now())
		}
		if f.unread = err; u.now == screen(t) {
			t.build()
		}
	})
}

// readNow tries the place out, and keeps what it finds.
func (t *terminal) readNow() fyne.CanvasObject {
	u, f := t.u, t.form
	text, c := "", u.colors.dim
	switch {
	case f.reading:
		text = u.say("terminal.reading")
	case f.unread != nil:
		text, c = u.unreadText(f.unread), u.colors.mark[checks.Fail]
	case f.draft.Version != f.saved.Version && f.draft.Version.From == f.draft.Source.From:
		text, c = u.words.Say("terminal.read_now", map[string]any{"Version": f.draft.Version.Version}), u.colors.mark[checks.OK]
	case f.saved.Unread != "":
		text, c = u.words.Say("terminal.unread_last", map[string]any{"Date": u.dayOf(f.saved.Tried), "Why": f.saved.Unread}), u.colors.mark[checks.Warn]
	}
	return newRow(1.5*grid, 1, newPress(u.say("terminal.read"), plain, u.colors, t.read), newProse(text, sizeBody, true, c))
}

func (t *terminal) read() {
	u, f := t.u, t.form
	if f.reading {
		return
	}
	f.reading, f.unread = true, nil
	t.build()
	asked := f.draft
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		found, err := u.deps.Records.ReadVersion(ctx, asked)
		return func() {
			f.reading, f.unread = false, err
			if err == nil {
				f.draft.Version, f.draft.Unread = found, ""
			}
			if t, ok := u.now.(*terminal); ok && t.form == f {
				t.build()
			}
		}
	})
}

// unreadText says why a version could not be read: the error is a sentence.
func (u *UI) unreadText(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return u.words.Say("version.why.timeout", map[string]any{"What": ""})
	}
	return u.words.Say("terminal.unread", map[string]any{"Why": err.Error()})
}
