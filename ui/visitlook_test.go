package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// The record of a device as looked at.
func TestTerminalLooksAsRecorded(t *testing.T) {
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		for _, id := range []string{"front", "till"} {
			name := "terminal-" + id + "-" + look[0] + "-" + look[1]
			t.Run(name, func(t *testing.T) {
				u, win, watch := recordsWindow(t, look[0], look[1], onRecord())
				u.editTerminal(id)
				waitFor(t, watch, func() bool { s, ok := u.now.(*terminal); return ok && s.form != nil })
				win.Resize(fyne.NewSize(1024, 1900))
				looksAs(t, win, name)
				win.Resize(small)
				looksAs(t, win, name+"-small")
			})
		}
	}
}

// Every page of a visit as looked at.
func TestVisitLooksAsRecorded(t *testing.T) {
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		for page := range 8 {
			records := onRecord()
			v := checks.Visit{ID: "now", Started: wallClock, Terminals: []checks.Inspection{checks.InspectionOf(records.terminals[0])}, Page: page, Next: "2027-02-21", Revision: 1}
			records.visits = append([]checks.Visit{v}, records.visits...)
			_, kind := openPage(v)
			name := "visit-" + string(kind.kind) + "-" + look[0] + "-" + look[1]
			t.Run(name, func(t *testing.T) {
				u, win, watch := recordsWindow(t, look[0], look[1], records)
				u.Show("visit")
				waitFor(t, watch, func() bool { s, ok := u.now.(*visit); return ok && s.drawn })
				looksAs(t, win, name)
			})
		}
	}
}
