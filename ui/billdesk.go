package ui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"countercheck/checks"
)

// billDesk is what is known of bills, and the reading of them. It outlives the
// screen, so that a long one is read while people look elsewhere.
type billDesk struct {
	u       *UI
	queue   []string // files that wait to be read
	now     string   // the one that is being read, "" for none
	percent int
	cancel  func()
	results []billResult // what became of the files that were chosen together

	known    []checks.Bill // the newest first
	told     bool
	broken   error // why they could not be read the last time
	question int

	place  billPlace
	open   checks.Bill
	before time.Time // when the open one was read before; zero: it was not
	joined billJoined
	scroll float32 // how far down its rows are scrolled
	form   *billForm
}

// billPlace is where one is on the screen.
type billPlace struct {
	step billStep
	tab  billTab
	row  int // of the rows that gave money back
	full bool
}

// billStep is a page of the screen.
type billStep string

// The pages.
const (
	billHome   billStep = "home"
	billShown  billStep = "bill"
	billRowOf  billStep = "row"
	billNot    billStep = "not"     // a file that is no bill
	billColumn billStep = "columns" // naming the columns of another issuer's
)

// billResult is what became of a file.
type billResult struct {
	path   string
	bill   checks.Bill
	before time.Time
	err    error
}

// name is the file's, without its folder.
func (r billResult) name() string { return filepath.Base(strings.ReplaceAll(r.path, `\`, "/")) }

// billJoined is what belongs to the rows of a bill.
type billJoined struct {
	told  bool
	err   error
	rows  []checks.BillMatch // the newest first
	hours [24]checks.HourEffects
}

// china is where bills are written.
var china = time.FixedZone("UTC+08:00", 8*60*60)

// billsDesk is the one desk, made when it is first needed; nil where nothing is kept.
func (u *UI) billsDesk() *billDesk {
	if u.bills == nil && u.deps.Cases != nil {
		u.bills = &billDesk{u: u, cancel: func() {}, place: billPlace{step: billHome, tab: billOverview}}
	}
	return u.bills
}

// look asks which bills were read.
func (d *billDesk) look() {
	u := d.u
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		known, err := u.deps.Cases.Bills(ctx)
		return func() {
			d.told, d.broken = true, err
			if err == nil {
				d.known = known
			}
			d.refresh()
		}
	})
}

// take reads files, one after the other.
func (d *billDesk) take(paths []string) {
	if len(paths) == 0 {
		return
	}
	if d.now == "" {
		d.results = nil
	}
	for _, path := range paths {
		if path != d.now && !slices.Contains(d.queue, path) {
			d.queue = append(d.queue, path)
		}
	}
	d.place = billPlace{step: billHome, tab: billOverview}
	if d.now == "" {
		d.next()
	}
	d.refresh()
}

// next reads the next file that waits; after the last one the result is shown.
func (d *billDesk) next() {
	if len(d.queue) == 0 {
		d.now = ""
		d.look()
		if len(d.results) == 1 && d.place.step == billHome {
			d.show(d.results[0])
		}
		d.refresh()
		return
	}
	path := d.queue[0]
	d.queue = d.queue[1:]
	d.read(path, nil)
}

// read reads a file beside the screen.
func (d *billDesk) read(path string, columns *checks.BillColumns) {
	u := d.u
	ctx, cancel := context.WithCancel(u.bridge.life)
	d.now, d.percent, d.cancel = path, 0, cancel
	last, began := 0, u.deps.Now()
	progress := func(read, of int64) {
		percent := int(min(read*100/max(of, 1), 100))
		if percent == last {
			return
		}
		last = percent
		u.bridge.show(func() { d.tell(path, percent) })
	}
	u.bridge.aside(func() func() {
		defer cancel()
		r := billResult{path: path, err: plainFile(path)}
		if r.err == nil {
			r.bill, r.err = u.deps.Cases.ReadBill(ctx, path, columns, progress)
		}
		if r.err == nil && r.bill.Read.Before(began.Add(-time.Second)) {
			r.before = r.bill.Read
		}
		return func() { d.done(r) }
	})
}

// plainFile reports what is no ordinary file: a pipe would never end.
func plainFile(path string) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "read", Path: path, Err: syscall.EISDIR}
	}
	return err
}

// tell shows how far the reading is.
func (d *billDesk) tell(path string, percent int) {
	if d.now != path {
		return
	}
	d.percent = percent
	if p, ok := d.u.now.(*billPage); ok {
		p.tellProgress()
	}
}

// done takes in what became of a file. Who stopped the reading meant all of them.
func (d *billDesk) done(r billResult) {
	d.results = append(d.results, r)
	if errors.Is(r.err, context.Canceled) {
		d.queue = nil
	}
	d.next()
}

// stop gives up the reading.
func (d *billDesk) stop() { d.cancel() }

// show opens what became of a file.
func (d *billDesk) show(r billResult) {
	var not *checks.BillError
	switch {
	case r.err == nil:
		d.openBill(r.bill, r.before)
	case errors.As(r.err, &not):
		if d.form == nil || d.form.path != r.path {
			d.form = newBillForm(r.path, not)
		}
		d.form.not, d.form.trouble = not, ""
		if not.Why == "columns" {
			d.form.trouble = d.u.notBill(not)
			d.place = billPlace{step: billColumn}
			return
		}
		d.place = billPlace{step: billNot}
	default:
		d.place.step = billHome
	}
}

// openBill opens a bill, and joins its rows.
func (d *billDesk) openBill(b checks.Bill, before time.Time) {
	d.open, d.before, d.joined, d.scroll = b, before, billJoined{}, 0
	d.place = billPlace{step: billShown, tab: billOverview, full: d.place.full}
	d.join()
}

// join asks what was measured and recorded when the open bill gave money back.
func (d *billDesk) join() {
	u, b := d.u, d.open
	d.question++
	mine, now := d.question, u.deps.Now()
	if b.Rows == 0 {
		d.joined = billJoined{told: true}
		return
	}
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		j := joinedOf(ctx, u.deps.Cases, u.deps.History, b, now)
		return func() {
			if mine == d.question {
				d.joined = j
				d.refresh()
			}
		}
	})
}

// joinedOf runs beside the screen.
func joinedOf(ctx context.Context, cases Cases, h History, b checks.Bill, now time.Time) billJoined {
	in := checks.Window{From: b.From.In(china), To: b.To.In(china).Add(time.Second)}
	j := billJoined{told: true}
	rows, err := cases.Returned(ctx, in)
	if err != nil {
		j.err = err
		return j
	}
	j.rows = slices.DeleteFunc(rows, func(m checks.BillMatch) bool { return m.Row.Way != wayOfBill(b.Issuer) })
	if h != nil {
		changes, err1 := h.Changes(ctx, in)
		gaps, err2 := h.Gaps(ctx, in)
		if j.err = errors.Join(err1, err2); j.err == nil {
			j.hours = checks.EffectsOf(nil, changes, gaps, in, now).Hours
		}
	}
	for _, hour := range b.Hours {
		j.hours[hour.From.In(china).Hour()].Cases += hour.Refunded + hour.Reversed
	}
	return j
}

// wayOfBill is how the sales of a bill were paid, "" where that is not known.
func wayOfBill(issuer checks.BillIssuer) checks.Way {
	switch issuer {
	case checks.BillWeChat:
		return checks.WayWeChat
	case checks.BillAlipay:
		return checks.WayAlipay
	default:
		return ""
	}
}

// turn opens another page of the screen.
func (d *billDesk) turn(do func(*billPlace)) {
	do(&d.place)
	d.refresh()
}

// refresh makes the screen anew, where it is open.
func (d *billDesk) refresh() {
	if p, ok := d.u.now.(*billPage); ok {
		p.build()
	}
}
