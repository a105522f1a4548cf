package ui

import (
	"slices"
	"strconv"
	"strings"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// What the settings say and how what is typed is judged: pure functions over the
// table of fields.

// fieldKind is how a field is shown.
type fieldKind uint8

const (
	typedField fieldKind = iota
	switchField
	choiceField
	ticksField // several of a few
)

func (f field) kind() fieldKind {
	switch f.at(&checks.Settings{}).(type) {
	case *bool:
		return switchField
	case *[]string:
		return ticksField
	}
	if f.choices != nil {
		return choiceField
	}
	return typedField
}

// raw is a field's value as the settings file writes it.
func (f field) raw(s checks.Settings) string {
	switch v := f.at(&s).(type) {
	case *string:
		return *v
	case *bool:
		return strconv.FormatBool(*v)
	case *int:
		return strconv.Itoa(*v)
	case *float64:
		return figure(*v)
	case *checks.Duration:
		return v.Std().String()
	case *[]string:
		return strings.Join(*v, " ")
	default:
		return ""
	}
}

// same reports that a field holds the same in both.
func (f field) same(a, b checks.Settings) bool { return f.raw(a) == f.raw(b) }

// copyTo has a field of one hold what it holds in the other.
func (f field) copyTo(to *checks.Settings, from checks.Settings) {
	switch v := f.at(to).(type) {
	case *string:
		*v = *f.at(&from).(*string)
	case *bool:
		*v = *f.at(&from).(*bool)
	case *int:
		*v = *f.at(&from).(*int)
	case *float64:
		*v = *f.at(&from).(*float64)
	case *checks.Duration:
		*v = *f.at(&from).(*checks.Duration)
	case *[]string:
		*v = slices.Clone(*f.at(&from).(*[]string))
	}
}

// text is a field's value for people; what is typed is written so that it can be
// typed again.
func (f field) text(w *assets.Words, s checks.Settings, c checks.Catalogue) string {
	var names []string
	if f.choices != nil {
		chosen := []string{f.raw(s)}
		if list, ok := f.at(&s).(*[]string); ok {
			chosen = *list
		}
		for _, o := range f.choices(w, s, c) {
			if slices.Contains(chosen, o.id) {
				names = append(names, o.name)
			}
		}
		return strings.Join(names, w.Say("list.comma", nil))
	}
	switch v := f.at(&s).(type) {
	case *bool:
		return onOff(w, *v)
	case *int:
		return numberText(w, float64(*v), f.unit)
	case *float64:
		return numberText(w, *v, f.unit)
	case *checks.Duration:
		return lengthText(w, v.Std())
	default:
		return f.raw(s)
	}
}

func onOff(w report.Words, on bool) string {
	if on {
		return w.Say("settings.switched.on", nil)
	}
	return w.Say("settings.switched.off", nil)
}

// fieldView is what is said about a field.
type fieldView struct {
	Title, Hint string
	Value       string
	Advice      string // the recommended value and where it comes from
	Changed     bool   // it is not the recommended one
}

func viewField(w *assets.Words, f field, now, shipped checks.Settings, c checks.Catalogue) fieldView {
	v := fieldView{
		Title: w.Say("settings.field."+f.id, nil),
		Value: f.text(w, now, c),
	}
	if key := "settings.hint." + f.id; w.Has(key) {
		v.Hint = w.Say(key, nil)
	}
	if !f.advised {
		return v
	}
	v.Changed = !f.same(now, shipped)
	v.Advice = w.Say("settings.advice", map[string]any{"Value": orNone(w, f.text(w, shipped, c)), "Source": w.Say(f.sourceKey(), nil)})
	return v
}

func (f field) sourceKey() string {
	if f.source != "" {
		return "settings.source." + f.source
	}
	return "settings.source." + f.id
}

func orNone(w report.Words, text string) string {
	if text == "" {
		return w.Say("settings.none", nil)
	}
	return text
}

// take puts what was typed, or the id of what was chosen, where a field stands;
// ok is false where it cannot be read.
func (f field) take(to *checks.Settings, text string) (ok bool) {
	ok = true
	switch v := f.at(to).(type) {
	case *string:
		*v = strings.TrimSpace(text)
	case *bool:
		*v = text == strconv.FormatBool(true)
	case *int:
		var n float64
		n, ok = readNumber(text, f.unit)
		ok = ok && n == float64(int(n))
		*v = int(n)
	case *float64:
		*v, ok = readNumber(text, f.unit)
	case *checks.Duration:
		d, read := readLength(text, bareUnit(v.Std()))
		*v, ok = checks.Duration(d), read
	case *[]string:
		*v = strings.Fields(text)
	}
	return ok
}

// judged is what becomes of something typed.
type judged struct {
	Set     checks.Settings // with it
	Problem string          // "" where it can be used
	Nearest string          // what was most likely meant, where only the form is wrong
}

// judge reads what was typed into a field, and says in plain words why it cannot
// be used. What was wrong before is not this field's.
func judge(w *assets.Words, f field, text string, now checks.Settings, c checks.Catalogue) judged {
	j := judged{Set: now}
	if !f.take(&j.Set, text) {
		j.Problem = w.Say("settings.unread", map[string]any{"Example": f.text(w, now, c)})
		return j
	}
	j.Problem, j.Nearest = judgeAll(w, f, now, j.Set, c)
	return j
}

func judgeAll(w *assets.Words, f field, before, after checks.Settings, c checks.Catalogue) (problem, nearest string) {
	all := newProblems(before, after, c)
	if len(all) == 0 {
		return "", ""
	}
	if all[0].Reason == checks.ImpossibleTime {
		nearest = all[0].Nearest
	}
	facts := map[string]any{"Key": all[0].Key, "Nearest": meant(w, f, all[0].Nearest)}
	return w.Say("settings.problem."+string(all[0].Reason), facts), nearest
}

// newProblems are what was not wrong before.
func newProblems(before, after checks.Settings, c checks.Catalogue) (all []checks.Invalid) {
	old := before.Validate(c)
	for _, wrong := range after.Validate(c) {
		if !slices.Contains(old, wrong) {
			all = append(all, wrong)
		}
	}
	return all
}

// recommended is what is set, with everything that has a recommended value at it.
// What the shop said about itself stays, and so does taste.
func recommended(now, shipped checks.Settings) checks.Settings {
	for _, f := range fields() {
		if f.advised {
			f.copyTo(&now, shipped)
		}
	}
	now.Hosts = shipped.Hosts
	return now
}
