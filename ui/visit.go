package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// visit is the technician's walk through the terminals.
type visit struct{ root *fyne.Container }

func newVisit(*UI) *visit { return &visit{root: container.NewStack()} }

func (v *visit) object() fyne.CanvasObject { return v.root }
func (v *visit) show(checks.Snapshot)      {}
func (v *visit) leave()                    {}

// startVisit begins a visit of some terminals, or goes on with the one under way.
func (u *UI) startVisit(terminals []string) { u.Show("visit") }
