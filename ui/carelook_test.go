package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

// 保养 as looked at: its tabs, an item, a fault being written down, the newest
// version, and nothing recorded yet.
func TestCareLooksAsRecorded(t *testing.T) {
	pages := map[string]func(*care){
		"today":    func(*care) {},
		"calendar": func(c *care) { c.open(func(s *carePlace) { s.tab = tabCalendar }) },
		"tasks":    func(c *care) { c.open(func(s *carePlace) { s.tab = tabTasks }) },
		"visits":   func(c *care) { c.open(func(s *carePlace) { s.tab = tabVisits }) },
		"task":     func(c *care) { c.openTask("wipe_scanner", false) },
		"bad":      func(c *care) { c.openTask("wipe_scanner", true) },
		"own":      func(c *care) { c.open(func(s *carePlace) { s.adding = true }) },
		"rule":     func(c *care) { c.openRule("front") },
	}
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		for page, open := range pages {
			name := "care-" + page + "-" + look[0] + "-" + look[1]
			t.Run(name, func(t *testing.T) {
				u, win, _ := careWindow(t, look[0], look[1], small, aShop())
				open(openCare(t, u))
				win.Canvas().Unfocus() // the cursor blinks
				looksAs(t, win, name)
			})
		}
	}
	for _, page := range []string{"today", "calendar", "tasks", "visits"} {
		t.Run(page+" on a wider screen", func(t *testing.T) {
			u, win, _ := careWindow(t, "zh-CN", "dark", fyne.NewSize(1366, 768), aShop())
			pages[page](openCare(t, u))
			looksAs(t, win, "care-"+page+"-wide")
		})
	}
}

// The first screen with its card of 保养: two items, one of them done, nothing to
// do, in the languages and themes; the smallest size holds all of it.
func TestNowWithCareLooksAsRecorded(t *testing.T) {
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		t.Run(look[0], func(t *testing.T) {
			records := aShop()
			u, win, watch := careWindowOf(t, test.NewTempApp(t), look[0], look[1], small, records, func(d *Deps) { d.History = newPastYear() })
			waitFor(t, watch, func() bool { n, ok := u.now.(*now); return ok && n.today.answer == n.today.question })
			looksAs(t, win, "now-care-due-"+look[0]+"-"+look[1])
			n, _ := u.now.(*now)
			test.Tap(n.care.ticks["wipe_scanner"])
			waitFor(t, watch, func() bool { return records.last().Task == "wipe_scanner" && n.care.ticks["wipe_scanner"].kind == link })
			looksAs(t, win, "now-care-done-"+look[0]+"-"+look[1])
		})
	}
	t.Run("nothing to do", func(t *testing.T) {
		records := aShop()
		records.care.Records, records.care.Since, records.terminals = nil, wallClock, nil
		_, win, _ := careWindow(t, "zh-CN", "light", small, records)
		looksAs(t, win, "now-care-none")
	})
}

// What is seen more rarely: how an item is done, one that was done, a visit under
// way, a device in another's place, a mistake, a failure, and nothing recorded yet.
func TestRareCareLooksAsRecorded(t *testing.T) {
	for name, stage := range map[string]func(*testing.T, *careRecords) func(*UI, fyne.Window, *fakeWatch){
		"steps": func(*testing.T, *careRecords) func(*UI, fyne.Window, *fakeWatch) {
			return func(u *UI, _ fyne.Window, _ *fakeWatch) {
				c := openCare(t, u)
				test.Tap(c.buttons["how.paper"].(*press))
			}
		},
		"done": func(t *testing.T, f *careRecords) func(*UI, fyne.Window, *fakeWatch) {
			f.care.Records = append(f.care.Records, careRecord(90, "wipe_scanner", 0, checks.EveryWeek, checks.CareDone), careRecord(91, "paper", 0, checks.EveryMonth, checks.CareFailed))
			return func(u *UI, _ fyne.Window, _ *fakeWatch) { openCare(t, u) }
		},
		"under-way": func(t *testing.T, f *careRecords) func(*UI, fyne.Window, *fakeWatch) {
			f.visits = append([]checks.Visit{{ID: "now", Started: wallClock.Add(-time.Hour), Terminals: []checks.Inspection{checks.InspectionOf(f.terminals[0])}}}, f.visits...)
			f.terminals[0].Seen = checks.TerminalSeen{At: daysAgo(2), Serial: "123"}
			return func(u *UI, _ fyne.Window, _ *fakeWatch) { openCare(t, u) }
		},
		"empty": func(t *testing.T, f *careRecords) func(*UI, fyne.Window, *fakeWatch) {
			f.terminals, f.visits, f.care.Records, f.care.Since, f.care.Visited = nil, nil, nil, wallClock, time.Time{}
			return func(u *UI, _ fyne.Window, _ *fakeWatch) { openCare(t, u) }
		},
		"no-visits": func(t *testing.T, f *careRecords) func(*UI, fyne.Window, *fakeWatch) {
			f.visits = nil
			return func(u *UI, _ fyne.Window, _ *fakeWatch) {
				openCare(t, u).open(func(s *carePlace) { s.tab = tabVisits })
			}
		},
		"mistake": func(t *testing.T, _ *careRecords) func(*UI, fyne.Window, *fakeWatch) {
			return func(u *UI, win fyne.Window, _ *fakeWatch) {
				openCare(t, u).openTask("paper", true)
				test.Tap(button(t, win, "记下"))
				win.Canvas().Unfocus()
			}
		},
		"changed": func(t *testing.T, f *careRecords) func(*UI, fyne.Window, *fakeWatch) {
			f.fail = checks.ErrChanged
			return func(u *UI, win fyne.Window, watch *fakeWatch) {
				c := openCare(t, u)
				test.Tap(c.buttons["do.paper"].(*press))
				waitFor(t, watch, func() bool { return c.said.Visible() })
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			records := aShop()
			show := stage(t, records)
			u, win, watch := careWindow(t, "zh-CN", "light", small, records)
			show(u, win, watch)
			looksAs(t, win, "care-rare-"+name)
		})
	}
}
