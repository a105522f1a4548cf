package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// care is 保养: what is due, the devices, the calendar.
type care struct{ root *fyne.Container }

func newCare(*UI) *care { return &care{root: container.NewStack()} }

func (c *care) object() fyne.CanvasObject { return c.root }
func (c *care) show(checks.Snapshot)      {}
func (c *care) leave()                    {}
