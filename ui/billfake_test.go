package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// billCases stands in for the reading of bills: what a file holds goes by its name.
type billCases struct {
	*keptCases
	mu      sync.Mutex
	read    []string // in their order
	columns *checks.BillColumns
	known   []checks.Bill
	rows    []checks.BillMatch
	half    chan struct{} // reading stops at half until it is told or cancelled; nil: it does not
}

// wechatBill is a bill of three weeks with what bills can have.
func wechatBill() checks.Bill {
	day := func(d, h, m int) time.Time { return time.Date(2026, 11, d, h, m, 0, 0, china) }
	b := checks.Bill{
		ID: "a1", Name: "20261101_20261122.csv", Issuer: checks.BillWeChat, Read: wallClock, From: day(1, 9, 2), To: day(22, 21, 40),
		Rows: 1482, Payments: 1475, Refunded: 3, Reversed: 4, Paid: 41_236_50, Back: 312_40,
		Damaged:  []checks.BillDamage{{Line: 318, Why: "columns"}, {Line: 977, Why: "time", Field: "交易时间"}, {Line: 1203, Why: "amount", Field: "订单金额"}},
		Doubts:   []checks.BillDoubt{{Why: "rows", Field: "总交易单数", Said: "1485", Found: "1482"}},
		Patterns: []checks.BillPattern{{Kind: checks.PatternManySmall, From: day(14, 12, 2), To: day(14, 12, 30), Rows: 31}, {Kind: checks.PatternEqual, From: day(20, 18, 0), To: day(20, 19, 10), Rows: 12, Amount: 9_90}},
	}
	for _, h := range []struct{ day, hour, refunded, reversed int }{{2, 12, 0, 1}, {7, 18, 1, 0}, {15, 12, 0, 2}, {20, 12, 1, 1}, {21, 19, 1, 0}} {
		b.Hours = append(b.Hours, checks.BillHour{From: day(h.day, h.hour, 0), Payments: 20, Refunded: h.refunded, Reversed: h.reversed})
	}
	return b
}

// wechatRows are the rows of that bill that gave money back: in a slow minute, in a
// fine one, unmeasured, with a destroyed number, on record and not.
func wechatRows() (rows []checks.BillMatch) {
	add := func(d, h, m int, kind checks.BillKind, amount checks.Money, do func(*checks.BillMatch)) {
		at := time.Date(2026, 11, d, h, m, 0, 0, china)
		one := checks.BillMatch{Row: checks.BillRow{
			Line: 100 + d, At: at, Way: checks.WayWeChat, Kind: kind, Order: fmt.Sprintf("SHOP2026%02d%02d%02d7731", d, h, m), Number: fmt.Sprintf("42000012345678%02d1188", d), Amount: amount, Code: true,
		}}
		one.Minute = slowMinute(one.Row.Shown())
		do(&one)
		rows = append(rows, one)
	}
	fine := func(m *checks.BillMatch) {
		c := &m.Minute.Channels[0]
		m.Minute.Level, m.Minute.Cause, m.Minute.Layer, m.Minute.Pings.Lost = checks.OK, "", "", 0
		c.Level, c.Worst, c.Samples[0] = checks.OK, checks.Sample{At: c.Worst.At, Level: checks.OK, Took: 92 * ms}, checks.Sample{At: c.Worst.At, Level: checks.OK, Took: 92 * ms}
	}
	add(21, 19, 12, checks.BillRefund, 88_00, func(m *checks.BillMatch) { fine(m); m.Row.Refund = "50300123450021"; m.Case = "c5" })
	add(20, 12, 41, checks.BillReversal, 36_80, func(*checks.BillMatch) {})
	add(20, 12, 5, checks.BillRefund, 22_00, func(m *checks.BillMatch) { fine(m); m.Row.Refund = "50300123450019" })
	add(15, 12, 33, checks.BillReversal, 45_50, func(m *checks.BillMatch) { m.Case = "c6" })
	add(15, 12, 31, checks.BillReversal, 18_10, func(*checks.BillMatch) {})
	add(7, 18, 20, checks.BillRefund, 66_00, func(m *checks.BillMatch) { m.Minute = checks.Minute{Gap: checks.GapClosed} })
	add(2, 12, 12, checks.BillReversal, 36_00, func(m *checks.BillMatch) {
		m.Minute, m.Row.Broken, m.Row.Order, m.Row.Number = checks.Minute{}, true, "4.20000E+27", ""
	})
	return rows
}

