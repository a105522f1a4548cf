package ui

import (
	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// screen is one place of the window.
type screen interface {
	object() fyne.CanvasObject
	show(s checks.Snapshot) // what is known now; called on the screen's goroutine
	leave()                 // another screen takes its place
}

// placeOf is a screen with its name; some of them stand in the rail.
type placeOf struct {
	id   string
	rail bool
	make func(*UI) screen
}

// screens is THE list of screens, in the rail's order. 保养 stands in
// the rail only where people's records are kept.
func screens() []placeOf {
	return []placeOf{
		{id: "now", rail: true, make: func(u *UI) screen { return newNow(u) }},
		{id: "refund", rail: true, make: func(u *UI) screen { return newRefund(u) }},
		{id: careScreen, rail: true, make: func(u *UI) screen { return newCare(u) }},
		{id: "history", rail: true, make: func(u *UI) screen { return newHistory(u) }},
		{id: "settings", rail: true, make: func(u *UI) screen { return newSettings(u) }},
		{id: triageScreen, make: func(u *UI) screen { return newTriage(u) }},
		{id: "terminal", make: func(u *UI) screen { return newTerminal(u) }},
		{id: "visit", make: func(u *UI) screen { return newVisit(u) }},
		{id: casesScreen, make: func(u *UI) screen { return newCasesPage(u) }},
		{id: caseScreen, make: func(u *UI) screen { return newCasePage(u) }},
		{id: learnScreen, make: func(u *UI) screen { return newLearn(u) }},
		{id: billScreen, make: func(u *UI) screen { return newBillPage(u) }},
		{id: demoScreen, make: func(u *UI) screen { return newDemo(u) }},
		{id: "details", make: func(u *UI) screen { return newDetails(u) }},
	}
}

// place is the rail's entry that a screen belongs to.
func (s placeOf) place() string {
	switch s.id {
	case "details":
		return firstScreen
	case demoScreen:
		return "settings"
	case "terminal", "visit":
		return careScreen
	case triageScreen, casesScreen, caseScreen, learnScreen, billScreen:
		return refundScreen
	default:
		return s.id
	}
}

// firstScreen is where the window opens and where Esc leads.
const firstScreen = "now"

// Screens are the ids of all screens, for Show and Open.
func Screens() (ids []string) {
	for _, s := range screens() {
		ids = append(ids, s.id)
	}
	return ids
}
