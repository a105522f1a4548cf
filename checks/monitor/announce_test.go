package monitor

import (
	"testing"
	"testing/synctest"
	"time"

	"countercheck/checks"
)

// Virtual time begins on a Saturday at midnight.
func opensAtNine() (checks.WarnSettings, checks.Hours) {
	return checks.WarnSettings{Desktop: true, Hourly: 6, Digest: "21:30", Ahead: checks.Duration(10 * time.Minute)},
		checks.Hours{Saturday: []string{"09:00-21:00"}, Sunday: []string{"09:00-21:00"}}
}

func TestTheLineIsLookedAtBeforeTheShopOpens(t *testing.T) {
	c := newCounter()
	c.opt.Warn = opensAtNine
	atCounter(t, c, func(t *testing.T) {
		plan := c.plan()
		plan.Beats.Slow = time.Hour // so that the round of its own stands out
		c.m.Replan(plan)
		time.Sleep(8*time.Hour + 40*time.Minute)
		before := len(c.times("payment"))
		time.Sleep(11 * time.Minute)
		if n := len(c.times("payment")) - before; n != 1 {
			t.Errorf("asked %d times ten minutes before opening, want once", n)
		}
	})
}

func TestWhatBrokeOverNightIsToldBeforeOpeningAndNotAtNight(t *testing.T) {
	c := newCounter()
	c.opt.Warn = opensAtNine
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(3 * time.Hour)
		c.set("payment", true)
		time.Sleep(5*time.Hour + 30*time.Minute)
		if all := c.messages(); len(all) != 0 {
			t.Fatalf("told at night: %v", all)
		}
		time.Sleep(25 * time.Minute)
		all := c.messages()
		if len(all) != 1 || all[0].Kind != checks.MessageAhead || all[0].Incident.Cause != checks.ProviderDown {
			t.Fatalf("told before opening: %+v", all)
		}
	})
}

// What was held back is told by the time of day, though nothing changes then.
func TestTheDigestComesByTheClock(t *testing.T) {
	c := newCounter()
	c.opt.Warn = func() (checks.WarnSettings, checks.Hours) {
		return checks.WarnSettings{Hourly: 2, Digest: "21:30"}, checks.Hours{}
	}
	atCounter(t, c, func(t *testing.T) {
		time.Sleep(12 * time.Hour)
		for range 3 {
			c.set("payment", true)
			time.Sleep(5 * time.Minute)
			c.set("payment", false)
			time.Sleep(5 * time.Minute)
		}
		plan := c.plan()
		plan.Beats.Slow = 24 * time.Hour // no round brings it
		c.m.Replan(plan)
		told := len(c.messages())
		time.Sleep(9*time.Hour - 10*time.Second)
		if len(c.messages()) != told {
			t.Fatalf("told too early: %+v", c.messages()[told:])
		}
		time.Sleep(30 * time.Second)
		all := c.messages()
		if len(all) != told+1 || all[told].Kind != checks.MessageDigest || len(all[told].Held) != 2 {
			t.Errorf("at half past nine: %+v", all[told:])
		}
	})
}

func TestNothingIsToldOfAnIncidentNobodyKnowsToGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter()
		c.opt.Warn = opensAtNine
		c.watch(t, func() {
			time.Sleep(3 * time.Hour)
			c.set("payment", true)
			time.Sleep(time.Hour)
		})
		c.set("payment", false)
		c.opt.Resume = c.last()
		time.Sleep(5*time.Hour + 30*time.Minute) // the shop is open
		c.watch(t, func() { time.Sleep(10 * time.Minute) })
		if all := c.messages(); len(all) != 0 {
			t.Errorf("told %+v", all)
		}
	})
}
