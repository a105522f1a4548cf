package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// The first screen in its four levels, in both languages, light and dark, at the
// smallest size that has to hold everything. The pictures in testdata were looked
// at before they were recorded.
func TestNowLooksAsRecorded(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		for _, theme := range []string{"light", "dark"} {
			for _, level := range []checks.Level{checks.OK, checks.Warn, checks.Fail, checks.Unknown} {
				name := "now-" + level.String() + "-" + lang + "-" + theme
				t.Run(name, func(t *testing.T) {
					_, win, _, _ := window(t, lang, theme, fyne.NewSize(1024, 600), snapshots()[level])
					looksAs(t, win, name)
				})
			}
		}
	}
}
