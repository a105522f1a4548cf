package ui

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"countercheck/checks"
)

// The log of refunds as looked at: its home, the list, the figures, one case.
func TestTheLogLooksAsRecorded(t *testing.T) {
	pages := map[string]func(*testing.T, *UI, *fakeWatch){
		"home":    homeShown,
		"list":    func(t *testing.T, u *UI, w *fakeWatch) { u.log.stay.filter = casesAll; casesShown(t, u, w) },
		"figures": func(t *testing.T, u *UI, w *fakeWatch) { u.log.stay.tab = casesFigures; casesShown(t, u, w) },
		"page":    func(t *testing.T, u *UI, w *fakeWatch) { caseOpened(t, u, w, "c2") },
		"foot": func(t *testing.T, u *UI, w *fakeWatch) {
			u.log.stay.tab = casesFigures
			p := casesShown(t, u, w)
			scrolled(p.page).ScrollToBottom()
		},
	}
	for _, look := range [][2]string{{"zh-CN", "light"}, {"en", "dark"}} {
		for page, open := range pages {
			name := "case-" + page + "-" + look[0] + "-" + look[1]
			t.Run(name, func(t *testing.T) {
				u, win, watch := casesWindow(t, look[0], look[1], small, someCases(), nil)
				open(t, u, watch)
				win.Canvas().Unfocus() // the cursor blinks
				looksAs(t, win, name)
			})
		}
	}
	for _, page := range []string{"figures", "page"} {
		t.Run(page+" on a wider screen", func(t *testing.T) {
			u, win, watch := casesWindow(t, "zh-CN", "dark", fyne.NewSize(1366, 1000), someCases(), nil)
			pages[page](t, u, watch)
			looksAs(t, win, "case-"+page+"-wide")
		})
	}
}

// What is seen more rarely: nothing recorded, a minute nobody measured, another
// window's changes, a failure, and the steps of the report.
func TestRareCasesLookAsRecorded(t *testing.T) {
	for name, stage := range map[string]func(*testing.T, *UI, fyne.Window, *fakeWatch, *keptCases){
		"unmeasured": func(t *testing.T, u *UI, _ fyne.Window, w *fakeWatch, _ *keptCases) { caseOpened(t, u, w, "c9") },
		"suspect":    func(t *testing.T, u *UI, _ fyne.Window, w *fakeWatch, _ *keptCases) { caseOpened(t, u, w, "c7") },
		"theirs": func(t *testing.T, u *UI, win fyne.Window, w *fakeWatch, f *keptCases) {
			p := caseOpened(t, u, w, "c1")
			f.change("c1", func(c *checks.Case) { c.Follow.Status = checks.CaseClosed })
			test.Tap(p.keep["status.waiting"].(*press))
			waitFor(t, w, func() bool { return p.form.theirs != nil })
		},
		"failed": func(t *testing.T, u *UI, win fyne.Window, w *fakeWatch, f *keptCases) {
			p := caseOpened(t, u, w, "c1")
			f.failing(errors.New("disk I/O error"))
			test.Tap(p.keep["status.waiting"].(*press))
			waitFor(t, w, func() bool { return p.form.trouble != nil })
		},
		"fill": func(t *testing.T, u *UI, win fyne.Window, w *fakeWatch, _ *keptCases) {
			p := caseOpened(t, u, w, "c3")
			tapKey(t, p.keep, "fill")
		},
		"report": func(t *testing.T, u *UI, win fyne.Window, w *fakeWatch, _ *keptCases) {
			p := caseOpened(t, u, w, "c2")
			test.Tap(p.keep["report"].(*press))
			scrolled(p.page).ScrollToBottom()
		},
		"ready": func(t *testing.T, u *UI, win fyne.Window, w *fakeWatch, _ *keptCases) {
			p := caseOpened(t, u, w, "c2")
			test.Tap(p.keep["report"].(*press))
			test.Tap(p.keep["without"].(*press))
			scrolled(p.page).ScrollToBottom()
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := someCases()
			u, win, watch := casesWindow(t, "zh-CN", "light", small, f, nil)
			stage(t, u, win, watch, f)
			win.Canvas().Unfocus()
			looksAs(t, win, "case-rare-"+name)
		})
	}
	t.Run("empty", func(t *testing.T) {
		u, win, watch := casesWindow(t, "zh-CN", "light", small, &keptCases{}, nil)
		homeShown(t, u, watch)
		looksAs(t, win, "case-rare-empty")
	})
}
