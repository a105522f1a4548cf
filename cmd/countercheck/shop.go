package main

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"countercheck/assets"
	"countercheck/cmd/engine"
	"countercheck/ui"
)

// chooseShop asks on a stick which shop this is, before anything is opened. It
// returns "" where the person closed the window instead.
func chooseShop(ctx context.Context, a fyne.App, words *assets.Words, shops []string) (chosen string) {
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	window := a.NewWindow(words.Say("app.name", nil))
	window.SetMaster()
	window.Resize(fyne.NewSize(560, 420))
	ui.AskShop(window, words, shops, func(name string) (fits bool) {
		name = strings.TrimSpace(name)
		if _, err := engine.FindHome("", name); err != nil || name == "" {
			return false
		}
		chosen = name
		a.Quit()
		return true
	})
	stop := context.AfterFunc(ctx, func() { fyne.Do(a.Quit) })
	defer stop()
	window.ShowAndRun()
	return chosen
}
