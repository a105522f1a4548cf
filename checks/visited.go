package checks

import "slices"

// Visited is a terminal's record after a visit that looked at it.
func Visited(t Terminal, i Inspection, v Visit) Terminal {
	t.Visited = v.Ended
	t.Seen = TerminalSeen{}
	if i.Replaced() {
		t.Seen = TerminalSeen{At: v.Ended, Serial: i.Serial, Model: i.Model}
	}
	if t.Serial == "" { // seen for the first time: from now on it is on record
		t.Serial = i.Serial
	}
	if i.Version != "" {
		t.Version = VersionReading{Version: i.Version, At: v.Ended, By: v.Technician, From: FromPerson}
		t.Unread = ""
	}
	return t
}

// WithVisit is a shop's record of a terminal with what another installation's
// visit found on it.
func WithVisit(own, visited Terminal) Terminal {
	own.Visited, own.Seen = visited.Visited, visited.Seen
	if visited.Version.At.After(own.Version.At) {
		own.Version = visited.Version
	}
	if own.Serial == "" {
		own.Serial = visited.Serial
	}
	return own
}

// SurveyAnswers is the Visit of a task that the full network check answers.
const SurveyAnswers = "survey"

// DoneByVisit are the items that a visit answers: done where everything looked at
// was as it should be, failed where something was not and was not put right.
func DoneByVisit(v Visit, tasks []Task) []CareRecord {
	var all []CareRecord
	for _, t := range tasks {
		if t.Visit == "" || t.Off || t.Retired {
			continue
		}
		state, note := v.answer(t.Visit)
		if state == "" {
			continue
		}
		r := CareRecord{Task: t.ID, Every: t.Every, At: v.Ended, State: state, Note: note, By: v.Technician}
		if state == CareFailed {
			r.Repair = ToRepair
		}
		all = append(all, r)
	}
	return all
}

// answer is how the terminals were found in one respect; "" where nobody looked.
func (v Visit) answer(item string) (state CareState, note string) {
	if item == SurveyAnswers {
		if v.Survey != nil {
			state = CareDone
		}
		return state, ""
	}
	for _, i := range v.Terminals {
		mended := slices.ContainsFunc(v.Repairs, func(r RepairDone) bool { return r.Terminal == i.Terminal.ID })
		for _, c := range i.Findings {
			switch {
			case c.Item != item || c.State == NotLooked:
			case c.State == CheckedFaulty && !mended:
				return CareFailed, c.Note
			default:
				state = CareDone
			}
		}
	}
	return state, ""
}
