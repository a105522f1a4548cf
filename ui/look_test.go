package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

// The other screens, as recorded.
func TestOtherScreensLookAsRecorded(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		for _, theme := range []string{"light", "dark"} {
			for _, id := range []string{"refund", "settings"} {
				name := id + "-" + lang + "-" + theme
				t.Run(name, func(t *testing.T) {
					u, win, _, _ := window(t, lang, theme, fyne.NewSize(1024, 600), snapshots()[checks.OK])
					u.Show(id)
					test.AssertRendersToImage(t, name+".png", win.Canvas())
				})
			}
		}
	}
}

func TestAdviceLooksAsRecorded(t *testing.T) {
	for _, id := range answers {
		t.Run(id, func(t *testing.T) {
			u, win, _, _ := window(t, "zh-CN", "light", fyne.NewSize(1024, 600), snapshots()[checks.OK])
			u.Show("refund")
			r, _ := u.now.(*refund)
			r.advise(id)
			test.AssertRendersToImage(t, "advice-"+id+".png", win.Canvas())
		})
	}
}
