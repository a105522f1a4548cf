package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// 保养 as looked at: its tabs, an item, a fault being written down, the newest
// version, and nothing recorded yet.
func TestCareLooksAsRecorded(t *testing.T) {
	pages := map[string]func(*care){
		"today":    func(*care) {},
		"calendar": func(c *care) { c.open(func(s *carePlace) { s.tab = tabCalendar }) },
		"tasks":    func(c *care) { c.open(func(s *carePlace) { s.tab = tabTasks }) },
		"visits":   func(c *care) { c.open(func(s *carePlace) { s.tab = tabVisits }) },
		"task":     func(c *care) { c.openTask("wipe", false) },
		"bad":      func(c *care) { c.openTask("wipe", true) },
		"own":      func(c *care) { c.open(func(s *carePlace) { s.adding = true }) },
		"rule":     func(c *care) { c.openRule("front") },
	}
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		for page, open := range pages {
			name := "care-" + page + "-" + look[0] + "-" + look[1]
			t.Run(name, func(t *testing.T) {
				u, win, _ := careWindow(t, look[0], look[1], small, aShop())
				open(openCare(t, u))
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
			test.Tap(n.care.ticks["wipe"])
			waitFor(t, watch, func() bool { return records.last().Task == "wipe" && n.care.ticks["wipe"].kind == link })
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
