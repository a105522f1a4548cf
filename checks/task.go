package checks

import (
	"slices"
	"time"
)

// Task is an item of the maintenance checklist: as shipped (its texts stand in the
// translations by its id) or as the shop added it.
type Task struct {
	ID       string   `toml:"id" json:"id"`
	Articles []string `toml:"article" json:"article,omitempty"`   // items of the article, H6 or S3
	Prevents []string `toml:"prevents" json:"prevents,omitempty"` // refund causes, R1 to C5
	Every    Every    `toml:"every" json:"every"`
	Who      Who      `toml:"who" json:"who"`
	Measured Measure  `toml:"measured" json:"measured,omitempty"` // what can answer it; "" for nothing
	Visit    string   `toml:"visit" json:"visit,omitempty"`       // what of a visit answers it: an inspection item, or "survey"
	Drill    bool     `toml:"drill" json:"drill,omitempty"`
	Off      bool     `toml:"off" json:"off,omitempty"` // not asked for until the shop chooses it
	Text     string   `toml:"-" json:"text,omitempty"`  // of an item the shop added
	Retired  bool     `toml:"-" json:"retired,omitempty"`
}

// Own reports that the shop added the item.
func (t Task) Own() bool { return t.Text != "" }

// Every is how often an item comes round.
type Every string

// The intervals. A month is 30 days and a quarter 90, so that a date never falls
// between two months.
const (
	EveryShift   Every = "shift"
	EveryDay     Every = "day"
	EveryWeek    Every = "week"
	EveryMonth   Every = "month"
	EveryQuarter Every = "quarter"
)

// AllEvery lists the intervals, the shortest first.
var AllEvery = []Every{EveryShift, EveryDay, EveryWeek, EveryMonth, EveryQuarter}

// Days is the interval in days; a shift counts as a day.
func (e Every) Days() int {
	switch e {
	case EveryWeek:
		return 7
	case EveryMonth:
		return 30
	case EveryQuarter:
		return 90
	default:
		return 1
	}
}

// Who does an item.
type Who string

// The two people who use the program.
const (
	Owner      Who = "owner"
	Technician Who = "technician"
)

// Measure is a measurement that can answer an item.
type Measure string

// The measurements.
const (
	MeasureNetwork Measure = "network" // the verdict of the line
	MeasureVersion Measure = "version" // the versions of all terminals
	MeasureClock   Measure = "clock"   // this PC's clock
	MeasureDisk    Measure = "disk"    // free space
	MeasureCashier Measure = "cashier" // the cashier program runs
)

// AllMeasures lists them.
var AllMeasures = []Measure{MeasureNetwork, MeasureVersion, MeasureClock, MeasureDisk, MeasureCashier}

// Measurement is the newest answer of a measurement.
type Measurement struct {
	Measure Measure   `json:"measure"`
	Level   Level     `json:"level"` // Unknown: it could not be measured
	At      time.Time `json:"at"`
}

// measurementHolds is how long a measurement answers an item; an older one makes
// the item a person's again.
const measurementHolds = 24 * time.Hour

// CareRecord is that an item was looked at. It holds the words and the interval of
// its day: it never changes when the checklist does.
type CareRecord struct {
	ID    int64     `json:"id"` // given by the store
	Task  string    `json:"task"`
	Text  string    `json:"text"` // what the item was called
	Every Every     `json:"every"`
	At    time.Time `json:"at"`
	State CareState `json:"state"` // done, failed, not applicable or taken back
	Note  string    `json:"note,omitempty"`
	By    string    `json:"by,omitempty"`
	// Repair says what follows a failed item, and until when.
	Repair Repair `json:"repair,omitempty"`
	Until  string `json:"until,omitempty"` // 2006-01-02
}

// CareState is how an item was left, or stands.
type CareState string

// How an item was left.
const (
	CareDone          CareState = "done"
	CareFailed        CareState = "failed" // a note and a repair belong to it
	CareNotApplicable CareState = "not_applicable"
	// CareTakenBack: the record before this one was a mistake and does not count.
	CareTakenBack CareState = "taken_back"
)

// How an item stands beside that.
const (
	CareComing   CareState = "coming"    // its date is not there yet
	CareDue      CareState = "due"       // today
	CareOverdue  CareState = "overdue"   // its date is past
	CareFollowUp CareState = "follow_up" // failed, and what follows is not done yet
	CareMeasured CareState = "measured"  // a measurement answers it
	CareForVisit CareState = "for_visit" // a technician's, before the first visit
	CareOff      CareState = "off"       // not chosen, or retired
)

// Repair is what follows a failed item.
type Repair string

// Repaired or replaced.
const (
	ToRepair  Repair = "repair"
	ToReplace Repair = "replace"
)

// TaskChange is what the shop changed of an item, or an item it added.
type TaskChange struct {
	ID      string `json:"id"`
	Every   Every  `json:"every,omitempty"` // "": as shipped
	Who     Who    `json:"who,omitempty"`   // of an item the shop added
	Text    string `json:"text,omitempty"`  // of an item the shop added
	On      *bool  `json:"on,omitempty"`    // chosen or not; nil: as shipped
	Retired bool   `json:"retired,omitempty"`
}

// Tasks are the shipped items as the shop changed them, and then its own.
func Tasks(shipped []Task, changes []TaskChange) []Task {
	all := slices.Clone(shipped)
	for _, c := range changes {
		i := slices.IndexFunc(all, func(t Task) bool { return t.ID == c.ID })
		if i < 0 {
			all = append(all, Task{ID: c.ID, Text: c.Text, Every: EveryMonth, Who: Owner})
			i = len(all) - 1
		}
		t := &all[i]
		if t.Own() && c.Text != "" {
			t.Text = c.Text
		}
		if c.Every != "" {
			t.Every = c.Every
		}
		if t.Own() && c.Who != "" {
			t.Who = c.Who
		}
		if c.On != nil {
			t.Off = !*c.On
		}
		t.Retired = c.Retired
	}
	return all
}