// ReadBill reads by the file's name.
func (f *billCases) ReadBill(ctx context.Context, path string, columns *checks.BillColumns, progress func(read, of int64)) (checks.Bill, error) {
	f.mu.Lock()
	half := f.half
	f.read, f.columns = append(f.read, filepath.Base(path)), columns
	f.mu.Unlock()
	progress(50, 100)
	if half != nil {
		select {
		case <-half:
		case <-ctx.Done():
			return checks.Bill{}, ctx.Err()
		}
	}
	progress(100, 100)
	f.mu.Lock()
	defer f.mu.Unlock()
	not := func(e checks.BillError) error { e.Name = filepath.Base(path); return &e }
	switch filepath.Base(path) {
	case "photo.jpg":
		return checks.Bill{}, not(checks.BillError{Why: "picture"})
	case "lakala.csv":
		if columns == nil {
			return checks.Bill{}, not(checks.BillError{Why: "unknown", Issuer: "lakala", Header: []string{"商户名称", "交易日期时间", "订单号", "交易类型", "交易金额(元)", "手续费"}, Line: 3})
		}
		if columns.State == "手续费" {
			return checks.Bill{}, not(checks.BillError{Why: "columns", Header: []string{"商户名称", "交易日期时间", "订单号", "交易类型", "交易金额(元)", "手续费"}, Line: 3})
		}
		b := checks.Bill{ID: "m1", Name: "lakala.csv", Issuer: checks.BillMapped, Read: wallClock, From: wallClock.AddDate(0, 0, -3), To: wallClock.AddDate(0, 0, -1), Rows: 40, Payments: 40}
		f.known = append(f.known, b)
		return b, nil
	}
	b := wechatBill()
	if i := slices.IndexFunc(f.known, func(k checks.Bill) bool { return k.ID == b.ID }); i >= 0 {
		b.Read = f.known[i].Read
		return b, nil
	}
	f.known, f.rows = append(f.known, b), wechatRows()
	return b, nil
}

func (f *billCases) Bills(context.Context) ([]checks.Bill, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.known), f.unread
}

func (f *billCases) Returned(_ context.Context, in checks.Window) (some []checks.BillMatch, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, m := range f.rows {
		if !m.Row.At.Before(in.From) && m.Row.At.Before(in.To) {
			some = append(some, m)
		}
	}
	return some, f.unread
}

func (f *billCases) files() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.read)
}

// billWindow opens the screen of bills.
func billWindow(t *testing.T, lang, theme string, f *billCases) (*UI, fyne.Window, *fakeWatch, *billPage) {
	t.Helper()
	if f.keptCases == nil {
		f.keptCases = someCases()
	}
	u, win, watch := casesWindow(t, lang, theme, small, f.keptCases, func(d *Deps) { d.Cases = f })
	u.Show(billScreen)
	waitFor(t, watch, func() bool { return u.bills.told })
	p, ok := u.now.(*billPage)
	if !ok {
		t.Fatalf("the screen is %T", u.now)
	}
	return u, win, watch, p
}

// someFiles are files of these names.
func someFiles(t *testing.T, names ...string) (paths []string) {
	t.Helper()
	folder := t.TempDir()
	for _, name := range names {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// allRead waits until nothing is being read or joined.
func allRead(t *testing.T, u *UI, watch *fakeWatch) {
	t.Helper()
	waitFor(t, watch, func() bool { return u.bills.now == "" && (u.bills.open.ID == "" || u.bills.joined.told) })
	watch.queue.waitIdle(t)
}
