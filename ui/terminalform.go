package ui

import (
	"errors"
	"net/netip"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"countercheck/assets"
	"countercheck/checks"
)

// terminalForm is a device's record as it is being changed. It outlives its page,
// so that looking elsewhere loses nothing.
type terminalForm struct {
	loaded  bool
	saved   checks.Terminal   // as it is recorded
	draft   checks.Terminal   // with what was typed; it could always be saved
	typed   map[string]string // what was typed and cannot be recorded, by field
	saving  bool
	trouble error            // why the last saving failed
	theirs  *checks.Terminal // what another window made of it meanwhile
	reading bool             // its version is being read
	unread  error            // why the last reading failed
}

func newTerminalForm(t checks.Terminal) *terminalForm {
	return &terminalForm{loaded: true, saved: t, draft: t, typed: map[string]string{}}
}

// newTerminalRecord is an empty record.
func newTerminalRecord() checks.Terminal {
	return checks.Terminal{Kind: checks.SmartPOS, Line: checks.LineUnknown}
}

// terminalTexts are the fields that are typed as they are kept, by the name that a
// TextError gives them.
var terminalTexts = map[string]func(*checks.Terminal) *string{
	"name":     func(t *checks.Terminal) *string { return &t.Name },
	"brand":    func(t *checks.Terminal) *string { return &t.Brand },
	"model":    func(t *checks.Terminal) *string { return &t.Model },
	"software": func(t *checks.Terminal) *string { return &t.Software },
	"serial":   func(t *checks.Terminal) *string { return &t.Serial },
	"merchant": func(t *checks.Terminal) *string { return &t.Merchant },
	"number":   func(t *checks.Terminal) *string { return &t.Number },
	"acquirer": func(t *checks.Terminal) *string { return &t.Acquirer },
	"place":    func(t *checks.Terminal) *string { return &t.Place },
	"address":  func(t *checks.Terminal) *string { return &t.Address },
	"ip":       func(t *checks.Terminal) *string { return &t.IP },
	"version":  func(t *checks.Terminal) *string { return &t.Version.Version },
	"by":       func(t *checks.Terminal) *string { return &t.Version.By },
}

// sourceTexts are the fields of the place where a version is read.
var sourceTexts = map[string]func(*checks.VersionSource) *string{
	"source.path":    func(s *checks.VersionSource) *string { return &s.Path },
	"source.pattern": func(s *checks.VersionSource) *string { return &s.Pattern },
	"source.field":   func(s *checks.VersionSource) *string { return &s.Field },
	"source.url":     func(s *checks.VersionSource) *string { return &s.URL },
	"source.name":    func(s *checks.VersionSource) *string { return &s.Name },
	"source.device":  func(s *checks.VersionSource) *string { return &s.Device },
	"source.build":   func(s *checks.VersionSource) *string { return &s.Build },
}

// textOf is a field as it stands on the screen.
func textOf(t checks.Terminal, id string) string {
	if at := terminalTexts[id]; at != nil {
		return *at(&t)
	}
	if at := sourceTexts[id]; at != nil && t.Source != nil {
		return *at(t.Source)
	}
	switch {
	case id == "port" && t.Port != 0:
		return strconv.Itoa(t.Port)
	case id == "bought":
		return t.Bought
	case id == "read" && !t.Version.At.IsZero():
		return t.Version.At.Format(time.DateOnly)
	}
	return ""
}

// withText has a field hold what was typed, or says as a *checks.TextError why it
// cannot.
func withText(t checks.Terminal, id, text string) (checks.Terminal, error) {
	before := t
	text = strings.TrimSpace(text)
	if err := putText(&t, id, text); err != nil {
		return before, err
	}
	alone := checks.Terminal{Kind: t.Kind, Line: t.Line, Source: t.Source}
	if strings.HasPrefix(id, "source.") {
		return orBefore(before, t, checks.ValidateTerminal(alone))
	}
	alone.Source = nil
	_ = putText(&alone, id, text) // it worked above
	return orBefore(before, t, checks.ValidateTerminal(alone))
}

func orBefore(before, after checks.Terminal, err error) (checks.Terminal, error) {
	if err != nil {
		return before, err
	}
	return after, nil
}

func putText(t *checks.Terminal, id, text string) error {
	wrong := &checks.TextError{Field: id, Wrong: true}
	if at := terminalTexts[id]; at != nil {
		if id == "ip" {
			text = plainly(text)
		}
		*at(t) = text
		return nil
	}
	if at := sourceTexts[id]; at != nil && t.Source != nil {
		source := *t.Source
		*at(&source) = text
		t.Source = &source
		return nil
	}
	switch id {
	case "port":
		n, err := strconv.Atoi(plainly("0" + text))
		if err != nil {
			return wrong
		}
		t.Port = n
	case "bought":
		date, ok := readDate(text)
		if !ok {
			return wrong
		}
		t.Bought = date
	case "read":
		date, ok := readDate(text)
		at, err := time.ParseInLocation(time.DateOnly, date, time.Local)
		if !ok || err != nil {
			return wrong
		}
		t.Version.At = at
	}
	return nil
}

