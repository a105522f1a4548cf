package ui

import (
	"fyne.io/fyne/v2"

	"countercheck/checks"
)

// network is the page of the full network check.
func (s *visit) network() []fyne.CanvasObject { return []fyne.CanvasObject{s.surveyCard(false)} }

func (s *visit) surveyCard(after bool) fyne.CanvasObject { return s.u.card() }

func (s *visit) surveyLine() fyne.CanvasObject { return newProse("", sizeBody, false, s.u.colors.ink) }

func (s *visit) tellRunHere() {}

var _ checks.Survey
