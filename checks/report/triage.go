package report

import (
	"maps"

	"countercheck/checks"
)

// Reason says why a cause is likely.
func Reason(w Words, l checks.Likely) string {
	facts := maps.Clone(l.Facts)
	if facts == nil {
		facts = map[string]any{}
	}
	for _, fact := range []string{"Failed", "Seconds", "Usual", "Means"} { // templates ask for them
		if _, said := facts[fact]; !said {
			facts[fact] = nil
		}
	}
	if id, said := facts["Channel"].(string); said {
		facts["Channel"] = Channel(w, id)
	}
	if code, said := facts["Code"].(string); said {
		facts["Means"] = CodeMeans(w, code)
	}
	return w.Say("triage.reason."+l.Reason, facts)
}

// CodeMeans is what an error code means, "" where it is not in the list.
func CodeMeans(w Words, code string) string {
	known, found := checks.FindErrorCode(code)
	if !found {
		return ""
	}
	return w.Say("triage.code."+known.Code, nil)
}

// ShowedText is what the terminal showed, with what a code means; "" where nobody
// said.
func ShowedText(w Words, s checks.Sale) string {
	switch {
	case s.Showed == checks.ShowedCode && s.Code != "":
		if means := CodeMeans(w, s.Code); means != "" {
			return s.Code + " (" + means + ")"
		}
		return s.Code
	case s.Showed == "":
		return ""
	default:
		return ShowedName(w, s.Showed)
	}
}

// ShowedName is a kind of what terminals show. ("other" is no key a translation file
// can have.)
func ShowedName(w Words, s checks.Showed) string {
	if s == checks.ShowedOther {
		s = "else"
	}
	return w.Say("triage.showed."+string(s), nil)
}
