package ui

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// Every page of a triage as looked at, at the smallest size.
func TestTriageLooksAsRecorded(t *testing.T) {
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		cases := &triageCases{minute: slowSale()}
		u, win, watch := refundWindow(t, look[0], look[1], cases, onRecord())
		watch.tell(snapshots()[checks.Warn])
		u.startTriage()
		watch.settle(t, u)
		sees := func(name string, keys ...fyne.KeyName) {
			pressKeys(win, keys...)
			watch.settle(t, u)
			looksAs(t, win, "triage-"+name+"-"+look[0]+"-"+look[1])
		}
		sees("received")
		sees("unsure", fyne.Key3)
		theTriage(t, u).turnStep(stepReceived)
		sees("again")
		sees("unpaid", fyne.Key2)
		theTriage(t, u).turnStep(stepCustomer)
		sees("customer")
		theTriage(t, u).goBack()
		theTriage(t, u).turnStep(stepTechnician)
		sees("technician")
		theTriage(t, u).goBack()
		sees("way", fyne.KeyReturn)
		sees("showed", fyne.Key1)
		sees("code", fyne.Key5)
		theTriage(t, u).goBack()
		pressKeys(win, fyne.Key2)
		sees("amount", fyne.Key3, fyne.Key6, fyne.KeyPeriod, fyne.Key8)
		sees("order", fyne.KeyReturn)
		sees("terminal", fyne.KeyReturn)
		sees("minute", fyne.Key1)
		theTriage(t, u).turn(triagePage{stepAsk, checks.CauseVerify})
		sees("ask")
		theTriage(t, u).turnStep(stepResult)
		sees("result")
		theTriage(t, u).turnStep(stepReceived)
		theTriage(t, u).turnStep(stepWhen)
		sees("when", fyne.Key0, fyne.Key9, fyne.Key4)
	}
}

// What stands there at times.
func TestRareTriagesLookAsRecorded(t *testing.T) {
	t.Run("paid", func(t *testing.T) {
		u, win, watch := triageWindow(t, "zh-CN", "light", &triageCases{minute: fineSale()})
		pressKeys(win, fyne.Key1)
		watch.settle(t, u)
		looksAs(t, win, "triage-rare-paid")
	})
	t.Run("unmeasured", func(t *testing.T) {
		u, win, watch := triageWindow(t, "zh-CN", "light", &triageCases{minute: checks.Minute{Gap: checks.GapClosed}})
		pressKeys(win, fyne.Key2)
		watch.settle(t, u)
		theTriage(t, u).turnStep(stepResult)
		looksAs(t, win, "triage-rare-unmeasured")
	})
	t.Run("causes", func(t *testing.T) {
		u, win, watch := triageWindow(t, "zh-CN", "light", &triageCases{minute: slowSale()})
		theTriage(t, u).t.change(func(c *checks.Case) {
			c.Sale.Received, c.Sale.Way, c.Sale.Showed, c.Sale.Code = checks.ReceivedUnsure, checks.WayWeChat, checks.ShowedCode, "SYSTEMERROR"
			c.Answers = checks.Answers{checks.CauseVerify: checks.AnswerYes, checks.CauseMistyped: checks.AnswerYes}
		})
		watch.settle(t, u)
		theTriage(t, u).turnStep(stepResult)
		looksAs(t, win, "triage-rare-causes")
	})
	t.Run("unsaved", func(t *testing.T) {
		u, win, watch := triageWindow(t, "zh-CN", "light", &triageCases{fail: errors.New("disk full")})
		pressKeys(win, fyne.Key2)
		watch.settle(t, u)
		looksAs(t, win, "triage-rare-unsaved")
	})
	t.Run("changed", func(t *testing.T) {
		cases := &triageCases{minute: fineSale()}
		u, win, watch := triageWindow(t, "zh-CN", "light", cases)
		pressKeys(win, fyne.Key2)
		watch.settle(t, u)
		cases.change(func(c *checks.Case) { c.Sale.Way = checks.WayAlipay })
		pressKeys(win, fyne.KeyReturn, fyne.Key1)
		watch.settle(t, u)
		looksAs(t, win, "triage-rare-changed")
	})
	t.Run("home", func(t *testing.T) {
		u, win, watch := triageWindow(t, "zh-CN", "light", &triageCases{minute: fineSale()})
		pressKeys(win, fyne.Key3)
		watch.settle(t, u)
		u.Show(refundScreen)
		watch.queue.waitIdle(t)
		looksAs(t, win, "triage-rare-home")
	})
}
