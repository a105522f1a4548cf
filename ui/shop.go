package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"countercheck/assets"
	"countercheck/checks"
)

// AskShop fills a window with the question which shop this is: those that are
// known, as large as a finger, and a line for a new one. chosen says whether a name
// can be used.
func AskShop(win fyne.Window, w *assets.Words, shops []string, chosen func(name string) (fits bool)) {
	app := fyne.CurrentApp()
	app.Settings().SetTheme(newLook("auto", checks.TextStandard))
	colors := paletteOf(app)
	trouble := newProse(w.Say("shop.impossible", nil), sizeBody, true, colors.mark[checks.Fail])
	trouble.Hide()
	name := widget.NewEntry()
	name.SetPlaceHolder(w.Say("shop.name", nil))
	take := func(name string) {
		if !chosen(name) {
			trouble.Show()
		}
	}
	name.OnSubmitted = take
	parts := []fyne.CanvasObject{newColumn(0.5*grid,
		newProse(w.Say("shop.question", nil), sizeTitle, true, colors.ink),
		newProse(w.Say("shop.why", nil), sizeBody, false, colors.dim))}
	for _, shop := range shops {
		parts = append(parts, newPress(shop, answer, colors, func() { take(shop) }))
	}
	parts = append(parts, trouble, container.NewBorder(nil, nil, nil,
		newPress(w.Say("shop.new", nil), primary, colors, func() { take(name.Text) }), name))
	all, _ := screenOf(parts...)
	win.SetContent(container.NewStack(canvas.NewRectangle(colors.ground), all))
	if len(shops) == 0 {
		win.Canvas().Focus(name)
	}
}
