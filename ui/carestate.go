package ui

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"time"

	"countercheck/checks"
)

// upkeep is what is known of the checklist and the devices, and what is being
// written down of them. It outlives the screen 保养, so that looking elsewhere loses
// nothing; the first screen, the rail and the tray show a little of it.
type upkeep struct {
	u       *UI
	records checks.Records
	visits  []checks.Visit
	told    int   // how often something was told; 0: nothing is known yet
	broken  error // why it could not be read the last time
	asked   time.Time

	question int
	busy     map[string]bool // items whose record is on its way to the disk
	order    []string        // of today's items, so that none changes its place
	stay     carePlace

	stand   []checks.CareItem // how all items stood,
	standAt struct {          // and when that was worked out
		told   int
		minute string
	}
}

// carePlace is where one is in 保养.
type carePlace struct {
	tab    careTab
	task   string // the open item, "" for none
	adding bool   // an item of the shop's own is being written
	past   string // the item of which all records are shown
	rule   string // the device whose newest version is asked for, "" for none

	steps   map[string]bool // items of today whose steps are shown
	who     checks.Who      // whose items are listed, "" for everybody's
	day     time.Time       // of the calendar
	visit   string          // the chosen one
	retired bool            // devices that are not in the shop any more are shown
	looks   map[string]*lookForm
	rules   map[string]*ruleForm
	own     ownForm
	texts   map[string]string // how items of the shop's own are being called anew
}

// upkeepHidden is how often what is known is asked for while nobody looks; the
// tray shows it.
const upkeepHidden = 10 * time.Minute

// newUpkeep is nil where nothing of it is offered.
func newUpkeep(u *UI) *upkeep {
	if u.deps.Records == nil {
		return nil
	}
	return &upkeep{u: u, busy: map[string]bool{}, stay: carePlace{
		tab: tabToday, steps: map[string]bool{}, looks: map[string]*lookForm{}, rules: map[string]*ruleForm{}, texts: map[string]string{},
	}}
}

// look asks for what is recorded, if that is not known well enough.
func (k *upkeep) look() {
	if k == nil {
		return
	}
	often := everyMinute
	if k.u.hidden {
		often = upkeepHidden
	}
	if since := k.u.deps.Now().Sub(k.asked); since < 0 || since >= often {
		k.ask()
	}
}

// ask asks for what is recorded.
func (k *upkeep) ask() {
	k.asked = k.u.deps.Now()
	k.question++
	mine, records := k.question, k.u.deps.Records
	k.u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(k.u.bridge.life, patience)
		defer cancel()
		all, err := records.Records(ctx)
		visits, failed := records.Visits(ctx)
		return func() {
			if mine == k.question {
				k.take(all, visits, errors.Join(err, failed))
			}
		}
	})
}

// take shows what was told; what was known stays where nothing could be read.
func (k *upkeep) take(all checks.Records, visits []checks.Visit, err error) {
	if err == nil && k.broken == nil && k.told > 0 && reflect.DeepEqual(all, k.records) && reflect.DeepEqual(visits, k.visits) {
		return
	}
	k.broken = err
	if err == nil {
		k.records, k.visits = all, visits
	}
	k.told++
	k.show()
}

// show has everything that shows a little of it show the newest.
func (k *upkeep) show() {
	u := k.u
	u.mark()
	u.tray.show(u.last)
	if !u.hidden {
		u.now.show(u.last)
	}
}

// items are all items as they stand now. They are worked out once a minute.
func (k *upkeep) items() []checks.CareItem {
	if now := k.u.deps.Now(); k.standAt.told != k.told || k.standAt.minute != now.Format("2006-01-02 15:04") {
		k.standAt.told, k.standAt.minute = k.told, now.Format("2006-01-02 15:04")
		k.stand = checks.Upkeep(k.records.Care, now)
	}
	return k.stand
}

func (k *upkeep) item(id string) (checks.CareItem, bool) {
	items := k.items()
	i := slices.IndexFunc(items, func(i checks.CareItem) bool { return i.Task.ID == id })
	if i < 0 {
		return checks.CareItem{}, false
	}
	return items[i], true
}

