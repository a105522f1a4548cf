package ui

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"countercheck/assets"
	"countercheck/checks"
)

// What is said about a device: pure functions over its record.

// terminalName is what a device is called: by the shop, or by its make.
func terminalName(w *assets.Words, t checks.Terminal) string {
	if t.Name != "" {
		return t.Name
	}
	if name := strings.TrimSpace(t.Brand + " " + t.Model); name != "" {
		return name
	}
	if t.Software != "" {
		return t.Software
	}
	return w.Say("terminal.kind."+string(t.Kind), nil)
}

// terminalParts are the parts of a record by the names of their fields in Go, and
// the words they are told by.
var terminalParts = []struct{ field, key string }{
	{"Name", "name"},
	{"Brand", "brand"},
	{"Model", "model"},
	{"Kind", "kind"},
	{"Software", "software"},
	{"Serial", "serial"},
	{"Merchant", "merchant"},
	{"Number", "number"},
	{"Acquirer", "acquirer"},
	{"Place", "place"},
	{"Address", "address"},
	{"Line", "line"},
	{"IP", "ip"},
	{"Port", "port"},
	{"Sleeps", "sleeps"},
	{"Bought", "bought"},
	{"Version", "version"},
	{"Source", "source"},
	{"Photos", "photos"},
	{"Retired", "retired_field"},
	{"Visited", "visited"},
	{"Seen", "visited"},
}

// changedFields names what differs between two states of a record.
func changedFields(w *assets.Words, before, after checks.Terminal) string {
	a, b := reflect.ValueOf(before), reflect.ValueOf(after)
	var names []string
	for _, p := range terminalParts {
		if !reflect.DeepEqual(a.FieldByName(p.field).Interface(), b.FieldByName(p.field).Interface()) {
			names = append(names, w.Say("terminal.field."+p.key, nil))
		}
	}
	return strings.Join(slices.Compact(names), w.Say("list.comma", nil))
}

// dayOf is a day as it is said; the year only where it is another one.
func (u *UI) dayOf(t time.Time) string { return date(u.words, t, u.deps.Now()) }

// seenText says how a device differs from its record.
func seenText(w *assets.Words, t checks.Terminal, day string) string {
	if t.Seen.Serial != "" && checks.PlainNumber(t.Seen.Serial) != checks.PlainNumber(t.Serial) {
		return w.Say("terminal.seen_serial", map[string]any{"Date": day, "Seen": t.Seen.Serial, "Recorded": t.Serial})
	}
	return w.Say("terminal.seen_model", map[string]any{"Date": day, "Seen": t.Seen.Model, "Recorded": t.Model})
}

// versionText says which version is recorded, since when and by whom.
func versionText(w *assets.Words, v checks.VersionReading, day string) string {
	switch {
	case v.Version == "":
		return w.Say("terminal.version_none", nil)
	case v.From == checks.FromPerson && v.By != "":
		return w.Say("terminal.version_by", map[string]any{"Version": v.Version, "Date": day, "Name": v.By})
	case v.From == checks.FromPerson:
		return w.Say("terminal.version_typed", map[string]any{"Version": v.Version, "Date": day})
	default:
		return w.Say("terminal.version_read", map[string]any{"Version": v.Version, "Date": day, "Way": w.Say("terminal.way."+string(v.From), nil)})
	}
}
