package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"countercheck/checks"
)

// UpkeepSchema names the shape of the checklist.
const UpkeepSchema = "countercheck/upkeep/v1"

type jsonUpkeep struct {
	Schema  string     `json:"schema"`
	At      string     `json:"at"`
	Overdue int        `json:"overdue"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID       string           `json:"id"`
	Articles []string         `json:"article"`  // items of the article
	Prevents []string         `json:"prevents"` // refund causes
	Text     string           `json:"text"`
	Interval checks.Every     `json:"interval"`
	Who      checks.Who       `json:"who"`
	Drill    bool             `json:"drill,omitempty"`
	Own      bool             `json:"own,omitempty"` // the shop added it
	State    checks.CareState `json:"state"`
	Due      string           `json:"due,omitempty"`          // a day; absent where none is set
	Overdue  int              `json:"days_overdue,omitempty"` // after it
	Last     *jsonLooked      `json:"last,omitempty"`
	Measured *jsonMeasured    `json:"measured,omitempty"`
}

type jsonLooked struct {
	At    string           `json:"at"`
	State checks.CareState `json:"state"`
	By    string           `json:"by,omitempty"`
	Note  string           `json:"note,omitempty"`
}

type jsonMeasured struct {
	Measure checks.Measure `json:"measure"`
	Level   checks.Level   `json:"level"`
	At      string         `json:"at"`
}

// TaskText is what an item is called.
func TaskText(w Words, t checks.Task) string {
	if t.Own() {
		return t.Text
	}
	if key := "task." + t.ID + ".text"; w.Has(key) {
		return w.Say(key, nil)
	}
	return t.ID // a change of an item that this version does not ship any more
}

// UpkeepJSON writes how every item of the checklist stands.
func UpkeepJSON(out io.Writer, w Words, items []checks.CareItem, now time.Time) error {
	doc := jsonUpkeep{Schema: UpkeepSchema, At: now.Format(timeFormat), Overdue: len(checks.Overdue(items)), Items: []jsonItem{}}
	for _, i := range items {
		doc.Items = append(doc.Items, itemJSON(w, i))
	}
	return indented(out, doc)
}

func itemJSON(w Words, i checks.CareItem) jsonItem {
	one := jsonItem{
		ID: i.Task.ID, Articles: notNil(i.Task.Articles), Prevents: notNil(i.Task.Prevents), Text: TaskText(w, i.Task),
		Interval: i.Task.Every, Who: i.Task.Who, Drill: i.Task.Drill, Own: i.Task.Own(), State: i.State,
	}
	if !i.Due.IsZero() {
		one.Due = i.Due.Format(time.DateOnly)
	}
	if i.State == checks.CareOverdue {
		one.Overdue = i.Days
	}
	if l := i.Last; l != nil {
		one.Last = &jsonLooked{At: l.At.Format(timeFormat), State: l.State, By: l.By, Note: l.Note}
	}
	if m := i.Measured; m != nil {
		one.Measured = &jsonMeasured{Measure: m.Measure, Level: m.Level, At: m.At.Format(timeFormat)}
	}
	return one
}

func indented(out io.Writer, doc any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

// upkeepOrder is the order in which a person reads the checklist: what presses
// first, what is off last.
var upkeepOrder = []checks.CareState{
	checks.CareOverdue, checks.CareDue, checks.CareFollowUp, checks.CareComing, checks.CareMeasured, checks.CareForVisit, checks.CareOff,
}

// UpkeepText writes the checklist for a console.
func UpkeepText(out io.Writer, w Words, items []checks.CareItem) error {
	var b strings.Builder
	items = slices.SortedStableFunc(slices.Values(items), func(a, b checks.CareItem) int { return a.Due.Compare(b.Due) })
	for _, state := range upkeepOrder {
		first := true
		for _, i := range items {
			if i.State != state {
				continue
			}
			if first {
				section(&b, w.Say("upkeep.state."+string(state), nil))
				first = false
			}
			fmt.Fprintf(&b, "   %s  %s (%s)\n", upkeepWhen(w, i), TaskText(w, i.Task), w.Say("upkeep.who."+string(i.Task.Who), nil))
		}
	}
	_, err := io.WriteString(out, strings.TrimPrefix(b.String(), "\n"))
	return err
}

// upkeepWhen is the day of an item, in a column.
func upkeepWhen(w Words, i checks.CareItem) string {
	switch {
	case i.State == checks.CareMeasured:
		return i.Measured.At.Format(time.DateOnly)
	case i.Due.IsZero():
		return "    -     "
	case i.State == checks.CareOverdue:
		return i.Due.Format(time.DateOnly) + " " + w.Say("upkeep.late", map[string]any{"Days": i.Days})
	default:
		return i.Due.Format(time.DateOnly)
	}
}
