package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// terminal is the record of one device, to be looked at and changed.
type terminal struct{ root *fyne.Container }

func newTerminal(*UI) *terminal { return &terminal{root: container.NewStack()} }

func (t *terminal) object() fyne.CanvasObject { return t.root }
func (t *terminal) show(checks.Snapshot)      {}
func (t *terminal) leave()                    {}

// editTerminal opens the record of a device; "" is a new one.
func (u *UI) editTerminal(id string) { u.Show("terminal") }
