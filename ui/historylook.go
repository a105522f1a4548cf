package ui

import (
	"image/color"
	"time"

	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/ui/chart"
)

// The chart's own colours: lines that are told apart by those who see few
// colours, too, and phases from the name to the answer, dark and bright by turns.
var (
	lightChart = chart.Look{
		Ground: rgb(0xFFFFFF), Grid: rgb(0xE3E6E9), Ink: rgb(0x1B1F23), Dim: rgb(0x59636E), Unwatched: rgb(0x59636E),
		Warn: rgb(0xC26A00), Fail: rgb(0xB3261E),
		Lines:  []color.NRGBA{rgb(0x1D62A8), rgb(0x7A3FA8), rgb(0x00796B), rgb(0x8A5A2B), rgb(0xB0347F), rgb(0x5E6B00), rgb(0x0E7490), rgb(0x3D4852)},
		Phases: []color.NRGBA{rgb(0x2F7D6C), rgb(0x4C8CC8), rgb(0x2B5590), rgb(0x9079BE), rgb(0x553A8E)},
	}
	darkChart = chart.Look{
		Ground: rgb(0x20252A), Grid: rgb(0x343B42), Ink: rgb(0xECEFF1), Dim: rgb(0x9AA5AF), Unwatched: rgb(0x9AA5AF),
		Warn: rgb(0xF0B060), Fail: rgb(0xFF7B6E),
		Lines:  []color.NRGBA{rgb(0x7DB4F0), rgb(0xC39BEA), rgb(0x5FC9B8), rgb(0xD9A673), rgb(0xF08CC0), rgb(0xC5CF6B), rgb(0x6FD0E8), rgb(0xC3CDD6)},
		Phases: []color.NRGBA{rgb(0x8FD0C0), rgb(0x5B8ED0), rgb(0x8DBCEB), rgb(0x8C72C6), rgb(0xC9B4EE)},
	}
)

func lookOf(p palette) chart.Look {
	if p.ground == dark.ground {
		return darkChart
	}
	return lightChart
}

// chartWords are what stands in a chart of a window.
func (u *UI) chartWords(in checks.Window) chart.Words {
	return chart.Words{
		Unwatched: u.say("history.unwatched"),
		Tick:      func(t time.Time, unit chart.Unit) string { return tick(u.words, t, unit, in) },
		Value: func(d time.Duration) string {
			if d == 0 {
				return "0"
			}
			return report.Figure(u.words, d)
		},
	}
}