var dateForm = regexp.MustCompile(`^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$`)

// readDate reads a day as people write it; no day is one too.
func readDate(text string) (date string, ok bool) {
	text = strings.Join(strings.Fields(norm.NFKC.String(text)), "")
	if text == "" {
		return "", true
	}
	parts := dateForm.FindStringSubmatch(text)
	if parts == nil {
		return "", false
	}
	day, err := time.Parse("2006-1-2", strings.Join(parts[1:], "-"))
	return day.Format(time.DateOnly), err == nil
}

// text is what stands in a field: what was typed, also where it cannot be kept.
func (f *terminalForm) text(id string) string {
	if text, wrong := f.typed[id]; wrong {
		return text
	}
	return textOf(f.draft, id)
}

// put takes what was typed; a version that is typed was looked at now.
func (f *terminalForm) put(id, text string, now time.Time) error {
	next, err := withText(f.draft, id, text)
	if err != nil {
		f.typed[id] = text
		return err
	}
	delete(f.typed, id)
	if id == "version" && next.Version.Version != f.draft.Version.Version {
		next.Version = f.versionTyped(next.Version, now)
	}
	f.draft = next
	return nil
}

// versionTyped dates a version that a person typed; one that is typed back is as
// old as it was.
func (f *terminalForm) versionTyped(v checks.VersionReading, now time.Time) checks.VersionReading {
	if v.Version == f.saved.Version.Version {
		return f.saved.Version
	}
	if v.Version == "" {
		return checks.VersionReading{}
	}
	return checks.VersionReading{Version: v.Version, At: now, By: v.By, From: checks.FromPerson}
}

// dirty reports that something was changed and is not saved.
func (f *terminalForm) dirty() bool {
	return len(f.typed) > 0 || !reflect.DeepEqual(f.draft, f.saved)
}

// merge puts what was changed here over what another window saved.
func (f *terminalForm) merge(theirs checks.Terminal) {
	mine, before := reflect.ValueOf(f.draft), reflect.ValueOf(f.saved)
	merged := theirs
	into := reflect.ValueOf(&merged).Elem()
	for i := range into.NumField() {
		if !reflect.DeepEqual(mine.Field(i).Interface(), before.Field(i).Interface()) {
			into.Field(i).Set(mine.Field(i))
		}
	}
	merged.Revision = theirs.Revision
	f.saved, f.draft, f.theirs, f.trouble = theirs, merged, nil, nil
}

// takeTheirs gives up what was typed here.
func (f *terminalForm) takeTheirs() {
	*f = *newTerminalForm(*f.theirs)
}

// problemText says what is wrong with a field; "" where nothing is.
func problemText(w *assets.Words, err error) string {
	var text *checks.TextError
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &text):
		return err.Error()
	case text.Control:
		return w.Say("terminal.wrong.control", nil)
	case text.Most > 0 && text.Field == "photos":
		return w.Say("photo.most", map[string]any{"Most": text.Most})
	case text.Most > 0:
		return w.Say("terminal.wrong.long", map[string]any{"Length": text.Length, "Most": text.Most})
	}
	if key := "terminal.wrong." + strings.ReplaceAll(text.Field, ".", "_"); w.Has(key) {
		return w.Say(key, nil)
	}
	return w.Say("terminal.wrong.something", map[string]any{"Field": text.Field})
}

// farAddress reports an address that cannot be in the shop's own network.
func farAddress(text string) bool {
	a, err := netip.ParseAddr(plainly(text))
	return err == nil && !checks.NearAddress(a)
}

// versionWays are the ways in which a device's version can be read by this PC. A
// payment terminal is never asked through adb.
func versionWays(kind checks.TerminalKind) []checks.VersionFrom {
	ways := []checks.VersionFrom{checks.FromProgram, checks.FromRegistry, checks.FromFile, checks.FromHTTP, checks.FromPackage}
	if kind != checks.CashierProgram {
		return slices.DeleteFunc(ways, func(w checks.VersionFrom) bool { return w == checks.FromPackage || w == checks.FromRegistry })
	}
	return append(ways, checks.FromADB)
}

// wayFields are what has to be known for a way, in the order it is asked.
func wayFields(from checks.VersionFrom) []string {
	switch from {
	case checks.FromProgram:
		return []string{"source.path"}
	case checks.FromRegistry, checks.FromPackage:
		return []string{"source.name"}
	case checks.FromFile:
		return []string{"source.path", "source.field", "source.pattern"}
	case checks.FromHTTP:
		return []string{"source.url", "source.field"}
	case checks.FromADB:
		return []string{"source.name", "source.device", "source.build"}
	default:
		return nil
	}
}