// terminal is a device by its id.
func (k *upkeep) terminal(id string) (checks.Terminal, bool) {
	i := slices.IndexFunc(k.records.Terminals, func(t checks.Terminal) bool { return t.ID == id })
	if i < 0 {
		return checks.Terminal{}, false
	}
	return k.records.Terminals[i], true
}

// waiting is how many items somebody is asked for now, and how many of all are past
// their date, and long past it.
func (k *upkeep) waiting() (now, overdue, clear int) {
	if k == nil {
		return 0, 0, 0
	}
	items := k.items()
	for _, i := range checks.Overdue(items) {
		overdue++
		if i.Clear {
			clear++
		}
	}
	return len(checks.Today(items, k.u.deps.Now())), overdue, clear
}

// today are the items an owner is asked for now, and those looked at today, each
// where it stood before.
func (k *upkeep) today() []checks.CareItem {
	now := k.u.deps.Now()
	items := k.items()
	all := checks.Today(items, now)
	for _, i := range items {
		if i.Task.Who == checks.Owner && lookedToday(i, now) && !slices.ContainsFunc(all, func(o checks.CareItem) bool { return o.Task.ID == i.Task.ID }) {
			all = append(all, i)
		}
	}
	place := map[string]int{}
	for n, id := range k.order {
		place[id] = n - len(k.order) // before all that is new
	}
	slices.SortStableFunc(all, func(a, b checks.CareItem) int { return place[a.Task.ID] - place[b.Task.ID] })
	k.order = k.order[:0]
	for _, i := range all {
		k.order = append(k.order, i.Task.ID)
	}
	return all
}

// lookedToday reports that the newest record of an item is of today.
func lookedToday(i checks.CareItem, now time.Time) bool {
	return i.Last != nil && sameDay(i.Last.At.In(now.Location()), now) && i.State != checks.CareDue
}

func sameDay(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }

// tick records that an item was looked at; then is told how that ended. A second
// press while the first is on its way does nothing.
func (k *upkeep) tick(item checks.CareItem, state checks.CareState, then func(error)) {
	k.record(checks.CareRecord{
		Task: item.Task.ID, Text: taskText(k.u.words, item.Task), Every: item.Task.Every, At: k.u.deps.Now(), State: state,
	}, then)
}

func (k *upkeep) record(r checks.CareRecord, then func(error)) {
	if k.busy[r.Task] {
		return
	}
	if err := checks.ValidateCare(r); err != nil {
		then(err)
		return
	}
	k.busy[r.Task] = true
	k.write(func(ctx context.Context) error { return k.u.deps.Records.Look(ctx, r) }, func(err error) {
		delete(k.busy, r.Task)
		then(err)
	})
}

// write does something to the records beside the screen; then is told how it ended,
// and what is recorded is asked for anew.
func (k *upkeep) write(do func(context.Context) error, then func(error)) {
	k.u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(k.u.bridge.life, patience)
		defer cancel()
		err := do(ctx)
		return func() {
			then(err)
			k.ask()
		}
	})
}

// changeTask writes what the shop wants of an item from now on.
func (k *upkeep) changeTask(t checks.Task, do func(*checks.TaskChange), then func(error)) {
	on := !t.Off
	c := checks.TaskChange{ID: t.ID, Every: t.Every, Who: t.Who, Text: t.Text, On: &on, Retired: t.Retired}
	do(&c)
	if err := checks.ValidateTask(c); err != nil {
		then(err)
		return
	}
	k.write(func(ctx context.Context) error { return k.u.deps.Records.SaveTask(ctx, c) }, then)
}

// history are an item's records, the newest first.
func (k *upkeep) history(task string) (all []checks.CareRecord) {
	for _, r := range k.records.Care.Records {
		if r.Task == task {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b checks.CareRecord) int {
		if a.At.Equal(b.At) {
			return int(b.ID - a.ID)
		}
		return b.At.Compare(a.At)
	})
	return all
}

// trouble says why something was not read or written.
func (u *UI) careTrouble(err error) string {
	var text *checks.TextError
	switch {
	case errors.Is(err, checks.ErrChanged):
		return u.say("care.changed")
	case errors.Is(err, checks.ErrGone):
		return u.say("care.gone")
	case errors.As(err, &text):
		return textTrouble(u.words, text)
	default:
		return u.words.Say("care.failed", map[string]any{"Error": err.Error()})
	}
}
