package report

import (
	"strings"
)

// SayVerified says what was found of a report, in lines.
func SayVerified(w Words, v Verified) (lines []string) {
	say := func(key string, facts map[string]any) { lines = append(lines, w.Say("evidence.verify."+key, facts)) }
	say(string(v.State), nil)
	for _, name := range v.Changed {
		say("changed_part", map[string]any{"Part": PartName(w, name)})
	}
	switch {
	case v.Resaved:
		say("resaved", nil)
	case v.State == SealChanged && len(v.Changed) > 0 && v.Spreadsheet:
		say("maybe_resaved", nil)
	}
	if v.Content != "" {
		say("fingerprint", map[string]any{"Sum": grouped(v.Content)})
	}
	if v.State != SealMissing {
		say("not_who", nil)
	}
	return lines
}

// PartName is what a piece of a report is called.
func PartName(w Words, name string) string {
	say := func(key string, facts map[string]any) string { return w.Say("evidence.part."+key, facts) }
	if page, isPage := strings.CutPrefix(name, partPage); isPage {
		number, parts, _ := strings.Cut(page, ":")
		var on []string
		for _, one := range strings.Split(parts, "+") {
			on = append(on, PartName(w, one))
		}
		return say("page", map[string]any{"Page": number, "Parts": strings.Join(on, w.Say("list.comma", nil))})
	}
	if name == partCase+"none" {
		return say("no_cases", nil)
	}
	if one, isCase := strings.CutPrefix(name, partCase); isCase {
		number, when, _ := strings.Cut(one, "@")
		return say("case", map[string]any{"Number": number, "When": strings.Replace(when, "T", " ", 1)})
	}
	if w.Has("evidence.part." + name) {
		return say(name, nil)
	}
	return name
}
