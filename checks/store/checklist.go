package store

import (
	"fmt"
	"slices"

	"countercheck/checks"
)

// ReadChecklist reads the maintenance checklist. An error is a *SettingsError that
// names the line.
func ReadChecklist(data []byte) ([]checks.Task, error) {
	var list struct {
		Tasks []checks.Task `toml:"task"`
	}
	d := decode(data, &list)
	if len(d.problems) == 0 {
		for i, t := range list.Tasks {
			key := fmt.Sprintf("task[%d].", i+1)
			same := func(other checks.Task) bool { return other.ID == t.ID }
			if t.ID == "" || slices.IndexFunc(list.Tasks, same) < i {
				d.add(d.place(key+"id"), key+"id", checks.DuplicateKey, "", "%q is empty or another item's", t.ID)
			}
			word(d, key+"every", t.Every, checks.AllEvery)
			word(d, key+"who", t.Who, []checks.Who{checks.Owner, checks.Technician})
			word(d, key+"measured", t.Measured, append(checks.AllMeasures, ""))
			word(d, key+"visit", t.Visit, append(inspected(), "", checks.SurveyAnswers))
		}
	}
	if len(d.problems) > 0 {
		return nil, &SettingsError{File: "checklist.toml", Problems: d.problems}
	}
	return list.Tasks, nil
}

func inspected() (ids []string) {
	for _, i := range checks.InspectionItems {
		ids = append(ids, i.ID)
	}
	return ids
}

// word refuses what is none of a few.
func word[T ~string](d *document, key string, value T, known []T) {
	if slices.Contains(known, value) {
		return
	}
	var all []string
	for _, k := range known {
		all = append(all, string(k))
	}
	d.add(d.place(key), key, checks.UnknownValue, checks.Nearest(string(value), all), "%q is none of %v", string(value), all)
}
