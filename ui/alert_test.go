package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"countercheck/assets"
	"countercheck/checks"
)

// message is what the core tells about a level.
func message(kind checks.MessageKind, level checks.Level) checks.Message {
	v := snapshots()[level].Verdict
	m := checks.Message{Kind: kind, At: wallClock, Verdict: v}
	if level > checks.OK {
		m.Incident = checks.Incident{
			ID: wallClock.UnixMilli(), From: wallClock, Seen: wallClock, Level: v.Level, Cause: v.Cause, Layer: v.Layer,
			Subject: v.Subject, Causes: []checks.Code{v.Cause}, Facts: v.Facts,
		}
	}
	return m
}

// digest tells of one incident that was held back.
func digest() checks.Message {
	m := message(checks.MessageDigest, checks.OK)
	m.Held = []checks.Incident{message(checks.MessageBegan, checks.Fail).Incident}
	return m
}

func TestAWarningComesAsTheSettingsSay(t *testing.T) {
	all := checks.WarnSettings{Desktop: true, Over: true, Sound: true}
	for _, c := range []struct {
		name  string
		set   checks.WarnSettings
		m     checks.Message
		above bool
		asked []string
	}{
		{"all ways", all, message(checks.MessageBegan, checks.Fail), true, []string{"true", "sound"}},
		{"a risk", all, message(checks.MessageBegan, checks.Warn), true, []string{"false", "sound"}},
		{"worse", all, message(checks.MessageWorse, checks.Fail), true, []string{"true", "sound"}},
		{"before opening", all, message(checks.MessageAhead, checks.Fail), true, []string{"true", "sound"}},
		{"over", all, message(checks.MessageOver, checks.OK), false, []string{"false"}},
		{"the day's digest", all, digest(), false, []string{"false"}},
		{"notification alone", checks.WarnSettings{Desktop: true}, message(checks.MessageBegan, checks.Fail), false, []string{"true"}},
		{"above alone", checks.WarnSettings{Over: true}, message(checks.MessageBegan, checks.Fail), true, nil},
		{"nothing", checks.WarnSettings{}, message(checks.MessageBegan, checks.Fail), false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &stagedDesk{tray: true}
			u, _, watch, _, _ := inTray(t, d, func(s *checks.Settings) { s.Warn = c.set })
			u.Warn(c.m)
			watch.queue.pump()
			u.Close() // waits for what was asked
			saw := d.saw()
			if u.alert.shown != c.above {
				t.Errorf("above everything: %v", u.alert.shown)
			}
			if above := strings.Contains(saw, "keyboard back"); above != c.above {
				t.Errorf("the keyboard was given back: %v", above)
			}
			if strings.Contains(saw, "notify") != c.set.Desktop || strings.Contains(saw, "sound") != (len(c.asked) == 2) {
				t.Errorf("asked of the desktop: %s", saw)
			}
			if len(c.asked) > 0 && !strings.Contains(saw, " "+c.asked[0]) {
				t.Errorf("urgent is not %s: %s", c.asked[0], saw)
			}
		})
	}
}

func TestTheWarningAbove(t *testing.T) {
	d := &stagedDesk{tray: true}
	u, _, watch, _, _ := inTray(t, d, func(s *checks.Settings) { s.Warn.Over = true })
	warn := func() {
		t.Helper()
		watch.tell(snapshots()[checks.Fail])
		u.Warn(message(checks.MessageBegan, checks.Fail))
		watch.queue.pump()
		if !u.alert.shown {
			t.Fatal("no warning")
		}
	}
	warn()
	if text := screenText(u.alert.win); !strings.Contains(text, "收不了") || !strings.Contains(text, "别再收一次") {
		t.Errorf("it says: %s", text)
	}
	first := u.alert.win
	test.Tap(button(t, u.alert.win, "知道了"))
	if u.alert.shown {
		t.Error("it stays after it was read")
	}

	warn()
	if u.alert.win != first {
		t.Error("a second window was made")
	}
	u.Show("settings")
	u.hidden = true
	test.Tap(button(t, u.alert.win, "看怎么办"))
	if u.alert.shown || u.hidden || u.open != "now" {
		t.Errorf("what to do: shown %v, hidden %v, on %s", u.alert.shown, u.hidden, u.open)
	}

	warn()
	watch.tell(snapshots()[checks.Warn])
	if !u.alert.shown {
		t.Error("it goes while something is wrong")
	}
	watch.tell(snapshots()[checks.OK])
	if u.alert.shown {
		t.Error("it stays when all is well again")
	}
	warn()
	u.Warn(message(checks.MessageOver, checks.OK))
	watch.queue.pump()
	if u.alert.shown {
		t.Error("it stays when the incident is over")
	}
}

// The warning in its two levels and both languages; it looks the same on every
// theme, as loud as it has to be.
func TestTheWarningLooksAsRecorded(t *testing.T) {
	for _, lang := range assets.Languages {
		for _, level := range []checks.Level{checks.Warn, checks.Fail} {
			for _, theme := range []string{"light", "dark"} {
				name := "alert-" + level.String() + "-" + lang
				t.Run(name+"-"+theme, func(t *testing.T) {
					u, _, watch, _, _ := inTray(t, &stagedDesk{}, func(s *checks.Settings) {
						s.Language, s.Theme, s.Warn.Over = lang, theme, true
					})
					u.Warn(message(checks.MessageBegan, level))
					watch.queue.pump()
					looksAs(t, u.alert.win, name)
				})
			}
		}
	}
}
