package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/assets"
	"countercheck/checks"
)

func TestHoursAreSaidInOneLine(t *testing.T) {
	day := []string{"09:00-21:00"}
	for _, c := range []struct {
		hours checks.Hours
		want  string
	}{
		{checks.Hours{}, "全天"},
		{everyDay(checks.Hours{}, day), "每天 09:00–21:00"},
		{checks.Hours{Monday: day}, "周一 09:00–21:00 · 周二–周日 休息"},
		{checks.Hours{Saturday: []string{"09:00-14:00", "17:00-02:00"}, Sunday: day}, "周一–周五 休息 · 周六 09:00–14:00、17:00–02:00 · 周日 09:00–21:00"},
	} {
		if got := hoursText(assets.Speak("zh-CN"), c.hours); got != c.want {
			t.Errorf("%+v is said as %q, want %q", c.hours, got, c.want)
		}
	}
}

// What is proposed as a day's next opening can be used, and usually does not
// overlap what is there.
func TestAProposedOpeningCanBeUsed(t *testing.T) {
	for _, openings := range [][]string{nil, {"09:00-14:00"}, {"09:00-21:00"}, {"17:00-02:00"}, {"09:00-14:00", "17:00-21:00"}} {
		h := everyDay(checks.Hours{}, append(slices.Clone(openings), nextOpening(openings)))
		if problem, _ := judgeHours(assets.Speak("en"), shipped(), h, catalogue); problem != "" {
			t.Errorf("after %q: %s", openings, problem)
		}
	}
}

func TestOpeningHoursAreEdited(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", groupHours, nil, nil)
	test.Tap(button(t, win, "09:00–21:00"))
	waitFor(t, watch, func() bool { return alike(set.Current().Hours, []string{"09:00-21:00"}) })
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "周三") })

	s, _ := u.now.(*settings)
	s.inputs[1].SetText("25:00") // Monday, until
	if !strings.Contains(screenText(win), "营业时间要写成 09:00-21:00") {
		t.Errorf("a wrong time is not told: %s", screenText(win))
	}
	s.inputs[1].SetText("\uff12\uff1a\uff10\uff10") // wide
	s.inputs[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	waitFor(t, watch, func() bool { return slices.Equal(set.Current().Hours.Monday, []string{"09:00-02:00"}) })
	if !strings.Contains(screenText(win), "第二天") {
		t.Errorf("past midnight is not told: %s", screenText(win))
	}
	test.Tap(button(t, win, "抄到每天")) // Monday's
	waitFor(t, watch, func() bool { return alike(set.Current().Hours, []string{"09:00-02:00"}) })
	test.Tap(button(t, win, "×"))
	waitFor(t, watch, func() bool {
		return len(set.Current().Hours.Monday) == 0 && slices.Equal(set.Current().Hours.Tuesday, []string{"09:00-02:00"})
	})
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "休息|") })
	test.Tap(button(t, win, "全天"))
	waitFor(t, watch, func() bool { return alwaysOpen(set.Current().Hours) })
}

func TestDaysOffAreAddedAsPeopleWriteThem(t *testing.T) {
	u, win, watch, set := settingsWindow(t, "zh-CN", "light", groupHours, func(s *checks.Settings) { s.Hours = everyDay(s.Hours, []string{"09:00-21:00"}) }, nil)
	add := func(text string) {
		for _, o := range test.LaidOutObjects(win.Content()) {
			if e, ok := o.(*input); ok && e.PlaceHolder == u.say("settings.hours.holiday_like") {
				e.SetText(text)
				e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			}
		}
	}
	add("春节")
	if !strings.Contains(screenText(win), "休息日要写成") || len(set.Current().Hours.Holidays) > 0 {
		t.Errorf("no date: %s", screenText(win))
	}
	add("2026年10月1日")
	waitFor(t, watch, func() bool { return slices.Equal(set.Current().Hours.Holidays, []string{"2026-10-01"}) })
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "2026-10-01  ×") })
	add("2026-02-17/2026-02-23")
	waitFor(t, watch, func() bool {
		return slices.Equal(set.Current().Hours.Holidays, []string{"2026-02-17/2026-02-23", "2026-10-01"})
	})
	waitFor(t, watch, func() bool { return strings.Contains(screenText(win), "2026-02-17/2026-02-23  ×") })
	test.Tap(button(t, win, "2026-10-01  ×"))
	waitFor(t, watch, func() bool { return slices.Equal(set.Current().Hours.Holidays, []string{"2026-02-17/2026-02-23"}) })
}
