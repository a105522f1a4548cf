package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/assets"
	"countercheck/checks"
)

// sight is a screen with something on it, as a person meets it.
type sight struct {
	name string
	open func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch)
}

// sights are all screens, each in the states that look different.
func sights() []sight {
	all := append(nowSights(), careSights()...)
	all = append(all, refundSights()...)
	return append(all, settingsSights()...)
}

func nowSights() (all []sight) {
	for _, level := range []checks.Level{checks.OK, checks.Warn, checks.Fail, checks.Unknown} {
		all = append(all, sight{"now " + level.String(), func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch := careWindowOf(t, test.NewTempApp(t), lang, theme, small, aShop(), func(d *Deps) { d.History = newPastYear() })
			watch.tell(snapshots()[level])
			return u, win, watch
		}})
	}
	return append(all,
		sight{"details", func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch, _ := window(t, lang, theme, small, staged())
			u.Show("details")
			return u, win, watch
		}},
		sight{"notice", func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch, _ := window(t, lang, theme, small, snapshots()[checks.Fail])
			u.deps.Notice = func(w *assets.Words) string {
				return w.Say("settings.bad_file", map[string]any{"File": "/home/shop/.config/countercheck/settings.toml"})
			}
			u.rebuild()
			return u, win, watch
		}},
		sight{"demo choice", func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch, _ := demoWindow(t, lang, theme)
			u.Show(demoScreen)
			return u, win, watch
		}},
		sight{"demo", func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch, _ := demoWindow(t, lang, theme)
			u.Show(demoScreen)
			u.demo.start(u.deps.Demo.Scenes()[1])
			waitFor(t, watch, func() bool { return u.demo.run != nil })
			return u, win, watch
		}},
		historySight("history", func(*testing.T, *UI, *fakeWatch) {}),
		historySight("incident", func(t *testing.T, u *UI, watch *fakeWatch) {
			t.Helper()
			h, _ := u.now.(*history)
			h.list.Select(0)
			answered(t, u, watch)
			h.openChosen()
		}))
}

// historySight is a sight of the history.
func historySight(name string, then func(*testing.T, *UI, *fakeWatch)) sight {
	return sight{name, func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
		t.Helper()
		u, win, watch := remembering(t, lang, theme, newPastYear())
		u.Show("history")
		answered(t, u, watch)
		then(t, u, watch)
		answered(t, u, watch)
		return u, win, watch
	}}
}

func careSights() (all []sight) {
	for name, open := range map[string]func(*care){
		"today":    func(*care) {},
		"calendar": func(c *care) { c.open(func(s *carePlace) { s.tab = tabCalendar }) },
		"tasks":    func(c *care) { c.open(func(s *carePlace) { s.tab = tabTasks }) },
		"visits":   func(c *care) { c.open(func(s *carePlace) { s.tab = tabVisits }) },
		"task":     func(c *care) { c.openTask("wipe_scanner", false) },
		"bad":      func(c *care) { c.openTask("wipe_scanner", true) },
		"own":      func(c *care) { c.open(func(s *carePlace) { s.adding = true }) },
		"rule":     func(c *care) { c.openRule("front") },
	} {
		all = append(all, sight{"care " + name, func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch := careWindow(t, lang, theme, small, aShop())
			open(openCare(t, u))
			return u, win, watch
		}})
	}
	all = append(all, sight{"terminal", func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
		t.Helper()
		u, win, watch := recordsWindow(t, lang, theme, onRecord())
		terminalOpen(t, u, watch, "front")
		return u, win, watch
	}})
	for page := range 8 {
		all = append(all, sight{"visit " + string(rune('0'+page)), func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			records := onRecord()
			v := walked(records)
			v.Page = page
			records.visits = append([]checks.Visit{v}, records.visits...)
			u, win, watch := recordsWindow(t, lang, theme, records)
			u.Show("visit")
			waitFor(t, watch, func() bool { s, ok := u.now.(*visit); return ok && s.drawn })
			return u, win, watch
		}})
	}
	return all
}

func refundSights() (all []sight) {
	log := func(name string, open func(*testing.T, *UI, *fakeWatch)) {
		all = append(all, sight{name, func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch := casesWindow(t, lang, theme, small, someCases(), nil)
			open(t, u, watch)
			return u, win, watch
		}})
	}
	log("refund", homeShown)
	log("cases", func(t *testing.T, u *UI, w *fakeWatch) { t.Helper(); u.log.stay.filter = casesAll; casesShown(t, u, w) })
	log("figures", func(t *testing.T, u *UI, w *fakeWatch) {
		t.Helper()
		u.log.stay.tab = casesFigures
		casesShown(t, u, w)
	})
	log("case", func(t *testing.T, u *UI, w *fakeWatch) { t.Helper(); caseOpened(t, u, w, "c2") })
	for _, step := range []triageStep{stepReceived, stepCustomer, stepTechnician, stepWay, stepShowed, stepCode, stepAmount, stepOrder, stepTerminal, stepMinute, stepWhen, stepResult} {
		all = append(all, sight{"triage " + string(step), func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch := refundWindow(t, lang, theme, &triageCases{minute: slowSale()}, onRecord())
			u.startTriage()
			watch.settle(t, u)
			pressKeys(win, fyne.Key2)
			watch.settle(t, u)
			theTriage(t, u).turnStep(step)
			watch.settle(t, u)
			return u, win, watch
		}})
	}
	for _, tab := range learnTabs {
		all = append(all, sight{"learn " + string(tab), func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch := learnWindow(t, lang, theme, small)
			learnShown(t, u, watch, learnPlace{tab, checks.CauseNetwork})
			return u, win, watch
		}})
	}
	bill := func(name, file string, then func(*billPage)) {
		all = append(all, sight{"bill " + name, func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch, p := billWindow(t, lang, theme, &billCases{})
			if file != "" {
				p.d.take(someFiles(t, file))
				allRead(t, u, watch)
			}
			then(p)
			return u, win, watch
		}})
	}
	bill("home", "", func(*billPage) {})
	bill("overview", "november.csv", func(*billPage) {})
	bill("returned", "november.csv", func(p *billPage) { p.d.turn(func(at *billPlace) { at.tab = billReturned }) })
	bill("row", "november.csv", func(p *billPage) { p.openRow(1) })
	bill("not", "lakala.csv", func(*billPage) {})
	bill("columns", "lakala.csv", func(p *billPage) { p.d.turn(func(at *billPlace) { at.step = billColumn }) })
	return all
}

func settingsSights() (all []sight) {
	for _, g := range groups {
		all = append(all, sight{"settings " + string(g), func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch, _ := settingsWindow(t, lang, theme, g, busyShop, nil)
			watch.queue.waitIdle(t)
			return u, win, watch
		}})
	}
	for at, id := range questions {
		all = append(all, sight{"first " + id, func(t *testing.T, lang, theme string) (*UI, fyne.Window, *fakeWatch) {
			t.Helper()
			u, win, watch, _ := settingsWindow(t, lang, theme, "", nil, func(d *Deps) { d.FirstQuestions = true })
			for range at {
				u.first.answer("", nil)
			}
			return u, win, watch
		}})
	}
	return all
}

// inLetters has a window's letters set in a size of text.
func inLetters(t *testing.T, u *UI, watch *fakeWatch, text string) {
	t.Helper()
	set, ok := u.deps.Settings.(*fakeSettings)
	if !ok {
		t.Fatalf("the settings are %T", u.deps.Settings)
	}
	set.mu.Lock()
	set.set.Text = text
	set.mu.Unlock()
	u.rebuild()
	watch.queue.waitIdle(t)
}
