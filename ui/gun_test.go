package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// fires types signs and Enter into the window as a scan gun does: without a pause.
func fires(win fyne.Window, text string) {
	for _, r := range text {
		win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyName(r)})
	}
	win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// A queue of customers goes on being served while the owner is asked: a payment code
// that is scanned meanwhile answers nothing and is kept nowhere.
func TestAScanGunAnswersNothing(t *testing.T) {
	cases := &triageCases{minute: checks.Minute{}}
	u, win, watch := triageWindow(t, "zh-CN", "light", cases)
	quiet := func() {
		t.Helper()
		waitFor(t, watch, func() bool { return u.gun.stop == nil })
		watch.settle(t, u)
	}
	fires(win, "134567890123456782")
	quiet()
	if s := theTriage(t, u); s.t.begun || s.t.page.step != stepReceived {
		t.Fatalf("a scanned code answered page one: page %s, %+v", s.t.page.step, s.t.c.Sale)
	}
	theTriage(t, u).turnStep(stepAmount)
	fires(win, "134567890123456782")
	quiet()
	if s := theTriage(t, u); s.t.page.step != stepAmount || s.pad.text != "" || s.t.c.Sale.Amount != 0 {
		t.Fatalf("a scanned code became an amount: page %s, %q", s.t.page.step, s.pad.text)
	}
	// What a person types at once, two keys rolled, is taken in its order.
	for _, key := range []fyne.KeyName{fyne.Key3, fyne.Key6} {
		win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: key})
	}
	quiet()
	if got := theTriage(t, u).pad.text; got != "36" {
		t.Errorf("two keys at once typed %q", got)
	}
	pressKeys(win, fyne.KeyReturn)
	if s := theTriage(t, u); s.t.page.step == stepAmount {
		t.Error("Enter led nowhere")
	}
}
