package checks

import (
	"slices"
	"time"
)

// Visit is a technician's inspection (巡检), under way or ended. Once ended it never
// changes.
type Visit struct {
	ID         string       `json:"id"`
	Shop       string       `json:"shop,omitempty"`
	Address    string       `json:"address,omitempty"` // where the shop is, to compare with the registered one
	Technician string       `json:"technician,omitempty"`
	Company    string       `json:"company,omitempty"`
	Witness    string       `json:"witness,omitempty"` // who was there for the shop
	Started    time.Time    `json:"started"`
	Ended      time.Time    `json:"ended,omitzero"` // zero: under way
	Terminals  []Inspection `json:"terminals"`
	Survey     *Survey      `json:"survey,omitempty"`  // the full network check
	Repairs    []RepairDone `json:"repairs,omitempty"` // what was put right
	After      *Survey      `json:"after,omitempty"`   // the network check after a repair
	Note       string       `json:"note,omitempty"`
	Signed     Signature    `json:"signed,omitzero"`
	Next       string       `json:"next,omitempty"` // the next visit is due, 2006-01-02
	Page       int          `json:"page"`           // where it was left, for a restart
	Revision   int          `json:"revision"`       // counts edits, so that two windows notice one another
}

// Open reports that the visit is under way.
func (v Visit) Open() bool { return v.Ended.IsZero() }

// Inspection is one terminal in a visit.
type Inspection struct {
	Terminal Terminal  `json:"terminal"` // the record, as it was when the visit began
	Serial   string    `json:"serial,omitempty"`
	Model    string    `json:"model,omitempty"`
	Version  string    `json:"version,omitempty"` // typed in or read during the visit
	Findings []Checked `json:"findings"`
}

// Checked is an inspection item as the technician found it.
type Checked struct {
	Item   string       `json:"item"` // of InspectionItems
	State  CheckedState `json:"state,omitempty"`
	Note   string       `json:"note,omitempty"`
	Photos []string     `json:"photos,omitempty"` // names in the photo folder
}

// CheckedState is how an inspection item was found; "": not looked at yet.
type CheckedState string

// The states of an inspection item.
const (
	NotLooked     CheckedState = ""
	CheckedFine   CheckedState = "ok"
	CheckedFaulty CheckedState = "fault"
	CheckedAbsent CheckedState = "not_applicable"
)

// RepairDone is something that was put right during a visit.
type RepairDone struct {
	Terminal string `json:"terminal,omitempty"` // id, "" for the line or the PC
	Kind     Repair `json:"kind"`
	What     string `json:"what"`
}

// Signature confirms that somebody was there. It is no electronic signature.
type Signature struct {
	Way   SignedWay `json:"way,omitempty"` // "": not signed
	Name  string    `json:"name,omitempty"`
	Lines [][]Dot   `json:"lines,omitempty"` // as drawn
	At    time.Time `json:"at,omitzero"`
}

// Dot is a point of a drawn line; the pad is 1 wide and 0.4 high.
type Dot struct {
	X float32 `json:"x"`
	Y float32 `json:"y"`
}

// SignedWay is how a visit was confirmed.
type SignedWay string

// Drawn with mouse or finger, typed, or to be signed on the printed report.
const (
	SignedDrawn SignedWay = "drawn"
	SignedTyped SignedWay = "typed"
	SignedPaper SignedWay = "paper"
)

// InspectionItem is something a technician looks at on a terminal.
type InspectionItem struct {
	ID  string
	For []TerminalKind // nil: every kind
}

var (
	devices  = []TerminalKind{SmartPOS, TraditionalPOS, ScanBox}
	withCard = []TerminalKind{SmartPOS, TraditionalPOS}
)

// InspectionItems is THE list of what a visit looks at, in its order; the texts
// stand under visit.item. in the translations.
var InspectionItems = []InspectionItem{
	{ID: "identity"},
	{ID: "seals", For: devices},
	{ID: "cables", For: devices},
	{ID: "strange", For: devices},
	{ID: "keypad", For: withCard},
	{ID: "screen", For: devices},
	{ID: "scanner", For: devices},
	{ID: "card_slot", For: withCard},
	{ID: "printer", For: withCard},
	{ID: "battery", For: withCard},
	{ID: "receipt"},
	{ID: "address", For: devices},
	{ID: "version"},
}

// InspectionOf is the empty inspection of a terminal.
func InspectionOf(t Terminal) Inspection {
	i := Inspection{Terminal: t, Findings: []Checked{}}
	for _, item := range InspectionItems {
		if item.For == nil || slices.Contains(item.For, t.Kind) {
			i.Findings = append(i.Findings, Checked{Item: item.ID})
		}
	}
	return i
}

// Replaced reports that the serial number or the model seen is not the recorded
// one. What was not recorded, or not read, says nothing.
func (i Inspection) Replaced() bool {
	differs := func(seen, recorded string) bool {
		return seen != "" && recorded != "" && PlainNumber(seen) != PlainNumber(recorded)
	}
	return differs(i.Serial, i.Terminal.Serial) || differs(i.Model, i.Terminal.Model)
}

// Faults are the items found faulty.
func (i Inspection) Faults() []Checked {
	return slices.DeleteFunc(slices.Clone(i.Findings), func(c Checked) bool { return c.State != CheckedFaulty })
}

// Left counts the items that were not looked at yet.
func (i Inspection) Left() (n int) {
	for _, c := range i.Findings {
		if c.State == NotLooked {
			n++
		}
	}
	return n
}
