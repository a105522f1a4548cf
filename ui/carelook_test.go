package ui

import (
	"testing"

	"fyne.io/fyne/v2"
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
